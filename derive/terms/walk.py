"""Going through terms: substitution that captures nothing, and matching; with the parts, names and spellings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from derive.terms.parts import (
    BINDERS,
    NONE,
    REBUILD,
    Free,
    free,
    names_in,
    parts,
    rebuild,
    rebuilt,
    settled,
    size,
    subterms,
)
from derive.terms.spell import text
from derive.terms.term import (
    Add,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Index,
    Integral,
    Mul,
    Num,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
    index,
)

__all__ = ["BINDERS", "aside", "free", "fresh", "match", "of_deltas", "parts", "put", "put_range", "rebuild", "rebuilt",
           "settled", "size", "substitute", "subterms", "text"]

def of_deltas(term: Term) -> bool:
    """Whether a term is made of deltas and numbers alone: as a factor it decides whether the others matter."""
    return bool(settled(term, "_of_deltas", lambda t: isinstance(t, Delta | Num) or (
        isinstance(t, Add | Mul) and all(part._of_deltas for part in parts(t)))))


# --- substitution ------------------------------------------------------------------------------------------------
Indices: TypeAlias = Mapping[str, Index]
Symbols: TypeAlias = Mapping[str, Term | Tensor]
NO_SYMBOLS: dict[str, Term | Tensor] = {}


def has_derivative(*terms: Term) -> bool:
    return any(isinstance(part, Deriv) for term in terms for part in subterms(term))


def put(value: Index, indices: Indices) -> Index:
    """`value` with index names replaced."""
    if not any(n in indices for n, _ in value.parts):
        return value
    if (name := value.name) is not None:
        return indices[name]
    total = Index((), value.offset)
    for name, factor in value.parts:
        piece = indices.get(name) or index(name)
        total += Index(tuple((n, c * factor) for n, c in piece.parts), piece.offset * factor)
    return total


def put_range(span: Range, indices: Indices) -> Range:
    lower, upper = put(span.lower, indices), put(span.upper, indices)
    return span if lower is span.lower and upper is span.upper else Range(lower, upper)


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
    return REBUILD[type(node)](node, lambda t: substitute(t, indices, symbols), lambda i: put(i, indices))


def _substitute_symbol(node: Sym, indices: Indices, symbols: Symbols) -> Any:
    return symbols.get(node.name, node)


def _substitute_entry(node: Entry, indices: Indices, symbols: Symbols) -> Any:
    where = tuple(put(i, indices) for i in node.indices)
    array = symbols.get(node.name)
    if not isinstance(array, Tensor):
        return Entry(node.name, where)
    return substitute(array.body, {n: i for (n, _), i in zip(array.binders, where, strict=True)})


def _inserted(indices: Indices, symbols: Symbols) -> Free:
    names, others = names_in(*indices.values()), NONE
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


def _stepped_aside(node: Tensor, taken: Collection[str]) -> dict[str, str]:
    """New names for the bound ones that are taken: no two alike."""
    used = {*taken, *free(node.body)[0], *(n for n, _ in node.binders)}
    swaps: dict[str, str] = {}
    for name, _ in node.binders:
        if name in taken:
            swaps[name] = fresh(name, used)
            used.add(swaps[name])
    return swaps


def _substitute_tensor(node: Tensor, indices: Indices, symbols: Symbols) -> Tensor:
    bound = [n for n, _ in node.binders]
    inside = {n: i for n, i in indices.items() if n not in bound}
    swaps = _stepped_aside(node, _inserted(inside, symbols)[0])
    inside |= {n: index(new) for n, new in swaps.items()}
    names = [swaps.get(n, n) for n in bound]
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
        swaps = _stepped_aside(node, taken)
        names = tuple((swaps.get(n, n), r) for n, r in node.binders)
        return Tensor(names, substitute(node.body, {n: index(new) for n, new in swaps.items()}))
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
