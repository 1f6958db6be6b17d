"""Typed terms in index notation: what a formula means, component by component.

A vector is a component with a free index, a matrix product is a sum, a one-hot vector is a Kronecker delta,
and a gradient adds a free index. Sizes are symbols, so that an equation between terms speaks of all of them.

Terms are plain immutable trees, and building one never rewrites it: `x/x` stays `x * x**-1` until a rule with
a side condition turns it into 1. That is why they are not SymPy expressions, whose constructors cancel without
asking; `terms.encode` gives the SymPy expression of every term.

Meaning: every term denotes a real number once sizes are positive integers, index names are integers in their
ranges and symbols are reals in their domains, or it denotes nothing (a zero denominator, the logarithm of a
number that is not positive). An equation is claimed wherever both sides denote something.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, eq=False)
class _Shared:
    """Structural equality with the hash computed once, bottom up."""

    def __post_init__(self) -> None:
        own = self.__dict__
        own["_key"] = key = (type(self).__name__, *own.values())  # the fields, in order, and nothing else yet
        own["_hash"] = hash(key)

    def __hash__(self) -> int:
        return self._hash  # type: ignore[attr-defined, no-any-return]

    def __eq__(self, other: Any) -> bool:
        if self is other:
            return True
        if type(self) is not type(other) or self._hash != other._hash:  # type: ignore[attr-defined]
            return False
        return self._key == other._key  # type: ignore[attr-defined, no-any-return]


# --- indices and ranges --------------------------------------------------------------------------------------
@dataclass(frozen=True, eq=False, init=False)
class Index(_Shared):
    """An integer: `offset` plus the sum of `coefficient * name`, names sorted, no zero coefficient.

    A name is an index (bound by a `Sum`, or ranged over by the theory) or a size (`W`, `d`).
    """

    parts: tuple[tuple[str, int], ...] = ()
    offset: int = 0

    def __init__(self, parts: tuple[tuple[str, int], ...] = (), offset: int = 0) -> None:
        """As that of every term, in one go: nothing is made as often as an index."""
        key = ("Index", parts, offset)
        self.__dict__.update(parts=parts, offset=offset, _key=key, _hash=hash(key))

    def __add__(self, other: Index) -> Index:
        if not other.parts:
            return Index(self.parts, self.offset + other.offset) if other.offset else self
        total = dict(self.parts)
        for name, factor in other.parts:
            total[name] = total.get(name, 0) + factor
        return Index(tuple(sorted((n, c) for n, c in total.items() if c)), self.offset + other.offset)

    def __neg__(self) -> Index:
        return Index(tuple((n, -c) for n, c in self.parts), -self.offset)

    def __sub__(self, other: Index) -> Index:
        return self + -other

    @property
    def name(self) -> str | None:
        """The name, if the index is just one name."""
        plain = len(self.parts) == 1 and self.parts[0][1] == 1 and not self.offset
        return self.parts[0][0] if plain else None


@lru_cache(maxsize=1024)
def index(name: str | int) -> Index:
    return Index((), name) if isinstance(name, int) else Index(((name, 1),))


@dataclass(frozen=True, eq=False)
class Range(_Shared):
    """The integers from `lower` to `upper`, both included; empty when `upper < lower`."""

    lower: Index
    upper: Index


def upto(size: str | int) -> Range:
    """1 to `size`."""
    return Range(index(1), index(size))


# --- terms -----------------------------------------------------------------------------------------------------
class Term(_Shared):
    """Base of all terms."""


@dataclass(frozen=True, eq=False)
class Num(Term):
    """A rational number."""

    value: Fraction


@dataclass(frozen=True, eq=False)
class Sym(Term):
    """A real scalar: a variable, a parameter, or the name of a defined scalar."""

    name: str


@dataclass(frozen=True, eq=False)
class Entry(Term):
    """A component of a tensor: `u[w, i]`."""

    name: str
    indices: tuple[Index, ...]


@dataclass(frozen=True, eq=False)
class Size(Term):
    """An integer as a real number: `W` in `1/W`, `j` in `j x`."""

    value: Index


@dataclass(frozen=True, eq=False)
class Add(Term):
    terms: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Mul(Term):
    factors: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Pow(Term):
    """`base ** exponent`. An integer `Num` exponent is a product; `-1` is the reciprocal (base not zero).
    Any other exponent needs a positive base."""

    base: Term
    exponent: Term


@dataclass(frozen=True, eq=False)
class Delta(Term):
    """Kronecker's delta: 1 where both indices are equal, else 0."""

    left: Index
    right: Index


