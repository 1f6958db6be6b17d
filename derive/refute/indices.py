"""The values of the free index names and axes at given sizes, with the hypotheses `same` and `distinct` kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from derive.refute.model import Model
from derive.refute.scan import mentions
from derive.refute.state import Axis, Env, Test, Tests, bounds, integer, positions
from derive.terms.term import Range
from derive.terms.theory import Hypothesis


def index_tuples(model: Model, sizes: Env) -> Iterator[Env]:
    """Sizes with all values of the index names that respect the hypotheses, each tested as soon as it can be."""
    tests, axes = model.places
    found: Iterator[Env] = iter([dict(sizes)] if all(test(sizes) for test in tests) else [])
    for axis in axes:
        found = _extended(found, axis)
    return found


def all_tuples(model: Model, sizes: Env) -> list[Env]:
    """All of them, to be read only; kept with the model, for the same sizes come again with other values."""
    key = tuple(sizes.items())
    if key not in model.tuples:
        model.tuples[key] = list(index_tuples(model, sizes))
    return model.tuples[key]


def places(axes: Mapping[str, Range], hypotheses: Iterable[Hypothesis]) -> tuple[Tests, tuple[Axis, ...]]:
    """What is tested of the sizes alone; then each index name, with its bounds and what is tested once it is known."""
    names = tuple(axes)
    tests: list[list[Test]] = [[] for _ in range(len(names) + 1)]
    for h in hypotheses:
        if h.kind in ("same", "distinct"):
            tests[_decided_at(h, names)].append(_relation(h))
    first, *others = map(tuple, tests)
    return first, tuple((name, bounds(axes[name]), then) for name, then in zip(names, others, strict=True))


def _decided_at(hypothesis: Hypothesis, names: tuple[str, ...]) -> int:
    """After how many of the names the hypothesis can be tested."""
    parts = (hypothesis.left, hypothesis.right, *(r for _, r in hypothesis.parameters))
    used = mentions(*parts).indices
    return max((k + 1 for k, name in enumerate(names) if name in used), default=0)


def _extended(found: Iterator[Env], axis: Axis) -> Iterator[Env]:
    """Each of the places with every value of one more index name."""
    name, (lower, upper), tests = axis
    for env in found:
        for k in range(lower(env), upper(env) + 1):
            new = {**env, name: k}
            if not tests or all(test(new) for test in tests):
                yield new


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
