"""Inverses and determinants: what each rule rests on, and the matrices it does not speak of."""

from __future__ import annotations

from typing import Any

import pytest

from derive.rules import RULES
from derive.rules.inverses import det, inv
from derive.rules.model import Condition, RuleError, nonzero
from derive.terms.term import Delta, Entry, Fun, Index, Mul, Prod, Sum, Sym, Tensor, Term, index, mul, num, upto
from derive.terms.walk import free

a, b, i, j, k, c, d = (index(name) for name in "abijkcd")
x, TO_N = Sym("x"), upto("n")


def of(body: Term, rows: Any = TO_N, columns: Any = TO_N, names: str = "ab") -> Tensor:
    return Tensor(((names[0], rows), (names[1], columns)), body)


def entry(name: str, *places: Index) -> Term:
    return Entry(name, places)


A, HALF = of(entry("A", a, b)), upto(2)
OTHER = of(entry("M", a, c, d), names="cd")  # another matrix for each a
BESIDE = Mul((entry("A", i, k), inv(A, k, j)))
CUBE = Tensor((("a", TO_N), ("b", TO_N), ("c", TO_N)), entry("M", a, b, c))
EACH = of(entry("M", k, a, b))
FLAT = of(entry("A", a, b), columns=HALF)
ONE_NAME = of(entry("A", a, a), names="aa")
BLOCK = of(inv(A, a, b), HALF, HALF)
DIAGONAL = of(mul(Delta(a, b), entry("q", a)))
UNIT = of(Delta(a, b))
REFUSED: dict[str, tuple[str, Term, tuple[Any, ...]]] = {
    "an adjugate is no inverse": ("inverse-transposed", Fun("adj", (A,), (), (i, j)), ()),
    "a trace is no determinant": ("det-transposed", Fun("trace", (A,)), ()),
    "two arguments": ("det-transposed", Fun("det", (A, x)), ()),
    "a derivative of the determinant": ("det-transposed", Fun("det", (A,), (1,)), ()),
    "a derivative of the inverse": ("inverse-transposed", Fun("inv", (A,), (1,), (i, j)), ()),
    "a component of a determinant": ("det-transposed", Fun("det", (A,), (), (i,)), ()),
    "three places": ("inverse-transposed", Fun("inv", (A,), (), (i, j, k)), ()),
    "a number": ("det-transposed", Fun("det", (x,)), ()),
    "three axes": ("det-transposed", det(CUBE), ()),
    "rows and columns of other lengths": ("det-transposed", det(FLAT), ()),
    "one name for row and column": ("det-transposed", det(ONE_NAME), ()),
    "Π_k in place of Σ_k": ("inverse", Prod("k", TO_N, BESIDE), (i, 1)),
    "Σ_k A_{ik} (A^{-1})_{kj} x": ("inverse", Sum("k", TO_N, Mul((*BESIDE.factors, x))), (i, 1)),
    "Σ_k A_{ik} (A^{-1})_{ij}": ("inverse", Sum("k", TO_N, Mul((entry("A", i, k), inv(A, i, j)))), (i, 1)),
    "Σ_k A_{ik} (A^{-1})_{jk}": ("inverse", Sum("k", TO_N, Mul((entry("A", i, k), inv(A, j, k)))), (i, 1)),
    "another matrix for each k": ("inverse", Sum("k", TO_N, Mul((entry("M", k, i, k), inv(EACH, k, j)))), (i, 1)),
    "Σ_k A_{kk} (A^{-1})_{kj}": ("inverse", Sum("k", TO_N, Mul((entry("A", k, k), inv(A, k, j)))), (k, 1)),
    "a part of the sum": ("inverse", Sum("k", HALF, BESIDE), (i, 1)),
    "another matrix": ("inverse", Sum("k", TO_N, Mul((entry("B", i, k), inv(A, k, j)))), (i, 1)),
    "the inverse of a block of the inverse": ("inverse-twice", inv(BLOCK, i, j), ()),
    "the determinant of a block of the inverse": ("det-inverse", det(BLOCK), ()),
    "a row of each of many inverses": ("inverse-twice", inv(of(inv(OTHER, a, b)), i, j), ()),
    "rows of many inverses": ("det-inverse", det(of(inv(OTHER, a, b))), ()),
    "the inverse with a factor": ("det-inverse", det(of(mul(x, inv(A, a, b)))), ()),
    "Σ_k A_{ak}, one column": ("det-product", det(of(Sum("k", TO_N, entry("A", a, k)))), ()),
    "Σ_k B_{kb}, one row": ("det-product", det(of(Sum("k", TO_N, mul(entry("B", b, b), entry("B", k, b))))), ()),
    "no index of the sum": ("det-product", det(of(Sum("k", TO_N, mul(entry("A", a, a), entry("B", b, k))))), ()),
    "a row that stands on the right too": ("det-product", det(of(Sum("k", TO_N, mul(entry("A", a, k),
                                                                                 entry("M", a, k, b))))), ()),
    "a rectangular product": ("det-product", det(of(Sum("k", HALF, mul(entry("A", a, k), entry("B", k, b))))), ()),
    "the name of the row in the sum": ("det-product", det(of(Sum("a", TO_N, mul(entry("A", a, a), entry("B", a, b))))),
                                       ()),
    "the name of the column in the sum": ("det-product", det(of(Sum("b", TO_N, mul(entry("A", a, b),
                                                                                entry("B", b, b))))), ()),
    "nothing in front": ("det-scaled", det(A), ()),
    "nothing but what stands in front": ("det-scaled", det(of(mul(x, Sym("y")))), ()),
    "no diagonal": ("det-diagonal", det(A), ()),
    "the delta of other names": ("det-diagonal", det(of(mul(Delta(a, i), entry("q", b)))), ()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    rule, term, arguments = REFUSED[name]
    with pytest.raises(RuleError):
        RULES[rule].apply(term, *arguments)


def inside(*places: Index) -> tuple[Condition, ...]:
    return tuple(Condition("inside", (place, TO_N)) for place in places)


RESTS: dict[str, tuple[str, Term, tuple[Any, ...], tuple[Condition, ...]]] = {
    "on the left": ("inverse", Sum("k", TO_N, BESIDE), (i, 1), (nonzero(det(A)), *inside(i, j))),
    "on the right": ("inverse", Sum("k", TO_N, Mul((entry("A", k, j), inv(A, i, k)))), (j, 0),
                     (nonzero(det(A)), *inside(j, i))),
    "twice": ("inverse-twice", inv(of(inv(A, a, b)), i, j), (), (nonzero(det(A)), *inside(i, j))),
    "a diagonal": ("inverse-diagonal", inv(DIAGONAL, i, j), (), (nonzero(det(DIAGONAL)), *inside(i, j))),
    "the unit": ("inverse-diagonal", inv(UNIT, i, j), (), inside(i, j)),
    "scaled": ("det-scaled", det(of(mul(num(2), entry("A", a, b)))), (), (Condition("countable", (TO_N,)),)),
    "turned": ("inverse-transposed", inv(A, i, j), (), ()),
}


@pytest.mark.parametrize("name", RESTS)
def test_what_it_rests_on(name: str) -> None:
    """Outside of the matrix there is no inverse to speak of, and none where the determinant is 0."""
    rule, term, arguments, conditions = RESTS[name]
    assert RULES[rule].apply(term, *arguments).conditions == conditions


@pytest.mark.parametrize(("places", "matrix"), [((k, j), "A"), ((i, k), "A"), ((i, j), "k")])
def test_the_new_name_is_new(places: tuple[Index, Index], matrix: str) -> None:
    """Σ_k (B^{-1})_{kk} (A^{-1})_{kj} is not the component at k and j; the matrices may depend on k too."""
    array = of(Sum("l", TO_N, mul(entry("A", a, index("l"), *([k] if matrix == "k" else [])),
                                  entry("B", index("l"), b))))
    term = inv(array, *places)
    right = RULES["inverse-product"].apply(term).right
    assert isinstance(right, Sum)
    assert right.name != "k"
    assert free(right)[0] == free(term)[0]
