"""Whether the hypotheses of a goal hold at a point, in the arithmetic of that point."""

from __future__ import annotations

from typing import Any

from derive.refute.dual import plain
from derive.refute.model import Model
from derive.refute.outcome import NoValue
from derive.refute.state import State, bounds, positions
from derive.terms.term import Entry, Sym
from derive.terms.theory import Hypothesis


def require_hypotheses(model: Model, state: State) -> None:
    """Raise `NoValue` unless every hypothesis that bears on the goal certainly holds at this point."""
    for h in model.hypotheses:
        if h.kind not in ("same", "distinct"):
            _require(model, state, h)
    for d in model.checks:
        if not _same_number(model, state, Sym(d.name), d.body):
            raise NoValue(f"the definition of {d.name} does not hold here")


def _require(model: Model, state: State, h: Hypothesis) -> None:
    names = tuple(name for name, _ in h.parameters)
    env, limits = dict(state.base), tuple(bounds(r) for _, r in h.parameters)
    for _ in positions(names, limits, env):
        if not _holds(model, state, h, dict(env)):
            raise NoValue(f"the hypothesis {h.name} does not hold here")


def _holds(model: Model, state: State, h: Hypothesis, env: dict[str, int]) -> bool:
    state.env, state.memo = env, {}
    if h.kind == "equal":
        return by_construction(model, state, h) or _same_number(model, state, h.left, h.right)
    value = plain(model.compiler(h.left)(state))  # type: ignore[arg-type]
    return bool(state.field.meets(h.kind, value))


def by_construction(model: Model, state: State, h: Hypothesis) -> bool:
    """Whether the left side got its value from this very hypothesis."""
    if not isinstance(h.left, (Sym, Entry)):
        return False
    indices = h.left.indices if isinstance(h.left, Entry) else ()
    where = tuple(i.offset + sum(c * state.env[name] for name, c in i.parts) for i in indices)
    chosen_equation = model.equation((h.left.name, where), state.base)
    return chosen_equation is not None and chosen_equation[0].origin is h


def _same_number(model: Model, state: State, left: Any, right: Any) -> bool:
    a, b = plain(model.compiler(left)(state)), plain(model.compiler(right)(state))
    return bool(state.field.same(a, b))
