"""The kernel: a proof is data, `replay` rebuilds every line of it, and only `replay` says proved.

A proof is a list of lines; each line is an equation between two terms, made from earlier ones. The last line is
the claim. A line holds for all values of all index names in their ranges; the names that a proof introduces for
bound names come with one range each (`Proof.names`).

    ring           both sides are the same rational function of their atoms, equal atoms (earlier lines) put in
    chain          a = b, b = c, so a = c
    reverse        a = b, so b = a
    congruence     equal parts (earlier lines) make equal wholes; the part under a binder holds for every value
    rule           an instance of a rule of `derive.rules`, with its conditions
    definition     names replaced by what they stand for
    hypothesis     an equation that is assumed
    differentiate  a derivative, worked out by `derive.rules.derivatives`
    difference     a - b = 0, so a = b
    granted        the sign known, or granted, of one side of an equation is that of the other

Conditions on indices are met or the proof is refused. Conditions on signs (`nonzero`, `positive`) are met, or they
are implied by the claim having a meaning at all (`Proved.conditions`), or they are assumed (`Proved.assumed`).

FAILURE: `replay` raises `ProofError`, with the number of the line, for every proof that does not prove its goal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from flint import fmpq

from derive.rules import RULES
from derive.rules.definitions import unfold
from derive.rules.derivatives import Differentiation, depends
from derive.rules.granted import Grants
from derive.rules.model import Condition, RuleError, positive
from derive.rules.prepare import cases, prepare
from derive.rules.proof import Line, Proof, from_data, to_data
from derive.rules.ranges import Ranges, instance
from derive.rules.ring import Ring, TooLarge
from derive.rules.signs import Signs
from derive.terms.term import (
    ZERO,
    Deriv,
    Entry,
    Extremum,
    Index,
    Integral,
    Prod,
    Range,
    Sum,
    Sym,
    Tensor,
    Term,
    index,
    sub,
)
from derive.terms.theory import Goal, Hypothesis, Theory
from derive.terms.walk import free, match, parts, rebuild, substitute, text

__all__ = ["Line", "Proof", "ProofError", "Proved", "cases", "from_data", "replay", "to_data"]

_NONE: frozenset[str] = frozenset()
_SEAL = object()


class ProofError(Exception):
    """A proof that does not prove its goal."""


@dataclass(frozen=True)
class Proved:
    """A goal whose proof was replayed. `conditions` are implied by both sides having a meaning; `assumed` are not:
    the claim is proved under them only. `rules`, `hypotheses` and `definitions` name what was used."""

    goal: Goal
    steps: int
    rules: tuple[str, ...]
    hypotheses: tuple[str, ...]
    definitions: tuple[str, ...]
    conditions: tuple[Condition, ...]
    assumed: tuple[Condition, ...]
    seal: object = None

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise ProofError("only `replay` says proved")


@dataclass(frozen=True)
class _Fact:
    """A line: `left = right`. `bound` are the introduced names that it speaks of or was made with, `equals` the
    assumed equations it rests on, `weak` what must not be negative for it (and may be 0 at this point alone)."""

    left: Any
    right: Any
    bound: frozenset[str] = _NONE
    equals: frozenset[str] = _NONE
    weak: frozenset[Term] = frozenset()


def replay(goal: Goal, proof: Proof) -> Proved:
    """Rebuild every line of `proof`; the last must be `goal`."""
    if proof.split:
        return _replay_cases(goal, proof)
    run = _Replay(goal, proof)
    for number, line in enumerate(proof.lines):
        try:
            run.facts.append(_KINDS[line.kind](run, *line.subject))
        except (RuleError, TooLarge, KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise ProofError(f"line {number} ({line.kind}): {error}") from error
        except ProofError as error:
            raise ProofError(f"line {number} ({line.kind}): {error}") from error
    return run.conclude(goal)


def _replay_cases(goal: Goal, proof: Proof) -> Proved:
    try:
        goals = cases(goal, proof.split)
    except (RuleError, ValueError, AttributeError) as error:
        raise ProofError(f"split: {error}") from error
    if len(goals) != len(proof.parts) or proof.lines:
        raise ProofError("a case is missing")
    done = [replay(g, p) for g, p in zip(goals, proof.parts, strict=True)]
    own = {h.name for g in goals for h in g.theory.hypotheses} - {h.name for h in goal.theory.hypotheses}

    def joined(field: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(item for d in done for item in getattr(d, field)))

    rules = (*dict.fromkeys((f"cases-{proof.split[0]}", *joined("rules"))),)
    hypotheses = tuple(h for h in joined("hypotheses") if h not in own)
    steps, definitions = sum(d.steps for d in done), joined("definitions")
    return Proved(goal, steps, rules, hypotheses, definitions, joined("conditions"), joined("assumed"), _SEAL)


class _Replay:
    """The state of one replay: the lines so far, and what they used."""

    def __init__(self, goal: Goal, proof: Proof) -> None:
        self.goal, used = prepare(goal)
        self.theory: Theory = self.goal.theory
        self.introduced = dict(proof.names)
        self.names: dict[str, Range] = {**self.theory.indices, **dict(self.goal.axes)}
        self._check_names()
        self.names.update(self.introduced)
        self.ranges = Ranges(self.theory, self.names)
        self.ring = Ring(self._of_domain("bit"), self._of_domain("sign"))
        self.facts: list[_Fact] = []
        self.rules: dict[str, None] = {}
        self.hypotheses: dict[str, None] = dict.fromkeys(used)
        self.definitions: dict[str, None] = {}
        self.needs: dict[Condition, None] = {}
        self.ranges.used = self.hypotheses
        self.grants = Grants(self.theory, self.ring, [self.goal.left, self.goal.right])

    def _of_domain(self, domain: str) -> frozenset[str]:
        return frozenset(n for n, v in self.theory.variables.items() if v.domain == domain)

    def _check_names(self) -> None:
        """Introduced names are new: no index, no size, nothing that a hypothesis or definition speaks of."""
        taken = set(self.names) | set(self.theory.sizes) | free(self.goal.left)[0] | free(self.goal.right)[0]
        sides = [s for h in self.theory.hypotheses for s in (h.left, h.right)]
        taken |= {n for s in sides if isinstance(s, Index) for n, _ in s.parts}
        taken = taken.union(*(free(s)[0] for s in sides if isinstance(s, Term)))
        taken = taken.union(*(free(d.body)[0] - set(d.parameters) for d in self.theory.definitions.values()))
        clash = sorted(taken & set(self.introduced))
        if clash:
            raise ProofError(f"{clash[0]} is not a new name")

    # --- the kinds of lines ---
    def fact(
        self,
        left: Any,
        right: Any,
        used: Iterable[_Fact] = (),
        needs: Iterable[Condition] = (),
        equals: frozenset[str] = _NONE,
        closed: frozenset[str] = _NONE,
    ) -> _Fact:
        """A line, after its conditions were met or noted."""
        names, weak = free(left)[0] | free(right)[0], frozenset[Term]()
        for condition in needs:
            names |= self.require(condition)
            subject = condition.subject[0]
            if condition.kind in ("trait", "binary"):
                equals |= {f"trait of {getattr(subject, 'name', subject)}"}
            elif condition.kind == "nonnegative":
                weak |= {subject}
        for fact in used:
            names |= fact.bound - closed
            equals |= fact.equals
            weak |= fact.weak
        return _Fact(left, right, frozenset(n for n in names if n in self.introduced), equals, weak)

    def line_ring(self, left: Term, right: Term, lines: tuple[int, ...]) -> _Fact:
        used = [self.facts[i] for i in lines]
        self.ring.needs.clear()
        gap = self.ring.add(
            self.ring.evaluate(left, {f.left: f.right for f in used}), self.ring.evaluate(right, {}), fmpq(-1)
        )
        if not self.ring.vanishes(gap):
            raise ProofError("the two sides are not the same rational function")
        self.rules.setdefault("algebra")
        special = (free(left)[1] | free(right)[1]) & (self.ring.binary | self.ring.signs)
        return self.fact(left, right, used, list(self.ring.needs), frozenset(f"trait of {n}" for n in special))

    def line_chain(self, lines: tuple[int, ...]) -> _Fact:
        used = [self.facts[i] for i in lines]
        for one, two in pairwise(used):
            if one.right != two.left:
                raise ProofError("the chain is broken")
        return self.fact(used[0].left, used[-1].right, used)

    def line_reverse(self, line: int) -> _Fact:
        return self.fact(self.facts[line].right, self.facts[line].left, [self.facts[line]])

    def line_congruence(self, term: Any, items: tuple[tuple[int, int | None, tuple[str, ...]], ...]) -> _Fact:
        new, closed = list(parts(term)), _NONE
        binders: dict[int, tuple[str, ...]] = {}
        lines, needs = list[_Fact](), list[Condition]()
        for place, number, names in items:
            part = self.opened(term, place, names)
            used = _Fact(part, part) if number is None else self.facts[number]
            if part != used.left:
                raise ProofError(f"line {number} is not about part {place}")
            needs += self.check_scope(term, used)
            lines.append(used)
            new[place], closed, binders[place] = used.right, closed | frozenset(names), names
        return self.fact(term, rebuild(term, new, binders), lines, needs, closed=closed)

    def opened(self, term: Any, place: int, names: tuple[str, ...]) -> Any:
        """Part `place` of a term, its bound names replaced by introduced ones of the same range."""
        part = parts(term)[place]
        bound = ((term.name, term.range),) if isinstance(term, Sum | Prod | Extremum) else getattr(part, "binders", ())
        if len(bound) != len(names) or len(set(names)) != len(names):
            raise ProofError("as many names as are bound there")
        for (_, span), name in zip(bound, names, strict=True):
            if self.introduced.get(name) != span or name in free(term)[0]:
                raise ProofError(f"{name} cannot stand for a bound name of that range")
        body = part.body if isinstance(part, Tensor) else part
        return substitute(body, {b: index(n) for (b, _), n in zip(bound, names, strict=True)})

    def check_scope(self, term: Any, used: _Fact) -> list[Condition]:
        """An equation assumed of the variable at one point says nothing of a derivative or an integral by it; and
        around the point of a derivative, what is 0 there may be negative."""
        if not isinstance(term, Deriv | Integral):
            return []
        name = term.variable.name if isinstance(term, Deriv) else term.name  # type: ignore[attr-defined]
        if f"trait of {name}" in used.equals:
            raise ProofError(f"what is declared of {name} does not hold around the point")
        for hypothesis in self.theory.hypotheses:
            sides = [s for s in (hypothesis.left, hypothesis.right) if isinstance(s, Term)]
            if hypothesis.name in used.equals and any(depends(s, name, self.theory) for s in sides):
                raise ProofError(f"{hypothesis.name} does not hold around the point")
        weak = sorted(used.weak if isinstance(term, Deriv) else (), key=text)
        return [positive(w) for w in weak if depends(w, name, self.theory)]

    def line_rule(self, name: str, term: Term, arguments: tuple[Any, ...]) -> _Fact:
        equation = RULES[name].apply(term, *arguments)
        self.rules.setdefault(name)
        if equation.left != term:
            raise ProofError("another left side")
        return self.fact(term, equation.right, (), equation.conditions)

    def line_definition(self, names: tuple[str, ...], term: Term) -> _Fact:
        self.definitions.update(dict.fromkeys(names))
        right = unfold(term, names, self.theory)
        self.grants.put_in(names)
        return self.fact(term, right)

    def line_granted(self, line: int) -> _Fact:
        """What is granted, or known of the sign, of a term holds of an equal one."""
        used = self.facts[line]
        bound = tuple((n, self.introduced[n]) for n in sorted(free(used.right)[0] & set(self.introduced)))
        self.grants.carry(used.left, used.right, bound, self.signs)
        return used

    def line_hypothesis(self, number: int, term: Term) -> _Fact:
        hypothesis = self.theory.hypotheses[number]
        if hypothesis.kind != "equal" or not isinstance(hypothesis.left, Term):
            raise ProofError("not an equation")
        found = match(hypothesis.left, term, [n for n, _ in hypothesis.parameters])
        if found is None:
            raise ProofError("the hypothesis does not speak of this term")
        self.hypotheses.setdefault(hypothesis.name)
        right = substitute(hypothesis.right, found)
        if all(self.ranges.nonempty(r) for n, r in self.introduced.items() if n in free(term)[0] | free(right)[0]):
            self.grants.assume(right)
        return self.fact(term, right, (), instance(hypothesis, found), frozenset((hypothesis.name,)))

    def line_differentiate(self, term: Deriv) -> _Fact:
        work = Differentiation(term.variable, self.theory)
        slope = work.of(term.body)
        self.rules.update(dict.fromkeys(("derivative", *work.assumed)))
        return self.fact(term, slope, (), list(work.needs))

    def line_difference(self, line: int, left: Term, right: Term) -> _Fact:
        used = self.facts[line]
        if used.left != sub(left, right) or used.right != ZERO:
            raise ProofError("not a difference that is zero")
        return self.fact(left, right, [used])

    # --- conditions ---
    def require(self, condition: Condition) -> frozenset[str]:
        """Meet a condition on indices or refuse; note one on signs. The index names it speaks of."""
        if condition.kind in ("positive", "nonnegative", "nonzero"):
            self.needs.setdefault(condition)
            return free(condition.subject[0])[0]
        if not _MET[condition.kind](self, *condition.subject):
            raise ProofError(f"{condition.kind} {condition.subject} is not known")
        ends = [s for s in condition.subject if isinstance(s, Index | Range)]
        flat = [i for s in ends for i in ((s,) if isinstance(s, Index) else (s.lower, s.upper))]
        return frozenset(n for i in flat for n, _ in i.parts)

    # --- the end ---
    def conclude(self, goal: Goal) -> Proved:
        if not self.facts:
            raise ProofError("a proof without a line")
        self.check_conclusion(self.facts[-1])
        for name in sorted(self.facts[-1].bound):
            if not self.ranges.nonempty(self.introduced[name]):
                raise ProofError(f"the range of {name} may be empty")
        implied, assumed = self.unmet()
        used = tuple(h for h in self.hypotheses if h != "presupposed")
        return Proved(goal, len(self.facts), tuple(self.rules), used, tuple(self.definitions), implied, assumed, _SEAL)

    def check_conclusion(self, last: _Fact) -> None:
        left, right = self.goal.left, self.goal.right
        if self.goal.sign == "=":
            if (last.left, last.right) != (left, right):
                raise ProofError("the last line is not the goal")
            return
        kind, first, second = {
            ">": ("positive", left, right),
            "<": ("positive", right, left),
            ">=": ("nonnegative", left, right),
            "<=": ("nonnegative", right, left),
            "!=": ("nonzero", left, right),
        }[self.goal.sign]
        if last.left != sub(first, second) or not self.shows(kind, last.right):
            raise ProofError("the last line does not show the goal's sign")

    def shows(self, kind: str, term: Term) -> bool:
        return self.signs(self.grants.known(self.signs) + self.grants.all(self.signs)).holds(kind, term)

    def signs(self, granted: list[Hypothesis]) -> Signs:
        signs = Signs(self.theory, self.ranges, [*self.theory.hypotheses, *granted])
        signs.used = self.hypotheses
        return signs

    def unmet(self) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
        """The conditions that do not hold always: implied by the claim's meaning, and assumed."""
        strict = self.signs([])
        open_ones = [c for c in self.needs if not strict.holds(c.kind, c.subject[0])]
        if not open_ones:
            return (), ()
        known = self.grants.known(self.signs)
        open_ones = [c for c in open_ones if not self.signs(known).holds(c.kind, c.subject[0])]
        loose = self.signs(known + self.grants.all(self.signs))
        implied = [self.closed(c) for c in open_ones if loose.holds(c.kind, c.subject[0])]
        assumed = [self.closed(c) for c in open_ones if not loose.holds(c.kind, c.subject[0])]
        return tuple(dict.fromkeys(implied)), tuple(dict.fromkeys(assumed))

    def closed(self, condition: Condition) -> Condition:
        """A condition for all values of the introduced names in it."""
        term = condition.subject[0]
        for name in sorted(free(term)[0] & set(self.introduced)):
            span = self.introduced[name]
            whole = condition.kind == "nonzero"
            term = Prod(name, span, term) if whole else Extremum("min", name, span, term)
        return replace(condition, subject=(term,))


