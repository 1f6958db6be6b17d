"""A symbol that was never introduced.

What: one side holds a symbol that the document neither defines nor uses elsewhere.

Why it happens: an abbreviation from the lecture or another source is used without saying what it stands for.

How it is detected: a claim does not hold, and a symbol occurs on one of its sides and nowhere else in the document.

When it is silent: where the claim holds whatever the symbol stands for.
"""

from __future__ import annotations

from derive.diagnose.chain import is_wrong
from derive.diagnose.model import Case, Fault
from derive.verdict import Finding

WRONG = r"""
For real numbers $x$ and $s$ with $s > 0$:

$$\frac{\partial}{\partial x} \frac{x^2}{2 s} = \beta x$$
"""
RIGHT = r"""
For real numbers $x$ and $s$ with $s > 0$, let $\beta = \frac{1}{s}$.

$$\frac{\partial}{\partial x} \frac{x^2}{2 s} = \beta x$$
"""


def detect(case: Case) -> Finding | None:
    if not case.unknown or not (is_wrong(case) or case.verdict == "undecided"):
        return None
    text = (
        f"The symbol ${case.unknown[0]}$ was never introduced. The other side does not contain it, so the line can "
        "only be right for one value of it: say which."
    )
    return Finding("undefined-symbol", "D023", text)


FAULT = Fault(
    "undefined-symbol", "D023", "a symbol that was never introduced",
    WRONG, RIGHT, detect, __doc__ or "", rank=6,
)
