"""The logarithm of the sum of the exponentials."""

from __future__ import annotations

from derive.functions.model import Component, Fresh, Function, total
from derive.terms.term import Range, Term, call


def expand(component: Component, span: Range, fresh: Fresh) -> Term:
    return call("log", total(lambda i: call("exp", component(i)), span, fresh))


FUNCTION = Function(
    name="logsumexp",
    spellings=("\\logsumexp", "\\LSE", "logsumexp", "LSE"),
    shape="vector to scalar",
    numpy="np.log(np.exp(x).sum())",
    expand=expand,
)
