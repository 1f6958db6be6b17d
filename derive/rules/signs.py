"""The oracle of signs: intervals computed bottom up, from domains, functions and hypotheses. Never a guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.functions import FUNCTIONS
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
    Term,
    index,
)
from derive.terms.theory import Hypothesis, Theory
from derive.terms.walk import free, fresh, match, substitute


@dataclass(frozen=True)
class Interval:
    """The reals between two ends (None: no bound), each end taken or not, 0 left out if `nonzero`."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = True
    high_open: bool = True
    nonzero: bool = False

    @property
    def positive(self) -> bool:
        return self.low is not None and (self.low > 0 or (self.low == 0 and (self.low_open or self.nonzero)))

    @property
    def negative(self) -> bool:
        return (-self).positive

    @property
    def nonnegative(self) -> bool:
        return self.low is not None and self.low >= 0

    @property
    def is_nonzero(self) -> bool:
        return self.nonzero or self.positive or self.negative

    def __neg__(self) -> Interval:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open, self.nonzero)

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def meet(self, other: Interval) -> Interval:
        """The values in both."""
        low, low_open = _tighter(self.low, self.low_open, other.low, other.low_open, 1)
        high, high_open = _tighter(self.high, self.high_open, other.high, other.high_open, -1)
        return Interval(low, high, low_open, high_open, self.nonzero or other.nonzero)


def _tighter(one: Fraction | None, one_open: bool, two: Fraction | None, two_open: bool, way: int) -> tuple[Any, bool]:
    if one is None or two is None:
        return (two, two_open) if one is None else (one, one_open)
    if one == two:
        return one, one_open or two_open
    return (one, one_open) if (one - two) * way > 0 else (two, two_open)


F0, F1 = Fraction(0), Fraction(1)
ANY = Interval()
POSITIVE = Interval(F0)
NONNEGATIVE = Interval(F0, None, False)
UNIT = Interval(F0, F1)
BIT = Interval(F0, F1, False, False)
KNOWN: dict[str, Interval] = {
    "real": ANY,
    "integer": ANY,
    "positive": POSITIVE,
    "nonnegative": NONNEGATIVE,
    "nonzero": Interval(nonzero=True),
    "unit": UNIT,
    "bit": BIT,
    "sign": Interval(-F1, F1, False, False, True),
    "natural": Interval(F1, None, False),
    "band": Interval(-F1, F1),
    "negative": -POSITIVE,
}


def point(value: Fraction) -> Interval:
    return Interval(value, value, False, False)


def product(one: Interval, two: Interval) -> Interval:
    """The products of two values: exact ends where both are bounded or signs are known."""
    nonzero = one.is_nonzero and two.is_nonzero
    if one.nonnegative and two.nonnegative:
        return _grown(one, two, nonzero)
    if (-one).nonnegative:
        return -product(-one, two)
    if (-two).nonnegative:
        return -product(one, -two)
    ends = [a * b for a in (one.low, one.high) for b in (two.low, two.high) if a is not None and b is not None]
    if len(ends) < 4:
        return Interval(nonzero=nonzero)
    return Interval(min(ends), max(ends), False, False, nonzero)


def _grown(one: Interval, two: Interval, nonzero: bool) -> Interval:
    assert one.low is not None and two.low is not None
    low, low_open = one.low * two.low, (one.low_open and two.low_open) or (one.low * two.low == 0 and nonzero)
    if one.low * two.low > 0:
        low_open = one.low_open or two.low_open
    if one.high is None or two.high is None:
        return Interval(low, None, low_open, True, nonzero)
    open_end = (one.high_open or two.high_open) and one.high * two.high > 0
    return Interval(low, one.high * two.high, low_open, open_end, nonzero)


def power(base: Interval, exponent: int) -> Interval:
    """A whole power; the reciprocal of 0 counts as 0."""
    if exponent < 0:
        return _reciprocal(power(base, -exponent))
    if exponent == 0:
        return point(F1)
    if exponent > 64:
        return POSITIVE if base.positive else NONNEGATIVE if base.nonnegative or exponent % 2 == 0 else ANY
    if exponent % 2 == 0 and not (base.nonnegative or (-base).nonnegative):
        return _even(base, exponent)
    result = base
    for _ in range(exponent - 1):
        result = product(result, base)
    return result


def _even(base: Interval, exponent: int) -> Interval:
    if base.low is None or base.high is None:
        return Interval(F0, None, base.is_nonzero, True, base.is_nonzero)
    most = max(-base.low, base.high)
    reached = (most == -base.low and not base.low_open) or (most == base.high and not base.high_open)
    return Interval(F0, most**exponent, base.is_nonzero, not reached, base.is_nonzero)


def _reciprocal(base: Interval) -> Interval:
    if base.positive and base.low is not None:
        high = 1 / base.low if base.low else None
        low = F0 if base.high is None else 1 / base.high
        return Interval(low, high, base.high is None or base.high_open, base.low_open, True)
    if base.negative:
        return -_reciprocal(-base)
    return NONNEGATIVE if base.nonnegative else Interval(nonzero=base.is_nonzero)


class Signs:
    """Intervals of terms under a theory; `facts` are hypotheses and what is presupposed, most specific last."""

    def __init__(self, theory: Theory, ranges: Ranges, facts: list[Hypothesis]) -> None:
        self.theory, self.ranges, self.facts = theory, ranges, facts
        self.used: dict[str, None] = {}

    def of(self, term: Term) -> Interval:
        known = _INTERVAL.get(type(term), _anything)(self, term)
        for fact in self.facts:
            if fact.kind in KNOWN and self.speaks_of(fact, term):
                known = known.meet(KNOWN[fact.kind])
                self.used.setdefault(fact.name)
        return known

    def speaks_of(self, fact: Hypothesis, term: Term) -> bool:
        """Whether a fact for all values of its parameters is one about `term`."""
        if not isinstance(fact.left, Term) or type(fact.left) is not type(term):
            return False
        if not fact.parameters:
            return fact.left == term
        found = match(fact.left, term, [n for n, _ in fact.parameters])
        return found is not None and all(
            self.ranges.inside(found[n], span) for n, span in fact.parameters if n in found
        )

    def holds(self, kind: str, term: Term) -> bool:
        """Whether the term is known to be `positive`, `nonnegative`, `nonzero`."""
        known = self.of(term)
        return {"positive": known.positive, "nonnegative": known.nonnegative, "nonzero": known.is_nonzero}[kind]

    # --- one method for each kind of term ---
    def variable(self, term: Any) -> Interval:
        variable = self.theory.variables.get(term.name)
        known = KNOWN[variable.domain] if variable else ANY
        if variable and "simplex" in variable.traits:
            known = known.meet(BIT)
        return known

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
        if function is None or term.orders:
            return ANY
        return KNOWN[function.sign] if function.sign else ANY

    def under(self, name: str, span: Range, body: Term) -> Interval:
        """The interval of `body` for every value of a bound name, which no fact may speak of by accident."""
        taken = set(self.ranges.names).union(*(free(f.left)[0] for f in self.facts if isinstance(f.left, Term)))
        new = fresh(name, taken) if self.ranges.names.get(name) != span or name in self.theory.indices else name
        names = {**self.ranges.names, new: span}
        inner = Signs(self.theory, Ranges(self.theory, names), self.facts)
        known = inner.of(substitute(body, {name: index(new)}))
        self.used.update(inner.used)
        return known


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
