"""Both sides of a claim in double precision, at seeded random sizes: what a program computes, beside the proof.

The term is run as closures (the ones of `refute`, in the arithmetic of `measured`): compiling its SymPy expression
with `lambdify` takes longer than all the comparisons. Every number carries a bound of its rounding error, so "they
agree" means: up to the rounding that the two formulas may make. It proves nothing; but a proved claim that does not
agree, or a disproved one that agrees at its own witness, is an internal error.

    crosscheck(goal)              at random points, the smallest sizes among them
    at_witness(goal, witness)     at the point of a disproof
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import blake2b
from typing import Any

from derive.measured import Doubles, Measured
from derive.refute.dual import Value, plain
from derive.refute.facts import require_hypotheses
from derive.refute.indices import all_tuples
from derive.refute.model import Model, label
from derive.refute.outcome import Beyond, NoValue, Spent
from derive.refute.points import structured
from derive.refute.prepare import prepare
from derive.refute.state import State
from derive.refute.witness import Witness
from derive.terms.theory import Goal, Variable

POINTS = 5
TRIES = 40
MOST = 3  # random sizes go from their least value to so much more
SLACK = 8.0  # times the first-order bound: the terms of second order, and unsafe library functions
NO_PLACE = "the index conditions exclude each other"
TIED = "the sides are too close to tell which is the greater"
STRICT = frozenset({"<", ">"})
LEAST = (0, 1)  # so much more than their least value, all sizes at once: tried before random sizes


@dataclass(frozen=True)
class Comparison:
    """`residual` is the largest difference, relative to the larger side or 1; `excess` the largest difference as
    a multiple of its rounding bound (at most 1 is agreement). `agrees` is None where nothing was compared. `held` names
    the program of `numeric` that has this loss or gradient."""

    residual: float
    excess: float
    points: int
    dimensions: tuple[str, ...]
    agrees: bool | None
    reason: str = ""
    held: str = ""


@dataclass
class Drawn:
    """Random doubles for the components, or those of a witness."""

    model: Model
    source: random.Random
    given: Mapping[str, str] | None = None
    values: dict[str, Value] = field(default_factory=dict)

    def __call__(self, state: State, variable: Variable, where: tuple[int, ...]) -> Value:
        key = label(variable.name, where)
        if key not in self.values:
            self._draw(state, variable, where, key)
        return self.values[key]

    def _draw(self, state: State, variable: Variable, where: tuple[int, ...], key: str) -> None:
        if self.given is not None:
            if key not in self.given:
                raise NoValue(f"the witness has no value for {key}")
            self.values[key] = state.field.number(Fraction(self.given[key]))
        elif variable.traits:
            places = self.model.components(variable.name, state.base)
            raw = {at: self._number(variable.domain) for at in places}
            made = structured(variable, raw, state.field)
            self.values.update({label(variable.name, at): value for at, value in made.items()})
        else:
            self.values[key] = self._number(variable.domain)

    def _number(self, domain: str) -> Measured:
        if domain not in _DRAWS:
            raise Beyond(f"no values are known for the domain {domain}")
        return Measured(float(_DRAWS[domain](self.source)), 0.0)


_DRAWS: dict[str, Any] = {
    "real": lambda r: r.gauss(0, 1),
    "positive": lambda r: r.lognormvariate(0, 0.7),
    "nonnegative": lambda r: r.lognormvariate(0, 0.7),
    "negative": lambda r: -r.lognormvariate(0, 0.7),
    "nonzero": lambda r: r.choice((-1, 1)) * r.lognormvariate(0, 0.7),
    "unit": lambda r: r.uniform(0.05, 0.95),
    "bit": lambda r: r.choice((0, 1)),
    "sign": lambda r: r.choice((-1, 1)),
    "integer": lambda r: r.randint(-3, 3),
    "natural": lambda r: r.randint(1, 4),
}


def crosscheck(goal: Goal, seed: int = 0, points: int = POINTS, model: Model | None = None) -> Comparison:
    """Both sides at random points. `agrees` is None, with the reason, where no point could be compared. `model` is the
    goal prepared for doubles, where it is at hand."""
    try:
        model = model or prepare(goal, Doubles.functions)
        return _over(model, random_points(model, seed), points, None)
    except (Beyond, Spent) as failure:
        return Comparison(0.0, 0.0, 0, (), None, str(failure))
    except RecursionError:
        return Comparison(0.0, 0.0, 0, (), None, "nested too deeply")


def at_witness(goal: Goal, witness: Witness) -> Comparison:
    """Both sides at the point of a disproof; a sound one disagrees there."""
    model = prepare(goal, Doubles.functions)
    base = {**witness.dimensions, **witness.indices}
    return _over(model, iter([(base, random.Random(0))]), 1, witness.values)


Points = Iterator[tuple[dict[str, int], random.Random]]


def _over(model: Model, places: Points, points: int, given: Mapping[str, str] | None) -> Comparison:
    worst, excess, agrees, reason = 0.0, 0.0, True, NO_PLACE
    met: list[str] = []
    arithmetic = Doubles()
    for base, source in places:
        model.draw, model.opened = Drawn(model, source, given), {}
        try:
            left, right = _sides(model, State(model, arithmetic, base))
        except NoValue as failure:
            reason = str(failure)
            continue
        bound = SLACK * (left.error + right.error)
        if model.goal.sign in STRICT and bound and abs(left.value - right.value) <= bound:
            reason = TIED
            continue
        holds = arithmetic.holds(Measured(left.value, bound), model.goal.sign, Measured(right.value, 0.0))
        gap = 0.0 if holds and model.goal.sign != "=" else abs(left.value - right.value)
        worst = max(worst, gap / max(1.0, abs(left.value), abs(right.value)))
        excess = max(excess, gap / bound if bound else float("inf") if gap else 0.0)
        agrees &= holds
        met.append(", ".join(f"{name} = {base[name]}" for name in model.sizes))
        if len(met) == points:
            break
    return Comparison(
        worst, excess, len(met), tuple(dict.fromkeys(met)), agrees if met else None, "" if met else reason
    )


def _sides(model: Model, state: State) -> tuple[Measured, Measured]:
    left, right = plain(model.left(state)), plain(model.right(state))
    if not all(map(math.isfinite, (left.value, left.error, right.value, right.error))):
        raise NoValue("beyond the range of double precision")
    if model.hypotheses or model.checks:
        require_hypotheses(model, state)
    return left, right


def random_points(model: Model, seed: int) -> Points:
    """Sizes and index values with a source of random numbers each, from nothing but the seed."""
    theory = model.goal.theory
    for k in range(TRIES):
        source = random.Random(blake2b(f"{seed}/{k}".encode(), digest_size=8).digest())
        sizes = {}
        for name in model.sizes:
            more = LEAST[k] if k < len(LEAST) else source.randint(0, MOST)
            sizes[name] = theory.fixed.get(name, theory.sizes.get(name, 1) + more)
        bases = all_tuples(model, sizes)
        if bases:
            yield source.choice(bases), source
