"""A term of the line before is gone.

What: a summand that was there before, and does not vanish, is missing.

Why it happens: in a long line a term is overlooked, or taken for a constant.

How it is detected: adding a term that occurs earlier in the derivation makes the line a theorem, and that is
proved.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex, well_typed
from derive.verdict import Finding

WRONG = r"""
For real numbers $a$, $b$ and $c$:

$$(a + b - c) + c^2 = a + b + c^2$$
"""
RIGHT = r"""
For real numbers $a$, $b$ and $c$:

$$(a + b - c) + c^2 = a + b - c + c^2$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind == "term" and well_typed(case)


def message(case: Case, edit: Edit) -> str:
    return (
        f"A term is missing: {tex(edit.before)} should be {tex(edit.after)}. "
        "Compare with the line before: every term of it must still be there, or cancel against another one."
    )


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "dropped-term", "D012", is_own, message)


FAULT = Fault(
    "dropped-term", "D012", "a term of the line before is gone",
    WRONG, RIGHT, detect, __doc__ or "", rank=30,
)
