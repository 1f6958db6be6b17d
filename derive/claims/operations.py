"""Operations that a document may give a meaning of its own, each with a key: `a \\circ b` is `circ`, `\\|x\\|` is
`norm`, `\\langle x, y\\rangle` is `angle 2`, `\\log x` is `fn log`.

    operation(parse("a \\circ b"))      ("circ", (a, b))

Fails (None) for what is no operation: a letter, a sum, a product without a sign, round brackets.
"""

from __future__ import annotations

import re

from derive.claims.walk import is_name
from derive.notation.tree import (
    Apply,
    Chain,
    Factorial,
    Font,
    Group,
    Node,
    Number,
    Product,
    Root,
    Script,
    Sequence,
    Sum,
    Symbol,
)

BARE = {"\\circ": "circ", "\\odot": "odot", "\\otimes": "otimes", "\\cdot": "cdot", "\\ast": "*", "*": "*",
        "\\times": "times", "\\bullet": "cdot"}
BAR = r"(?:\\\||\\[lr]?Vert|\||\\[lr]?vert)"
PLACEHOLDER = re.compile(rf"\s*(?:\\left)?(?P<bar>{BAR})\s*(?:\\cdot|\\bullet|\.)\s*(?:\\right)?{BAR}\s*")
DELTA, CHANGE = "\\Delta", "change"
SIGNS = frozenset("+-")
BRACKETS = {"||": "norm", "|": "bars", "<": "angle", "[": "square", "{": "curly"}
Applied = tuple[str, tuple[Node, ...]]


def operation(node: Node) -> Applied | None:
    """The key of the operation that stands on top, and what it is applied to."""
    if isinstance(node, Product) and len(node.factors) == 2:
        return _of_two(node)
    if isinstance(node, Sum) and len(node.terms) == 2 and node.signs[0] == "+" and node.signs[1] not in SIGNS:
        return node.signs[1], node.terms
    if isinstance(node, Group) and node.left in BRACKETS:
        items = _listed(node.body)
        return BRACKETS[node.left] + (f" {len(items)}" if len(items) > 1 else ""), items
    if isinstance(node, Script) and isinstance(node.base, Group) and node.base.left == "||":
        return _norm(node, node.base)
    if isinstance(node, Apply) and isinstance(node.head, Symbol):
        inner = node.argument
        inner = inner.body if isinstance(inner, Group) and inner.left == "(" else inner
        return "fn " + node.head.name.removeprefix("\\"), _listed(inner)
    if isinstance(node, Root) and node.degree is None:
        return "sqrt", (node.body,)
    if isinstance(node, Factorial):
        return "!", (node.body,)
    return None


def _of_two(node: Product) -> Applied | None:
    one, other = node.factors
    if node.ops[0] not in ("", "/", "div"):
        return node.ops[0], node.factors
    return (CHANGE, (other,)) if one == Symbol(DELTA) and not node.ops[0] else None


def _norm(node: Script, base: Group) -> Applied | None:
    """`\\|x\\|^2` and `\\|x\\|_M` have keys of their own."""
    square = isinstance(node.sup, Number) and node.sup.digits == "2"
    if node.sub is not None and is_name(node.sub):
        return f"norm_{getattr(node.sub, 'name', '')}", (base.body,)
    return ("norm^2", (base.body,)) if square and node.sub is None else None


def _listed(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)


def spoken_of(tree: Node | None, latex: str) -> str:
    """The key of what a formula names: `\\circ`, `\\|\\cdot\\|`, `|A|`, or a letter that has a meaning by custom."""
    placeholder = PLACEHOLDER.fullmatch(latex)
    if placeholder:
        return "bars" if placeholder["bar"] in ("|", "\\vert", "\\lvert", "\\rvert") else "norm"
    if tree is None or isinstance(tree, Chain):
        return "" if tree is None else spoken_of(tree.items[0], "")
    if isinstance(tree, Symbol) and tree.name in BARE:
        return BARE[tree.name]
    if isinstance(tree, Symbol) and tree.word:
        return f"fn {tree.name}"
    found = operation(tree)
    if found is not None:
        return "" if found[0].startswith("fn ") else found[0]
    head = tree.factors[0] if isinstance(tree, Product) and isinstance(tree.factors[-1], Group) else tree
    base = head.base if isinstance(head, Script) else head
    return base.name if isinstance(base, Symbol) else "1" if isinstance(base, Font) and base.body == Number("1") else ""
