"""What of a document is read by itself: problems, chapters and sections whose letters are other things than the rest's.

Each is tried, and read so where its claims, or the others, make more sense that way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from derive.claims.apart import letters_given, letters_in, letters_taken, of_stretches, stretches
from derive.claims.features import with_index
from derive.claims.model import Claim, Reading
from derive.claims.problems import problems_in, without
from derive.context.firmness import clashing
from derive.context.kinds import Kind
from derive.context.understand import Understanding

APART = 2  # claims that make no sense, for a chapter to be read by itself
FEW = 3  # one of so many is little
Read = Callable[[Reading], Understanding]


def parted(reading: Reading, understand: Read) -> list[Understanding]:
    """The document as one whole; and by themselves those of its problems that make more sense so, their letters being
    other things in other problems. What stands before all problems belongs to each."""
    whole = understand(reading)
    alone = [
        one for problem in problems_in(reading)
        if clashing(whole, problem.claims)
        and len(clashing(one := understand(problem), problem.claims)) < len(clashing(whole, problem.claims))
    ]
    if alone:
        return [understand(without(reading, [one.reading for one in alone])), *alone]
    parts = [whole] if reading.problems else by_chapters(whole, understand)
    return [one for part in parts for one in by_lemmas(part, understand)]


def by_chapters(doc: Understanding, understand: Read) -> list[Understanding]:
    """The document; and by themselves those of its chapters that make hardly any sense with the rest, and much more
    without: their letters are other things. What the rest says of them all the same is no counterexample's business."""
    starts, alone = doc.reading.chapters, dict[int, Understanding]()
    for number, stretch in stretches(doc.reading, starts):
        own = [claim for claim in stretch.claims if bisect_right(starts, claim.where.start)]
        before = clashing(doc, own)
        if len(before) < APART:
            continue
        letters, taken = letters_taken(doc.reading, starts, number)
        if FEW * len(taken) > len(letters):
            continue  # where a formula has the wrong shape, the rest says what most of its letters are
        one = understand(within(stretch, doc))
        if 2 * len(clashing(one, own)) <= len(before):
            one.elsewhere = frozenset(letter for letter in taken if not is_of_another_shape(letter, own, doc, one))
            alone[number] = one
    left = {*range(len(starts) + 1)} - alone.keys()
    return [understand(within(of_stretches(doc.reading, starts, left), doc)), *alone.values()] if alone else [doc]


def by_lemmas(doc: Understanding, understand: Read) -> list[Understanding]:
    """The document; and by itself a section that uses nothing of the rest, where the rest has the letters of that
    section for other things, and makes more sense without it."""
    starts = doc.reading.sections
    for number, stretch in stretches(doc.reading, starts):
        rest = of_stretches(doc.reading, starts, {*range(len(starts) + 1)} - {number})
        before = clashing(doc, rest.claims)
        if len(before) < APART:
            continue
        given = letters_given(doc.reading, starts, number)
        fitting = letters_in(claim for claim in rest.claims if claim.number not in before)
        if given <= fitting or letters_taken(doc.reading, starts, number)[1]:
            continue
        other = understand(within(rest, doc))
        if len(clashing(other, rest.claims)) + APART <= len(before):
            other.elsewhere = doc.elsewhere | {
                letter for letter in given if not is_of_another_shape(letter, rest.claims, doc, other)}
            return [*by_lemmas(other, understand), understand(within(stretch, doc))]
    return [with_features(doc, understand)]


def with_features(doc: Understanding, understand: Read) -> Understanding:
    """The document with an index put back that a section leaves out, where much more of that makes sense then."""
    starts = doc.reading.sections
    for number, stretch in stretches(doc.reading, starts):
        own = [claim for claim in stretch.claims if bisect_right(starts, claim.where.start) == number]
        before = clashing(doc, own)
        found = with_index(doc.reading, starts, number) if len(before) >= APART else None
        other = understand(found) if found is not None else doc
        if found is not None and 2 * len(clashing(other, own)) <= len(before):
            other.left_out = frozenset(claim.number for claim in own)
            return other
    return doc


def within(part: Reading, doc: Understanding) -> Reading:
    """A part of a document, with the letters that are indices there."""
    return replace(part, running=part.running | doc.env.index_names)


def is_of_another_shape(letter: str, claims: Sequence[Claim], one: Understanding, other: Understanding) -> bool:
    """Is a letter a number in one reading of these claims and an array in the other, or the one of another order?"""
    uses = [claim for claim in claims if letter in letters_in([claim])]
    return bool(uses) and all(order_of(one, letter, claim) != order_of(other, letter, claim) for claim in uses)


def order_of(doc: Understanding, letter: str, claim: Claim) -> int:
    doc.go_to(doc.reading.numbered(claim.number))
    return doc.env.kinds.get(letter, Kind()).order
