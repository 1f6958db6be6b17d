"""A derivative with only one of its two signs.

What: the sign of the partial derivative is missing above or below the fraction bar.

Why it happens: it was forgotten in writing.

How it is detected: a fraction has the sign of a derivative on one side of the bar only. It is read as the
derivative.

When it is silent: where both signs are there, or none.
"""

from __future__ import annotations

from derive.diagnose.model import Case, Fault
from derive.verdict import Finding

WRONG = r"""
For real numbers $a$ and $x$ let $f = a x$.

$$\frac{\partial f}{x} = a$$
"""
RIGHT = r"""
For real numbers $a$ and $x$ let $f = a x$.

$$\frac{\partial f}{\partial x} = a$$
"""


def detect(case: Case) -> Finding | None:
    if not case.incomplete:
        return None
    text = (
        "A sign of the derivative is missing: it must stand above and below the fraction bar. "
        "As it is written, this would be a fraction; it is read as the derivative."
    )
    return Finding("missing-partial", "D026", text, serious=False)


FAULT = Fault(
    "missing-partial", "D026", "a derivative with only one of its two signs",
    WRONG, RIGHT, detect, __doc__ or "",
)
