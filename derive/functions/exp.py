"""The exponential: positive everywhere, its own derivative."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import call

FUNCTION = Function(
    name="exp",
    spellings=("\\exp", "exp"),
    sign="positive",
    derivative=lambda x: call("exp", x),
    value=lambda x: x.exp(),
    numpy="np.exp(x)",
)
