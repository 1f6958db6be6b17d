"""The value of a term at a point, in any arithmetic: compiled once to closures, run at many points.

A closure takes the `State` and returns a number or a `Dual`. The meaning is that of `terms.term`: sums over an
empty range are 0, a product with a factor that is 0 by a Kronecker delta is 0 whatever the other factors are, an
entry outside the range of its axis denotes nothing.

Nothing here knows a rule of differentiation beyond sum, product and the table of local slopes in the arithmetic:
`Deriv` perturbs one component and reads off the slope.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from derive.refute.dual import Dual, Value, slope_of
from derive.refute.outcome import Beyond, NoValue, Spent
from derive.refute.scan import free_names
from derive.terms.term import (
    Add,
    Cases,
    Compare,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Index,
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
)

STEPS = 20_000  # summands and unfoldings in one evaluation

Key = tuple[str, tuple[int, ...]]
Local = Mapping[tuple[int, ...], Value]


class Names(Protocol):
    """Where values of names come from: see `refute.model`."""

    def atom(self, state: State, key: Key) -> Value: ...

    def function(self, state: State, call: Call) -> Value: ...


@dataclass
class State:
    """One evaluation: sizes and index values in force, what is perturbed, what is known already."""

    names: Names
    field: Any
    base: dict[str, int]
    env: dict[str, int] = field(default_factory=dict)
    locals: dict[str, Local] = field(default_factory=dict)
    seeds: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    atoms: dict[Key, Any] = field(default_factory=dict)
    memo: dict[tuple[Any, ...], Value] = field(default_factory=dict)
    tags: int = 0
    steps: int = 0

    def __post_init__(self) -> None:
        self.env = dict(self.base)

    def step(self) -> None:
        self.steps += 1
        if self.steps > STEPS:
            raise Spent(f"more than {STEPS} summands at one point")

    def fresh(self) -> int:
        self.tags += 1
        return self.tags

    def within(self, env: dict[str, int], locals: dict[str, Local], body: Closure) -> Value:
        """The body in another scope: its own index names and parameters."""
        kept = self.env, self.locals, self.memo
        self.env, self.locals, self.memo = env, locals, {}
        value = body(self)
        self.env, self.locals, self.memo = kept
        return value

    def perturbed(self, key: Key, tag: int, body: Closure) -> Value:
        """The body with one free component perturbed by the `eps` numbered `tag`."""
        kept = self.seeds, self.atoms, self.memo
        self.seeds = {**self.seeds, key: (*self.seeds.get(key, ()), tag)}
        self.atoms, self.memo = {}, {}
        value = body(self)
        self.seeds, self.atoms, self.memo = kept
        return value


Closure = Callable[[State], Value]
Integer = Callable[[dict[str, int]], int]


@dataclass(frozen=True)
class Call:
    """A function call that the arithmetic does not know by itself, its parts compiled."""

    name: str
    arguments: tuple[Closure | Whole, ...]
    orders: tuple[int, ...]
    indices: tuple[Integer, ...]


@dataclass(frozen=True)
class Whole:
    """A whole array as an argument, compiled."""

    names: tuple[str, ...]
    bounds: tuple[tuple[Integer, Integer], ...]
    body: Closure

    def entries(self, state: State) -> dict[tuple[int, ...], Value]:
        kept, found = dict(state.env), {}
        for where in positions(self.names, self.bounds, state.env):
            state.step()
            found[where] = self.body(state)
        state.env.clear()
        state.env.update(kept)
        return found


def positions(names: tuple[str, ...], bounds: tuple[tuple[Integer, Integer], ...], env: dict[str, int]) -> Any:
    """All index tuples within the bounds, each set in `env` while it is out."""
    if not names:
        yield ()
        return
    lower, upper = bounds[0]
    for k in range(lower(env), upper(env) + 1):
        env[names[0]] = k
        for rest in positions(names[1:], bounds[1:], env):
            yield (k, *rest)


# --- indices ---------------------------------------------------------------------------------------------------------
def integer(index: Index) -> Integer:
    offset, parts = index.offset, index.parts
    if not parts:
        return lambda env: offset
    if index.name is not None:
        return _named(index.name)
    return lambda env: offset + sum(factor * _lookup(env, name) for name, factor in parts)


def _named(name: str) -> Integer:
    return lambda env: _lookup(env, name)


def _lookup(env: dict[str, int], name: str) -> int:
    if name not in env:
        raise Beyond(f"the index {name} has no range")
    return env[name]


def bounds(range_: Range) -> tuple[Integer, Integer]:
    return integer(range_.lower), integer(range_.upper)


# --- terms -----------------------------------------------------------------------------------------------------------
class Compiler:
    """Terms to closures, each distinct term once. `known` are the functions of the arithmetic that the document
    does not define for itself."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
        self.done: dict[Term, Closure] = {}

    def __call__(self, term: Term) -> Closure:
        closure = self.done.get(term)
        if closure is None:
            closure = self.done[term] = _COMPILE[type(term)](self, term)
        return closure


