"""Repairs that would say nothing: `s^2 = 1 s^2` for `s^2 = 1`, `S^T = S^{T}` for `S^T = S`, `A B` for `AB`.

An edit is idle where the side it changes then contains the whole other side and did not before (every formula becomes
true that way), or where it reads as it did, or as the other side does. Of a line that goes on from another one a slip
may be all there is: `= a + b = a - b`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from derive.claims.walk import every
from derive.diagnose.build import bare, signed
from derive.diagnose.edit import Edit
from derive.diagnose.same import same_form
from derive.notation.show import show
from derive.notation.tree import Node, Number, Product, Symbol

UNSEEN = (" ", "{", "}", "\\left", "\\right", "\\,", "\\cdot")


SLIPS = frozenset(
    {"sign", "argument-sign", "index", "delta", "undelta", "transpose", "number", "power", "function", "range"}
)
AMOUNTS = frozenset({"factor", "unfactor", "term", "unterm"})


def is_idle(edit: Edit, before: Node, other: Node, goes_on: bool = False) -> bool:
    """Whether the edit of the side `before` says nothing, beside the other side."""
    if reading(edit.whole) == reading(before) or reading(edit.before) == reading(edit.after):
        return True
    if reading(edit.whole) == reading(other):
        slip = edit.kind in SLIPS or (edit.kind in AMOUNTS and not isinstance(bare(before), Number | Symbol))
        return not (goes_on and slip)
    return contains(edit.whole, other) and not contains(before, other)


def reading(node: Node) -> str:
    """What one reads on the page."""
    text = show(bare(node))
    for sign in UNSEEN:
        text = text.replace(sign, "")
    return text


def contains(side: Node, other: Node) -> bool:
    """Whether a side has the other one as a part, or as some of its terms or factors. A number is no formula."""
    if not any(isinstance(part, Symbol) for part in every(other)):
        return False
    form = same_form(other)
    if any(same_form(part) == form for part in every(side)):
        return True
    return any(split(bare(other)) <= split(bare(side)) for split in (_terms, _factors) if len(split(bare(other))) > 1)


def _terms(node: Node) -> Counter[Hashable]:
    return Counter((sign, same_form(term)) for sign, term in zip(*signed(node), strict=True))


def _factors(node: Node) -> Counter[Hashable]:
    parts = node.factors if isinstance(node, Product) and "/" not in node.ops else (node,)
    return Counter(same_form(part) for part in parts if not isinstance(part, Number))
