"""Which exponents are whole by what they are made of, and which functions are the plain ones of a scalar."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.rules import RULES
from derive.rules.exponentials import inner, integers, whole
from derive.rules.model import RuleError, positive
from derive.terms.term import (
    ONE,
    Delta,
    Entry,
    Fun,
    Pow,
    Size,
    Sym,
    Tensor,
    Term,
    add,
    call,
    index,
    inverse,
    mul,
    num,
    upto,
)
from derive.terms.theory import Definition, Theory, Variable

a, m, p, q, x = (Sym(name) for name in "ampqx")
k, HALF, BIT = index("k"), num(Fraction(1, 2)), Delta(index("i"), index("j"))
COUNT = Entry("c", (k,))
KNOWN = frozenset({"m", "c"})
WHOLE: tuple[Term, ...] = (num(-3), Size(k), BIT, m, COUNT, add(m, ONE), mul(num(2), m), mul(BIT, add(COUNT, Size(k))))
NOT: tuple[Term, ...] = (HALF, x, Entry("x", (k,)), add(m, HALF), add(x, m), mul(HALF, m), mul(m, x), inverse(num(2)),
                         call("log", m), Fun("m", (x,)), mul(BIT, HALF))


def test_whole() -> None:
    assert all(whole(term, KNOWN) for term in WHOLE)
    assert not any(whole(term, KNOWN) for term in NOT)
    assert not whole(m)
    assert not whole(COUNT)


def test_integers() -> None:
    """By what is declared; what a name stands for may be something else."""
    variables = {n: Variable(n, (), domain) for n, domain in
                 (("t", "bit"), ("s", "sign"), ("m", "integer"), ("n", "natural"), ("x", "real"), ("p", "positive"))}
    half = {"m": Definition("m", "scalar", (), HALF)}
    assert integers(Theory(variables=variables)) == {"t", "s", "m", "n"}
    assert integers(Theory(variables=variables, definitions=half)) == {"t", "s", "n"}


@pytest.mark.parametrize("term", [
    Fun("log", (p,), (1,)), Fun("log", (p,), (), (k,)), Fun("log", (p, q)), call("exp", p), Sym("log"),
    Fun("log", (Tensor((("k", upto("n")),), COUNT),)),
])
def test_another_function(term: Term) -> None:
    """log'(p q) is not log'(p) + log'(q)."""
    with pytest.raises(RuleError):
        inner(term, "log")


@pytest.mark.parametrize("beside", [call("exp", a), Fun("log", (q,), (1,)), call("sqrt", q)])
def test_the_logarithm_among_others(beside: Term) -> None:
    equation = RULES["exp-log"].apply(call("exp", mul(beside, call("log", p))))
    assert (equation.right, equation.conditions) == (Pow(p, beside), (positive(p),))
