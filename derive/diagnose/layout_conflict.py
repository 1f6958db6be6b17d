"""Rows in one line, columns in another, and no reading satisfies both.

What: one line needs the vectors to be the rows of a matrix, another one needs them to be its columns.

Why it happens: two sources with different conventions are combined, or a gradient is laid out in another way than
its matrix.

How it is detected: each of the lines has a reading, but no choice of rows or columns and of the layout of gradients
satisfies all of them.

When it is silent: where the document says nothing that fixes the layout: then the reading that fits is taken.
"""

from __future__ import annotations

from derive.diagnose.model import Case, Fault
from derive.diagnose.repair import as_repair
from derive.verdict import Finding

WRONG = r"""
Let $x \in \mathbb{R}^n$, $z \in \mathbb{R}^m$ and $p \in \mathbb{R}^m$. $E$ is a matrix, and

$$z = E x$$

$$\frac{\partial}{\partial x} (p^T E x) = E p$$
"""
RIGHT = r"""
Let $x \in \mathbb{R}^n$, $z \in \mathbb{R}^m$ and $p \in \mathbb{R}^m$. $E$ is a matrix, and

$$z = E x$$

$$\frac{\partial}{\partial x} (p^T E x) = E^T p$$
"""


def detect(case: Case) -> Finding | None:
    if case.verdict != "ill-typed" or not case.conflict:
        return None
    offered = tuple(dict.fromkeys(as_repair(case, edit) for edit in case.repaired))
    return Finding("layout-conflict", "D006", message(case), offered[0] if offered else None, offered)


def message(case: Case) -> str:
    lines = [claim.where.line for claim in case.conflict]
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
    return (
        f"This line does not go together with {where}: {case.clash or 'one needs rows where the other needs columns'}. "
        "Either the vectors are the rows of the matrix, or they are its columns, but everywhere the same."
    )


FAULT = Fault(
    "layout-conflict", "D006", "rows in one line, columns in another, and no reading satisfies both",
    WRONG, RIGHT, detect, __doc__ or "", rank=10,
)
