"""One component on one side, the whole vector on the other.

What: a derivative by one component is equated with the whole gradient, or one entry of a matrix with the matrix.

Why it happens: the index is dropped on the way from the sum to the matrix form, on one side only.

How it is detected: the shapes do not match, and one component of the right side, at an index of the left side,
makes the line a theorem; or a component of the left side, at an index of the right side, does.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex
from derive.notation.tree import Script
from derive.verdict import Finding

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
    return (
        "The left side is one component, the right side is the whole vector. "
        f"One number cannot equal many: it equals the component {tex(edit.after)}."
    )


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "component-for-vector", "D007", is_own, message)


FAULT = Fault(
    "component-for-vector", "D007", "one component on one side, the whole vector on the other",
    WRONG, RIGHT, detect, __doc__ or "", rank=15,
)
