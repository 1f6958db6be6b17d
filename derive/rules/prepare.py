"""Before the first line of a proof: fixed sizes and indices, and equal indices, are put in; a goal falls in cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.rules.integrals import apart
from derive.rules.model import RuleError
from derive.terms.term import ONE, ZERO, Add, Entry, Index, Mul, Num, Sym, index
from derive.terms.theory import Definition, Goal, Hypothesis
from derive.terms.walk import parts, put, put_range, substitute


def prepare(goal: Goal) -> tuple[Goal, tuple[str, ...]]:
    """The goal with fixed sizes and equal indices put in, and the hypotheses used for that, in words; an index
    that has one place to be in is there. The variables of integrals are set apart."""
    swaps = {name: index(value) for name, value in goal.theory.fixed.items()}
    used = [f"{name} is {value}" for name, value in goal.theory.fixed.items()]
    goal = _put_in(goal, swaps)
    for hypothesis in goal.theory.hypotheses:
        if hypothesis.kind == "same" and isinstance(hypothesis.left, Index) and isinstance(hypothesis.right, Index):
            swap = _solved(put(hypothesis.left, swaps), put(hypothesis.right, swaps))
            swaps = {n: put(i, swap) for n, i in swaps.items()} | swap
            goal = _put_in(goal, swap)
            used += [hypothesis.name] * bool(swap)
    if goal.theory.fixed:
        goal = _put_in(goal, {n: r.lower for n, r in goal.theory.indices.items() if r.lower == r.upper})
    return apart(goal), tuple(used)


def _solved(left: Index, right: Index) -> dict[str, Index]:
    """An index name of `left = right` by the rest."""
    gap = left - right
    for name, _ in (*left.parts, *right.parts):
        factor = dict(gap.parts).get(name)
        if factor in (1, -1):
            rest = gap - Index(((name, factor),))
            return {name: -rest if factor == 1 else rest}
    return {}


def _put_in(goal: Goal, swaps: dict[str, Index]) -> Goal:
    if not swaps:
        return goal
    theory = goal.theory
    indices = {n: put_range(r, swaps) for n, r in (*theory.indices.items(), *goal.axes) if n not in swaps}
    for name, value in swaps.items():
        if value.name and name in theory.indices and value.name not in indices and value.name not in theory.sizes:
            indices[value.name] = put_range(theory.indices[name], swaps)
    definitions = {n: _defined(d, swaps) for n, d in theory.definitions.items()}
    variables = {
        n: replace(v, ranges=tuple(put_range(r, swaps) for r in v.ranges)) for n, v in theory.variables.items()
    }
    hypotheses = tuple(_assumed(h, swaps) for h in theory.hypotheses)
    theory = replace(theory, indices=indices, definitions=definitions, variables=variables, hypotheses=hypotheses)
    return replace(goal, left=substitute(goal.left, swaps), right=substitute(goal.right, swaps), theory=theory, axes=())


def _defined(definition: Definition, swaps: dict[str, Index]) -> Definition:
    inner = {n: i for n, i in swaps.items() if n not in definition.parameters}
    return replace(definition, body=substitute(definition.body, inner))


def _assumed(hypothesis: Hypothesis, swaps: dict[str, Index]) -> Hypothesis:
    if hypothesis.kind == "same":
        return hypothesis
    bound = [n for n, _ in hypothesis.parameters]
    inner = {n: i for n, i in swaps.items() if n not in bound}

    def changed(side: Any) -> Any:
        return put(side, inner) if isinstance(side, Index) else side and substitute(side, inner)

    ranges = tuple((n, put_range(r, swaps)) for n, r in hypothesis.parameters)
    return replace(hypothesis, left=changed(hypothesis.left), right=changed(hypothesis.right), parameters=ranges)


def cases(goal: Goal, split: tuple[Any, ...]) -> tuple[Goal, ...]:
    """The goals that together make `goal`: a bit is 0 or 1, two indices are the same or distinct, a number that there
    is at every point is negative or not."""
    kind, *subject = split
    if kind == "bit":
        (bit,) = subject
        variable = goal.theory.variables.get(bit.name)
        if not isinstance(bit, Sym | Entry) or variable is None or variable.domain != "bit":
            raise RuleError("not a variable that is 0 or 1")
        return tuple(_assuming(goal, Hypothesis(f"case {bit.name} = {v.value}", "equal", bit, v)) for v in (ZERO, ONE))
    if kind == "indices":
        left, right = subject
        return tuple(_assuming(goal, Hypothesis(f"case {k}", k, left, right)) for k in ("same", "distinct"))
    if kind == "sign":
        (term,) = subject
        if not total(term, goal):
            raise RuleError("a term that may have no value")
        return tuple(_assuming(goal, Hypothesis(f"case {k}", k, term)) for k in ("nonnegative", "negative"))
    raise RuleError(f"no split of the kind {kind}")


def total(term: Any, goal: Goal) -> bool:
    """Whether a term has a value at every point: variables, components inside of their arrays, sums and products."""
    if isinstance(term, Add | Mul):
        return all(total(part, goal) for part in parts(term))
    if isinstance(term, Sym):
        return term.name in goal.theory.variables.keys() - goal.theory.definitions.keys()
    if isinstance(term, Entry):
        spans = {**goal.theory.indices, **dict(goal.axes)}
        variable = goal.theory.variables.get(term.name)
        return variable is not None and tuple(spans.get(str(i.name)) for i in term.indices) == variable.ranges
    return isinstance(term, Num)


def _assuming(goal: Goal, hypothesis: Hypothesis) -> Goal:
    return replace(goal, theory=replace(goal.theory, hypotheses=(*goal.theory.hypotheses, hypothesis)))
