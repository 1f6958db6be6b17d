"""Places in a syntax tree, and the tree with another node put there.

Of its own, so that the mutants owe nothing to the search for repairs that they test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from derive.notation.tree import (
    Accent,
    Apply,
    Big,
    Chain,
    Derivative,
    Font,
    Fraction,
    Group,
    Nabla,
    Node,
    Product,
    Root,
    Script,
    Sequence,
    Sum,
    Symbol,
)

Way = tuple[tuple[str, tuple[int, ...]], ...]
HIDDEN = {Accent: ("body",), Font: ("body",), Derivative: ("variables", "order"), Nabla: ("variable",)}
NOT_VALUES = {Big: ("lower", "upper", "variables"), Script: ("sub",), Apply: ("head",)}
OPEN = (Group, Fraction, Root, Sequence, Chain)


@dataclass(frozen=True)
class Place:
    """A subtree, the way to it, and the nodes around it, outermost first."""

    node: Node
    way: Way = ()
    around: tuple[Node, ...] = ()

    @property
    def parent(self) -> Node | None:
        return self.around[-1] if self.around else None

    @property
    def bound(self) -> tuple[str, ...]:
        """The letters bound by sums around this place."""
        return tuple(letter for node in self.around if isinstance(node, Big) for letter in bound_letters(node))


def places(node: Node, way: Way = (), around: tuple[Node, ...] = ()) -> Iterator[Place]:
    """All parts that have a value: no subscripts, no limits, no names of functions, nothing below accents."""
    yield Place(node, way, around)
    skipped = (*HIDDEN.get(type(node), ()), *NOT_VALUES.get(type(node), ()), "at")
    for field in fields(node):
        if field.name not in skipped:
            for where, child in nodes_in(getattr(node, field.name)):
                yield from places(child, (*way, (field.name, where)), (*around, node))


def nodes_in(value: object, where: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Node]]:
    if isinstance(value, Node):
        yield where, value
    elif isinstance(value, tuple):
        for k, item in enumerate(value):
            yield from nodes_in(item, (*where, k))


def every(node: Node) -> Iterator[Node]:
    """The node and all its parts, of whatever kind."""
    yield node
    for field in fields(node):
        if field.name != "at":
            for _, child in nodes_in(getattr(node, field.name)):
                yield from every(child)


def put(root: Node, way: Way, new: Node) -> Node:
    """The tree with `new` at the end of the way, in brackets where a sum needs them."""
    if not way:
        return new
    (name, where), rest = way[0], way[1:]
    child: Any = getattr(root, name)
    for k in where:
        child = child[k]
    inner = put(child, rest, new)
    if isinstance(root, Product) and isinstance(inner, Product) and not isinstance(child, Product):
        return spliced(root, where[0], inner)
    if isinstance(inner, Sum) and not isinstance(child, Sum) and not is_open(root, name):
        inner = Group("(", ")", inner)
    changes: dict[str, Any] = {name: placed(getattr(root, name), where, inner)}
    return replace(root, **changes)


def is_open(parent: Node, name: str) -> bool:
    """Whether a sum may stand in this place without brackets."""
    return isinstance(parent, OPEN) or (isinstance(parent, Script) and name == "sup")


def placed(value: Any, where: tuple[int, ...], new: Node) -> Any:
    if not where:
        return new
    return (*value[: where[0]], placed(value[where[0]], where[1:], new), *value[where[0] + 1 :])


def spliced(root: Product, k: int, inner: Product) -> Node:
    """A product in the place of a factor; in brackets where one divides by it."""
    if k and root.ops[k - 1] == "/":
        return replace(root, factors=placed(root.factors, (k,), Group("(", ")", inner)))
    factors = (*root.factors[:k], *inner.factors, *root.factors[k + 1 :])
    return Product(factors, (*root.ops[:k], *inner.ops, *root.ops[k:]))


# --- letters ---------------------------------------------------------------------------------------------------------
def bound_letters(node: Big) -> tuple[str, ...]:
    """The letters that a sum binds."""
    if node.lower is None:
        return ()
    parts = node.lower.items if isinstance(node.lower, Sequence) else (node.lower,)
    firsts = [part.items[len(part.items) == 3] if isinstance(part, Chain) else part for part in parts]
    return tuple(dict.fromkeys(node.name for node in firsts if isinstance(node, Symbol) and not node.word))


def letters(node: Node | None) -> tuple[str, ...]:
    """The single letters in a tree, in order."""
    found = every(node) if node is not None else ()
    return tuple(dict.fromkeys(part.name for part in found if isinstance(part, Symbol) and not part.word))


def subscript_letters(node: Node) -> tuple[str, ...]:
    """The letters used as subscripts anywhere in a tree."""
    subs = (part.sub for part in every(node) if isinstance(part, Script) and part.sub is not None)
    return tuple(dict.fromkeys(letter for sub in subs for letter in letters(sub)))


def free_subscripts(node: Node, bound: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The letters used as subscripts outside the sums that bind them."""
    if isinstance(node, Big):
        bound = bound | set(bound_letters(node))
    found = [x for x in letters(node.sub) if x not in bound] if isinstance(node, Script) and node.sub else []
    for field in fields(node):
        if field.name != "at":
            for _, child in nodes_in(getattr(node, field.name)):
                found += free_subscripts(child, bound)
    return tuple(dict.fromkeys(found))


def swapped(node: Node, names: dict[str, str]) -> Node:
    """The tree with letters in subscripts replaced, all at once; letters elsewhere are other things."""
    return mapped(node, names, False)


def mapped(value: Any, names: dict[str, str], below: bool) -> Any:
    if isinstance(value, tuple):
        return tuple(mapped(item, names, below) for item in value)
    if not isinstance(value, Node):
        return value
    if isinstance(value, Symbol):
        return replace(value, name=names.get(value.name, value.name)) if below and not value.word else value
    script = isinstance(value, Script)
    own = {
        field.name: mapped(getattr(value, field.name), names, below or (script and field.name == "sub"))
        for field in fields(value)
        if field.name != "at"
    }
    return replace(value, **own)
