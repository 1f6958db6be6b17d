"""One letter is both a fixed index and the running index of a sum.

What: a derivative by a vector with the index w stands in front of a sum that runs over w.

Why it happens: the sum is copied from an earlier line, where its letter was still free to use.

How it is detected: a sum binds a letter that the variable of the derivative carries. The line is read with the
running index renamed.

When it is silent: where the two uses of the letter do not meet.
"""

from __future__ import annotations

from derive.diagnose.model import Case, Fault
from derive.verdict import Finding

WRONG = r"""
Let $x \in \mathbb{R}^n$.

$$\frac{\partial}{\partial x_i} \sum_{i=1}^n x_i^2 = 2 x_i$$
"""
RIGHT = r"""
Let $x \in \mathbb{R}^n$.

$$\frac{\partial}{\partial x_i} \sum_{k=1}^n x_k^2 = 2 x_i$$
"""


def detect(case: Case) -> Finding | None:
    if not case.captured:
        return None
    letter = case.captured[0]
    text = (
        f"The letter ${letter}$ is used twice: it names the fixed index of what one differentiates by, and it runs "
        "through the sum. The line is read with another letter in the sum; write it so, or the two are soon mixed up."
    )
    return Finding("index-capture", "D009", text, serious=False)


FAULT = Fault(
    "index-capture", "D009", "one letter is both a fixed index and the running index of a sum",
    WRONG, RIGHT, detect, __doc__ or "",
)
