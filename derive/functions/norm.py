"""The Euclidean length of a vector."""

from __future__ import annotations

from derive.functions.model import Component, Fresh, Function, total
from derive.terms.term import Pow, Range, Term, call, num


def expand(component: Component, span: Range, fresh: Fresh) -> Term:
    return call("sqrt", total(lambda i: Pow(component(i), num(2)), span, fresh))


FUNCTION = Function(
    name="norm",
    spellings=("\\norm", "norm"),
    shape="vector to scalar",
    sign="nonnegative",
    numpy="np.sqrt((x * x).sum())",
    expand=expand,
)
