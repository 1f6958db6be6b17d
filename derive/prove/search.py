"""From a goal to a proof: the ordered strategies, each a normal form of the difference of both sides."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.kernel import Proof, ProofError, Proved, replay
from derive.prove.assumed import reduced
from derive.prove.draft import BudgetSpent, Draft
from derive.prove.gather import gathered
from derive.prove.normal import Normaliser
from derive.prove.split import DEPTH, splits
from derive.prove.steps import AFTER, BEFORE, POLISH
from derive.prove.telescope import telescoped
from derive.rules.definitions import unfold, unfolded
from derive.rules.derivatives import depends
from derive.rules.prepare import cases, prepare
from derive.rules.ring import TooLarge
from derive.terms.term import ZERO, Term, neg, sub
from derive.terms.theory import Goal, Hypothesis
from derive.terms.walk import free

BUDGET = 4000
MOST = 3  # splits tried at each depth
SIGNS = {">": "positive", ">=": "nonnegative", "!=": "nonzero", "<": "positive", "<=": "nonnegative"}


@dataclass(frozen=True)
class Gap:
    """No proof was found: why, and the normal forms of both sides, where there are any; on the left what remains of
    their difference, where definitions were put in."""

    reason: str
    left: Term | None = None
    right: Term | None = None


@dataclass(frozen=True)
class Found:
    """A proof, and what its replay says of the goal. None for one by cases, which is replayed as a whole at its end."""

    proof: Proof
    proved: Proved | None = None


@dataclass(frozen=True)
class Strategy:
    """`rounds`: how many times definitions may be unfolded, `only` which (all of them, if empty).
    `assume`: whether assumed equations are used."""

    name: str
    rounds: int
    assume: bool
    only: str = ""


STRATEGIES = (
    Strategy("definitions unfolded as needed", 12, False),
    Strategy("with hypotheses", 12, True),
)


def strategies(goal: Goal) -> list[Strategy]:
    """The strategies for a goal, in order: definitions that run in a circle are also tried one at a time."""
    equations = any(h.kind == "equal" for h in goal.theory.hypotheses)
    found = [s for s in STRATEGIES if equations or not s.assume]
    for name in sorted(goal.theory.definitions):
        if depends(goal.theory.definitions[name].body, name, replace(goal.theory, dependent=frozenset())):
            found.append(Strategy(f"only {name} unfolded", 1, True, name))
    return found


def prove(goal: Goal, budget: int = BUDGET) -> Proof | Gap:
    """A proof of the goal, or the gap that is left; the same on every machine."""
    found = by_cases(goal, budget, DEPTH)
    return found.proof if isinstance(found, Found) else found


def establish(goal: Goal) -> tuple[Proof, Proved] | Gap:
    """A proof of the goal and what the kernel says of it, or the gap that is left. Fails with ProofError where the
    proof does not replay."""
    found = by_cases(goal, BUDGET, DEPTH)
    if isinstance(found, Gap):
        return found
    return found.proof, found.proved or replay(goal, found.proof)


def by_cases(goal: Goal, budget: int, depth: int) -> Found | Gap:
    """A proof without cases, or one by the first split of which every case is proved."""
    found = direct(goal, budget)
    if isinstance(found, Found) or not depth or found.left is None or found.right is None:
        return found
    for split in splits(goal, found.left, found.right)[:MOST]:
        done = [by_cases(g, budget, depth - 1) for g in cases(goal, split)]
        proofs = [d.proof for d in done if isinstance(d, Found)]
        if len(proofs) == len(done):
            return Found(Proof((), (), split, tuple(proofs)))
    return found


def direct(goal: Goal, budget: int) -> Found | Gap:
    """The strategies, one after the other."""
    ready, _ = prepare(goal)
    gap = Gap("no strategy applies")
    for strategy in strategies(ready):
        found = tried(goal, ready, strategy, budget)
        if isinstance(found, Found):
            return found
        gap = found if found.left is not None or gap.left is None else gap
    return gap


def tried(goal: Goal, ready: Goal, strategy: Strategy, budget: int) -> Found | Gap:
    """One strategy on a goal that is made ready; a spent budget is a gap with its reason."""
    try:
        attempt = Attempt(ready, strategy, budget)
        proof = attempt.run()
        if isinstance(proof, Gap):
            return proof
        proved = replay(goal, proof)
        if proved.assumed:
            proof = attempt.grounded()
            proved = replay(goal, proof)
        return Found(proof, proved)
    except (BudgetSpent, TooLarge) as spent:
        return Gap(f"budget spent: {spent}")
    except RecursionError:
        return Gap("budget spent: the terms are nested too deeply")
    except ProofError as error:
        return Gap(f"the proof found does not replay: {error}")


def prove_under(goal: Goal, extra: Hypothesis | tuple[str, int], budget: int = BUDGET) -> tuple[Goal, Proof | Gap]:
    """The goal with one more assumption (a hypothesis, or a size fixed to a number), and its proof or gap.

    A verdict is `conditional` when the goal alone has a gap and this one is proved.
    """
    theory = goal.theory
    if isinstance(extra, Hypothesis):
        narrowed = replace(theory, hypotheses=(*theory.hypotheses, extra))
    else:
        narrowed = replace(theory, fixed={**theory.fixed, extra[0]: extra[1]})
    new = replace(goal, theory=narrowed)
    return new, prove(new, budget)


class Attempt:
    """The difference of both sides in normal form; definitions unfolded in what is left, until nothing is."""

    def __init__(self, goal: Goal, strategy: Strategy, budget: int) -> None:
        self.goal, self.strategy = goal, strategy
        self.draft = Draft(goal, budget)
        self.on = Normaliser(self.draft, BEFORE, AFTER, POLISH, strategy.assume)
        self.sides = (goal.right, goal.left) if goal.sign in ("<", "<=") else (goal.left, goal.right)
        self.start = self.rest = sub(*self.sides)
        self.normals = self.sides
        self.lines: list[int] = []
        self.rounds: list[tuple[str, ...]] = []
        self.final = 0

    def run(self) -> Proof | Gap:
        if self.compared():
            return self.draft.proof()
        for _ in range(self.strategy.rounds + 1):
            self.step(*self.on.normal(self.rest))
            if self.closed():
                return self.proof()
            if not self.unfold():
                break
        if self.goal.sign != "=":
            return self.gap()
        if self.strategy.assume:
            self.step(*reduced(self.on, self.rest))
        self.step(*gathered(self.on, self.rest))
        self.step(*telescoped(self.on, self.rest))
        return self.proof() if self.rest == ZERO else self.gap()

    def compared(self) -> bool:
        """Both sides in normal form: the proof, if it is one and the same; else their difference."""
        (left, one), (right, two) = map(self.on.normal, self.sides)
        self.normals = (left, right)
        if self.goal.sign == "=" and left == right:
            lines = [n for n in (one, None if two is None else self.draft.write("reverse", two)) if n is not None]
            self.final = self.draft.write("chain", tuple(lines)) if lines else self.draft.write("ring", left, right, ())
            return True
        items = [] if one is None else [(0, one, ())]
        if two is not None:
            minus = self.draft.write("congruence", neg(self.sides[1]), ((1, two, ()),))
            items.append((1, minus, ()))
        if items:
            self.step(sub(left, right), self.draft.write("congruence", self.start, tuple(items)))
        return False

    def step(self, new: Term, line: int | None) -> None:
        self.rest = new
        if line is not None:
            self.lines.append(line)

    def closed(self) -> bool:
        """Whether what is left shows the goal."""
        if self.goal.sign != "=":
            return self.draft.holds(SIGNS[self.goal.sign], self.rest)
        if self.rest != ZERO and self.draft.ring.vanishes(self.draft.poly(self.rest)):
            self.step(ZERO, self.draft.write("ring", self.rest, ZERO, ()))
        return self.rest == ZERO

    def unfold(self) -> bool:
        """Definitions put in, once, wherever their names occur; False if there are none."""
        names = tuple(sorted(n for n in free(self.rest)[1] if n in self.draft.theory.definitions
                             and self.strategy.only in ("", n)))
        new = unfolded(self.rest, names, self.draft.theory)
        if new == self.rest:
            return False
        line = self.draft.write("definition", names, self.rest)
        self.rounds.append(names)
        self.draft.put_in(names)
        self.step(new, line)
        return True

    def grounded(self) -> Proof:
        """The proof once more, with what is granted of each denominator said of its normal form too."""
        for fact in list(self.draft.raw):
            term = self.draft.instance(fact)
            self.ground(term)
            for defined in self.rounds:
                self.ground(unfold(term, defined, self.draft.theory))
        self.draft.write("chain", (self.final,))
        return self.draft.proof()

    def ground(self, term: Term) -> None:
        line = self.on.normal(term)[1]
        if line is not None:
            self.draft.write("granted", line)

    def proof(self) -> Proof:
        last = self.draft.chain(self.lines)
        if last is None:
            last = self.draft.write("ring", self.start, self.rest, ())
        if self.goal.sign == "=":
            last = self.draft.write("difference", last, self.goal.left, self.goal.right)
        elif last != len(self.draft.lines) - 1:
            last = self.draft.write("chain", (last,))
        self.final = last
        return self.draft.proof()

    def gap(self) -> Gap:
        reason = "the normal forms differ" if self.goal.sign == "=" else "the sign is not known"
        left, right = self.normals[::-1] if self.goal.sign in ("<", "<=") else self.normals
        return Gap(reason, self.rest if self.rounds else left, right)
