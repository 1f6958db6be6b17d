"""The angle between -π/2 and π/2 with that tangent."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import ONE, add, inverse, mul

FUNCTION = Function(
    name="arctan",
    spellings=("\\arctan", "arctan", "\\atan", "atan"),
    derivative=lambda x: inverse(add(ONE, mul(x, x))),
    value=lambda x: x.atan(),
    numpy="np.arctan(x)",
)
