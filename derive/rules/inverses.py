"""Inverses and determinants of square matrices: of products, transposes, multiples, and an inverse beside its matrix.

Between the sides of a goal `(M^{-1})_{ij}` is the adjugate divided by the determinant, also where that is 0 (then it
is 0): so what holds of adjugates and determinants alone holds always.
"""

from __future__ import annotations

from derive.rules.model import Condition, Equation, Example, Rule, expect, nonzero
from derive.rules.sums import count, factors, product
from derive.terms.term import (
    ONE,
    Delta,
    Entry,
    Fun,
    Index,
    Mul,
    Pow,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
    index,
    mul,
    num,
    upto,
)
from derive.terms.term import inverse as reciprocal
from derive.terms.walk import free, fresh, substitute


def matrix(term: Term, name: str) -> tuple[Tensor, str, str, Range]:
    """The square matrix that an inverse or a determinant is of, the names of its row and column, and their range."""
    expect(isinstance(term, Fun) and term.name == name and len(term.arguments) == 1, f"not {name}")
    places = 2 if name == "inv" else 0
    expect(not term.orders and len(term.indices) == places, f"not {name} itself")  # type: ignore[attr-defined]
    array = term.arguments[0]  # type: ignore[attr-defined]
    expect(isinstance(array, Tensor) and len(array.binders) == 2, "not of a matrix")
    (row, span), (column, other) = array.binders
    expect(span == other and row != column, "not of a square matrix")
    return array, row, column, span


def det(array: Tensor) -> Term:
    return Fun("det", (array,))


def inv(array: Tensor, i: Index, j: Index) -> Term:
    return Fun("inv", (array,), (), (i, j))


def component(array: Tensor, i: Index, j: Index) -> Term:
    (row, _), (column, _) = array.binders
    found: Term = substitute(array.body, {row: i, column: j})
    return found


# --- a matrix and its inverse ----------------------------------------------------------------------------------------
def contracted(term: Sum, i: Index, axis: int) -> Equation:
    """A matrix times its inverse, or (axis 0 of the matrix summed) its inverse times it; `i` is the other index of
    the matrix."""
    expect(isinstance(term, Sum) and len(factors(term.body)) == 2, "not a sum of products of two")
    entry, other = factors(term.body)
    array, _, _, span = matrix(other, "inv")
    k, own = other.indices[axis], index(term.name)  # type: ignore[attr-defined]
    expect(other.indices[1 - axis] == own and term.range == span, "another axis is summed")  # type: ignore[attr-defined]
    beside = free(array)[0] | {n for one in (i, k) for n, _ in one.parts}
    expect(term.name not in beside, "the bound name stands elsewhere")
    expect(entry == (component(array, i, own) if axis else component(array, own, i)), "not the matrix of the inverse")
    places = tuple(Condition("inside", (one, span)) for one in (i, k))
    return Equation(term, Delta(i, k), (nonzero(det(array)), *places))


def twice(term: Fun) -> Equation:
    """The inverse of an inverse."""
    outer, row, column, span = matrix(term, "inv")
    inner, _, _, other = matrix(outer.body, "inv")
    expect(outer.body == inv(inner, index(row), index(column)) and span == other, "not the inverse itself")
    expect(not {row, column} & free(inner)[0], "the bound names stand elsewhere")
    places = tuple(Condition("inside", (one, span)) for one in term.indices)
    return Equation(term, component(inner, *term.indices), (nonzero(det(inner)), *places))


# --- matrices made of others ---------------------------------------------------------------------------------------
def turned(array: Tensor) -> Tensor:
    """The transpose."""
    return Tensor(array.binders[::-1], array.body)


def transposed(term: Fun) -> Equation:
    array, *_ = matrix(term, "inv")
    return Equation(term, inv(turned(array), *term.indices[::-1]))


def det_transposed(term: Fun) -> Equation:
    array, *_ = matrix(term, "det")
    return Equation(term, det(turned(array)))


def pair(array: Tensor) -> tuple[Tensor, Tensor]:
    """The two square matrices that a matrix is the product of."""
    (row, span), (column, _) = array.binders
    body = array.body
    expect(isinstance(body, Sum) and body.range == span, "not a product of square matrices")
    assert isinstance(body, Sum)
    first = [f for f in factors(body.body) if column not in free(f)[0]]
    second = [f for f in factors(body.body) if column in free(f)[0]]
    expect(not any(row in free(f)[0] for f in second), "not a product of two matrices")
    inner = (body.name, span)
    left, right = Tensor(((row, span), inner), product(first)), Tensor((inner, (column, span)), product(second))
    expect(all(body.name in free(m.body)[0] for m in (left, right)), "not a product of two matrices")
    return left, right


def of_product(term: Fun) -> Equation:
    array, _, _, span = matrix(term, "inv")
    left, right = pair(array)
    i, j = term.indices
    taken = free(array)[0] | {n for one in (i, j) for n, _ in one.parts}
    name = fresh("k", taken)
    return Equation(term, Sum(name, span, mul(inv(right, i, index(name)), inv(left, index(name), j))))


def det_inverse(term: Fun) -> Equation:
    array, row, column, span = matrix(term, "det")
    inner, _, _, other = matrix(array.body, "inv")
    expect(array.body == inv(inner, index(row), index(column)) and span == other, "not the inverse itself")
    expect(not {row, column} & free(inner)[0], "the bound names stand elsewhere")
    return Equation(term, reciprocal(det(inner)))


