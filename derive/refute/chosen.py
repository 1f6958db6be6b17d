"""Concrete smooth functions in place of those a document leaves open.

An open `F` of scalar components x1, x2, ... becomes the polynomial

    F(x) = L1(x) + L2(x)^2 + L3(x)^3,      Lm(x) = am + bm1 x1 + bm2 x2 + ...

with small integers that depend on nothing but the name (and the component, for an array-valued function). It is
one of the functions that the claim speaks of, so a claim that fails for it is false; and its derivatives are
generic, so that a claim that fails for most functions fails for it. It says nothing for claims about fourth
derivatives. For values in a domain it is changed: `1 + F(x)^2` is positive (`within`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any

from derive.refute.dual import Value
from derive.refute.outcome import Beyond

DEGREES = (1, 2, 3)
COEFFICIENTS = (1, -1, 2, 3, -2, 1, -3, 2)


def pick(key: str, count: int) -> int:
    """A number below `count` that depends on the key alone, not on the run or on `PYTHONHASHSEED`."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") % count


def coefficient(name: str, degree: int, position: int) -> int:
    return COEFFICIENTS[pick(f"{name}/{degree}/{position}", len(COEFFICIENTS))]


def value(field: Any, name: str, point: Sequence[Value], orders: Sequence[int] = ()) -> Value:
    """The chosen function `name` at the point, differentiated `orders[k]` times by component k."""
    total = field.zero
    for degree in DEGREES:
        scale, times = 1, sum(orders)
        for k, order in enumerate(orders):
            scale *= coefficient(name, degree, k + 1) ** order
        if times <= degree:
            scale *= math.perm(degree, times)
            total = total + field.power(_linear(field, name, degree, point), degree - times) * field.number(scale)
    return total


def within(field: Any, domain: str, value: Value) -> Value:
    """The value moved into a domain: `P` for a real function, `1 + P^2` for a positive one."""
    if domain not in _WITHIN:
        raise Beyond(f"no smooth function is known whose values are {domain}")
    return _WITHIN[domain](field, value)


_WITHIN: dict[str, Callable[[Any, Value], Value]] = {
    "real": lambda field, v: v,
    "positive": lambda field, v: v * v + field.one,
    "nonzero": lambda field, v: v * v + field.one,
    "nonnegative": lambda field, v: v * v,
    "negative": lambda field, v: (v * v + field.one) * field.number(-1),
    "unit": lambda field, v: field.inverse(v * v + field.number(2)),
}


def _linear(field: Any, name: str, degree: int, point: Sequence[Value]) -> Value:
    total = field.number(coefficient(name, degree, 0))
    for k, x in enumerate(point):
        total = total + x * field.number(coefficient(name, degree, k + 1))
    return total


def describe(name: str, count: int) -> str:
    """The chosen function of `count` components, written out."""
    shown = []
    for degree in DEGREES:
        terms = [str(coefficient(name, degree, 0))]
        terms += [f"{coefficient(name, degree, k):+d}*x{k}" for k in range(1, count + 1)]
        shown.append(f"({' '.join(terms)})" + (f"^{degree}" if degree > 1 else ""))
    return " + ".join(shown)
