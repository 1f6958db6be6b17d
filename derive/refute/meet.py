"""Points that meet the equations assumed between terms, such as `sum over k of q[k] = 1`.

An equation whose left side is a name is met by construction. For any other, one component that it depends on is moved
to where both sides are equal, if they differ by a function linear in it; otherwise the point stays as it was drawn and
the search will reject it.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from derive.refute.balls import Reals
from derive.refute.dual import Value, plain
from derive.refute.facts import by_construction
from derive.refute.model import Model
from derive.refute.outcome import NoValue, Unclear
from derive.refute.points import BELONGS, Sample
from derive.refute.state import State, bounds, positions
from derive.terms.theory import Hypothesis, Variable


def meet_equations(model: Model, base: dict[str, int], sample: Sample) -> None:
    """Move components of the sample so that assumed equations hold, as far as this simple way goes."""
    for h in model.hypotheses:
        if h.kind == "equal":
            names = tuple(name for name, _ in h.parameters)
            env = dict(base)
            for _ in positions(names, tuple(bounds(r) for _, r in h.parameters), env):
                _meet(model, base, sample, h, dict(env))


def _meet(model: Model, base: dict[str, int], sample: Sample, h: Hypothesis, env: dict[str, int]) -> None:
    state = State(model, Reals, base)
    state.env = env
    if by_construction(model, state, h):
        return
    known = dict(sample.drawn)
    sample.drawn.clear()  # to see what this equation draws: values depend on the name alone
    try:
        gap = _gap(model, base, h, env, sample, known)
    except (NoValue, Unclear):
        gap = None
    own = list(sample.drawn)
    sample.drawn.update({**known, **{key: sample.drawn[key] for key in own}})
    if isinstance(gap, fmpq) and gap != 0:
        _solve(model, base, sample, h, env, own[::-1], gap)


def _gap(
    model: Model, base: dict[str, int], h: Hypothesis, env: dict[str, int], sample: Sample, known: dict[str, fmpq]
) -> Value:
    sample.kept = known
    state = State(model, Reals, base)
    state.env = dict(env)
    left, right = model.compiler(h.left), model.compiler(h.right)  # type: ignore[arg-type]
    value = plain(left(state)) - plain(right(state))
    sample.kept = {}
    return value


def _solve(
    model: Model, base: dict[str, int], sample: Sample, h: Hypothesis, env: dict[str, int], keys: list[str], gap: fmpq
) -> None:
    for key in keys:
        old = sample.drawn[key]
        try:
            sample.drawn[key] = old + 1
            slope = _gap(model, base, h, env, sample, {}) - gap
            sample.drawn[key] = old - gap / slope if isinstance(slope, fmpq) and slope != 0 else old
            met = _gap(model, base, h, env, sample, {})
            if isinstance(met, fmpq) and met == 0 and _belongs(model, key, sample.drawn[key]):
                return
        except (NoValue, Unclear):
            pass
        sample.drawn[key] = old


def _belongs(model: Model, key: str, value: fmpq) -> bool:
    name = key.split("[")[0]
    variable = model.domains.get(name) or Variable(name)
    return not variable.traits and BELONGS[variable.domain](Fraction(int(value.p), int(value.q)))
