"""The conditions of a case distinction: comparisons, and "otherwise"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.claims.links import OTHERWISE
from derive.context.value import Unsupported
from derive.notation.tree import Chain, Node, Product, Sequence, Words
from derive.terms.term import Cases, Compare, Size, Term

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator

SIGNS = {"=": "=", "==": "=", "\\neq": "!=", "<": "<", ">": ">", "\\leq": "<=", "\\geq": ">="}
BESIDE = re.compile(r"\W*(?:if|when|where|for|whenever|falls|wenn|für)?\W*", re.IGNORECASE)


def cases(self: Elaborator, branches: list[tuple[Term, Node]]) -> Term:
    """The term of values under conditions; the last branch may be for all that is left."""
    rest: Term | None = None
    for place, (value, node) in reversed(list(enumerate(branches))):
        if isinstance(node, Words) and OTHERWISE.fullmatch(node.text) and place and rest is None:
            rest = value
            continue
        first, *others = compared(self, node)
        for condition in reversed(others):
            value = Cases(((condition, value), *left(rest)))
        rest = Cases(((first, value), *left(rest)))
    if rest is None:
        raise Unsupported("a case distinction without cases", branches[0][1].at)
    return rest


def left(rest: Term | None) -> tuple[tuple[Compare | None, Term], ...]:
    """What is left where a condition fails, as further branches."""
    return () if rest is None else rest.branches if isinstance(rest, Cases) else ((None, rest),)


def compared(self: Elaborator, node: Node) -> list[Compare]:
    """The comparisons of a condition, without the words beside it."""
    parts = node.factors if isinstance(node, Product) else (node,)
    chains = [part for part in parts if isinstance(part, Chain)]
    words = [part for part in parts if isinstance(part, Words)]
    if len(chains) != 1 or len(chains) + len(words) != len(parts) or not all(BESIDE.fullmatch(w.text) for w in words):
        raise Unsupported("the condition of the case", node.at)
    chain = chains[0]
    found = []
    for left, sign, right in zip(chain.items, chain.signs, chain.items[1:], strict=False):
        if sign.name not in SIGNS or isinstance(left, Sequence) or isinstance(right, Sequence):
            raise Unsupported("the condition of the case", node.at)
        found.append(Compare(side(self, left, right), SIGNS[sign.name], side(self, right, left)))
    return found


def side(self: Elaborator, node: Node, other: Node) -> Term:
    """One side of a comparison: an index where an index is compared, else a number."""
    read = [self.indices.read(one) for one in (node, other)]
    named = any(name in self.env.index_names or name in self.scope.bound for i in read if i for name, _ in i.parts)
    if read[0] is not None and read[1] is not None and named:
        return Size(read[0])
    return self.scalar_term(node, "a condition")
