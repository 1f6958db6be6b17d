"""One component on one side, the whole vector on the other.

What: a derivative by one component is equated with the whole gradient, or one entry of a matrix with the matrix.

Why it happens: the index is dropped on the way from the sum to the matrix form, on one side only.

How it is detected: the shapes do not match, and one component of the right side, at an index of the left side,
makes the line a theorem; or a component of the left side, at an index of the right side, does. Or, where nothing
was proved, one side is a number and the other an array, and the number has an index that the array has not.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

import re

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex
from derive.diagnose.places import free_letters
from derive.diagnose.repair import as_repair
from derive.notation.tree import Script, Symbol
from derive.verdict import Finding

EQUATED = re.compile(r"an? (?:\S+ x \S+ )?(scalar|column|row|matrix)\b.* is equated with an? (?:\S+ x \S+ )?(\w+)")
ORDERS = {"scalar": 0, "column": 1, "row": 1, "matrix": 2}
WRONG = r"""
Let $X \in \mathbb{R}^{n \times d}$, $w \in \mathbb{R}^d$ and $r \in \mathbb{R}^n$. For every $j$:

$$\frac{\partial}{\partial w_j} (r^T X w) = X^T r$$
"""
RIGHT = r"""
Let $X \in \mathbb{R}^{n \times d}$, $w \in \mathbb{R}^d$ and $r \in \mathbb{R}^n$. For every $j$:

$$\frac{\partial}{\partial w_j} (r^T X w) = (X^T r)_j$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind == "component" and case.verdict == "ill-typed"


def message(case: Case, edit: Edit) -> str:
    if edit.side == "left":
        return (
            "The left side is the whole vector, the right side is one number. "
            f"Many numbers cannot equal one: it is the component {tex(edit.after)} that does."
        )
    if isinstance(edit.before, Script) and edit.before.base == edit.after:
        return (
            f"The left side is the whole vector, and {tex(edit.before)} on the right is one number. "
            f"Many numbers cannot equal one: the whole {tex(edit.after)} belongs there."
        )
    letter = edit.after.sub if isinstance(edit.after, Script) else None
    if edit.around and isinstance(letter, Symbol) and letter.name in free_letters(case.claim.left):
        return (
            f"The left side has one index, {tex(letter)}, and {tex(edit.before)} on the right is the whole vector. "
            f"At that index it is one number, {tex(edit.after)}."
        )
    if edit.around:
        return (
            f"{tex(edit.before)} is the whole vector, and stands among numbers: its component {tex(edit.after)} is "
            "meant. Follow the index through the line before: what had it there has it here."
        )
    return (
        "The left side is one component, the right side is the whole vector. "
        f"One number cannot equal many: it equals the component {tex(edit.after)}."
    )


def by_shape(case: Case) -> Finding | None:
    """A part with an index equated with the whole array, without it."""
    found = EQUATED.match(case.clash)
    if case.verdict != "ill-typed" or found is None or any(edit.kind != "variable" for edit in case.repaired):
        return None
    orders = [ORDERS.get(found[k], -1) for k in (1, 2)]
    small = orders.index(min(orders))
    letters = [set(free_letters(side)) for side in (case.claim.left, case.claim.right)]
    if min(orders) < 0 or orders[0] == orders[1] or not letters[small] - letters[1 - small]:
        return None
    one, other = ("left", "right")[small], ("right", "left")[small]
    offered = tuple(dict.fromkeys(as_repair(case, edit) for edit in case.repaired))
    text = f"The {one} side is one part, with an index of its own, and the {other} side is the whole: {case.clash}."
    return Finding("component-for-vector", "D007", text, offered[0] if offered else None, offered)


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "component-for-vector", "D007", is_own, message) or by_shape(case)


FAULT = Fault(
    "component-for-vector", "D007", "one component on one side, the whole vector on the other",
    WRONG, RIGHT, detect, __doc__ or "", rank=15,
)
