"""The two Jinja environments: one that escapes for HTML, one with its own delimiters that escapes for LaTeX.

Templates get plain data and fail on an unknown name. They stand in `templates/` at the top of a checkout, and in
`derive/report/templates/` of an installed package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from derive.report import words
from derive.report.difference import diff, difference
from derive.report.escape import code, fenced, latex_escaped, latex_formula, latex_source, markdown_escaped
from derive.report.mathml import mathml, sentence

HERE = Path(__file__).parent
INSTALLED = HERE / "templates"
TEMPLATES = INSTALLED if INSTALLED.is_dir() else HERE.parents[1] / "templates"

SHARED = {
    "message": words.message,
    "standing": words.standing,
    "steps": words.steps,
    "point": words.point,
    "checked": words.checked,
    "measured": words.measured,
    "summary": words.summary,
}
TABLES = {
    "GRAVITY": words.GRAVITY,
    "MEANING": words.MEANING,
    "SYMBOL": words.SYMBOL,
    "difference": difference,
    "diff": diff,
}


@cache
def html_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= SHARED | {"mathml": mathml, "sentence": sentence}
    environment.globals |= TABLES
    return environment


@cache
def latex_environment() -> Environment:
    """Delimiters that LaTeX does not use. `finalize` escapes whatever a template prints, so nothing is forgotten."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=latex_escaped,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= SHARED | {"formula": latex_formula, "source": latex_source}
    environment.globals |= TABLES
    return environment


@cache
def markdown_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=markdown_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= SHARED | {"code": code, "fenced": fenced}
    environment.globals |= TABLES
    return environment
