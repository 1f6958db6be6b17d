"""A term that should have vanished.

What: a summand is still there, although its derivative is zero or it cancels.

Why it happens: a constant is carried along when the line is differentiated.

How it is detected: taking one term away makes the line a theorem, and that is proved.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex, well_typed
from derive.verdict import Finding

WRONG = r"""
For real numbers $x$ and $c$:

$$\frac{\partial}{\partial x} (x^2 + c) = 2 x + c$$
"""
RIGHT = r"""
For real numbers $x$ and $c$:

$$\frac{\partial}{\partial x} (x^2 + c) = 2 x$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind == "unterm" and well_typed(case)


def message(case: Case, edit: Edit) -> str:
    return (
        f"One term is too many: {tex(edit.before)} should be {tex(edit.after)}. "
        "A term that does not depend on the variable has the derivative zero, and equal terms of opposite sign cancel."
    )


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "extra-term", "D013", is_own, message)


FAULT = Fault("extra-term", "D013", "a term that should have vanished", WRONG, RIGHT, detect, __doc__ or "", rank=30)
