"""The exit code of a run: the worst of all files. It fails closed: nothing checked is open, not a pass."""

from __future__ import annotations

from derive.report.data import DocumentData, Model, ProofData
from derive.report.words import GRAVITY

PASS, WRONG, UNUSABLE, OPEN, INTERNAL = 0, 1, 2, 3, 4
WORST_FIRST = (INTERNAL, UNUSABLE, WRONG, OPEN, PASS)
CODES = {"pass": PASS, "fail": WRONG, "open": OPEN}


def exit_code(model: Model) -> int:
    """0 all proved, defined or assumed; 1 something wrong; 2 unusable input; 3 something open; 4 internal error."""
    codes = {document_code(document) for document in model["documents"]} or {OPEN}
    if model["failures"]:
        codes.add(UNUSABLE)
    if model["internal"]:
        codes.add(INTERNAL)
    return next(code for code in WORST_FIRST if code in codes)


def document_code(document: DocumentData) -> int:
    """The code of one document. A formula that was not read leaves it open even where no claim stands for it."""
    codes = {CODES[GRAVITY[claim["verdict"]]] for claim in document["claims"]} or {OPEN}
    if any(claim["numeric"] and not claim["numeric"]["agrees"] for claim in document["claims"]):
        codes.add(WRONG)  # a formula that is proved, and a program that computes something else
    if document["coverage"]["read"] < document["coverage"]["formulas"]:
        codes.add(OPEN)
    if any(_contradicted(claim["proof"]) for claim in document["claims"]):
        codes.add(INTERNAL)
    return next(code for code in WORST_FIRST if code in codes)


def _contradicted(proof: ProofData | None) -> bool:
    """A proof that did not replay, or that the modular check refuses, is an internal error and never a pass."""
    return proof is not None and (not proof["replayed"] or proof["modular"] is False)
