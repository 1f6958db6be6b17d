"""The neutral model: a report as plain data, exactly as the JSON shows it. Every format renders this alone."""

from __future__ import annotations

import math

from derive import __version__, verdict
from derive.report import data

SCHEMA = 1
FORMULA_CAP = 20_000  # characters of one formula that a report shows; a document may hold a megabyte of them


def model(report: verdict.Report) -> data.Model:
    """The whole report. The order of everything is that of the documents: equal reports give equal models."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "derive", "version": __version__} | {key: str(value) for key, value in report.tool.items()},
        "documents": [document_data(document) for document in report.documents],
        "failures": [failure_data(failure) for failure in report.failures],
        "internal": list(report.internal),
    }


def document_data(document: verdict.DocumentReport) -> data.DocumentData:
    return {
        "path": document.path,
        "sha256": document.sha256,
        "coverage": document.coverage,
        "notices": list(document.notices),
        "parts": [part_data(part) for part in document.parts],
        "symbols": list(document.symbols),
        "claims": [claim_data(row) for row in document.rows],
    }


def part_data(part: verdict.PartSummary) -> data.PartData:
    return {
        "title": part.title,
        "first_wrong_line": part.first_wrong_line,
        "independent_mistakes": part.independent_mistakes,
        "final_answer": part.final_answer,
    }


def claim_data(row: verdict.Row) -> data.ClaimData:
    return {
        "id": row.id,
        "line": row.line,
        "column": row.column,
        "kind": row.kind,
        "latex": shortened(row.latex),
        "understood": shortened(row.understood),
        "verdict": row.verdict,
        "true": row.true,
        "follows": row.follows,
        "condition": row.condition,
        "hypotheses": list(row.hypotheses),
        "readings": list(row.readings),
        "findings": [finding_data(finding) for finding in row.findings],
        "witness": witness_data(row.witness) if row.witness else None,
        "proof": proof_data(row.proof) if row.proof else None,
        "numeric": numeric_data(row.numeric) if row.numeric else None,
        "reason": row.reason,
        "part": row.part,
        "excerpt": row.excerpt,
    }


def finding_data(finding: verdict.Finding) -> data.FindingData:
    """`repair` is the smallest one; `repairs` holds all of them, the smallest first."""
    every = finding.repairs or ((finding.repair,) if finding.repair else ())
    first = finding.repair or (every[0] if every else None)
    return {
        "name": finding.name,
        "code": finding.code,
        "message": finding.message,
        "serious": finding.serious,
        "repair": repair_data(first) if first else None,
        "repairs": [repair_data(repair) for repair in every],
    }


def repair_data(repair: verdict.Repair) -> data.RepairData:
    return {
        "latex": repair.latex,
        "verdict": repair.verdict,
        "removed": repair.removed,
        "added": repair.added,
        "condition": repair.condition,
    }


def witness_data(witness: verdict.Witness) -> data.WitnessData:
    return {
        "dimensions": dict(witness.dimensions),
        "values": dict(witness.values),
        "left": witness.left,
        "right": witness.right,
        "component": witness.component,
    }


def proof_data(proof: verdict.ProofSummary) -> data.ProofData:
    return {
        "steps": proof.steps,
        "rules": list(proof.rules),
        "replayed": proof.replayed,
        "modular": proof.modular,
        "uses": list(proof.uses),
        "conditions": list(proof.conditions),
        "lines": list(proof.lines),
    }


def numeric_data(numeric: verdict.Numeric) -> data.NumericData:
    return {
        "residual": numeric.residual if math.isfinite(numeric.residual) else None,
        "points": numeric.points,
        "dimensions": numeric.dimensions,
        "agrees": numeric.agrees,
    }


def failure_data(failure: verdict.Failure) -> data.FailureData:
    return {
        "path": failure.path,
        "message": failure.message,
        "line": failure.line,
        "column": failure.column,
        "excerpt": failure.excerpt,
    }


def shortened(latex: str) -> str:
    left_out = len(latex) - FORMULA_CAP
    return latex if left_out <= 0 else f"{latex[:FORMULA_CAP]} ... ({left_out} characters more)"
