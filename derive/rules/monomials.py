"""Monomials, polynomials and their coefficients, as plain data."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from flint import fmpq

Exponent: TypeAlias = "int | Fraction"
Monomial: TypeAlias = tuple[tuple[int, Exponent], ...]
Poly: TypeAlias = dict[Monomial, fmpq]

UNIT: Monomial = ()


class TooLarge(Exception):
    """An expansion beyond the limit on size."""


def fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def rational(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def over(monomial: Monomial, bottom: dict[int, Exponent]) -> Monomial:
    """One monomial divided by another."""
    top = dict(monomial)
    for n, e in bottom.items():
        top[n] = top.get(n, 0) - e
    return tuple(sorted((n, e) for n, e in top.items() if e))
