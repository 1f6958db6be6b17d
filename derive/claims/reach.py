"""How far a sum reaches: `\\sum_i y_i \\log p_i + (1 - y_i) \\log(1 - p_i)` is written without brackets by many.

Strictly the sum ends at the plus. Where its index stands behind that, and nowhere else in the formula, it would mean
nothing there: then the sum is read as reaching so far. A minus before the sum leaves two ways to read it: it stays.
Where the index stands nowhere at all, it was left out, and both readings are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from derive.claims.walk import every, over_parts, symbols
from derive.notation.tree import Big, Chain, Node, Product, Script, Sequence, Sum, Symbol


def reaching(tree: Node) -> tuple[Node, tuple[int, ...]]:
    """The tree with every such sum as far as it reaches, and where these sums stand; as it was where a letter of them
    is left over."""
    if all(_summed(part, []) is part for part in every(tree) if isinstance(part, Sum)):
        return tree, ()
    places: list[int] = []
    wider = _widened(tree, places)
    letters = {letter for part in every(tree) if isinstance(part, Big) and part.at[0] in places
               for letter in letters_of(part)}
    return (tree, ()) if letters & set(_unbound(wider, frozenset())) else (wider, tuple(places))


def _widened(node: Any, places: list[int]) -> Any:
    new = over_parts(node, lambda part: _widened(part, places))
    return _summed(new, places) if isinstance(new, Sum) else new


def _summed(node: Sum, places: list[int]) -> Node:
    """The first term that is a sum takes in the terms behind it that have its index."""
    for k, (sign, term) in enumerate(zip(node.signs, node.terms, strict=True)):
        big = term.factors[-1] if isinstance(term, Product) else term
        if sign != "+" or not isinstance(big, Big) or big.kind != "sum":
            continue
        end = k + 1
        while end < len(node.terms) and letters_of(big) & set(_indices(node.terms[end])):
            end += 1
        if end == k + 1:
            continue
        at = (big.body.at[0], node.terms[end - 1].at[1])
        body = Sum(("+", *node.signs[k + 1 : end]), (big.body, *node.terms[k + 1 : end]), at=at)
        own: Node = replace(big, body=body, at=(big.at[0], at[1]))
        places.append(big.at[0])
        if isinstance(term, Product):
            own = replace(term, factors=(*term.factors[:-1], own), at=(term.at[0], at[1]))
        if len(node.terms) == end - k:
            return own
        return replace(node, signs=(*node.signs[: k + 1], *node.signs[end:]),
                       terms=(*node.terms[:k], own, *node.terms[end:]))
    return node


def without_index(node: Any) -> Any:
    """The widest reading of sums whose index stands nowhere, `\\sum_i \\log p - y`: they take in all that is behind."""
    new = over_parts(node, without_index)
    if not isinstance(new, Sum):
        return new
    for k, (sign, term) in enumerate(zip(new.signs, new.terms, strict=True)):
        if sign == "+" and isinstance(term, Big) and is_without_index(term):
            behind = [is_summed(other, letters_of(term)) for other in new.terms[k + 1 :]]
            end = k + 1 + (behind.index(True) if True in behind else len(behind))
            if end == k + 1:
                continue
            body = Sum(("+", *new.signs[k + 1 : end]), (term.body, *new.terms[k + 1 : end]), at=term.body.at)
            terms = (*new.terms[:k], replace(term, body=body), *new.terms[end:])
            signs = (*new.signs[: k + 1], *new.signs[end:])
            return replace(new, signs=signs, terms=terms) if len(terms) > 1 else terms[0]
    return new


def is_summed(node: Node, letters: frozenset[str]) -> bool:
    """Has the term a sum over the same of its own?"""
    return any(isinstance(part, Big) and letters & letters_of(part) for part in every(node))


def is_without_index(node: Any) -> bool:
    """`\\sum_i x`: nothing says how often, and nothing says of what."""
    return isinstance(node, Big) and node.kind == "sum" and node.upper is None and isinstance(node.lower, Symbol) and (
        node.lower.name not in symbols(node.body))


def letters_of(big: Big) -> frozenset[str]:
    """What a sum binds: the i and j of `\\sum_{i, j}`, the i of `\\sum_{i=1}^n`."""
    parts = big.lower.items if isinstance(big.lower, Sequence) else (big.lower,)
    heads = (part.items[0] if isinstance(part, Chain) else part for part in parts)
    return frozenset(head.name for head in heads if isinstance(head, Symbol))


def _indices(node: Node) -> Iterator[str]:
    """Letters in scripts that no sum in the node binds."""
    bound = {letter for part in every(node) if isinstance(part, Big) for letter in letters_of(part)}
    for part in every(node):
        for script in (part.sub, part.sup) if isinstance(part, Script) else ():
            yield from sorted(symbols(script) - bound) if script is not None else ()


def _unbound(node: Node, bound: frozenset[str]) -> Iterator[str]:
    """Every letter that stands where no sum binds it."""
    if isinstance(node, Symbol):
        yield from () if node.name in bound else (node.name,)
        return
    inside = bound | letters_of(node) if isinstance(node, Big) else bound
    for f in fields(node):
        value = getattr(node, f.name)
        for part in value if isinstance(value, tuple) else (value,):
            for one in part if isinstance(part, tuple) else (part,):
                if isinstance(one, Node):
                    yield from _unbound(one, inside)
