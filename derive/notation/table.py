"""The tables that the notation groups register their entries in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


class Table(Generic[Entry]):
    """A mapping that refuses a second entry of one name, so that no group silently overrules another."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.entries: dict[str, Entry] = {}

    def add(self, names: str | Iterable[str], entry: Entry) -> None:
        for name in names.split() if isinstance(names, str) else names:
            if name in self.entries:
                raise ValueError(f"{self.title}: a second entry of {name!r}")
            self.entries[name] = entry


def listed(names: str) -> frozenset[str]:
    """The names in a text, parted by spaces."""
    return frozenset(names.split())
