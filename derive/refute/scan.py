"""What a term mentions: symbols, functions, free index names, and what it differentiates by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from derive.terms.term import (
    Add,
    Cases,
    Compare,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Index,
    Integral,
    Mul,
    Num,
    Pow,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
)

DEEPEST = 150  # levels of nesting; the evaluator descends recursively


@dataclass
class Mentions:
    """`symbols` are names of `Sym` and `Entry`; `derivatives` the `Deriv` terms; `indices` are free."""

    symbols: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    indices: set[str] = field(default_factory=set)
    derivatives: list[Deriv] = field(default_factory=list)
    kinds: set[type] = field(default_factory=set)
    depth: int = 0

    @property
    def by(self) -> set[str]:
        """The names that something is differentiated by."""
        return {d.variable.name for d in self.derivatives if isinstance(d.variable, (Sym, Entry))}

    def absorb(self, other: Mentions, parameters: frozenset[str] = frozenset()) -> None:
        """Add what a definition mentions, except its own parameters."""
        self.symbols |= other.symbols - parameters
        self.functions |= other.functions
        self.indices |= other.indices - parameters
        self.derivatives += [d for d in other.derivatives if d not in self.derivatives]
        self.kinds |= other.kinds
        self.depth = max(self.depth, other.depth)


def mentions(*terms: Any) -> Mentions:
    """Walk over terms (also `Tensor`, `Compare`, `Range`, `Index`), without recursion."""
    found, todo = Mentions(), [(term, frozenset[str](), 0) for term in terms]
    while todo:
        node, bound, depth = todo.pop()
        found.kinds.add(type(node))
        found.depth = max(found.depth, depth)
        todo.extend((part, inner, depth + 1) for part, inner in _PARTS[type(node)](node, bound, found))
    return found


Parts = Iterable[tuple[Any, frozenset[str]]]


def _none(node: Any, bound: frozenset[str], found: Mentions) -> Parts:
    return ()


def _index(node: Index, bound: frozenset[str], found: Mentions) -> Parts:
    found.indices.update(name for name, _ in node.parts if name not in bound)
    return ()


def _sym(node: Sym, bound: frozenset[str], found: Mentions) -> Parts:
    found.symbols.add(node.name)
    return ()


def _entry(node: Entry, bound: frozenset[str], found: Mentions) -> Parts:
    found.symbols.add(node.name)
    return [(i, bound) for i in node.indices]


def _binder(node: Sum | Prod | Extremum, bound: frozenset[str], found: Mentions) -> Parts:
    return [(node.range, bound), (node.body, bound | {node.name})]


def _tensor(node: Tensor, bound: frozenset[str], found: Mentions) -> Parts:
    inner = bound | {name for name, _ in node.binders}
    return [*((r, bound) for _, r in node.binders), (node.body, inner)]


def _fun(node: Fun, bound: frozenset[str], found: Mentions) -> Parts:
    found.functions.add(node.name)
    return [(part, bound) for part in (*node.arguments, *node.indices)]


def _deriv(node: Deriv, bound: frozenset[str], found: Mentions) -> Parts:
    found.derivatives.append(node)
    return [(node.body, bound), (node.variable, bound)]


def _integral(node: Integral, bound: frozenset[str], found: Mentions) -> Parts:
    return [(part, bound) for part in (node.body, node.lower, node.upper) if part is not None]


def _cases(node: Cases, bound: frozenset[str], found: Mentions) -> Parts:
    return [(part, bound) for branch in node.branches for part in branch if part is not None]


def _fields(*names: str) -> Callable[[Any, frozenset[str], Mentions], Parts]:
    return lambda node, bound, found: [(getattr(node, name), bound) for name in names]


_PARTS: dict[type, Callable[[Any, frozenset[str], Mentions], Parts]] = {
    Num: _none,
    Index: _index,
    Range: _fields("lower", "upper"),
    Sym: _sym,
    Entry: _entry,
    Size: _fields("value"),
    Add: lambda node, bound, found: [(t, bound) for t in node.terms],
    Mul: lambda node, bound, found: [(t, bound) for t in node.factors],
    Pow: _fields("base", "exponent"),
    Delta: _fields("left", "right"),
    Sum: _binder,
    Prod: _binder,
    Extremum: _binder,
    Tensor: _tensor,
    Fun: _fun,
    Deriv: _deriv,
    Integral: _integral,
    Compare: _fields("left", "right"),
    Cases: _cases,
}


def free_names(term: Term) -> tuple[str, ...]:
    """The free index names of a term, sorted."""
    return tuple(sorted(mentions(term).indices))
