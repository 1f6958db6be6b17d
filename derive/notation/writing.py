"""The core of showing: a writer and a rank for each kind of node.

The rank says how tightly the node's outermost operator binds, on the scale of the parser. A part that binds
less tightly than its place asks for is put in TeX braces, which print nothing and which the parser takes
out again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.notation.reader import PRODUCT, SCRIPT
from derive.notation.table import Table
from derive.notation.tree import Node

Writer = Callable[[Any], str]
Rank = float | Callable[[Any], float]
ATOM = SCRIPT + 1
REACHING = PRODUCT + 0.5  # what reaches over all that follows, unless it stands last
WRITERS: Table[Writer] = Table("writers")
RANKS: Table[Rank] = Table("ranks")


def writes(kind: type[Node], writer: Writer, rank: Rank = ATOM) -> None:
    """Register how nodes of one kind are written."""
    WRITERS.add((kind.__name__,), writer)
    RANKS.add((kind.__name__,), rank)


def show(node: Node) -> str:
    """The node as LaTeX."""
    return WRITERS.entries[type(node).__name__](node)


def rank(node: Node) -> float:
    find = RANKS.entries[type(node).__name__]
    return find(node) if callable(find) else find


def part(node: Node, floor: float) -> str:
    """The node as a part of another that asks for operators as tight as `floor`."""
    text = show(node)
    return text if rank(node) >= floor else f"{{{text}}}"
