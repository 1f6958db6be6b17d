"""The natural logarithm, of positive numbers."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import inverse

FUNCTION = Function(
    name="log",
    spellings=("\\log", "\\ln", "log", "ln"),
    domain="positive",
    derivative=inverse,
    value=lambda x: x.log(),
    numpy="np.log(x)",
)
