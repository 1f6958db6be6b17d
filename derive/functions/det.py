"""The determinant of a square matrix."""

from __future__ import annotations

from collections.abc import Callable

from derive.functions.model import Fresh, Function
from derive.terms.term import Fun, Index, Range, Tensor, Term, index


def expand(component: Callable[[Index, Index], Term], span: Range, fresh: Fresh) -> Term:
    name = fresh()
    row, column = f"{name}r", f"{name}c"
    return Fun("det", (Tensor(((row, span), (column, span)), component(index(row), index(column))),))


FUNCTION = Function(
    name="det",
    spellings=("\\det", "det"),
    shape="matrix to scalar",
    numpy="np.linalg.det(x)",
    expand=expand,
)
