"""The terminal, like a compiler: `file:line:column: verdict: message`, excerpt, caret, and what is known about it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from derive.report.data import ClaimData, DocumentData, FindingData, Model, WitnessData
from derive.report.visible import made_visible
from derive.report.words import GRAVITY, checked, measured, message, point, repaired, standing, steps, summary

STYLE = {"pass": "green", "fail": "bold red", "open": "bold yellow"}
INDENT = "    "
Line = tuple[str, str]


def render(model: Model, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=colour, no_color=not colour, color_system="standard" if colour else None)
    for style, line in lines(made_visible(model)):
        console.print(Text(line, style=style), soft_wrap=True, highlight=False)
    return out.getvalue()


def coloured(model: Model) -> str:
    return render(model, colour=True)


def lines(model: Model) -> Iterator[Line]:
    for document in model["documents"]:
        for claim in document["claims"]:
            yield from claim_lines(document["path"], claim)
        yield from (("", f"{document['path']}: note: {notice}") for notice in document["notices"])
    yield from (("bold red", f"internal error: {words}") for words in model["internal"])
    yield from summary_lines(model["documents"])


def claim_lines(path: str, claim: ClaimData) -> Iterator[Line]:
    gravity = GRAVITY[claim["verdict"]]
    yield STYLE[gravity], f"{path}:{claim['line']}:{claim['column']}: {claim['verdict']}: {message(claim)}"
    if gravity != "pass":
        yield from detail_lines(claim)


def detail_lines(claim: ClaimData) -> Iterator[Line]:
    yield from (("dim", INDENT + line) for line in claim["excerpt"].splitlines())
    if stands := standing(claim):
        yield "", INDENT + stands
    if claim["understood"]:
        yield "", f"{INDENT}as understood: {claim['understood']}"
    yield from (("dim", f"{INDENT}reading: {reading}") for reading in claim["readings"])
    yield from (("dim", f"{INDENT}under: {hypothesis}") for hypothesis in claim["hypotheses"])
    if claim["witness"]:
        yield from witness_lines(claim["witness"])
    for finding in claim["findings"]:
        yield from finding_lines(finding)
    if claim["proof"]:
        yield "", f"{INDENT}proof: {steps(claim['proof']['steps'])}, {checked(claim)}"
    if claim["numeric"]:
        yield "", f"{INDENT}numeric: {measured(claim['numeric'])}"


def witness_lines(witness: WitnessData) -> Iterator[Line]:
    at = f", component {witness['component']}" if witness["component"] else ""
    yield "", f"{INDENT}witness: {point(witness)}{at}"
    yield "", f"{INDENT}    left  = {witness['left']}"
    yield "", f"{INDENT}    right = {witness['right']}"


def finding_lines(finding: FindingData) -> Iterator[Line]:
    yield "", f"{INDENT}{'finding' if finding['serious'] else 'remark'} {finding['code']} {finding['name']}: " + (
        finding["message"]
    )
    yield from (("green", f"{INDENT}repair, {r['verdict']}: {repaired(r)}") for r in finding["repairs"])


def summary_lines(documents: list[DocumentData]) -> Iterator[Line]:
    """One line a document: what was read, what was claimed, what became of it."""
    if not documents:
        yield "bold", "nothing to check"
    for document in documents:
        coverage = document["coverage"]
        read = f"{coverage['read']} of {coverage['formulas']} formulas read"
        yield "bold", f"{document['path']}: {read}; {summary(document)}"
