"""The absolute value; differentiable away from 0."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import call

FUNCTION = Function(
    name="abs",
    spellings=("\\abs", "abs"),
    sign="nonnegative",
    derivative=lambda x: call("sign", x),
    smooth="nonzero",
    value=lambda x: abs(x),
    numpy="np.abs(x)",
)
