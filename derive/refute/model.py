"""A goal prepared for evaluation: what its names stand for, which hypotheses bear on it, which sizes it has.

How a name gets its value at a point, in this order:

1. by its definition, or by a hypothesis `name = term` (satisfied by construction), unfolded when it is asked for;
2. as a function of what the goal differentiates by, if the theory calls it dependent (`chosen.value`). Of two
   variables where one is made of the other (`h = f(x)`), only the later one counts: `L` depends on `x` through `h`;
3. freely, by the draw of the point, in its domain.

Where the goal differentiates `x` by `y = 1/x^2`, x is solved for (`implicit`).

A definition whose name the goal differentiates by, and which would close a circle of scalar definitions, is
turned round: it is checked, not used (`beta = 1/sigma^2` beside `sigma = beta^(-1/2)`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from derive.refute import chosen
from derive.refute.dual import Dual, Value, slope_of
from derive.refute.evaluate import Compiler
from derive.refute.matrices import NAMES, matrix_value
from derive.refute.outcome import Beyond, NoValue
from derive.refute.state import (
    IN_PROGRESS,
    Axis,
    Call,
    Closure,
    Integer,
    Key,
    Local,
    State,
    Tests,
    Whole,
    bounds,
    integer,
    positions,
)
from derive.terms.term import Index, Range
from derive.terms.theory import Definition, Goal, Hypothesis, Variable

Array = dict[tuple[int, ...], Value]


class Draw(Protocol):
    """Where the values of free components come from: a search, a witness, random residues."""

    def __call__(self, state: State, variable: Variable, where: tuple[int, ...]) -> Value: ...


@dataclass(frozen=True)
class Equation:
    """`name[pattern] = body` for all values of the parameters; `origin` is a definition or a hypothesis."""

    name: str
    pattern: tuple[Index, ...]
    parameters: tuple[tuple[str, Range | None], ...]
    body: Closure
    origin: Definition | Hypothesis

    @cached_property
    def taken(self) -> dict[str, tuple[int, int]]:
        """Where in the pattern each parameter stands alone, and what is added to it there."""
        free, found = dict(self.parameters), dict[str, tuple[int, int]]()
        for place, index in enumerate(self.pattern):
            name = index.parts[0][0] if len(index.parts) == 1 and index.parts[0][1] == 1 else None
            if name is not None and name in free:
                found.setdefault(name, (place, index.offset))
        return found

    @cached_property
    def others(self) -> tuple[tuple[int, Integer], ...]:
        """The places that no parameter takes its value from."""
        places = {place for place, _ in self.taken.values()}
        return tuple((k, integer(index)) for k, index in enumerate(self.pattern) if k not in places)

    @cached_property
    def spans(self) -> tuple[tuple[str, Integer, Integer], ...]:
        return tuple((name, *bounds(r)) for name, r in dict(self.parameters).items() if r is not None)

    def match(self, where: tuple[int, ...], base: dict[str, int]) -> dict[str, int] | None:
        """The values of the parameters at which this equation speaks of the component `where`."""
        if len(where) != len(self.pattern) or len(self.taken) != len(dict(self.parameters)):
            return None
        found = {name: where[place] - offset for name, (place, offset) in self.taken.items()}
        if not self.others and not self.spans:
            return found
        env = {**base, **found}
        fits = all(value(env) == where[place] for place, value in self.others)
        inside = all(lower(env) <= found[name] <= upper(env) for name, lower, upper in self.spans)
        return found if fits and inside else None


@dataclass
class Model:
    """The prepared goal. `draw` is exchanged from point to point; everything else is made once."""

    goal: Goal
    compiler: Compiler
    left: Closure
    right: Closure
    names: frozenset[str]
    sizes: tuple[str, ...]
    axes: dict[str, Range]
    hypotheses: tuple[Hypothesis, ...]
    equations: dict[str, tuple[Equation, ...]]
    functions: dict[str, tuple[Definition, Closure]]
    dependent: dict[str, tuple[str, ...]]
    domains: dict[str, Variable]
    implicit: dict[str, tuple[str, Closure] | None] = field(default_factory=dict)
    checks: tuple[Definition, ...] = ()
    draw: Draw | None = None
    opened: dict[str, int] = field(default_factory=dict)
    bounds: dict[str, tuple[tuple[Integer, Integer], ...]] = field(default_factory=dict)
    places: tuple[Tests, tuple[Axis, ...]] = ((), ())
    tuples: dict[tuple[tuple[str, int], ...], list[dict[str, int]]] = field(default_factory=dict)

    def atom(self, state: State, key: Key) -> Value:
        """The value of a component, with its perturbations; kept in `state.atoms`."""
        if state.atoms.get(key) is IN_PROGRESS:
            raise NoValue(f"the definition of {key[0]} runs in a circle here")
        state.step()
        state.atoms[key] = IN_PROGRESS
        value = self._resolve(state, key)
        for tag in state.seeds.get(key, ()):
            value = value + Dual(tag, state.field.zero, state.field.one)
        state.atoms[key] = value
        return value

    def equation(self, key: Key, base: dict[str, int]) -> tuple[Equation, dict[str, int]] | None:
        """The equation that gives this component its value, if one does, and its parameters."""
        for equation in self.equations.get(key[0], ()):
            found = equation.match(key[1], base)
            if found is not None:
                return equation, found
        return None

    def _resolve(self, state: State, key: Key) -> Value:
        name, where = key
        self._inside_axes(state, name, where)
        variable = self.domains.get(name) or Variable(name)
        chosen_equation = self.equation(key, state.base)
        if chosen_equation is not None:
            equation, found = chosen_equation
            return state.within({**state.base, **found}, self._unmoved(state, key), equation.body)
        if name in self.implicit:
            return self._solved(state, variable)
        if name in self.dependent:
            return self._dependent(state, variable, where)
        if self.draw is None:
            raise Beyond("no values drawn")
        return self.draw(state, variable, where)

    def _unmoved(self, state: State, key: Key) -> dict[str, Local]:
        """What a perturbed variable is made of, as it is without the perturbation."""
        turned = {name: found for name, found in self.implicit.items() if found and (found[0], ()) == key}
        if not turned or key not in state.seeds or self.draw is None:
            return {}
        return {name: {(): self.draw(state, self.domains.get(name) or Variable(name), ())} for name in turned}

    def _solved(self, state: State, variable: Variable) -> Value:
        """`x`, where the goal differentiates by `y = g(x)`: by Newton's method from its value at the point, which
        gets one order of the perturbations of y right with each step."""
        found = self.implicit[variable.name]
        if found is None or self.draw is None or (variable.name, ()) in state.seeds:
            raise Beyond(f"{variable.name} depends on what is made of it")
        (by, body), value = found, self.draw(state, variable, ())
        seeds = state.seeds.get((by, ()), ())
        if not seeds:
            return value
        tag = state.fresh()
        goal = self._read(state, (by, ()))
        nudged = value + Dual(tag, state.field.zero, state.field.one)
        slope = slope_of(state.within(dict(state.base), {variable.name: {(): nudged}}, body), tag, state.field.zero)
        minus = state.field.number(-1)
        inverse = state.field.inverse(slope) * minus
        for _ in seeds:
            gap = state.within(dict(state.base), {variable.name: {(): value}}, body) + goal * minus
            value = value + gap * inverse
        return value

    def _inside_axes(self, state: State, name: str, where: tuple[int, ...]) -> None:
        if name not in self.bounds:
            return
        limits = state.limits.get(name)
        if limits is None:
            limits = tuple((low(state.base), high(state.base)) for low, high in self.bounds[name])
            state.limits[name] = limits
        if len(limits) != len(where):
            raise Beyond(f"{name} has {len(limits)} axes and is used with {len(where)}")
        for k, (low, high) in zip(where, limits, strict=True):
            if not low <= k <= high:
                raise NoValue(f"{name} has no component {where}")

    def _dependent(self, state: State, variable: Variable, where: tuple[int, ...]) -> Value:
        name = variable.name
        point = [self._read(state, (by, at)) for by in self.dependent[name] for at in self.components(by, state.base)]
        own = label(name, where)
        self.opened[own] = len(point)
        return chosen.within(state.field, variable.domain, chosen.value(state.field, own, point))

    def _read(self, state: State, key: Key) -> Value:
        value = state.atoms.get(key)
        return self.atom(state, key) if value is None or value is IN_PROGRESS else value

    def components(self, name: str, base: dict[str, int]) -> list[tuple[int, ...]]:
        """All index tuples of a tensor; the empty one for a scalar."""
        limits = self.bounds.get(name, ())
        return list(positions(tuple(f" {k}" for k in range(len(limits))), limits, dict(base)))

    def function(self, state: State, call: Call) -> Value:
        """A function that the document defines, the inverse or determinant of a matrix, or one left open."""
        where = tuple(i(state.env) for i in call.indices)
        arguments: list[Array] = [a.entries(state) if isinstance(a, Whole) else {(): a(state)} for a in call.arguments]
        if call.name in self.functions and not where:
            return self._defined(state, call, arguments)
        if call.name in NAMES and len(arguments) == 1 and not any(call.orders):
            return matrix_value(state.field, call.name, arguments[0], where)
        return self._open(state, call, arguments, where)

    def _defined(self, state: State, call: Call, arguments: list[Array]) -> Value:
        definition, body = self.functions[call.name]
        if len(arguments) != len(definition.parameters):
            raise Beyond(f"{call.name} takes {len(definition.parameters)} arguments and is given {len(arguments)}")
        state.step()
        todo = [k for k, order in enumerate(call.orders) for _ in range(order)]
        return self._slopes(state, definition.parameters, arguments, todo, body)

    def _slopes(
        self, state: State, names: tuple[str, ...], arguments: list[Any], todo: list[int], body: Closure
    ) -> Value:
        if not todo:
            return state.within(dict(state.base), dict(zip(names, arguments, strict=True)), body)
        tag = state.fresh()
        nudged = list(arguments)
        nudged[todo[0]] = {(): arguments[todo[0]][()] + Dual(tag, state.field.zero, state.field.one)}
        state.deeper(1)
        value = self._slopes(state, names, nudged, todo[1:], body)
        state.deeper(-1)
        return value.slope if type(value) is Dual and value.tag == tag else state.field.zero

    def _open(self, state: State, call: Call, arguments: list[Array], where: tuple[int, ...]) -> Value:
        own = label(call.name, where)
        point = [value for argument in arguments for _, value in sorted(argument.items())]
        self.opened[own] = max(self.opened.get(own, 0), len(point))
        orders: list[int] = []
        for k, argument in enumerate(arguments):
            orders += [call.orders[k] if k < len(call.orders) else 0] * len(argument)
        value = chosen.value(state.field, own, point, orders)
        domain = self.domains[call.name].domain if call.name in self.domains else "real"
        if domain != "real" and any(orders):
            raise Beyond(f"the derivative of {call.name}, which is {domain}")
        return chosen.within(state.field, domain, value)


def label(name: str, where: tuple[int, ...]) -> str:
    return f"{name}[{','.join(map(str, where))}]" if where else name
