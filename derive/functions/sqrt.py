"""The square root, of numbers that are not negative; differentiable where they are positive."""

from __future__ import annotations

from fractions import Fraction

from derive.functions.model import Function
from derive.terms.term import call, div, num

FUNCTION = Function(
    name="sqrt",
    spellings=("\\sqrt", "sqrt"),
    domain="nonnegative",
    sign="nonnegative",
    derivative=lambda x: div(num(Fraction(1, 2)), call("sqrt", x)),
    smooth="positive",
    value=lambda x: x.sqrt(),
    numpy="np.sqrt(x)",
)
