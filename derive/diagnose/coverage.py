"""Conditions of branches, tried at single indices: which apply, which overlap, which were meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from derive.diagnose.chain import is_wrong
from derive.diagnose.model import Case
from derive.diagnose.values import may_hold
from derive.notation.show import show
from derive.notation.tree import Chain, Node, Number, Relation, Sequence, Symbol
from derive.terms.term import index
from derive.terms.theory import Hypothesis, Theory

HOLDS: dict[str, Callable[[int, int], bool]] = {
    "=": lambda a, b: a == b,
    "\\neq": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "\\leq": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "\\geq": lambda a, b: a >= b,
}
APART = 1000  # between the numbers that letters stand for, so that they meet nothing by chance
CONDITIONS = 8  # other conditions tried for one branch
SIBLINGS = 4  # of which so many are those of other branches
KINDS = {"=": "same", "\\neq": "distinct"}
NEARBY = {"\\geq": (">",), "\\leq": ("<",), ">": ("\\geq",), "<": ("\\leq",), "=": ("\\neq",), "\\neq": ("=",)}


def chains(condition: Node | None) -> tuple[Chain, ...]:
    """The comparisons of a condition; none where it is anything else."""
    items = condition.items if isinstance(condition, Sequence) else (condition,)
    found = tuple(item for item in items if isinstance(item, Chain))
    return found if len(found) == len(items) else ()


def siblings(case: Case) -> tuple[Chain, ...]:
    """The conditions of all branches up to this one, each a single comparison; none where one is not."""
    number = case.claim.branch[0] if case.claim.branch else 0
    earlier = case.same_part[len(case.same_part) - number :] if number else ()
    found = [chains(other.claim.condition) for other in (*earlier, case)]
    return tuple(one[0] for one in found) if all(len(one) == 1 for one in found) else ()


def gaps_and_overlaps(case: Case) -> tuple[list[str], list[str]]:
    """Where no branch applies, and where more than one does, as equations `w = 0`."""
    conditions = siblings(case)
    subject = conditions[0].items[0] if conditions else None
    if case.verdict in ("undecided", "definition") and case.goal is None:
        return [], []  # the subject may be no index: of a label that is 0 or 1 two branches are enough
    if not isinstance(subject, Symbol) or any(c.items[0] != subject or len(c.items) != 2 for c in conditions):
        return [], []
    values = _values(node for c in conditions for node in c.items[1:])
    if values is None:
        return [], []
    tried = _tried(case, subject, values)
    counted = {place: sum(_applies(c, value, values) for c in conditions) for value, place in tried}
    named = {place: f"{subject.name} = {place}" for place in counted}
    gaps = [named[place] for place, count in counted.items() if count == 0]
    return gaps, [named[place] for place, count in counted.items() if count > 1]


def _values(ends: Iterator[Node]) -> dict[Node, int] | None:
    """A number for every end: its own, or one far from all others for a letter."""
    values: dict[Node, int] = {}
    for end in dict.fromkeys(ends):
        if isinstance(end, Number) and end.digits.isdecimal():
            values[end] = int(end.digits)
        elif isinstance(end, Symbol):
            values[end] = APART * (1 + sum(isinstance(other, Symbol) for other in values))
        else:
            return None
    return values


def _tried(case: Case, subject: Symbol, values: dict[Node, int]) -> Iterator[tuple[int, str]]:
    """The indices that the conditions name, the least one of the range, and one next to each letter."""
    found = {value: show(end).strip() for end, value in values.items()}
    rng = case.goal.theory.indices.get(subject.name) if case.goal is not None else None
    if rng is not None and not rng.lower.parts:
        found.setdefault(rng.lower.offset, str(rng.lower.offset))
    for end, value in values.items():
        if isinstance(end, Symbol):
            found[value - 1], found[value + 1] = f"{end.name} - 1", f"{end.name} + 1"
        elif value + 1 not in found:
            found[value + 1] = str(value + 1)
    yield from found.items()


def _applies(condition: Chain, value: int, values: dict[Node, int]) -> bool:
    test = HOLDS.get(condition.signs[0].name)
    return test is not None and test(value, values[condition.items[1]])


# --- the condition that was meant ------------------------------------------------------------------------------
def other_condition(case: Case) -> Node | None:
    """A nearby condition, or one of the other branches or cases, under which the branch is a theorem."""
    if not is_wrong(case):
        return None
    claim = case.claim
    tried = (c for c in islice(_other_conditions(case), CONDITIONS) if _may_be_meant(case, c))
    return next((c for c in tried if case.proves_when(claim.left, claim.right, c)), None)


def _may_be_meant(case: Case, condition: Chain) -> bool:
    """Whether both sides agree at a few points under another condition; yes where that cannot be told."""
    goal, own = case.goal, chains(case.claim.condition)
    if goal is None or len(own) != 1 or condition.items[0] != own[0].items[0]:
        return True
    new = _hypothesis(condition, goal.theory)
    kept = tuple(h for h in goal.theory.hypotheses if new is None or h.left != new.left or h.parameters)
    if new is None or len(kept) != len(goal.theory.hypotheses) - 1:
        return True
    return may_hold(replace(goal, theory=replace(goal.theory, hypotheses=(*kept, new))))


def _hypothesis(condition: Chain, theory: Theory) -> Hypothesis | None:
    """An index that equals, or differs from, another or a number in its range."""
    kind = KINDS.get(condition.signs[0].name) if len(condition.items) == 2 else None
    subject, end = condition.items[0], condition.items[-1]
    if kind is None or not isinstance(subject, Symbol) or subject.name not in theory.indices:
        return None
    lower = theory.indices[subject.name].lower
    if isinstance(end, Number) and end.digits.isdecimal() and not lower.parts and int(end.digits) >= lower.offset:
        return Hypothesis("", kind, index(subject.name), index(int(end.digits)))
    if isinstance(end, Symbol) and end.name in theory.indices:
        return Hypothesis("", kind, index(subject.name), index(end.name))
    return None


def _other_conditions(case: Case) -> Iterator[Chain]:
    own = chains(case.claim.condition)
    if len(own) != 1:
        return
    seen = {own[0]}
    for condition in (*siblings(case)[:SIBLINGS], *headings(case), *_nearby(own[0])):
        if condition not in seen:
            seen.add(condition)
            yield condition


def _nearby(condition: Chain) -> Iterator[Chain]:
    """Another sign of the comparison, or a number one less or one more."""
    end = condition.items[-1]
    for name in NEARBY.get(condition.signs[0].name, ()):
        yield replace(condition, signs=(Relation(name),))
    if isinstance(end, Number) and end.digits.isdecimal():
        for value in (int(end.digits) - 1, int(end.digits) + 1):
            if value >= 0:
                yield replace(condition, items=(*condition.items[:-1], Number(str(value))))


def headings(case: Case) -> tuple[Chain, ...]:
    """The conditions of the cases that the part works out one by one."""
    facts = (fact for other in (*case.same_part, case) for fact in other.claim.scope if fact.predicate == "case")
    return tuple(dict.fromkeys(chain for fact in facts for subject in fact.subjects for chain in chains(subject)))


def unknown_case(case: Case) -> str | None:
    """The cases worked out above, where the condition of this branch is none of them and one has no branch."""
    return " and ".join(f"${show(heading)}$" for heading in headings(case)) if missing_cases(case) else None


def missing_cases(case: Case) -> tuple[Chain, ...]:
    """The cases worked out above without a branch so far, where the condition of this branch is none of them."""
    own, known = chains(case.claim.condition), headings(case)
    if case.claim.branch is None or len(own) != 1 or len(known) < 2 or own[0] in known:
        return ()
    if any(heading.items[0] != own[0].items[0] for heading in known):
        return ()
    return tuple(heading for heading in known if heading not in siblings(case))
