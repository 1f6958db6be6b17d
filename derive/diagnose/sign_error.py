"""A plus where a minus belongs, or the other way round.

What: one sign of the formula is turned round, or a difference is written the wrong way: `1 - p` for `p - 1`.

Why it happens: a minus in front of a bracket, or the inner derivative of a negative expression, turns every sign
round, and one was kept.

How it is detected: turning one sign round, or one whole expression, makes the line a theorem, and that is proved.

Of two sides that are said to be proportional, the one falls wherever the other grows.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
The sign inside the argument of a function is `wrong-function`, the one in a quotient rule `quotient-rule`.
"""

from __future__ import annotations

from dataclasses import replace

from derive.context.meaning import PROPORTIONAL
from derive.context.proportional import steady
from derive.diagnose.build import negated, turned_sign
from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex, well_typed
from derive.refute import Witness, refute
from derive.verdict import Finding

WRONG = r"""
For real numbers $a$, $b$ and $c$:

$$a - (b - c) = a - b - c$$
"""
RIGHT = r"""
For real numbers $a$, $b$ and $c$:

$$a - (b - c) = a - b + c$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind == "sign" and well_typed(case)


def message(case: Case, edit: Edit) -> str:
    turned = turned_sign(edit.before, edit.after)
    if turned is not None and not edit.also:
        told = f"The sign of {tex(turned[2])} is turned round: it should be ${turned[1]}$, not ${turned[0]}$."
    else:
        told = f"A sign is turned round: {tex(edit.before)} should be {tex(edit.after)}."
    return f"{told} A minus in front of a bracket, or an inner derivative of minus one, turns every sign behind it."


def turned(case: Case) -> Finding | None:
    """`a \\propto b`, where a falls as b grows."""
    goal = case.goal
    if case.verdict != "disproved" or case.claim.sign != PROPORTIONAL or goal is None:
        return None
    if any(isinstance(refute(other), Witness) for other in (replace(goal, sign="<="), steady(goal))):
        return None
    right = case.claim.right
    told = f"A sign is turned round: {tex(right)} should be {tex(negated(right))}."
    text = f"{told} The left side falls where this one grows."
    return Finding("sign-error", "D001", text)


def detect(case: Case) -> Finding | None:
    return turned(case) or found_by_edit(case, "sign-error", "D001", is_own, message)


FAULT = Fault(
    "sign-error", "D001", "a plus where a minus belongs, or the other way round",
    WRONG, RIGHT, detect, __doc__ or "", rank=30,
)
