"""How long a fact holds.

A declaration, a "since" and a "given" hold to the end of the document, until a later fact about the same subject
contradicts them. A case holds until its sibling (the same symbols), a heading of the same or a higher level, a new
part, or words that close the cases ("In general", "Combining both cases"; "Therefore" once a second case was
opened). A setting ("Suppose", "Consider the case where") survives headings of its own level below a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from derive.claims.model import Fact
from derive.claims.roles import Hold
from derive.claims.sentences import Place, Sentence
from derive.claims.walk import symbols
from derive.document.model import Kind
from derive.notation.tree import Chain, Node, Number

FOREVER: Place = (1 << 30, 0)
SECTION = 2
CLOSES = re.compile(
    r"^\W*(?:unified|in general|generally|combining|combined|together|altogether|overall|in total|in both cases|both cases|"
    r"to summari[sz]e|in summary|综上|总之|合并)",
    re.IGNORECASE,
)
CLOSES_CASES = re.compile(r"^\W*(?:therefore|thus|hence|so|finally|consequently|∴|所以|因此|故)\b", re.IGNORECASE)
SHAPES = {"scalar", "vector", "row-vector", "matrix", "function", "index", "constant", "integer"}
OPPOSITE = {"=": {"\\neq"}, "\\neq": {"="}, "<": {">", "\\geq", "="}, ">": {"<", "\\leq", "="}}


@dataclass(frozen=True)
class Held:
    """A fact with the stretch of the document in which it is in force. `level` is the depth of the heading above
    it, `part` the part it stands in, `piece` the formula it was read from (None: from words)."""

    fact: Fact
    hold: Hold
    start: Place
    end: Place = FOREVER
    level: int = 0
    part: str = ""
    piece: int | None = None

    def at(self, place: Place) -> bool:
        return self.start <= place < self.end


def settle(held: Sequence[Held], sentences: Sequence[Sentence], parts: Sequence[Place]) -> list[Held]:
    """Every fact with its end found."""
    return [_ended(one, held, sentences, parts) for one in held]


def _ended(one: Held, held: Sequence[Held], sentences: Sequence[Sentence], parts: Sequence[Place]) -> Held:
    if one.hold in (Hold.SENTENCE, Hold.CLAIM):
        return one
    ends = [other.start for other in held if other.start > one.start and contradicts(other, one)]
    if one.hold in (Hold.CASE, Hold.SETTING):
        ends += (sentence.start for sentence in sentences if _heading_ends(sentence, one))
        ends += (place for place in parts if place > one.start)
    if one.hold is Hold.CASE:
        ends += _closings(one, held, sentences)
    return replace(one, end=min(ends, default=FOREVER))


def _heading_ends(sentence: Sentence, one: Held) -> bool:
    if sentence.kind is not Kind.HEADING or sentence.start <= one.start:
        return False
    if one.hold is Hold.CASE:
        return not one.level or sentence.level <= one.level
    return sentence.level < one.level or sentence.level <= SECTION


def _closings(one: Held, held: Sequence[Held], sentences: Sequence[Sentence]) -> Iterable[Place]:
    """Where words close the case: at once if they speak of all cases, else only behind a second case."""
    second = any(
        other.start < one.start and other.hold is Hold.CASE and family(other.fact) == family(one.fact) for other in held
    )
    for sentence in sentences:
        if sentence.opens and sentence.start > one.start:
            if CLOSES.match(sentence.text) or (second and CLOSES_CASES.match(sentence.text)):
                yield sentence.start


def family(fact: Fact) -> frozenset[str]:
    """The symbols that a case is about: cases about the same symbols exclude each other."""
    return frozenset().union(*(symbols(node) for node in fact.subjects[:1]))


def contradicts(later: Held, earlier: Held) -> bool:
    """Whether a later fact puts an end to an earlier one."""
    new, old = later.fact, earlier.fact
    if later.hold in (Hold.CLAIM, Hold.NOTHING):
        return False
    if new.predicate == "one-hot" == old.predicate:
        return new.subjects[0] == old.subjects[0] and len(new.subjects) > 1 and new.subjects != old.subjects
    if new.predicate in SHAPES and old.predicate in SHAPES:
        return new.predicate != old.predicate and new.subjects == old.subjects
    if later.hold is Hold.CASE and earlier.hold in (Hold.CASE, Hold.SENTENCE):
        return family(new) == family(old) and later.start[0] != earlier.start[0]
    return _excludes(new.subjects[0], old.subjects[0]) and len(new.subjects) == 1 == len(old.subjects)


def _excludes(new: Node, old: Node) -> bool:
    """Whether two relations between the same things cannot both hold: `x > 0` and `x < 0`, `y = 1` and `y = 0`."""
    if not isinstance(new, Chain) or not isinstance(old, Chain) or len(new.signs) != 1 or len(old.signs) != 1:
        return False
    if new.items[0] != old.items[0]:
        return False
    signs = new.signs[0].name, old.signs[0].name
    if signs == ("\\in", "\\in"):
        return new.items[1] != old.items[1]
    if signs == ("=", "="):
        return isinstance(new.items[1], Number) and isinstance(old.items[1], Number) and new.items[1] != old.items[1]
    return new.items[1] == old.items[1] and signs[0] in OPPOSITE.get(signs[1], set())
