"""True under a condition that nobody stated.

What: the line holds for symmetric matrices, positive numbers or a single term, but not in general.

Why it happens: a rule is remembered without the condition that belongs to it.

How it is detected: the line fails in general and is proved under a condition, and no small edit repairs it in
general (but for `2 A`, which stands for `A + A^T`).

When it is silent: where the condition was stated before, or where another fault explains the line.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.repair import as_repair
from derive.verdict import Finding, Repair

WRONG = r"""
Let $x \in \mathbb{R}$.

$$\sqrt{x^2} = x$$
"""
RIGHT = r"""
Let $x \in \mathbb{R}$ with $x \geq 0$.

$$\sqrt{x^2} = x$$
"""


def detect(case: Case) -> Finding | None:
    if case.verdict != "conditional" or not case.condition or not is_own(case.repaired):
        return None
    line = f"{case.claim.left_latex} {case.claim.sign} {case.claim.right_latex}"
    offered = (Repair(line, condition=case.condition), *(as_repair(case, edit) for edit in case.repaired))
    text = (
        f"This holds only if {case.condition}. In general the two sides differ, so the condition must be stated "
        "where the line is used."
    )
    return Finding("holds-only-if", "D022", text, offered[0], offered)


def is_own(repaired: tuple[Edit, ...]) -> bool:
    """Whether nothing but the condition, or a formula without it, explains the line."""
    return not repaired or repaired[0].kind == "symmetrise"


FAULT = Fault(
    "holds-only-if", "D022", "true under a condition that nobody stated",
    WRONG, RIGHT, detect, __doc__ or "", rank=70,
)
