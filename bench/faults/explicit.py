"""A goal with explicit components: sizes are small numbers, components SymPy symbols; then `diff` and `simplify`.

What one does by hand in a computer algebra system that knows no symbolic sizes. It is given the reading of the formula
for nothing; that both sides agree at these sizes says nothing about others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import sympy as sp

from derive.terms.term import (
    Add,
    Cases,
    Compare,
    Delta,
    Deriv,
    Entry,
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
)
from derive.terms.theory import Goal, Hypothesis
from derive.terms.walk import free, names_in, substitute, subterms

COMPONENTS = 12  # index values compared
KNOWN: dict[str, Callable[[Any], Any]] = {
    "exp": sp.exp, "log": sp.log, "sqrt": sp.sqrt, "tanh": sp.tanh, "abs": sp.Abs, "sin": sp.sin, "cos": sp.cos,
    "cosh": sp.cosh, "sinh": sp.sinh, "sigmoid": lambda x: 1 / (1 + sp.exp(-x)),
}  # fmt: skip


class Unwritten(Exception):
    """The goal has something that is not written out here: an open function, an integral."""


class Components:
    """A goal's terms as SymPy expressions at fixed sizes."""

    def __init__(self, goal: Goal, sizes: dict[str, int]) -> None:
        self.goal, self.sizes = goal, sizes
        self.symbols: dict[str, Any] = {}

    def symbol(self, name: str, places: tuple[int, ...] = ()) -> Any:
        key = "_".join([name, *map(str, places)])
        if key not in self.symbols:
            variable = self.goal.theory.variables.get(name)
            positive = {"positive": True} if variable and variable.domain in ("positive", "unit") else {"real": True}
            self.symbols[key] = sp.Symbol(key, **positive)
        return self.symbols[key]

    def whole(self, value: Index, where: dict[str, int]) -> int:
        return value.offset + sum(c * where[n] for n, c in value.parts)

    def span(self, span: Range, where: dict[str, int]) -> range:
        return range(self.whole(span.lower, where), self.whole(span.upper, where) + 1)

    def of(self, term: Any, where: dict[str, int]) -> Any:
        write = WRITERS.get(type(term))
        if write is None:
            raise Unwritten(type(term).__name__)
        return write(self, term, where)

    def sym(self, term: Sym, where: dict[str, int]) -> Any:
        known = self.goal.theory.definitions.get(term.name)
        return self.of(known.body, where) if known is not None else self.symbol(term.name)

    def entry(self, term: Entry, where: dict[str, int]) -> Any:
        places = tuple(self.whole(i, where) for i in term.indices)
        known = self.goal.theory.definitions.get(term.name)
        if known is None:
            assumed = self.assumed(term.name, places, where)
            return self.symbol(term.name, places) if assumed is None else assumed
        return self.of(known.body, {**where, **dict(zip(known.parameters, places, strict=True))})

    def assumed(self, name: str, places: tuple[int, ...], where: dict[str, int]) -> Any:
        """What a hypothesis such as `y_w = delta_wo` says of this entry."""
        for h in self.goal.theory.hypotheses:
            if h.kind == "equal" and isinstance(h.left, Entry) and h.left.name == name:
                bound = self.matched(h, places, where)
                if bound is not None and name in free(h.right)[1]:
                    raise Unwritten("a hypothesis by which an entry says something of itself")
                if bound is not None:
                    return self.of(h.right, {**where, **bound})
        return None

    def matched(self, h: Hypothesis, places: tuple[int, ...], where: dict[str, int]) -> dict[str, int] | None:
        spans, bound = dict(h.parameters), {}
        for i, place in zip(h.left.indices, places, strict=True):  # type: ignore[union-attr]
            if i.name in spans and place in self.span(spans[i.name], where):
                bound[i.name] = place
            elif i.name in spans or self.whole(i, where) != place:
                return None
        return bound

    def slope(self, term: Deriv, where: dict[str, int]) -> Any:
        variable = self.of(term.variable, where)
        if not isinstance(variable, sp.Symbol):
            raise Unwritten("a derivative by a defined quantity")
        return sp.diff(self.of(term.body, where), variable)

    def function(self, term: Fun, where: dict[str, int]) -> Any:
        if term.orders or any(isinstance(a, Tensor) for a in term.arguments):
            return self.array_function(term, where)
        known = self.goal.theory.definitions.get(term.name)
        if known is not None:
            body = substitute(known.body, {}, dict(zip(known.parameters, term.arguments, strict=True)))
            return self.of(body, where)
        if term.name not in KNOWN:
            raise Unwritten(f"the function {term.name}")
        return KNOWN[term.name](*(self.of(a, where) for a in term.arguments))

    def array_function(self, term: Fun, where: dict[str, int]) -> Any:
        array = term.arguments[0]
        if term.name != "softmax" or not isinstance(array, Tensor) or len(array.binders) != 1:
            raise Unwritten(f"the function {term.name}")
        name, span = array.binders[0]
        powers = {k: sp.exp(self.of(array.body, {**where, name: k})) for k in self.span(span, where)}
        return powers[self.whole(term.indices[0], where)] / sum(powers.values())

    def cases(self, term: Cases, where: dict[str, int]) -> Any:
        for condition, value in term.branches:
            if condition is None or self.holds(condition, where):
                return self.of(value, where)
        raise Unwritten("no case applies")

    def holds(self, condition: Compare, where: dict[str, int]) -> bool:
        answer = sp.Rel(self.of(condition.left, where), self.of(condition.right, where), SIGNS[condition.sign])
        if answer not in (sp.true, sp.false):
            raise Unwritten("a case that depends on values")
        return bool(answer)


