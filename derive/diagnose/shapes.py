"""Edits of shape: a transpose put on or taken off, two factors exchanged, one component of a vector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.claims.walk import every
from derive.diagnose.build import is_transposed, transposed
from derive.diagnose.functions import is_argument
from derive.diagnose.material import Material
from derive.diagnose.places import Place
from derive.notation.tree import (
    Accent,
    Apply,
    Big,
    Derivative,
    Font,
    Fraction,
    Group,
    Node,
    Number,
    Product,
    Script,
    Sum,
    Symbol,
)

Change = tuple[str, int, Node]
INVERSE = Sum(("-",), (Number("1"),))
NO_NAMES = (Number, Sum, Product, Apply, Big, Fraction, Derivative)


def is_array(node: Node, mixed: bool) -> bool:
    """Whether a name may stand for a matrix: a capital or a bold letter; any name where shapes clash anyway."""
    while isinstance(node, Script | Accent):
        node = node.base if isinstance(node, Script) else node.body
    if isinstance(node, Font):
        return node.kind == "bold"
    if isinstance(node, Symbol) and not node.word:
        return mixed or node.name[:1].isupper() or node.name.removeprefix("\\")[:1].isupper()
    return isinstance(node, Group) and (mixed or any(is_array(part, False) for part in every(node.body)))


def transposes(place: Place, found: Material) -> Iterator[Change]:
    """A transpose too many or too few."""
    node = place.node
    if isinstance(place.parent, Script | Derivative) or isinstance(node, NO_NAMES):
        return
    if is_transposed(node) or (is_array(node, found.mixed) and not is_argument(place)):
        new = transposed(node, found.mark)
        if new is not None:
            yield "transpose", 1, new


def inverses(place: Place, found: Material) -> Iterator[Change]:
    """A factor for its inverse, or the other way round, among matrices."""
    node = place.node
    if not isinstance(place.parent, Product) or isinstance(node, NO_NAMES) or not is_array(node, False):
        return
    if isinstance(node, Script) and node.sup == INVERSE:
        yield "inverse", 2, node.base if node.sub is None else replace(node, sup=None)
    elif not isinstance(node, Script) or node.sup is None:
        yield "inverse", 2, replace(node, sup=INVERSE) if isinstance(node, Script) else Script(node, None, INVERSE)


def exchanges(place: Place, found: Material) -> Iterator[Change]:
    """Of two neighbouring factors: the order, or which of them is transposed."""
    node = place.node
    if not isinstance(node, Product):
        return
    for k, op in enumerate(node.ops):
        first, second = node.factors[k], node.factors[k + 1]
        if op == "/" or not (_array_like(first, found) and _array_like(second, found)):
            continue
        for pair in _pairs(first, second, found):
            changed = (*node.factors[:k], *pair, *node.factors[k + 2 :])
            yield "transpose", 1, replace(node, factors=changed)


def _array_like(node: Node, found: Material) -> bool:
    return is_transposed(node) or is_array(node, True)


def _pairs(first: Node, second: Node, found: Material) -> Iterator[tuple[Node, Node]]:
    if is_transposed(first) != is_transposed(second):
        one, two = transposed(first, found.mark), transposed(second, found.mark)
        if one is not None and two is not None:
            yield one, two
            yield two, one
    if is_array(first, found.mixed) and is_array(second, found.mixed):
        yield second, first


def whole_transpose(place: Place, found: Material) -> Iterator[Change]:
    """The whole side transposed, where shapes clash."""
    if place.parent is None and found.mixed and not isinstance(place.node, Script):
        yield "transpose", 2, Script(Group("(", ")", place.node), None, found.mark)


def components(place: Place, found: Material) -> Iterator[Change]:
    """One component of the side, or of a factor in brackets, at an index of the other side or of a sum around it."""
    node = place.node
    factor = isinstance(node, Group) and isinstance(node.body, Sum) and isinstance(place.parent, Product)
    if not found.mixed or (place.parent is not None and not factor):
        return
    for letter in (*place.bound, *found.component[:3]):
        if letter not in _fixed_letters(node):
            yield "component", 1, Script(node if factor else Group("(", ")", node), Symbol(letter))


def _fixed_letters(node: Node) -> set[str]:
    return {part.sub.name for part in every(node) if isinstance(part, Script) and isinstance(part.sub, Symbol)}


MAKERS = (transposes, exchanges, components, whole_transpose, inverses)
