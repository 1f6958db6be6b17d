"""Annotations for a GitHub workflow: one `::error` or `::warning` line for each claim that does not pass."""

from __future__ import annotations

from collections.abc import Iterator

from derive.report.data import ClaimData, Model
from derive.report.visible import made_visible
from derive.report.words import GRAVITY, message, point, repaired, summary

LEVEL = {"fail": "error", "open": "warning"}


def render(model: Model) -> str:
    return "".join(f"{line}\n" for line in lines(made_visible(model)))


def lines(model: Model) -> Iterator[str]:
    if not model["documents"]:
        yield "::warning title=derive::nothing to check"
    for document in model["documents"]:
        for claim in document["claims"]:
            if GRAVITY[claim["verdict"]] in LEVEL:
                yield annotation(document["path"], claim)
        yield f"::notice file={prop(document['path'])},title=derive::{data(summary(document))}"
    for failure in model["failures"]:
        where = f"file={prop(failure['path'])},line={failure['line'] or 1}"
        yield f"::error {where},title=derive::{data(failure['message'])}"
    yield from (f"::error title=derive internal error::{data(words)}" for words in model["internal"])


def annotation(path: str, claim: ClaimData) -> str:
    level = LEVEL[GRAVITY[claim["verdict"]]]
    where = f"file={prop(path)},line={claim['line']},col={claim['column']},title={prop('derive: ' + claim['verdict'])}"
    return f"::{level} {where}::{data(body(claim))}"


def body(claim: ClaimData) -> str:
    said = [message(claim), claim["latex"]]
    if claim["witness"]:
        said.append(f"witness: {point(claim['witness'])}")
    said += [f"repair: {repaired(r)}" for finding in claim["findings"] for r in finding["repairs"][:1]]
    return "\n".join(said)


def data(text: str) -> str:
    """The text of a command: one line, so that nothing in it can begin a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def prop(text: str) -> str:
    """A property of a command: besides, no comma and no colon."""
    return data(text).replace(":", "%3A").replace(",", "%2C")
