"""How long a fact holds.

A declaration, a "since" and a "given" hold to the end of the document, until a later fact about the same subject
contradicts them. A case holds until its sibling (the same symbols), a heading of the same or a higher level, a new
part, or words that close the cases ("In general", "Combining both cases"; "Therefore" once a second case was
opened). A setting ("Suppose", "Consider the case where") survives headings of its own level below a section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from derive.claims.model import Fact
from derive.claims.roles import Hold
from derive.claims.sentences import Place, Sentence
from derive.claims.walk import symbols
from derive.document.model import Kind
from derive.notation.tree import Chain, Node, Number

FOREVER: Place = (1 << 30, 0)
SECTION = 2
CLOSES = re.compile(
    r"^\W*(?:unified|in general|generally|combining|combined|together|altogether|overall|in total|in both cases|"
    r"both cases|to summari[sz]e|in summary|综上|总之|合并)",
    re.IGNORECASE,
)
CLOSES_CASES = re.compile(r"^\W*(?:therefore|thus|hence|so|finally|consequently|∴|所以|因此|故)\b", re.IGNORECASE)
ANEW = re.compile(r"\b(?:let|suppose|consider)\b[^.]*$", re.IGNORECASE)
SHAPES = {"scalar", "vector", "row-vector", "matrix", "function", "index", "constant", "integer"}
KINDS = SHAPES | {"positive", "negative", "nonnegative", "nonzero", "symmetric", "invertible", "orthogonal", "diagonal"}
OPPOSITE = {"=": {"\\neq"}, "\\neq": {"="}, "<": {">", "\\geq", "="}, ">": {"<", "\\leq", "="}}


@dataclass(frozen=True)
class Held:
    """A fact with the stretch of the document in which it is in force. `level` is the depth of the heading above
    it, `piece` the formula it was read from (None: from words), `key` the same number for the same fact."""

    fact: Fact
    hold: Hold
    start: Place
    end: Place = FOREVER
    level: int = 0
    piece: int | None = None
    key: int = 0

    @cached_property
    def family(self) -> frozenset[str]:
        """The symbols that a case is about: cases about the same symbols exclude each other."""
        return frozenset().union(*(symbols(node) for node in self.fact.subjects[:1]))

    @cached_property
    def about(self) -> tuple[Node, ...]:
        """The symbols that the fact lays something down of; `k` in `1 \\leq k \\leq n`."""
        first = self.fact.subjects[0] if self.fact.subjects else None
        if isinstance(first, Chain):
            return (first.items[1 if len(first.items) == 3 and isinstance(first.items[0], Number) else 0],)
        return self.fact.subjects if self.fact.predicate in KINDS else self.fact.subjects[:1]

    @cached_property
    def anew(self) -> Node | None:
        """The symbol that "Let $A \\in ...$" introduces: whatever was said of it before is said no more."""
        chain = self.fact.subjects[0] if self.fact.subjects else None
        if not isinstance(chain, Chain) or chain.signs[0].name != "\\in" or not ANEW.search(self.fact.words):
            return None
        return chain.items[0]


def settle(held: Sequence[Held], sentences: Sequence[Sentence], labels: Sequence[Place]) -> list[Held]:
    """Every fact with its end found, and its key."""
    keys: dict[tuple[str, tuple[Node, ...]], int] = {}
    closings = [sentence for sentence in sentences if sentence.opens or sentence.kind is Kind.HEADING]
    settled = []
    for place, one in enumerate(held):
        key = keys.setdefault((one.fact.predicate, one.fact.subjects), len(keys))
        settled.append(replace(_ended(one, held[:place], held[place + 1 :], closings, labels), key=key))
    return settled


def _ended(
    one: Held, earlier: Sequence[Held], later: Sequence[Held], openings: Sequence[Sentence], labels: Sequence[Place]
) -> Held:
    if one.hold in (Hold.SENTENCE, Hold.CLAIM):
        return one
    ends = [next((other.start for other in later if other.start > one.start and contradicts(other, one)), FOREVER)]
    if one.hold in (Hold.CASE, Hold.SETTING):
        ends.append(next((place for place in labels if place > one.start), FOREVER))
        second = one.hold is Hold.CASE and any(_sibling(one, other) for other in earlier)
        ends.append(next((sentence.start for sentence in openings if _closes(sentence, one, second)), FOREVER))
    return replace(one, end=min(ends))


def _sibling(one: Held, other: Held) -> bool:
    return other.hold is Hold.CASE and other.start < one.start and other.family == one.family


def _closes(sentence: Sentence, one: Held, second: bool) -> bool:
    """Whether a heading, or words that speak of all cases, close a case; "therefore" does behind a second case."""
    if sentence.start <= one.start:
        return False
    if sentence.kind is Kind.HEADING:
        if one.hold is Hold.CASE:
            return not one.level or sentence.level <= one.level
        return sentence.level < one.level or sentence.level <= SECTION
    if one.hold is not Hold.CASE:
        return False
    return bool(CLOSES.match(sentence.text) or (second and CLOSES_CASES.match(sentence.text)))


def contradicts(later: Held, earlier: Held) -> bool:
    """Whether a later fact puts an end to an earlier one."""
    new, old = later.fact, earlier.fact
    if later.hold in (Hold.CLAIM, Hold.NOTHING):
        return False
    if new.predicate == "one-hot" == old.predicate:
        return new.subjects[0] == old.subjects[0] and len(new.subjects) > 1 and new.subjects != old.subjects
    if new.predicate in SHAPES and old.predicate in SHAPES:
        return new.predicate != old.predicate and new.subjects == old.subjects
    if later.anew is not None and later.anew in earlier.about and later.start[0] != earlier.start[0]:
        return True
    if later.hold is Hold.CASE and earlier.hold in (Hold.CASE, Hold.SENTENCE):
        return later.family == earlier.family and later.start[0] != earlier.start[0]
    return _excludes(new.subjects[0], old.subjects[0]) and len(new.subjects) == 1 == len(old.subjects)


def _excludes(new: Node, old: Node) -> bool:
    """Whether two relations between the same things cannot both hold: `x > 0` and `x < 0`, `y = 1` and `y = 0`."""
    if not isinstance(new, Chain) or not isinstance(old, Chain) or len(new.signs) != len(old.signs):
        return False
    if len(new.signs) == 2:
        return new.items[1] == old.items[1] and new != old and {"\\leq", "<"} >= {sign.name for sign in new.signs}
    if len(new.signs) != 1:
        return False
    if new.items[0] != old.items[0]:
        return False
    signs = new.signs[0].name, old.signs[0].name
    if signs == ("\\in", "\\in"):
        return new.items[1] != old.items[1]
    if signs == ("=", "="):
        return isinstance(new.items[1], Number) and isinstance(old.items[1], Number) and new.items[1] != old.items[1]
    return new.items[1] == old.items[1] and signs[0] in OPPOSITE.get(signs[1], set())