SIGNS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
WRITERS: dict[type, Callable[[Components, Any, dict[str, int]], Any]] = {
    Num: lambda c, t, w: sp.Rational(t.value.numerator, t.value.denominator),
    Sym: Components.sym,
    Entry: Components.entry,
    Size: lambda c, t, w: sp.Integer(c.whole(t.value, w)),
    Add: lambda c, t, w: sp.Add(*(c.of(a, w) for a in t.terms)),
    Mul: lambda c, t, w: sp.Mul(*(c.of(a, w) for a in t.factors)),
    Pow: lambda c, t, w: c.of(t.base, w) ** c.of(t.exponent, w),
    Delta: lambda c, t, w: sp.Integer(c.whole(t.left, w) == c.whole(t.right, w)),
    Sum: lambda c, t, w: sp.Add(*(c.of(t.body, {**w, t.name: k}) for k in c.span(t.range, w))),
    Prod: lambda c, t, w: sp.Mul(*(c.of(t.body, {**w, t.name: k}) for k in c.span(t.range, w))),
    Deriv: Components.slope,
    Fun: Components.function,
    Cases: Components.cases,
}


def sizes_of(goal: Goal) -> dict[str, int]:
    """2, 3, 2, 3, ... so that different sizes differ."""
    names = set(goal.theory.sizes)
    for side in (goal.left, goal.right):
        for term in subterms(side):
            span = getattr(term, "range", None)
            names |= names_in(span.lower, span.upper) if isinstance(span, Range) else set()
    bound = {t.name for side in (goal.left, goal.right) for t in subterms(side) if isinstance(t, Sum | Prod)}
    plain = sorted(names - bound - set(goal.theory.indices))
    return {name: goal.theory.fixed.get(name, 2 + k % 2) for k, name in enumerate(plain)}


def index_values(goal: Goal, sizes: dict[str, int], components: Components) -> Iterator[dict[str, int]]:
    """All values of the free indices, that the hypotheses on them allow; the first few."""
    spans = {**dict(goal.theory.indices), **dict(goal.axes)}
    ranges = [components.span(span, sizes) for span in spans.values()]
    for values in list(product(*ranges))[:: max(1, len(list(product(*ranges))) // COMPONENTS)]:
        where = {**sizes, **dict(zip(spans, values, strict=True))}
        if all(allowed(h, where, components) for h in goal.theory.hypotheses):
            yield where


def allowed(hypothesis: Any, where: dict[str, int], components: Components) -> bool:
    if hypothesis.kind == "equal" and not isinstance(hypothesis.left, Entry):
        raise Unwritten("a hypothesis")
    if hypothesis.kind not in ("same", "distinct"):
        return True
    if any(names_in(span.lower, span.upper) - where.keys() for _, span in hypothesis.parameters):
        return True  # of a size that the claim does not have
    names = [name for name, _ in hypothesis.parameters]
    for values in product(*(components.span(span, where) for _, span in hypothesis.parameters)):
        inner = {**where, **dict(zip(names, values, strict=True))}
        equal = components.whole(hypothesis.left, inner) == components.whole(hypothesis.right, inner)
        if equal != (hypothesis.kind == "same"):
            return False
    return True


def explicit(goal: Goal) -> str:
    """`true` where `simplify` makes the difference 0 in all components, else `false`; `unread` if it is not written."""
    sizes = sizes_of(goal)
    components = Components(goal, sizes)
    compared = 0
    try:
        for where in index_values(goal, sizes, components):
            left, right = components.of(goal.left, where), components.of(goal.right, where)
            if sp.simplify(left - right) != 0:
                return "false"
            compared += 1
    except (Unwritten, KeyError):
        return "unread"
    return "true" if compared else "unread"


__all__ = ["Term", "Unwritten", "explicit"]