def det_product(term: Fun) -> Equation:
    left, right = pair(matrix(term, "det")[0])
    return Equation(term, mul(det(left), det(right)))


def scale(array: Tensor) -> tuple[Term, Tensor]:
    """A factor that all components share, and the matrix without it."""
    names = {n for n, _ in array.binders}
    outside = [f for f in factors(array.body) if not names & free(f)[0]]
    inside = [f for f in factors(array.body) if names & free(f)[0]]
    expect(outside and inside, "no multiple of a matrix")
    return product(outside), Tensor(array.binders, product(inside))


def scaled(term: Fun) -> Equation:
    c, array = scale(matrix(term, "inv")[0])
    return Equation(term, mul(reciprocal(c), inv(array, *term.indices)))


def det_scaled(term: Fun) -> Equation:
    whole, _, _, span = matrix(term, "det")
    c, array = scale(whole)
    return Equation(term, mul(Pow(c, Size(count(span))), det(array)), (Condition("countable", (span,)),))


def diagonal_of(array: Tensor) -> tuple[Term, ...]:
    """What stands beside the delta of a diagonal matrix."""
    (row, _), (column, _) = array.binders
    pieces = factors(array.body)
    place = next((k for k, f in enumerate(pieces) if f in (Delta(index(row), index(column)),
                                                           Delta(index(column), index(row)))), None)
    expect(place is not None, "not a diagonal matrix")
    assert place is not None
    return (*pieces[:place], *pieces[place + 1 :])


def diagonal(term: Fun) -> Equation:
    array, row, column, span = matrix(term, "inv")
    beside, (i, j) = diagonal_of(array), term.indices
    places = tuple(Condition("inside", (one, span)) for one in (i, j))
    if not beside:
        return Equation(term, Delta(i, j), places)
    value = substitute(product(list(beside)), {row: i, column: i})
    return Equation(term, mul(Delta(i, j), reciprocal(value)), (nonzero(det(array)), *places))


def det_diagonal(term: Fun) -> Equation:
    array, row, column, span = matrix(term, "det")
    beside = diagonal_of(array)
    return Equation(term, Prod(row, span, substitute(product(list(beside)), {column: index(row)})) if beside else ONE)


_i, _j, _k = index("i"), index("j"), index("k")
_a, _b = index("a"), index("b")


def _of(body: Term) -> Tensor:
    return Tensor((("a", upto("n")), ("b", upto("n"))), body)


_A = _of(Entry("A", (_a, _b)))
_zero = _of(mul(num(0), Entry("A", (_a, _b))))
_product = _of(Sum("k", upto("n"), mul(Entry("A", (_a, _k)), Entry("B", (_k, _b)))))
_double = _of(mul(Sym("c"), Entry("A", (_a, _b))))
_diagonal = _of(mul(Delta(_a, _b), Entry("q", (_a,))))
_half = _of(mul(Delta(_a, _b), Delta(_a, index(1))))


def _times_inverse(array: Tensor) -> Sum:
    return Sum("k", upto("n"), Mul((component(array, _i, _k), inv(array, _k, _j))))


RULES = (
    Rule("inverse", "Σ_k A_{ik} (A^{-1})_{kj}", "δ(i, j)", "det A ≠ 0", contracted,
         Example(_times_inverse(_A), (_i, 1), Sum("k", upto("n"), Mul((component(_zero, _i, _k),
                                                                       inv(_zero, _k, _i)))))),
    Rule("inverse-twice", "((A^{-1})^{-1})_{ij}", "A_{ij}", "det A ≠ 0", twice,
         Example(inv(_of(inv(_A, _a, _b)), _i, _j), (), inv(_of(inv(_half, _a, _b)), index(1), index(1)))),
    Rule("inverse-transposed", "(A^{-1})_{ij}", "((A^T)^{-1})_{ji}", "", transposed, Example(inv(_A, _i, _j))),
    Rule("inverse-product", "((A B)^{-1})_{ij}", "Σ_k (B^{-1})_{ik} (A^{-1})_{kj}", "A and B are square", of_product,
         Example(inv(_product, _i, _j))),
    Rule("inverse-scaled", "((c A)^{-1})_{ij}", "(A^{-1})_{ij} / c", "", scaled, Example(inv(_double, _i, _j))),
    Rule("inverse-diagonal", "(diag(d)^{-1})_{ij}", "δ(i, j) / d_i", "det ≠ 0", diagonal,
         Example(inv(_diagonal, _i, _i), (), inv(_half, index(1), index(1)))),
    Rule("det-transposed", "det A", "det A^T", "", det_transposed, Example(det(_A))),
    Rule("det-product", "det (A B)", "det A det B", "A and B are square", det_product, Example(det(_product))),
    Rule("det-inverse", "det A^{-1}", "1 / det A", "", det_inverse, Example(det(_of(inv(_A, _a, _b))))),
    Rule("det-scaled", "det (c A)", "c^n det A", "A is n by n", det_scaled,
         Example(det(_double), (), det(Tensor(tuple((n, upto(-3)) for n in "ab"), mul(num(2), Entry("A", (_a, _b))))))),
    Rule("det-diagonal", "det diag(d)", "Π_i d_i", "", det_diagonal, Example(det(_diagonal))),
)
