"""Repairs that would say nothing are never offered."""

import pytest

from derive.diagnose.edit import Edit
from derive.diagnose.idle import is_idle
from derive.notation.parse import parse

IDLE = [
    (r"s^2", "1", r"1 s^2"),
    (r"f'(x)", "0", r"0 + f'(x)"),
    (r"e^{i\pi}", "-1", r"(1) e^{i\pi}"),
    (r"4 x^2 + 2 x", "(f g)(x)", r"(4 x^2 + 2 x)(x)"),
    (r"S^T", "S", r"S^{T}"),
    (r"a + b", "a", "a + b"),
    (r"A B", "B A", "A B"),
    (r"f(x)", "1", r"2 f(x)"),
    (r"q", "A B", r"A  B"),
    (r"q", r"\left( a - b \right)", r"(a - b)"),
]
TELLING = [
    (r"(a + b - c) + c^2", "a + b + c^2", "a + b - c + c^2"),
    (r"\sum_i y_i", "y_k", r"\sum_{i=1}^n y_i"),
    (r"0", "x - 1", "x + 0"),
    (r"x", "x - x^2", "x (1 - x)"),
    (r"a b", "a + 1", "a + b"),
]


def edit(before, after):
    return Edit("term", 3, parse(before), parse(after), parse(after)), parse(before)


SLIPS = [
    ("sign", r"a + b", "a - b", "a + b"),
    ("index", r"\sum_i p_i u_i", r"\sum_i p_i u_o", r"\sum_i p_i u_i"),
    ("factor", "2 x y", "x y", "2 x y"),
]
NO_SLIPS = [
    ("symbol", "a b", "c d", "a b"),
    ("exchange", "A B", "B A", "A B"),
    ("factor", "s^2", "1", "s^2"),
]


@pytest.mark.parametrize(("kind", "other", "before", "after"), SLIPS + NO_SLIPS)
def test_a_slip_may_be_all_there_is_where_a_line_goes_on(kind, other, before, after):
    made = Edit(kind, 1, parse(before), parse(after), parse(after))
    assert is_idle(made, parse(before), parse(other))
    assert is_idle(made, parse(before), parse(other), goes_on=True) is ((kind, other, before, after) in NO_SLIPS)


@pytest.mark.parametrize(("other", "before", "after"), IDLE)
def test_idle(other, before, after):
    assert is_idle(*edit(before, after), parse(other))


@pytest.mark.parametrize(("other", "before", "after"), TELLING)
def test_telling(other, before, after):
    assert not is_idle(*edit(before, after), parse(other))
