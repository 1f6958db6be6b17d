"""Rows in one line, columns in another, and no reading satisfies both.

What: one line needs the vectors to be the rows of a matrix, another one needs them to be its columns.

Why it happens: two sources with different conventions are combined, or a gradient is laid out in another way than
its matrix.

How it is detected: each of the lines has a reading, but no choice of rows or columns and of the layout of gradients
satisfies all of them.

When it is silent: where the document says nothing that fixes the layout: then the reading that fits is taken.
"""

from __future__ import annotations

from derive.claims.model import Claim
from derive.claims.walk import every, is_name
from derive.diagnose.build import is_transposed
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import tex
from derive.diagnose.repair import as_repair
from derive.diagnose.shapes import is_array
from derive.notation.tree import Derivative, Node, Product, Script
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


SHAPES = frozenset({"relation", "rows", "columns", "same-shape"})


def detect(case: Case) -> Finding | None:
    other = conflicting(case) if case.verdict == "ill-typed" else None
    if other is None:
        return None
    offered = tuple(dict.fromkeys(as_repair(case, edit) for edit in case.repaired))
    return Finding("layout-conflict", "D006", message(case, other), offered[0] if offered else None, offered)


def message(case: Case, other: Claim) -> str:
    if case.laid:
        return (
            f"The {case.laid} stands here as the transpose of what line {other.where.line}, "
            f"${other.left_latex} = {other.right_latex}$, makes of it. Rows or columns for the variable is a choice, "
            "but one for the whole text: transpose this side, or that one."
        )
    why = case.clash or "one needs rows where the other needs columns"
    kept = f"either line {other.where.line} stays as it is"
    if case.repaired:
        edit = case.repaired[0]
        named = is_name(base_of(edit.before))
        here = f"here {tex(edit.after)} stands for {tex(edit.before)}" if named else "this side is transposed"
        kept += f" and {here}"
    line = f"line {other.where.line}, ${other.left_latex} = {other.right_latex}$"
    return (
        f"This line does not go together with {line}: {why}. "
        f"Vectors are the rows of a matrix or its columns, but everywhere the same: {kept}, "
        "or this line stays and the matrix is transposed there."
    )


def conflicting(case: Case) -> Claim | None:
    """The claim that leaves no reading for this one: the one given, or the one that alone lays out a matrix here."""
    if case.conflict:
        return case.conflict[0]
    if not case.repaired or case.repaired[0].kind != "transpose":
        return None
    names = [name for name in matrices(case.repaired[0].before, case) if not declared(name, case)]
    earlier = (other.claim for other in (case.earlier or case.same_part) if other.verdict != "ill-typed")
    return next((claim for claim in earlier if any(multiplied(name, claim) for name in names)), None)


def matrices(transposed_part: Node, case: Case) -> tuple[Node, ...]:
    """The names that may stand for the matrix in question: what is transposed, or else what one differentiates by."""
    inner = transposed_part.base if isinstance(transposed_part, Script) else transposed_part
    if is_name(inner):
        return (inner,)
    parts = every(case.claim.left)
    return tuple(v for part in parts if isinstance(part, Derivative) for v in part.variables if is_array(v, False))


def multiplied(name: Node, claim: Claim) -> bool:
    """Whether the claim multiplies the matrix, transposed or not, which fixes how it is laid out."""
    products = (part for side in (claim.left, claim.right) for part in every(side) if isinstance(part, Product))
    return any(factor == name or base_of(factor) == name for product in products for factor in product.factors)


def base_of(node: Node) -> Node:
    return node.base if isinstance(node, Script) and is_transposed(node) else node


def declared(name: Node, case: Case) -> bool:
    """Whether a sentence says how the array is laid out; otherwise only the equations do."""
    facts = (fact for fact in case.claim.scope if fact.predicate in SHAPES)
    return any(name in every(subject) for fact in facts for subject in fact.subjects)


FAULT = Fault(
    "layout-conflict", "D006", "rows in one line, columns in another, and no reading satisfies both",
    WRONG, RIGHT, detect, __doc__ or "", rank=10,
)
