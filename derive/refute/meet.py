"""Points that meet the equations assumed between terms, such as `sum over k of q[k] = 1`.

An equation whose left side is a name is met by construction. For any other, one component that it depends on is moved
to where both sides are equal, if they differ by a function linear in it; of a quadratic equation with a rational
solution on an axis, another rational one is taken. Otherwise the point stays as it was drawn and the search will
reject it.
"""

from __future__ import annotations

from collections.abc import Callable
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

LONGEST = 12  # components of a quadratic equation


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
    if isinstance(gap, fmpq) and gap != 0 and not _solve(model, base, sample, h, env, own[::-1], gap):
        _on_quadric(own, sample.drawn, lambda: _gap(model, base, h, env, sample, {}),
                    lambda key: _belongs(model, key, sample.drawn[key]))


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
) -> bool:
    for key in keys:
        old = sample.drawn[key]
        try:
            sample.drawn[key] = old + 1
            slope = _gap(model, base, h, env, sample, {}) - gap
            sample.drawn[key] = old - gap / slope if isinstance(slope, fmpq) and slope != 0 else old
            met = _gap(model, base, h, env, sample, {})
            if isinstance(met, fmpq) and met == 0 and _belongs(model, key, sample.drawn[key]):
                return True
        except (NoValue, Unclear):
            pass
        sample.drawn[key] = old
    return False


def _on_quadric(
    keys: list[str], drawn: dict[str, fmpq], gap: Callable[[], Value], belongs: Callable[[str], bool]
) -> None:
    """Where the equation is a quadratic one, such as a sum of squares that is 1: the second point in which the line
    from a rational solution on an axis through the point that was drawn meets it."""
    old = {key: drawn[key] for key in keys}
    places = range(len(keys) if len(keys) <= LONGEST else 0)

    def moved(start: dict[str, fmpq], t: fmpq) -> Value:
        drawn.update({key: start[key] + t * (old[key] - start[key]) for key in keys})
        return gap()

    try:
        for place in reversed(places):
            for root in _roots(keys, drawn, gap, place)[:: 1 if old[keys[place]] < 0 else -1]:
                start = {key: root if key == keys[place] else fmpq(0) for key in keys}
                one, two = moved(start, fmpq(1)), moved(start, fmpq(2))
                if len(keys) > 1 and isinstance(one, fmpq) and isinstance(two, fmpq) and two != 2 * one:
                    met = moved(start, (two - 4 * one) / (two - 2 * one))
                    if met == 0 and all(map(belongs, keys)):
                        return
                if moved(start, fmpq(0)) == 0 and all(map(belongs, keys)):
                    return
    except (NoValue, Unclear):
        pass
    drawn.update(old)


def _roots(keys: list[str], drawn: dict[str, fmpq], gap: Callable[[], Value], place: int) -> list[fmpq]:
    """The rational solutions of a quadratic equation on one axis, the negative one first."""
    values = []
    for t in (-1, 0, 1):
        drawn.update({key: fmpq(t if k == place else 0) for k, key in enumerate(keys)})
        values.append(gap())
    if not all(isinstance(v, fmpq) for v in values):
        return []
    second, first = (values[0] + values[2]) / 2 - values[1], (values[2] - values[0]) / 2
    inside = first * first - 4 * second * values[1]
    if second == 0 or inside < 0 or not (inside.p.is_square() and inside.q.is_square()):
        return []
    return [(-first - inside.sqrt()) / (2 * second), (-first + inside.sqrt()) / (2 * second)]


def _belongs(model: Model, key: str, value: fmpq) -> bool:
    name = key.split("[")[0]
    variable = model.domains.get(name) or Variable(name)
    return not variable.traits and BELONGS[variable.domain](Fraction(int(value.p), int(value.q)))
