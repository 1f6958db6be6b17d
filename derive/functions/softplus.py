"""The smooth positive part, log(1 + exp(x))."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import ONE, add, call

FUNCTION = Function(
    name="softplus",
    spellings=("\\softplus", "softplus"),
    sign="positive",
    derivative=lambda x: call("sigmoid", x),
    definition=lambda x: call("log", add(ONE, call("exp", x))),
    value=lambda x: (1 + x.exp()).log(),
    numpy="np.log1p(np.exp(x))",
)
