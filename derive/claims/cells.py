"""The cells of a row: a relation that `&` cuts in two is one cell again."""

from __future__ import annotations

from collections.abc import Iterator

from derive.notation.tree import Blank, Chain, Node, Sequence, Words


def cells_of(row: tuple[Node, ...]) -> Iterator[tuple[int, Node]]:
    """The cells of a row, each with the column of its sign; `a` and `= b` side by side are one cell `a = b`."""
    place = 0
    while place < len(row):
        node = row[place]
        while place + 1 < len(row) and _joins(node, row[place + 1]):
            node = _join(node, row[place + 1])
            place += 1
        if not isinstance(node, Blank):
            yield place, node
        place += 1


def _last(node: Node) -> Node:
    return node.items[-1] if isinstance(node, Sequence) else node


def _first(node: Node) -> Node:
    return node.items[0] if isinstance(node, Sequence) else node


def _joins(left: Node, right: Node) -> bool:
    opening, closing = _first(right), _last(left)
    if isinstance(left, Blank):
        return False
    if isinstance(closing, Chain) and isinstance(closing.items[-1], Blank):
        return not isinstance(right, Blank)
    return isinstance(opening, Chain) and isinstance(opening.items[0], Blank) and not isinstance(closing, Words)


def _join(left: Node, right: Node) -> Node:
    """Two cells as one: the last statement of the left goes on with the first of the right."""
    before = left.items[:-1] if isinstance(left, Sequence) else ()
    after = right.items[1:] if isinstance(right, Sequence) else ()
    joined = _link(_last(left), _first(right))
    if not before and not after:
        return joined
    separators = (*(left.separators if isinstance(left, Sequence) else ()),)
    separators += right.separators if isinstance(right, Sequence) else ()
    return Sequence((*before, joined, *after), separators)


def _link(left: Node, right: Node) -> Node:
    items, signs = (left.items, left.signs) if isinstance(left, Chain) else ((left,), ())
    if not isinstance(right, Chain):
        return Chain((*items[:-1], right), signs)
    if isinstance(right.items[0], Blank):
        return Chain((*items, *right.items[1:]), (*signs, *right.signs))
    return Chain((*items[:-1], *right.items), (*signs, *right.signs))
