"""A LaTeX file of its own, to be typeset with pdflatex; nothing from a document can act in it."""

from __future__ import annotations

from derive.report.data import Model
from derive.report.jinja import latex_environment
from derive.report.visible import made_visible


def render(model: Model) -> str:
    shown = made_visible(model)
    title = ", ".join(document["path"] for document in shown["documents"]) or "Nothing to check"
    return latex_environment().get_template("report.tex").render({**shown, "title": title}) + "\n"
