"""Double-precision numbers that carry a bound of their own rounding error.

Running error analysis: every operation adds the error of its rounding to what its operands bring along, to first
order. (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, SIAM 2002, section 3.3; for a sum
it gives the bound of section 4.2, proportional to the sum of the absolute values: the condition of the sum.)
So a difference of large numbers is allowed the error that cancellation makes, and no more.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from derive.refute.dual import Dual, Value, plain
from derive.refute.outcome import NoValue

UNIT = 2.0**-53
HALF = 0.5
LIBRARY = 4  # roundings granted to a function of the mathematical library


class Measured:
    """`value` with the absolute error bound `error`."""

    __slots__ = ("error", "value")

    def __init__(self, value: float, error: float) -> None:
        self.value = value
        self.error = error

    def __add__(self, other: Value) -> Value:
        if type(other) is Dual:
            return other + self
        value = self.value + other.value
        return Measured(value, self.error + other.error + UNIT * abs(value))

    def __mul__(self, other: Value) -> Value:
        if type(other) is Dual:
            return other * self
        value = self.value * other.value
        carried = abs(self.value) * other.error + abs(other.value) * self.error
        return Measured(value, carried + UNIT * abs(value))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Measured) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


# the value of each primitive function, and how much it magnifies an error, from the argument and the value
_FUNCTIONS: dict[str, tuple[Callable[[float], float], Callable[[float, float], float]]] = {
    "exp": (math.exp, lambda x, y: y),
    "log": (math.log, lambda x, y: 1 / abs(x)),
    "sqrt": (math.sqrt, lambda x, y: 0.5 / y if y else math.inf),
    "abs": (abs, lambda x, y: 1.0),
    "sign": (lambda x: float((x > 0) - (x < 0)), lambda x, y: 0.0),
    "sin": (math.sin, lambda x, y: 1.0),
    "cos": (math.cos, lambda x, y: 1.0),
    "arctan": (math.atan, lambda x, y: 1.0),
}
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": lambda gap, slack: abs(gap) <= slack,
    "!=": lambda gap, slack: abs(gap) > slack,
    "<": lambda gap, slack: gap < slack,
    "<=": lambda gap, slack: gap <= slack,
    ">": lambda gap, slack: gap > -slack,
    ">=": lambda gap, slack: gap >= -slack,
}
_SIGNS = {"positive": ">", "nonnegative": ">=", "negative": "<", "nonzero": "!="}


class Doubles:
    """The arithmetic of the evaluator in double precision."""

    functions = frozenset(_FUNCTIONS)

    def __init__(self) -> None:
        self.zero = self.number(0)
        self.one = self.number(1)
        self.minus = self.number(-1)

    def number(self, value: Fraction | int) -> Measured:
        near = float(value)
        return Measured(near, 0.0 if near.is_integer() and near == value else UNIT * abs(near))

    def inverse(self, value: Value) -> Value:
        if type(value) is Dual:
            top = self.inverse(value.real)
            return Dual(value.tag, top, top * top * value.slope * self.minus)
        if abs(value.value) <= value.error:
            raise NoValue("division by zero")
        top = 1 / value.value
        return Measured(top, value.error * top * top + UNIT * abs(top))

    def power(self, base: Value, exponent: int) -> Value:
        if exponent < 0:
            return self.inverse(self.power(base, -exponent))
        if type(base) is Dual:
            if exponent == 0:
                return self.one
            lower = self.power(base.real, exponent - 1)
            return Dual(base.tag, lower * base.real, lower * base.slope * self.number(exponent))
        value = _finite(lambda x: float(x**exponent), base.value)
        magnified = exponent * abs(base.value) ** max(exponent - 1, 0)
        return Measured(value, magnified * base.error + LIBRARY * UNIT * abs(value))

    def real_power(self, base: Value, exponent: Value) -> Value:
        at = plain(exponent)
        if not at.error and at.value.is_integer() and type(exponent) is not Dual and plain(base).value > 0:
            return self.power(base, int(at.value))
        return self.apply("exp", exponent * self.apply("log", base))

    def whole(self, value: Measured) -> int | None:
        near = round(value.value)
        return near if abs(value.value - near) <= value.error < HALF else None

    def apply(self, name: str, x: Value) -> Value:
        if type(x) is Dual:
            at = self.apply(name, x.real)
            return Dual(x.tag, at, self._slope(name, x.real, at) * x.slope)
        function, magnified = _FUNCTIONS[name]
        value = _finite(function, x.value)
        carried = magnified(x.value, value) * x.error if x.error else 0.0
        return Measured(value, carried + LIBRARY * UNIT * abs(value))

    def _slope(self, name: str, x: Value, at: Value) -> Value:
        return _SLOPES[name](self, x, at)

    def settle(self, value: Value) -> Value:
        return value

    def holds(self, left: Value, relation: str, right: Value) -> bool:
        a, b = plain(left), plain(right)
        gap, slack = a.value - b.value, a.error + b.error
        if relation in ("<", "<=", ">", ">=") and 0 < slack >= abs(gap):
            raise NoValue("two numbers too close to tell which is larger")
        return _COMPARE[relation](gap, slack)

    def meets(self, kind: str, value: Measured) -> bool:
        strict = Measured(value.value, 0.0)
        return self.holds(strict, _SIGNS[kind], self.zero)

    def same(self, left: Measured, right: Measured) -> bool:
        return self.holds(left, "=", right)

    def extreme(self, kind: str, values: list[Any]) -> Value:
        best = max if kind == "max" else min
        return best(values, key=lambda value: plain(value).value)


def _finite(function: Callable[[float], float], x: float) -> float:
    try:
        value = function(x)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise NoValue("outside the domain or the range of double precision") from None
    if not math.isfinite(value):
        raise NoValue("not finite in double precision")
    return value


def _kink(field: Doubles, x: Value, at: Value) -> Value:
    here = plain(x).value
    if here == 0:
        raise NoValue("a derivative at a kink")
    return field.number(1 if here > 0 else -1)


_SLOPES: dict[str, Callable[[Doubles, Value, Value], Value]] = {
    "exp": lambda field, x, at: at,
    "log": lambda field, x, at: field.inverse(x),
    "sqrt": lambda field, x, at: field.inverse(at * field.number(2)),
    "abs": _kink,
    "sign": lambda field, x, at: field.zero,
    "sin": lambda field, x, at: field.apply("cos", x),
    "cos": lambda field, x, at: field.apply("sin", x) * field.minus,
    "arctan": lambda field, x, at: field.inverse(x * x + field.one),
}
