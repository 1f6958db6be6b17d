"""What terms mention: symbols and functions, free index names, derivatives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from derive.terms.term import Deriv, Entry, Index, Integral, Range, Sym
from derive.terms.walk import free, subterms


@dataclass
class Mentions:
    """`names` are those of `Sym`, `Entry` and `Fun`; `indices` are the free index names and sizes."""

    names: set[str] = field(default_factory=set)
    indices: set[str] = field(default_factory=set)
    derivatives: dict[Deriv, None] = field(default_factory=dict)
    integrals: bool = False

    @property
    def by(self) -> set[str]:
        """The names that something is differentiated by."""
        return {name for d in self.derivatives for name in [variable_name(d)] if name is not None}

    def absorb(self, other: Mentions, parameters: frozenset[str] = frozenset()) -> None:
        """Add what a definition mentions, except its own parameters."""
        self.names |= other.names - parameters
        self.indices |= other.indices - parameters
        self.derivatives |= other.derivatives
        self.integrals |= other.integrals


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
        inner = subterms(node)
        found.derivatives |= {part: None for part in inner if isinstance(part, Deriv)}
        found.integrals |= any(isinstance(part, Integral) for part in inner)
    return found


def variable_name(derivative: Deriv) -> str | None:
    variable = derivative.variable
    return variable.name if isinstance(variable, (Sym, Entry)) else None
