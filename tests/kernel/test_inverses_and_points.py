"""What a proof may take from an inverse, from a closed form, from what an assumed equation speaks of, and from a
derivative by what is made of a symbol: each beside the proof of something false that one condition keeps out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from derive.kernel import Line, Proof, ProofError, replay
from derive.prove import Gap, prove
from derive.rules.inverses import det, inv
from derive.terms.term import (
    ONE,
    Delta,
    Deriv,
    Entry,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
    add,
    call,
    index,
    inverse,
    mul,
    num,
    sub,
    upto,
)
from derive.terms.theory import Definition, Goal, Hypothesis, Theory, Variable

N = upto("n")
A = Tensor((("a", N), ("b", N)), Entry("A", (index("a"), index("b"))))
MATRIX = Theory(sizes={"n": 1}, variables={"A": Variable("A", (N, N)), "x": Variable("x", (N,))},
                indices={"i": N, "j": N})
x, y = Sym("x"), Sym("y")


def beside(array: Tensor, i: str, j: str) -> Sum:
    return Sum("k", N, mul(Entry("A", (index(i), index("k"))), inv(array, index("k"), index(j))))


def test_an_inverse_that_the_claim_speaks_of_exists() -> None:
    goal = Goal(beside(A, "i", "j"), Delta(index("i"), index("j")), MATRIX)
    found = prove(goal)
    assert isinstance(found, Proof)
    proved = replay(goal, found)
    assert not proved.assumed
    assert [c.kind for c in proved.conditions] == ["nonzero"]


def test_an_inverse_that_the_claim_does_not_speak_of_may_not_exist() -> None:
    """`δ_ij = δ_ij` by way of a matrix and its inverse: true, but only under the condition that is said."""
    goal = Goal(Delta(index("i"), index("j")), Delta(index("i"), index("j")), MATRIX)
    lines = (Line("rule", ("inverse", beside(A, "i", "j"), (index("i"), 1))), Line("reverse", (0,)),
             Line("chain", ((1, 0),)))
    proved = replay(goal, Proof((), lines))
    assert [(c.kind, c.subject) for c in proved.assumed] == [("nonzero", (det(A),))]


def test_an_index_outside_the_matrix() -> None:
    """`A_{n+1}` is no row."""
    row = index("n") + index(1)
    term = Sum("k", N, mul(Entry("A", (row, index("k"))), inv(A, index("k"), index("j"))))
    goal = Goal(term, Delta(row, index("j")), MATRIX)
    with pytest.raises(ProofError, match="inside"):
        replay(goal, Proof((), (Line("rule", ("inverse", term, (row, 1))),)))


def test_another_matrix() -> None:
    other = Tensor(A.binders, Entry("B", (index("a"), index("b"))))
    term = beside(other, "i", "j")
    with pytest.raises(ProofError, match="not the matrix"):
        replay(Goal(term, Delta(index("i"), index("j")), MATRIX),
               Proof((), (Line("rule", ("inverse", term, (index("i"), 1))),)))


# --- closed forms ------------------------------------------------------------------------------------------------
def powers_to(upper: str, lower: int = 1) -> Sum:
    return Sum("k", Range(index(lower), index(upper)), Size(index("k")))


def closed(taken: int) -> Term:
    n = Size(index("n"))
    return sub(mul(n, add(n, ONE), inverse(num(2))), num(taken))


@pytest.mark.parametrize(("lower", "taken", "least", "true"), [
    (1, 0, 1, True), (2, 1, 1, True), (3, 3, 3, True), (3, 3, 1, False), (1, 1, 1, False), (2, 0, 2, False)])
def test_closed_forms(lower: int, taken: int, least: int, true: bool) -> None:
    """Where the range may have fewer members than none, the closed form is not the sum."""
    found = prove(Goal(powers_to("n", lower), closed(taken), Theory(sizes={"n": least})))
    assert isinstance(found, Proof) is true


# --- what an assumed equation speaks of ------------------------------------------------------------------------------
@pytest.mark.parametrize(("least", "implied"), [(1, True), (0, False)])
def test_an_equation_for_no_index_says_nothing(least: int, implied: bool) -> None:
    """`y / y = 1` where `x_p = 1/y` for all p: so y is not 0, if there is a p."""
    known = Hypothesis("x", "equal", Entry("x", (index("p"),)), inverse(y), (("p", N),))
    theory = replace(MATRIX, sizes={"n": least}, hypotheses=(known,), indices={})
    ratio = mul(Delta(index(1), index(1)), y, inverse(y))  # what stands beside a delta need not have a value
    goal = Goal(ratio, ONE, theory)
    delta = Line("rule", ("delta-normal", Delta(index(1), index(1)), ()))
    steps = (Line("hypothesis", (0, Entry("x", (index("#1"),)))), delta, Line("congruence", (ratio, ((0, 1, ()),))),
             Line("ring", (mul(ONE, y, inverse(y)), ONE, ())), Line("chain", ((2, 3),)))
    proved = replay(goal, Proof((("#1", N),), steps))
    assert bool(proved.assumed) is not implied


# --- a derivative by what is made of a symbol ----------------------------------------------------------------------
def by(body: Term) -> Theory:
    return Theory(variables={"x": Variable("x")}, definitions={"y": Definition("y", "scalar", (), body)},
                  dependent=frozenset({"x"}))


def test_the_reciprocal_of_a_slope() -> None:
    theory = by(add(mul(x, x), x))
    goal = Goal(Deriv(x, y), inverse(add(mul(num(2), x), ONE)), theory)
    found = prove(goal)
    assert isinstance(found, Proof)
    assert [c.kind for c in replay(goal, found).conditions] == ["nonzero"]


@pytest.mark.parametrize("body", [mul(x, Sym("z")), mul(x, call("cos", Sym("z")))])
def test_what_is_made_of_more_stays_open(body: Term) -> None:
    assert isinstance(prove(Goal(Deriv(x, y), mul(x, inverse(y)), by(body))), Gap)
