"""Sizes of axes: names that stand for one size are found equal as a document is read (union-find)."""

from __future__ import annotations

from derive.terms.term import Index, Range, index


class Sizes:
    """`?x.0` is the unknown size of the first axis of `x`; a declared size (`W`, `d`) is rigid.

    Two unknown sizes may become one, an unknown size may become a rigid one, two rigid ones never.
    """

    def __init__(self) -> None:
        self.parent: dict[str, Index] = {}

    def find(self, size: Index) -> Index:
        while (name := size.name) in self.parent:
            size = self.parent[name]
        return size

    def unify(self, left: Index, right: Index) -> bool:
        left, right = self.find(left), self.find(right)
        if left == right:
            return True
        if unknown(left):
            self.parent[str(left.name)] = right
            return True
        if unknown(right):
            self.parent[str(right.name)] = left
            return True
        return False

    def resolve(self, rng: Range) -> Range:
        lower, upper = self.find(rng.lower), self.find(rng.upper)
        return rng if lower is rng.lower and upper is rng.upper else Range(lower, upper)

    def same(self, left: Range, right: Range) -> bool:
        """Are both ranges one? Unknown sizes are unified to make them so."""
        left, right = self.resolve(left), self.resolve(right)
        return left.lower == right.lower and self.unify(left.upper, right.upper)


def unknown(size: Index) -> bool:
    return bool(size.name) and str(size.name).startswith("?")


def unknown_range(name: str) -> Range:
    return Range(index(1), index("?" + name))
