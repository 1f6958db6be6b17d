"""What is declared of whole arrays: symmetric, orthogonal, invertible matrices, vectors that sum to 1."""

from __future__ import annotations

from derive.rules.model import Condition, Equation, Example, Rule, expect
from derive.rules.sums import factors
from derive.terms.term import ONE, Delta, Entry, Fun, Index, Mul, Sum, Tensor, Term, index, mul, upto


def symmetric(term: Entry) -> Equation:
    expect(isinstance(term, Entry) and len(term.indices) == 2, "not an entry of a matrix")
    i, j = term.indices
    return Equation(term, Entry(term.name, (j, i)), (Condition("trait", (term.name, "symmetric")),))


def simplex(term: Sum) -> Equation:
    """All the components, summed."""
    expect(isinstance(term, Sum) and isinstance(term.body, Entry), "not the sum of a vector")
    name = term.body.name  # type: ignore[attr-defined]
    expect(term.body == Entry(name, (index(term.name),)), "not the plain component")
    return Equation(term, ONE, (Condition("trait", (name, "sums-to-one")), Condition("axis", (name, 0, term.range))))


def _pair(term: Sum) -> tuple[Term, Term]:
    expect(isinstance(term, Sum) and len(factors(term.body)) == 2, "not a sum of products of two")
    one, two = factors(term.body)
    return one, two


def _other(indices: tuple[Index, ...], axis: int, bound: str) -> Index:
    expect(len(indices) == 2 and indices[axis] == index(bound), "the bound name stands elsewhere")
    rest = indices[1 - axis]
    expect(bound not in dict(rest.parts), "the bound name stands twice")
    return rest


def orthogonal(term: Sum, axis: int) -> Equation:
    """Columns (axis 0 summed) or rows (axis 1 summed) of an orthogonal matrix."""
    one, two = _pair(term)
    expect(isinstance(one, Entry) and isinstance(two, Entry) and one.name == two.name, "not one matrix twice")
    assert isinstance(one, Entry) and isinstance(two, Entry)
    i, j = (_other(e.indices, axis, term.name) for e in (one, two))
    places = tuple(Condition("place", (one.name, 1 - axis, k)) for k in (i, j))
    needed = (Condition("trait", (one.name, "orthogonal")), Condition("axis", (one.name, axis, term.range)), *places)
    return Equation(term, Delta(i, j), needed)


def argument(term: Term) -> tuple[str, tuple[Index, ...]]:
    """The matrix that an inverse is of, and the indices; the inverse of a transpose is the transpose."""
    expect(isinstance(term, Fun) and term.name == "inv" and len(term.arguments) == 1, "not an inverse")
    assert isinstance(term, Fun)
    array = term.arguments[0]
    expect(isinstance(array, Tensor) and isinstance(array.body, Entry) and len(array.binders) == 2, "no plain matrix")
    assert isinstance(array, Tensor) and isinstance(array.body, Entry)
    i, j = (index(n) for n, _ in array.binders)
    straight, crossed = array.body.indices == (i, j), array.body.indices == (j, i)
    expect(straight or crossed, "no plain matrix")
    return array.body.name, term.indices if straight else term.indices[::-1]


def inverse(term: Sum, position: int, axis: int) -> Equation:
    """A matrix times its inverse; `axis` of the matrix is summed, the inverse is factor `position`."""
    pair = _pair(term)
    name, places = argument(pair[position])
    entry = pair[1 - position]
    expect(isinstance(entry, Entry) and entry.name == name, "not the matrix of the inverse")
    assert isinstance(entry, Entry)
    i, j = _other(entry.indices, axis, term.name), _other(places, 1 - axis, term.name)
    needed = (
        Condition("trait", (name, "invertible")),
        Condition("axis", (name, axis, term.range)),
        Condition("place", (name, 1 - axis, i)),
        Condition("place", (name, 1 - axis, j)),
    )
    return Equation(term, Delta(i, j), needed)


def transposed(term: Fun) -> Equation:
    """The inverse of a symmetric matrix is symmetric; of a transpose, the transpose of the inverse."""
    name, _ = argument(term)
    array = term.arguments[0]
    assert isinstance(array, Tensor)
    (a, r), (b, s) = array.binders
    plain = Tensor(((a, s), (b, r)), Entry(name, (index(a), index(b))))
    if array.body == Entry(name, (index(a), index(b))):
        return Equation(term, Fun("inv", (array,), (), term.indices[::-1]), (Condition("trait", (name, "symmetric")),))
    return Equation(term, Fun("inv", (plain,), (), term.indices[::-1]))


_k, _i, _j = index("k"), index("i"), index("j")
_inv = Fun("inv", (Tensor((("a", upto("n")), ("b", upto("n"))), Entry("A", (index("a"), index("b")))),), (), (_k, _j))
RULES = (
    Rule("symmetric", "S_{ij}", "S_{ji}", "S is symmetric", symmetric, Example(Entry("S", (_i, _j)))),
    Rule("simplex", "Σ_k p_k", "1", "p sums to 1", simplex, Example(Sum("k", upto("n"), Entry("p", (_k,))))),
    Rule(
        "orthogonal",
        "Σ_k Q_{ki} Q_{kj}",
        "δ(i, j)",
        "Q is orthogonal",
        orthogonal,
        Example(Sum("k", upto("n"), Mul((Entry("Q", (_k, _i)), Entry("Q", (_k, _j))))), (0,)),
    ),
    Rule(
        "inverse",
        "Σ_k A_{ik} (A^{-1})_{kj}",
        "δ(i, j)",
        "A is invertible",
        inverse,
        Example(Sum("k", upto("n"), mul(Entry("A", (_i, _k)), _inv)), (1, 1)),
    ),
    Rule(
        "inverse-transposed",
        "(S^{-1})_{ij}",
        "(S^{-1})_{ji}",
        "S is symmetric",
        transposed,
        Example(
            Fun(
                "inv",
                (Tensor((("a", upto("n")), ("b", upto("n"))), Entry("S", (index("a"), index("b")))),),
                (),
                (_i, _j),
            )
        ),
    ),
)
