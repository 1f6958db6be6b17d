"""A sum that should have collapsed to one term, or a term without its Kronecker delta.

What: a derivative by one component is written with the whole sum, although only one of its terms depends on that
component.

Why it happens: the rule `the derivative of a sum is the sum of the derivatives` is used, and the factor that is 1
for one index and 0 for all others is forgotten.

How it is detected: replacing a sum by its term at an index of the claim, or multiplying a term by a Kronecker
delta, makes the line a theorem, and that is proved.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
"""

from __future__ import annotations

from derive.diagnose.build import factors
from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex, well_typed
from derive.diagnose.places import letters_of, renamed
from derive.notation.tree import Big, Product, Script, Symbol
from derive.verdict import Finding

WRONG = r"""
Let $x \in \mathbb{R}^n$.

$$\frac{\partial}{\partial x_k} \sum_{i=1}^n x_i^2 = \sum_{i=1}^n 2 x_i$$
"""
RIGHT = r"""
Let $x \in \mathbb{R}^n$.

$$\frac{\partial}{\partial x_k} \sum_{i=1}^n x_i^2 = 2 x_k$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind in ("collapse", "delta") and well_typed(case)


def message(case: Case, edit: Edit) -> str:
    if edit.kind == "delta":
        return (
            f"The term {tex(edit.before)} should be {tex(edit.after)}. "
            f"It is there only where the two indices are equal; everywhere else it vanishes{what_is_left(edit)}."
        )
    return (
        f"The sum {tex(edit.before)} should be its one term {tex(edit.after)}. "
        "All the other terms of the sum do not depend on what one differentiates by, so they vanish."
    )


def what_is_left(edit: Edit) -> str:
    """Of a sum with a delta below its sign, the one term that is left."""
    around, delta = edit.around[-1] if edit.around else None, factors(edit.after)[0]
    if not isinstance(around, Big) or not isinstance(delta, Script) or not isinstance(delta.sub, Product):
        return ""
    own, (fixed, running) = letters_of(around), delta.sub.factors
    term = renamed(edit.before, own[0], fixed) if own and running == Symbol(own[0]) else None
    if term is None:
        return ""
    return f": of the whole sum {tex(term)} is left, or nothing, where {tex(fixed)} is none of its indices"


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "missing-delta", "D002", is_own, message)


FAULT = Fault(
    "missing-delta", "D002", "a sum that should have collapsed to one term, or a term without its Kronecker delta",
    WRONG, RIGHT, detect, __doc__ or "", rank=30,
)
