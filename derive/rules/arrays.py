"""What is declared of whole arrays: symmetric and orthogonal matrices, vectors that sum to 1."""

from __future__ import annotations

from derive.rules.model import Condition, Equation, Example, Rule, expect
from derive.rules.sums import factors
from derive.terms.term import ONE, Delta, Entry, Index, Mul, Sum, Term, index, upto


def symmetric(term: Entry) -> Equation:
    expect(isinstance(term, Entry) and len(term.indices) == 2, "not an entry of a matrix")
    i, j = term.indices
    return Equation(term, Entry(term.name, (j, i)), (Condition("trait", (term.name, "symmetric")),))


def simplex(term: Sum) -> Equation:
    """All the components along the last axis, summed."""
    expect(isinstance(term, Sum) and isinstance(term.body, Entry), "not the sum of components")
    name, (*others, last) = term.body.name, term.body.indices  # type: ignore[attr-defined]
    expect(last == index(term.name), "not the plain component")
    expect(not any(term.name in dict(i.parts) for i in others), "the bound name stands twice")
    places = (Condition("place", (name, axis, i)) for axis, i in enumerate(others))
    needed = Condition("trait", (name, "sums-to-one")), Condition("axis", (name, len(others), term.range)), *places
    return Equation(term, ONE, needed)


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


_k, _i, _j = index("k"), index("i"), index("j")
RULES = (
    Rule("symmetric", "S_{ij}", "S_{ji}", "S is symmetric", symmetric, Example(Entry("S", (_i, _j)))),
    Rule("simplex", "Σ_k p_{ik}", "1", "each p_i sums to 1", simplex, Example(Sum("k", upto("n"), Entry("p", (_k,))))),
    Rule(
        "orthogonal",
        "Σ_k Q_{ki} Q_{kj}",
        "δ(i, j)",
        "Q is orthogonal",
        orthogonal,
        Example(Sum("k", upto("n"), Mul((Entry("Q", (_k, _i)), Entry("Q", (_k, _j))))), (0,)),
    ),
)
