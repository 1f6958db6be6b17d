"""Loading a module when it is first needed. This is the one place that imports by name inside a function.

`derive --help` must not load the mathematics, and `derive check` in text must not load the template engine: each costs
more than the rest of the program's start.
"""

from __future__ import annotations

import importlib
from typing import Any


def loaded(module: str, name: str) -> Any:
    """The `name` of a module of this program, which is imported now if it was not before."""
    return getattr(importlib.import_module(module), name)
