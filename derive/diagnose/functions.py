"""Which nodes are functions, and which are their arguments."""

from __future__ import annotations

from derive.diagnose.places import Place
from derive.functions import FUNCTIONS
from derive.notation.tree import Accent, Apply, Font, Group, Node, Product, Script, Symbol

KNOWN = frozenset(spelling.removeprefix("\\") for function in FUNCTIONS.values() for spelling in function.spellings)
HEADS = KNOWN | {"sigma"}
LETTERS = frozenset({"f", "g", "h", "phi", "varphi"})  # functions where they stand without an index


def head_name(node: Node) -> str:
    """The name of a function in front of its argument, without scripts and fonts; empty when it is none."""
    if isinstance(node, Symbol) and node.name.removeprefix("\\") in LETTERS:
        return node.name.removeprefix("\\")
    while isinstance(node, Script | Font | Accent):
        node = node.base if isinstance(node, Script) else node.body
    name = node.name.removeprefix("\\") if isinstance(node, Symbol) else ""
    return name if name in HEADS else ""


def is_argument(place: Place) -> bool:
    """Whether the place, or the brackets around it, is the argument of a function."""
    parent, node = place.parent, place.node
    if isinstance(parent, Apply):
        return True
    if isinstance(parent, Group) and len(place.around) > 1:
        return is_argument(Place(parent, place.steps[:-1], place.around[:-1]))
    if isinstance(parent, Product) and isinstance(node, Group) and place.steps[-1][0] == "factors":
        k = place.steps[-1][1][0]
        return k > 0 and parent.ops[k - 1] == "" and bool(head_name(parent.factors[k - 1]))
    return False


def is_delta(node: Node) -> bool:
    return isinstance(node, Script) and getattr(node.base, "name", "") == "\\delta" and node.sub is not None
