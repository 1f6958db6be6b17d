"""A formula taken apart into its statements: the relations, conditions and words in it, in order.

Separators (`,` `\\quad` `\\\\` `\\Rightarrow`, `\\text{ and }`) stand between statements, words between a
statement and its condition. No statement is judged here; `chains` does that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derive.claims.cells import cells_of
from derive.claims.quantified import quantified
from derive.notation.tree import (
    Blank,
    Cases,
    Chain,
    Dots,
    Group,
    Labelled,
    Node,
    Product,
    Relation,
    Rows,
    Sequence,
    Symbol,
    Words,
)

SIGNS = {"=", "\\leq", "\\geq", "<", ">", "\\neq", ":=", "=:", "\\equiv"}
FLAT = {",", ";", "\\quad", "\\qquad", "\\\\", "", "."}
CONNECTIVES = {
    "\\forall": "for all", "\\therefore": "therefore", "\\because": "because", "\\Rightarrow": "implies",
    "\\Leftrightarrow": "if and only if", "\\Leftarrow": "if", "\\exists": "there is", "\\lor": "or",
    "\\land": "and",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One statement, expression or word of a formula. `column` is the cell that its sign stands in, `row` counts
    the rows; `fresh` says that it begins its row; `behind` that it stands behind an `&` with nothing before;
    `system` that it is one of the equations that a brace holds together."""

    node: Node
    row: int = 0
    column: int = 0
    fresh: bool = False
    behind: bool = False
    system: bool = False


def parts_of(tree: Node) -> list[Part]:
    """The parts of a formula in the order in which they are read."""
    parts: list[Part] = []
    system = is_system(tree)
    for number, row in enumerate(_whole(_rows(tree))):
        parts += (replace(part, system=system) for part in _row_parts(row, number))
    return parts


def is_system(tree: Node) -> bool:
    """Whether a brace holds equations together, and not the values of one quantity."""
    return isinstance(tree, Cases) and any(
        isinstance(value, Chain) or (isinstance(under, Chain) and isinstance(under.items[0], Blank))
        for value, under in tree.branches
    )


def _whole(rows: Iterator[tuple[Node, ...]]) -> Iterator[tuple[Node, ...]]:
    """The rows; one that ends with its sign goes on in the next."""
    held: tuple[Node, ...] = ()
    for row in rows:
        cells = tuple(cell for cell in row if not isinstance(cell, Blank))
        if held and cells:
            ends = (held[-1].at[0], cells[0].at[1])
            row = cells = (*held[:-1], Chain((Blank(), cells[0]), (Relation(sign_of(held[-1])),), at=ends), *cells[1:])
        held = cells if cells and sign_of(cells[-1]) in SIGNS else ()
        if not held:
            yield row
    if held:
        yield held


def sign_of(node: Node) -> str:
    """The name of a sign that stands alone."""
    return node.name if isinstance(node, Symbol) else ""


def _rows(tree: Node) -> Iterator[tuple[Node, ...]]:
    if isinstance(tree, Rows):
        for row in tree.rows:
            filled = [cell for cell in row if not isinstance(cell, Blank)]
            yield from _rows(filled[0]) if len(filled) == 1 and isinstance(filled[0], Rows) else [row]
    elif isinstance(tree, Sequence) and any(isinstance(item, Rows) for item in tree.items):
        for item in tree.items:
            yield from _rows(item)
    elif isinstance(tree, Cases) and is_system(tree):
        yield from tree.branches
    elif isinstance(tree, Sequence):
        yield from _broken(tree)
    else:
        yield (tree,)


def _broken(tree: Sequence) -> Iterator[tuple[Node, ...]]:
    """A sequence with `\\\\` between its items is rows of one cell each."""
    start = 0
    for place, separator in enumerate(tree.separators, start=1):
        if separator == "\\\\":
            yield (_sequence(tree, start, place),)
            start = place
    yield (_sequence(tree, start, len(tree.items)),)


