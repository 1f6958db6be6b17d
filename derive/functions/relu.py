"""The positive part, max(x, 0); differentiable away from 0."""

from __future__ import annotations

from derive.functions.model import Function
from derive.terms.term import ONE, add, call, div, num

FUNCTION = Function(
    name="relu",
    spellings=("\\relu", "\\ReLU", "relu", "ReLU"),
    sign="nonnegative",
    derivative=lambda x: div(add(ONE, call("sign", x)), num(2)),
    smooth="nonzero",
    definition=lambda x: div(add(x, call("abs", x)), num(2)),
    value=lambda x: (x + abs(x)) / 2,
    numpy="np.maximum(x, 0)",
)
