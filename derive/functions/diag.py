"""The square matrix with a given diagonal and zeros elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from derive.functions.model import Component, Fresh, Function
from derive.terms.term import Delta, Index, Range, Term, mul


def expand(component: Component, span: Range, fresh: Fresh) -> Callable[[Index, Index], Term]:
    return lambda i, j: mul(Delta(i, j), component(i))


FUNCTION = Function(
    name="diag",
    spellings=("\\diag", "\\Diag", "diag", "Diag"),
    shape="vector to matrix",
    numpy="np.diag(x)",
    expand=expand,
)
