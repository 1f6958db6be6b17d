"""The condition under which a claim that fails in general does hold.

Tried in the order from the weakest to the strongest: two indices differ, two indices are equal, a number is not
negative or positive, a matrix is symmetric or orthogonal, a vector sums to 1 or is one-hot, a size is 1, no index of a
sum meets a fixed one.
A condition must be provable and possible: `W = 1` under `w != o` is no condition at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, islice

from derive.diagnose.model import Case
from derive.diagnose.values import counterexamples, may_hold
from derive.refute.balls import Reals
from derive.refute.model import Model
from derive.refute.outcome import Beyond
from derive.refute.prepare import prepare
from derive.refute.state import bounds, integer
from derive.terms.term import Delta, Entry, Fun, Index, Sum, Sym, index
from derive.terms.theory import Goal, Hypothesis, Theory, Variable
from derive.terms.walk import subterms

Extra = Hypothesis | tuple[str, int]
Condition = tuple[str, Extra]
Test = Callable[[dict[str, int]], bool]
CANDIDATES = 40  # conditions compared by value
PROOFS = 3  # attempts to prove
TRAITS = ("symmetric", "orthogonal")
TOTAL = "sums-to-one"


def weakest_condition(case: Case) -> Condition | None:
    """The words of the condition, and the hypothesis or the size that it sets; None where none was found.

    Applies to a claim with a goal that was disproved. Fails where the condition is not on the list, or where the
    prover does not find a proof under it."""
    goal, proofs = case.goal, 0
    if goal is None or goal.sign != "=":
        return None
    for words, extra in _candidates(goal):
        if proofs == PROOFS:
            break
        if may_hold(replace(goal, theory=assuming(goal.theory, extra))):
            proofs += 1
            if case.proves_if(case.claim.left, case.claim.right, extra):
                return words, extra
    return None


def assuming(theory: Theory, extra: Extra) -> Theory:
    """The theory with one more hypothesis, a size set, or a trait of an array (a hypothesis of that kind)."""
    if isinstance(extra, tuple):
        return replace(theory, fixed={**theory.fixed, extra[0]: extra[1]})
    if extra.kind in (*TRAITS, TOTAL) and isinstance(extra.left, Sym):
        old = theory.variables[extra.left.name]
        changed = replace(old, traits=old.traits | {extra.kind})
        return replace(theory, variables={**theory.variables, old.name: changed})
    return replace(theory, hypotheses=(*theory.hypotheses, extra))


def _candidates(goal: Goal) -> Iterator[Condition]:
    """The conditions in their order, without those that a counterexample to the claim satisfies."""
    try:
        model = prepare(goal, Reals.functions)
    except Beyond:
        return
    found = list(islice((condition for make in KINDS for condition in make(goal, model)), CANDIDATES))
    failing = _failing({extra: test for _, extra in found if (test := _test(extra)) is not None}, model)
    yield from ((words, extra) for words, extra in found if extra not in failing)


def _failing(tests: dict[Extra, Test], model: Model) -> set[Extra]:
    """The conditions that hold at a place where the claim fails: one search serves all of them."""
    failing: set[Extra] = set()
    if not tests:
        return failing
    for base in counterexamples(model):
        failing |= {extra for extra, test in tests.items() if extra not in failing and _met(test, base)}
        if len(failing) == len(tests):
            break
    return failing


def _met(test: Test, base: dict[str, int]) -> bool:
    try:
        return test(base)
    except Beyond:
        return False  # it speaks of an index that runs over nothing here


def _test(extra: Extra) -> Test | None:
    """Whether a condition on sizes and indices alone holds at a place; None for one on values."""
    if isinstance(extra, tuple):
        name, size = extra
        return lambda base: base.get(name) == size
    if not isinstance(extra.left, Index) or not isinstance(extra.right, Index):
        return None
    one, other, parameters = integer(extra.left), integer(extra.right), extra.parameters
    if not parameters:
        return lambda base: (one(base) == other(base)) is (extra.kind == "same")
    lower, upper = bounds(parameters[0][1])
    return lambda base: not lower(base) <= one(base) <= upper(base)


def _free_indices(goal: Goal, model: Model) -> list[str]:
    axes = {name for name, _ in goal.axes}
    return [name for name in model.axes if name not in axes]


def _related(goal: Goal) -> dict[frozenset[str | None], str]:
    """The pairs of indices of which it is known whether they are equal."""
    known = [h for h in goal.theory.hypotheses if h.kind in ("same", "distinct") and not h.parameters]
    pairs = {h: [end.name for end in (h.left, h.right) if isinstance(end, Index)] for h in known}
    return {frozenset(pair): h.kind for h, pair in pairs.items()}


def _pairs(goal: Goal, model: Model) -> list[tuple[str, str]]:
    known = _related(goal)
    return [pair for pair in combinations(_free_indices(goal, model), 2) if frozenset(pair) not in known]


def _indices_apart(goal: Goal, model: Model) -> Iterator[Condition]:
    for a, b in _pairs(goal, model):
        yield f"{plain(a)} != {plain(b)}", Hypothesis(f"{a} != {b}", "distinct", index(a), index(b))


def _indices_equal(goal: Goal, model: Model) -> Iterator[Condition]:
    for a, b in _pairs(goal, model):
        yield f"{plain(a)} = {plain(b)}", Hypothesis(f"{a} = {b}", "same", index(a), index(b))


def _signs(goal: Goal, model: Model) -> Iterator[Condition]:
    for variable in _variables(goal, 0):
        if variable.domain in ("real", "nonnegative", "nonzero"):
            for kind, sign in (("nonnegative", ">="), ("positive", ">")):
                words = f"{plain(variable.name)} {sign} 0"
                yield words, Hypothesis(words, kind, Sym(variable.name))


def _variables(goal: Goal, axes: int) -> list[Variable]:
    """The variables of the goal with so many axes, that nothing defines."""
    theory = goal.theory
    parts = [part for side in (goal.left, goal.right) for part in subterms(side) if isinstance(part, Sym | Entry)]
    names = {part.name for part in parts} - theory.definitions.keys()
    known = (theory.variables.get(name, Variable(name)) for name in sorted(names))
    return [variable for variable in known if len(variable.ranges) == axes]


def _traits(goal: Goal, model: Model) -> Iterator[Condition]:
    for variable in _variables(goal, 2):
        square = variable.ranges[0] == variable.ranges[1]
        for trait in TRAITS if square and variable.name in goal.theory.variables else ():
            words = f"{plain(variable.name)} is {trait}"
            yield words, Hypothesis(words, trait, Sym(variable.name))


def _totals(goal: Goal, model: Model) -> Iterator[Condition]:
    """`dL/dz = p - y` for the cross-entropy L of y and the softmax p of z: y is taken for a distribution."""
    logarithms = [part for d in goal.theory.definitions.values() for part in subterms(d.body)
                  if isinstance(part, Fun) and part.name == "log"]
    for variable in goal.theory.variables.values() if logarithms else ():
        if len(variable.ranges) == 1 and TOTAL not in variable.traits:
            words = f"the components of {plain(variable.name)} sum to 1"
            yield words, Hypothesis(words, TOTAL, Sym(variable.name))


def _one_hot(goal: Goal, model: Model) -> Iterator[Condition]:
    """`-\\sum_i y_i \\log p_i = -\\log p_c`: y is taken for the one-hot vector of the class c."""
    bodies = (goal.left, goal.right, *(d.body for d in goal.theory.definitions.values()))
    parts = [part for body in bodies for part in subterms(body)]
    if any(isinstance(part, Fun) and part.name == "log" for part in parts):
        names = [name for name in _free_indices(goal, model) if name in goal.theory.indices]
        data = {v.name: v for v in goal.theory.variables.values() if len(v.ranges) == 1}
        for variable in (data[name] for name in sorted(data.keys() - goal.theory.definitions.keys())):
            for name in names if variable.name in {part.name for part in parts if isinstance(part, Entry)} else ():
                words, one = f"{plain(variable.name)} is one-hot at {plain(name)}", index("k'")
                left, right = Entry(variable.name, (one,)), Delta(one, index(name))
                yield words, Hypothesis(words, "equal", left, right, (("k'", variable.ranges[0]),))


def _sizes(goal: Goal, model: Model) -> Iterator[Condition]:
    for name in sorted((goal.theory.sizes.keys() & set(model.sizes)) - _above_one(goal, model)):
        if goal.theory.sizes.get(name, 1) <= 1 and name not in goal.theory.fixed:
            yield f"{plain(name)} = 1", (name, 1)


def _above_one(goal: Goal, model: Model) -> set[str | None]:
    """The sizes of ranges in which two indices differ."""
    apart = (pair for pair, kind in _related(goal).items() if kind == "distinct" and len(pair) > 1)
    ends = ({model.axes[end].upper.name if end in model.axes else None for end in pair} for pair in apart)
    return {size for sizes in ends if len(sizes) == 1 for size in sizes}


def _never_met(goal: Goal, model: Model) -> Iterator[Condition]:
    """A fixed index, such as that of the target, does not occur among those of a sum."""
    sums = {term.range for side in (goal.left, goal.right) for term in subterms(side) if isinstance(term, Sum)}
    for name in _free_indices(goal, model):
        for rng in sorted(sums - {model.axes[name]}, key=repr):
            words = f"{plain(name)} is none of {_said(rng.lower)} to {_said(rng.upper)}"
            yield words, Hypothesis(words, "distinct", index(name), index("k'"), (("k'", rng),))


def _said(end: Index) -> str:
    parts = [name if factor == 1 else f"{factor} {name}" for name, factor in end.parts]
    return " + ".join([*parts, *([str(end.offset)] if end.offset or not parts else [])])


def plain(name: str) -> str:
    """The name as one says it: `\\alpha` is alpha."""
    return name.removeprefix("\\").lstrip("?").split("#")[0].split("@")[0].removesuffix("·")


KINDS: tuple[Callable[[Goal, Model], Iterator[Condition]], ...] = (
    _indices_apart,
    _indices_equal,
    _signs,
    _traits,
    _totals,
    _one_hot,
    _sizes,
    _never_met,
)

