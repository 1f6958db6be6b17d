"""Intervals hold every value that the operation has, and know every sign that all of these have.

A bound that is too near would prove a sign that a value does not have: the product of two numbers above -1 is not
above 1.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product as pairs

import pytest

from derive.kernel import Line, Proof, replay
from derive.rules.intervals import ANY, Interval, point, power, product
from derive.terms.term import ZERO, Sym, call, mul
from derive.terms.theory import Goal, Theory

TINY, HUGE = Fraction(1, 1000), Fraction(10**6)
VALUES = sorted({Fraction(n, 2) + way for n in range(-5, 6) for way in (-TINY, 0, TINY)} | {-HUGE, HUGE})
ENDS = [None, *map(Fraction, (-2, -1, 0, 1, 2))]


def inside(value: Fraction, span: Interval) -> bool:
    above = span.low is None or value > span.low or (value == span.low and not span.low_open)
    below = span.high is None or value < span.high or (value == span.high and not span.high_open)
    return above and below and not (span.nonzero and value == 0)


def members(span: Interval) -> list[Fraction]:
    return [value for value in VALUES if inside(value, span)]


SPANS = [span for low, high, one, two, nonzero in pairs(ENDS, ENDS, (True, False), (True, False), (True, False))
         if members(span := Interval(low, high, one or low is None, two or high is None, nonzero))]
SPANS = list(dict.fromkeys(SPANS))
FEW = SPANS[::5]


def holds(found: Interval, values: list[Fraction], exact: bool = True) -> bool:
    """Whether all the values are inside, and the signs those of the values: all of them, if `exact`."""
    known = [found.positive, found.negative, found.nonnegative, (-found).nonnegative, found.is_nonzero]
    true = [all(v > 0 for v in values), all(v < 0 for v in values), all(v >= 0 for v in values),
            all(v <= 0 for v in values), all(v != 0 for v in values)]
    return all(inside(v, found) for v in values) and (known == true or not exact)


def bounds(found: Interval, values: list[Fraction]) -> bool:
    """Whether the ends are no farther than the values."""
    least, most = min(values), max(values)
    low = least < -900 if found.low is None else least - found.low <= 8 * TINY
    high = most > 900 if found.high is None else found.high - most <= 8 * TINY
    ends = [end for end, left_out in ((found.low, found.low_open), (found.high, found.high_open)) if not left_out]
    return low and high and all(end in values or end is None or (end == 0 and found.nonzero) for end in ends)


@pytest.mark.parametrize("one", SPANS, ids=str)
def test_opposite_and_powers(one: Interval) -> None:
    values = members(one)
    assert holds(one, values)
    assert holds(-one, [-v for v in values])
    assert bounds(-one, [-v for v in values])
    assert members(-one) == sorted(-v for v in values)
    for exponent in (0, 1, 2, 3, 4, 65, 66, -1, -2, -3, -66):
        raised = [v**exponent if v or exponent >= 0 else Fraction(0) for v in values]
        assert holds(power(one, exponent), raised, exact=exponent in (0, 1, 2, 3, 4)), exponent
        if exponent in (2, 4) and HUGE not in values and -HUGE not in values:
            assert max(raised) <= power(one, exponent).high <= max(abs(v) + TINY for v in values) ** exponent
            assert power(one, exponent).high_open or power(one, exponent).high in raised
        if exponent in (65, 66):
            assert power(one, exponent).nonnegative == all(v >= 0 for v in raised)
        if exponent == 2 and (one.nonnegative or (-one).nonnegative):
            assert bounds(power(one, exponent), raised)
        if exponent in (-1, -3):
            assert power(one, exponent).positive == all(v > 0 for v in values)
            assert power(one, exponent).negative == all(v < 0 for v in values)
        if exponent in (-1, -2, -3):
            assert power(one, exponent).is_nonzero == all(values)
        if exponent == -1 and all(v > 0 for v in values):
            assert bounds(power(one, exponent), raised)


@pytest.mark.parametrize("one", FEW, ids=str)
def test_sums_and_products(one: Interval) -> None:
    for two in FEW:
        here = list(pairs(members(one), members(two)))
        sums = [a + b for a, b in here]
        assert holds(one + two, sums, exact=False)
        if not any(span.nonzero and 0 in (span.low, span.high) for span in (one, two)):
            assert bounds(one + two, sums)
        assert holds(product(one, two), [a * b for a, b in here])
        if one.nonnegative and two.nonnegative:
            assert bounds(product(one, two), [a * b for a, b in here])
        if None not in (one.low, one.high, two.low, two.high):
            assert None not in (product(one, two).low, product(one, two).high)


@pytest.mark.parametrize("one", FEW, ids=str)
def test_both(one: Interval) -> None:
    """Facts that contradict each other leave the first as it was."""
    for two in FEW:
        both = [v for v in members(one) if inside(v, two)]
        met = one.meet(two)
        if both:
            assert members(met) == both
            assert met.nonzero == (one.nonzero or two.nonzero)
        elif not met.low == met.high == 0:
            assert met == one


def test_no_number_is_the_reciprocal_of_all() -> None:
    """1/n comes near 0 for a size n without a bound, and is not 0: neither is 1/n + q for a q that may be."""
    natural = Interval(Fraction(1), None, False, False)
    assert power(natural, -1).low_open
    assert (power(natural, -1) + Interval(Fraction(0), None, False)).positive


def test_nothing_times_anything() -> None:
    for span in (ANY, *SPANS):
        assert product(point(Fraction(0)), span) == product(span, point(Fraction(0))) == point(Fraction(0))
    nothing = mul(ZERO, Sym("x"))
    lines = (Line("rule", ("abs-nonnegative", call("abs", nothing), ())), Line("ring", (nothing, ZERO, ())),
             Line("chain", ((0, 1),)))
    assert not replay(Goal(call("abs", nothing), ZERO, Theory()), Proof((), lines)).assumed


@pytest.mark.parametrize(("one_open", "two_open"), [(True, False), (False, True), (True, True), (False, False)])
def test_an_end_that_is_not_taken_is_not_taken_of_a_product(one_open: bool, two_open: bool) -> None:
    one, two = Interval(Fraction(1), None, one_open), Interval(Fraction(2), None, two_open)
    found = product(one, two)
    assert (found.low, found.low_open) == (2, one_open or two_open)
