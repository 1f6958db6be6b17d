"""The hyperbolic tangent."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import ONE, add, call, div, mul, neg, sub

FUNCTION = Function(
    name="tanh",
    spellings=("\\tanh", "tanh"),
    sign="band",
    derivative=lambda x: sub(ONE, mul(call("tanh", x), call("tanh", x))),
    definition=lambda x: div(sub(call("exp", x), call("exp", neg(x))), add(call("exp", x), call("exp", neg(x)))),
    value=lambda x: x.tanh(),
    numpy="np.tanh(x)",
)
