"""True again, although the line before was false.

What: the result is right, but it does not follow from the line before.

Why it happens: the right result was known, or found on another sheet, and the way to it was not put right.

How it is detected: the step is false, an earlier step of its chain is wrong, and the beginning of the chain is
proved equal to this result.

When it is silent: where no earlier step of the chain is wrong.
"""

from __future__ import annotations

from derive.diagnose.chain import is_wrong, wrong_before
from derive.diagnose.model import Case, Fault
from derive.verdict import Finding

WRONG = r"""
For real numbers $a$ and $b$:

$$(a + b)^2 = a^2 + b^2 = a^2 + 2 a b + b^2$$
"""
RIGHT = r"""
For real numbers $a$ and $b$:

$$(a + b)^2 = a^2 + a b + b a + b^2 = a^2 + 2 a b + b^2$$
"""


def detect(case: Case) -> Finding | None:
    source = wrong_before(case)
    if not is_wrong(case) or case.true is not True or source is None:
        return None
    if case.verdict == source.verdict == "conditional" and case.condition == source.condition:
        return None  # under the one condition both hold
    text = (
        f"This result is right again, but it does not follow from the line before: line {source.claim.where.line} is "
        "wrong. A right result needs a way that leads to it."
    )
    return Finding("recovered", "D029", text)


FAULT = Fault(
    "recovered", "D029", "true again, although the line before was false",
    WRONG, RIGHT, detect, __doc__ or "", beside=("dropped-term",), rank=1,
)
