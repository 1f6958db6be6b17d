"""Follows from the line before, which is false.

What: the step itself is right, but it goes on from a wrong line, so that its result is wrong too.

Why it happens: a mistake further up is carried along.

How it is detected: the step is proved, an earlier step of its chain is wrong, and the beginning of the chain does
not equal this result.

When it is silent: where no earlier step of the chain is wrong.
"""

from __future__ import annotations

from derive.diagnose.chain import wrong_before
from derive.diagnose.model import Case, Fault
from derive.verdict import Finding

WRONG = r"""
For real numbers $a$ and $b$:

$$(a + b)^2 = a^2 + b^2 = b^2 + a^2$$
"""
RIGHT = r"""
For real numbers $a$ and $b$:

$$(a + b)^2 = a^2 + 2 a b + b^2 = b^2 + 2 a b + a^2$$
"""


def detect(case: Case) -> Finding | None:
    source = wrong_before(case)
    if case.verdict != "proved" or case.true is not False or source is None:
        return None
    text = (
        f"This step follows from the line before, but the mistake of line {source.claim.where.line} is carried on. "
        "Once that line is put right, this one changes with it; it is no new mistake."
    )
    return Finding("carried-error", "D028", text, serious=False)


FAULT = Fault(
    "carried-error", "D028", "follows from the line before, which is false",
    WRONG, RIGHT, detect, __doc__ or "", beside=("dropped-term",),
)
