"""The expression of one case under the condition of another.

What: a branch is true, but not under the condition that is written beside it.

Why it happens: when the cases are put together, the condition is copied wrongly.

How it is detected: the branch is false as written and proved under another condition; or its condition is none of
the cases that were worked out before.

When it is silent: where the branch is false under every condition that is tried.
"""

from __future__ import annotations

from derive.diagnose.coverage import other_condition, unknown_case
from derive.diagnose.model import Case, Fault
from derive.notation.show import show
from derive.verdict import Finding, Repair

WRONG = r"""
Let $x \in \mathbb{R}^n$ and let $\delta_{ij}$ be the Kronecker delta.

$$\delta_{ij} = \begin{cases} 1, & i \neq j \\ 0, & i = j \end{cases}$$
"""
RIGHT = r"""
Let $x \in \mathbb{R}^n$ and let $\delta_{ij}$ be the Kronecker delta.

$$\delta_{ij} = \begin{cases} 1, & i = j \\ 0, & i \neq j \end{cases}$$
"""


WHY = "Put the case that was worked out beside the condition under which it was worked out."


def detect(case: Case) -> Finding | None:
    if case.claim.branch is None or case.claim.condition is None:
        return None
    written = show(case.claim.condition).strip()
    meant = other_condition(case)
    if meant is not None:
        right = show(meant).strip()
        text = f"The branch does not hold for ${written}$, but it holds for ${right}$. {WHY}"
        line = f"{case.claim.left_latex} {case.claim.sign} {case.claim.right_latex}"
        repair = Repair(line, removed=written, added=right, condition=right)
        return Finding("wrong-case", "D020", text, repair, (repair,))
    known = unknown_case(case)
    if known is None:
        return None
    text = f"No case ${written}$ was worked out above; the cases there are {known}. {WHY}"
    return Finding("wrong-case", "D020", text, serious=False)


FAULT = Fault(
    "wrong-case", "D020", "the expression of one case under the condition of another",
    WRONG, RIGHT, detect, __doc__ or "", rank=5,
)
