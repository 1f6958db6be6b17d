"""What is made one by one and walked more than once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Kept(Generic[Item]):
    """Items that are made when the first walk reaches them, and kept for the next walk."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._made: list[Item] = []
        self._rest = iter(items)

    def __iter__(self) -> Iterator[Item]:
        at = 0
        while True:
            if at == len(self._made):
                item = next(self._rest, None)
                if item is None:
                    return
                self._made.append(item)
            yield self._made[at]
            at += 1
