"""A claim about a loss or a gradient that `numeric` implements, held against that program.

Which loss a document means is not read off its letters but found by value: the expression (of a claim `J = ...`, or
under the derivative of a claim `dJ/du = ...`) is the loss of `numeric` if both give the same number at random points,
for one choice of a table of outside vectors, a centre vector and a target index. Then the gradient of the claim is
compared with the component of the gradient that the program computes, and with the complex step of its loss.

Negative samples are the rows 1 to K of the table, as documents write them (`u_k`, k = 1, ..., K).
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from derive.crosscheck import Drawn, random_points
from derive.measured import Doubles
from derive.refute.dual import plain
from derive.refute.facts import require_hypotheses
from derive.refute.model import Model
from derive.refute.outcome import Beyond, NoValue, Spent
from derive.refute.prepare import prepare
from derive.refute.state import State
from derive.terms.term import Deriv, Entry, Term
from derive.terms.theory import Goal
from derive.terms.walk import subterms
from numeric.gradcheck import complex_derivative
from numeric.loss import (
    Gradients,
    naive_softmax,
    naive_softmax_loss,
    negative_sampling,
    negative_sampling_loss,
)

POINTS = 4
CLOSE = 1e-10  # relative: far above rounding, far below chance
LOGARITHMS = frozenset(("log", "logit", "log_softmax", "logsumexp", "softplus", "cross_entropy"))


@dataclass(frozen=True)
class Implementation:
    """`name` says what was compared (`naive_softmax, gradient by u`); `residual` is relative to the larger side or
    1. `right` is the same for the right side of the claim, which is what a document derives."""

    name: str
    residual: float
    points: int
    agrees: bool


@dataclass(frozen=True)
class Roles:
    """Which symbols play the part of the table, the centre vector (`row`: the index of its row) and the target."""

    table: str
    centre: str
    row: str | None
    target: str


@dataclass(frozen=True)
class Program:
    """A loss of `numeric`, with its gradients and alone, of a centre vector, a target, a table and the number of
    negative samples."""

    gradients: Callable[[Any, int, Any, int], Gradients]
    loss: Callable[[Any, int, Any, int], Any]


PROGRAMS = {
    "naive_softmax": Program(
        lambda v, target, table, count: naive_softmax(v, target, table),
        lambda v, target, table, count: naive_softmax_loss(v, target, table),
    ),
    "negative_sampling": Program(
        lambda v, target, table, count: negative_sampling(v, target, np.arange(count), table),
        lambda v, target, table, count: negative_sampling_loss(v, target, np.arange(count), table),
    ),
}


@dataclass(frozen=True)
class Recognised:
    """A claim `dJ/d variable = ...`, or `J = ...` where `variable` is None, whose `J` (`loss`) is that of `program`;
    `residuals` are those of its right side, one for each point."""

    program: str
    roles: Roles
    model: Model
    loss: Term
    variable: Entry | None
    residuals: tuple[float, ...]


def against_numeric(goal: Goal, seed: int = 0, model: Model | None = None) -> Implementation | None:
    """The claim's right side against the program; None where no side is a loss or a gradient that it has."""
    found = recognised(goal, seed, model)
    if found is None:
        return None
    what = f"gradient by {found.variable.name}" if found.variable else "loss"
    worst = max(found.residuals)
    return Implementation(f"{found.program}, {what}", worst, len(found.residuals), worst < CLOSE)


def recognised(goal: Goal, seed: int = 0, model: Model | None = None) -> Recognised | None:
    """Which loss the claim is about and which symbols play which part; None if no program has this loss: each has a
    logarithm in it. `model` is the goal prepared for doubles, where it is at hand."""
    loss, variable = _loss_of(goal.left)
    try:
        model = model or prepare(goal, Doubles.functions)
        if not model.names & LOGARITHMS:
            return None
        known: dict[tuple[str, Roles], tuple[float, ...]] = dict.fromkeys(_choices(model), ())
        points = _evaluated(model, loss, goal.right, variable, seed) if known else iter(())
        for point in itertools.islice(points, POINTS):
            known = dict(_fitting(model, known, variable, point))
            if not known:
                return None
    except (Beyond, Spent, RecursionError):
        return None
    return next((Recognised(*choice, model, loss, variable, met) for choice, met in known.items() if met), None)


def _choices(model: Model) -> Iterator[tuple[str, Roles]]:
    return itertools.product(PROGRAMS, _roles(model))


def _fitting(
    model: Model, known: dict[tuple[str, Roles], tuple[float, ...]], variable: Entry | None, point: _Point
) -> Iterator[tuple[tuple[str, Roles], tuple[float, ...]]]:
    """The choices whose loss is that of the document at this point too, with the residuals of the right side."""
    for (name, roles), met in known.items():
        residual = _residual(model, name, roles, variable, point)
        if residual is not None:
            yield (name, roles), (*met, residual)


def _loss_of(left: Term) -> tuple[Term, Entry | None]:
    if isinstance(left, Deriv) and isinstance(left.variable, Entry):
        return left.body, left.variable
    return left, None


