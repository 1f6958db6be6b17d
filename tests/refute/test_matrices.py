"""Inverses and determinants as they are, in every arithmetic; traits that do not fit the axes."""

from __future__ import annotations

import pytest

from derive.crosscheck import crosscheck
from derive.modular import agree
from derive.refute import NoWitness, Witness, check, refute
from derive.terms.term import ONE, Delta, Deriv, Entry, Fun, Sum, Tensor, index, mul, neg, sub, upto
from derive.terms.theory import Goal, Theory, Variable

N = upto("n")
i, j, k = (index(name) for name in "ijk")
FIRST = index(1)
AXES = (("i", N), ("j", N))


def at(name, *where):
    return Entry(name, where)


def array(transposed=False):
    body = at("S", index("b"), index("a")) if transposed else at("S", index("a"), index("b"))
    return Tensor((("a", N), ("b", N)), body)


def inverse(a, b, transposed=False):
    return Fun("inv", (array(transposed),), (), (a, b))


def theory(*traits):
    return Theory(sizes={"n": 1}, indices={"i": N, "j": N}, variables={"S": Variable("S", (N, N), "real",
                                                                                     frozenset(traits))})


TRUE = {
    "S S^-1": (Sum("k", N, mul(at("S", i, k), inverse(k, j))), Delta(i, j)),
    "S^-1 S": (Sum("k", N, mul(inverse(i, k), at("S", k, j))), Delta(i, j)),
    "of the transpose": (inverse(j, i), inverse(i, j, transposed=True)),
    "slope": (Deriv(inverse(FIRST, FIRST), at("S", i, j)),
              neg(mul(inverse(FIRST, i), inverse(j, FIRST)))),
}
FALSE = {
    "is the transpose": (inverse(i, j), at("S", j, i)),
    "is symmetric": (inverse(i, j), inverse(j, i)),
    "determinant": (Fun("det", (array(),)), ONE),
}


def goal(pair, *traits):
    return Goal(*pair, theory(*traits), AXES)


@pytest.mark.parametrize("traits", [("invertible",), ()])
@pytest.mark.parametrize("name", TRUE)
def test_what_is_true(name, traits):
    claim = goal(TRUE[name], *traits)
    assert isinstance(refute(claim), NoWitness)
    assert agree(claim).agrees is True
    assert crosscheck(claim).agrees is True


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false(name):
    claim = goal(FALSE[name], "invertible")
    found = refute(claim)
    assert isinstance(found, Witness)
    assert check(claim, found)
    assert agree(claim).agrees is False
    assert crosscheck(claim).agrees is False


@pytest.mark.parametrize("trait", ["orthogonal", "symmetric", "invertible"])
def test_a_trait_of_matrices_is_none_of_vectors(trait):
    """No values are known: no verdict, and no crash."""
    vectors = Theory(sizes={"n": 1}, variables={"v": Variable("v", (N,), "real", frozenset({trait}))})
    claim = Goal(Sum("k", N, mul(at("v", k), at("v", k))), sub(ONE, ONE), vectors)
    found = refute(claim)
    assert isinstance(found, NoWitness)
    assert "with these axes" in found.reason
    assert agree(claim).agrees is None
    assert crosscheck(claim).agrees is None
