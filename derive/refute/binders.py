"""Closures for sums, products and extrema over an index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.refute.dual import Value
from derive.refute.outcome import NoValue
from derive.refute.state import Closure, Compile, State, bounds
from derive.terms.term import Extremum, Prod, Sum, Term
from derive.terms.walk import free


def _remembered(term: Term, closure: Closure) -> Closure:
    """The closure with its values kept for each value of the index names it depends on."""
    names, mark = tuple(sorted(free(term)[0])), object()

    def run(s: State) -> Value:
        key = (mark, *map(s.env.get, names))
        value = s.memo.get(key)
        if value is None:
            value = s.memo[key] = closure(s)
        return value

    return run


def _over(term: Sum | Prod | Extremum, body: Closure) -> Callable[[State], list[Value]]:
    name, (lower, upper) = term.name, bounds(term.range)

    def run(s: State) -> list[Value]:
        env, values = s.env, []
        kept, first, last = env.get(name), lower(env), upper(env)
        if last < first - 1:
            raise NoValue("a range that runs backwards: nobody means it where m is to be at most n")
        for k in range(first, last + 1):
            s.step()
            env[name] = k
            values.append(body(s))
        if kept is None:
            env.pop(name, None)
        else:
            env[name] = kept
        return values

    return run


def _sum(compile: Compile, term: Sum) -> Closure:
    values = _over(term, compile(term.body))
    return _remembered(term, lambda s: sum(values(s), s.field.zero))


def _prod(compile: Compile, term: Prod) -> Closure:
    values = _over(term, compile(term.body))

    def run(s: State) -> Value:
        total = s.field.one
        for value in values(s):
            total = total * value
        return s.field.settle(total)

    return _remembered(term, run)


def _extremum(compile: Compile, term: Extremum) -> Closure:
    values, kind = _over(term, compile(term.body)), term.kind

    def run(s: State) -> Value:
        found = values(s)
        if not found:
            raise NoValue(f"{kind} over an empty range")
        return s.field.extreme(kind, found)

    return _remembered(term, run)


COMPILE: dict[type, Callable[[Any, Any], Closure]] = {Sum: _sum, Prod: _prod, Extremum: _extremum}
