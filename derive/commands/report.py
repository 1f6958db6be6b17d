"""`derive report`: pages, files to typeset, data and figures, the same bytes for the same documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from derive.commands.check import checking
from derive.commands.session import checked
from derive.commands.terminal import folder, say, write_whole
from derive.report import html, json, latex, markdown, text
from derive.report.data import DocumentData, Model
from derive.report.exit import exit_code
from derive.report.figures import coverage_figure, residual_figure
from derive.report.html import Picture, picture
from derive.report.model import model
from derive.report.visible import made_visible
from derive.worker import Limits

OVERVIEW = "index.html"


@click.command()
@checking
@click.option("--to", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The folder to write to.")
def command(
    files: tuple[str, ...], context: str | None, workers: int | None, seconds: float, megabytes: int, to: Path
) -> int:
    """Write reports on FILE... to a folder: for each document a page, LaTeX, Markdown, JSON and figures."""
    exact = model(checked(files, context, workers, Limits(seconds, megabytes)))
    names = write_reports(exact, folder(to))
    say("".join(f"{to / name}.html\n" for name in names) + f"{to / OVERVIEW}\n")
    return exit_code(exact)


def write_reports(exact: Model, to: Path) -> list[str]:
    """Everything, for all documents; the names of their files."""
    shown = made_visible(exact)
    names = file_names([document["path"] for document in shown["documents"]])
    figures: dict[str, Sequence[Picture]] = {}
    links: dict[str, str] = {}
    for name, document in zip(names, shown["documents"], strict=True):
        figures[document["path"]] = write_figures(document, folder(to / "figures") / name)
        links[document["path"]] = f"{name}.html"
    for name, document in zip(names, exact["documents"], strict=True):
        write_document({**exact, "documents": [document], "failures": [], "internal": []}, to / name, figures)
    write_whole(to / OVERVIEW, html.overview(exact, figures, links))
    write_whole(to / "report.json", json.render(exact))
    return names


def write_document(alone: Model, base: Path, figures: html.Figures) -> None:
    write_whole(base.with_name(f"{base.name}.html"), html.page(alone, figures, OVERVIEW))
    write_whole(base.with_name(f"{base.name}.tex"), latex.render(alone))
    write_whole(base.with_name(f"{base.name}.md"), markdown.render(alone))
    write_whole(base.with_name(f"{base.name}.txt"), text.render(alone))
    write_whole(base.with_name(f"{base.name}.json"), json.render(alone))


def write_figures(document: DocumentData, base: Path) -> list[Picture]:
    pictures = []
    for kind, svg, words in (
        ("coverage", coverage_figure(document), "What became of the claims"),
        ("residuals", residual_figure(document), "How far the two sides differ in floating point"),
    ):
        if svg:
            write_whole(base.with_name(f"{base.name}-{kind}.svg"), svg)
            pictures.append(picture(svg, words))
    return pictures


def file_names(paths: list[str]) -> list[str]:
    """A plain, unique name for each document: its file's name, numbered where two are alike."""
    names: list[str] = []
    for path in paths:
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(path).stem).strip(".-")[:80] or "document"
        taken = {*names, "index", "report"}
        number = next(n for n in range(1, len(taken) + 2) if (stem if n == 1 else f"{stem}-{n}") not in taken)
        names.append(stem if number == 1 else f"{stem}-{number}")
    return names
