"""The shapes of two sides, terms or factors do not match.

What: a number is added to a vector, a vector is equated with a matrix, or the inner sizes of a product differ.

Why it happens: a factor was left out (`B` for `B w`), or the order of the factors was taken from
scalar calculus.

How it is detected: no reading of the line has matching shapes, and none of the more exact explanations
(`transpose`, `component-for-vector`, `layout-conflict`) fits.

When it is silent: where some reading of the symbols makes the shapes match.
"""

from __future__ import annotations

from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex
from derive.verdict import Finding

WRONG = r"""
Let $A \in \mathbb{R}^{m \times n}$, $B \in \mathbb{R}^{m \times n}$ and $w \in \mathbb{R}^n$.

$$(A + B) w = A w + B$$
"""
RIGHT = r"""
Let $A \in \mathbb{R}^{m \times n}$, $B \in \mathbb{R}^{m \times n}$ and $w \in \mathbb{R}^n$.

$$(A + B) w = A w + B w$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return case.verdict == "ill-typed"


def message(case: Case, edit: Edit) -> str:
    return f"{clash(case)} With {tex(edit.after)} in place of {tex(edit.before)} they do, and the line is true."


def clash(case: Case) -> str:
    return f"The shapes do not match: {case.clash or 'the two sides are not of one kind'}."


def detect(case: Case) -> Finding | None:
    if case.verdict != "ill-typed":
        return None
    repaired = found_by_edit(case, "shape-mismatch", "D005", is_own, message)
    why = "Only arrays of one shape can be added or equated, and in a product the inner sizes must agree."
    return repaired or Finding("shape-mismatch", "D005", f"{clash(case)} {why}")


FAULT = Fault(
    "shape-mismatch", "D005", "the shapes of two sides, terms or factors do not match",
    WRONG, RIGHT, detect, __doc__ or "", rank=60,
)
