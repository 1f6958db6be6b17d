"""`derive list`: what the program knows, one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

import click

from derive.commands.terminal import say
from derive.context.pack import packs
from derive.diagnose import FAULTS
from derive.functions import FUNCTIONS
from derive.rules import RULES

Row = Sequence[str]


def faults() -> list[Row]:
    return [(fault.code, fault.name, fault.summary) for fault in sorted(FAULTS.values(), key=attrgetter("code"))]


def functions() -> list[Row]:
    return [(f.name, f.shape, " ".join(f.spellings)) for f in sorted(FUNCTIONS.values(), key=attrgetter("name"))]


def rules() -> list[Row]:
    return [(r.name, f"{r.left}  =  {r.right}", r.conditions and f"if {r.conditions}") for r in RULES.values()]


def contexts() -> list[Row]:
    return [(pack.name, pack.summary) for pack in packs().values()]


KINDS: dict[str, Callable[[], list[Row]]] = {
    "faults": faults,
    "functions": functions,
    "rules": rules,
    "contexts": contexts,
}


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
def command(kind: str) -> int:
    """List the known faults, functions, rules or contexts."""
    say(table(KINDS[kind]()))
    return 0


def table(rows: Sequence[Row]) -> str:
    """Columns as wide as their widest entry, the last one ragged."""
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return "".join(_line(row, widths) for row in rows)


def _line(row: Row, widths: Sequence[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
    return "  ".join([*cells, row[-1]]).rstrip() + "\n"
