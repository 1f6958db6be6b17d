"""One evaluation in progress, and the small compiled pieces it works with: index values, ranges, arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from derive.refute.dual import Value
from derive.refute.outcome import Beyond, Spent
from derive.terms.term import Index, Range, Term

STEPS = 50_000  # sums, products, summands and unfoldings in one evaluation
USUAL = 2  # derivatives within derivatives that cost nothing extra

IN_PROGRESS = object()  # stands for a value that is being worked out
Key = tuple[str, tuple[int, ...]]
Local = Mapping[tuple[int, ...], Value]


class Names(Protocol):
    """Where values of names come from: see `refute.model`."""

    def atom(self, state: State, key: Key) -> Value: ...

    def function(self, state: State, call: Call) -> Value: ...


@dataclass(slots=True)
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
    limits: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    tags: int = 0
    steps: int = 0
    weight: int = 1  # what a step costs here
    within_derivatives: int = 0

    def __post_init__(self) -> None:
        self.env = dict(self.base)

    def step(self) -> None:
        self.steps += self.weight
        if self.steps > STEPS:
            raise Spent(f"more than {STEPS} steps at one point")

    def deeper(self, by: int) -> None:
        """Into a derivative, or out of one. A product of numbers with n perturbations takes 3^n multiplications, so
        a step in a derivative of high order counts as many; the usual ones, up to the second, count as one."""
        self.within_derivatives += by
        self.weight = 3 ** (self.within_derivatives - 1) if self.within_derivatives > USUAL else 1

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
        self.deeper(1)
        value = body(self)
        self.deeper(-1)
        self.seeds, self.atoms, self.memo = kept
        return value


Closure = Callable[[State], Value]
Env = dict[str, int]
Integer = Callable[[Env], int]
Bounds = tuple[tuple[Integer, Integer], ...]
Test = Callable[[Env], bool]
Tests = tuple[Test, ...]
Axis = tuple[str, tuple[Integer, Integer], Tests]
Compile = Callable[[Term], Closure]


class Functions(Protocol):
    """A compiler that knows which functions are primitive and which have a definition."""

    primitive: frozenset[str]
    integers: frozenset[str]
    derived: Mapping[str, Any]

    def __call__(self, term: Term) -> Closure: ...

    def body(self, name: str) -> Closure: ...


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
    bounds: Bounds
    body: Closure

    def entries(self, state: State) -> dict[tuple[int, ...], Value]:
        kept, found = dict(state.env), {}
        for where in positions(self.names, self.bounds, state.env):
            state.step()
            found[where] = self.body(state)
        state.env.clear()
        state.env.update(kept)
        return found


def positions(names: tuple[str, ...], bounds: Bounds, env: dict[str, int]) -> Iterator[tuple[int, ...]]:
    """All index tuples within the bounds, each set in `env` while it is out."""
    if not names:
        yield ()
        return
    lower, upper = bounds[0]
    for k in range(lower(env), upper(env) + 1):
        env[names[0]] = k
        if len(names) == 1:
            yield (k,)
            continue
        for rest in positions(names[1:], bounds[1:], env):
            yield (k, *rest)


# --- indices ---------------------------------------------------------------------------------------------------------
def integer(index: Index) -> Integer:
    offset, parts = index.offset, index.parts
    if not parts:
        return lambda env: offset
    if index.name is not None:
        return _named(index.name)
    named = [(_named(name), factor) for name, factor in parts]
    return lambda env: offset + sum([factor * value(env) for value, factor in named])


def _named(name: str) -> Integer:
    def run(env: Env) -> int:
        try:
            return env[name]
        except KeyError:
            raise no_range(name) from None

    return run


def no_range(name: str) -> Beyond:
    return Beyond(f"the index {name} has no range")


def integers(indices: tuple[Index, ...]) -> Callable[[Env], tuple[int, ...]]:
    """The values of several indices at once, quickly where each is just a name."""
    names = [index.name for index in indices]
    if None in names:
        each = [integer(index) for index in indices]
        return lambda env: tuple([value(env) for value in each])

    def run(env: Env) -> tuple[int, ...]:
        try:
            return tuple([env[name] for name in names])  # type: ignore[index]
        except KeyError as missing:
            raise no_range(missing.args[0]) from None

    return run


def bounds(range_: Range) -> tuple[Integer, Integer]:
    return integer(range_.lower), integer(range_.upper)
