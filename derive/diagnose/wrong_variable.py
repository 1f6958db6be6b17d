"""Differentiated by another variable than it says, or one quantity in the place of another.

What: the right side is the derivative by another variable, or the variable itself is left where its partner
belongs.

Why it happens: in a product such as u v one of the two is left when one differentiates by the other, and the wrong
one was kept.

How it is detected: another variable on the left, or another name at one place on the right, makes the line a
theorem, and that is proved.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import a_function_of_it, found_by_edit, tex, well_typed
from derive.verdict import Finding

WRONG = r"""
For real numbers $a$ and $x$:

$$\frac{\partial}{\partial x} (a x) = x$$
"""
RIGHT = r"""
For real numbers $a$ and $x$:

$$\frac{\partial}{\partial x} (a x) = a$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    other_name = edit.kind == "symbol" and well_typed(case) and not a_function_of_it(case, edit)
    return edit.kind == "variable" or other_name


def message(case: Case, edit: Edit) -> str:
    if edit.kind == "variable":
        return (
            f"This is the derivative by another variable: {tex(edit.before)} should be {tex(edit.after)}. "
            "Of a product, the factor that one does not differentiate by is what stays."
        )
    return (
        f"One quantity stands in the place of another: {tex(edit.before)} should be {tex(edit.after)}. "
        "Of a product, the factor that one does not differentiate by is what stays."
    )


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "wrong-variable", "D018", is_own, message)


FAULT = Fault(
    "wrong-variable", "D018", "differentiated by another variable than it says",
    WRONG, RIGHT, detect, __doc__ or "", rank=32,
)
