"""The variable of an integral has a name of its own wherever the name is spoken of otherwise."""

from __future__ import annotations

import pytest

from derive.rules.integrals import apart
from derive.terms.term import ONE, ZERO, Integral, Sum, Sym, Term, add, call, index, mul, num, upto
from derive.terms.theory import Definition, Goal, Hypothesis, Theory, Variable

s, t, x = Sym("s"), Sym("t"), Sym("x")


def integral(body: Term = t, upper: Term | None = ONE, name: str = "t") -> Integral:
    return Integral(name, body, ZERO, upper)


def renamed(left: Term, right: Term = ZERO, theory: Theory = Theory()) -> list[Term]:  # noqa: B008
    goal = apart(Goal(left, right, theory))
    return [goal.left, goal.right]


SPOKEN: dict[str, tuple[Term, Theory]] = {
    "in the goal": (t, Theory()),
    "as positive": (ZERO, Theory(variables={"t": Variable("t", (), "positive")})),
    "as an array": (ZERO, Theory(variables={"t": Variable("t", (upto("n"),))})),
    "with a trait": (ZERO, Theory(variables={"t": Variable("t", (), "real", frozenset({"symmetric"}))})),
    "as a name": (ZERO, Theory(definitions={"t": Definition("t", "scalar", (), x)})),
    "in a definition": (ZERO, Theory(definitions={"D": Definition("D", "scalar", (), t)})),
    "in a hypothesis": (ZERO, Theory(hypotheses=(Hypothesis("h", "positive", t),))),
    "on the right of one": (ZERO, Theory(hypotheses=(Hypothesis("h", "equal", x, t),))),
    "as a function of another": (ZERO, Theory(dependent=frozenset("t"))),
    "by another integral": (integral(upper=num(2)), Theory()),
}


@pytest.mark.parametrize("where", SPOKEN)
def test_apart(where: str) -> None:
    right, theory = SPOKEN[where]
    left, other = renamed(integral(mul(t, x)), right, theory)
    assert isinstance(left, Integral)
    if where == "by another integral":
        assert isinstance(other, Integral)
        assert other.name != left.name
    else:
        assert left.name != "t"
        assert left.body == mul(Sym(left.name), x)


def test_together() -> None:
    """What is said of no other t leaves it: the same integral on both sides has the same variable."""
    plain = Theory(variables={"t": Variable("t")}, hypotheses=(Hypothesis("i", "same", index("t"), index("t")),))
    left, right = integral(mul(t, x)), add(integral(mul(t, x)), Sum("k", upto("n"), integral()))
    assert renamed(left, right, plain) == [left, right]
    left, right = renamed(integral(t), mul(t, integral(t)))
    assert isinstance(left, Integral)
    assert right == mul(t, left)


def test_new_names_are_new() -> None:
    """t' stands inside, s' outside: neither becomes the variable."""
    inside = integral(mul(t, Sym("t'")))
    left, _ = renamed(inside, t)
    assert isinstance(left, Integral)
    assert left.body == mul(Sym(left.name), Sym("t'"))
    assert left.name not in ("t", "t'")
    left, _ = renamed(integral(), add(t, Sym("t'")))
    assert isinstance(left, Integral)
    assert left.name not in ("t", "t'")
    nested = integral(integral(mul(s, t), name="t'"))
    left, _ = renamed(nested, t)
    assert isinstance(left, Integral)
    assert isinstance(left.body, Integral)
    assert left.name not in ("t", left.body.name)
    ends = Integral("t", t, None, call("exp", x))
    left, _ = renamed(ends, t)
    assert isinstance(left, Integral)
    assert (left.lower, left.upper) == (None, call("exp", x))
    given = Theory(definitions={"D": Definition("D", "scalar", (), integral())})
    found = apart(Goal(t, ZERO, given)).theory.definitions["D"].body
    assert isinstance(found, Integral)
    assert found.name != "t"


def test_the_variable_outside_is_not_captured() -> None:
    """∫∫ t t' dt dt' is 1/4, not 1/3: the new name of t is not t', which another integral may have first."""
    positive = Theory(variables={"t": Variable("t", (), "positive")})
    both = integral(integral(mul(t, Sym("t'"))), name="t'")
    _, whole = renamed(integral(), both, positive)
    assert isinstance(whole, Integral)
    assert isinstance(whole.body, Integral)
    assert whole.name != whole.body.name
    assert whole.body.body == mul(Sym(whole.body.name), Sym(whole.name))
