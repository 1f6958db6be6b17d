"""Exponentials divided by their sum: positive components that sum to 1."""

from __future__ import annotations

from derive.functions.model import Component, Fresh, Function, total
from derive.terms.term import Index, Range, Term, call, div


def expand(component: Component, span: Range, fresh: Fresh) -> Component:
    def power(i: Index) -> Term:
        return call("exp", component(i))

    return lambda i: div(power(i), total(power, span, fresh))


FUNCTION = Function(
    name="softmax",
    spellings=("\\softmax", "softmax"),
    shape="vector to vector",
    sign="unit",
    numpy="np.exp(x) / np.exp(x).sum()",
    expand=expand,
)
