"""`derive check`: the verdict on every equation, in the terminal like a compiler or in a format for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from derive.commands.session import checked
from derive.commands.terminal import folder, say, wants_colour, write_whole
from derive.lazy import loaded
from derive.report.exit import exit_code
from derive.report.formats import FORMATS
from derive.report.model import model
from derive.worker import Limits

FILES = click.argument("files", nargs=-1, required=True, metavar="FILE...")
CONTEXT = click.option("--context", metavar="NAME|FILE", help="What the symbols mean (default: inferred).")
WORKERS = click.option(
    "--workers", type=click.IntRange(1, 64), metavar="N", help="Documents to check at once (default: one a processor)."
)
TIME_LIMIT = click.option(
    "--time-limit",
    "seconds",
    type=click.FloatRange(0.1, 86_400),
    default=Limits.seconds,
    envvar="DERIVE_TIME_LIMIT",
    show_default=True,
    show_envvar=True,
    metavar="SECONDS",
    help="A document, or a program of --against, that takes longer is stopped; exit code 2.",
)
MEMORY_LIMIT = click.option(
    "--memory-limit",
    "megabytes",
    type=click.IntRange(256, 2**20),
    default=Limits.megabytes,
    envvar="DERIVE_MEMORY_LIMIT",
    show_default=True,
    show_envvar=True,
    metavar="MB",
    help="A document, or a program of --against, that needs more memory is stopped; exit code 2.",
)


def checking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments of every command that checks documents."""
    for option in (MEMORY_LIMIT, TIME_LIMIT, WORKERS, CONTEXT, FILES):
        command = option(command)
    return command


@click.command()
@checking
@click.option("--format", "name", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file (default: standard output).")
@click.option("--certificates", type=click.Path(path_type=Path), metavar="DIR", help="Write each proof to this folder.")
@click.option("--against", metavar="MODULE:FUNCTION", help="Hold proved formulas against your own code.")
def command(
    files: tuple[str, ...],
    context: str | None,
    workers: int | None,
    seconds: float,
    megabytes: int,
    name: str,
    output: Path | None,
    certificates: Path | None,
    against: str | None,
) -> int:
    """Say of every equation in FILE... whether it holds.

    FILE is Markdown, LaTeX or a Jupyter notebook; `-` is standard input. Exit code: 0 all proved, defined or
    assumed; 1 something is wrong; 2 unusable input; 3 something is open or there was nothing to check."""
    limits = Limits(seconds, megabytes)
    report = checked(files, context, workers, limits, bool(certificates or against))
    if against:
        report = loaded("derive.against", "held_against")(report, against, limits)
    if certificates:
        loaded("derive.certificates", "write_certificates")(report, folder(certificates))
    shown = model(report)
    form = FORMATS[name]
    if output:
        write_whole(output, form.render(shown))
    else:
        say(form.coloured(shown) if wants_colour() else form.render(shown))
    return exit_code(shown)
