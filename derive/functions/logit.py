"""The log-odds, the inverse of the logistic function."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import ONE, call, inverse, mul, sub

FUNCTION = Function(
    name="logit",
    spellings=("\\logit", "logit"),
    domain="unit",
    derivative=lambda x: inverse(mul(x, sub(ONE, x))),
    definition=lambda x: sub(call("log", x), call("log", sub(ONE, x))),
    value=lambda x: (x / (1 - x)).log(),
    numpy="np.log(x / (1 - x))",
)
