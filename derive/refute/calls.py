"""Closures for function values and derivatives: where dual numbers are made and read."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from derive.refute.dual import Dual, Value, slope_of
from derive.refute.outcome import Beyond, NoValue
from derive.refute.scalars import atom
from derive.refute.state import Call, Closure, Functions, Key, Local, State, Whole, bounds, integer, integers
from derive.terms.term import Deriv, Entry, Fun, Sym, Tensor, Term

LARGEST = 40  # of a factorial
ARGUMENT = " x"  # no name in a document begins with a space


def _fun(compile: Functions, term: Fun) -> Closure:
    arguments = tuple(_argument(compile, a) for a in term.arguments)
    first = arguments[0] if len(arguments) == 1 else None
    if term.name == "factorial" and first is not None and not isinstance(first, Whole) and not any(term.orders):
        return lambda s: factorial(s, first(s))
    if first is not None and not isinstance(first, Whole) and not term.indices:
        if term.name in compile.primitive:
            return _known(first, sum(term.orders), lambda s, x: s.field.apply(term.name, x))
        if term.name in compile.derived:
            body = compile.body(term.name)
            return _known(first, sum(term.orders), lambda s, x: s.within(s.base, {ARGUMENT: {(): x}}, body))
    call = Call(term.name, arguments, term.orders, tuple(integer(i) for i in term.indices))
    return lambda s: s.names.function(s, call)


def factorial(s: State, value: Value) -> Value:
    """The factorial of a whole number; of any other it is a gamma function to some, and to others nothing."""
    n = None if type(value) is Dual else s.field.whole(value)
    if n is None or not 0 <= n < LARGEST:
        raise NoValue("the factorial of what is no small whole number")
    return s.field.number(math.factorial(n))


def _argument(compile: Functions, argument: Term | Tensor) -> Closure | Whole:
    if not isinstance(argument, Tensor):
        return compile(argument)
    names = tuple(name for name, _ in argument.binders)
    return Whole(names, tuple(bounds(r) for _, r in argument.binders), compile(argument.body))


def _known(argument: Closure, order: int, value: Callable[[State, Value], Value]) -> Closure:
    if not order:
        return lambda s: weighed(s, value, argument(s))
    return lambda s: repeated(s, order, argument(s), lambda x: weighed(s, value, x))


def weighed(s: State, value: Callable[[State, Value], Value], at: Value) -> Value:
    """A function value; a step where derivatives of high order make it costly."""
    if s.weight > 1:
        s.step()
    return value(s, at)


def repeated(s: State, order: int, at: Value, function: Callable[[Value], Value]) -> Value:
    """The derivative of the given order of a function of one number."""
    if not order:
        return function(at)
    tag = s.fresh()
    perturbed = Dual(tag, at, s.field.one)
    s.deeper(1)
    value = repeated(s, order - 1, perturbed, function)
    s.deeper(-1)
    return slope_of(value, tag, s.field.zero)


def _deriv(compile: Functions, term: Deriv) -> Closure:
    variable, body = term.variable, compile(term.body)
    if not isinstance(variable, (Sym, Entry)):
        raise Beyond("a derivative by something that is not a variable")
    name = variable.name
    indices = integers(variable.indices if isinstance(variable, Entry) else ())
    check = atom(name, indices)

    def run(s: State) -> Value:
        key = (name, indices(s.env))
        check(s)
        tag = s.fresh()
        if name not in s.locals:
            return slope_of(s.perturbed(key, tag, body), tag, s.field.zero)
        nudged = _nudge(s, key, tag)
        s.deeper(1)
        value = s.within(s.env, nudged, body)
        s.deeper(-1)
        return slope_of(value, tag, s.field.zero)

    return run


def _nudge(s: State, key: Key, tag: int) -> dict[str, Local]:
    name, where = key
    entries = dict(s.locals[name])
    entries[where] = entries[where] + Dual(tag, s.field.zero, s.field.one)
    return {**s.locals, name: entries}


COMPILE: dict[type, Callable[[Any, Any], Closure]] = {Fun: _fun, Deriv: _deriv}
