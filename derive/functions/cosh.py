"""The hyperbolic cosine."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import add, call, div, neg, num

FUNCTION = Function(
    name="cosh",
    spellings=("\\cosh", "cosh"),
    sign="positive",
    derivative=lambda x: call("sinh", x),
    definition=lambda x: div(add(call("exp", x), call("exp", neg(x))), num(2)),
    value=lambda x: x.cosh(),
    numpy="np.cosh(x)",
)