@dataclass(frozen=True)
class _Point:
    state: State
    draw: Drawn
    loss: float
    claimed: float
    where: tuple[int, ...]
    arrays: dict[str, Any] = field(default_factory=dict)


def _evaluated(model: Model, loss: Term, right: Term, variable: Entry | None, seed: int) -> Iterator[_Point]:
    body, arithmetic = model.compiler(loss), Doubles()
    for base, source in random_points(model, seed):
        model.draw = draw = Drawn(model, random.Random(source.random()))
        state = State(model, arithmetic, base)
        try:
            value, claimed = plain(body(state)).value, plain(model.right(state)).value
            require_hypotheses(model, state)
        except NoValue:
            continue
        if not (math.isfinite(value) and math.isfinite(claimed)):
            continue
        where = component(variable, base) if variable else ()
        yield _Point(state, draw, value, claimed, where)


def _roles(model: Model) -> Iterator[Roles]:
    """Every choice of a table with two axes, a centre vector along its second axis, and a target along its first."""
    variables = {n: v for n, v in model.domains.items() if n in model.names and n not in model.equations}
    tables = [v for v in variables.values() if len(v.ranges) == 2]
    for table in sorted(tables, key=lambda v: v.name):
        targets = sorted(name for name, r in model.axes.items() if r == table.ranges[0])
        for centre in sorted(variables.values(), key=lambda v: v.name):
            if centre.ranges and centre.ranges[-1] == table.ranges[1] and centre.name != table.name:
                for row, target in itertools.product(_rows(model, centre.name, len(centre.ranges)), targets):
                    yield Roles(table.name, centre.name, row, target)


def _rows(model: Model, centre: str, axes: int) -> Sequence[str | None]:
    """The index names at the first place of the centre vectors, if they are rows of a matrix."""
    if axes == 1:
        return [None]
    bodies = [model.goal.left, model.goal.right, *(d.body for d in model.goal.theory.definitions.values())]
    found = {p.indices[0].name for b in bodies for p in subterms(b) if isinstance(p, Entry) and p.name == centre}
    return sorted(name for name in found if name is not None and name in model.axes)


def _residual(model: Model, name: str, roles: Roles, variable: Entry | None, point: _Point) -> float | None:
    """How far the claim is from the program at one point; None if the loss is another one."""
    base, model.draw = point.state.base, point.draw
    for part in {roles.table, roles.centre} - point.arrays.keys():
        point.arrays[part] = array(model, point.state, part)
    table, centres = point.arrays[roles.table], point.arrays[roles.centre]
    centre = centres if roles.row is None else centres[base[roles.row] - 1]
    count = base.get("K", 0)
    if count > len(table):
        return None
    target = base[roles.target] - 1
    loss = float(PROGRAMS[name].loss(centre, target, table, count))
    if abs(loss - point.loss) > CLOSE * max(1.0, abs(loss)):
        return None
    if variable is None:
        expected: tuple[float, ...] = (loss,)
    else:
        expected = _slopes(PROGRAMS[name], roles, variable, point, (centre, target, table, count))
    gaps = [abs(value - point.claimed) / max(1.0, abs(value), abs(point.claimed)) for value in expected]
    return max(gaps, default=None)


def _slopes(
    program: Program, roles: Roles, variable: Entry, point: _Point, at: tuple[Any, int, Any, int]
) -> tuple[float, ...]:
    """The derivative by the component at this point, as the program has it and by complex step; nothing if the
    program does not differentiate by this variable."""
    centre, target, table, count = at
    if variable.name == roles.table:
        row, column = (k - 1 for k in point.where)
        along = complex_derivative(lambda x: program.loss(centre, target, x, count), table)
        return float(program.gradients(*at).U[row, column]), along(_unit(table, (row, column)))
    if variable.name != roles.centre:
        return ()
    if roles.row is not None and point.where[0] != point.state.base[roles.row]:
        return (0.0,)
    place = point.where[-1] - 1
    along = complex_derivative(lambda x: program.loss(x, target, table, count), centre)
    return float(program.gradients(*at).v[place]), along(_unit(centre, (place,)))


def _unit(like: Any, place: tuple[int, ...]) -> Any:
    """One at this component, zero at all others."""
    made = np.zeros_like(like)
    made[place] = 1.0
    return made


def component(variable: Entry, base: dict[str, int]) -> tuple[int, ...]:
    """Which component the entry is where the indices have these values; counted from 1."""
    return tuple(i.offset + sum(c * base[n] for n, c in i.parts) for i in variable.indices)


def array(model: Model, state: State, name: str) -> Any:
    """All values of a tensor at a point, as a NumPy array of its shape."""
    values = {at: plain(model.atom(state, (name, at))).value for at in model.components(name, state.base)}
    made = np.zeros(tuple(max(at[k] for at in values) for k in range(len(next(iter(values))))))
    for at, value in values.items():
        made[tuple(k - 1 for k in at)] = value
    return made
