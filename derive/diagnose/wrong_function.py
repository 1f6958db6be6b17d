"""Another function, or the right one at the wrong argument.

What: log for exp, sigma(z) for sigma(-z), the slope of the logistic function for that of tanh, or the logarithm of
a sum taken term by term.

Why it happens: identities of one function are used for another, and signs in arguments are lost.

How it is detected: changing, adding or taking away a function, or turning round the sign of its argument, makes the
line a theorem.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import a_function_of_it, found_by_edit, tex, well_typed
from derive.verdict import Finding

WRONG = r"""
Let $\sigma(x) = \frac{1}{1 + e^{-x}}$ for real $x$. For every real $z$:

$$1 - \sigma(z) = \sigma(z)$$
"""
RIGHT = r"""
Let $\sigma(x) = \frac{1}{1 + e^{-x}}$ for real $x$. For every real $z$:

$$1 - \sigma(z) = \sigma(-z)$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    another = edit.kind in ("function", "argument-sign", "inverse") or a_function_of_it(case, edit)
    return another and well_typed(case)


def message(case: Case, edit: Edit) -> str:
    if edit.kind == "argument-sign":
        return (
            f"The argument of the function has the wrong sign: {tex(edit.before)} should be {tex(edit.after)}. "
            "A function takes different values at $z$ and $-z$ unless it is even; for the logistic function "
            "$\\sigma(-z) = 1 - \\sigma(z)$."
        )
    if edit.kind == "inverse":
        return (
            f"Something stands for its inverse: {tex(edit.before)} should be {tex(edit.after)}. "
            "A matrix and its inverse undo each other, so that the one cannot do the work of the other."
        )
    return (
        f"The function is not the right one: {tex(edit.before)} should be {tex(edit.after)}. "
        "An identity of one function does not hold for another, and the logarithm of a sum is no sum of logarithms."
    )


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "wrong-function", "D017", is_own, message)


FAULT = Fault(
    "wrong-function", "D017", "another function, or the right one at the wrong argument",
    WRONG, RIGHT, detect, __doc__ or "", rank=30,
)
