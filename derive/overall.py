"""What all verdicts of a document together make of each: one layout of derivatives, and a reading that makes sense."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.context.understand import Understanding
from derive.decide import theorem
from derive.diagnose import findings
from derive.progress import Verified
from derive.rows import row_of

NUMERATOR = {"numerator": True, "jacobian": True, "denominator": False, "hessian": False}
FOLLOWING = frozenset({"carried-error", "recovered", "right-end-wrong-middle"})
SLIPS = frozenset({"component-for-vector", "wrong-range"})
FEW = 4  # claims that make no sense, before the reading of the whole document is doubted


def as_announced(done: list[Verified], doc: Understanding) -> list[Verified]:
    """Where the document announces its layout, a proof that needs the other one proves nothing there: in numerator
    layout the Jacobian of `Ax` by x is A, and the gradient of a number by a column is a row."""
    said = doc.env.conventions.get("layout")
    if said is None:
        return done
    found = []
    for v in done:
        laid = layout_needed(v) if v.decision.verdict == "proved" else None
        turned = laid is not None and laid[1] is not (NUMERATOR[said.value] is not (laid[0] == "Jacobian"))
        why = f"it needs the other layout of derivatives than the one that line {said.where.line} announces"
        found.append(undecided(v, why) if turned else v)
    return found


def undecided(v: Verified, why: str) -> Verified:
    decision = replace(v.decision, verdict="undecided", reason=why, proved=None, proof=None)
    case = replace(v.case, verdict="undecided")
    return replace(v, decision=decision, case=case, found=(), row=row_of(v.claim, v.meaning, decision, (), None))


def laid_alike(done: list[Verified]) -> list[Verified]:
    """The layout of a derivative is one choice for a document: proofs that need the other one than most prove nothing
    there. (Of two that need different ones, the later.)"""
    needed = {v.claim.number: laid for v in done if v.decision.verdict == "proved" and (laid := layout_needed(v))}
    found = []
    for v in done:
        kind, turned = needed.get(v.claim.number, ("", False))
        others = [n for n, (what, way) in needed.items() if what == kind and way is not turned]
        alike = [n for n, one in needed.items() if one == (kind, turned)]
        outvoted = bool(others) and (len(others), -others[0]) > (len(alike), -alike[0])
        found.append(relaid(v, kind, next(o for o in done if o.claim.number == others[0])) if outvoted else v)
    return found


def layout_needed(v: Verified) -> tuple[str, bool] | None:
    """The layout under which alone a claim was proved."""
    chosen = v.decision.chosen
    if chosen is None or chosen.laid is None:
        return None
    others = [a for a in v.meaning.alternatives if a.laid not in (chosen.laid, None)]
    return None if any(theorem(a.goal) is not None for a in others) else chosen.laid


def relaid(v: Verified, kind: str, other: Verified) -> Verified:
    """The claim as what it is beside the other one: a conflict of layouts."""
    why = f"the {kind} is laid out as the transpose of what line {other.claim.where.line} makes of it"
    decision = replace(v.decision, verdict="ill-typed", reason=why, proved=None)
    case = replace(v.case, verdict="ill-typed", clash=why, conflict=(other.claim,), laid=kind)
    found = findings(case)
    return replace(v, decision=decision, case=case, found=found, row=row_of(v.claim, v.meaning, decision, found, None))


def without_what_follows(v: Verified) -> Verified:
    """The claim without what is said of an earlier mistake of its chain."""
    found = tuple(one for one in v.found if one.name not in FOLLOWING)
    return replace(v, found=found, row=replace(v.row, findings=found))


def is_a_slip(v: Verified) -> bool:
    """Does one edit make it a theorem as it was read, one that no other reading of its shapes would ask for?"""
    return any(one.name in SLIPS and one.repair is not None and one.repair.verdict == "proved" for one in v.found)


def distrusted(done: list[Verified]) -> list[Verified]:
    """Where a quarter of what was decided makes no sense, it is rather this reading of it that makes none."""
    clashing = {v.claim.number for v in done if v.decision.verdict == "ill-typed" and not is_a_slip(v)}
    decided = sum(v.decision.verdict in ("proved", "disproved", "conditional", "ill-typed") for v in done)
    share = Fraction(1, 4) if len(clashing) >= FEW else Fraction(2, 3)
    if len(clashing) < 2 or len(clashing) <= share * decided:
        return done
    words = "; much of this document makes no sense under the shapes it was read with, so they may be wrong"
    doubted = {v.claim.chain for v in done if v.claim.number in clashing}
    return [
        replace(v, decision=replace(v.decision, verdict="undecided"), found=(),
                case=replace(v.case, verdict="undecided"),
                row=replace(v.row, verdict="undecided", true=None, follows=None, findings=(),
                            reason=v.row.reason + words))
        if v.claim.number in clashing else without_what_follows(v) if v.claim.chain in doubted else v
        for v in done
    ]
