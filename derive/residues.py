"""Arithmetic modulo primes in which `exp` and `log` keep their laws: a tower of prime fields.

The primes form a chain, p1 = 2 p0 + 1, p2 = 2 p1 + 1 and so on. A number is one residue for each level. The
squares modulo p[k+1] form a group of order p[k], so with a generator g of it

    exp(x) at level k+1  =  g ** (x at level k)
    log(y) at level k    =  the discrete logarithm of y at level k+1

and `exp(a + b) = exp(a) exp(b)`, `log(a b) = log(a) + log(b)`, `exp(log(y)) = y` hold exactly. A nonzero square
plays the part of a positive number: exactly one of y and -y is one, for all these primes are 3 modulo 4; a square
root is the root that is a square. `exp` loses the lowest level and `log` the highest, which are then `None`.

A sum of squares need not be a square: there the image of a positive number is not "positive", and its logarithm
denotes nothing at that level (`None`). Order itself, `abs`, `max` and angles have no image (`Beyond`).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

from derive.refute.dual import Dual, Value, plain
from derive.refute.outcome import Beyond, NoValue

CHAIN = (1122659, 2245319, 4490639, 8981279, 17962559, 35925119, 71850239)
PLAIN = (2**61 - 1,)  # where neither exp nor log nor a root occurs
BABY = 1 << 12
HEIGHT = 1 << 64  # numerals beyond are kept as residues alone
GENERATOR = 4  # a square, and of prime order: it generates the squares modulo each prime but the first

Parts = tuple[int | None, ...]


class Residue:
    """One number of the tower. `exact` is kept for numerals, sizes and what is added and multiplied of them, so
    that they can be compared and stand in exponents."""

    __slots__ = ("exact", "parts", "primes")

    def __init__(self, parts: Parts, primes: tuple[int, ...], exact: Fraction | None = None) -> None:
        self.parts = parts
        self.primes = primes
        self.exact = exact

    def __add__(self, other: Value) -> Value:
        if type(other) is Dual:
            return other + self
        zipped = zip(self.parts, other.parts, self.primes, strict=True)
        exact = None if self.exact is None or other.exact is None else _small(self.exact + other.exact)
        parts = tuple(None if a is None or b is None else (a + b) % p for a, b, p in zipped)
        return Residue(parts, self.primes, exact)

    def __mul__(self, other: Value) -> Value:
        if type(other) is Dual:
            return other * self
        zipped = zip(self.parts, other.parts, self.primes, strict=True)
        exact = None if self.exact is None or other.exact is None else _small(self.exact * other.exact)
        parts = tuple(None if a is None or b is None else a * b % p for a, b, p in zipped)
        return Residue(parts, self.primes, exact)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Residue) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash(self.parts)

    def __repr__(self) -> str:
        shown = (f"{a} mod {p}" for a, p in zip(self.parts, self.primes, strict=True) if a is not None)
        return ", ".join(shown)

    def map(self, function: Callable[[int, int], int | None]) -> Residue:
        zipped = zip(self.parts, self.primes, strict=True)
        return Residue(tuple(None if a is None else function(a, p) for a, p in zipped), self.primes)


def _small(exact: Fraction) -> Fraction | None:
    return exact if abs(exact.numerator) < HEIGHT and exact.denominator < HEIGHT else None


def is_square(a: int, p: int) -> bool:
    return a != 0 and pow(a, (p - 1) // 2, p) == 1


def _invert(a: int, p: int) -> int | None:
    return pow(a, -1, p) if a else None


def _root(a: int, p: int) -> int | None:
    return pow(a, (p + 1) // 4, p) if a == 0 or is_square(a, p) else None


def _quotient(top: int, bottom: int, p: int) -> int | None:
    return top % p if bottom == 1 else None if bottom % p == 0 else top * pow(bottom, -1, p) % p


@cache
def _baby_steps(p: int) -> dict[int, int]:
    steps, value = {}, 1
    for k in range(BABY):
        steps[value] = k
        value = value * GENERATOR % p
    return steps


def discrete_log(a: int, p: int) -> int | None:
    """The exponent of `GENERATOR` that gives the square `a` modulo `p`, by baby steps and giant steps."""
    if not is_square(a, p):
        return None
    steps, stride = _baby_steps(p), pow(GENERATOR, -BABY, p)
    for giant in range((p - 1) // (2 * BABY) + 1):
        if a in steps:
            return giant * BABY + steps[a]
        a = a * stride % p
    raise AssertionError("the generator does not generate the squares")


def _exp(x: Residue) -> Residue:
    shifted = zip(x.parts[:-1], x.primes[1:], strict=True)
    return Residue((None, *(None if a is None else pow(GENERATOR, a, p) for a, p in shifted)), x.primes)


def _log(x: Residue) -> Residue:
    shifted = zip(x.parts[1:], x.primes[1:], strict=True)
    return Residue((*(None if a is None else discrete_log(a, p) for a, p in shifted), None), x.primes)


_VALUES: dict[str, Callable[[Residue], Residue]] = {"exp": _exp, "log": _log, "sqrt": lambda x: x.map(_root)}
_SIGNS: dict[str, Callable[[int, int], bool]] = {
    "positive": is_square,
    "nonnegative": lambda a, p: a == 0 or is_square(a, p),
    "negative": lambda a, p: is_square(-a % p, p),
    "nonzero": lambda a, p: a != 0,
}
_EXACT: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class Tower:
    """The arithmetic of the evaluator over `primes`, counted up from level 0."""

    functions = frozenset({"exp", "log", "sqrt", "abs", "sign", "sin", "cos", "arctan"})

    def __init__(self, primes: tuple[int, ...]) -> None:
        self.primes = primes
        self.zero = self.number(0)
        self.one = self.number(1)
        self.minus = self.number(-1)
        self.half = self.number(Fraction(1, 2))
        self.signed = False  # whether a function that needs a positive argument was met

    def number(self, value: Fraction | int) -> Residue:
        exact = Fraction(value)
        top, bottom = exact.numerator, exact.denominator
        return Residue(tuple(_quotient(top, bottom, p) for p in self.primes), self.primes, exact)

    def inverse(self, value: Value) -> Value:
        if type(value) is Dual:
            top = self.inverse(value.real)
            return Dual(value.tag, top, top * top * value.slope * self.minus)
        return value.map(_invert)

    def power(self, base: Value, exponent: int) -> Value:
        if exponent < 0:
            return self.inverse(self.power(base, -exponent))
        if type(base) is not Dual:
            return base.map(lambda a, p: pow(a, exponent, p))
        if exponent == 0:
            return self.one
        lower = self.power(base.real, exponent - 1)
        return Dual(base.tag, lower * base.real, lower * base.slope * self.number(exponent))

    def real_power(self, base: Value, exponent: Value) -> Value:
        exact = exponent.exact if type(exponent) is Residue else None
        if exact is not None and exact.denominator <= 2:
            return self.power(self.apply("sqrt", base), int(2 * exact))
        return self.apply("exp", exponent * self.apply("log", base))

    def whole(self, value: Residue) -> int | None:
        return int(value.exact) if value.exact is not None and value.exact.denominator == 1 else None

    def apply(self, name: str, x: Value) -> Value:
        if name not in _VALUES:
            raise Beyond(f"{name} has no image modulo a prime")
        self.signed |= name != "exp"
        if len(self.primes) == 1 and name != "sqrt":
            raise Beyond("one prime is no tower")
        if type(x) is not Dual:
            return _VALUES[name](x)
        at = self.apply(name, x.real)
        return Dual(x.tag, at, self._slope(name, x.real, at) * x.slope)

    def _slope(self, name: str, x: Value, at: Value) -> Value:
        if name == "exp":
            return at
        return self.inverse(x) if name == "log" else self.inverse(at) * self.half

    def settle(self, value: Value) -> Value:
        return value

    def holds(self, left: Value, relation: str, right: Value) -> bool:
        """Comparisons of numerals and sizes; equality of others; no order."""
        a, b = plain(left), plain(right)
        if a.exact is not None and b.exact is not None:
            return _EXACT[relation](a.exact, b.exact)
        if relation not in ("=", "!="):
            raise Beyond("an order has no image modulo a prime")
        return self.same(a, b) is (relation == "=")

    def extreme(self, kind: str, values: list[Any]) -> Value:
        raise Beyond(f"{kind} has no image modulo a prime")

    def meets(self, kind: str, value: Residue) -> bool:
        """Whether the number plays the part of one with this sign, at every level."""
        zipped = zip(value.parts, self.primes, strict=True)
        return all(_SIGNS[kind](a, p) for a, p in zipped if a is not None)

    def same(self, left: Residue, right: Residue) -> bool:
        """Equal at every level that both have; `NoValue` where there is none."""
        pairs = [(a, b) for a, b in zip(left.parts, right.parts, strict=True) if a is not None and b is not None]
        if not pairs:
            raise NoValue("no level of the tower has both sides")
        return all(a == b for a, b in pairs)
