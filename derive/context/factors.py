"""Which factors of a product belong together: behind a slash, and beside an entrywise product."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from derive.context.names import parts_of
from derive.context.value import Unsupported
from derive.notation.show import show
from derive.notation.tree import Group, Node, Number, Product

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator


def divided(self: Elaborator, node: Product, is_applied: Callable[[Node, Node], bool]) -> Product:
    """`x^2/2\\sigma^2` is divided by all that stands behind the slash side by side, as it is set, and so is
    `f'(x)/f(x)`. `1/2 m v^2` and `\\lambda/2 \\|w\\|^2` are a half of the rest, `\\alpha/m \\sum_i` a multiple of the
    sum; `a/b c` may be either."""
    if "/" not in node.ops:
        return node
    factors, ops = [node.factors[0]], list[str]()
    for op, factor in zip(node.ops, node.factors[1:], strict=True):
        last = factors[-1]
        below = op == "" and ops and ops[-1] == "/" and not all(map(is_number, factors[:-1]))
        apart, name = last.at[1] != factor.at[0], is_number(factor) or parts_of(factor) is not None
        if op == "" and ops and ops[-1] == "/" and is_applied(last, factor):
            factors[-1] = Product((last, factor), ("",), at=(last.at[0], factor.at[1]))
            continue
        if below and name and not apart:
            inner = last.factors if isinstance(last, Product) else (last,)
            factors[-1] = Product((*inner, factor), ("",) * len(inner), at=(last.at[0], factor.at[1]))
            self.scope.note(f"what stands behind the slash is divided by: {show(factors[-1])}")
            continue
        if below and not is_number(last) and (name or (isinstance(factor, Group) and not apart)):
            raise Unsupported("a product behind a slash: brackets would say what is divided by", node.at)
        factors.append(factor)
        ops.append(op)
    return replace(node, factors=tuple(factors), ops=tuple(ops))


def is_number(node: Node) -> bool:
    return isinstance(node, Number)


def side_by_side(node: Product) -> tuple[list[Node], list[str]]:
    """What stands side by side as one factor, and the sign in front of each."""
    cuts = [0, *(k for k, op in enumerate(node.ops, 1) if op), len(node.factors)]
    return [node.stretch(start, end) for start, end in pairwise(cuts)], ["", *filter(None, node.ops)]
