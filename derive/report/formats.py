"""The catalogue of formats: to add one, write its file and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derive.report import github, html, json, junit, latex, markdown, sarif, text
from derive.report.data import Model


@dataclass(frozen=True)
class Format:
    """How a report is written: `render` for a file or a pipe, `colour` for a terminal that shows colours."""

    name: str
    suffix: str
    render: Callable[[Model], str]
    colour: Callable[[Model], str] | None = None


TABLE = (
    Format("text", ".txt", text.render, text.coloured),
    Format("json", ".json", json.render),
    Format("sarif", ".sarif", sarif.render),
    Format("junit", ".xml", junit.render),
    Format("github", ".txt", github.render),
    Format("markdown", ".md", markdown.render),
    Format("html", ".html", html.render),
    Format("latex", ".tex", latex.render),
)
FORMATS = {entry.name: entry for entry in TABLE}
