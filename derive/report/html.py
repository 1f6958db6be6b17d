"""One HTML page that needs no network and no script: a coverage table, a filter by verdict, every claim."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from derive.report.data import Model
from derive.report.jinja import TEMPLATES, html_environment
from derive.report.visible import made_visible
from derive.report.words import GRAVITY


@dataclass(frozen=True)
class Picture:
    """A figure: its SVG as an address that needs no second file, and what it shows, in words."""

    data: str
    words: str


Figures = Mapping[str, Sequence[Picture]]


def picture(svg: str, words: str) -> Picture:
    return Picture("data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode(), words)


def render(model: Model) -> str:
    return page(model, {}, "")


def page(model: Model, figures: Figures, index: str) -> str:
    """The page of these documents; `index` is the address of the overview, if there is one."""
    shown = made_visible(model)
    counts = {v: sum(document["coverage"][v] for document in shown["documents"]) for v in GRAVITY}
    there = {verdict: count for verdict, count in counts.items() if count}
    title = ", ".join(document["path"] for document in shown["documents"]) or "Nothing to check"
    return _rendered("report.html", shown, title, shown=there, figures=figures, index=index, links={})


def overview(model: Model, figures: Figures, links: Mapping[str, str]) -> str:
    """The page that leads to the pages of the documents."""
    return _rendered("index.html", made_visible(model), "Verified derivations", figures=figures, links=links)


def _rendered(template: str, model: Model, title: str, **more: object) -> str:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8") + filter_style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    own = {"title": title, "style": Markup(style), "style_hash": Markup(f"sha256-{digest}")}
    return html_environment().get_template(template).render({**model, **own, **more}) + "\n"


def filter_style() -> str:
    """An unchecked box hides the claims of its verdict."""
    return "".join(f"body:has(#show-{v}:not(:checked)) .claim.{v} {{ display: none; }}\n" for v in GRAVITY)
