"""The tangent, where the cosine is not 0."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import call, div, inverse, mul

FUNCTION = Function(
    name="tan",
    spellings=("\\tan", "tan"),
    derivative=lambda x: inverse(mul(call("cos", x), call("cos", x))),
    definition=lambda x: div(call("sin", x), call("cos", x)),
    value=lambda x: x.tan(),
    numpy="np.tan(x)",
)
