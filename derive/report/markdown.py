"""Markdown, for a comment on a change or a page of notes; formulas stand in code, so nothing in them is markup."""

from __future__ import annotations

import re

from derive.report.data import Model
from derive.report.jinja import markdown_environment
from derive.report.visible import made_visible


def render(model: Model) -> str:
    shown = made_visible(model)
    title = ", ".join(document["path"] for document in shown["documents"]) or "Nothing to check"
    text = markdown_environment().get_template("report.md").render({**shown, "title": title})
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
