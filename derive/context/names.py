"""The name of a symbol: which parts of `\\hat{\\mathbf{y}}_w^{(i)}` name it, and which are indices."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.claims.walk import children as children
from derive.claims.walk import every
from derive.claims.walk import nodes_in as nodes_in
from derive.notation.tree import (
    Accent,
    Blank,
    Chain,
    Derivative,
    Font,
    Group,
    Node,
    Number,
    Product,
    Script,
    Sequence,
    Sum,
    Symbol,
)

TRANSPOSES = frozenset({"T", "\\top", "\\intercal", "t", "\\mathsf{T}", "\\dagger", "\\prime"})
PLAIN_FONTS = frozenset({"bold", "rm", "it", "sf", "bf", "normal", "tt"})
walk = every


def base_name(node: Node) -> str | None:
    """The letter with its accents: `y`, `hat y`, `\\theta`, `cal L`. None when the node is no plain symbol."""
    if isinstance(node, Symbol):
        return node.name
    if isinstance(node, Font):
        inner = base_name(node.body)
        return inner if inner is None or node.kind in PLAIN_FONTS else f"{node.kind} {inner}"
    if isinstance(node, Accent):
        inner = base_name(node.body)
        if inner is None or node.kind in ("vec", "underline"):
            return inner
        return f"{node.kind} {inner}"
    return None


STARS = {  # `x^*` is a name of its own, and no power
    "*": "*", "\\ast": "*", "\\star": "*", "+": "+", "-": "-", "\\dagger": "\\dagger",
}


def of_family(name: str) -> str:
    """The key of what a symbol with an index is, where the symbol alone is something else: `N_k` beside the size N."""
    return f"{name}_"


def of_arguments(name: str, count: int) -> str:
    """The key of a function with so many arguments, where another has its name: `H(p, q)` beside `H(p)`."""
    return f"{name}/{count}"


LAYER = {"(": "\u207d", ")": "\u207e", "[": "\u2045", "]": "\u2046"}  # signs that nothing else is named with


OF_LAYER = re.compile("(.*[\u207d\u2045])(.*)([\u207e\u2046].*)")


def of_layer(name: str, label: Group) -> str:
    """The name of what a label in brackets tells apart: `W^{[2]}`, `W^{[l-1]}`, and `W^{(2)}` where there are no
    samples `W^{(i)}`."""
    terms = zip(label.body.signs, label.body.terms, strict=True) if isinstance(label.body, Sum) else (
        ("+", label.body),)
    text = "".join(sign + label_text(term) for sign, term in terms).removeprefix("+")
    return f"{name}{LAYER[label.left]}{text}{LAYER[label.right]}"


def layer_of(name: str) -> tuple[str, str] | None:
    """A name without its layer, and the layer: of `W^{[l-1]}` the `l-1`."""
    found = OF_LAYER.fullmatch(name)
    return (found[1] + found[3], found[2]) if found is not None else None


def layer_letter(label: Node) -> tuple[str, bool] | None:
    """The letter of a layer `l`, `l - 1` or `l + 1`, and whether a number stands beside it."""
    terms = label.terms if isinstance(label, Sum) else (label,)
    letter = base_name(terms[0]) if isinstance(terms[0], Symbol) else None
    plain = not isinstance(label, Sum) or (len(terms) == 2 and label.signs[0] == "+" and isinstance(terms[1], Number))
    return (letter, len(terms) == 2) if letter is not None and plain else None


def of_samples(name: str, item: Node) -> str:
    """The name of the vectors of samples: the `u_{w_s}` beside the `u_w`."""
    letter = label_text(item.base) if isinstance(item, Script) else label_text(item)
    return f"{name}{LAYER['(']}{letter}{LAYER[')']}"


def is_bold(node: Node) -> bool:
    if isinstance(node, Font):
        return node.kind == "bold" or is_bold(node.body)
    if isinstance(node, Accent):
        return node.kind == "vec" or is_bold(node.body)
    return isinstance(node, Script) and is_bold(node.base)


def items_of(node: Node | None) -> tuple[Node, ...]:
    """The indices that a script lists: `ij`, `i,j` and `(i)` give two, two and one."""
    if node is None or isinstance(node, Blank):
        return ()
    if isinstance(node, Group) and node.left in "([{":
        return items_of(node.body)
    if isinstance(node, Sequence):
        return tuple(item for part in node.items for item in items_of(part))
    if isinstance(node, Product) and all(op == "" for op in node.ops):
        return node.factors
    return (node,)


def strip(node: Node) -> Node:
    """Without fonts and brackets that only dress: `\\mathbf{w}` is `w`, `(i)` is `i`."""
    while True:
        dressed = isinstance(node, Font) and node.kind in PLAIN_FONTS
        if not dressed and not (isinstance(node, Group) and node.left == "(" and not isinstance(node.body, Sequence)):
            return node
        node = node.body  # type: ignore[attr-defined]


def two_digits(node: Node | None) -> tuple[Node, ...]:
    """The two indices that are written without a comma: `A_{11}`."""
    digits = node.digits if isinstance(node, Number) else ""
    return tuple(map(Number, digits)) if len(digits) == 2 and digits.isdecimal() and "0" not in digits else ()


def is_zero(node: Node) -> bool:
    return getattr(strip(node), "digits", "") == "0"


@dataclass(frozen=True)
class Parts:
    """A symbol taken apart: its base name, the nodes of its subscript, the superscript, and primes."""

    name: str
    subs: tuple[Node, ...]
    sup: Node | None
    primes: int
    bold: bool
    node: Node


def parts_of(node: Node) -> Parts | None:
    """A possibly scripted symbol taken apart; None for anything else. Kept with the node: it is asked again and
    again."""
    own = node.__dict__
    if "_symbol" not in own:
        own["_symbol"] = _taken_apart(node)
    return own["_symbol"]  # type: ignore[no-any-return]


def _taken_apart(node: Node) -> Parts | None:
    if isinstance(node, Script):
        name = base_name(node.base)
        if name is None:
            return None
        if isinstance(node.sup, Symbol) and node.sup.name in STARS:
            marked = f"{name}^{STARS[node.sup.name]}"
            return Parts(marked, items_of(node.sub), None, node.primes, is_bold(node), node)
        if isinstance(node.sup, Group) and node.sup.left == "[" and (
            isinstance(node.sup.body, Number) or layer_letter(node.sup.body) is not None
        ):
            return Parts(of_layer(name, node.sup), items_of(node.sub), None, node.primes, is_bold(node), node)
        return Parts(name, items_of(node.sub), node.sup, node.primes, is_bold(node), node)
    name = base_name(node)
    return None if name is None else Parts(name, (), None, 0, is_bold(node), node)


def manner(parts: Parts) -> tuple[int, str]:
    """How many indices stand on a symbol, and how: `x_i` and `x_{(i)}`, `x^{(i)}` have one, in three manners."""
    below = parts.node.sub if isinstance(parts.node, Script) else None
    above = isinstance(parts.sup, Group) and parts.sup.left == "("
    bracketed = isinstance(below, Group) and below.left == "("
    return len(parts.subs) + above, "above" if above else "bracketed" if bracketed else "plain"


def is_transpose(sup: Node | None) -> bool:
    if sup is None or isinstance(sup, Group):
        return False  # the t of `x^{(t)}` is an index
    return base_name(strip(sup)) in TRANSPOSES


def label_text(node: Node) -> str:
    """A subscript that is a label rather than an index, as text: `naive-softmax`, `1`, `h`."""
    node = strip(node)
    if isinstance(node, Symbol):
        return node.name
    if isinstance(node, Number):
        return node.digits
    if isinstance(node, Sum):
        return "".join(("" if s == "+" else s) + label_text(t) for s, t in zip(node.signs, node.terms, strict=True))
    if isinstance(node, (Product, Sequence)):
        return "".join(label_text(n) for n in children(node))
    if isinstance(node, (Chain, Derivative)):
        return ""
    return "".join(label_text(n) for n in children(node))
