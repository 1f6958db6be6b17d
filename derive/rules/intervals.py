"""Intervals of reals: what is known of the value of a term, with the arithmetic that keeps it true."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Interval:
    """The reals between two ends (None: no bound), each end taken or not, 0 left out if `nonzero`."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = True
    high_open: bool = True
    nonzero: bool = False

    @property
    def positive(self) -> bool:
        return self.low is not None and (self.low > 0 or (self.low == 0 and (self.low_open or self.nonzero)))

    @property
    def negative(self) -> bool:
        return (-self).positive

    @property
    def nonnegative(self) -> bool:
        return self.low is not None and self.low >= 0

    @property
    def is_nonzero(self) -> bool:
        return self.nonzero or self.positive or self.negative

    def __neg__(self) -> Interval:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open, self.nonzero)

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def meet(self, other: Interval) -> Interval:
        """The values in both; where there are none (facts that contradict each other), the values in this one."""
        low, low_open = _tighter(self.low, self.low_open, other.low, other.low_open, 1)
        high, high_open = _tighter(self.high, self.high_open, other.high, other.high_open, -1)
        if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
            return self
        return Interval(low, high, low_open, high_open, self.nonzero or other.nonzero)


def _tighter(one: Fraction | None, one_open: bool, two: Fraction | None, two_open: bool, way: int) -> tuple[Any, bool]:
    if one is None or two is None:
        return (two, two_open) if one is None else (one, one_open)
    if one == two:
        return one, one_open or two_open
    return (one, one_open) if (one - two) * way > 0 else (two, two_open)


F0, F1 = Fraction(0), Fraction(1)
ANY = Interval()
POSITIVE = Interval(F0)
NONNEGATIVE = Interval(F0, None, False)
UNIT = Interval(F0, F1)
BIT = Interval(F0, F1, False, False)
KNOWN: dict[str, Interval] = {
    "real": ANY,
    "integer": ANY,
    "positive": POSITIVE,
    "nonnegative": NONNEGATIVE,
    "nonzero": Interval(nonzero=True),
    "unit": UNIT,
    "bit": BIT,
    "sign": Interval(-F1, F1, False, False, True),
    "natural": Interval(F1, None, False),
    "band": Interval(-F1, F1),
    "negative": -POSITIVE,
}


def point(value: Fraction) -> Interval:
    return Interval(value, value, False, False)


def scaled(one: Interval, by: Fraction) -> Interval:
    """The values times a number that is not 0."""
    if by < 0:
        return scaled(-one, -by)
    low, high = (None if end is None else end * by for end in (one.low, one.high))
    return Interval(low, high, one.low_open, one.high_open, one.nonzero)


def product(one: Interval, two: Interval) -> Interval:
    """The products of two values: exact ends where both are bounded or signs are known."""
    if point(F0) in (one, two):
        return point(F0)
    for by, other in ((one, two), (two, one)):
        if by.low is not None and by.low == by.high:
            return scaled(other, by.low)
    nonzero = one.is_nonzero and two.is_nonzero
    if one.nonnegative and two.nonnegative:
        return _grown(one, two, nonzero)
    if (-one).nonnegative:
        return -product(-one, two)
    if (-two).nonnegative:
        return -product(one, -two)
    ends = [a * b for a in (one.low, one.high) for b in (two.low, two.high) if a is not None and b is not None]
    if len(ends) < 4:
        return Interval(nonzero=nonzero)
    return Interval(min(ends), max(ends), False, False, nonzero)


def _grown(one: Interval, two: Interval, nonzero: bool) -> Interval:
    assert one.low is not None and two.low is not None
    low = one.low * two.low
    low_open = one.low_open or two.low_open if low > 0 else nonzero
    if one.high is None or two.high is None:
        return Interval(low, None, low_open, True, nonzero)
    return Interval(low, one.high * two.high, low_open, one.high_open or two.high_open, nonzero)


def power(base: Interval, exponent: int) -> Interval:
    """A whole power; the reciprocal of 0 counts as 0."""
    if exponent < 0:
        return _reciprocal(power(base, -exponent))
    if exponent == 0:
        return point(F1)
    if exponent > 64:
        return POSITIVE if base.positive else NONNEGATIVE if base.nonnegative or exponent % 2 == 0 else ANY
    if exponent % 2 == 0 and not (base.nonnegative or (-base).nonnegative):
        return _even(base, exponent)
    result = base
    for _ in range(exponent - 1):
        result = product(result, base)
    return result


def _even(base: Interval, exponent: int) -> Interval:
    if base.low is None or base.high is None:
        return Interval(F0, None, base.is_nonzero, True, base.is_nonzero)
    most = max(-base.low, base.high)
    reached = (most == -base.low and not base.low_open) or (most == base.high and not base.high_open)
    return Interval(F0, most**exponent, base.is_nonzero, not reached, base.is_nonzero)


def _reciprocal(base: Interval) -> Interval:
    if base.positive and base.low is not None:
        high = 1 / base.low if base.low else None
        low = F0 if base.high is None else 1 / base.high
        return Interval(low, high, base.high is None or base.high_open, base.low_open, True)
    if base.negative:
        return -_reciprocal(-base)
    return NONNEGATIVE if base.nonnegative else Interval(nonzero=base.is_nonzero)
