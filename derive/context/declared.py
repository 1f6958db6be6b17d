"""What is declared where a claim stands, and what facts elsewhere declare of which those in force are silent."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derive.claims.announced import NOT_ONE_HOT
from derive.claims.model import Claim, Fact
from derive.context.declare import Declarations
from derive.context.kinds import Kind
from derive.context.symbols import ALONE
from derive.terms.term import Range

if TYPE_CHECKING:
    from derive.context.understand import Understanding


@dataclass(frozen=True)
class Place:
    """What is declared at one place of a document; `later` is what is only declared further on."""

    declarations: Declarations
    known: dict[str, Kind]
    later: frozenset[str]
    ranges: dict[str, Range]
    ones: str


def declared(doc: Understanding, claim: Claim, facts: tuple[Fact, ...]) -> None:
    """What these facts declare, and facts elsewhere of what these are silent about. It is worked out once for
    every place and the sizes known there: a document is gone through many times."""
    place = (doc.declared_at, ahead(doc, claim), frozenset(doc.env.size_names))
    if place not in doc.places:
        doc.env.kinds, doc.env.index_ranges = dict(doc.base), dict(doc.base_ranges)
        doc.declarations = Declarations(doc.env)
        for fact in facts:
            doc.declarations.take(fact)
        known, ranges = dict(doc.env.kinds), dict(doc.env.index_ranges)
        elsewhere, later = declared_elsewhere(doc, claim, known)
        known |= elsewhere
        known |= {f"{key}{ALONE}": one for key, kind in known.items() if (one := kind.member) is not None}
        doc.places[place] = Place(doc.declarations, known, later, ranges, doc.env.ones)
    found = doc.places[place]
    doc.declarations, doc.known, doc.later = found.declarations, found.known, found.later
    doc.env.index_ranges, doc.env.ones = dict(found.ranges), found.ones


def is_withdrawn(doc: Understanding, fact: Fact, claim: Claim) -> bool:
    """Was a vector one-hot that is said to be so no longer?"""
    said = doc.env.conventions.get(NOT_ONE_HOT)
    return said is not None and fact.predicate.startswith("one-hot") and (
        fact.where.start < said.where.start < claim.where.start)


def ahead(doc: Understanding, claim: Claim) -> int:
    """How many facts stand before the claim; they stand in the order of the document."""
    return bisect_left(doc.reading.facts, claim.where.start, key=lambda fact: fact.where.start)


def declared_elsewhere(
    doc: Understanding, claim: Claim, here: dict[str, Kind]
) -> tuple[dict[str, Kind], frozenset[str]]:
    """The kinds of symbols that are declared only before ("for a vector x, ..."), or else further on; and
    which of them only further on."""
    other, split = Declarations(doc.env), ahead(doc, claim)
    for facts in (doc.reading.facts[:split], doc.reading.facts[split:]):
        known = set(doc.env.kinds)
        for fact in facts:
            names = other.names(fact)
            if names and not any(name in known for name in names) and not is_withdrawn(doc, fact, claim):
                other.take(fact)
    found = {key: kind for key, kind in doc.env.kinds.items() if key not in here}
    return found, frozenset(key for key in found if key not in known)
