"""From the edit that repairs a claim to what a fault's file needs: which edits are its own, and the finding."""

from __future__ import annotations

from collections.abc import Callable

from derive.claims.walk import every
from derive.diagnose.edit import Edit
from derive.diagnose.model import Case
from derive.diagnose.repair import as_repair
from derive.notation.show import show
from derive.notation.tree import Derivative, Nabla, Node
from derive.verdict import Finding

Own = Callable[[Case, Edit], bool]
Message = Callable[[Case, Edit], str]


def found_by_edit(case: Case, name: str, code: str, own: Own, message: Message) -> Finding | None:
    """The finding, if the smallest repair is one of this fault's own edits; all equally small repairs with it."""
    if not case.repaired or not own(case, case.repaired[0]):
        return None
    offered = tuple(dict.fromkeys(as_repair(case, edit) for edit in case.repaired))
    return Finding(name, code, message(case, case.repaired[0]), offered[0], offered)


def tex(node: Node) -> str:
    """The node as LaTeX between dollar signs."""
    return f"${' '.join(show(node).split())}$"


def differentiates(case: Case) -> bool:
    """Whether the left side is, or contains, a derivative."""
    return any(isinstance(part, Derivative | Nabla) for part in every(case.claim.left))


def well_typed(case: Case) -> bool:
    return case.verdict != "ill-typed"
