"""Double precision: proved claims agree up to rounding, disproved ones differ at their witness."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.crosscheck import at_witness, crosscheck
from derive.measured import Doubles, Measured
from derive.refute import refute
from derive.refute.dual import Dual, slope_of
from derive.refute.outcome import NoValue
from derive.terms.term import Integral, Pow, Sum, Sym, add, index, mul, num, sub, upto
from derive.terms.theory import Theory
from tests.refute.goals import FALSE, PLAIN, TRUE, claim, entry, x, y


@pytest.mark.parametrize("name", sorted(TRUE.keys() - {"a weighted constant"}))
@pytest.mark.parametrize("seed", range(3))
def test_true_claims_agree_to_rounding(name, seed):
    found = crosscheck(TRUE[name], seed)
    assert found.agrees is True, found
    assert found.points == 5 and found.excess <= 1 and found.residual < 1e-13


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_differ_at_their_witness(name):
    found = at_witness(FALSE[name], refute(FALSE[name]))
    assert found.agrees is False and found.points == 1


@pytest.mark.parametrize("name", sorted(FALSE.keys() - {"less", "a weighted mean"}))
def test_false_claims_differ_somewhere(name):
    assert crosscheck(FALSE[name]).agrees is False


def test_sizes_are_reported_the_least_among_them():
    found = crosscheck(TRUE["gradient by v"])
    assert found.dimensions[0] == "W = 1, d = 1" and len(found.dimensions) > 2


def test_cancellation_is_allowed_and_no_more():
    big = num(10**12)
    same = claim(sub(add(x, big), big), x, PLAIN)
    found = crosscheck(same)
    assert found.agrees is True and found.residual > 1e-9
    assert crosscheck(replace(same, right=add(x, num(Fraction(1, 100))))).agrees is False


def test_says_when_it_does_not_apply():
    found = crosscheck(claim(Integral("x", x), num(0), PLAIN))
    assert found.agrees is None and "integral" in found.reason


def test_the_same_seed_the_same_answer():
    goal = FALSE["AB = BA"]
    assert crosscheck(goal, 1) == crosscheck(goal, 1) != crosscheck(goal, 2)


def test_a_long_sum_stays_within_its_bound():
    total = Sum("k", upto("n"), Pow(entry("p", index("k")), num(3)))
    square = sub(mul(add(x, total), add(x, total)), mul(total, total))
    goal = claim(square, mul(x, add(x, mul(num(2), total))), Theory(sizes={"n": 30}))
    assert crosscheck(goal).agrees is True


numbers = st.fractions(-100, 100, max_denominator=50)


@given(numbers, numbers, numbers)
@settings(max_examples=100, deadline=None)
def test_the_bound_holds(a, b, c):
    field = Doubles()
    p, q, r = map(field.number, (a, b, c))
    value, exact = p * q + r * field.minus * q + p, a * b - c * b + a
    assert abs(Fraction(value.value) - exact) <= Fraction(value.error)
    if b:
        inverse = field.inverse(q)
        assert abs(Fraction(inverse.value) - 1 / b) <= Fraction(inverse.error) * 2


@pytest.mark.parametrize("name, at, slope", [("exp", 0, 1), ("log", 2, 0.5), ("sqrt", 4, 0.25), ("abs", -3, -1)])
def test_slopes(name, at, slope):
    field = Doubles()
    value = field.apply(name, Dual(1, field.number(at), field.one))
    assert slope_of(value, 1, field.zero).value == pytest.approx(slope)


def test_outside_double_precision_there_is_no_value():
    field = Doubles()
    with pytest.raises(NoValue):
        field.apply("exp", field.number(1000))
    with pytest.raises(NoValue):
        field.apply("log", Measured(-1.0, 0.0))
    with pytest.raises(NoValue):
        field.inverse(field.zero)


def test_a_product_beyond_double_precision_is_no_agreement():
    high = Pow(num(10), num(300))
    found = crosscheck(claim(mul(high, high), num(0), PLAIN))
    assert found.agrees is None and "double precision" in found.reason


def test_open_symbols_are_compared_too():
    assert crosscheck(claim(mul(Sym("a"), add(x, y)), add(mul(Sym("a"), x), mul(Sym("a"), y)), PLAIN)).agrees is True
