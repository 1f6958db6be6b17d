"""Derivatives of high order are given up by count of steps, not by the clock; low ones cost what they did."""

import pytest

from derive.refute.balls import Reals
from derive.refute.outcome import Spent
from derive.refute.prepare import prepare
from derive.refute.search import refute
from derive.refute.state import State
from derive.refute.witness import NoWitness, Witness
from derive.terms.term import ZERO, Deriv, Mul, Sym, Term, call
from derive.terms.theory import Goal, Theory, Variable

x = Sym("x")
THEORY = Theory(variables={"x": Variable("x", (), "positive")})


def derivative(order: int) -> Goal:
    term: Term = call("exp", Mul((call("sin", Mul((x, x))), call("log", x))))
    for _ in range(order):
        term = Deriv(term, x)
    return Goal(term, ZERO, THEORY)


@pytest.mark.parametrize("order", [1, 2, 4])
def test_a_derivative_of_low_order_is_evaluated(order: int) -> None:
    assert isinstance(refute(derivative(order)), Witness)


@pytest.mark.parametrize("order", [12, 40])
def test_a_derivative_of_high_order_is_given_up(order: int) -> None:
    found = refute(derivative(order))
    assert isinstance(found, NoWitness) and "steps" in found.reason


def test_a_step_weighs_more_only_inside_many_derivatives() -> None:
    state = State(prepare(derivative(1), Reals.functions), Reals, {})
    weights = []
    for _ in range(4):
        state.deeper(1)
        weights.append(state.weight)
    state.deeper(-4)
    assert weights == [1, 1, 9, 27] and state.weight == 1
    with pytest.raises(Spent):
        state.deeper(20)
        state.step()
