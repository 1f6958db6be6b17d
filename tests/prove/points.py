"""Random terms as numbers, strictly: what denotes nothing has no value."""

from __future__ import annotations

import math
import random
from typing import Any

from derive.terms import term as t
from derive.terms.term import Index


class Nothing(Exception):
    """The term denotes nothing here, or is too near to that."""


class Numbers:
    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        self.random = rng
        self.sizes = {"n": rng.randint(1, 3), "m": rng.randint(1, 2)}
        self.sizes |= {name: rng.randint(1, self.sizes["n"]) for name in ("i", "j")}
        self.values: dict[Any, float] = {}

    def value(self, key: Any, name: str) -> float:
        if key not in self.values:
            rng = self.random
            self.values[key] = rng.choice((0.0, 1.0)) if name == "y" else (
                rng.uniform(0.3, 2) if name in "pq" else rng.uniform(-1.5, 1.5))
        return self.values[key]

    def at(self, value: Index, where: dict[str, int]) -> int:
        return value.offset + sum(c * where[n] for n, c in value.parts)

    def of(self, term: Any, where: dict[str, int] | None = None) -> float:
        where = self.sizes if where is None else where
        value = getattr(self, "of_" + type(term).__name__.lower())(term, where)
        if not math.isfinite(value) or abs(value) > 1e8:
            raise Nothing
        return float(value)

    def of_num(self, term: t.Num, where: Any) -> float:
        return float(term.value)

    def of_sym(self, term: t.Sym, where: Any) -> float:
        return self.value(term, term.name)

    def of_entry(self, term: t.Entry, where: Any) -> float:
        places = tuple(self.at(i, where) for i in term.indices)
        if not all(1 <= p <= self.sizes["n"] for p in places):
            raise Nothing
        return self.value((term.name, places), term.name)

    def of_size(self, term: t.Size, where: Any) -> float:
        return self.at(term.value, where)

    def of_add(self, term: t.Add, where: Any) -> float:
        return math.fsum(self.of(a, where) for a in term.terms)

    def of_mul(self, term: t.Mul, where: Any) -> float:
        for factor in term.factors:  # where a delta is 0, the other factors need not denote anything
            if isinstance(factor, t.Delta) and not self.of(factor, where):
                return 0.0
        return math.prod(self.of(a, where) for a in term.factors)

    def of_pow(self, term: t.Pow, where: Any) -> float:
        base, exponent = self.of(term.base, where), self.of(term.exponent, where)
        if (exponent < 0 and abs(base) < 1e-6) or (exponent % 1 and base <= 0):
            raise Nothing
        return base**exponent

    def of_delta(self, term: t.Delta, where: Any) -> float:
        return float(self.at(term.left, where) == self.at(term.right, where))

    def of_sum(self, term: t.Sum, where: Any) -> float:
        span = range(self.at(term.range.lower, where), self.at(term.range.upper, where) + 1)
        return math.fsum(self.of(term.body, {**where, term.name: k}) for k in span)

    def of_compare(self, term: t.Compare, where: Any) -> float:
        equal = self.of(term.left, where) == self.of(term.right, where)
        return float(equal if term.sign == "=" else not equal)

    def of_cases(self, term: t.Cases, where: Any) -> float:
        return next(self.of(b, where) for c, b in term.branches if c is None or self.of(c, where))

    def of_fun(self, term: t.Fun, where: Any) -> float:
        x = self.of(term.arguments[0], where)
        if (term.name == "log" and x < 1e-6) or (term.name == "sqrt" and x < 0) or abs(x) > 50:
            raise Nothing
        return {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "abs": abs, "tanh": math.tanh,
                "sigmoid": lambda v: 1 / (1 + math.exp(-v))}[term.name](x)

    def of_deriv(self, term: t.Deriv, where: Any) -> float:
        variable: Any = term.variable
        key: Any = variable
        if isinstance(variable, t.Entry):
            key = (variable.name, tuple(self.at(i, where) for i in variable.indices))
        here, step = self.value(key, variable.name), 1e-4
        values = []
        for k in (-2, -1, 1, 2):
            self.values[key] = here + k * step
            try:
                values.append(self.of(term.body, where))
            finally:
                self.values[key] = here
        slope = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * step)
        if abs((values[2] - values[1]) / (2 * step) - slope) > 1e-3 * (1 + abs(slope)):
            raise Nothing
        return slope
