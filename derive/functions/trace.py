"""The sum of the diagonal of a square matrix."""

from __future__ import annotations

from collections.abc import Callable

from derive.functions.model import Fresh, Function, total
from derive.terms.term import Index, Range, Term


def expand(component: Callable[[Index, Index], Term], span: Range, fresh: Fresh) -> Term:
    return total(lambda i: component(i, i), span, fresh)


FUNCTION = Function(
    name="trace",
    spellings=("\\tr", "\\Tr", "\\trace", "tr", "Tr", "trace"),
    shape="matrix to scalar",
    numpy="np.trace(x)",
    expand=expand,
)
