"""What is known of indices: bounds by ranges and sizes, membership, distinctness. Never a guess."""

from __future__ import annotations

from collections.abc import Mapping

from derive.rules.model import Condition
from derive.terms.term import Index, Range, index
from derive.terms.theory import Hypothesis, Theory
from derive.terms.walk import free, put


class Ranges:
    """The ranges of the index names, free and bound, and the least values of the sizes."""

    def __init__(self, theory: Theory, names: Mapping[str, Range]) -> None:
        self.names = names
        self.sizes = theory.sizes
        self.apart = [h for h in theory.hypotheses if h.kind == "distinct"]
        self.used: dict[str, None] = {}

    def least(self, value: Index) -> int | None:
        """A number that `value` is never below, or None."""
        for _ in range(12):
            name, c = next(((n, c) for n, c in value.parts if n in self.names), ("", 0))
            if not name:
                return self._least_of_sizes(value)
            span = self.names[name]
            end = span.lower if c > 0 else span.upper
            value = value + _times(end - index(name), c)
        return None

    def _least_of_sizes(self, value: Index) -> int | None:
        total = value.offset
        for name, c in value.parts:
            if c < 0 or name not in self.sizes:
                return None
            total += c * self.sizes[name]
        return total

    def at_least(self, value: Index, other: Index) -> bool:
        least = self.least(value - other)
        return least is not None and least >= 0

    def inside(self, value: Index, span: Range) -> bool:
        return self.at_least(value, span.lower) and self.at_least(span.upper, value)

    def countable(self, span: Range) -> bool:
        return self.at_least(span.upper + index(1), span.lower)

    def nonempty(self, span: Range) -> bool:
        return self.at_least(span.upper, span.lower)

    def empty(self, span: Range) -> bool:
        return self.at_least(span.lower, span.upper + index(1))

    def ordered_apart(self, left: Index, right: Index) -> bool:
        """Different because one is always the larger."""
        return self.at_least(left, right + index(1)) or self.at_least(right, left + index(1))

    def distinct(self, left: Index, right: Index) -> bool:
        """Different, by a hypothesis or because one is always the larger."""
        for hypothesis in self.apart:
            if self.parted(hypothesis, left, right):
                self.used.setdefault(hypothesis.name)
                return True
        return self.ordered_apart(left, right)

    def parted(self, hypothesis: Hypothesis, left: Index, right: Index) -> bool:
        if not isinstance(hypothesis.left, Index) or not isinstance(hypothesis.right, Index):
            return False
        bound = dict(hypothesis.parameters)
        for pair in ((left, right), (right, left)):
            found = {
                p.name: i for p, i in zip((hypothesis.left, hypothesis.right), pair, strict=True) if p.name in bound
            }
            swaps = {n: i for n, i in found.items() if n is not None}
            inside = all(self.inside(i, bound[n]) for n, i in swaps.items())
            gap = put(hypothesis.left, swaps) - put(hypothesis.right, swaps)
            if inside and gap in (pair[0] - pair[1], pair[1] - pair[0]):
                return True
        return False


def instance(hypothesis: Hypothesis, found: Mapping[str, Index]) -> list[Condition]:
    """What an equation for all values of its parameters needs to hold at those found. A parameter that only the
    right side has is the index of that name; where no side has it, the equation says something if it has a value."""
    spoken = found.keys() | free(hypothesis.right)[0]  # type: ignore[arg-type]
    return [Condition("inside", (found.get(n, index(n)), span)) if n in spoken else Condition("nonempty", (span,))
            for n, span in hypothesis.parameters]


def _times(value: Index, factor: int) -> Index:
    return Index(tuple((n, c * factor) for n, c in value.parts), value.offset * factor)
