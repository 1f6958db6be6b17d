"""Known functions, their slopes and values: which terms the rules do not speak of."""

from __future__ import annotations

import pytest

from derive.rules import RULES
from derive.rules.model import Condition, RuleError, nonzero, positive
from derive.terms.term import ZERO, Entry, Fun, Pow, Sum, Sym, Tensor, Term, call, index, neg, num, upto

a, b, x = Sym("a"), Sym("b"), Sym("x")
VECTOR = Tensor((("k", upto("n")),), Entry("x", (index("k"),)))

REFUSED: dict[str, tuple[str, Term]] = {
    "sigmoid' is not sigmoid": ("function", Fun("sigmoid", (a,), (1,))),
    "a primitive": ("function", call("exp", a)),
    "a function that nobody knows": ("function", call("unheard", a)),
    "a sum": ("function", Sum("k", upto("n"), a)),
    "a slope that nobody knows": ("function-slope", Fun("unheard", (a,), (1,))),
    "no primes": ("function-slope", call("exp", a)),
    "primes of two arguments": ("function-slope", Fun("exp", (a, b), (1, 1))),
    "two arguments": ("function-slope", Fun("exp", (a, b), (1,))),
    "the slope of a component": ("function-slope", Fun("exp", (a,), (1,), (index("i"),))),
    "the slope by an array": ("function-slope", Fun("exp", (VECTOR,), (1,))),
    "the slope of a determinant": ("function-slope", Fun("det", (a,), (1,))),
    "log(0)": ("value-at-zero", call("log", ZERO)),
    "sin'(0) is not 0": ("value-at-zero", Fun("sin", (ZERO,), (1,))),
    "cos(1)": ("value-at-zero", call("cos", num(1))),
    "exp(-a) is neither": ("parity", call("exp", neg(a))),
    "sin(a)": ("parity", call("sin", a)),
    "sin(2 a)": ("parity", call("sin", num(2))),
    "sin'(-a) is not -sin'(a)": ("parity", Fun("sin", (neg(a),), (1,))),
    "sin(a)^3": ("pythagoras", Pow(call("sin", a), num(3))),
    "sin'(a)^2": ("pythagoras", Pow(Fun("sin", (a,), (1,)), num(2))),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    rule, term = REFUSED[name]
    with pytest.raises(RuleError):
        RULES[rule].apply(term)


@pytest.mark.parametrize(("term", "conditions"), [
    (Fun("abs", (a,), (1,)), (nonzero(a),)), (Fun("abs", (a,), (2,)), (nonzero(a),)),
    (Fun("log", (x,), (1,)), (positive(x),)), (Fun("sin", (a,), (3,)), ()),
])
def test_where_there_is_a_slope(term: Term, conditions: tuple[Condition, ...]) -> None:
    assert set(conditions) <= set(RULES["function-slope"].apply(term).conditions)
    assert bool(conditions) is bool(RULES["function-slope"].apply(term).conditions)
