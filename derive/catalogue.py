"""Collects one entry per file (functions, rules, faults); refuses a nameless or a duplicate one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType
from typing import Protocol, TypeVar


class Named(Protocol):
    @property
    def name(self) -> str: ...


Item = TypeVar("Item", bound=Named)


class CatalogueError(Exception):
    """Two entries of one name, an entry without a name, or a file without an entry."""


def modules(package: str, path: Iterable[str]) -> list[ModuleType]:
    """The modules directly inside a package, by name."""
    found = sorted(m.name for m in pkgutil.iter_modules(list(path)) if not m.ispkg)
    return [importlib.import_module(f"{package}.{name}") for name in found]


def register(items: Iterable[Item], what: str) -> dict[str, Item]:
    """The items by name, in the order given."""
    table: dict[str, Item] = {}
    for item in items:
        if not item.name:
            raise CatalogueError(f"a {what} without a name: {item!r}")
        if item.name in table:
            raise CatalogueError(f"two entries for the {what} {item.name!r}")
        table[item.name] = item
    return table


def collect(
    package: str, path: Iterable[str], attribute: str, kind: type[Item], apart: Iterable[str] = ()
) -> dict[str, Item]:
    """Every file's `attribute` (one entry, or a tuple of entries) by name; `apart` are files that hold none."""
    items: list[Item] = []
    skip = {f"{package}.{name}" for name in apart}
    for module in modules(package, path):
        if module.__name__ in skip:
            continue
        if not hasattr(module, attribute):
            raise CatalogueError(f"{module.__name__} has no {attribute}")
        entry = getattr(module, attribute)
        items += [entry] if isinstance(entry, kind) else entry
    return register(items, attribute.lower().rstrip("s"))
