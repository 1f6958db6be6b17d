"""Writing sums, products, prose between formulas, fractions."""

from __future__ import annotations

from itertools import pairwise

from derive.notation.arithmetic import OPERATORS
from derive.notation.reader import AT, PRODUCT, PROSE, RELATION, SCRIPT, SUM
from derive.notation.tree import (
    Binomial,
    Blank,
    Chain,
    Factorial,
    Font,
    Fraction,
    Node,
    Product,
    Root,
    Script,
    Sum,
    Symbol,
    Words,
)
from derive.notation.writing import part, show, writes

_SIGNS = {name: command for command, name in OPERATORS.items()}


def total(node: Sum) -> str:
    first = node.signs[0] if node.signs[0] != "+" or len(node.terms) == 1 else ""
    pieces = [f"{first} " if first.startswith("\\") else first, part(node.terms[0], AT)]
    for sign, term in zip(node.signs[1:], node.terms[1:], strict=True):
        pieces.append(f" {sign} {part(term, AT)}")
    return "".join(pieces)


def product(node: Product) -> str:
    if is_prose(node):
        return prose(node)
    last = len(node.factors) - 1
    pieces = []
    for number_, factor in enumerate(node.factors):
        op = _SIGNS.get(node.ops[number_ - 1], "") if number_ else ""
        before = f" {op} " if op else " " if number_ else ""
        text = show_factor(factor, number_ == 0, number_ == last)
        takes = number_ and not op and eager(node.factors[number_ - 1])
        pieces.append(before + (f"{{{text}}}" if takes and not text.startswith("{") else text))
    return "".join(pieces)


def show_factor(factor: Node, first: bool, last: bool) -> str:
    if isinstance(factor, Blank):
        return "{}" if first else "{{}}"
    floor = PRODUCT + 0.1 if last else SCRIPT
    return part(factor, floor) if last or not eager(factor) else f"{{{show(factor)}}}"


def eager(node: Node) -> bool:
    """Whether the node would take what stands behind it for its argument."""
    base = node.base if isinstance(node, Script) else node
    base = base.body if isinstance(base, Font) else base
    return isinstance(base, Symbol) and (base.word or base.name in ("d", "\\partial", "\\nabla"))


def is_prose(node: Product) -> bool:
    """Words and formulas by turns, as prose is read."""
    kinds = [isinstance(factor, Words) for factor in node.factors]
    return not any(node.ops) and all(a != b for a, b in pairwise(kinds))


def prose(node: Product) -> str:
    return " ".join(show(f) if isinstance(f, Words) else prose_part(f) for f in node.factors)


def prose_part(node: Node) -> str:
    return f"{{{show(node)}}}" if begins_with_sign(node) else part(node, RELATION)


def begins_with_sign(node: Node) -> bool:
    if isinstance(node, Chain):
        return isinstance(node.items[0], Blank) or begins_with_sign(node.items[0])
    return isinstance(node, Sum) and (len(node.terms) == 1 or node.signs[0] != "+")


def fraction(node: Fraction) -> str:
    return f"\\frac{{{show(node.top)}}}{{{show(node.bottom)}}}"


def root(node: Root) -> str:
    degree = f"[{{{show(node.degree)}}}]" if node.degree is not None else ""
    return f"\\sqrt{degree}{{{show(node.body)}}}"


def binomial(node: Binomial) -> str:
    return f"\\binom{{{show(node.top)}}}{{{show(node.bottom)}}}"


def factorial(node: Factorial) -> str:
    return f"{part(node.body, SCRIPT)}!"


def rank_of_product(node: Product) -> float:
    return PROSE if is_prose(node) or isinstance(node.factors[0], Blank) else PRODUCT


writes(Sum, total, SUM)
writes(Product, product, rank_of_product)
writes(Fraction, fraction)
writes(Root, root)
writes(Binomial, binomial)
writes(Factorial, factorial, SCRIPT)
