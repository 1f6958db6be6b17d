"""Differentiation: one local rule for each kind of term, the chain rule once.

A term that depends on the variable in a way that is not known here keeps its derivative as an atom.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from derive.functions import FUNCTIONS
from derive.rules.exponentials import coefficient, integers, whole
from derive.rules.inverses import det, inv
from derive.rules.model import Condition
from derive.rules.ring import Ring
from derive.terms.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Add,
    Cases,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Integral,
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
    add,
    call,
    index,
    inverse,
    mul,
    num,
)
from derive.terms.theory import Theory, turns
from derive.terms.walk import aside, free, fresh, substitute


def depends(term: Any, name: str, theory: Theory) -> bool:
    """Whether a term may depend on the variable of that name, through definitions too."""
    seen: set[str] = set()
    stack = list(free(term)[1])
    while stack:
        symbol = stack.pop()
        if symbol == name or symbol in theory.dependent:
            return True
        if symbol not in seen and symbol in theory.definitions:
            seen.add(symbol)
            definition = theory.definitions[symbol]
            stack += free(definition.body)[1]
        seen.add(symbol)
    return False


@dataclass
class Differentiation:
    """By one variable, a `Sym` or one `Entry`; `needs` collects where the result holds."""

    variable: Term
    theory: Theory
    needs: dict[Condition, None] = field(default_factory=dict)
    assumed: dict[str, None] = field(default_factory=dict)
    around: list[tuple[str, Range]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.variable.name  # type: ignore[attr-defined, no-any-return]

    def of(self, term: Term) -> Term:
        if not depends(term, self.name, self.theory):
            return ZERO
        return _RULES.get(type(term), Differentiation.kept)(self, term)

    def kept(self, term: Term) -> Term:
        """A derivative that stays open."""
        return Deriv(term, self.variable)

    def symbol(self, term: Sym) -> Term:
        return ONE if term == self.variable else self.turned(term) or self.kept(term)

    def turned(self, term: Sym) -> Term | None:
        """∂x/∂y where y is made of x alone (y = 1/x^2): the reciprocal of ∂y/∂x, where that is not 0. Of a y that is
        made of more, what is held fixed would have to be said: ∂r/∂x for x = r cos θ."""
        if not turns(term.name, self.name, self.theory):
            return None
        work = Differentiation(term, replace(self.theory, definitions={}, dependent=frozenset()))
        ring = Ring()
        slope = ring.read(work.of(self.theory.definitions[self.name].body))
        self.need("nonzero", ring.term(ring.clear(slope)))
        self.needs.update(work.needs | ring.needs)
        return inverse(ring.term(slope))

    def entry(self, term: Entry) -> Term:
        same = isinstance(self.variable, Entry) and term.name == self.name
        if not same or len(term.indices) != len(self.variable.indices):  # type: ignore[attr-defined]
            return self.kept(term)
        pairs = zip(term.indices, self.variable.indices, strict=True)  # type: ignore[attr-defined]
        return mul(*[Delta(a, b) for a, b in pairs]) if term.indices else ONE

    def sum(self, term: Add) -> Term:
        pieces = [d for d in map(self.of, term.terms) if d != ZERO]
        return add(*pieces) if pieces else ZERO

    def product(self, term: Mul) -> Term:
        pieces = []
        for k, factor in enumerate(term.factors):
            slope = self.of(factor)
            if slope != ZERO:
                pieces.append(mul(*term.factors[:k], slope, *term.factors[k + 1 :]))
        return add(*pieces) if pieces else ZERO

    def power(self, term: Pow) -> Term:
        pieces = []
        if isinstance(term.exponent, Num):
            value = term.exponent.value
            if value.denominator != 1 or value < 0:
                self.need("nonzero" if value.denominator == 1 else "positive", term.base)
            less = num(value - 1)
            return mul(term.exponent, Pow(term.base, less), self.of(term.base))
        slope, tilt = self.of(term.base), self.of(term.exponent)
        if slope != ZERO:
            pieces.append(mul(term.exponent, Pow(term.base, add(term.exponent, MINUS_ONE)), slope))
        if tilt != ZERO:
            pieces.append(mul(term, call("log", term.base), tilt))
        self.need_power(term, tilt)
        return add(*pieces)

    def need_power(self, term: Pow, tilt: Term) -> None:
        """A power that is no numeral has a derivative where the base is positive; a whole one everywhere."""
        if tilt != ZERO or not whole(term.exponent, integers(self.theory)):
            self.need("positive", term.base)
        elif coefficient(term.exponent)[0] < 0:
            self.need("nonzero", term.base)
        else:
            self.need("nonnegative", term.exponent)

    def need(self, kind: str, term: Term) -> None:
        """Note a condition, for all values of the names bound around it."""
        for name, span in reversed(self.around):
            if name in free(term)[0]:
                term = Prod(name, span, term) if kind == "nonzero" else Extremum("min", name, span, term)
        self.needs.setdefault(Condition(kind, (term,)))

    def under(self, term: Any) -> Term:
        """The derivative of the body of a binder."""
        self.around.append((term.name, term.range))
        slope = self.of(term.body)
        self.around.pop()
        return slope

    def entries(self, array: Tensor) -> Term:
        """The derivative of the entry of an array; where it holds, it does for all entries."""
        self.around += array.binders
        slope = self.of(array.body)
        del self.around[-len(array.binders) :]
        return slope

    def apart(self, term: Any) -> Any:
        """A bound name steps aside for the indices of the variable."""
        if term.name not in free(self.variable)[0]:
            return term
        name = fresh(term.name, free(self.variable)[0] | free(term.body)[0])
        return replace(term, name=name, body=substitute(term.body, {term.name: index(name)}))

    def series(self, term: Sum) -> Term:
        term = self.apart(term)
        return replace(term, body=self.under(term))

    def prod(self, term: Prod) -> Term:
        """The logarithmic derivative, where no factor is 0."""
        term = self.apart(term)
        self.need("nonzero", term)
        return mul(term, Sum(term.name, term.range, mul(self.under(term), inverse(term.body))))

    def value(self, term: Fun) -> Term:
        """The chain rule."""
        if term.name in ("det", "inv") and self.name not in self.theory.definitions and not term.orders:
            return self.of_matrix(term)
        if term.name in self.theory.definitions or term.name in self.theory.dependent or term.indices:
            return self.kept(term)
        if not all(isinstance(a, Term) for a in term.arguments):
            return self.through(term)
        slopes = [(k, self.of(a)) for k, a in enumerate(term.arguments)]  # type: ignore[arg-type]
        pieces = [mul(self.outer(term, k), slope) for k, slope in slopes if slope != ZERO]
        return add(*pieces) if pieces else ZERO

    def of_matrix(self, term: Fun) -> Term:
        """∂(det A) = det A tr(A^{-1} ∂A) (Jacobi's formula) and ∂(A^{-1}) = -A^{-1} (∂A) A^{-1}, where det A is not 0:
        Petersen and Pedersen, The Matrix Cookbook (2012), equations 42 and 40."""
        array = term.arguments[0]
        if not isinstance(array, Tensor) or len(array.binders) != 2:
            return self.kept(term)
        array = aside(array, free(term)[0] | free(self.variable)[0])
        (row, down), (column, across) = array.binders
        self.need("nonzero", det(array))
        slope = self.entries(array)
        if term.name == "det":
            piece = mul(det(array), inv(array, index(column), index(row)), slope)
        else:
            i, j = term.indices
            piece = mul(MINUS_ONE, inv(array, i, index(row)), slope, inv(array, index(column), j))
        return Sum(row, down, Sum(column, across, piece))

    def through(self, term: Fun) -> Term:
        """The chain rule through named arrays: Σ_k ∂L(h)/∂h_k ∂h_k/∂x, where nothing else depends on x, nor on
        another part of an array."""
        arrays: dict[str, Any] = {_named(a): a for a in term.arguments if _named(a)}
        moving = [a for a in term.arguments if depends(a, self.name, self.theory)]
        apart = all(not depends(a, n, self.theory) for n in arrays for m, a in arrays.items() if m != n)
        whole = all(_named(a) and _spans(a) == _spans(arrays[_named(a)]) for a in moving)
        if self.name in arrays or not apart or not whole or term.orders:
            return self.kept(term)
        pieces = [self.through_one(term, arrays[n]) for n in dict.fromkeys(_named(a) for a in moving)]
        return add(*pieces) if pieces else ZERO

    def through_one(self, term: Fun, array: Tensor) -> Term:
        array = aside(array, free(term)[0] | free(self.variable)[0])
        piece: Term = mul(Deriv(term, array.body), Deriv(array.body, self.variable))
        for name, span in reversed(array.binders):
            piece = Sum(name, span, piece)
        return piece

    def outer(self, term: Fun, place: int) -> Term:
        """The derivative of a function by its argument at `place`."""
        function = FUNCTIONS.get(term.name)
        argument = term.arguments[place]
        if function is None or term.orders:
            orders = list(term.orders or (0,) * len(term.arguments))
            orders[place] += 1
            return replace(term, orders=tuple(orders))
        assert function.derivative is not None and isinstance(argument, Term)
        kind = function.smooth or function.domain
        if kind == "unit":
            self.need("positive", mul(argument, add(ONE, mul(MINUS_ONE, argument))))
        elif kind:
            self.need(kind, argument)
        return function.derivative(argument)

    def integral(self, term: Integral) -> Term:
        """Under the sign, where the bounds do not move."""
        ends = [e for e in (term.lower, term.upper) if e is not None]
        if any(depends(e, self.name, self.theory) for e in ends) or term.name == self.name:
            return self.kept(term)
        self.assumed.setdefault("differentiation under the integral sign")
        return replace(term, body=self.of(term.body))

    def cases(self, term: Cases) -> Term:
        """Branch by branch, where the conditions do not move."""
        if any(c is not None and depends(c, self.name, self.theory) for c, _ in term.branches):
            return self.kept(term)
        return Cases(tuple((c, self.of(b)) for c, b in term.branches))


def _named(argument: Any) -> str:
    """The name of an argument that is a whole array and has one."""
    if not isinstance(argument, Tensor) or not isinstance(argument.body, Entry):
        return ""
    plain = argument.body.indices == tuple(index(n) for n, _ in argument.binders)
    return argument.body.name if plain else ""


def _spans(array: Any) -> list[Range]:
    return [span for _, span in array.binders]


def _zero(_: Differentiation, term: Term) -> Term:
    return ZERO


_RULES: dict[type, Callable[[Differentiation, Any], Term]] = {
    Num: _zero,
    Size: _zero,
    Delta: _zero,
    Sym: Differentiation.symbol,
    Entry: Differentiation.entry,
    Add: Differentiation.sum,
    Mul: Differentiation.product,
    Pow: Differentiation.power,
    Sum: Differentiation.series,
    Prod: Differentiation.prod,
    Fun: Differentiation.value,
    Integral: Differentiation.integral,
    Cases: Differentiation.cases,
}
