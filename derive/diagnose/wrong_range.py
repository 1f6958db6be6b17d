"""A sum that starts or stops at the wrong index.

What: a sum has one term too many or too few, or runs to the size of something else.

Why it happens: splitting off a term without changing the range, or forgetting that an index is left out.

How it is detected: another end of a sum, or a condition below it taken away, makes the line a theorem, and that is
proved.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex
from derive.notation.tree import Big, Matrix, Number
from derive.verdict import Finding

WRONG = r"""
Let $x \in \mathbb{R}^n$.

$$2 \sum_{i=1}^n x_i = \sum_{i=2}^n 2 x_i$$
"""
RIGHT = r"""
Let $x \in \mathbb{R}^n$.

$$2 \sum_{i=1}^n x_i = \sum_{i=1}^n 2 x_i$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    counted = counts_terms(case) or any(other.kind == "range" for other in case.repaired)
    return edit.kind == "range" or (counted and edit.kind in ("unterm", "term", "number"))


def message(case: Case, edit: Edit) -> str:
    if isinstance(edit.before, Matrix):
        return (
            f"The array is numbered from 0, which makes it too large by one: {case.clash}. "
            "Number it from 1 as well."
        )
    return (
        f"The number of terms is wrong: {tex(edit.before)} should be {tex(edit.after)}. "
        "Write the first and the last term of the sum out and count, with what is left out."
    )


def counts_terms(case: Case) -> bool:
    """Whether the left side is a sum of ones."""
    left = case.claim.left
    return isinstance(left, Big) and isinstance(left.body, Number)


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "wrong-range", "D011", is_own, message)


FAULT = Fault(
    "wrong-range", "D011", "a sum that starts or stops at the wrong index",
    WRONG, RIGHT, detect, __doc__ or "", rank=28,
)
