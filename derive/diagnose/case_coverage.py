"""The conditions of the branches overlap, or leave a gap.

What: at one index two branches apply, or none does.

Why it happens: one condition is written for another index than the case it came from, or with a wrong inequality
sign.

How it is detected: at the last branch, the conditions are tried at every index that they name, at the ends of its
range and beyond the largest one.

When it is silent: where a condition is more than a comparison of one index with numbers and other indices.
"""

from __future__ import annotations

from derive.diagnose.coverage import gaps_and_overlaps
from derive.diagnose.model import Case, Fault
from derive.verdict import Finding

WRONG = r"""
Let $x \in \mathbb{R}^n$ and let $\delta_{ij}$ be the Kronecker delta.

$$\delta_{ij} x_i = \begin{cases} x_i, & i = j \\ x_j, & i = j \end{cases}$$
"""
RIGHT = r"""
Let $x \in \mathbb{R}^n$ and let $\delta_{ij}$ be the Kronecker delta.

$$\delta_{ij} x_i = \begin{cases} x_i, & i = j \\ 0, & i \neq j \end{cases}$$
"""


def detect(case: Case) -> Finding | None:
    branch = case.claim.branch
    if branch is None or branch[0] != branch[1] - 1:
        return None
    gaps, overlaps = gaps_and_overlaps(case)
    if not gaps and not overlaps:
        return None
    said = [f"at ${place}$ more than one branch applies" for place in overlaps]
    said += [f"at ${place}$ none does" for place in gaps]
    text = f"The branches do not fit together: {' and '.join(said)}. For every index exactly one branch must apply."
    return Finding("case-coverage", "D019", text, serious=False)


FAULT = Fault(
    "case-coverage", "D019", "the conditions of the branches overlap, or leave a gap",
    WRONG, RIGHT, detect, __doc__ or "",
)
