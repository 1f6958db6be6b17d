"""The oracle of signs: intervals computed bottom up, from domains, functions and hypotheses. Never a guess."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any

from derive.functions import FUNCTIONS
from derive.rules.intervals import (
    ANY,
    BIT,
    F0,
    F1,
    KNOWN,
    NONNEGATIVE,
    POSITIVE,
    Interval,
    point,
    power,
    product,
    scaled,
)
from derive.rules.inverses import pair
from derive.rules.model import RuleError
from derive.rules.ranges import Ranges
from derive.terms.term import (
    Add,
    Delta,
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
    index,
)
from derive.terms.theory import Hypothesis, Theory
from derive.terms.walk import match, substitute


class Signs:
    """Intervals of terms under a theory; `facts` are hypotheses and what is presupposed, most specific last."""

    def __init__(self, theory: Theory, ranges: Ranges, facts: list[Hypothesis],
                 unfolding: frozenset[str] = frozenset()) -> None:
        self.unfolding = unfolding
        self.theory, self.ranges, self.facts = theory, ranges, facts
        self.used: dict[str, None] = {}
        self._known: dict[Term, Interval] = {}

    def of(self, term: Term) -> Interval:
        if term in self._known:
            return self._known[term]
        known = _INTERVAL.get(type(term), _anything)(self, term)
        for fact in self.facts:
            if fact.kind in KNOWN and self.speaks_of(fact, term):
                known = known.meet(KNOWN[fact.kind])
                self.used.setdefault(fact.name)
        self._known[term] = known
        return known

    def speaks_of(self, fact: Hypothesis, term: Term) -> bool:
        """Whether a fact for all values of its parameters is one about `term`: of a term without a parameter it
        says something only where that has a value at all."""
        if not isinstance(fact.left, Term) or type(fact.left) is not type(term):
            return False
        if not fact.parameters:
            return fact.left == term
        found = match(fact.left, term, [n for n, _ in fact.parameters])
        return found is not None and all(
            self.ranges.inside(found[n], span) if n in found else self.ranges.nonempty(span)
            for n, span in fact.parameters
        )

    def holds(self, kind: str, term: Term) -> bool:
        """Whether the term is known to be `positive`, `nonnegative`, `nonzero`."""
        known = self.of(term)
        return {"positive": known.positive, "nonnegative": known.nonnegative, "nonzero": known.is_nonzero}[kind]

    def is_positive(self, term: Term) -> bool:
        return self.of(term).positive

    # --- one method for each kind of term ---
    def variable(self, term: Any) -> Interval:
        variable = self.theory.variables.get(term.name)
        known = KNOWN[variable.domain] if variable else ANY
        if variable and "simplex" in variable.traits:
            known = known.meet(BIT)
        for fact in self.facts:
            ends = solved(fact, term)
            if ends is not None:
                known = known.meet(ends)
                self.used.setdefault(fact.name)
        if known is ANY and term.name in self.theory.definitions and term.name not in self.unfolding:
            return self.defined(term)
        return known

    def defined(self, term: Any) -> Interval:
        """A name by what it stands for, where nothing was declared of it."""
        definition = self.theory.definitions[term.name]
        if definition.kind not in ("scalar", "tensor"):
            return ANY
        where = zip(definition.parameters, getattr(term, "indices", ()), strict=False)
        inner = Signs(self.theory, self.ranges, self.facts, self.unfolding | {term.name})
        inner.used = self.used
        return inner.of(substitute(definition.body, dict(where)))

    def entry_size(self, term: Size) -> Interval:
        low, high = self.ranges.least(term.value), self.ranges.least(-term.value)
        return Interval(None if low is None else Fraction(low), None if high is None else -Fraction(high), False, False)

    def sum(self, term: Add) -> Interval:
        total = point(F0)
        for piece in term.terms:
            total = total + self.of(piece)
        return total

    def mul(self, term: Mul) -> Interval:
        total = point(F1)
        for factor in term.factors:
            total = product(total, self.of(factor))
        return total

    def pow(self, term: Pow) -> Interval:
        base = self.of(term.base)
        if isinstance(term.exponent, Num) and term.exponent.value.denominator == 1:
            return power(base, term.exponent.value.numerator)
        if base.positive:
            return POSITIVE
        return NONNEGATIVE if base.nonnegative else ANY

    def series(self, term: Sum) -> Interval:
        body = self.under(term.name, term.range, term.body)
        filled = self.ranges.nonempty(term.range)
        if body.positive and filled:
            return POSITIVE
        if body.negative and filled:
            return -POSITIVE
        if body.nonnegative:
            return NONNEGATIVE
        return -NONNEGATIVE if (-body).nonnegative else ANY

    def prod(self, term: Prod) -> Interval:
        body = self.under(term.name, term.range, term.body)
        if body.positive:
            return POSITIVE
        return NONNEGATIVE if body.nonnegative else Interval(nonzero=body.is_nonzero)

    def extremum(self, term: Extremum) -> Interval:
        return self.under(term.name, term.range, term.body)

    def integral(self, term: Integral) -> Interval:
        return ANY

    def fun(self, term: Fun) -> Interval:
        function = FUNCTIONS.get(term.name)
        if term.name == "det" and self.is_invertible(term.arguments[0]):
            return KNOWN["nonzero"]
        if term.name in self.theory.definitions and term.name not in self.unfolding:
            return self.applied(term)
        if function is None or any(term.orders):
            return ANY
        known = KNOWN[function.sign] if function.sign else ANY
        if term.name in _ZERO_AT_ZERO and self.holds(_ZERO_AT_ZERO[term.name], term.arguments[0]):  # type: ignore[arg-type]
            return POSITIVE
        return known

    def is_invertible(self, array: Term | Tensor) -> bool:
        """Whether an array is one that is declared to be invertible, or orthogonal; or its transpose, or a product."""
        if not isinstance(array, Tensor) or len(array.binders) != 2:
            return False
        try:
            return all(map(self.is_invertible, pair(array)))
        except RuleError:
            pass
        if not isinstance(array.body, Entry):
            return False
        variable = self.theory.variables.get(array.body.name)
        names, ranges = zip(*array.binders, strict=True)
        places = tuple(map(index, names))
        whole = variable is not None and variable.ranges == ranges and array.body.indices in (places, places[::-1])
        return whole and bool(variable.traits & {"invertible", "orthogonal"})  # type: ignore[union-attr]

    def applied(self, term: Fun) -> Interval:
        """A function by its definition."""
        definition = self.theory.definitions[term.name]
        plain = definition.kind == "function" and not any(term.orders) and not term.indices
        if not plain or len(definition.parameters) != len(term.arguments):
            return ANY
        inner = Signs(self.theory, self.ranges, self.facts, self.unfolding | {term.name})
        inner.used = self.used
        return inner.of(substitute(definition.body, {}, dict(zip(definition.parameters, term.arguments, strict=True))))

    def under(self, name: str, span: Range, body: Term) -> Interval:
        """The interval of `body` for every value of a bound name, which no fact may speak of by accident."""
        new = name if name.startswith("#") and self.ranges.names.get(name) == span else f"#~{len(self.ranges.names)}"
        names = {**self.ranges.names, new: span}
        inner = Signs(self.theory, Ranges(self.theory, names), self.facts, self.unfolding)
        known = inner.of(substitute(body, {name: index(new)}))
        self.used.update(inner.used)
        return known


def solved(fact: Hypothesis, variable: Term) -> Interval | None:
    """What `a x + b > 0` says of x, where a and b are numbers."""
    if fact.kind not in KNOWN or fact.parameters or not isinstance(fact.left, Add):
        return None
    slope, rest = F0, F0
    for addend in fact.left.terms:
        numbers = [f.value for f in addend.factors if isinstance(f, Num)] if isinstance(addend, Mul) else []
        others = [f for f in addend.factors if not isinstance(f, Num)] if isinstance(addend, Mul) else [addend]
        if isinstance(addend, Num):
            rest += addend.value
        elif others == [variable]:
            slope += prod(numbers, start=F1)
        elif others:
            return None
        else:
            rest += prod(numbers, start=F1)
    return scaled(KNOWN[fact.kind] + point(-rest), 1 / slope) if slope else None


_ZERO_AT_ZERO = {"sqrt": "positive", "abs": "nonzero"}


def _anything(signs: Signs, term: Term) -> Interval:
    return ANY


_INTERVAL: dict[type, Callable[[Signs, Any], Interval]] = {
    Num: lambda signs, t: point(t.value),
    Sym: Signs.variable,
    Entry: Signs.variable,
    Size: Signs.entry_size,
    Add: Signs.sum,
    Mul: Signs.mul,
    Pow: Signs.pow,
    Delta: lambda signs, t: BIT,
    Sum: Signs.series,
    Prod: Signs.prod,
    Extremum: Signs.extremum,
    Fun: Signs.fun,
}
