"""The hyperbolic sine."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import call, div, neg, num, sub

FUNCTION = Function(
    name="sinh",
    spellings=("\\sinh", "sinh"),
    derivative=lambda x: call("cosh", x),
    definition=lambda x: div(sub(call("exp", x), call("exp", neg(x))), num(2)),
    value=lambda x: x.sinh(),
    numpy="np.sinh(x)",
)
