"""SARIF 2.1.0, for code scanning: one result for each claim that does not pass and for each remark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from derive.report.data import ClaimData, DocumentData, FailureData, Model
from derive.report.exit import exit_code
from derive.report.json import dumped
from derive.report.visible import made_visible
from derive.report.words import GRAVITY, MEANING, faults, message, point, repaired

LEVEL = {"fail": "error", "open": "warning"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(model: Model) -> str:
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run(made_visible(model))]}) + "\n"


def run(model: Model) -> dict[str, Any]:
    results = [found for document in model["documents"] for found in document_results(document)]
    driver = {"name": "derive", "version": model["tool"]["version"], "rules": rules(model)}
    notifications = [notification(failure) for failure in model["failures"]]
    notifications += [{"level": "error", "message": {"text": words}} for words in model["internal"]]
    invocation = {
        "executionSuccessful": not notifications,
        "exitCode": exit_code(model),
        "toolExecutionNotifications": notifications,
    }
    artifacts = [{"location": uri(d["path"]), "hashes": {"sha-256": d["sha256"]}} for d in model["documents"]]
    ends = {"columnKind": "unicodeCodePoints", "invocations": [invocation], "artifacts": artifacts, "results": results}
    return {"tool": {"driver": driver}, **ends}


def rules(model: Model) -> list[dict[str, Any]]:
    """The verdicts, then the faults found, by code."""
    described = {verdict: MEANING[verdict] for verdict, gravity in GRAVITY.items() if gravity in LEVEL}
    found = {f["code"]: f["name"] for d in model["documents"] for claim in d["claims"] for f in claim["findings"]}
    named = [{"id": code, "name": found[code], "shortDescription": {"text": found[code]}} for code in sorted(found)]
    return [{"id": verdict, "shortDescription": {"text": words}} for verdict, words in described.items()] + named


def document_results(document: DocumentData) -> Iterator[dict[str, Any]]:
    path = document["path"]
    for claim in document["claims"]:
        gravity, named = GRAVITY[claim["verdict"]], faults(claim)
        if gravity in LEVEL:
            rule = named[0]["code"] if named else claim["verdict"]
            yield result(path, claim, rule, LEVEL[gravity], text(claim))
        remarks = [finding for finding in claim["findings"] if not finding["serious"]]
        yield from (result(path, claim, remark["code"], "note", remark["message"]) for remark in remarks)


def result(path: str, claim: ClaimData, rule: str, level: str, words: str) -> dict[str, Any]:
    region = {"startLine": claim["line"], "startColumn": claim["column"]}
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": words.replace("](", "] (")},  # in SARIF `[text](address)` is a link
        "locations": [{"physicalLocation": {"artifactLocation": uri(path), "region": region}}],
        "partialFingerprints": {"derive/claim": claim["id"]},
    }


def text(claim: ClaimData) -> str:
    said = [f"{claim['verdict']}: {message(claim)}"]
    if claim["witness"]:
        said.append(f"Witness: {point(claim['witness'])}.")
    return "\n".join(said + [f"Repair: {repaired(r)}" for finding in claim["findings"] for r in finding["repairs"]])


def uri(path: str) -> dict[str, str]:
    return {"uri": quote(path.replace("\\", "/"), errors="backslashreplace")}


def notification(failure: FailureData) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": uri(failure["path"])}}
    return {"level": "error", "message": {"text": failure["message"]}, "locations": [location]}
