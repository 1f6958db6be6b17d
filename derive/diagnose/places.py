"""Places in a syntax tree: where an edit may happen, what stands around it, and the tree with it done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from derive.claims.walk import every
from derive.notation.tree import (
    Accent,
    Apply,
    At,
    Big,
    Cases,
    Derivative,
    Font,
    Group,
    Labelled,
    Matrix,
    Nabla,
    Node,
    Product,
    Script,
    Symbol,
)

Step = tuple[str, tuple[int, ...]]
INSIDE: dict[type[Node], tuple[str, ...]] = {
    Script: ("base", "sup"),
    Big: ("body",),
    Derivative: ("body",),
    Nabla: ("body",),
    At: ("body",),
    Labelled: ("body",),
    Apply: ("argument",),
    Cases: ("branches",),
    Matrix: ("rows",),
    Accent: (),
    Font: (),
}


@dataclass(frozen=True)
class Place:
    """A subtree with the way to it and the nodes around it, outermost first."""

    node: Node
    steps: tuple[Step, ...] = ()
    around: tuple[Node, ...] = ()

    @property
    def parent(self) -> Node | None:
        return self.around[-1] if self.around else None

    @property
    def bound(self) -> tuple[str, ...]:
        """The index letters that sums around this place bind, innermost first."""
        return tuple(letter for node in reversed(self.around) if isinstance(node, Big) for letter in letters_of(node))


def places(node: Node, steps: tuple[Step, ...] = (), around: tuple[Node, ...] = ()) -> Iterator[Place]:
    """All places with a value of their own: no subscripts, no limits of sums, no variables of derivatives."""
    yield Place(node, steps, around)
    for step, child in inside(node):
        yield from places(child, (*steps, step), (*around, node))


def inside(node: Node) -> Iterator[tuple[Step, Node]]:
    names = INSIDE.get(type(node)) or () if type(node) in INSIDE else tuple(f.name for f in fields(node))
    for name in names:
        if name != "at":
            yield from ((((name, where)), child) for where, child in _nodes(getattr(node, name), ()))


def _nodes(value: object, where: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Node]]:
    if isinstance(value, Node):
        yield where, value
    elif isinstance(value, tuple):
        for k, item in enumerate(value):
            yield from _nodes(item, (*where, k))


def put(root: Node, steps: tuple[Step, ...], new: Node) -> Node:
    """The tree with `new` at the end of the way."""
    if not steps:
        return new
    (name, where), rest = steps[0], steps[1:]
    value = getattr(root, name)
    child = value
    for k in where:
        child = child[k]
    inner = put(child, rest, new)
    if isinstance(root, Product) and isinstance(inner, Product) and not isinstance(child, Product):
        return spliced(root, where[0], inner)
    changes: dict[str, Any] = {name: _put(value, where, inner)}
    return replace(root, **changes)


def spliced(root: Product, place: int, inner: Product) -> Node:
    """A product in the place of a factor: its factors take that place, in brackets where one divides by them."""
    if place and root.ops[place - 1] == "/":
        parts: tuple[Node, ...] = (Group("(", ")", inner),)
        ops: tuple[str, ...] = ()
    else:
        parts, ops = inner.factors, inner.ops
    factors = (*root.factors[:place], *parts, *root.factors[place + 1 :])
    return Product(factors, (*root.ops[:place], *ops, *root.ops[place:]))


def _put(value: Any, where: tuple[int, ...], new: Node) -> Any:
    if not where:
        return new
    return (*value[: where[0]], _put(value[where[0]], where[1:], new), *value[where[0] + 1 :])


def letters_of(node: Big) -> tuple[str, ...]:
    """The letters that a sum binds: those of the left-hand sides below its sign."""
    if node.lower is None:
        return ()
    first = list(_conditions(node.lower))
    return tuple(dict.fromkeys(item.name for item in first if isinstance(item, Symbol) and not item.word))


def _conditions(node: Node) -> Iterator[Node]:
    items = getattr(node, "items", None)
    if items is None:
        yield node
    elif hasattr(node, "separators"):
        for item in items:
            yield from _conditions(item)
    else:
        yield items[1 if len(items) == 3 else 0]


def letters(node: Node | None) -> tuple[str, ...]:
    """The single letters that occur in a tree, in order."""
    found = every(node) if node is not None else ()
    return tuple(dict.fromkeys(part.name for part in found if isinstance(part, Symbol) and not part.word))


def subscripts(node: Node) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Places with a subscript, and the letters in it."""
    for place in places(node):
        if isinstance(place.node, Script) and place.node.sub is not None:
            yield place, letters(place.node.sub)


def free_letters(node: Node) -> tuple[str, ...]:
    """Letters used as subscripts outside any sum that binds them, also in variables of derivatives."""
    found: dict[str, None] = {}
    _collect(node, (), found)
    return tuple(found)


def _collect(node: Node, bound: tuple[str, ...], found: dict[str, None]) -> None:
    if isinstance(node, Big):
        bound = (*bound, *letters_of(node))
        _collect(node.body, bound, found)
        return
    if isinstance(node, Script) and node.sub is not None:
        found.update(dict.fromkeys(letter for letter in letters(node.sub) if letter not in bound))
    for f in fields(node):
        if f.name not in ("at", "sub"):
            for _, child in _nodes(getattr(node, f.name), ()):
                _collect(child, bound, found)


def renamed(node: Node, old: str, new: Node) -> Node | None:
    """The tree with a letter replaced, except where a sum inside binds it; None where `new` would be captured."""
    if isinstance(node, Symbol):
        return new if node.name == old and not node.word else node
    if isinstance(node, Big) and old in letters_of(node):
        return node
    if isinstance(node, Big) and set(letters_of(node)) & set(letters(new)) and old in letters(node.body):
        return None
    changes: dict[str, Any] = {}
    for f in fields(node):
        if f.name != "at":
            changed = _renamed(getattr(node, f.name), old, new)
            if changed is None and getattr(node, f.name) is not None:
                return None
            changes[f.name] = changed
    return replace(node, **changes)


def _renamed(value: Any, old: str, new: Node) -> Any:
    if isinstance(value, Node):
        return renamed(value, old, new)
    if isinstance(value, tuple):
        parts = tuple(_renamed(item, old, new) for item in value)
        return None if any(part is None for part in parts) and value else parts
    return value
