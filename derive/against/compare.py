"""A program's answers beside the values of one formula, and what kind of difference it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from derive.against.answer import OUTPUTS, Answer, Point, Problem

CLOSE = 1e-5  # relative to the largest value or 1: above the rounding of float32, far below any mistake


@dataclass(frozen=True)
class Pair:
    """One point: the program's output and the formula's values in one shape, NaN where the formula says nothing."""

    problem: Problem | Point
    answer: Answer
    got: Any
    expected: Any

    @property
    def words(self) -> Problem:
        """The problem, where it is one of centre and outside words."""
        assert isinstance(self.problem, Problem)
        return self.problem

    @property
    def gaps(self) -> Any:
        """Relative differences, 0 where nothing is compared."""
        scale = max(1.0, float(np.nanmax(np.abs(self.expected))))
        return np.nan_to_num(np.abs(self.got - self.expected) / scale)


@dataclass(frozen=True)
class Comparison:
    """One formula at all its points. `output` is the name of what it is a formula for; `under` if it is not the claim
    itself but the loss that the claim differentiates."""

    line: int
    column: int
    output: str
    pairs: tuple[Pair, ...]
    under: bool = False

    @property
    def residual(self) -> float:
        return max(float(pair.gaps.max()) for pair in self.pairs)

    @property
    def transposed(self) -> bool:
        return any(self.output in pair.answer.turned for pair in self.pairs)

    @property
    def agrees(self) -> bool:
        return self.residual < CLOSE and not self.transposed

    @property
    def components(self) -> int:
        return sum(int(np.isfinite(pair.expected).sum()) for pair in self.pairs)

    @property
    def sizes(self) -> str:
        return "; ".join(dict.fromkeys(pair.problem.sizes for pair in self.pairs))


def turned_alike(output: str, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Of a program that transposes an output where its shape shows that, it is turned back where it does not show."""
    if not any(output in pair.answer.turned for pair in pairs):
        return tuple(pairs)
    square = [np.ndim(p.got) == 2 and p.got.shape[0] == p.got.shape[1] for p in pairs]
    return tuple(replace(p, got=p.got.T) if same else p for p, same in zip(pairs, square, strict=True))


def left_out(found: Sequence[Comparison]) -> list[str]:
    """The rows of gradOutsideVecs of which none of the formulas speaks, in words."""
    pairs = [pair for comparison in found for pair in comparison.pairs]
    rest = "negative samples" if any(pair.words.samples for pair in pairs) else "other words"
    missing = {"the outside word", rest}
    for pair in pairs:
        said, problem = set(np.flatnonzero(np.isfinite(pair.expected).all(axis=1))), pair.words
        others = set(problem.samples) or set(range(len(problem.table))) - {problem.target}
        missing -= {"the outside word"} if problem.target in said else set()
        missing -= {rest} if others and others <= said else set()
    return sorted(missing, reverse=True)


def difference(found: Comparison) -> str:
    """What is different: how much, where, and of which kind, as far as it shows. Only for what does not agree."""
    if found.residual < CLOSE:
        shape = max(pair.expected.shape for pair in found.pairs if found.output in pair.answer.turned)
        return f"it is transposed, of shape {shape[::-1]} instead of {shape}, and else right"
    pair = max(found.pairs, key=lambda p: float(np.nanmax(np.abs(p.got - p.expected))))
    gaps = np.nan_to_num(np.abs(pair.got - pair.expected))
    at = tuple(int(k) for k in np.unravel_index(gaps.argmax(), gaps.shape))
    entry = f"[{', '.join(map(str, at))}]" if at else "it"
    words = f"{entry} is {pair.got[at]:.3g} instead of {pair.expected[at]:.3g} at {pair.problem.sizes}"
    kinds = ("it is transposed" if found.transposed else "", factor(found) or pattern(found))
    return "; ".join((words, *filter(None, kinds)))


