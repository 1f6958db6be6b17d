"""The words that every format shares: what a verdict means, and the one-line message of a claim."""

from __future__ import annotations

from collections.abc import Callable

from derive.report.data import ClaimData, DocumentData, FindingData, NumericData, RepairData, WitnessData
from derive.verdict import VERDICTS

# Whether a verdict lets a document pass, fails it, or leaves it open; the exit codes follow from this table.
GRAVITY = {
    "proved": "pass",
    "disproved": "fail",
    "conditional": "fail",
    "ill-typed": "fail",
    "definition": "pass",
    "hypothesis": "pass",
    "undecided": "open",
    "unread": "open",
}

MEANING = {
    "proved": "holds for all dimensions; a small kernel replayed the proof",
    "disproved": "a counterexample was evaluated to certified numbers",
    "conditional": "true exactly under the stated condition",
    "ill-typed": "no reading of the line has matching shapes",
    "definition": "names something; nothing to prove, used by name below",
    "hypothesis": "assumed; nothing to prove, used by name below",
    "undecided": "neither proved nor disproved; never a pass",
    "unread": "the formula was not understood; never a pass",
}

SYMBOL = {
    "proved": "✓",
    "disproved": "✗",
    "conditional": "?",
    "ill-typed": "⊥",
    "definition": "≔",
    "hypothesis": "∴",
    "undecided": "…",
    "unread": "¿",
}


def message(claim: ClaimData) -> str:
    """What is to be said of a claim in one line.

    The verdict speaks; where a finding explains it better (a named fault) or a reason was given, that is said."""
    return MESSAGES[claim["verdict"]](claim)


def faults(claim: ClaimData) -> list[FindingData]:
    return [finding for finding in claim["findings"] if finding["serious"]]


def _fault_or(claim: ClaimData, otherwise: str) -> str:
    named = faults(claim)
    return f"{named[0]['name']}: {named[0]['message']}" if named else otherwise


def _proved(claim: ClaimData) -> str:
    size = f", {steps(claim['proof']['steps'])}" if claim["proof"] else ""
    after = "; true in itself, but it does not follow from the line before" if claim["follows"] is False else ""
    return f"holds for all dimensions{size}{after}"


def _disproved(claim: ClaimData) -> str:
    said = _fault_or(claim, "the two sides differ; see the witness")
    return f"{said} (it follows from the line before, which is wrong)" if claim["follows"] else said


def _conditional(claim: ClaimData) -> str:
    return f"true only if {claim['condition'] or 'its conditions hold'}"


MESSAGES: dict[str, Callable[[ClaimData], str]] = {
    "proved": _proved,
    "disproved": _disproved,
    "conditional": _conditional,
    "ill-typed": lambda claim: _fault_or(claim, claim["reason"] or "the shapes of the two sides do not match"),
    "definition": lambda claim: "names a symbol; nothing to prove",
    "hypothesis": lambda claim: "assumed from here on; nothing to prove",
    "undecided": lambda claim: claim["reason"] or "neither proved nor disproved",
    "unread": lambda claim: claim["reason"] or "the formula was not understood",
}


def standing(claim: ClaimData) -> str:
    """Is a step true in itself, does it follow from the line before, and when does it hold that is false; empty for
    a claim that goes on from nothing and never holds."""
    excepted = f"holds if {claim['condition']}" if claim["verdict"] == "disproved" and claim["condition"] else ""
    if claim["follows"] is None:
        return excepted
    true = {True: "true in itself", False: "false in itself", None: ""}[claim["true"]]
    follows = "follows from the line before" if claim["follows"] else "does not follow from the line before"
    return "; ".join(part for part in (true, follows, excepted) if part)


def steps(count: int) -> str:
    return f"{count} step{'' if count == 1 else 's'}"


def point(witness: WitnessData) -> str:
    """Where the witness stands: `W = 2, d = 1; u_1 = 1/2, v_1 = 3`."""
    sizes = ", ".join(f"{name} = {size}" for name, size in witness["dimensions"].items())
    values = ", ".join(f"{name} = {value}" for name, value in witness["values"].items())
    return "; ".join(part for part in (sizes, values) if part)


def checked(claim: ClaimData) -> str:
    """Who vouches for a proof."""
    proof = claim["proof"]
    if proof is None:
        return ""
    modular = {True: "confirmed modulo a prime", False: "CONTRADICTED modulo a prime", None: "no modular check"}
    return f"{'replayed' if proof['replayed'] else 'NOT REPLAYED'}, {modular[proof['modular']]}"


def repaired(repair: RepairData) -> str:
    """A repair in one line: the right formula, and the condition it adds."""
    under = f" (if {repair['condition']})" if repair["condition"] else ""
    return f"{repair['latex']}{under}"


def measured(numeric: NumericData) -> str:
    agrees = "agree" if numeric["agrees"] else "DISAGREE"
    residual = "a value that is not finite" if numeric["residual"] is None else f"{numeric['residual']:.2g}"
    points = f"{numeric['points']} point" + "s" * (numeric["points"] != 1)
    return f"the two sides {agrees}: residual {residual} at {points} ({numeric['dimensions']})"


def tally(coverage: dict[str, int]) -> list[tuple[str, int]]:
    """The verdicts that occur, in their order, with how often."""
    return [(verdict, coverage[verdict]) for verdict in VERDICTS if coverage[verdict]]


def summary(document: DocumentData) -> str:
    """`124 claims: 98 proved, 3 disproved`, or that there was nothing to check."""
    if not document["claims"]:
        return "nothing to check"
    counts = ", ".join(f"{count} {verdict}" for verdict, count in tally(document["coverage"]))
    total = len(document["claims"])
    return f"{total} claim{'' if total == 1 else 's'}: {counts}"
