"""What a fact is in force against: which later fact puts an end to it.

A case is ended by its sibling (a case about the same symbols), a declaration by "Let $A \\in ...$" of the same
symbol, a relation by one that excludes it, a shape by another shape. `settle` finds the places.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from derive.claims.model import Fact
from derive.claims.roles import Hold
from derive.claims.sentences import Place
from derive.claims.walk import symbols
from derive.notation.tree import Chain, Node, Number

FOREVER: Place = (1 << 30, 0)
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

    @property
    def handles(self) -> set[Hashable]:
        """Facts that can contradict each other have one in common."""
        return {*self.about, *((self.family,) if self.hold is Hold.CASE else ())}


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
