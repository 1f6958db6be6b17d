"""The bound names of an array step aside each to a name of its own: A_{ab} for all a and b is not A_{cc}."""

from __future__ import annotations

import pytest

from derive.terms.term import Entry, Index, Size, Tensor, Term, index, mul, upto
from derive.terms.walk import aside, substitute

k, k1, m, n = index("k"), index("k'"), index("m"), upto("n")
ENTRY = Entry("A", (k, k1))


def filled(array: Tensor, row: int, column: int) -> Term:
    (one, _), (two, _) = array.binders
    assert one != two
    found: Term = substitute(array.body, {one: index(row), two: index(column)})
    return found


@pytest.mark.parametrize("taken", [{"k"}, {"k'"}, {"k", "k'"}, {"k", "k''"}])
@pytest.mark.parametrize("body", [ENTRY, Entry("A", (k, k)), Entry("A", (k1, k1)), Size(m)])
def test_aside(taken: set[str], body: Term) -> None:
    array = Tensor((("k", n), ("k'", n)), body)
    moved = aside(array, taken)
    assert not {name for name, _ in moved.binders} & taken
    assert filled(moved, 1, 2) == filled(array, 1, 2)


@pytest.mark.parametrize("put", [k, k1, k + k1, index("k''") + k])
@pytest.mark.parametrize("body", [Size(m), mul(Size(m), ENTRY), mul(Size(m), Entry("A", (k, k)))])
def test_substitute(put: Index, body: Term) -> None:
    array = Tensor((("k", n), ("k'", n)), body)
    beside = substitute(filled(array, 1, 2), {"m": put})
    assert filled(substitute(array, {"m": put}), 1, 2) == beside
