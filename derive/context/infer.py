"""Shapes of undeclared symbols: the assignment under which most of a part's equations make sense.

Each part of a document is settled in turn, starting from what the parts before it found: a letter may be a
vector in one exercise and a number in the next. A symbol that was declared is never changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.context.kinds import Kind
from derive.context.shapes import ODD, Course, shape
from derive.context.symbols import ranges_of
from derive.terms.term import Num

if TYPE_CHECKING:
    from derive.context.understand import Understanding


def settle(doc: Understanding) -> None:
    parts: dict[str, list[Claim]] = {}
    for claim in doc.reading.claims:
        parts.setdefault(claim.part, []).append(claim)
    settle_layouts(doc)
    for part, claims in parts.items():
        settle_part(doc, part, claims)
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
            prices: dict[str, float] = {}
            for side in ("columns", "rows"):
                doc.layouts[key] = replace(kind, layout=side, certain=True)
                course = Course(doc, doc.reading.claims)
                prices[side] = course.path.price
                course.leave()
            side = "rows" if prices["rows"] < prices["columns"] else "columns"
            doc.layouts[key] = replace(kind, layout=side, certain=True)


def forget(doc: Understanding) -> None:
    """The sizes are unified once more with everything settled; definitions are then made anew."""
    doc.definitions.entries.clear()
    doc.env.defined.clear()
    doc.env.sizes.parent.clear()
    for claim in doc.reading.claims:
        doc.env.guessed = doc.kinds_of_part[claim.part]
        shape(doc, claim)
    firsts = {key: entries[0] for key, entries in doc.definitions.entries.items()}
    doc.first = {key: one.claim for key, one in firsts.items()
                 if one.definition is not None and not isinstance(one.definition.body, Num)}
    doc.definitions.entries.clear()
    doc.env.defined.clear()


def settle_part(doc: Understanding, part: str, claims: list[Claim]) -> None:
    course = Course(doc, claims)
    odd = {key for step in course.path.steps if step.cost >= ODD for key in step.touched}
    later = {key: replace(kind, certain=False) for key, kind in doc.env.defined.items() if key in odd}
    course.leave()
    if later and (tried := Course(doc, claims, later)).path.price < course.path.price:
        course = tried  # what is defined further on ("where y = x") is that already
    course.mend()
    doc.settled_parts[part] = course.outcome()
    doc.kinds_of_part[part] = dict(doc.env.guessed)
    if course.path.price >= 1:
        settle_chains(doc, claims)


def settle_chains(doc: Understanding, claims: list[Claim]) -> None:
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