# --- tables -----------------------------------------------------------------------------------------------------
_KINDS: dict[str, Callable[..., _Fact]] = {
    "ring": _Replay.line_ring,
    "chain": _Replay.line_chain,
    "reverse": _Replay.line_reverse,
    "congruence": _Replay.line_congruence,
    "rule": _Replay.line_rule,
    "definition": _Replay.line_definition,
    "hypothesis": _Replay.line_hypothesis,
    "differentiate": _Replay.line_differentiate,
    "difference": _Replay.line_difference,
    "granted": _Replay.line_granted,
}
_MET: dict[str, Callable[..., bool]] = {
    "inside": lambda run, value, span: run.ranges.inside(value, span),
    "distinct": lambda run, left, right: run.ranges.distinct(left, right),
    "countable": lambda run, span: run.ranges.countable(span),
    "nonempty": lambda run, span: run.ranges.nonempty(span),
    "binary": lambda run, term: isinstance(term, Sym | Entry) and term.name in run.ring.binary,
    "trait": lambda run, name, trait: trait in run.theory.variables[name].traits,
    "axis": lambda run, name, axis, span: run.theory.variables[name].ranges[axis] == span,
    "place": lambda run, name, axis, value: run.ranges.inside(value, run.theory.variables[name].ranges[axis]),
}
