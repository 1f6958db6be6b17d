"""Edits of sums and indices: a sum collapsed, a delta put in, a range or an index changed, a factor moved inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice
from typing import Any

from derive.claims.walk import every, over_parts
from derive.diagnose.build import ONE, bare, bracketed, product
from derive.diagnose.functions import is_delta
from derive.diagnose.material import Material
from derive.diagnose.places import Place, free_letters, letters_of, renamed
from derive.notation.tree import (
    Big,
    Chain,
    Dots,
    Matrix,
    Node,
    Number,
    Product,
    Relation,
    Script,
    Sequence,
    Sum,
    Symbol,
)

Change = tuple[str, int, Node]
MOST_TARGETS = 4


def collapses(place: Place, found: Material) -> Iterator[Change]:
    """A sum replaced by its one term at an index of the claim."""
    node = place.node
    if not isinstance(node, Big) or node.kind != "sum":
        return
    own = letters_of(node)
    if len(own) != 1:
        return
    terms = [renamed(node.body, own[0], target) for target in found.indices[:MOST_TARGETS]]
    terms.insert(0 if own[0] in found.spans else len(terms), node.body)  # under `w = k` nothing is to be renamed
    yield from (("collapse", 1, term) for term in dict.fromkeys(terms) if term is not None)


def slopes(place: Place, found: Material) -> Iterator[Change]:
    """A Kronecker delta below a sum sign, of its index and that of what one differentiates by."""
    if isinstance(place.parent, Big) and place.steps[-1][0] == "body" and place.parent.kind == "sum":
        own = letters_of(place.parent)
        pairs = ((Symbol(letter), Symbol(own[0])) for letter in found.slopes if own and letter not in place.bound)
        yield from (("delta", 1, _with_delta(place.node, pair)) for pair in islice(pairs, 1))


def renumbered(place: Place, found: Material) -> Iterator[Change]:
    """An array with dots whose entries are numbered from 0, numbered from 1."""
    node = place.node
    dotted = isinstance(node, Matrix) and any(isinstance(cell, Dots) for row in node.rows for cell in row)
    if dotted and any(isinstance(part, Script) and part.sub == Number("0") for part in every(node)):
        yield "range", 1, one_more(node)


def one_more(node: Any) -> Any:
    new = over_parts(node, one_more)
    if isinstance(new, Script) and isinstance(new.sub, Number) and new.sub.digits.isdecimal():
        return replace(new, sub=Number(str(int(new.sub.digits) + 1)))
    return new


def is_summand(place: Place) -> bool:
    """Whether the place holds one term of a sum, or a whole side of one term."""
    return not isinstance(place.node, Sum) and (place.parent is None or isinstance(place.parent, Sum))


def deltas(place: Place, found: Material) -> Iterator[Change]:
    """A summand multiplied by a Kronecker delta of two indices of the claim."""
    free = [index for index in found.indices if isinstance(index, Symbol) and index.name not in place.bound][:3]
    if is_summand(place):
        pairs = list(combinations(free, 2))
    elif isinstance(place.parent, Big) and place.steps[-1][0] == "body":
        pairs = [(index, Symbol(letter)) for letter in letters_of(place.parent) for index in free[:2]]
    else:
        return
    yield from (("delta", 2, _with_delta(place.node, pair)) for pair in pairs)


def _with_delta(node: Node, pair: tuple[Node, ...]) -> Node:
    delta = Script(Symbol("\\delta"), Product(pair, ("",)))
    return delta if node == ONE else product((delta, *_factors(node)), ("", *_ops(node)))


def _factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Product) else (bracketed(node),)


def _ops(node: Node) -> tuple[str, ...]:
    return node.ops if isinstance(node, Product) else ()


def indices(place: Place, found: Material) -> Iterator[Change]:
    """Another index in a subscript; the two indices of a component exchanged."""
    node = place.node
    if not isinstance(node, Script) or node.sub is None:
        return
    bound = tuple(Symbol(letter) for letter in place.bound)
    choices = tuple(dict.fromkeys((*bound, *found.indices)))
    if isinstance(node.sub, Symbol | Number) and (isinstance(node.sub, Number) or not node.sub.word):
        yield from (("index", 1, replace(node, sub=new)) for new in choices if new != node.sub)
    elif isinstance(node.sub, Product) and len(node.sub.factors) == 2:
        first, second = node.sub.factors
        yield "index", 1, replace(node, sub=replace(node.sub, factors=(second, first)))
        for new in choices:
            for pair in ((new, second), (first, new)):
                if pair != node.sub.factors and not (is_delta(node) and pair[0] == pair[1]):
                    yield "index", 1, replace(node, sub=replace(node.sub, factors=pair))


def ranges(place: Place, found: Material) -> Iterator[Change]:
    """Another end of a sum, one further or one less far, or a condition taken away."""
    node = place.node
    if not isinstance(node, Big) or node.lower is None:
        return
    if node.upper is not None:
        for new in (*_beside(node.upper), *(end for end in found.ends if end != bare(node.upper))):
            yield "range", 1, replace(node, upper=new)
    if isinstance(node.lower, Chain) and len(node.lower.items) == 2 and node.lower.signs[0].name == "=":
        first = node.lower.items[1]
        for new in _beside(first):
            yield "range", 1, replace(node, lower=replace(node.lower, items=(node.lower.items[0], new)))
    if isinstance(node.lower, Sequence):
        for k in range(1, len(node.lower.items)):
            rest = node.lower.items[:k] + node.lower.items[k + 1 :]
            lower = rest[0] if len(rest) == 1 else Sequence(rest, node.lower.separators[: len(rest) - 1])
            yield "range", 2, replace(node, lower=lower)


def _beside(end: Node) -> Iterator[Node]:
    """One less and one more."""
    if isinstance(end, Number) and end.digits.isdecimal():
        yield from (Number(str(n)) for n in (int(end.digits) + 1, int(end.digits) - 1) if n >= 0)
    elif isinstance(end, Sum) and len(end.terms) == 2 and end.terms[1] == ONE:
        yield end.terms[0]
    elif isinstance(end, Symbol):
        yield from (Sum(("+", sign), (end, ONE)) for sign in "-+")


def into_sums(place: Place, found: Material) -> Iterator[Change]:
    """A factor or a summand that uses the index of a sum beside it, moved inside that sum."""
    node = place.node
    if isinstance(node, Product):
        for k, part in enumerate(node.factors):
            if isinstance(part, Big) and part.kind == "sum":
                yield from _product_inside(node, k, part)
    if isinstance(node, Sum):
        for k, part in enumerate(node.terms):
            if isinstance(part, Big) and part.kind == "sum":
                yield from _sum_inside(node, k, part)


def _product_inside(node: Product, k: int, part: Big) -> Iterator[Change]:
    outside = node.factors[:k]
    if k and any(letter in free_letters(f) for f in outside for letter in letters_of(part)):
        start = next(i for i, f in enumerate(outside) if set(letters_of(part)) & set(free_letters(f)))
        start -= 1 if start and node.ops[start - 1] == "" and not _stands_alone(outside[start - 1]) else 0
        body = product((*node.factors[start:k], *_factors(part.body)), (*node.ops[start:k], *_ops(part.body)))
        yield "into-sum", 1, product((*node.factors[:start], replace(part, body=body)), node.ops[:start])


def _stands_alone(node: Node) -> bool:
    return not (isinstance(node, Symbol) and (node.word or node.name.startswith("\\")))


def _sum_inside(node: Sum, k: int, part: Big) -> Iterator[Change]:
    own = set(letters_of(part))
    for j, term in enumerate(node.terms):
        if j != k and own & set(free_letters(term)):
            inner = Sum(("+", node.signs[j] if node.signs[k] == "+" else "+"), (part.body, term))
            rest = [(s, t) for i, (s, t) in enumerate(zip(node.signs, node.terms, strict=True)) if i not in (j, k)]
            whole = replace(part, body=bracketed(inner))
            signs, terms = (node.signs[k], *(s for s, _ in rest)), (whole, *(t for _, t in rest))
            yield "into-sum", 2, Sum(signs, terms) if len(terms) > 1 or signs[0] == "-" else whole


def summed(place: Place, found: Material) -> Iterator[Change]:
    """A term over an index that nothing fixes, put under its sum."""
    if not is_summand(place):
        return
    for letter in free_letters(place.node):
        if letter not in found.component:
            for end in found.ends[:2]:
                lower = Chain((Symbol(letter), ONE), (Relation("="),))
                yield "sum", 2, Big("sum", lower, end, place.node)


MAKERS = (collapses, slopes, into_sums, indices, ranges, deltas, summed)
