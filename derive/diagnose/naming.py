"""From the edit that repairs a claim to what a fault's file needs: which edits are its own, and the finding."""

from __future__ import annotations

from collections.abc import Callable

from derive.claims.features import as_written
from derive.claims.walk import every
from derive.diagnose.build import key_of
from derive.diagnose.edit import Edit
from derive.diagnose.model import Case
from derive.diagnose.repair import as_repair
from derive.notation.show import show
from derive.notation.tree import Derivative, Nabla, Node, Product, Script
from derive.refute.scan import mentions
from derive.verdict import Finding

Own = Callable[[Case, Edit], bool]
Message = Callable[[Case, Edit], str]


def found_by_edit(case: Case, name: str, code: str, own: Own, message: Message) -> Finding | None:
    """The finding, if the smallest repair is one of this fault's own edits, with all repairs that were proved."""
    edits = case.repaired or case.likely
    if not edits or not own(case, edits[0]):
        return None
    offered = tuple(dict.fromkeys(as_repair(case, edit) for edit in case.repaired))
    doubt = "" if offered else " (Compared at a few points only: no proof of the changed line was found.)"
    return Finding(name, code, message(case, edits[0]) + doubt, offered[0] if offered else None, offered)


def tex(node: Node) -> str:
    """The node as LaTeX between dollar signs."""
    return f"${' '.join(show(as_written(node)).split())}$"


def differentiates(case: Case) -> bool:
    """Whether the left side is, or contains, a derivative."""
    parts = list(every(case.claim.left))
    primes = any(isinstance(part, Product) and isinstance(part.factors[0], Script) and part.factors[0].primes
                 for part in parts)
    return primes or any(isinstance(part, Derivative | Nabla) for part in parts)


def well_typed(case: Case) -> bool:
    return case.verdict != "ill-typed"


def a_function_of_it(case: Case, edit: Edit) -> bool:
    """Whether one name was put in the place of another that it is defined by: `a_i` for `h_i = (a_i - m) / s`."""
    if edit.kind != "symbol" or case.goal is None:
        return False
    definition = case.goal.theory.definitions.get(key_of(edit.after))
    return definition is not None and key_of(edit.before) in mentions(definition.body).names
