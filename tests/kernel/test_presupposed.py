"""What a claim presupposes under a binder says nothing of what stands outside it."""

from __future__ import annotations

import pytest

from derive.kernel import replay
from derive.prove import Gap, prove
from derive.terms.term import Add, Integral, Range, Size, Sum, Sym, Term, call, index, mul, num
from derive.terms.theory import Goal, Theory, Variable

t, x = Sym("t"), Sym("x")


def size(term: Term) -> Term:
    return call("abs", term)


def summed(lower: int) -> Term:
    return Sum("k", Range(index(lower), index("n")), mul(Size(index("k")), call("log", x)))


def integral(body: Term, lower: int = -1) -> Term:
    return Integral("t", body, num(lower), num(1))


SIZES = Theory(sizes={"n": 1})
DECLARED = Theory(variables={"t": Variable("t", (), "positive")})
FALSE = {
    "a sum that may be empty": Goal(Add((size(x), summed(2))), Add((x, summed(2))), SIZES),
    "the variable of an integral": Goal(Add((size(t), integral(call("log", t), 0))),
                                        Add((t, integral(call("log", t), 0))), Theory()),
    "a declared name bound by an integral": Goal(integral(size(t)), integral(t), DECLARED),
    "a name that is presupposed of outside": Goal(Add((call("log", t), integral(size(t)))),
                                                  Add((call("log", t), integral(t))), Theory()),
    "two integrals": Goal(mul(integral(call("log", t), 0), integral(size(t))),
                          mul(integral(call("log", t), 0), integral(t)), Theory()),
}


@pytest.mark.parametrize("name", FALSE)
def test_nothing_outside(name: str) -> None:
    assert isinstance(prove(FALSE[name]), Gap)


def test_a_sum_that_is_not_empty() -> None:
    goal = Goal(Add((size(x), summed(1))), Add((x, summed(1))), SIZES)
    found = prove(goal)
    assert not isinstance(found, Gap)
    assert not replay(goal, found).assumed


def test_inside_the_integral() -> None:
    """There the integrand has a meaning for every value of the variable."""
    both = [integral(call("exp", call("log", t)), 0), integral(t, 0)]
    for theory in (Theory(), DECLARED):
        goal = Goal(Add((both[0], t)), Add((both[1], t)), theory)
        found = prove(goal)
        assert not isinstance(found, Gap)
        assert not replay(goal, found).assumed
