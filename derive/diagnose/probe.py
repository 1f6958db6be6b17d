"""Whether other right (or left) sides may equal the one that is kept: a filter for many, in front of every proof.

What does not change from candidate to candidate (definitions, hypotheses, points, the values of the side that is kept)
is prepared once for all that mention no more than one that was prepared before; each is only read and evaluated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from flint import ctx

from derive.diagnose.model import Case
from derive.diagnose.values import AMPLE, ENOUGH, may_hold, points
from derive.functions import FUNCTIONS
from derive.notation.tree import Node
from derive.refute.balls import Reals
from derive.refute.dual import Value, plain
from derive.refute.facts import require_hypotheses
from derive.refute.model import Model
from derive.refute.outcome import Beyond, NoValue, Spent, Unclear
from derive.refute.points import Sample
from derive.refute.prepare import prepare
from derive.refute.scan import Mentions, mentions
from derive.refute.state import Closure, State
from derive.refute.witness import PRECISIONS, settled
from derive.terms.term import Term
from derive.terms.theory import Goal

MOST = {"new": 24, "loose": 8}  # preparations: for what mentions something new, or has a sum without a known range
UNTOLD = (Beyond, Spent, Unclear, RecursionError, ZeroDivisionError)
PLACES = ("component 1", "component 2", "component 3", "component 4")  # no names of a document


@dataclass
class Point:
    """One point: the evaluation there, with all that is known so far, and the value of the side that is kept."""

    attempt: int
    base: dict[str, int]
    state: State
    kept: Value
    admissible: bool | None = None


@dataclass
class Ground:
    """A goal prepared for other sides. `by`: what it differentiates by."""

    goal: Goal
    model: Model
    kept: Closure
    by: frozenset[str]
    rest: Iterator[tuple[int, dict[str, int]]]
    points: list[Point] = field(default_factory=list)

    def covers(self, found: Mentions) -> bool:
        model = self.model
        places = {*model.axes, *model.sizes, *self.goal.theory.fixed, *PLACES}
        return (
            found.names <= model.names | FUNCTIONS.keys() and found.indices <= places and found.by <= self.by
        )

    def agrees(self, term: Term) -> bool:
        closure, agreed = self.model.compiler(term), 0
        for point in self.every():
            same = self.same_at(point, closure)
            if same is False:
                return False
            agreed += same is True
            if agreed == AMPLE:
                break
        return agreed >= ENOUGH

    def same_at(self, point: Point, closure: Closure) -> bool | None:
        """Whether the other side has the value of the one that is kept; None where it has none, or nothing counts."""
        self.model.draw, point.state.steps = Sample(self.model, point.attempt), 0
        try:
            with ctx.workprec(PRECISIONS[0]):
                other = plain(closure(point.state))
                if settled(point.kept, other) or not Reals.holds(point.kept, "!=", other):
                    return True
                if point.admissible is None:
                    point.admissible = self.admits(point)
                return False if point.admissible else None
        except NoValue:
            point.state = State(self.model, Reals, point.base)  # one that was broken off is in disorder
            return None
        except UNTOLD:
            point.state = State(self.model, Reals, point.base)
            raise

    def admits(self, point: Point) -> bool:
        try:
            require_hypotheses(self.model, State(self.model, Reals, point.base))
        except NoValue:
            return False
        return True

    def every(self) -> Iterator[Point]:
        """The points at which the side that is kept has a value, each found when it is first asked for."""
        yield from self.points
        for attempt, base in self.rest:
            self.model.draw, self.model.opened = Sample(self.model, attempt), {}
            base = base | {place: base[name] for place, (name, _) in zip(PLACES, self.goal.axes, strict=False)}
            state = State(self.model, Reals, base)
            try:
                with ctx.workprec(PRECISIONS[0]):
                    point = Point(attempt, base, state, plain(self.kept(state)))
            except NoValue:
                continue
            self.points.append(point)
            yield point


@dataclass
class Probe:
    """All candidates for one side of a claim, where the other is kept."""

    case: Case
    kept: Node
    side: str = "right"
    grounds: list[tuple[Ground, ...]] = field(default_factory=list)
    spent: Counter[str] = field(default_factory=Counter)

    def may_hold(self, other: Node) -> bool:
        """Whether both sides agree wherever they were compared, under one of the readings."""
        left, right = (self.kept, other) if self.side == "right" else (other, self.kept)
        compared = self.case.compared(left, right, PLACES)
        if not compared:
            return compared is None and any(may_hold(goal) for goal in self.case.goals_of(left, right))
        sides = [(axes, two if self.side == "right" else one) for axes, one, two in compared]
        found = mentions(*(term for _, term in sides))
        fitting = next((g for g in self.grounds if all(ground.covers(found) for ground in g)), ())
        if fitting:
            tried = ((g, term) for g in fitting for axes, term in sides if axes == len(g.goal.axes))
            return any(self.agrees(*pair) for pair in tried) and any(map(may_hold, self.case.goals_of(left, right)))
        spent = "loose" if any(name.startswith("?") for name in found.indices) else "new"
        self.spent[spent] += 1
        if self.spent[spent] > MOST[spent]:
            return False
        grounds = tuple(self.prepared(self.case.goals_of(left, right)))
        if grounds:
            self.grounds.append(grounds)
        return any(self.agrees(g, g.goal.right if self.side == "right" else g.goal.left) for g in grounds)

    def agrees(self, ground: Ground, term: Term) -> bool:
        """Where the balls stay too wide, the goal itself is asked."""
        try:
            return ground.agrees(term)
        except Unclear:
            return True
        except UNTOLD:
            return False

    def prepared(self, goals: tuple[Goal, ...]) -> Iterator[Ground]:
        for goal in goals:
            try:
                model = prepare(goal, Reals.functions)
            except Beyond:
                continue
            bodies = (definition.body for definition in goal.theory.definitions.values())
            by = frozenset(mentions(goal.left, goal.right, *bodies).by)
            yield Ground(goal, model, model.left if self.side == "right" else model.right, by, points(model))
