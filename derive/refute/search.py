"""The search for a counterexample: smallest sizes first, then small rational values, until one certainly fails."""

from __future__ import annotations

from collections.abc import Iterator

from derive.refute.balls import Reals
from derive.refute.indices import all_tuples
from derive.refute.meet import meet_equations
from derive.refute.model import Model
from derive.refute.outcome import Beyond, NoValue, Spent
from derive.refute.points import Sample, dimensions
from derive.refute.prepare import prepare
from derive.refute.witness import NoWitness, Witness, difference, stands, state_witness
from derive.terms.theory import Goal

BUDGET = 240  # components evaluated
ATTEMPTS = 12  # draws of values at the same sizes
ROUND = 2  # of which so many before the sizes grow
GLANCE = 2  # the draw of values for a first look
COMPONENTS = 9  # index values tried with one draw


def refute(goal: Goal, budget: int = BUDGET) -> Witness | NoWitness:
    """A witness that the claim is false, or why none was found.

    Applies to every goal. Fails openly: `NoWitness` for what cannot be evaluated (an integral), and where both
    sides agree, or denote nothing, or a hypothesis fails, at every point within the budget.

    Example: for `u[i] v[i] = sum over j of u[j] v[j]` the witness has `d = 2`, for at `d = 1` the claim holds.
    """
    try:
        return search(prepare(goal, Reals.functions), budget)
    except (Beyond, Spent) as failure:
        return NoWitness(str(failure))
    except RecursionError:
        return NoWitness("definitions nested too deeply")


def fails(goal: Goal) -> bool:
    """Whether the claim certainly fails at one of a few points where every size is one more than it must be: a glance
    that takes less time than the search for a witness or for a proof. False says nothing."""
    try:
        model = prepare(goal, Reals.functions)
        theory = goal.theory
        sizes = {name: theory.fixed.get(name, theory.sizes.get(name, 1) + 1) for name in model.sizes}
        return any(_differs(model, base) for base in _some(all_tuples(model, sizes), GLANCE))
    except (Beyond, Spent, RecursionError):
        return False


def _differs(model: Model, base: dict[str, int]) -> bool:
    try:
        return _at(model, base, GLANCE) is not None
    except NoValue:
        return False


def check(goal: Goal, witness: Witness) -> bool:
    """Whether the witness refutes the goal, evaluated again from nothing but the two."""
    try:
        return stands(prepare(goal, Reals.functions), witness)
    except (Beyond, Spent, ValueError, ZeroDivisionError, RecursionError):
        return False


def search(model: Model, budget: int) -> Witness | NoWitness:
    """The search over a prepared goal."""
    tried = agreed = 0
    reason = ""
    for sizes, attempt in _schedule(model):
        for base in _some(all_tuples(model, sizes), attempt):
            if tried == budget:
                return NoWitness(seen(agreed, tried), tried)
            tried += 1
            try:
                found = _at(model, base, attempt)
            except NoValue as failure:
                reason = str(failure)
                continue
            if found is not None:
                return found
            agreed += 1
    if not agreed:
        return NoWitness(f"no admissible point: {reason or 'the index conditions exclude each other'}", tried)
    return NoWitness(seen(agreed, tried), tried)


def seen(agreed: int, tried: int) -> str:
    if not agreed:
        return f"at none of {tried} points everything that is assumed holds and both sides have a value"
    return f"both sides agree at {agreed} of {tried} points"


def _at(model: Model, base: dict[str, int], attempt: int) -> Witness | None:
    sample = Sample(model, attempt)
    model.draw, model.opened = sample, {}
    meet_equations(model, base, sample)
    sample.drawn, sample.kept = {}, sample.drawn
    found = difference(model, base)
    return None if found is None else state_witness(model, base, sample.drawn, found)


def _schedule(model: Model) -> Iterator[tuple[dict[str, int], int]]:
    """Sizes and attempts: a few draws for all sizes, smallest first, then more draws for all."""
    for start in range(0, ATTEMPTS, ROUND):
        for sizes in dimensions(model.sizes, model.goal.theory):
            for attempt in range(start, start + ROUND):
                yield sizes, attempt


def _some(bases: list[dict[str, int]], attempt: int) -> list[dict[str, int]]:
    """All index values, or evenly spread ones, other ones at each attempt."""
    if len(bases) <= COMPONENTS:
        return bases
    stride = len(bases) / COMPONENTS
    return [bases[(int(k * stride) + attempt) % len(bases)] for k in range(COMPONENTS)]
