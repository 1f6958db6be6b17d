"""The cross-entropy of a target and a prediction, -sum of y log p."""

from __future__ import annotations

from derive.functions.model import Component, Fresh, Function, total
from derive.terms.term import Range, Term, call, mul, neg


def expand(target: Component, prediction: Component, span: Range, fresh: Fresh) -> Term:
    return neg(total(lambda i: mul(target(i), call("log", prediction(i))), span, fresh))


FUNCTION = Function(
    name="cross_entropy",
    spellings=("\\CE", "\\CrossEntropy", "CE", "CrossEntropy", "cross_entropy", "crossentropy"),
    shape="vectors to scalar",
    numpy="-(y * np.log(x)).sum()",
    expand=expand,
)
