"""The smallest edit of the author's own formula that makes the claim a theorem.

Edits are tried in the order of their cost. A candidate whose sides differ at one of a few fixed points is dropped;
what is left is proved, and only what was proved is offered. Both searches are bounded by counts, never by a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from derive.diagnose.edit import Edit
from derive.diagnose.edits import single_edits
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
PAIRS = 80  # and for all pairs of edits
FIRST = 24  # edits that are tried as the first of a pair
PROOFS = 4  # attempts to prove
SHOWN = 2  # repairs offered, if they are equally small
PAIRED = frozenset({"sign", "argument-sign", "transpose", "index", "factor", "unfactor", "collapse", "power", "number"})


@dataclass
class Search:
    """Counts what was spent, and proves what survives."""

    case: Case
    compared: int = 0
    proofs: int = 0
    found: list[Edit] = field(default_factory=list)

    def run(self, edits: Iterable[Edit], bound: int) -> bool:
        """Try edits until one is proved, and then those of the same cost; whether one was."""
        self.compared = 0
        for edit in edits:
            spent = self.compared >= bound or self.proofs >= PROOFS or len(self.found) >= SHOWN
            if spent or (self.found and edit.cost > self.found[0].cost):
                break
            if self.holds(edit):
                self.found.append(edit)
        return bool(self.found)

    def holds(self, edit: Edit) -> bool:
        self.compared += 1
        left, right = sides(self.case, edit)
        goal = self.case.goal_of(left, right)
        if goal is None or not may_hold(goal):
            return False
        self.proofs += 1
        return self.case.proves(left, right)


def sides(case: Case, edit: Edit) -> tuple[Node, Node]:
    """Both sides of the claim with the edit done."""
    claim = case.claim
    return (claim.left, edit.whole) if edit.side == "right" else (edit.whole, claim.right)


def repairs_of(case: Case) -> tuple[Edit, ...]:
    """The smallest edits that make the claim a theorem; none where the bound was reached first.

    Applies to a claim that was disproved, that holds under a condition only, or whose shapes clash."""
    found = material(case)
    search = Search(case)
    singles = single_edits(case.claim.right, found)
    search.run(singles, CANDIDATES) or search.run(left_edits(case.claim.left, found), CANDIDATES)
    if not search.found:
        search.run(pairs(singles, found), PAIRS)
    return tuple(search.found)


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
    left, right = case.claim.left_latex, case.claim.right_latex
    if edit.side == "right":
        right = spliced(case.claim.right, right, edit)
    else:
        left = spliced(case.claim.left, left, edit)
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
