"""A syntax tree as LaTeX: `parse(show(t)) == t` for every tree that `parse` returns."""

from __future__ import annotations

from derive.notation import show_arithmetic, show_letters, show_operators, show_statements
from derive.notation.writing import show

__all__ = ["GROUPS", "show"]

GROUPS = (show_arithmetic, show_letters, show_operators, show_statements)