@dataclass(frozen=True, eq=False)
class Sum(Term):
    """The sum of `body` over the bound index `name`; 0 over an empty range. `w != o` is a factor
    `1 - Delta(w, o)` in the body; where that factor is 0 the rest of the product need not denote anything."""

    name: str
    range: Range
    body: Term


@dataclass(frozen=True, eq=False)
class Prod(Term):
    """The product of `body` over the bound index `name`; 1 over an empty range."""

    name: str
    range: Range
    body: Term


@dataclass(frozen=True, eq=False)
class Extremum(Term):
    """`kind` `max` or `min` of `body` over the bound index `name` (the range is not empty)."""

    kind: str
    name: str
    range: Range
    body: Term


@dataclass(frozen=True, eq=False)
class Tensor(_Shared):
    """A whole array as the argument of a function: `body` with the bound names `binders`."""

    binders: tuple[tuple[str, Range], ...]
    body: Term


@dataclass(frozen=True, eq=False)
class Fun(Term):
    """A function value: a known one (`exp`, `log`, `sqrt`, `abs`, `sigmoid`, `tanh`: see `functions/`) or one
    that the document leaves open (`F(w, v_c)`). Open functions may have whole arrays as arguments, may be
    differentiated (`orders[k]` times by scalar argument k; empty for none), and may be array-valued
    (`indices`: which component)."""

    name: str
    arguments: tuple[Term | Tensor, ...]
    orders: tuple[int, ...] = ()
    indices: tuple[Index, ...] = ()


@dataclass(frozen=True, eq=False)
class Deriv(Term):
    """The partial derivative of `body` by one real variable: a `Sym`, or one `Entry` of a tensor.
    The indices of that entry are fixed from outside: they are never captured by a `Sum` inside `body`."""

    body: Term
    variable: Term


@dataclass(frozen=True, eq=False)
class Integral(Term):
    """The integral of `body` over the real variable `name` (a `Sym`), bound here; bounds or whole domain."""

    name: str
    body: Term
    lower: Term | None = None
    upper: Term | None = None


@dataclass(frozen=True, eq=False)
class Compare(_Shared):
    """A condition between two reals: `sign` is `=`, `!=`, `<`, `<=`, `>`, `>=`."""

    left: Term
    sign: str
    right: Term


@dataclass(frozen=True, eq=False)
class Cases(Term):
    """The value of the first branch whose condition holds; denotes nothing where none does.
    Conditions on indices are comparisons of `Size` terms."""

    branches: tuple[tuple[Compare | None, Term], ...]


# --- shorthands --------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1024)
def num(value: int | Fraction) -> Num:
    return Num(Fraction(value))


ZERO, ONE, MINUS_ONE = num(0), num(1), num(-1)


def add(*terms: Term) -> Term:
    return terms[0] if len(terms) == 1 else Add(terms)


def mul(*factors: Term) -> Term:
    return factors[0] if len(factors) == 1 else Mul(factors)


def neg(term: Term) -> Term:
    return Mul((MINUS_ONE, term))


def sub(left: Term, right: Term) -> Term:
    return Add((left, neg(right)))


def inverse(term: Term) -> Term:
    return Pow(term, MINUS_ONE)


def div(top: Term, bottom: Term) -> Term:
    return Mul((top, inverse(bottom)))


def call(name: str, *arguments: Term) -> Fun:
    return Fun(name, arguments)
