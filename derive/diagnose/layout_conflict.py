"""Rows in one line, columns in another, and no reading satisfies both.

What: one line needs the vectors to be the rows of a matrix, another one needs them to be its columns.

Why it happens: two sources with different conventions are combined, or a gradient is laid out in another way than
its matrix.

How it is detected: each of the lines has a reading, but no choice of rows or columns and of the layout of gradients
satisfies all of them.

When it is silent: where the document says nothing that fixes the layout: then the reading that fits is taken.
"""

from __future__ import annotations

from derive.claims.walk import every, is_name
from derive.diagnose.build import is_transposed, transposed
from derive.diagnose.model import Case, Fault
from derive.diagnose.repair import as_repair
from derive.notation.tree import Node
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


LAYOUT = frozenset({"relation", "rows", "columns", "same-shape"})


def detect(case: Case) -> Finding | None:
    lines = conflicting(case) if case.verdict == "ill-typed" else ()
    if not lines:
        return None
    offered = tuple(dict.fromkeys(as_repair(case, edit) for edit in case.repaired))
    return Finding("layout-conflict", "D006", message(case, lines), offered[0] if offered else None, offered)


def message(case: Case, lines: tuple[int, ...]) -> str:
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
    why = case.clash or "one needs rows where the other needs columns"
    return (
        f"This line does not go together with {where}: {why}. "
        "Either the vectors are the rows of the matrix, or they are its columns, but everywhere the same."
    )


def conflicting(case: Case) -> tuple[int, ...]:
    """The lines that leave no reading for this one: those given, or those that alone fix what is transposed here."""
    if case.conflict:
        return tuple(claim.where.line for claim in case.conflict)
    edit = case.repaired[0] if case.repaired else None
    name = untransposed(edit.before) if edit is not None and edit.kind == "transpose" else None
    if name is None or not is_name(name) or declared(name, case):
        return ()
    earlier = (other.claim for other in case.same_part if not other.clash)
    using = [claim.where.line for claim in earlier if any(name in every(side) for side in (claim.left, claim.right))]
    return tuple(using[:1])


def untransposed(node: Node) -> Node:
    return (transposed(node) or node) if is_transposed(node) else node


def declared(name: Node, case: Case) -> bool:
    """Whether a sentence says how the array is laid out; otherwise only the equations do."""
    facts = (fact for fact in case.claim.scope if fact.predicate in LAYOUT)
    return any(name in every(subject) for fact in facts for subject in fact.subjects)


FAULT = Fault(
    "layout-conflict", "D006", "rows in one line, columns in another, and no reading satisfies both",
    WRONG, RIGHT, detect, __doc__ or "", rank=10,
)
