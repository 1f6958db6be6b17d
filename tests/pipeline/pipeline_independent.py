"""A claim's value at a witness, worked out in another way than the program does.

The program evaluates with balls and differentiates by dual numbers while it evaluates. Here every sum is written out
component by component, each component a SymPy symbol; derivatives are SymPy's, of the formula written out; and only the
closed formula is evaluated, at the witness's rational values, in balls of 300 bits. Nothing of `derive.refute`,
`derive.prove` or `derive.functions` is used.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import sympy
from flint import arb, ctx, fmpq

from derive.terms import term as t
from derive.terms.theory import Goal, Hypothesis

BITS = 300


class NotCovered(Exception):
    """A term that is not written out here; the claim is left to the program's own check."""


def sigmoid(x: Any) -> Any:
    return 1 / (1 + sympy.exp(-x))


def softmax(*xs: Any) -> list[Any]:
    total = sum(sympy.exp(x) for x in xs)
    return [sympy.exp(x) / total for x in xs]


SCALAR = {
    "exp": sympy.exp,
    "log": sympy.log,
    "sqrt": lambda x: x ** sympy.Rational(1, 2),
    "sigmoid": sigmoid,
    "tanh": lambda x: 2 * sigmoid(2 * x) - 1,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
}
ARRAY = {
    "softmax": softmax,
    "log_softmax": lambda *xs: [sympy.log(p) for p in softmax(*xs)],
    "logsumexp": lambda *xs: sympy.log(sum(sympy.exp(x) for x in xs)),
}


