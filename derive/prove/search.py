"""From a goal to a proof: the ordered strategies, each a normal form of the difference of both sides."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.kernel import Proof
from derive.prove.draft import BudgetSpent, Draft
from derive.prove.gather import gathered
from derive.prove.normal import Normaliser
from derive.prove.steps import AFTER, BEFORE, POLISH
from derive.rules.definitions import unfold
from derive.rules.granted import presupposed
from derive.rules.model import RuleError
from derive.rules.prepare import prepare
from derive.rules.ring import TooLarge
from derive.terms.term import ZERO, Term, sub
from derive.terms.theory import Goal
from derive.terms.walk import free

BUDGET = 4000
SIGNS = {">": "positive", ">=": "nonnegative", "!=": "nonzero", "<": "positive", "<=": "nonnegative"}


@dataclass(frozen=True)
class Gap:
    """No proof was found: why, and the normal forms of both sides, where there are any."""

    reason: str
    left: Term | None = None
    right: Term | None = None


@dataclass(frozen=True)
class Strategy:
    """`rounds`: how many times definitions are unfolded first. `assume`: whether assumed equations are used."""

    name: str
    rounds: int
    assume: bool


STRATEGIES = (
    Strategy("as it stands", 0, False),
    Strategy("with hypotheses", 0, True),
    Strategy("definitions unfolded once", 1, True),
    Strategy("all definitions unfolded", 12, True),
)


def prove(goal: Goal, budget: int = BUDGET) -> Proof | Gap:
    """A proof of the goal, or the gap that is left; the same on every machine."""
    ready, _ = prepare(goal)
    gap = Gap("no strategy applies")
    for strategy in STRATEGIES:
        if not useful(strategy, ready):
            continue
        try:
            found = attempt(ready, strategy, budget)
        except (BudgetSpent, TooLarge) as spent:
            found = Gap(f"budget spent: {spent}")
        if isinstance(found, Proof):
            return found
        gap = found if found.left is not None or gap.left is None else gap
    return gap


def useful(strategy: Strategy, goal: Goal) -> bool:
    """Whether the strategy differs from the one before it."""
    if strategy.assume and not strategy.rounds:
        return any(h.kind == "equal" for h in goal.theory.hypotheses)
    names = free(goal.left)[1] | free(goal.right)[1]
    return not strategy.rounds or any(n in goal.theory.definitions for n in names)


def attempt(goal: Goal, strategy: Strategy, budget: int) -> Proof | Gap:
    draft = Draft(goal, budget)
    normaliser = Normaliser(draft, BEFORE, AFTER, POLISH, strategy.assume)
    left, right = (goal.right, goal.left) if goal.sign in ("<", "<=") else (goal.left, goal.right)
    start = sub(left, right)
    opened, lines = unfolded(draft, start, strategy.rounds)
    rest, line = normaliser.normal(opened)
    for _ in range(strategy.rounds):
        more, extra = unfolded(draft, rest, strategy.rounds)
        if not extra:
            break
        lines += ([] if line is None else [line]) + extra
        rest, line = normaliser.normal(more)
    lines += [] if line is None else [line]
    if goal.sign == "=" and rest != ZERO:
        rest, more_lines = gathered(normaliser, rest)
        lines += more_lines
    return concluded(draft, normaliser, goal, start, rest, lines)


def unfolded(draft: Draft, term: Term, rounds: int) -> tuple[Term, list[int]]:
    """Definitions put in, as many times as the strategy says."""
    lines: list[int] = []
    for _ in range(rounds):
        names = tuple(sorted(n for n in free(term)[1] if n in draft.theory.definitions))
        try:
            new = unfold(term, names, draft.theory) if names else term
        except RuleError:
            break
        if new == term:
            break
        lines.append(draft.write("definition", names, term))
        draft.grant(presupposed(new))
        term = new
    return term, lines


def concluded(draft: Draft, on: Normaliser, goal: Goal, start: Term, rest: Term, lines: list[int]) -> Proof | Gap:
    if goal.sign == "=" and rest == ZERO:
        last = draft.chain(lines)
        if last is None:
            last = draft.write("ring", start, ZERO, ())
        draft.write("difference", last, goal.left, goal.right)
        return draft.proof()
    if goal.sign != "=" and draft.holds(SIGNS[goal.sign], rest):
        if draft.chain(lines) is None:
            draft.write("ring", start, rest, ())
        return draft.proof()
    if not lines and goal.sign != "=":
        return Gap("the sign is not known", start, ZERO)
    spare = replace(goal)
    return Gap("the sides differ" if goal.sign == "=" else "the sign is not known",
               on.normal(spare.left)[0], on.normal(spare.right)[0])
