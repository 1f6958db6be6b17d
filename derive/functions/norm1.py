"""The sum of the absolute values of a vector."""

from __future__ import annotations

from derive.functions.model import Component, Fresh, Function, total
from derive.terms.term import Range, Term, call


def expand(component: Component, span: Range, fresh: Fresh) -> Term:
    return total(lambda i: call("abs", component(i)), span, fresh)


FUNCTION = Function(
    name="norm1",
    spellings=("norm1",),
    shape="vector to scalar",
    sign="nonnegative",
    numpy="np.abs(x).sum()",
    expand=expand,
)
