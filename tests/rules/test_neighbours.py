"""A rule applied to the neighbours of its example: it refuses, or it says something true where its conditions hold.

A neighbour is the example with one part replaced by something else. What a missing side condition would let through
is false of one of them: `Π_k x_k = x_k^n`, `max_k (x_k + k) = ... + k`, `√(-1)^2 = -1`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numbers_at_points import Point

from derive.functions import FUNCTIONS
from derive.rules import RULES
from derive.rules.model import Condition, Example, RuleError
from derive.terms.term import (
    ONE,
    ZERO,
    Add,
    Cases,
    Compare,
    Delta,
    Entry,
    Extremum,
    Fun,
    Index,
    Mul,
    Num,
    Pow,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
    call,
    index,
    num,
    upto,
)
from derive.terms.walk import parts, rebuild

p, a = Sym("p"), Sym("a")
i, k, n = index("i"), index("k"), index("n")
x_k, x_i = Entry("x", (k,)), Entry("x", (i,))
HALF = num(Fraction(1, 2))
INSTEAD: tuple[Term, ...] = (
    ZERO, ONE, num(2), num(-1), num(-4), HALF, a, p, x_k, x_i, Size(k), Size(n), call("exp", a), call("log", p),
    call("abs", a), Fun("log", (p,), (1,)), Pow(a, num(2)), Pow(a, num(-1)), Pow(a, num(3)), Pow(p, HALF), Pow(p, a),
    Pow(a, HALF),
    Add((a, ONE)), Add((num(2), Size(k))), Mul((num(-1), a)), Mul((a, call("log", p))), Mul((x_k, a)), Mul((x_k, x_k)),
    Delta(k, i), Delta(k + k, i), Delta(k + i, k + index(2)), Sum("k", upto("n"), x_k), Prod("k", upto("n"), x_k),
    Sum("l", upto("k"), Entry("x", (index("l"),))), Pow(Sum("l", upto("n"), Entry("x", (index("l"),))), num(2)),
    Extremum("max", "k", upto("n"), x_k), Fun("exp", (Tensor((("k", upto("n")),), x_k),)), Fun("exp", (a, a)),
    Fun("sin", (a,), (1,)), call("sin", a), call("cos", a), call("unheard", a), Fun("exp", (a,), (), (i,)),
)
RANGES = (upto(0), upto(1), upto(2), Range(index(2), n), Range(index(1), n - index(3)), Range(index(1), index(-3)),
          Range(n + index(2), n), upto(13), Range(i, index(4)), Range(i, i + index(1)), Range(index(0), index(2)))
INDICES = (i, k, k + k, k + index(1), index(1), n + index(1))
CONDITIONS = (None, *(Compare(left, sign, right) for sign in ("=", "!=", "<", "<=", ">", ">=")
                      for left, right in ((p, num(1)), (ZERO, a), (Sym("y"), ONE), (Sym("y"), ZERO), (Size(i), ONE),
                                          (Size(k), Size(i)), (Sym("y"), num(2)), (Size(i), HALF),
                                          (Size(i - index(1)), HALF))))
DECLARED = ("simplex", "orthogonal")  # of declared arrays, which have tests of their own


_a, _b, _A = index("a"), index("b"), Entry("A", (index("a"), index("b")))
MATRICES: tuple[Term, ...] = (
    _A, Entry("A", (_b, _a)), Mul((a, _A)), Mul((x_k, _A)), Mul((Entry("x", (_a,)), _A)), Delta(_a, _b), Delta(_b, _a),
    Mul((Delta(_a, _b), p)), Mul((Delta(_a, _b), _A)), Mul((Delta(_a, k), _A)), Add((_A, Delta(_a, _b))),
    Sum("k", upto("n"), Mul((Entry("A", (_a, k)), Entry("B", (k, _a)), Entry("C", (k, _b))))),
    Sum("k", upto("n"), Mul((_A, Entry("A", (_a, k)), Entry("B", (k, _b))))),
    Sum("k", upto(1), Mul((Entry("A", (_a, k)), Entry("B", (k, _b))))), Sum("k", upto("n"), _A),
    Sum("a", upto("n"), Mul((Entry("A", (_a, _a)), Entry("B", (_a, _b))))),
    *(Fun("inv", (Tensor((("a", upto("n")), ("b", upto("n"))), body),), (), places)
      for body in (_A, Mul((_A, Entry("x", (_b,))))) for places in ((_a, _b), (_b, _a), (_a, k), (_a, _a))),
)


class Unknown(Exception):
    """A term without a value here."""


class Total(Point):
    """Whole powers of any base, and functions with primes as numbers of their own where no slope is known."""

    def of_pow(self, term: Pow) -> float:
        base, exponent = self.of(term.base), self.of(term.exponent)
        if base < 0 and exponent != round(exponent):
            return float(base ** math.floor(exponent)) * 17  # some number, as in 0.5 1.5 = -2 0.5 0.5 of -2
        return float(base**exponent) if base and exponent == round(exponent) else super().of_pow(term)

    def of_fun(self, term: Fun) -> float:
        if term.name in ("inv", "det") and isinstance(term.arguments[0], Tensor):
            return self.of_matrix(term, term.arguments[0])
        if term.indices or len(term.arguments) != 1 or not isinstance(term.arguments[0], Term):
            return self.value(repr(term), "")
        if term.name not in FUNCTIONS:
            return self.value((term.name, round(self.of(term.arguments[0]), 9)), "")
        if term.orders == (1,):
            return self.slope(term.name, self.of(term.arguments[0]))
        if any(term.orders) and (term.name, term.orders) != ("log", (2,)):
            raise Unknown
        return super().of_fun(term)

    def of_matrix(self, term: Fun, array: Tensor) -> float:
        """A determinant, or a component of an inverse, which is 0 where the determinant is."""
        if len(array.binders) != 2 or any(len(self.members(span)) > 4 for _, span in array.binders):
            raise Unknown
        (row, down), (column, across) = ((name, self.members(span)) for name, span in array.binders)
        matrix = np.array([[self.at(row, a).at(column, b).of(array.body) for b in across] for a in down])  # type: ignore[attr-defined]
        size = float(np.linalg.det(matrix)) if len(down) else 1.0
        if term.name == "det":
            return size if abs(size) > 1e-9 else 0.0
        at, to = (self.index(place) for place in term.indices)
        if at not in down or to not in across:
            raise Unknown
        return float(np.linalg.inv(matrix)[at - down[0], to - across[0]]) if abs(size) > 1e-9 else 0.0

    def slope(self, name: str, at: float, step: float = 1e-5) -> float:
        above, below = (super(Total, self).of_fun(Fun(name, (Num(Fraction(at + way)),))) for way in (step, -step))
        return (above - below) / (2 * step)

    def of_extremum(self, term: Extremum) -> float:
        return super().of_extremum(term) if self.members(term.range) else 17.0

    def of_cases(self, term: Cases) -> float:
        return next((self.of(b) for c, b in term.branches if c is None or self.of(c)), 17.0)

    def at(self, name: str, value: int) -> Point:
        inner = Total(0)
        inner.random, inner.values = self.random, self.values
        inner.indices = {**self.indices, name: value}
        return inner

    def members(self, span: Range) -> range:
        if len(found := super().members(span)) > 20:
            raise Unknown
        return found

    def meets(self, condition: Condition) -> bool:
        one, *rest = condition.subject
        if condition.kind in ("positive", "nonnegative", "nonzero"):
            return {"positive": self.of(one) > 0, "nonnegative": self.of(one) >= 0,
                    "nonzero": abs(self.of(one)) > 1e-12}[condition.kind]
        if condition.kind == "binary":
            return self.of(one) in (0, 1)
        if condition.kind in ("countable", "nonempty"):
            return self.index(one.upper) - self.index(one.lower) >= -(condition.kind == "countable")
        if condition.kind == "inside":
            return self.index(one) in self.members(rest[0])
        if condition.kind == "distinct":
            return self.index(one) != self.index(rest[0])
        return one == {"symmetric": "S"}.get(rest[0])


def neighbours(node: Any) -> Iterator[Any]:
    """`node` with one part of it replaced."""
    if isinstance(node, Term):
        yield from (t for t in INSTEAD if t != node)
    if isinstance(node, Compare):
        yield from (c for c in CONDITIONS if c)
    if isinstance(node, Sum | Prod | Extremum):
        yield from (type(node)(*({**_fields(node), "range": span}).values()) for span in RANGES)
    if isinstance(node, Delta):
        yield from (Delta(*pair) for new in INDICES for pair in ((new, node.right), (node.left, new)))
    if isinstance(node, Entry):
        yield from (Entry(node.name, new) for new in ((), (i,), (k, i, i), (k, k), (k + index(1),)))
    if isinstance(node, Cases):
        yield from (Cases(((c, node.branches[0][1]), *node.branches[1:])) for c in CONDITIONS)
        yield from (Cases((*node.branches[:1], (c, num(3)), (None, num(4)))) for c in CONDITIONS if c)
        yield Cases(node.branches[:1])
    if isinstance(node, Tensor):
        (row, _), (column, _) = node.binders
        yield from (Tensor(((row, upto("n")), (column, span)), node.body) for span in RANGES[:5])
        yield Tensor(((row, upto("n")), (row, upto("n"))), node.body)
        yield from (Tensor(node.binders, new) for new in (*MATRICES, *neighbours(node.body)))
        return
    old = parts(node)
    for at, part in enumerate(old):
        for new in neighbours(part):
            if isinstance(node, Fun):
                yield Fun(node.name, (*old[:at], new, *old[at + 1:]), node.orders, node.indices)
                continue
            yield rebuild(node, [*old[:at], new, *old[at + 1:]], {0: (node.name,)} if hasattr(node, "range") else {})


def _fields(node: Any) -> dict[str, Any]:
    return {name: getattr(node, name) for name in node.__dataclass_fields__}


def arguments(example: Example) -> list[tuple[Any, ...]]:
    """Those of the example, and others of the same kinds."""
    others: list[tuple[Any, ...]] = [example.arguments]
    for at, argument in enumerate(example.arguments):
        new = {int: (0, 1, 5), str: ("i", "o"), tuple: ((0,), (0, 0), (1, 0)), Index: (k, index(1), n)}[type(argument)]
        others += [(*example.arguments[:at], value, *example.arguments[at + 1:]) for value in new]
    return others


def true(left: Term, right: Term, conditions: tuple[Condition, ...]) -> bool:
    """At a few points, wherever the conditions hold."""
    for seed in range(2):
        for one, two in ((1, 2), (2, 2), (3, 1)):
            point = Total(seed, n=2 + seed, i=one, k=two)
            try:
                if not all(map(point.meets, conditions)):
                    continue
                values = point.of(left), point.of(right)
            except (OverflowError, Unknown, np.linalg.LinAlgError):
                continue
            if not math.isclose(*values, rel_tol=1e-7, abs_tol=1e-7):
                return False
    return True


@pytest.mark.parametrize("name", [name for name in RULES if not name.startswith(DECLARED)])
def test_true_or_refused(name: str) -> None:
    rule = RULES[name]
    for term in (rule.example.term, *neighbours(rule.example.term)):
        for given in arguments(rule.example):
            try:
                equation = rule.apply(term, *given)
            except (RuleError, IndexError):  # the kernel refuses both
                continue
            assert equation.left == term
            assert true(equation.left, equation.right, equation.conditions), f"{term}\n{equation.right}"
