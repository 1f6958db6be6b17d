"""Going through a syntax tree: its parts, and the few questions that claims ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from derive.notation.tree import Accent, Apply, Blank, Chain, Dots, Font, Node, Number, Script, Sequence, Symbol


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in order; also those inside rows and branches. Kept with it: a tree is gone through
    by every fault, claim and declaration."""
    known: tuple[Node, ...] | None = node.__dict__.get("_children")
    if known is None:
        own = node.__dict__
        known = own["_children"] = tuple(part for name in _names(type(node)) for part in nodes_in(own[name]))
    return known


def _names(kind: type[Node]) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind) if field.name != "at")
    return _FIELDS[kind]


_FIELDS: dict[type[Node], tuple[str, ...]] = {}


def nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from nodes_in(item)


def every(node: Node) -> tuple[Node, ...]:
    """The node and all its parts; kept with it, as they are."""
    known: tuple[Node, ...] | None = node.__dict__.get("_every")
    if known is None:
        found, stack = [], [node]
        while stack:
            found.append(top := stack.pop())
            stack.extend(reversed(children(top)))
        known = node.__dict__["_every"] = tuple(found)
    return known


def over_parts(node: Any, change: Callable[[Any], Any]) -> Any:
    """The node with every field changed but its place; of a tuple, each item; anything else as it is."""
    if isinstance(node, tuple):
        return tuple(map(change, node))
    if not isinstance(node, Node):
        return node
    return replace(node, **{name: change(node.__dict__[name]) for name in _names(type(node))})


def ranges_in(tree: Node) -> Iterator[tuple[Node, Node, Node]]:
    """(i, 1, n) for each `i = 1, \\dots, n` and `i = 1, 2, \\dots, n` in a formula."""
    for part in every(tree):
        items = part.items if isinstance(part, Sequence) else ()
        for k, item in enumerate(items):
            behind = [one for one in items[k + 1 :] if not isinstance(one, Number)]
            listed = len(behind) > 1 and isinstance(behind[0], Dots) and items.index(behind[0]) <= k + 3
            if listed and isinstance(item, Chain) and item.signs[-1].name == "=":
                yield item.items[-2], item.items[-1], behind[1]


def symbols(node: Node) -> frozenset[str]:
    """The names of all letters in a tree."""
    return frozenset(part.name for part in every(node) if isinstance(part, Symbol))


def is_name(node: Node) -> bool:
    """A letter, decorated or with scripts: `x`, `\\hat{y}_o`, `\\mathbf{U}`, but no product and no word."""
    if isinstance(node, Accent | Font):
        return is_name(node.body)
    if isinstance(node, Script):
        return is_name(node.base)
    return isinstance(node, Symbol)


def is_letter(node: Node) -> bool:
    """A name without indices."""
    return is_name(node) and not any(isinstance(part, Script) for part in every(node))


def unmarked(node: Node) -> Node:
    """The node without its font: the components of a bold x may be plain."""
    return node.body if isinstance(node, Font) else node


def is_capital(node: Node) -> bool:
    """A matrix, as most write them: the covariance `\\sigma_{xy}` is a number."""
    bare = unmarked(node)
    return isinstance(bare, Symbol) and not bare.word and bare.name.removeprefix("\\")[:1].isupper()


def is_index(node: Node) -> bool:
    """What an index is compared with: one letter, a number, or letters and numbers added (`k+1`)."""
    return all(isinstance(part, Number) or (isinstance(part, Symbol) and not part.word) for part in _leaves(node))


def _leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, Apply | Script):
        yield Blank()
        return
    parts = list(children(node))
    if not parts:
        yield node
    for part in parts:
        yield from _leaves(part)


def opens_with_sign(node: Node) -> bool:
    """Whether a chain has nothing in front of its first sign."""
    return isinstance(node, Chain) and isinstance(node.items[0], Blank)
