"""A subscript that should be another one, or that is missing.

What: a component or a vector carries the index of another one, or none.

Why it happens: letters for indices look alike, and after a substitution one of them keeps its old name.

How it is detected: replacing one subscript by another that is in use here makes the line a theorem, and that is
proved.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex, well_typed
from derive.verdict import Finding

WRONG = r"""
Let $a \in \mathbb{R}^n$ and $b \in \mathbb{R}^n$.

$$a_i (b_i - b_j) = a_i b_i - a_i b_i$$
"""
RIGHT = r"""
Let $a \in \mathbb{R}^n$ and $b \in \mathbb{R}^n$.

$$a_i (b_i - b_j) = a_i b_i - a_i b_j$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind in ("index", "component") and well_typed(case)


def message(case: Case, edit: Edit) -> str:
    if edit.kind == "component":
        return (
            f"An index is missing: {tex(edit.before)} should be {tex(edit.after)}. "
            "What has an index in the line before has it here too; without it, the letter is something else."
        )
    return (
        f"The index is wrong: {tex(edit.before)} should be {tex(edit.after)}. "
        "Follow this index through the line before: it must stay the same letter from one side to the other."
    )


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "wrong-index", "D008", is_own, message)


FAULT = Fault(
    "wrong-index", "D008", "a subscript that should be another one",
    WRONG, RIGHT, detect, __doc__ or "", rank=30,
)
