"""A quotient differentiated with the wrong denominator or sign.

What: in the derivative of f/g the denominator is not squared, or the two products are added.

Why it happens: the rule is remembered as (f'g - fg')/g^2, and one of its parts slips.

How it is detected: the left side is a derivative, the right side a fraction, and squaring the denominator or
turning round the sign in the numerator makes the line a theorem.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import differentiates, found_by_edit, tex, well_typed
from derive.notation.tree import Fraction, Sum
from derive.verdict import Finding

WRONG = r"""
For real numbers $x$ with $x > 0$:

$$\frac{\partial}{\partial x} \frac{\exp(x)}{x} = \frac{x \exp(x) - \exp(x)}{x}$$
"""
RIGHT = r"""
For real numbers $x$ with $x > 0$:

$$\frac{\partial}{\partial x} \frac{\exp(x)}{x} = \frac{x \exp(x) - \exp(x)}{x^2}$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    if not differentiates(case) or not well_typed(case):
        return False
    above = [node for node in edit.around if isinstance(node, Fraction)]
    numerator = above[-1].top if above else None
    wrong_sign = edit.kind == "sign" and isinstance(numerator, Sum) and numerator == edit.before
    return wrong_sign or edit.kind == "square-below"


def message(case: Case, edit: Edit) -> str:
    return (
        f"The quotient rule is not followed: {tex(edit.before)} should be {tex(edit.after)}. "
        "The derivative of $f/g$ is $(f' g - f g') / g^2$, with a minus between the products and the square below."
    )


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "quotient-rule", "D016", is_own, message)


FAULT = Fault(
    "quotient-rule", "D016", "a quotient differentiated with the wrong denominator or sign",
    WRONG, RIGHT, detect, __doc__ or "", rank=24,
)
