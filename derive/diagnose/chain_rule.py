"""The inner derivative is missing.

What: a composed function is differentiated on the outside only.

Why it happens: the outer rule is known by heart, and what stands inside is taken for the variable itself.

How it is detected: the left side holds a derivative, and multiplying one term by a name (not a number or a size)
makes the line a theorem.

When it is silent: where the right formula is further away than the edits that are tried, or its proof is not found.
A lost number or size is `lost-factor`.
"""

from __future__ import annotations

from collections import Counter

from derive.diagnose.edit import Edit
from derive.diagnose.material import material, names_in
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import differentiates, found_by_edit, tex, well_typed
from derive.notation.tree import Node, Symbol
from derive.verdict import Finding

WRONG = r"""
For real numbers $a$ and $x$:

$$\frac{\partial}{\partial x} \exp(a x) = \exp(a x)$$
"""
RIGHT = r"""
For real numbers $a$ and $x$:

$$\frac{\partial}{\partial x} \exp(a x) = a \exp(a x)$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    if edit.kind != "factor" or not differentiates(case) or not well_typed(case):
        return False
    added = Counter(names_in(edit.after)) - Counter(names_in(edit.before))
    return any(name not in sizes(case) for name in added)


def message(case: Case, edit: Edit) -> str:
    return (
        f"The inner derivative is missing: {tex(edit.before)} should be {tex(edit.after)}. "
        "The derivative of $f(g(x))$ is $f'(g(x))$ times $g'(x)$, and $g'(x)$ was left out."
    )


def sizes(case: Case) -> tuple[Node, ...]:
    """What stands for a number of things and is no variable."""
    known = case.goal.theory.sizes if case.goal is not None else ()
    return (*material(case).ends, *(Symbol(name) for name in known))


def detect(case: Case) -> Finding | None:
    return found_by_edit(case, "chain-rule", "D015", is_own, message)


FAULT = Fault("chain-rule", "D015", "the inner derivative is missing", WRONG, RIGHT, detect, __doc__ or "", rank=25)
