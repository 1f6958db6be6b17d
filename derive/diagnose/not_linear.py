"""A function, a power, a root or a reciprocal taken of a sum term by term.

What: `log a + log b` for `log(a + b)`, `(1 - t)^2` for `1 - t^2`, `1/a + 1/b` for `1/(a + b)`.

Why it happens: what is right of a product by a number is done with everything.

How it is detected: what is taken term by term is taken of the whole sum, or the other way round, on one side, and the
line is a theorem then. Where that would only say a = a there is no repair to offer.

When it is silent: where a smaller edit makes the line a theorem (`2ab` is a `dropped-term` of `(a + b)^2`), or where
more than this is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from derive.diagnose.edit import Edit
from derive.diagnose.edits import single_edits
from derive.diagnose.linear import MAKERS
from derive.diagnose.material import material
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex, well_typed
from derive.notation.show import show
from derive.verdict import Finding

WRONG = r"""
For all real $x$:

$$\frac{d}{dx} \tanh x = (1 - \tanh x)^2$$
"""
RIGHT = r"""
For all real $x$:

$$\frac{d}{dx} \tanh x = 1 - \tanh^2 x$$
"""
WHY = (
    "Only what is linear may be taken of a sum term by term; powers, roots, reciprocals, exponentials and logarithms "
    "are not."
)
TRIES = 4


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind == "linear" and well_typed(case)


def message(case: Case, edit: Edit) -> str:
    return f"{tex(edit.before)} is not {tex(edit.after)}, which is meant here. {WHY}"


def detect(case: Case) -> Finding | None:
    if case.repaired or case.verdict != "disproved":
        return found_by_edit(case, "not-linear", "D031", is_own, message)
    for edit in islice(_edits(case), TRIES):
        left, right = (case.claim.left, edit.whole) if edit.side == "right" else (edit.whole, case.claim.right)
        if case.proves(left, right):
            text = f"{tex(edit.before)} is not {tex(edit.after)}. {WHY}"
            return Finding("not-linear", "D031", text)
    return None


def _edits(case: Case) -> Iterator[Edit]:
    """Those of either side, with what the sides are said to be beside it."""
    found = material(case)
    for edit in single_edits(case.claim.right, found, MAKERS):
        if show(edit.whole) != show(case.claim.right):
            yield edit
    for edit in single_edits(case.claim.left, found, MAKERS):
        yield Edit(edit.kind, edit.cost, edit.before, edit.after, edit.whole, "left", edit.around)


FAULT = Fault(
    "not-linear", "D031", "a function, power, root or reciprocal of a sum is taken term by term",
    WRONG, RIGHT, detect, __doc__ or "", rank=45,
)
