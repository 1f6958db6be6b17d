"""What is said of symmetric, orthogonal and stochastic arrays is said of the whole array, with what it rests on."""

from __future__ import annotations

from typing import Any

import pytest

from derive.rules import RULES
from derive.rules.model import Condition, RuleError
from derive.terms.term import ONE, Delta, Entry, Fun, Index, Prod, Range, Sum, Sym, Term, index, mul, upto

i, j, k, m = (index(name) for name in "ijkm")
x, TO_N = Sym("x"), upto("n")


def p(*places: Index) -> Term:
    return Entry("P", places)


def q(*places: Index) -> Term:
    return Entry("Q", places)


def trait(name: str, what: str) -> Condition:
    return Condition("trait", (name, what))


def condition(kind: str, name: str, axis: int, what: Index | Range) -> Condition:
    return Condition(kind, (name, axis, what))


SAID: dict[str, tuple[str, Term, tuple[Any, ...], Term, tuple[Condition, ...]]] = {
    "turned": ("symmetric", Entry("S", (i, j)), (), Entry("S", (j, i)), (trait("S", "symmetric"),)),
    "a vector": ("simplex", Sum("k", TO_N, p(k)), (), ONE, (
        trait("P", "sums-to-one"), condition("axis", "P", 0, TO_N))),
    "rows": ("simplex", Sum("k", TO_N, p(i, m, k)), (), ONE, (
        trait("P", "sums-to-one"), condition("axis", "P", 2, TO_N), condition("place", "P", 0, i),
        condition("place", "P", 1, m))),
    "columns": ("orthogonal", Sum("k", TO_N, mul(q(k, i), q(k, j))), (0,), Delta(i, j), (
        trait("Q", "orthogonal"), condition("axis", "Q", 0, TO_N), condition("place", "Q", 1, i),
        condition("place", "Q", 1, j))),
    "rows of a matrix": ("orthogonal", Sum("k", TO_N, mul(q(i, k), q(j, k))), (1,), Delta(i, j), (
        trait("Q", "orthogonal"), condition("axis", "Q", 1, TO_N), condition("place", "Q", 0, i),
        condition("place", "Q", 0, j))),
}
REFUSED: dict[str, tuple[str, Term, tuple[Any, ...]]] = {
    "the entry of a vector": ("symmetric", Entry("S", (i,)), ()),
    "a component of a function is no entry": ("symmetric", Fun("S", (x,), (), (i, j)), ()),
    "Π p_k is not 1": ("simplex", Prod("k", TO_N, p(k)), ()),
    "the components of a function of that name": ("simplex", Sum("k", TO_N, Fun("P", (x,), (), (k,))), ()),
    "Σ_k p_{k+1} leaves out the first": ("simplex", Sum("k", TO_N, p(k + index(1))), ()),
    "Σ_k p_i is n p_i": ("simplex", Sum("k", TO_N, p(i)), ()),
    "Σ_k p_{kk} is a trace": ("simplex", Sum("k", TO_N, p(k, k)), ()),
    "Σ_k p_{k+m,k} is no row": ("simplex", Sum("k", TO_N, p(k + m, k)), ()),
    "Π_k Q_{ki} Q_{kj}": ("orthogonal", Prod("k", TO_N, mul(q(k, i), q(k, j))), (0,)),
    "Σ_k Q_{ki} Q_{kj} x": ("orthogonal", Sum("k", TO_N, mul(q(k, i), q(k, j), x)), (0,)),
    "three axes": ("orthogonal", Sum("k", TO_N, mul(q(k, i, j), q(k, j, i))), (0,)),
    "Q Q in place of Q^T Q": ("orthogonal", Sum("k", TO_N, mul(q(k, i), q(j, k))), (0,)),
    "Σ_k Q_{ik} Q_{jk} by the first axis": ("orthogonal", Sum("k", TO_N, mul(q(i, k), q(j, k))), (0,)),
    "Σ_k Q_{ki} Q_{ij}": ("orthogonal", Sum("k", TO_N, mul(q(k, i), q(i, j))), (0,)),
    "Σ_k Q_{ki} Q_{k+1,j}": ("orthogonal", Sum("k", TO_N, mul(q(k, i), q(k + index(1), j))), (0,)),
    "Σ_k Q_{kk} Q_{kj}": ("orthogonal", Sum("k", TO_N, mul(q(k, k), q(k, j))), (0,)),
    "a function of that name first": ("orthogonal", Sum("k", TO_N, mul(Fun("Q", (x,), (), (k, i)), q(k, j))), (0,)),
    "a function of that name last": ("orthogonal", Sum("k", TO_N, mul(q(k, i), Fun("Q", (x,), (), (k, j)))), (0,)),
    "two matrices": ("orthogonal", Sum("k", TO_N, mul(q(k, i), p(k, j))), (0,)),
}


@pytest.mark.parametrize("name", SAID)
def test_what_it_rests_on(name: str) -> None:
    rule, term, arguments, right, conditions = SAID[name]
    equation = RULES[rule].apply(term, *arguments)
    assert (equation.left, equation.right, equation.conditions) == (term, right, conditions)


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    rule, term, arguments = REFUSED[name]
    with pytest.raises(RuleError):
        RULES[rule].apply(term, *arguments)
