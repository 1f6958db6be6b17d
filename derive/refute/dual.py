"""Forward-mode derivatives: numbers `real + slope * eps` with `eps * eps = 0`, nested for higher derivatives.

Every `Deriv` gets an `eps` of its own, named by an integer `tag`; an inner derivative has the greater tag and
its dual is the outer layer. So `d/dx (x * d/dy (x + y))` is 1 and not 2: the two perturbations never mix.

The parts are any numbers with `+` and `*` (exact rationals, balls, residues), so one set of rules serves all.
"""

from __future__ import annotations

from typing import Any

Value = Any  # fmpq, arb, a residue of the tower, or a Dual of these


class Dual:
    """`real + slope * eps`, where `eps` belongs to the derivative numbered `tag`."""

    __slots__ = ("real", "slope", "tag")

    def __init__(self, tag: int, real: Value, slope: Value) -> None:
        self.tag = tag
        self.real = real
        self.slope = slope

    def __add__(self, other: Value) -> Value:
        if type(other) is not Dual or other.tag < self.tag:
            return Dual(self.tag, self.real + other, self.slope)
        if other.tag > self.tag:
            return Dual(other.tag, self + other.real, other.slope)
        return Dual(self.tag, self.real + other.real, self.slope + other.slope)

    def __mul__(self, other: Value) -> Value:
        if type(other) is not Dual or other.tag < self.tag:
            return Dual(self.tag, self.real * other, self.slope * other)
        if other.tag > self.tag:
            return Dual(other.tag, self * other.real, self * other.slope)
        slope = self.real * other.slope + self.slope * other.real
        return Dual(self.tag, self.real * other.real, slope)

    __radd__ = __add__
    __rmul__ = __mul__


def slope_of(value: Value, tag: int, zero: Value) -> Value:
    """The derivative that was asked for under `tag`; zero where the value does not depend on it."""
    return value.slope if type(value) is Dual and value.tag == tag else zero


def plain(value: Value) -> Value:
    """The number itself, without its derivatives."""
    while type(value) is Dual:
        value = value.real
    return value
