"""The average of the components."""

from __future__ import annotations

from derive.functions.model import Component, Fresh, Function, total
from derive.terms.term import Index, Range, Size, Term, div, index


def count(span: Range) -> Index:
    return span.upper - span.lower + index(1)


def expand(component: Component, span: Range, fresh: Fresh) -> Term:
    return div(total(component, span, fresh), Size(count(span)))


FUNCTION = Function(
    name="mean",
    spellings=("\\mean", "mean"),
    shape="vector to scalar",
    numpy="x.mean()",
    expand=expand,
)
