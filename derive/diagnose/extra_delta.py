"""A Kronecker delta, or one term of a sum, where the term is there for every index.

What: a term is multiplied by a Kronecker delta, although it does not vanish when the two indices differ; or a sum is
written as one of its terms, although the others count too.

Why it happens: a delta that belongs to one term of a sum is given to all of them when the sum is multiplied out.

How it is detected: taking one Kronecker delta away, or putting a term back under its sum, makes the line a theorem,
and that is proved.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex
from derive.verdict import Finding

WRONG = r"""
Let $s \in \mathbb{R}^n$, and let $\delta_{ij}$ be the Kronecker delta.

$$s_i (\delta_{ij} - s_j) = \delta_{ij} s_i - \delta_{ij} s_i s_j$$
"""
RIGHT = r"""
Let $s \in \mathbb{R}^n$, and let $\delta_{ij}$ be the Kronecker delta.

$$s_i (\delta_{ij} - s_j) = \delta_{ij} s_i - s_i s_j$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind in ("undelta", "uncollapse")


def message(case: Case, edit: Edit) -> str:
    if edit.kind == "uncollapse":
        return (
            f"Of a sum only one term is left: {tex(edit.before)} should be {tex(edit.after)}. "
            "A sum collapses to one term only where all the others vanish, and here they do not."
        )
    return (
        f"The Kronecker delta does not belong here: {tex(edit.before)} should be {tex(edit.after)}. "
        "This term is there for all pairs of indices, not only for equal ones."
    )


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "extra-delta", "D003", is_own, message)


FAULT = Fault(
    "extra-delta", "D003", "a Kronecker delta where the term is there for every index",
    WRONG, RIGHT, detect, __doc__ or "", rank=30,
)
