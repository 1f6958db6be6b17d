"""The values of the free index names and axes at given sizes, with the hypotheses `same` and `distinct` kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derive.refute.model import Model
from derive.refute.scan import mentions
from derive.refute.state import Bounds, bounds, integer, positions
from derive.terms.theory import Hypothesis

Env = dict[str, int]
Test = Callable[[Env], bool]


def index_tuples(model: Model, sizes: Env) -> Iterator[Env]:
    """Sizes with all values of the index names that respect the hypotheses, each tested as soon as it can be."""
    names = tuple(model.axes)
    limits = tuple(bounds(model.axes[name]) for name in names)
    tests: list[list[Test]] = [[] for _ in range(len(names) + 1)]
    for h in model.hypotheses:
        if h.kind in ("same", "distinct"):
            tests[_decided_at(h, names)].append(_relation(h))
    env = dict(sizes)
    if all(test(env) for test in tests[0]):
        yield from _extend(names, limits, tests, 0, env)


def _decided_at(hypothesis: Hypothesis, names: tuple[str, ...]) -> int:
    """After how many of the names the hypothesis can be tested."""
    parts = (hypothesis.left, hypothesis.right, *(r for _, r in hypothesis.parameters))
    used = mentions(*parts).indices
    return max((k + 1 for k, name in enumerate(names) if name in used), default=0)


def _extend(names: tuple[str, ...], limits: Bounds, tests: list[list[Test]], at: int, env: Env) -> Iterator[Env]:
    if at == len(names):
        yield dict(env)
        return
    lower, upper = limits[at]
    for k in range(lower(env), upper(env) + 1):
        env[names[at]] = k
        if all(test(env) for test in tests[at + 1]):
            yield from _extend(names, limits, tests, at + 1, env)
    env.pop(names[at], None)


def _relation(hypothesis: Hypothesis) -> Test:
    left, right = integer(hypothesis.left), integer(hypothesis.right)  # type: ignore[arg-type]
    wanted = hypothesis.kind == "same"
    names = tuple(name for name, _ in hypothesis.parameters)
    limits = tuple(bounds(r) for _, r in hypothesis.parameters)
    if not names:
        return lambda env: (left(env) == right(env)) is wanted

    def run(env: Env) -> bool:
        inner = dict(env)
        return all((left(inner) == right(inner)) is wanted for _ in positions(names, limits, inner))

    return run
