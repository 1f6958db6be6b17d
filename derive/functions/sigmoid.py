"""The logistic function 1 / (1 + exp(-x))."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import ONE, add, call, inverse, mul, neg, sub

FUNCTION = Function(
    name="sigmoid",
    spellings=("\\sigmoid", "sigmoid", "logistic"),
    sign="unit",
    derivative=lambda x: mul(call("sigmoid", x), sub(ONE, call("sigmoid", x))),
    definition=lambda x: inverse(add(ONE, call("exp", neg(x)))),
    value=lambda x: 1 / (1 + (-x).exp()),
    numpy="1 / (1 + np.exp(-x))",
)
