"""The logarithm of the softmax: components less their log-sum-exp."""

from __future__ import annotations

from derive.functions.model import Component, Fresh, Function, total
from derive.terms.term import Range, Term, call, sub


def expand(component: Component, span: Range, fresh: Fresh) -> Component:
    def rest(fresh: Fresh) -> Term:
        return call("log", total(lambda j: call("exp", component(j)), span, fresh))

    return lambda i: sub(component(i), rest(fresh))


FUNCTION = Function(
    name="log_softmax",
    spellings=("\\logsoftmax", "log_softmax", "logsoftmax"),
    shape="vector to vector",
    numpy="x - np.log(np.exp(x).sum())",
    expand=expand,
)
