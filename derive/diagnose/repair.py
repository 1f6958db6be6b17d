"""The smallest edit of the author's own formula that makes the claim a theorem.

Edits are tried in the order of their cost. A candidate whose sides differ at one of a few fixed points is dropped;
what is left is proved, and only what was proved is offered. Both searches are bounded by counts, never by a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derive.diagnose.chain import origin
from derive.diagnose.edit import Edit
from derive.diagnose.edits import MAKERS, SHAPING, single_edits
from derive.diagnose.left import left_edits
from derive.diagnose.material import Material, material
from derive.diagnose.model import Case
from derive.diagnose.values import may_hold
from derive.notation.errors import NotationError
from derive.notation.parse import parse
from derive.notation.show import show
from derive.notation.tree import Node
from derive.verdict import Repair

CANDIDATES = 160  # sides compared by value, for all single edits of a claim
LEFT = 24  # for edits of the left side
PAIRS = 80  # and for all pairs of edits
FIRST = 24  # edits that are tried as the first of a pair
PROOFS = 4  # attempts to prove
EQUALITIES = frozenset({"=", ":=", "\\equiv", "=="})
EITHER = frozenset({"symbol", "unterm", "number"})  # repairs beside which the left side may be what is wrong
PAIRED = frozenset({"sign", "argument-sign", "transpose", "index", "factor", "unfactor", "collapse", "power", "number"})


@dataclass
class Search:
    """Counts what was spent, and proves what survives."""

    case: Case
    left: Node
    compared: int = 0
    proofs: int = 0

    def first(self, edits: Iterable[Edit], bound: int) -> list[Edit]:
        """The first edit that is proved, or none within the bound."""
        self.compared = 0
        for edit in edits:
            if self.compared >= bound or self.proofs >= PROOFS:
                break
            if self.holds(edit):
                return [edit]
        return []

    def holds(self, edit: Edit) -> bool:
        self.compared += 1
        left, right = (self.left, edit.whole) if edit.side == "right" else (edit.whole, self.case.claim.right)
        goal = self.case.goal_of(left, right)
        if goal is None or not may_hold(goal):
            return False
        self.proofs += 1
        return self.case.proves(left, right)


def repairs_of(case: Case) -> tuple[Edit, ...]:
    """The smallest edits that make the claim a theorem; none where the bound was reached first.

    Applies to a claim that was disproved, that holds under a condition only, or whose shapes clash. Every edit of
    the right side leads to the same value, so one is enough; an edit of the left side is offered beside it where
    it is as likely to be what the author meant. After a wrong step, the right side is made equal to what the chain
    began with."""
    if case.claim.sign not in EQUALITIES:
        return ()
    found, search = material(case), Search(case, origin(case).left)
    singles = single_edits(case.claim.right, found, SHAPING if found.mixed else MAKERS)
    right = search.first(singles, CANDIDATES)
    either = not right or right[0].kind in EITHER
    left = search.first(left_edits(case.claim.left, found), LEFT) if either else []
    return (*right, *left) or tuple(search.first(pairs(singles, found), PAIRS))


def pairs(singles: list[Edit], found: Material) -> Iterator[Edit]:
    """Two edits one after the other, the cheap ones first."""
    for first in [edit for edit in singles if edit.kind in PAIRED][:FIRST]:
        for second in single_edits(first.whole, found):
            if second.kind in PAIRED and second.cost == 1:
                yield replace(
                    second, kind=first.kind, also=second.kind, cost=first.cost + second.cost, before=first.before
                )


# --- in words ---------------------------------------------------------------------------------------------------
def as_repair(case: Case, edit: Edit) -> Repair:
    """The repaired line, with the edit marked."""
    left, right = origin(case).left_latex, case.claim.right_latex
    if edit.side == "right":
        right = spliced(case.claim.right, right, edit)
    else:
        left = spliced(case.claim.left, case.claim.left_latex, edit)
    removed, added = (edit.before, edit.after) if not edit.also else (getattr(case.claim, edit.side), edit.whole)
    return Repair(f"{left} {case.claim.sign} {right}", removed=show(removed).strip(), added=show(added).strip())


def spliced(side: Node, latex: str, edit: Edit) -> str:
    """The author's own LaTeX with nothing changed but the edit, where that reads as what was proved."""
    start, end = (offset - side.at[0] for offset in edit.before.at)
    whole = show(edit.whole).strip()
    if edit.also or not 0 <= start < end <= len(latex):
        return whole
    text = f"{latex[:start]}{show(edit.after)}{latex[end:]}"
    return text if _reads_as(text, edit.whole) else whole


def _reads_as(text: str, meant: Node) -> bool:
    try:
        return parse(text) == meant
    except NotationError:
        return False
