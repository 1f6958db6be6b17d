"""Shapes of undeclared symbols: the assignment under which most of a part's equations make sense.

Each part of a document is settled in turn, starting from what the parts before it found: a letter may be a
vector in one exercise and a number in the next. A symbol that was declared is never changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.context.kinds import Kind
from derive.context.shapes import ODD, Course, price_of, shape
from derive.context.symbols import ranges_of
from derive.terms.term import Num

if TYPE_CHECKING:
    from derive.context.understand import Understanding

GAIN = 2  # claims more that make sense, for the sections of a part to be read apart


def settle(doc: Understanding) -> None:
    parts: dict[str, list[Claim]] = {}
    for claim in doc.reading.claims:
        parts.setdefault(claim.part, []).append(claim)
    settle_layouts(doc)
    for part, claims in parts.items():
        settle_part(doc, part, claims)
    doc.read_before.clear()
    forget(doc)
    link_families(doc)


def link_families(doc: Understanding) -> None:
    """`E` beside vectors `e_w`: the matrix of these vectors, where their sizes fit in one way only."""
    sizes = doc.env.sizes
    kinds = {**doc.base, **doc.env.guessed, **doc.known}
    for key, kind in kinds.items():
        small = kinds.get(key.lower())
        if key == key.lower() or kind.of or kind.element != "matrix" or key in doc.layouts or small is None:
            continue
        if small.element != "column" or small.family != 1:
            continue
        whole = [sizes.resolve(r) for r in ranges_of(key, kind)]
        part = [sizes.resolve(r) for r in ranges_of(key.lower(), small)]
        if part[0] != part[1] and whole in (part, part[::-1]):
            side = "rows" if whole == part else "columns"
            doc.layouts[key] = Kind("matrix", of=key.lower(), layout=side, certain=True,
                                    source=f"read as the matrix whose {side} are the {key.lower()}")


def settle_layouts(doc: Understanding) -> None:
    """Whether a family of vectors makes the columns or the rows of its matrix is one choice for the whole
    document: that under which more of its claims make sense."""
    used = {*doc.survey.standing, *doc.env.aliases.values()}
    for key, kind in list(doc.base.items()):
        if kind.of and not kind.layout and key in used:
            best, least = "columns", inf
            for side in ("columns", "rows"):
                doc.layouts[key] = replace(kind, layout=side, certain=True)
                price = price_of(doc, doc.reading.claims, least)
                best, least = (side, price) if price < least else (best, least)
            doc.layouts[key] = replace(kind, layout=best, certain=True)


def forget(doc: Understanding) -> None:
    """The sizes are unified once more with everything settled; definitions are then made anew."""
    doc.definitions.entries.clear()
    doc.env.defined.clear()
    doc.env.sizes.parent.clear()
    for claim in doc.reading.claims:
        doc.env.guessed = doc.kinds_of_unit[doc.units[claim.number]]
        shape(doc, claim)
    firsts = {key: entries[0] for key, entries in doc.definitions.entries.items()}
    doc.first = {key: one.claim for key, one in firsts.items()
                 if one.definition is not None and not isinstance(one.definition.body, Num)}
    doc.definitions.entries.clear()
    doc.env.defined.clear()


def settle_part(doc: Understanding, part: str, claims: list[Claim]) -> None:
    """Settles a part as a whole, or its sections one after the other, where clearly more of it makes sense so."""
    whole = searched(doc, claims)
    sections: dict[int, list[Claim]] = {}
    for claim in claims:
        sections.setdefault(claim.section, []).append(claim)
    if whole.path.price >= 1 and len(sections) > 1:
        whole.leave()
        sound = 0
        for number, members in sections.items():
            course = searched(doc, members)
            settle_unit(doc, (part, number), course)
            sound += course.path.sound
        if sound >= whole.path.sound + GAIN:
            return
    settle_unit(doc, (part, 0), whole)


def searched(doc: Understanding, claims: list[Claim]) -> Course:
    """The way through these claims on which most of them make sense."""
    course = Course(doc, claims)
    course.defined_later()
    course.mend()
    course.defined_later()
    return course


def settle_unit(doc: Understanding, unit: tuple[str, int], course: Course) -> None:
    doc.units |= {claim.number: unit for claim in course.claims}
    doc.settled_units[unit] = course.outcome()
    doc.kinds_of_unit[unit] = dict(doc.env.guessed)
    if course.path.price >= 1:
        settle_chains(doc, course.claims)


def settle_chains(doc: Understanding, claims: Sequence[Claim]) -> None:
    """A letter may mean something else in one chain, `x` a number in a lemma about a function of one variable:
    where a chain does not make sense and uses nothing that is defined, its undeclared symbols are its own."""
    chains: dict[int, list[Claim]] = {}
    for claim in claims:
        chains.setdefault(claim.chain, []).append(claim)
    for chain in chains.values():
        course = Course(doc, chain)
        used = {key for step in course.path.steps for key in step.touched}
        if course.path.price >= 1 and not any(key in course.start.defined for key in used):
            course.mend()
            if course.path.price < ODD:
                doc.kinds_of_claim |= {claim.number: course.path.change for claim in chain}
        course.leave()