def _sequence(tree: Sequence, start: int, end: int) -> Node:
    if end - start == 1:
        return tree.items[start]
    return Sequence(tree.items[start:end], tree.separators[start : end - 1])


def _row_parts(row: tuple[Node, ...], number: int) -> Iterator[Part]:
    fresh, blank_before = True, False
    for column, node in cells_of(row):
        for place, piece in enumerate(pieces_of(node)):
            behind = fresh and place == 0 and column > 0 and blank_before
            yield Part(piece, number, column, fresh, behind or (fresh and column > 0 and isinstance(row[0], Blank)))
            fresh = fresh and isinstance(piece, Words)
        blank_before = False


def pieces_of(node: Node) -> Iterator[Node]:
    """The statements and words of one cell."""
    return quantified(_flat(node))


def in_words(node: Node) -> bool:
    """`(\\text{since } a = b)`: statements among words in brackets."""
    inside = node.body if isinstance(node, Group) and node.left in ("(", "[") else None
    return isinstance(inside, Product) and any(isinstance(factor, Words) for factor in inside.factors)


def _flat(node: Node) -> Iterator[Node]:
    """Statements and words in order: sequences opened, chains and products cut at the words in them."""
    if isinstance(node, Sequence):
        for place, item in enumerate(node.items):
            separator = node.separators[place - 1] if place else ""
            if separator == "..":
                yield Dots("..")
            elif separator not in FLAT:
                yield Words(CONNECTIVES.get(separator, separator))
            yield from _flat(item)
    elif isinstance(node, Labelled) and isinstance(node.body, Chain | Sequence):
        yield from _flat(node.body)  # the brace points at a whole statement
    elif isinstance(node, Chain):
        yield from _chain_parts(node)
    elif in_words(node) or (isinstance(node, Product) and in_words(node.factors[0])):
        for part in node.factors if isinstance(node, Product) else (node,):
            yield from _flat(part.body) if in_words(part) and isinstance(part, Group) else (part,)
    elif isinstance(node, Product):
        for piece in _cut(node):
            yield from (_chain_parts(piece) if isinstance(piece, Chain) else (piece,))
    elif not isinstance(node, Blank):
        yield node


def _chain_parts(chain: Chain) -> Iterator[Node]:
    items: list[Node] = []
    signs: list[Relation] = []
    for place, item in enumerate(chain.items):
        cut = list(_cut(item)) or [item]
        for number, piece in enumerate(cut):
            if number:
                yield from _closed(items, signs)
                items, signs = [], []
            items.append(piece)
        if place < len(chain.signs):
            signs.append(chain.signs[place])
            if isinstance(items[-1], Words):
                yield items.pop()
                items.append(Blank())
    yield from _closed(items, signs)


def _closed(items: list[Node], signs: list[Relation]) -> Iterator[Node]:
    if signs:
        while len(items) <= len(signs):
            items.append(Blank())
        yield Chain(tuple(items), tuple(signs), at=(items[0].at[0], items[-1].at[1]))
    elif items and not isinstance(items[0], Blank):
        yield items[0]


def _cut(node: Node) -> Iterator[Node]:
    """A product cut at the words among its factors; connective signs count as words."""
    if not isinstance(node, Product):
        yield _connective(node)
        return
    run: list[int] = []
    for place, factor in enumerate(node.factors):
        word = _connective(factor)
        if isinstance(word, Words):
            yield from _factors(node, run)
            yield word
            run = []
        else:
            run.append(place)
    yield from _factors(node, run)


def _connective(node: Node) -> Node:
    if isinstance(node, Symbol) and node.name in CONNECTIVES:
        return Words(CONNECTIVES[node.name], at=node.at)
    return node


def _factors(node: Product, run: list[int]) -> Iterator[Node]:
    if len(run) == len(node.factors):
        yield node
    elif len(run) == 1:
        yield node.factors[run[0]]
    elif run:
        kept = node.factors[run[0] : run[-1] + 1]
        yield Product(kept, node.ops[run[0] : run[-1]], at=(kept[0].at[0], kept[-1].at[1]))