def _num(compile: Compiler, term: Num) -> Closure:
    value = term.value
    return lambda s: s.field.number(value)


def _sym(compile: Compiler, term: Sym) -> Closure:
    return _atom(term.name, ())


def _entry(compile: Compiler, term: Entry) -> Closure:
    return _atom(term.name, tuple(integer(i) for i in term.indices))


def _atom(name: str, indices: tuple[Integer, ...]) -> Closure:
    def run(s: State) -> Value:
        where = tuple(i(s.env) for i in indices)
        if name in s.locals:
            if where not in s.locals[name]:
                raise NoValue(f"{name} has no component {where}")
            return s.locals[name][where]
        value = s.atoms.get((name, where))
        return s.names.atom(s, (name, where)) if value is None else value

    return run


def _size(compile: Compiler, term: Size) -> Closure:
    value = integer(term.value)
    return lambda s: s.field.number(value(s.env))


def _add(compile: Compiler, term: Add) -> Closure:
    terms = [compile(t) for t in term.terms]

    def run(s: State) -> Value:
        total = s.field.zero
        for t in terms:
            total = total + t(s)
        return total

    return run


def _mul(compile: Compiler, term: Mul) -> Closure:
    flat = _flatten(term)
    guards = [compile(f) for f in flat if _is_guard(f)]
    factors = [compile(f) for f in flat if not _is_guard(f)]

    def run(s: State) -> Value:
        total = s.field.one
        for guard in guards:
            total = total * guard(s)
            if total == s.field.zero:
                return total
        for factor in factors:
            total = total * factor(s)
        return s.field.settle(total)

    return run


def _flatten(term: Term) -> list[Term]:
    return [f for part in term.factors for f in _flatten(part)] if isinstance(term, Mul) else [term]


def _is_guard(term: Term) -> bool:
    """Made of deltas and numbers alone: it decides whether the other factors matter."""
    if isinstance(term, Add):
        return all(_is_guard(t) for t in term.terms)
    return isinstance(term, (Delta, Num)) or (isinstance(term, Mul) and all(map(_is_guard, term.factors)))


def _pow(compile: Compiler, term: Pow) -> Closure:
    base = compile(term.base)
    if isinstance(term.exponent, Num) and term.exponent.value.denominator == 1:
        times = int(term.exponent.value)
        return lambda s: s.field.power(base(s), times)
    exponent = compile(term.exponent)
    return lambda s: s.field.real_power(base(s), exponent(s))


def _delta(compile: Compiler, term: Delta) -> Closure:
    left, right = integer(term.left), integer(term.right)
    return lambda s: s.field.one if left(s.env) == right(s.env) else s.field.zero


def _remembered(term: Term, closure: Closure) -> Closure:
    """The closure with its values kept for each value of the index names it depends on."""
    names, mark = free_names(term), object()

    def run(s: State) -> Value:
        key = (mark, *(s.env.get(name) for name in names))
        value = s.memo.get(key)
        if value is None:
            value = s.memo[key] = closure(s)
        return value

    return run


def _over(term: Sum | Prod | Extremum, body: Closure) -> Callable[[State], list[Value]]:
    name, (lower, upper) = term.name, bounds(term.range)

    def run(s: State) -> list[Value]:
        env, values = s.env, []
        kept = env.get(name)
        for k in range(lower(env), upper(env) + 1):
            s.step()
            env[name] = k
            values.append(body(s))
        if kept is None:
            env.pop(name, None)
        else:
            env[name] = kept
        return values

    return run


