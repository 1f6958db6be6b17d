"""Terms as floating-point numbers at seeded points: an evaluator of its own, plain and slow, for the tests."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np

from derive.functions import FUNCTIONS
from derive.terms import term as t
from derive.terms.term import Index, Range

DOMAINS = {"p": (0.2, 3.0), "q": (0.2, 3.0), "y": (0, 1), "z": (0.5, 2.0)}


class Point:
    """Sizes, index names and the values of symbols; total like the kernel: 1/0 is 0."""

    def __init__(self, seed: int, **indices: int) -> None:
        self.random = random.Random(seed)
        self.indices: dict[str, int] = {"n": 3, "i": 1, "j": 2, "o": 2, **indices}
        self.values: dict[Any, float] = {}

    def value(self, key: Any, name: str) -> float:
        if key not in self.values:
            low, high = DOMAINS.get(name, (-2.0, 2.0))
            self.values[key] = self.random.choice((0, 1)) if name == "y" else self.random.uniform(low, high)
        return self.values[key]

    def at(self, name: str, value: int) -> Point:
        inner = Point(0)
        inner.random, inner.values = self.random, self.values
        inner.indices = {**self.indices, name: value}
        return inner

    def index(self, value: Index) -> int:
        return value.offset + sum(c * self.indices.setdefault(n, 2) for n, c in value.parts)

    def members(self, span: Range) -> range:
        return range(self.index(span.lower), self.index(span.upper) + 1)

    def of(self, term: Any) -> float:
        return getattr(self, f"of_{type(term).__name__.lower()}")(term)  # type: ignore[no-any-return]

    def of_num(self, term: t.Num) -> float:
        return float(term.value)

    def of_sym(self, term: t.Sym) -> float:
        return self.value(term, term.name)

    def of_entry(self, term: t.Entry) -> float:
        where = tuple(self.index(i) for i in term.indices)
        if term.name == "S":
            where = tuple(sorted(where))
        return self.value((term.name, where), term.name)

    def of_size(self, term: t.Size) -> float:
        return self.index(term.value)

    def of_add(self, term: t.Add) -> float:
        return math.fsum(self.of(a) for a in term.terms)

    def of_mul(self, term: t.Mul) -> float:
        return math.prod(self.of(a) for a in term.factors)

    def of_pow(self, term: t.Pow) -> float:
        base, exponent = self.of(term.base), self.of(term.exponent)
        if base == 0:
            return 1.0 if exponent == 0 else 0.0
        numeral = isinstance(term.exponent, t.Num) and term.exponent.value.denominator == 1
        whole = numeral or isinstance(term.exponent, t.Size)
        return base**exponent if base > 0 or whole else 17.0  # some number: a power of a negative base

    def of_delta(self, term: t.Delta) -> float:
        return float(self.index(term.left) == self.index(term.right))

    def of_sum(self, term: t.Sum) -> float:
        return math.fsum(self.at(term.name, k).of(term.body) for k in self.members(term.range))

    def of_prod(self, term: t.Prod) -> float:
        return math.prod(self.at(term.name, k).of(term.body) for k in self.members(term.range))

    def of_extremum(self, term: t.Extremum) -> float:
        values = [self.at(term.name, k).of(term.body) for k in self.members(term.range)]
        return {"max": max, "min": min}[term.kind](values)

    def of_matrix(self, array: t.Tensor) -> np.ndarray:
        (row, span), (column, _) = array.binders
        members = self.members(span)
        entries = [self.at(row, i).at(column, j).of(array.body) for i in members for j in members]
        return np.array(entries, dtype=float).reshape(len(members), len(members))

    def of_inverse(self, term: t.Fun) -> float:
        """The adjugate by the determinant; 0 where that is 0."""
        matrix = self.of_matrix(term.arguments[0])  # type: ignore[arg-type]
        i, j = (self.index(k) - 1 for k in term.indices)
        minor = np.delete(np.delete(matrix, j, 0), i, 1)
        whole = np.linalg.det(matrix)
        return float((-1) ** (i + j) * np.linalg.det(minor) / whole) if abs(whole) > 1e-12 else 0.0

    def of_fun(self, term: t.Fun) -> float:
        if term.name == "det":
            return float(np.linalg.det(self.of_matrix(term.arguments[0])))  # type: ignore[arg-type]
        if term.name == "inv":
            return self.of_inverse(term)
        x = self.of(term.arguments[0])
        if any(term.orders):
            return -1 / x**2 if x else 17.0  # the second derivative of the logarithm, the only one used
        if term.name in PLAIN:
            return PLAIN[term.name](x)
        definition = FUNCTIONS[term.name].definition
        assert definition is not None
        symbol = t.Sym(f"argument of {term.name} {x}")
        self.values[symbol] = x
        return self.of(definition(symbol))

    def of_compare(self, term: t.Compare) -> bool:
        left, right = self.of(term.left), self.of(term.right)
        return {"=": left == right, "!=": left != right, "<": left < right, "<=": left <= right, ">": left > right,
                ">=": left >= right}[term.sign]

    def of_cases(self, term: t.Cases) -> float:
        return next(self.of(b) for c, b in term.branches if c is None or self.of(c))


PLAIN = {
    "exp": math.exp,
    "log": lambda x: math.log(x) if x > 0 else 17.0,
    "sqrt": lambda x: math.sqrt(x) if x >= 0 else 17.0,
    "abs": abs,
    "sign": lambda x: float((x > 0) - (x < 0)),
    "sin": math.sin,
    "cos": math.cos,
}
