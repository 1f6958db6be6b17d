"""A name is replaced by what it stands for, in the form in which it was defined, and by nothing else."""

from __future__ import annotations

import pytest

from derive.rules.definitions import unfold, unfolded
from derive.rules.model import RuleError
from derive.terms.term import (
    ONE,
    ZERO,
    Add,
    Deriv,
    Entry,
    Fun,
    Integral,
    Mul,
    Pow,
    Sum,
    Sym,
    Tensor,
    Term,
    add,
    call,
    index,
    mul,
    num,
    upto,
)
from derive.terms.theory import Definition, Theory, Variable

x, y, t = Sym("x"), Sym("y"), Sym("t")
i, j, k = index("i"), index("j"), index("k")


def v(*places: object) -> Term:
    return Entry("v", tuple(places))  # type: ignore[arg-type]


DEFINED = Theory(variables={"p": Variable("p", (), "positive")}, definitions={
    "B": Definition("B", "function", ("p",), call("abs", Sym("p"))),
    "L": Definition("L", "function", ("t",), call("log", call("sigmoid", t))),
    "D": Definition("D", "scalar", (), add(x, ONE)), "J": Definition("J", "scalar", (), v(k)),
    "T": Definition("T", "tensor", ("a", "b"), Mul((v(index("b")), v(index("a"))))),
    "F": Definition("F", "function", ("t", "u"), Add((Pow(t, num(2)), Sym("u")))),
    "A": Definition("A", "function", ("t",), call("abs", t)),
    "S": Definition("S", "function", ("t",), Deriv(Pow(t, num(2)), t)),
    "P": Definition("P", "function", ("t",), mul(t, Deriv(Fun("G", (y,)), y))),
    "x": Definition("x", "scalar", (), y), "H": Definition("H", "function", ("w",), Entry("w", (index(1),))),
    "I": Definition("I", "scalar", (), Sym("u")),
})


def put(term: Term, *names: str) -> Term:
    found: Term = unfold(term, names, DEFINED)
    return found


def test_put_in() -> None:
    assert put(Sym("D"), "D") == add(x, ONE)
    assert put(Entry("T", (i, j)), "T") == Mul((v(j), v(i)))
    assert put(Fun("F", (y, x)), "F") == Add((Pow(y, num(2)), x))
    assert put(Fun("F", (y, x), (0, 1)), "F") == ONE
    assert put(Fun("F", (Sym("D"), call("exp", Sym("D")))), "D") == Fun("F", (add(x, ONE), call("exp", add(x, ONE))))
    assert isinstance(put(Fun("L", (y,), (1,)), "L"), Mul)
    assert put(Fun("P", (x,)), "P") == mul(x, Deriv(Fun("G", (y,)), y))
    array = Tensor((("k", upto("n")),), Mul((x, v(k))))
    assert put(Fun("H", (array,)), "H") == Mul((x, v(index(1))))
    assert put(add(Sym("D"), y), "D") == add(add(x, ONE), y)
    assert put(mul(Sym("D"), Sym("J")), "D") == mul(add(x, ONE), Sym("J"))
    assert put(Deriv(mul(x, Sym("D")), x), "x", "D") == Deriv(mul(x, add(x, ONE)), x)


def test_nothing_is_captured() -> None:
    """J is v_k for one k, I is u for one u."""
    total = put(Sum("k", upto("n"), mul(Sym("J"), v(k))), "J")
    assert isinstance(total, Sum)
    assert total.body == mul(v(k), v(index(total.name)))
    assert total.name != "k"
    whole = put(Integral("u", mul(Sym("I"), Sym("u")), ZERO, ONE), "I")
    assert isinstance(whole, Integral)
    assert whole.body == mul(Sym("u"), Sym(whole.name))
    assert whole.name != "u"
    bound = put(Sum("t", upto("n"), Fun("F", (x, v(index("t"))))), "F")
    assert bound == Sum("t", upto("n"), Add((Pow(x, num(2)), v(index("t")))))


OTHER_FORMS: dict[str, tuple[Term, str]] = {
    "what is not defined": (y, "y"),
    "a component of a scalar": (Entry("D", (i,)), "D"),
    "a scalar as a function": (Fun("D", (y,)), "D"),
    "an array without indices": (Sym("T"), "T"),
    "an array with fewer": (Entry("T", (i,)), "T"),
    "an array with more": (Entry("T", (i, j, k)), "T"),
    "an array as a function": (Fun("T", (y, x)), "T"),
    "a function without arguments": (Sym("F"), "F"),
    "a function with fewer": (Fun("F", (y,)), "F"),
    "a function with more": (Fun("F", (y, x, t)), "F"),
    "a component of a function": (Fun("F", (y, x), (), (i,)), "F"),
    "entries of a function": (Entry("F", (i, j)), "F"),
    "a slope that is not everywhere": (Fun("A", (y,), (1,)), "A"),
    "a slope that is not for every p": (Fun("B", (y,), (1,)), "B"),
    "a derivative by what is put in": (Fun("S", (y,)), "S"),
}


@pytest.mark.parametrize("name", OTHER_FORMS)
def test_another_form(name: str) -> None:
    """F(y) is not what F(y, x) stands for, and |y| has no slope at 0."""
    term, defined = OTHER_FORMS[name]
    with pytest.raises(RuleError):
        put(term, defined)
    if name != "what is not defined":
        assert unfolded(term, (defined,), DEFINED) == term
