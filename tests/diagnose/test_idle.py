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


@pytest.mark.parametrize(("other", "before", "after"), IDLE)
def test_idle(other, before, after):
    assert is_idle(*edit(before, after), parse(other))


@pytest.mark.parametrize(("other", "before", "after"), TELLING)
def test_telling(other, before, after):
    assert not is_idle(*edit(before, after), parse(other))
