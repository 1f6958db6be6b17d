"""A transpose too many or too few, or two factors in the wrong order.

What: a matrix is used where its transpose belongs, or a column and a row change places.

Why it happens: products of matrices look like products of numbers, and with square examples both orders fit.

How it is detected: putting a transpose on, taking one off or exchanging two neighbouring factors makes the line a
theorem, and that is proved.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex
from derive.verdict import Finding

WRONG = r"""
Let $A \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$ and $b \in \mathbb{R}^m$.

$$(A x)^T b = x^T A b$$
"""
RIGHT = r"""
Let $A \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$ and $b \in \mathbb{R}^m$.

$$(A x)^T b = x^T A^T b$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind == "transpose"


def message(case: Case, edit: Edit) -> str:
    return (
        f"A transpose is missing or misplaced: {tex(edit.before)} should be {tex(edit.after)}. {reason(case)}"
    )


def reason(case: Case) -> str:
    if case.clash:
        return f"As it stands the shapes do not match: {case.clash}."
    return "The transpose of a product is the product of the transposes in the opposite order."


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "transpose", "D004", is_own, message)


FAULT = Fault(
    "transpose", "D004", "a transpose too many or too few, or two factors in the wrong order",
    WRONG, RIGHT, detect, __doc__ or "", rank=20,
)