@dataclass
class Point:
    """A goal at a witness: integers for names, symbols for components, definitions by name."""

    goal: Goal
    numbers: Mapping[str, int]
    values: Mapping[str, Fraction]
    symbols: dict[str, Any] = field(default_factory=dict)
    spots: dict[Any, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    # --- integers
    def integer(self, index: t.Index, env: Mapping[str, int]) -> int:
        return index.offset + sum(factor * env[name] for name, factor in index.parts)

    def span(self, range_: t.Range, env: Mapping[str, int]) -> range:
        return range(self.integer(range_.lower, env), self.integer(range_.upper, env) + 1)

    # --- terms
    def written(self, term: t.Term, env: Mapping[str, int]) -> Any:
        """The term without sums, indices, names that are defined, or derivatives."""
        match term:
            case t.Num(value):
                return sympy.Rational(value.numerator, value.denominator)
            case t.Size(value):
                return sympy.Integer(self.integer(value, env))
            case t.Add(terms):
                return sympy.Add(*(self.written(x, env) for x in terms))
            case t.Mul(factors):
                return self.product(factors, env)
            case t.Pow(base, exponent):
                return self.written(base, env) ** self.written(exponent, env)
            case t.Delta(left, right):
                return sympy.Integer(self.integer(left, env) == self.integer(right, env))
            case t.Sum(name, range_, body):
                return sympy.Add(*(self.written(body, {**env, name: i}) for i in self.span(range_, env)))
            case t.Prod(name, range_, body):
                return sympy.Mul(*(self.written(body, {**env, name: i}) for i in self.span(range_, env)))
            case t.Sym() | t.Entry():
                return self.atom(term, env)
            case t.Fun():
                return self.call(term, env)
            case t.Deriv(body, variable):
                return self.derivative(body, variable, env)
        raise NotCovered(type(term).__name__)

    def product(self, factors: tuple[t.Term, ...], env: Mapping[str, int]) -> Any:
        """Where a factor made of deltas is zero, the others need not denote anything."""
        indicators = [f for f in factors if indicates(f)]
        if any(self.written(f, env) == 0 for f in indicators):
            return sympy.Integer(0)
        return sympy.Mul(*(self.written(f, env) for f in factors))

    def place(self, term: t.Term, env: Mapping[str, int]) -> tuple[str, tuple[int, ...]]:
        if isinstance(term, t.Entry):
            return term.name, tuple(self.integer(i, env) for i in term.indices)
        assert isinstance(term, t.Sym)
        return term.name, ()

    def atom(self, term: t.Term, env: Mapping[str, int]) -> Any:
        """A defined name by its body, by an equation that holds for it, or a free component."""
        return self.component(*self.place(term, env))

    def component(self, name: str, where: tuple[int, ...]) -> Any:
        if name in self.kept:
            return self.symbol(name, where)
        definition = self.goal.theory.definitions.get(name)
        if definition is not None and definition.kind in ("scalar", "tensor"):
            return self.written(
                definition.body, {**self.numbers, **dict(zip(definition.parameters, where, strict=True))}
            )
        for hypothesis in self.goal.theory.hypotheses:
            if (found := self.equated(hypothesis, name, where)) is not None:
                return found
        return self.symbol(name, where)

    def equated(self, hypothesis: Hypothesis, name: str, where: tuple[int, ...]) -> Any:
        left = hypothesis.left
        if hypothesis.kind != "equal" or getattr(left, "name", None) != name or not isinstance(left, (t.Sym, t.Entry)):
            return None
        ranges = [self.span(range_, self.numbers) for _, range_ in hypothesis.parameters]
        for values in itertools.product(*ranges):
            env = {**self.numbers, **{p: v for (p, _), v in zip(hypothesis.parameters, values, strict=True)}}
            if self.place(left, env)[1] == where and isinstance(hypothesis.right, t.Term):
                return self.written(hypothesis.right, env)
        return None

    def symbol(self, name: str, where: tuple[int, ...]) -> Any:
        label = f"{name}[{','.join(map(str, where))}]" if where else name
        if name in self.goal.theory.dependent:
            raise NotCovered(f"{name} is a function of what one differentiates by")
        symbol = self.symbols.setdefault(label, sympy.Symbol(label, real=True))
        self.spots[symbol] = name, where
        return symbol

    def call(self, term: t.Fun, env: Mapping[str, int]) -> Any:
        definition = self.goal.theory.definitions.get(term.name)
        if definition is not None or any(term.orders):
            raise NotCovered(f"the function {term.name}")
        if term.name in SCALAR:
            (argument,) = term.arguments
            return SCALAR[term.name](self.written(argument, env))  # type: ignore[arg-type]
        if term.name in ARRAY:
            (array,) = term.arguments
            made = ARRAY[term.name](*self.components(array, env))
            return made[self.integer(term.indices[0], env) - 1] if term.indices else made
        raise NotCovered(f"the function {term.name}")

    def components(self, array: t.Term | t.Tensor, env: Mapping[str, int]) -> list[Any]:
        if not isinstance(array, t.Tensor) or len(array.binders) != 1:
            raise NotCovered("an argument that is no vector")
        ((name, range_),) = array.binders
        return [self.written(array.body, {**env, name: i}) for i in self.span(range_, env)]

    def derivative(self, body: t.Term, variable: t.Term, env: Mapping[str, int]) -> Any:
        """A variable that is defined (`h` in `dL/dh`) is kept as it is while it is differentiated by."""
        name, where = self.place(variable, env)
        if name not in self.goal.theory.definitions:
            return sympy.diff(self.written(body, env), self.symbol(name, where))
        inner = replace(self, kept=self.kept | {name}, symbols={})
        slope = sympy.diff(inner.written(body, env), inner.symbol(name, where))
        mine = {symbol: spot for symbol, spot in inner.spots.items() if spot[0] == name}
        return slope.xreplace({symbol: self.component(*spot) for symbol, spot in mine.items()})

    # --- numbers
    def ball(self, term: t.Term) -> arb:
        return self.evaluated(self.written(term, self.numbers))

    def evaluated(self, formula: Any) -> arb:
        if formula.is_Rational:
            return arb(fmpq(int(formula.p), int(formula.q)))
        if formula.is_Symbol:
            value = self.values.get(formula.name)
            if value is None:
                raise NotCovered(f"the witness says nothing of {formula.name}")
            return arb(fmpq(value.numerator, value.denominator))
        parts = [self.evaluated(part) for part in formula.args]
        if formula.is_Add:
            return sum(parts, arb(0))
        if formula.is_Mul:
            return product_of(parts)
        if formula.is_Pow:
            return power(parts[0], formula.args[1], parts[1])
        name = formula.func.__name__
        if name not in ("exp", "log", "sin", "cos"):
            raise NotCovered(name)
        return getattr(parts[0], name)()


def indicates(term: t.Term) -> bool:
    """Is the term made of deltas and numbers alone?"""
    match term:
        case t.Delta() | t.Num():
            return True
        case t.Add(parts) | t.Mul(parts):
            return all(map(indicates, parts))
    return False


def product_of(parts: list[arb]) -> arb:
    total = arb(1)
    for part in parts:
        total *= part
    return total


def power(base: arb, exponent: Any, value: arb) -> arb:
    return base ** int(exponent) if exponent.is_Integer else base**value


def both_sides(goal: Goal, witness: Mapping[str, Any]) -> tuple[arb, arb]:
    """Both sides at the witness. Fails with NotCovered for what is not written out here."""
    if witness["functions"]:
        raise NotCovered("an open function")
    point = point_of(goal, witness)
    old, ctx.prec = ctx.prec, BITS
    try:
        return point.ball(goal.left), point.ball(goal.right)
    finally:
        ctx.prec = old


def point_of(goal: Goal, witness: Mapping[str, Any]) -> Point:
    values = {key: Fraction(value) for key, value in witness["values"].items()}
    return Point(goal, {**witness["dimensions"], **witness["indices"]}, values)


def indices_fit(goal: Goal, witness: Mapping[str, Any]) -> bool:
    """Sizes and indices lie in their ranges, and those said to be equal or different are."""
    point = point_of(goal, witness)
    env = point.numbers
    ranges = {**goal.theory.indices, **dict(goal.axes)}
    inside = all(env[name] in point.span(range_, env) for name, range_ in ranges.items() if name in env)
    return inside and all(index_hypothesis_holds(point, h) for h in goal.theory.hypotheses)


def index_hypothesis_holds(point: Point, hypothesis: Hypothesis) -> bool:
    left, right = hypothesis.left, hypothesis.right
    if hypothesis.kind not in ("same", "distinct") or hypothesis.parameters:
        return True
    assert isinstance(left, t.Index) and isinstance(right, t.Index)
    known = {*point.numbers}
    if not {name for name, _ in (*left.parts, *right.parts)} <= known:
        return True
    same = point.integer(left, point.numbers) == point.integer(right, point.numbers)
    return same == (hypothesis.kind == "same")


__all__ = ["NotCovered", "both_sides", "indices_fit"]
