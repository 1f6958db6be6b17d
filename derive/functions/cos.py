"""The cosine."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import call, neg

FUNCTION = Function(
    name="cos",
    spellings=("\\cos", "cos"),
    derivative=lambda x: neg(call("sin", x)),
    value=lambda x: x.cos(),
    numpy="np.cos(x)",
)
