"""Closures for numbers, names, arithmetic and cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.refute.dual import Dual, Value, plain
from derive.refute.outcome import Beyond, NoValue
from derive.refute.state import IN_PROGRESS, Closure, Compile, Env, Functions, State, integer, integers
from derive.terms.term import Add, Cases, Compare, Delta, Entry, Integral, Mul, Num, Pow, Size, Sym, Term
from derive.terms.walk import of_deltas

FACTORS = 64
HIGHEST = 4096  # whole powers worked out


def _num(compile: Compile, term: Num) -> Closure:
    """The number in the arithmetic at hand, made once for it."""
    value, known = term.value, (object(), None)

    def run(s: State) -> Value:
        nonlocal known
        if known[0] is not s.field:
            known = (s.field, s.field.number(value))
        return known[1]

    return run


def _sym(compile: Compile, term: Sym) -> Closure:
    return atom(term.name, integers(()))


def _entry(compile: Compile, term: Entry) -> Closure:
    return atom(term.name, integers(term.indices))


def atom(name: str, indices: Callable[[Env], tuple[int, ...]]) -> Closure:
    def run(s: State) -> Value:
        where = indices(s.env)
        if name in s.locals:
            if where not in s.locals[name]:
                raise NoValue(f"{name} has no component {where}")
            return s.locals[name][where]
        value = s.atoms.get((name, where))
        return s.names.atom(s, (name, where)) if value is None or value is IN_PROGRESS else value

    return run


def _size(compile: Compile, term: Size) -> Closure:
    value = integer(term.value)
    return lambda s: s.field.number(value(s.env))


def _add(compile: Compile, term: Add) -> Closure:
    if not term.terms:
        return lambda s: s.field.zero
    first, *others = [compile(t) for t in term.terms]

    def run(s: State) -> Value:
        s.step()
        total = first(s)
        for t in others:
            total = total + t(s)
        return total

    return run


def _mul(compile: Compile, term: Mul) -> Closure:
    flat = _flatten(term)
    guards = [compile(f) for f in flat if of_deltas(f)]
    factors = [compile(f) for f in flat if not of_deltas(f)]

    def run(s: State) -> Value:
        s.step()
        total: Value = None
        for guard in guards:
            total = guard(s) if total is None else total * guard(s)
            if total == s.field.zero:
                return total
        for factor in factors:
            total = factor(s) if total is None else total * factor(s)
        return s.field.one if total is None else s.field.settle(total)

    return run


def _flatten(term: Mul) -> list[Term]:
    """The factors of nested products as one list, so that a delta guards them all; at most `FACTORS` of them."""
    flat: list[Term] = list(term.factors)
    while len(flat) <= FACTORS and any(isinstance(f, Mul) for f in flat):
        flat = [f for part in flat for f in (part.factors if isinstance(part, Mul) else (part,))]
    return flat


def is_whole(term: Term, integers: frozenset[str]) -> bool:
    """Whether a term has whole values by what it is made of; `integers` are the variables that have."""
    if isinstance(term, Num):
        return term.value.denominator == 1
    if isinstance(term, Add | Mul):
        return all(is_whole(part, integers) for part in (term.terms if isinstance(term, Add) else term.factors))
    return isinstance(term, Size | Delta) or (isinstance(term, Sym | Entry) and term.name in integers)


def _pow(compile: Functions, term: Pow) -> Closure:
    base = compile(term.base)
    if isinstance(term.exponent, Num) and term.exponent.value.denominator == 1:
        times = int(term.exponent.value)
        return lambda s: s.field.power(base(s), times)
    exponent = compile(term.exponent)
    if is_whole(term.exponent, compile.integers):
        return lambda s: _whole_power(s, base(s), exponent(s))
    return lambda s: s.field.real_power(base(s), exponent(s))


def _whole_power(s: State, base: Value, exponent: Value) -> Value:
    """A power that needs no positive base, though its exponent is not written as a number."""
    times = None if type(exponent) is Dual else s.field.whole(exponent)
    if times is None:
        return s.field.real_power(base, exponent)
    if abs(times) > HIGHEST:
        raise NoValue("a power too high")
    return s.field.power(base, times)


def _delta(compile: Compile, term: Delta) -> Closure:
    left, right = integer(term.left), integer(term.right)
    return lambda s: s.field.one if left(s.env) == right(s.env) else s.field.zero


def _integral(compile: Compile, term: Integral) -> Closure:
    raise Beyond("an integral")


def _cases(compile: Compile, term: Cases) -> Closure:
    branches = [(_condition(compile, c), compile(t)) for c, t in term.branches]

    def run(s: State) -> Value:
        for condition, value in branches:
            if condition is None or condition(s):
                return value(s)
        raise NoValue("no case applies")

    return run


def _condition(compile: Compile, condition: Compare | None) -> Callable[[State], bool] | None:
    if condition is None:
        return None
    left, right, relation = compile(condition.left), compile(condition.right), condition.sign

    def run(s: State) -> bool:
        one, other = left(s), right(s)
        moving = type(one) is Dual or type(other) is Dual
        if moving and not s.field.holds(plain(one), "!=", plain(other)):
            raise NoValue("a derivative where two cases meet")
        return bool(s.field.holds(one, relation, other))

    return run


COMPILE: dict[type, Callable[[Any, Any], Closure]] = {
    Num: _num,
    Sym: _sym,
    Entry: _entry,
    Size: _size,
    Add: _add,
    Mul: _mul,
    Pow: _pow,
    Delta: _delta,
    Integral: _integral,
    Cases: _cases,
}
