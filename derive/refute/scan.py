"""What terms mention: symbols and functions, free index names, derivatives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from derive.terms.term import Deriv, Entry, Index, Range, Sym
from derive.terms.walk import free, parts, settled

NO_DERIVATIVES: frozenset[Deriv] = frozenset()


@dataclass
class Mentions:
    """`names` are those of `Sym`, `Entry` and `Fun`; `indices` are the free index names and sizes."""

    names: set[str] = field(default_factory=set)
    indices: set[str] = field(default_factory=set)
    derivatives: set[Deriv] = field(default_factory=set)

    @property
    def by(self) -> set[str]:
        """The names that something is differentiated by."""
        return {name for d in self.derivatives for name in [variable_name(d)] if name is not None}

    def absorb(self, other: Mentions, parameters: frozenset[str] = frozenset()) -> None:
        """Add what a definition mentions, except its own parameters."""
        self.names |= other.names - parameters
        self.indices |= other.indices - parameters
        self.derivatives |= other.derivatives


def mentions(*nodes: Any) -> Mentions:
    """What terms, ranges and indices mention."""
    found = Mentions()
    for node in nodes:
        if isinstance(node, (Index, Range)):
            ends = (node,) if isinstance(node, Index) else (node.lower, node.upper)
            found.indices.update(name for end in ends for name, _ in end.parts)
            continue
        indices, names = free(node)
        found.indices |= indices
        found.names |= names
        found.derivatives |= settled(node, "_derivatives", _derivatives)
    return found


def _derivatives(node: Any) -> frozenset[Deriv]:
    """The derivatives in a node, from those of its parts; most have none."""
    inner = [part._derivatives for part in parts(node) if part._derivatives]
    if isinstance(node, Deriv):
        inner.append(frozenset((node,)))
    return NO_DERIVATIVES.union(*inner) if inner else NO_DERIVATIVES


def variable_name(derivative: Deriv) -> str | None:
    variable = derivative.variable
    return variable.name if isinstance(variable, (Sym, Entry)) else None
