"""What is wrong with a claim that does not hold: one file per fault, each with its manual and its examples.

`findings(case)` names the fault and offers the smallest repairs; `weakest_condition(case)` says when a claim holds
after all; `part_summaries(cases)` follows mistakes through each part of a document. To add a fault, add a file with
a `FAULT`.
"""

from __future__ import annotations

from dataclasses import replace

from derive.catalogue import collect
from derive.diagnose.chain import is_wrong, truth
from derive.diagnose.conditions import assuming, weakest_condition
from derive.diagnose.model import Case, Fault
from derive.diagnose.repair import repairs_of
from derive.diagnose.summary import part_summaries
from derive.verdict import Finding

APART = (
    "build", "chain", "conditions", "coverage", "edit", "edits", "functions", "idle", "kept", "left", "linear",
    "material", "model", "naming", "pieces", "places", "probe", "renames", "repair", "runs", "same", "shapes", "slips",
    "summary", "sums", "swaps", "values",
)  # fmt: skip
_COLLECTED = collect(__name__, __path__, "FAULT", Fault, apart=APART)
FAULTS = {fault.name: fault for fault in sorted(_COLLECTED.values(), key=lambda fault: fault.code)}
_BY_RANK = sorted(FAULTS.values(), key=lambda fault: (fault.rank, fault.code))

__all__ = ["FAULTS", "Case", "Fault", "assuming", "findings", "part_summaries", "weakest_condition"]


def findings(case: Case) -> tuple[Finding, ...]:
    """The fault of a wrong claim, one and no more, and remarks beside it.

    For a claim that holds only remarks are looked for, which costs next to nothing."""
    case = replace(case, true=truth(case)) if case.previous is not None else case
    if is_wrong(case) and case.true is not True:
        repaired, likely = repairs_of(case)
        case = replace(case, repaired=repaired, likely=likely)
    found = [finding for fault in _BY_RANK if (finding := fault.detect(case)) is not None]
    main = [finding for finding in found if finding.serious][:1]
    return (*main, *(finding for finding in found if not finding.serious))
