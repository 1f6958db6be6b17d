"""Going through terms: their parts, their free names, substitution that captures nothing, matching.

Index names (bound or ranging) and the names of symbols live apart: `Sym("W")` and the size `W` are two things.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
    index,
)

Node: TypeAlias = Term | Tensor | Compare
OnNode: TypeAlias = Callable[[Any], Any]
OnIndex: TypeAlias = Callable[[Index], Index]
Free: TypeAlias = tuple[frozenset[str], frozenset[str]]

BINDERS = (Sum, Prod, Extremum)
_NONE: frozenset[str] = frozenset()
_CLOSED: Free = (_NONE, _NONE)


# --- the parts of a node that bind no index ------------------------------------------------------------------
_REBUILD: dict[type, Callable[[Any, OnNode, OnIndex], Any]] = {
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
    return _REBUILD[type(node)](node, lambda t: next(fresh_parts), lambda i: i)


def rebuilt(node: Any, change: OnNode) -> Any:
    """`node` with every part changed, bound names as they are."""
    if isinstance(node, (*BINDERS, Tensor)):
        return replace(node, body=change(node.body))
    if isinstance(node, Integral):
        ends = [end and change(end) for end in (node.lower, node.upper)]
        return Integral(node.name, change(node.body), *ends)
    return _REBUILD[type(node)](node, change, lambda i: i)


def _rebound(old: Any, new: Any, names: tuple[str, ...]) -> Any:
    if not isinstance(old, Tensor) or old is new:
        return new
    ranges = [r for _, r in old.binders]
    return Tensor(tuple(zip(names, ranges, strict=True)), new)


def subterms(node: Node) -> list[Any]:
    """`node` and everything inside it, outermost first, each once."""
    found: dict[Any, None] = {}
    stack = [node]
    while stack:
        top = stack.pop()
        if top not in found:
            found[top] = None
            stack.extend(reversed(parts(top)))
    return list(found)


def size(node: Node) -> int:
    """How many nodes `node` has, written out as a tree."""
    known: int | None = getattr(node, "_size", None)
    if known is None:
        known = 1 + sum(size(p) for p in parts(node))
        object.__setattr__(node, "_size", known)
    return known


# --- free names ------------------------------------------------------------------------------------------------
def _names(*indices: Index) -> frozenset[str]:
    return frozenset(n for i in indices for n, _ in i.parts)


_OWN: dict[type, Callable[[Any], Free]] = {
    Sym: lambda t: (_NONE, frozenset((t.name,))),
    Entry: lambda t: (_names(*t.indices), frozenset((t.name,))),
    Size: lambda t: (_names(t.value), _NONE),
    Delta: lambda t: (_names(t.left, t.right), _NONE),
    Fun: lambda t: (_names(*t.indices), frozenset((t.name,))),
}


def free(node: Node) -> Free:
    """The index (and size) names and the symbol names that occur free in `node`."""
    known: Free | None = getattr(node, "_free", None)
    if known is None:
        known = _free(node)
        object.__setattr__(node, "_free", known)
    return known


def _free(node: Node) -> Free:
    indices, symbols = _OWN[type(node)](node) if type(node) in _OWN else _CLOSED
    for part in parts(node):
        more, others = free(part)
        indices, symbols = indices | more, symbols | others
    if isinstance(node, BINDERS):
        indices = (indices - {node.name}) | _names(node.range.lower, node.range.upper)
    elif isinstance(node, Tensor):
        indices -= {n for n, _ in node.binders}
        indices |= _names(*(end for _, r in node.binders for end in (r.lower, r.upper)))
    elif isinstance(node, Integral):
        symbols -= {node.name}
    return indices, symbols


# --- substitution ------------------------------------------------------------------------------------------------
Indices: TypeAlias = Mapping[str, Index]
Symbols: TypeAlias = Mapping[str, Term | Tensor]
NO_SYMBOLS: dict[str, Term | Tensor] = {}


def put(value: Index, indices: Indices) -> Index:
    """`value` with index names replaced."""
    if not any(n in indices for n, _ in value.parts):
        return value
    total = Index((), value.offset)
    for name, factor in value.parts:
        piece = indices.get(name) or index(name)
        total += Index(tuple((n, c * factor) for n, c in piece.parts), piece.offset * factor)
    return total


def put_range(span: Range, indices: Indices) -> Range:
    return Range(put(span.lower, indices), put(span.upper, indices))


def substitute(node: Any, indices: Indices, symbols: Symbols = NO_SYMBOLS) -> Any:
    """`node` with free index names and symbols replaced; bound names step aside.

    A `Tensor` in `symbols` replaces the entries of that name, component by component.
    """
    names, others = free(node)
    indices = {n: i for n, i in indices.items() if n in names}
    symbols = {n: s for n, s in symbols.items() if n in others}
    if not indices and not symbols:
        return node
    return _SUBSTITUTE.get(type(node), _substitute_parts)(node, indices, symbols)


def _substitute_parts(node: Any, indices: Indices, symbols: Symbols) -> Any:
    return _REBUILD[type(node)](node, lambda t: substitute(t, indices, symbols), lambda i: put(i, indices))


def _substitute_symbol(node: Sym, indices: Indices, symbols: Symbols) -> Any:
    return symbols.get(node.name, node)


def _substitute_entry(node: Entry, indices: Indices, symbols: Symbols) -> Any:
    where = tuple(put(i, indices) for i in node.indices)
    array = symbols.get(node.name)
    if not isinstance(array, Tensor):
        return Entry(node.name, where)
    return substitute(array.body, {n: i for (n, _), i in zip(array.binders, where, strict=True)})


def _inserted(indices: Indices, symbols: Symbols) -> Free:
    names, others = _names(*indices.values()), _NONE
    for term in symbols.values():
        more, symbols_in = free(term)
        names, others = names | more, others | symbols_in
    return names, others


def fresh(name: str, taken: Collection[str]) -> str:
    """`name`, with primes until it is not taken."""
    while name in taken:
        name += "'"
    return name


def _substitute_bound(node: Any, indices: Indices, symbols: Symbols) -> Any:
    inside = {n: i for n, i in indices.items() if n != node.name}
    taken = _inserted(inside, symbols)[0]
    name = fresh(node.name, taken | free(node.body)[0]) if node.name in taken else node.name
    if name != node.name:
        inside[node.name] = index(name)
    body = substitute(node.body, inside, symbols)
    return replace(node, name=name, range=put_range(node.range, indices), body=body)


def _substitute_tensor(node: Tensor, indices: Indices, symbols: Symbols) -> Tensor:
    bound = [n for n, _ in node.binders]
    inside = {n: i for n, i in indices.items() if n not in bound}
    taken, names = _inserted(inside, symbols)[0], []
    for name in bound:
        names.append(fresh(name, taken | free(node.body)[0]) if name in taken else name)
        if names[-1] != name:
            inside[name] = index(names[-1])
    ranges = [put_range(r, indices) for _, r in node.binders]
    return Tensor(tuple(zip(names, ranges, strict=True)), substitute(node.body, inside, symbols))


def _substitute_integral(node: Integral, indices: Indices, symbols: Symbols) -> Integral:
    inside = {n: s for n, s in symbols.items() if n != node.name}
    taken = _inserted({}, inside)[1]
    name = fresh(node.name, taken | free(node.body)[1]) if node.name in taken else node.name
    if name != node.name:
        inside[node.name] = Sym(name)
    ends = [end and substitute(end, indices, symbols) for end in (node.lower, node.upper)]
    return Integral(name, substitute(node.body, indices, inside), *ends)


def aside(node: Any, taken: Collection[str], symbols: Collection[str] = ()) -> Any:
    """`node`, its own bound names changed where they are taken."""
    if isinstance(node, BINDERS) and node.name in taken:
        name = fresh(node.name, set(taken) | free(node.body)[0])
        return replace(node, name=name, body=substitute(node.body, {node.name: index(name)}))
    if isinstance(node, Tensor) and any(n in taken for n, _ in node.binders):
        used = set(taken) | free(node.body)[0]
        swaps = {n: index(fresh(n, used)) for n, _ in node.binders if n in taken}
        names = tuple((swaps[n].name or n if n in swaps else n, r) for n, r in node.binders)
        return Tensor(names, substitute(node.body, swaps))
    if isinstance(node, Integral) and node.name in symbols:
        name = fresh(node.name, set(symbols) | free(node.body)[1])
        return replace(node, name=name, body=substitute(node.body, {}, {node.name: Sym(name)}))
    return node


_SUBSTITUTE: dict[type, Callable[[Any, Indices, Symbols], Any]] = {
    Sym: _substitute_symbol,
    Entry: _substitute_entry,
    Sum: _substitute_bound,
    Prod: _substitute_bound,
    Extremum: _substitute_bound,
    Tensor: _substitute_tensor,
    Integral: _substitute_integral,
}


# --- order and matching ----------------------------------------------------------------------------------------
def text(node: Any) -> str:
    """A short spelling, equal for equal terms only: a total order that no hash and no address can disturb."""
    known: str | None = getattr(node, "_text", None)
    if known is None:
        known = _TEXT[type(node)](node)
        object.__setattr__(node, "_text", known)
    return known


def _text_index(value: Index) -> str:
    return (
        "+".join([n if c == 1 else f"{c}{n}" for n, c in value.parts] + [str(value.offset)] * bool(value.offset)) or "0"
    )


def _join(items: tuple[Any, ...]) -> str:
    return ",".join(map(text, items))


def _text_bound(head: str) -> Callable[[Any], str]:
    return lambda t: f"{head}[{t.name}={text(t.range)}]({text(t.body)})"


def _text_fun(node: Fun) -> str:
    orders = "".join(f"'{k}" for k in node.orders)
    return f"{node.name}{orders}({_join(node.arguments)})" + (f"[{_join(node.indices)}]" if node.indices else "")


def _text_integral(node: Integral) -> str:
    ends = ";".join("" if end is None else text(end) for end in (node.lower, node.upper))
    return f"∫[{node.name}={ends}]({text(node.body)})"


_TEXT: dict[type, Callable[[Any], str]] = {
    Index: _text_index,
    Range: lambda r: f"{text(r.lower)}..{text(r.upper)}",
    Num: lambda t: str(t.value),
    Sym: lambda t: f"${t.name}",
    Entry: lambda t: f"{t.name}[{_join(t.indices)}]",
    Size: lambda t: f"#{text(t.value)}",
    Add: lambda t: "(" + " + ".join(map(text, t.terms)) + ")",
    Mul: lambda t: "(" + "*".join(map(text, t.factors)) + ")",
    Pow: lambda t: f"{text(t.base)}^({text(t.exponent)})",
    Delta: lambda t: f"δ({text(t.left)},{text(t.right)})",
    Sum: _text_bound("Σ"),
    Prod: _text_bound("Π"),
    Extremum: lambda t: _text_bound(t.kind)(t),
    Tensor: lambda t: "{" + ",".join(f"{n}={text(r)}" for n, r in t.binders) + ":" + text(t.body) + "}",
    Fun: _text_fun,
    Deriv: lambda t: f"∂({text(t.body)})/∂({text(t.variable)})",
    Integral: _text_integral,
    Compare: lambda t: f"{text(t.left)} {t.sign} {text(t.right)}",
    Cases: lambda t: "{" + ";".join(f"{c and text(c)}:{text(b)}" for c, b in t.branches) + "}",
}


def match(pattern: Term, term: Term, parameters: Collection[str]) -> dict[str, Index] | None:
    """The values of the index `parameters` that make `pattern` equal to `term`, or None.

    A parameter is found where it stands alone as an index of an entry, a function or a delta.
    """
    found: dict[str, Index] = {}
    _collect(pattern, term, parameters, found)
    if not all(p in found for p in parameters if p in free(pattern)[0]):
        return None
    return found if substitute(pattern, found) == term else None


_PLACES: dict[type, Callable[[Any], tuple[Index, ...]]] = {
    Entry: lambda t: t.indices,
    Fun: lambda t: t.indices,
    Delta: lambda t: (t.left, t.right),
    Size: lambda t: (t.value,),
}


def _collect(pattern: Any, term: Any, parameters: Collection[str], found: dict[str, Index]) -> None:
    if type(pattern) is not type(term):
        return
    if type(pattern) in _PLACES:
        for place, value in zip(_PLACES[type(pattern)](pattern), _PLACES[type(pattern)](term), strict=False):
            if place.name in parameters:
                found.setdefault(place.name, value)  # type: ignore[arg-type]
    for inner, other in zip(parts(pattern), parts(term), strict=False):
        _collect(inner, other, parameters, found)
