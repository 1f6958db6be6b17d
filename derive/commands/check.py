"""`derive check`: the verdict on every equation, in the terminal like a compiler or in a format for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from derive.certificates import write_certificates
from derive.commands.session import checked
from derive.commands.terminal import folder, say, wants_colour, write_whole
from derive.crosscheck import held_against
from derive.report.exit import exit_code
from derive.report.formats import FORMATS
from derive.report.model import model

FILES = click.argument("files", nargs=-1, required=True, metavar="FILE...")
CONTEXT = click.option("--context", metavar="NAME|FILE", help="What the symbols mean (default: inferred).")
WORKERS = click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to use.")


@click.command()
@FILES
@CONTEXT
@WORKERS
@click.option("--format", "name", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file (default: standard output).")
@click.option("--certificates", type=click.Path(path_type=Path), metavar="DIR", help="Write each proof to this folder.")
@click.option("--against", metavar="MODULE:FUNCTION", help="Hold proved formulas against your own code.")
def command(
    files: tuple[str, ...],
    context: str | None,
    workers: int,
    name: str,
    output: Path | None,
    certificates: Path | None,
    against: str | None,
) -> int:
    """Say of every equation in FILE... whether it holds.

    FILE is Markdown, LaTeX or a Jupyter notebook; `-` is standard input. Exit code: 0 all proved, defined or
    assumed; 1 something is wrong; 2 unusable input; 3 something is open or there was nothing to check."""
    report = checked(files, context, workers)
    if against:
        report = held_against(report, against)
    if certificates:
        write_certificates(report, folder(certificates))
    shown = model(report)
    form = FORMATS[name]
    if output:
        write_whole(output, form.render(shown))
    else:
        say(form.coloured(shown) if wants_colour() else form.render(shown))
    return exit_code(shown)
