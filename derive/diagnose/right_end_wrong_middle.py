"""The end of the chain is right, a line in the middle is not.

What: a chain comes to the right result, and goes on rightly from it, but one of its lines is false.

Why it happens: two mistakes cancel, or a slip of the pen was not carried on.

How it is detected: the step is proved, an earlier step of its chain is wrong, and the beginning of the chain is
proved equal to this result.

When it is silent: at the very step where the chain becomes right again: that is `recovered`.
"""

from __future__ import annotations

from derive.diagnose.chain import wrong_before
from derive.diagnose.model import Case, Fault
from derive.verdict import Finding

WRONG = r"""
For real numbers $a$ and $b$:

$$(a + b)^2 = a^2 + b^2 = a^2 + 2 a b + b^2 = b^2 + 2 a b + a^2$$
"""
RIGHT = r"""
For real numbers $a$ and $b$:

$$(a + b)^2 = a^2 + a b + b a + b^2 = a^2 + 2 a b + b^2 = b^2 + 2 a b + a^2$$
"""


def detect(case: Case) -> Finding | None:
    source = wrong_before(case)
    if case.verdict != "proved" or case.true is not True or source is None or case.previous is not source:
        return None
    text = (
        f"The end of this chain is right, but line {source.claim.where.line} in its middle is not. "
        "The result stands; the way to it has to be put right."
    )
    return Finding("right-end-wrong-middle", "D030", text, serious=False)


FAULT = Fault(
    "right-end-wrong-middle", "D030", "the end of the chain is right, a line in the middle is not",
    WRONG, RIGHT, detect, __doc__ or "", beside=("dropped-term", "recovered"),
)
