"""Two entries of a vector or a matrix stand in each other's place.

What: `[1 - p, p]` for `[p, 1 - p]`, or two rows or columns of a matrix exchanged.

Why it happens: the order of the classes, or of the variables, is another one than in the line before.

How it is detected: exchanging two entries of a row or a column, two rows, or two columns makes the line a theorem, and
that is proved.

When it is silent: where a smaller edit makes the line a theorem, where more than two entries changed places, or where
the array is written with dots.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex
from derive.verdict import Finding

WRONG = r"""
For all real $z$:

$$\begin{bmatrix} \frac{e^z}{1 + e^z} \\ \frac{1}{1 + e^z} \end{bmatrix}
 = \begin{bmatrix} \sigma(-z) \\ \sigma(z) \end{bmatrix}$$
"""
RIGHT = r"""
For all real $z$:

$$\begin{bmatrix} \frac{e^z}{1 + e^z} \\ \frac{1}{1 + e^z} \end{bmatrix}
 = \begin{bmatrix} \sigma(z) \\ \sigma(-z) \end{bmatrix}$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind == "entries"


def message(case: Case, edit: Edit) -> str:
    return (
        f"The entries stand in the wrong order: {tex(edit.before)} should be {tex(edit.after)}. "
        "Each entry must be that of the same row and column as on the left side."
    )


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "swapped-entries", "D032", is_own, message)


FAULT = Fault(
    "swapped-entries", "D032", "two entries of a vector or a matrix stand in each other's place",
    WRONG, RIGHT, detect, __doc__ or "", rank=45,
)
