"""The smallest edit of the author's own formula that makes the claim a theorem.

Edits are tried in the order of their cost. A candidate whose sides differ at one of a few fixed points is dropped;
what is left is proved, and only what was proved is offered. Both searches are bounded by counts, never by a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from derive.claims.features import as_written
from derive.claims.model import Claim
from derive.claims.walk import every
from derive.context.meaning import EQUALITIES
from derive.diagnose import runs
from derive.diagnose.build import turned_sign
from derive.diagnose.chain import origin
from derive.diagnose.coverage import missing_cases
from derive.diagnose.edit import Edit
from derive.diagnose.edits import CHEAP, FITTING, NEAR, PUT_IN, SHAPING, Maker, made_edits
from derive.diagnose.idle import is_idle
from derive.diagnose.kept import Kept
from derive.diagnose.left import components, left_edits
from derive.diagnose.material import Material, completed, material
from derive.diagnose.model import Case
from derive.diagnose.probe import Probe
from derive.notation.errors import NotationError
from derive.notation.parse import parse
from derive.notation.show import show
from derive.notation.tree import Derivative, Node, Number, Product, Script, Sum, Symbol
from derive.verdict import Repair

LONG = 1200  # symbols of a claim above which no repair is looked for
WORK = 80_000  # symbols of all claims compared: a long claim gets fewer candidates
CANDIDATES = 420  # sides compared by value, for all single edits of a claim
MORE = 400  # and for those of each further stage: a sum put back, a term or a factor put in
BRANCH = 8  # for a branch under the condition of another case
LEFT = 24  # for edits of the left side
PAIRS = 50  # and for all pairs of edits
FIRST = 24  # edits that are tried as the first of a pair
PROOFS = 4  # attempts to prove
EITHER = frozenset({"symbol", "unterm", "number", "component"})  # beside these the left side may be what is wrong
PLAIN = frozenset({"transpose", "index", "collapse", "diagonal", "component"})  # repairs that say why shapes clash
PAIRED = frozenset({"sign", "argument-sign", "transpose", "index", "factor", "unfactor", "collapse", "power", "number"})


@dataclass
class Search:
    """Counts what was spent, proves what survives, and keeps the first that survives without a proof."""

    case: Case
    base: Claim
    most: int = CANDIDATES
    proofs: int = 0
    likely: Edit | None = None
    probes: dict[str, Probe] = field(init=False)

    def __post_init__(self) -> None:
        kept = {"right": self.base.left, "left": self.case.claim.right}
        self.probes = {side: Probe(self.case, node, side) for side, node in kept.items()}

    def first(self, edits: Iterable[Edit], bound: int) -> tuple[Edit, ...]:
        """The first edit that is proved, or none within the bound."""
        for edit in islice(edits, min(bound, self.most)):
            if self.proofs >= PROOFS:
                break
            based = replace(edit, base=self.base) if edit.side == "right" else edit
            if self.holds(based):
                return (based,)
        return ()

    def holds(self, edit: Edit) -> bool:
        left, right = (self.base.left, edit.whole) if edit.side == "right" else (edit.whole, self.case.claim.right)
        if not self.probes[edit.side].may_hold(edit.whole):
            return False
        own, other = (self.case.claim.right, left) if edit.side == "right" else (self.case.claim.left, right)
        goes_on = bool(self.case.claim.link) and self.base is self.case.claim
        if is_idle(edit, own, other, goes_on):
            return False
        self.proofs += 1
        self.likely = self.likely or edit
        return self.case.proves(left, right) and not self.vanishes(edit) and not self.says_nothing(edit, left, right)

    def says_nothing(self, edit: Edit, left: Node, right: Node) -> bool:
        """Whether a slope is 0 as the right side is, which is not written so, or another left side is."""
        slope = edit.side == "left" or isinstance(left, Derivative)
        if not slope or isinstance(left, Number) or isinstance(right, Number):
            return False
        return self.case.proves(right, Number("0"))

    def vanishes(self, edit: Edit) -> bool:
        """Whether a delta was put in that is 0 for all values of its indices: no term of it should be there."""
        put_in = (part for part in every(edit.after) if is_delta(part) and part not in every(edit.before))
        return edit.kind == "delta" and any(self.case.proves(part, Number("0")) for part in put_in)


def repairs_of(case: Case) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """The smallest edits that make the claim a theorem, or else one that is likely to.

    Applies to a claim that was disproved, that holds under a condition only, or whose shapes clash. Every edit of
    the right side leads to the same value, so one is enough; an edit of the left side is offered beside it where
    it is as likely to be what the author meant. After a wrong step, the right side is made equal to what the chain
    began with, or else to its own left side."""
    size = symbols(case.claim)
    if case.claim.sign not in EQUALITIES or size > LONG:
        return (), ()
    found = material(case)
    stages = (SHAPING, FITTING) if found.mixed else (NEAR, runs.MAKERS, PUT_IN)
    singles, *others = (Kept(staged(case, found, makers)) for makers in stages)
    displaced = under_missing_case(case, singles)
    if displaced:
        return displaced, ()
    bases = {origin(case).number: origin(case), case.claim.number: case.claim}
    likely: tuple[Edit, ...] = ()
    for base in bases.values():
        search = Search(case, base, WORK // size)
        proved = search.first(singles, CANDIDATES)
        if found.mixed and not (proved and proved[0].kind in PLAIN):
            proved = search.first(components(case.claim.left, found), LEFT) or proved
        for stage in others:
            proved = proved or search.first(stage, MORE)
        if not proved or proved[0].kind in EITHER:
            proved = (*proved, *search.first(left_edits(case.claim.left, found), LEFT))
        proved = proved or search.first(pairs(singles, found), PAIRS)
        if proved:
            return proved, ()
        likely = likely or ((search.likely,) if search.likely else ())
    return (), likely


def is_delta(node: Node) -> bool:
    return isinstance(node, Script) and node.sub is not None and isinstance(node.base, Symbol) and (
        node.base.name == "\\delta")


def symbols(claim: Claim) -> int:
    return sum(1 for side in (claim.left, claim.right) for _ in every(side))


def staged(case: Case, found: Material, makers: tuple[Maker, ...]) -> Iterator[Edit]:
    """The edits of one stage; nothing is made before the first is asked for."""
    near = makers in (NEAR, SHAPING)
    yield from made_edits(case.claim.right, found if near else completed(case, found), makers, spread=makers is PUT_IN)


def under_missing_case(case: Case, singles: Iterable[Edit]) -> tuple[Edit, ...]:
    """A repair of a branch under the condition of a case that was worked out before and got no branch."""
    for condition in missing_cases(case):
        for edit in islice(singles, BRANCH):
            if case.proves_when(case.claim.left, edit.whole, condition):
                return (replace(edit, under=condition),)
    return ()


def pairs(singles: Iterable[Edit], found: Material) -> Iterator[Edit]:
    """Two edits one after the other, the cheap ones first."""
    for first in islice((edit for edit in singles if edit.kind in PAIRED), FIRST):
        for second in made_edits(first.whole, found, CHEAP):
            if second.cost > 1:
                break
            if second.kind in PAIRED:
                yield replace(
                    second, kind=first.kind, also=second.kind, cost=first.cost + second.cost, before=first.before
                )


# --- in words ---------------------------------------------------------------------------------------------------
def as_repair(case: Case, edit: Edit) -> Repair:
    """The repaired line, with the edit marked."""
    left, right = (edit.base or case.claim).left_latex, case.claim.right_latex
    if edit.side == "right":
        right = spliced(case.claim.right, right, edit)
    else:
        left = spliced(case.claim.left, case.claim.left_latex, edit)
    condition = show(edit.under).strip() if edit.under is not None else None
    removed, added = marked(case, edit)
    return Repair(f"{left} {case.claim.sign} {right}", removed=removed, added=added, condition=condition)


def marked(case: Case, edit: Edit) -> tuple[str, str]:
    """What is taken out and what is put in, as small as it can be said."""
    if edit.also:
        return written(getattr(case.claim, edit.side)), written(edit.whole)
    turned = turned_sign(edit.before, edit.after)
    if turned is not None:
        old, new, term = turned
        return f"{old} {written(term)}", f"{new} {written(term)}"
    return written(edit.before), written(edit.after)


def written(node: Node) -> str:
    return show(as_written(node)).strip()


def spliced(side: Node, latex: str, edit: Edit) -> str:
    """The author's own LaTeX with nothing changed but the edit, where that reads as what was proved."""
    start, end = (offset - side.at[0] for offset in edit.before.at)
    meant = as_written(edit.whole)
    whole = show(meant).strip()
    if edit.also or not 0 <= start < end <= len(latex):
        return whole
    new = as_written(edit.after)
    tries = (f"{latex[:start]}{text}{latex[end:]}" for text in (spelled(new, side, latex), show(new)))
    return next((text for text in tries if _reads_as(text, meant)), whole)


def spelled(node: Node, side: Node, latex: str) -> str:
    """A new node with its old parts as the author wrote them."""
    start, end = (offset - side.at[0] for offset in node.at)
    if 0 <= start < end <= len(latex):
        return latex[start:end].strip()
    if isinstance(node, Sum):
        first = "" if node.signs[0] == "+" else node.signs[0]
        rest = zip(node.signs[1:], node.terms[1:], strict=True)
        return first + spelled(node.terms[0], side, latex) + "".join(f" {s} {spelled(t, side, latex)}" for s, t in rest)
    if isinstance(node, Product) and not any(node.ops):
        return " ".join(spelled(factor, side, latex) for factor in node.factors)
    return show(node)


def _reads_as(text: str, meant: Node) -> bool:
    try:
        return parse(text) == meant
    except NotationError:
        return False
