"""The diagonal of a square matrix, as a vector."""

from __future__ import annotations

from collections.abc import Callable

from derive.functions.model import Component, Fresh, Function
from derive.terms.term import Index, Range, Term


def expand(component: Callable[[Index, Index], Term], span: Range, fresh: Fresh) -> Component:
    return lambda i: component(i, i)


FUNCTION = Function(
    name="diagonal",
    spellings=("diagonal",),
    shape="matrix to vector",
    numpy="np.diagonal(x)",
    expand=expand,
)
