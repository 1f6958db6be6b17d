"""The parts of a term, a term with other parts, and the names that are free in it.

Index names (bound or ranging) and the names of symbols live apart: `Sym("W")` and the size `W` are two things.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

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
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
)

Node: TypeAlias = Term | Tensor | Compare
OnNode: TypeAlias = Callable[[Any], Any]
OnIndex: TypeAlias = Callable[[Index], Index]
Free: TypeAlias = tuple[frozenset[str], frozenset[str]]

BINDERS = (Sum, Prod, Extremum)
NONE: frozenset[str] = frozenset()
_CLOSED: Free = (NONE, NONE)


# --- the parts of a node that bind no index ------------------------------------------------------------------
REBUILD: dict[type, Callable[[Any, OnNode, OnIndex], Any]] = {
    Num: lambda t, f, g: t,
    Sym: lambda t, f, g: t,
    Entry: lambda t, f, g: Entry(t.name, tuple(map(g, t.indices))),
    Size: lambda t, f, g: Size(g(t.value)),
    Add: lambda t, f, g: Add(tuple(map(f, t.terms))),
    Mul: lambda t, f, g: Mul(tuple(map(f, t.factors))),
    Pow: lambda t, f, g: Pow(f(t.base), f(t.exponent)),
    Delta: lambda t, f, g: Delta(g(t.left), g(t.right)),
    Fun: lambda t, f, g: Fun(t.name, tuple(map(f, t.arguments)), t.orders, tuple(map(g, t.indices))),
    Deriv: lambda t, f, g: Deriv(f(t.body), f(t.variable)),
    Compare: lambda t, f, g: Compare(f(t.left), t.sign, f(t.right)),
    Cases: lambda t, f, g: Cases(tuple((c and f(c), f(b)) for c, b in t.branches)),
}
_PARTS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    Num: lambda t: (),
    Sym: lambda t: (),
    Entry: lambda t: (),
    Size: lambda t: (),
    Add: lambda t: t.terms,
    Mul: lambda t: t.factors,
    Pow: lambda t: (t.base, t.exponent),
    Delta: lambda t: (),
    Sum: lambda t: (t.body,),
    Prod: lambda t: (t.body,),
    Extremum: lambda t: (t.body,),
    Tensor: lambda t: (t.body,),
    Fun: lambda t: t.arguments,
    Deriv: lambda t: (t.body, t.variable),
    Integral: lambda t: tuple(p for p in (t.body, t.lower, t.upper) if p is not None),
    Compare: lambda t: (t.left, t.right),
    Cases: lambda t: tuple(p for branch in t.branches for p in branch if p is not None),
}


def parts(node: Node) -> tuple[Any, ...]:
    """The nodes directly inside `node`, in order."""
    return _PARTS[type(node)](node)


def rebuild(node: Any, new: list[Any], binders: Mapping[int, tuple[str, ...]]) -> Any:
    """`node` with other parts; the part at a place in `binders` is about those bound names instead."""
    if isinstance(node, BINDERS):
        return replace(node, name=binders[0][0] if 0 in binders else node.name, body=new[0])
    if isinstance(node, Integral):
        ends = iter(new[1:])
        lower, upper = (None if e is None else next(ends) for e in (node.lower, node.upper))
        return Integral(node.name, new[0], lower, upper)
    fresh_parts = iter(
        [_rebound(o, n, binders.get(k, ())) for k, (o, n) in enumerate(zip(parts(node), new, strict=True))]
    )
    return REBUILD[type(node)](node, lambda t: next(fresh_parts), lambda i: i)


def rebuilt(node: Any, change: OnNode) -> Any:
    """`node` with every part changed, bound names as they are."""
    if isinstance(node, (*BINDERS, Tensor)):
        return replace(node, body=change(node.body))
    if isinstance(node, Integral):
        ends = [end and change(end) for end in (node.lower, node.upper)]
        return Integral(node.name, change(node.body), *ends)
    return REBUILD[type(node)](node, change, lambda i: i)


def _rebound(old: Any, new: Any, names: tuple[str, ...]) -> Any:
    if not isinstance(old, Tensor) or old is new:
        return new
    ranges = [r for _, r in old.binders]
    return Tensor(tuple(zip(names, ranges, strict=True)), new)


def subterms(node: Node) -> tuple[Any, ...]:
    """`node` and everything inside it, outermost first, each once. Kept with it: a goal is asked for them again and
    again."""
    known: tuple[Any, ...] | None = node.__dict__.get("_subterms")
    if known is None:
        found: dict[Any, None] = {}
        stack = [node]
        while stack:
            top, before = stack.pop(), len(found)
            found.setdefault(top)
            if len(found) > before:
                stack.extend(reversed(parts(top)))
        known = node.__dict__["_subterms"] = tuple(found)
    return known


def size(node: Node) -> int:
    """How many nodes `node` has, written out as a tree."""
    known: int | None = getattr(node, "_size", None)
    return settled(node, "_size", lambda n: 1 + sum(p._size for p in parts(n))) if known is None else known


def settled(node: Any, name: str, of: Callable[[Any], Any]) -> Any:
    """The attribute `name` of a node, worked out by `of` from those of its parts, once for each node. Without
    recursion: a product of a thousand factors nests as deep."""
    if name in node.__dict__:
        return node.__dict__[name]
    stack = [node]
    while stack:
        top = stack[-1]
        if missing := [part for part in parts(top) if name not in part.__dict__]:
            stack += missing
        else:
            stack.pop()
            top.__dict__[name] = of(top)
    return node.__dict__[name]


# --- free names ------------------------------------------------------------------------------------------------
def names_in(*indices: Index) -> frozenset[str]:
    return frozenset(n for i in indices for n, _ in i.parts)


_OWN: dict[type, Callable[[Any], Free]] = {
    Sym: lambda t: (NONE, frozenset((t.name,))),
    Entry: lambda t: (names_in(*t.indices), frozenset((t.name,))),
    Size: lambda t: (names_in(t.value), NONE),
    Delta: lambda t: (names_in(t.left, t.right), NONE),
    Fun: lambda t: (names_in(*t.indices), frozenset((t.name,))),
}


def free(node: Node) -> Free:
    """The index (and size) names and the symbol names that occur free in `node`."""
    known: Free | None = getattr(node, "_free", None)
    return settled(node, "_free", _free) if known is None else known


def _free(node: Node) -> Free:
    indices, symbols = _OWN[type(node)](node) if type(node) in _OWN else _CLOSED
    for part in parts(node):
        more, others = part._free
        indices, symbols = indices | more, symbols | others
    if isinstance(node, BINDERS):
        indices = (indices - {node.name}) | names_in(node.range.lower, node.range.upper)
    elif isinstance(node, Tensor):
        indices -= {n for n, _ in node.binders}
        indices |= names_in(*(end for _, r in node.binders for end in (r.lower, r.upper)))
    elif isinstance(node, Integral):
        symbols -= {node.name}
    return indices, symbols
