"""`\\left[ \\frac{x^3}{3} \\right]_0^1`: what a bracket holds at its upper limit less what it holds at the lower."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.context.value import Unsupported, Value, scalar
from derive.notation.tree import Group, Node, Script
from derive.terms.parts import subterms
from derive.terms.term import Sym
from derive.terms.walk import free, substitute

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator


def is_between(self: Elaborator, node: Node) -> bool:
    """Does a square bracket with a lower and an upper script hold a number, which has no components?"""
    bracket = isinstance(node, Script) and isinstance(node.base, Group) and node.base.left == "["
    scripts = isinstance(node, Script) and node.sub is not None and node.sup is not None
    return bracket and scripts and self.value(node.base.body).scalar  # type: ignore[attr-defined]


def between(self: Elaborator, node: Script) -> Value:
    """FAILURE: `Unsupported` where the bracket does not hold just one symbol, so that nothing says which it is that
    runs between the limits, or where a limit is no number."""
    held, upper, lower = (self.value(part) for part in (node.base.body, node.sup, node.sub))  # type: ignore[attr-defined, arg-type]
    names = {part.name for part in subterms(held.term) if isinstance(part, Sym)}
    if free(held.term)[0] or len(names) != 1 or isinstance(held.term, Sym) or not (upper.scalar and lower.scalar):
        raise Unsupported("a bracket between limits, of which it is not clear what runs between them", node.at)
    name, = names
    high, low = (scalar(substitute(held.term, {}, {name: limit.term})) for limit in (upper, lower))
    return self.algebra.add(["+", "-"], [high, low], node.at, False)
