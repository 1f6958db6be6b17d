"""Comparing both sides of a goal at a few fixed points: a filter in front of every proof.

Two sides that certainly differ at one point are no theorem. Sides that agree at all of them may be one: that is for
the prover to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from derive.refute.balls import Reals
from derive.refute.indices import all_tuples
from derive.refute.model import Model
from derive.refute.outcome import Beyond, NoValue, Spent, Unclear
from derive.refute.points import Sample, dimensions
from derive.refute.prepare import prepare
from derive.refute.witness import difference
from derive.terms.theory import Goal

GROWTH = (0, 1, 2, 1)  # all sizes above their least value alike, one round for each entry
UNEQUAL = 16  # further rounds with unequal sizes, for hypotheses that equal ones cannot satisfy
COMPONENTS = 4  # index values tried in each round
ENOUGH, AMPLE = 3, 8  # points that must agree, and points after which no more are tried
COMPARED = 32  # points at which counterexamples are looked for


def may_hold(goal: Goal) -> bool:
    """Whether both sides agree wherever they were compared, and they were compared often enough."""
    try:
        return _agrees(prepare(goal, Reals.functions))
    except (Beyond, Spent, Unclear, RecursionError, ZeroDivisionError):
        return False


def _agrees(model: Model) -> bool:
    agreed = 0
    for attempt, base in points(model):
        model.draw, model.opened = Sample(model, attempt), {}
        try:
            if difference(model, base) is not None:
                return False
        except NoValue:
            continue
        agreed += 1
        if agreed == AMPLE:
            break
    return agreed >= ENOUGH


def counterexamples(model: Model) -> Iterator[dict[str, int]]:
    """Sizes and index values at which both sides certainly differ."""
    for attempt, base in islice(points(model), COMPARED):
        model.draw, model.opened = Sample(model, attempt), {}
        try:
            differs = difference(model, base) is not None
        except (NoValue, Beyond, Spent, Unclear, RecursionError, ZeroDivisionError):
            continue
        if differs:
            yield base


def points(model: Model) -> Iterator[tuple[int, dict[str, int]]]:
    for attempt, sizes in enumerate(_sizes(model)):
        found = all_tuples(model, sizes)
        stride = max(1, len(found) // COMPONENTS)
        yield from ((attempt, base) for base in found[attempt % stride :: stride][:COMPONENTS])


def _sizes(model: Model) -> Iterator[dict[str, int]]:
    theory = model.goal.theory
    for growth in GROWTH:
        yield {name: theory.fixed.get(name, theory.sizes.get(name, 1) + growth) for name in model.sizes}
    yield from islice(dimensions(model.sizes, theory), 1, UNEQUAL)
