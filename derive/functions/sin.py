"""The sine."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import call

FUNCTION = Function(
    name="sin",
    spellings=("\\sin", "sin"),
    derivative=lambda x: call("cos", x),
    value=lambda x: x.sin(),
    numpy="np.sin(x)",
)
