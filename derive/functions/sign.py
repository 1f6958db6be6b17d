"""The sign, -1, 0 or 1; constant away from 0."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import ZERO

FUNCTION = Function(
    name="sign",
    spellings=("\\sgn", "\\sign", "sgn", "sign"),
    derivative=lambda x: ZERO,
    smooth="nonzero",
    value=lambda x: x.sgn(),
    numpy="np.sign(x)",
)