def factor(found: Comparison) -> str:
    """By what all of it is wrong, if that is the same everywhere or a size of the document."""
    factors = [_factors(pair) for pair in found.pairs]
    whole = np.concatenate(factors)
    if not whole.size or not np.isfinite(whole).all():
        return ""
    middle = float(np.median(whole))
    if _same(whole, middle):
        known = {-1.0: "every sign is turned", 0.0: "all of it is zero"}
        other = f"all of it is {middle:.3g} times what it should be"
        return next((words for value, words in known.items() if abs(middle - value) < 1e-3), other)
    sizes = [dict(part.split(" = ") for part in pair.problem.sizes.split(", ")) for pair in found.pairs]
    for name in sizes[0]:
        for words, power in (("divided", 1), ("multiplied", -1)):
            scaled = [f * float(size[name]) ** power for f, size in zip(factors, sizes, strict=True)]
            if _same(np.concatenate(scaled), 1.0):
                return f"all of it is {words} by {name}"
    return ""


def _factors(pair: Pair) -> Any:
    """Got over expected where that can be told; infinity if something stands where nothing should."""
    known = np.isfinite(pair.expected)
    got, expected = pair.got[known], pair.expected[known]
    large = np.abs(expected) > 1e-3
    return np.array([np.inf]) if (np.abs(got[~large]) > 1e-2).any() else got[large] / expected[large]


def _same(factors: Any, value: float) -> bool:
    return bool((np.abs(factors - value) <= 1e-3 * max(1.0, abs(value))).all())


def pattern(found: Comparison) -> str:
    """What the wrong components have in common."""
    if found.output not in OUTPUTS[1:]:
        return ""
    if all(_target_kept(found.output, pair) for pair in found.pairs):
        return "the part of the outside word's own -1 is missing"
    if found.output == "gradCenterVec":
        return ""
    if all(_opposite_argument(pair) for pair in found.pairs):
        return "the sigmoid has the opposite argument"
    return next((words for words, rows in _PLACES if all(_wrong_rows(p) <= rows(p.words) for p in found.pairs)), "")


def _target_kept(output: str, pair: Pair) -> bool:
    """Is what is too much just what `-1` for the outside word takes away: u_o, or v in the row of o?"""
    problem, surplus = pair.words, pair.got - pair.expected
    if output == "gradCenterVec":
        own = problem.table[problem.target]
    else:
        own = np.zeros_like(problem.table)
        own[problem.target] = problem.centre
    known = np.isfinite(pair.expected)
    return bool((np.abs(surplus - own)[known] < 1e-3).all())


def _opposite_argument(pair: Pair) -> bool:
    """With sigmoid(-x) for sigmoid(x) the wrong and the right value add up to v, once for each time a word occurs."""
    problem, both = pair.words, pair.got + pair.expected
    signs = {row: problem.samples.count(row) - (row == problem.target) for row in _wrong_rows(pair)}
    return bool(problem.samples) and all(
        signs[row] and np.allclose(both[row], signs[row] * problem.centre, atol=1e-3) for row in signs
    )


def _wrong_rows(pair: Pair) -> set[int]:
    return {int(row) for row in np.flatnonzero((pair.gaps >= CLOSE).any(axis=1))}


def _repeated(samples: Sequence[int]) -> Iterator[int]:
    return (word for word in samples if samples.count(word) > 1)


_PLACES: tuple[tuple[str, Callable[[Problem], set[int]]], ...] = (
    ("only in the row of the outside word", lambda p: {p.target}),
    ("only in rows of words drawn more than once: every draw counts", lambda p: set(_repeated(p.samples))),
    ("only in the row of the first sample", lambda p: set(p.samples[:1])),
    ("only in the row of the last sample", lambda p: set(p.samples[-1:])),
    ("only in rows of negative samples", lambda p: set(p.samples)),
    ("only in rows of other words than the outside word", lambda p: set(range(len(p.table))) - {p.target}),
)
