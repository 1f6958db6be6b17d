"""What a fact is in force against: which later fact puts an end to it.

A case is ended by its sibling (a case about the same symbols), a declaration by "Let $A \\in ...$" of the same
symbol, a relation by one that excludes it, a shape by another shape. `settle` finds the places.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from derive.claims.model import Fact
from derive.claims.roles import Hold
from derive.claims.sentences import Place
from derive.claims.walk import is_name, symbols
from derive.notation.tree import Chain, Node, Number, Relation, Script, Sum
from derive.notation.tree import Fraction as Quotient

FOREVER: Place = (1 << 30, 0)
ANEW = re.compile(r"(?:\b(?:let|suppose|consider|take|sei|seien)\b|设|令|考虑)[^.]*$", re.IGNORECASE)
SHAPES = {"scalar", "vector", "row-vector", "matrix", "function", "index", "constant", "integer"}
TRAITS = {"positive", "negative", "nonnegative", "nonzero", "symmetric", "invertible", "orthogonal", "diagonal"}
TRAITS |= {"unknown-trait", "two-valued"}
KINDS = SHAPES | TRAITS
SIGN = {"positive": ">", "negative": "<", "nonnegative": "\\geq", "nonzero": "\\neq"}
OPPOSITE = {
    "=": {"\\neq", "<", ">"},
    "\\neq": {"="},
    "<": {">", "\\geq", "="},
    ">": {"<", "\\leq", "="},
    "\\leq": {">"},
    "\\geq": {"<"},
}
TURNED = {"=": "=", "\\neq": "\\neq", "<": ">", ">": "<", "\\leq": "\\geq", "\\geq": "\\leq"}


@dataclass(frozen=True)
class Held:
    """A fact with the stretch of the document in which it is in force. `section` is the place of the heading above
    it and `level` its depth, `piece` the formula it was read from (None: from words), `key` the same number for the
    same fact, `assumed` that its sentence says "assume" or "suppose", `declared` that words as "Let $x$ be a number"
    introduce its symbols, `value` that it is a claim `x = 2`, which may define a symbol and is in force as a
    definition alone, `again` the case that it says in other words, `solution` that it speaks of what solves an
    equation, which is not meant where the symbol varies, `within` the kind of circumstance in words that it stands
    under, `concluded` that its sentence concludes it from what was assumed before, `renewed` that its symbol
    is declared anew where it ends."""

    fact: Fact
    hold: Hold
    start: Place
    end: Place = FOREVER
    section: Place = (-1, 0)
    level: int = 0
    piece: int | None = None
    key: int = 0
    assumed: bool = False
    declared: bool = False
    value: bool = False
    again: Node | None = None
    solution: bool = False
    within: str = ""
    concluded: bool = False
    renewed: bool = False

    @cached_property
    def family(self) -> frozenset[str]:
        """The symbols that a case is about: cases about the same symbols exclude each other."""
        subjects = self.fact.subjects[:1] if self.again is None else (self.again,)
        return frozenset().union(*map(symbols, subjects))

    @cached_property
    def about(self) -> tuple[Node, ...]:
        """The symbols that the fact lays something down of; `k` in `1 \\leq k \\leq n`."""
        first = self.fact.subjects[0] if self.fact.subjects else None
        if isinstance(first, Chain):
            return (first.items[1 if len(first.items) in (2, 3) and isinstance(first.items[0], Number) else 0],)
        return self.fact.subjects if self.fact.predicate in KINDS else self.fact.subjects[:1]

    @cached_property
    def anew(self) -> tuple[Node, ...]:
        """The symbols that "Let $A \\in ...$" introduces: whatever was said of them before is said no more."""
        chain = self.fact.subjects[0] if self.fact.subjects else None
        if self.declared and self.fact.predicate in SHAPES:
            return self.fact.subjects
        if not isinstance(chain, Chain) or chain.signs[0].name != "\\in" or not ANEW.search(self.fact.words):
            return ()
        return chain.items[:1]

    @property
    def handles(self) -> set[Hashable]:
        """Facts that can contradict each other have one in common."""
        spoken = (*self.anew, *(part for part in self.about if not is_name(part)))
        return {*self.about, *self.compared, *((self.family,) if self.hold is Hold.CASE else ()),
                *(name for part in spoken for name in symbols(part))}

    @cached_property
    def compared(self) -> tuple[Node, ...]:
        """Both sides of a comparison: `b > a` contradicts `a > b`."""
        items = (item for chain in comparisons(self.fact) for item in chain.items)
        return tuple(item for item in items if not isinstance(item, Number))


def contradicts(later: Held, earlier: Held, used: bool = True) -> bool:
    """Whether a later fact puts an end to an earlier one. What nothing was claimed under yet (not `used`) is not left
    behind by an "if" or by words that only say again what a symbol is."""
    new, old = later.fact, earlier.fact
    if later.hold in (Hold.CLAIM, Hold.NOTHING) or later.value:
        return False
    anew = any(node in earlier.about for node in later.anew)
    if later.section != earlier.section and not earlier.value and later.start > earlier.start and any(
            symbols(node) & symbols(part) for node in later.anew for part in earlier.about if not is_name(part)):
        return True  # "Let $\\pi \\in \\mathbb{R}^n$" behind `\\sum_k \\pi_k = 1` of another section
    if earlier.value and not (used and (chosen(old) or (anew and later.section != earlier.section))):
        return False  # a formula is defined for good, or anew
    if new.predicate == "one-hot" == old.predicate:
        return new.subjects[0] == old.subjects[0] and len(new.subjects) > 1 and new.subjects != old.subjects
    if new.predicate in SHAPES and old.predicate in SHAPES:
        return new.predicate != old.predicate and new.subjects == old.subjects and not (
            old.predicate == "row-vector" and says_vector(new))
    apart = later.start[0] != earlier.start[0]
    if apart and (used or not later.declared) and anew:
        return True
    if apart and used and chosen(old) and new.predicate == "relation" and ANEW.search(new.words):
        return earlier.about[0] in new.subjects[0].items[:1] if isinstance(new.subjects[0], Chain) else False
    if later.hold is Hold.CASE and earlier.hold in (Hold.CASE, Hold.SENTENCE):
        return later.family == earlier.family and apart
    if apart and not used and stays(earlier, later):
        return False
    if any(clash(one, other) for one in comparisons(new) for other in comparisons(old)):
        return True
    return len(new.subjects) == 1 == len(old.subjects) and _excludes(new.subjects[0], old.subjects[0])


def says_vector(fact: Fact) -> bool:
    """"The vector $x$", which may be a row."""
    return fact.predicate == "vector" and "column" not in fact.words.lower()


def stays(earlier: Held, later: Held) -> bool:
    """Whether the later fact is a case inside of what the earlier one lays down: no claim is under it alone."""
    return (
        earlier.hold in (Hold.DOCUMENT, Hold.SETTING)
        and later.hold is Hold.SENTENCE
        and earlier.start[0] < later.start[0]
    )


def comparisons(fact: Fact) -> tuple[Chain, ...]:
    """What a fact says as comparisons: `x > 0`, and the same for "$x$ is positive"."""
    if fact.predicate in SIGN:
        return tuple(Chain((node, Number("0")), (Relation(SIGN[fact.predicate]),)) for node in fact.subjects)
    chain = fact.subjects[0] if fact.subjects else None
    return (chain,) if compares(fact) and isinstance(chain, Chain) and len(fact.subjects) == 1 else ()


def compares(fact: Fact) -> bool:
    """Whether the fact is a comparison (`x > 0`, `w = o`), and no membership or declaration."""
    chain = fact.subjects[0] if fact.predicate in ("relation", "case") and fact.subjects else None
    return isinstance(chain, Chain) and all(sign.name in TURNED for sign in chain.signs)


def chosen(fact: Fact) -> bool:
    """`x = 2`: a symbol without indices with a number for its value."""
    chain = fact.subjects[0] if fact.subjects else None
    if not compares(fact) or not isinstance(chain, Chain) or [sign.name for sign in chain.signs] != ["="]:
        return False
    return is_name(chain.items[0]) and not isinstance(chain.items[0], Script) and _number(chain.items[1]) is not None


def consistent(facts: Sequence[Fact], nearest: Sequence[Node], place: int) -> tuple[Fact, ...]:
    """The facts without those that a nearer one excludes: never two that contradict each other. Conditions of the
    claim itself (`nearest`) come first, then what was said last before `place`."""
    order = sorted(facts, key=lambda one: (one.where.start > place, abs(one.where.start - place)))
    kept, taken = list(nearest), set[int]()
    for fact in order:
        own = comparisons(fact)
        if not any(clash(other, one) for other in kept for one in own):
            taken.add(id(fact))
            kept += own
    return tuple(fact for fact in facts if id(fact) in taken)


def vacuous(around: Sequence[Held]) -> bool:
    """Whether a case stands inside of what excludes it: nothing is to be had from what follows from both."""
    inner = [one for one in around if one.hold is Hold.SENTENCE]
    return any(
        stays(other, one) and clash(first, second)
        for one in inner
        for other in around
        for first in comparisons(one.fact)
        for second in comparisons(other.fact)
    )


def clash(one: Node, other: Node) -> bool:
    """Whether two comparisons cannot both hold: `t \\geq 0` and `t < 0`, `x > 1` and `x = 0`, `a < b` and `b < a`."""
    if not isinstance(one, Chain) or not isinstance(other, Chain):
        return False
    if len(one.signs) != 1 or len(other.signs) != 1:
        links = [(first, second) for first in _links(one) for second in _links(other)]
        return any(clash(first, second) for first, second in links if len(first.signs) == 1 == len(second.signs))
    if len(one.signs) == 1 == len(other.signs):
        signs = one.signs[0].name, other.signs[0].name
        turned = signs[0], TURNED.get(signs[1], "")
        if one.items == other.items and signs[0] in OPPOSITE.get(signs[1], set()):
            return True
        if one.items == other.items[::-1] and turned[0] in OPPOSITE.get(turned[1], set()):
            return True
    first, second = _interval(one), _interval(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    low, high = max(first[1], second[1]), min(first[2], second[2])
    return low > high


def _links(chain: Chain) -> list[Chain]:
    """`x < 0` and `0 < y` of `x < 0 < y`."""
    pairs = zip(chain.items, chain.signs, chain.items[1:], strict=False)
    return [Chain((left, right), (sign,)) for left, sign, right in pairs]


End = tuple[Fraction, int]
LEAST, MOST = (Fraction(-(10**400)), 0), (Fraction(10**400), 0)


def _interval(chain: Chain) -> tuple[Node, End, End] | None:
    """The symbol that a comparison bounds by numbers, with the least and the greatest value: `x > 1` begins just
    behind 1, which is (1, 1), and `x < 1` ends just before it, which is (1, -1)."""
    names = [sign.name for sign in chain.signs]
    values = [_number(item) for item in chain.items]
    open_ = [place for place, value in enumerate(values) if value is None]
    if len(open_) != 1 or len(names) > 2 or not set(names) <= {"=", "<", ">", "\\leq", "\\geq"}:
        return None
    low, high = LEAST, MOST
    for place, name in enumerate(names):
        left, right = values[place], values[place + 1]
        number, sign = (right, name) if left is None else (left, TURNED[name])
        if number is None or (left is not None and right is not None):
            return None
        if sign in ("=", ">", "\\geq"):
            low = max(low, (number, 1 if sign == ">" else 0))
        if sign in ("=", "<", "\\leq"):
            high = min(high, (number, -1 if sign == "<" else 0))
    return chain.items[open_[0]], low, high


def _number(node: Node) -> Fraction | None:
    """The value of a number written out: `2`, `-1`, `0.5`, `\\frac12`."""
    if isinstance(node, Number):
        try:
            return Fraction(node.digits)
        except ValueError:
            return None
    if isinstance(node, Sum) and node.signs == ("-",):
        value = _number(node.terms[0])
        return None if value is None else -value
    if isinstance(node, Quotient):
        top, bottom = _number(node.top), _number(node.bottom)
        return top / bottom if top is not None and bottom else None
    return None


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