def _sum(compile: Compiler, term: Sum) -> Closure:
    values = _over(term, compile(term.body))
    return _remembered(term, lambda s: sum(values(s), s.field.zero))


def _prod(compile: Compiler, term: Prod) -> Closure:
    values = _over(term, compile(term.body))

    def run(s: State) -> Value:
        total = s.field.one
        for value in values(s):
            total = total * value
        return s.field.settle(total)

    return _remembered(term, run)


def _extremum(compile: Compiler, term: Extremum) -> Closure:
    values, kind = _over(term, compile(term.body)), term.kind

    def run(s: State) -> Value:
        found = values(s)
        if not found:
            raise NoValue(f"{kind} over an empty range")
        return s.field.extreme(kind, found)

    return _remembered(term, run)


def _fun(compile: Compiler, term: Fun) -> Closure:
    arguments = tuple(_argument(compile, a) for a in term.arguments)
    first = arguments[0] if len(arguments) == 1 else None
    if term.name in compile.known and first is not None and not isinstance(first, Whole) and not term.indices:
        return _elementary(term.name, first, sum(term.orders))
    call = Call(term.name, arguments, term.orders, tuple(integer(i) for i in term.indices))
    return lambda s: s.names.function(s, call)


def _argument(compile: Compiler, argument: Term | Tensor) -> Closure | Whole:
    if not isinstance(argument, Tensor):
        return compile(argument)
    names = tuple(name for name, _ in argument.binders)
    return Whole(names, tuple(bounds(r) for _, r in argument.binders), compile(argument.body))


def _elementary(name: str, argument: Closure, order: int) -> Closure:
    if not order:
        return lambda s: s.field.apply(name, argument(s))
    return lambda s: repeated(s, order, argument(s), lambda x: s.field.apply(name, x))


def repeated(s: State, order: int, at: Value, function: Callable[[Value], Value]) -> Value:
    """The derivative of the given order of a function of one number."""
    if not order:
        return function(at)
    tag = s.fresh()
    perturbed = Dual(tag, at, s.field.one)
    return slope_of(repeated(s, order - 1, perturbed, function), tag, s.field.zero)


def _deriv(compile: Compiler, term: Deriv) -> Closure:
    variable, body = term.variable, compile(term.body)
    if not isinstance(variable, (Sym, Entry)):
        raise Beyond("a derivative by something that is not a variable")
    name = variable.name
    indices = tuple(integer(i) for i in variable.indices) if isinstance(variable, Entry) else ()
    check = _atom(name, indices)

    def run(s: State) -> Value:
        key = (name, tuple(i(s.env) for i in indices))
        check(s)
        tag = s.fresh()
        value = s.within(s.env, _nudge(s, key, tag), body) if name in s.locals else s.perturbed(key, tag, body)
        return slope_of(value, tag, s.field.zero)

    return run


def _nudge(s: State, key: Key, tag: int) -> dict[str, Local]:
    name, where = key
    entries = dict(s.locals[name])
    entries[where] = entries[where] + Dual(tag, s.field.zero, s.field.one)
    return {**s.locals, name: entries}


def _integral(compile: Compiler, term: Integral) -> Closure:
    raise Beyond("an integral")


def _cases(compile: Compiler, term: Cases) -> Closure:
    branches = [(_condition(compile, c), compile(t)) for c, t in term.branches]

    def run(s: State) -> Value:
        for condition, value in branches:
            if condition is None or condition(s):
                return value(s)
        raise NoValue("no case applies")

    return run


def _condition(compile: Compiler, condition: Compare | None) -> Callable[[State], bool] | None:
    if condition is None:
        return None
    left, right, relation = compile(condition.left), compile(condition.right), condition.sign
    return lambda s: bool(s.field.holds(left(s), relation, right(s)))


_COMPILE: dict[type, Callable[[Compiler, Any], Closure]] = {
    Num: _num,
    Sym: _sym,
    Entry: _entry,
    Size: _size,
    Add: _add,
    Mul: _mul,
    Pow: _pow,
    Delta: _delta,
    Sum: _sum,
    Prod: _prod,
    Extremum: _extremum,
    Fun: _fun,
    Deriv: _deriv,
    Integral: _integral,
    Cases: _cases,
}
