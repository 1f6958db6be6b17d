"""A factor such as 1/2, 1/m or m is missing, or there is one too many.

What: a number, an average's 1/m, the number of equal terms or a power is lost on the way.

Why it happens: what does not change from line to line is easily left behind.

How it is detected: multiplying, dividing or squaring one term by something that is in use here makes the line a
theorem, and that is proved.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
A lost inner derivative is `chain-rule`.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex, well_typed
from derive.verdict import Finding

WRONG = r"""
Let $x \in \mathbb{R}^n$ and $\mu \in \mathbb{R}$.

$$\sum_{i=1}^n (x_i - \mu) = \sum_{i=1}^n x_i - \mu$$
"""
RIGHT = r"""
Let $x \in \mathbb{R}^n$ and $\mu \in \mathbb{R}$.

$$\sum_{i=1}^n (x_i - \mu) = \sum_{i=1}^n x_i - n \mu$$
"""


KINDS = ("factor", "unfactor", "number", "power", "square-below")
TOLD = {"unfactor": "A factor is too many", "number": "A number is wrong", "power": "A power is wrong"}


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind in KINDS and well_typed(case)


def message(case: Case, edit: Edit) -> str:
    told = TOLD.get(edit.kind, "A factor is missing")
    why = "Count how often each term occurs, and carry every constant factor along from line to line."
    if edit.kind == "power":
        why = "Count how often the factor occurs in the line before: so high is its power."
    return f"{told}: {tex(edit.before)} should be {tex(edit.after)}. {why}"


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "lost-factor", "D014", is_own, message)


FAULT = Fault(
    "lost-factor", "D014", "a factor such as 1/2, 1/m or m is missing, or there is one too many",
    WRONG, RIGHT, detect, __doc__ or "", rank=35,
)
