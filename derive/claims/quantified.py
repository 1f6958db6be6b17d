"""What a quantifier binds, cut off from what it claims: `\\forall x \\in X : a = b`, `\\forall x\\, (a = b)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.notation.tree import Blank, Chain, Group, Node, Product, Words

QUANTIFIER = re.compile(
    r"\b(?:for (?:all|every|each|any|some)|there (?:is|exists?)(?: no| an?| some)?)$", re.IGNORECASE
)
BINDS, BOUND = Words("bound:"), Words(":")  # in front of what is bound, and behind it
MAPS = {"\\to", "\\mapsto"}


def quantified(pieces: Iterable[Node]) -> Iterator[Node]:
    """The pieces of a formula, with marks around what is bound where a colon or a bracket tells."""
    binds = False
    for piece in pieces:
        parts = _marked(piece) if binds else (piece,)
        if isinstance(piece, Words):
            binds = QUANTIFIER.search(piece.text) is not None
        elif len(parts) > 1:
            binds = False
        yield from parts


def _marked(piece: Node) -> tuple[Node, ...]:
    names = [sign.name for sign in piece.signs] if isinstance(piece, Chain) else []
    if isinstance(piece, Chain) and ":" in names:
        cut = names.index(":")
        if isinstance(piece.items[cut + 1], Blank) or MAPS & set(names):
            return (piece,)
        return (BINDS, _part(piece, 0, cut), BOUND, _part(piece, cut + 1, len(names)))
    last = piece.items[-1] if isinstance(piece, Chain) else piece
    if not isinstance(last, Product) or last.ops[-1] or not isinstance(last.factors[-1], Group):
        return (piece,)
    claimed, rest = last.factors[-1].body, last.factors[0]
    if len(last.factors) > 2:
        rest = replace(last, factors=last.factors[:-1], ops=last.ops[:-1])
    before = replace(piece, items=(*piece.items[:-1], rest)) if isinstance(piece, Chain) else rest
    return (BINDS, before, BOUND, claimed) if isinstance(claimed, Chain) else (piece,)


def _part(chain: Chain, start: int, end: int) -> Node:
    """The items of a chain from one to another."""
    if start == end:
        return chain.items[start]
    items = chain.items[start : end + 1]
    return Chain(items, chain.signs[start:end], at=(items[0].at[0], items[-1].at[1]))
