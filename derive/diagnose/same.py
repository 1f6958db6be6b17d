"""Whether two formulas are the same but for the order of terms and factors and for brackets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from derive.claims.walk import children
from derive.diagnose.build import bare
from derive.notation.show import show
from derive.notation.tree import Node, Product, Sum


def same_form(node: Node) -> Hashable:
    """A value that is equal for formulas of the same form."""
    node = bare(node)
    if isinstance(node, Product):
        parts = Counter(same_form(factor) for factor in node.factors)
        return ("product", frozenset(parts.items()), frozenset(node.ops))
    if isinstance(node, Sum):
        pairs = zip(node.signs, node.terms, strict=True)
        return ("sum", frozenset(Counter((sign, same_form(term)) for sign, term in pairs).items()))
    inner = tuple(same_form(part) for part in children(node))
    return (type(node).__name__, inner) if inner else show(node)
