"""Lists with dots: the common form of the parts that are written, as a function of an index, and its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from derive.context.names import is_zero, nodes_in, parts_of, walk
from derive.context.sizes import unknown_range
from derive.context.value import Clash, Unsupported
from derive.notation.tree import Blank, Dots, Node, Symbol
from derive.terms.show import symbol
from derive.terms.term import Index, Range, index

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator

FROM_ZERO = "an array that is numbered from 0: its first place may be 0 or 1"
STAND_IN = "#"
Pairs = dict[tuple[Node, Node], Symbol]  # where two trees differ, and what stands there in their common form


def dotted(self: Elaborator, items: Sequence[Node], node: Node) -> tuple[Node, str, Range]:
    """The pattern of `a_1, a_2, ..., a_n`: the part as a function of an index, the index and its range."""
    given = [i for i in items if not isinstance(i, (Dots, Blank))]
    if len(given) < 2:
        raise Unsupported("a list with dots that gives no pattern", node.at)
    found = Pairs()
    pattern = differ(given[0], given[-1], found)
    if pattern is None or len(found) != 1:
        raise Unsupported("a list with dots whose pattern is not plain", node.at)
    ((low, high),) = found
    gaps = [k for k, item in enumerate(items) if isinstance(item, Dots)]
    before, after = items[1 : gaps[0]], items[gaps[-1] + 1 : -1]  # what stands between dots is any of the others
    steps = [(item, low, k + 1) for k, item in enumerate(before)]
    steps += [(item, high, k - len(after)) for k, item in enumerate(after)]
    if not all(is_step(self, pattern, item, end, by) for item, end, by in steps):
        raise Unsupported("a list with dots whose terms go on by other steps than 1", node.at)
    return pattern, STAND_IN, span_between(self, low, high, node)


def is_step(self: Elaborator, pattern: Node, item: Node, end: Node, by: int) -> bool:
    """Is an item of the list the pattern at so many places from one of its ends: the 2 of `1 + 2 + \\dots + n`?"""
    found = Pairs()
    common = differ(pattern, item, found)
    there, here = self.indices.read(end), self.indices.read(next(iter(found))[1]) if len(found) == 1 else None
    return common == pattern and None not in (there, here) and here == there + index(by)  # type: ignore[operator]


def span_between(self: Elaborator, first: Node, last: Node, node: Node) -> Range:
    """The range of an index from its first value to its last one, as they stand in a list with dots."""
    low, high = self.indices.read(first), self.indices.read(last)
    if low is None or high is None:
        raise Unsupported("a list with dots whose pattern is not plain", node.at)
    if high.name in self.env.index_names and high.name not in self.env.size_names.values():
        self.scope.note(f"the last index of the list, {high.name}, is read as that of the last one there is")
        return Range(low, unknown_range(self.env.fresh(str(high.name))).upper)
    return Range(low, high)


def from_one(self: Elaborator, span: Range, node: Node) -> tuple[Range, Index]:
    """The places of an array whose entries are numbered so, counted from 1, and what is to be added to a place."""
    if span.lower.parts or span.lower.offset == 1:
        return span, Index()
    if span.lower.offset == 0:
        scripts = [parts for part in walk(node) if (parts := parts_of(part)) is not None]
        counted = [parts.name for parts in scripts
                   if any(map(is_zero, parts.subs)) and self.env.counted_from.get(parts.name) == {1}]
        if counted:
            name = symbol(counted[0])
            raise Clash(f"the entries of ${name}$ are ${name}_1$, ${name}_2$ and so on", node.at)
        raise Unsupported(FROM_ZERO, node.at)
    shift = span.lower - index(1)
    return Range(index(1), span.upper - shift), shift


def differ(one: Node, other: Node, found: Pairs) -> Node | None:
    """The common form of two trees, with a stand-in index for each pair in which they differ."""
    if one == other:
        return one
    leaf = not list(nodes_in(tuple(getattr(one, f.name) for f in fields(one) if f.name != "at")))
    if type(one) is not type(other) or leaf or isinstance(other, type(None)):
        return stand_in(one, other, found)
    changes: dict[str, Any] = {}
    for f in fields(one):
        a, b = getattr(one, f.name), getattr(other, f.name)
        if f.name == "at" or a == b:
            continue
        made = differ_part(a, b, found)
        if made is None:
            return stand_in(one, other, found)
        changes[f.name] = made
    return replace(one, **changes)


def stand_in(one: Node, other: Node, found: Pairs) -> Symbol:
    return found.setdefault((one, other), Symbol(STAND_IN + "'" * len(found)))


def differ_part(a: object, b: object, found: Pairs) -> object | None:
    if isinstance(a, Node) and isinstance(b, Node):
        return differ(a, b, found)
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        made = [x if x == y else differ_part(x, y, found) for x, y in zip(a, b, strict=True)]
        return None if any(m is None for m in made) else tuple(made)
    return None
