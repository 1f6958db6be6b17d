"""`derive explain`: what a fault is, a wrong example and the right one, from the fault's own file."""

from __future__ import annotations

import difflib

import click

from derive.commands.terminal import say
from derive.diagnose import FAULTS, Fault
from derive.source import DeriveError


@click.command()
@click.argument("code")
def command(code: str) -> int:
    """Explain the fault CODE, which is its code (D001) or its name (sign-error)."""
    say(page(found(code)))
    return 0


def found(code: str) -> Fault:
    """The fault of this code or name. Fails with DeriveError, which names the nearest ones."""
    by_key = {key.lower(): fault for fault in FAULTS.values() for key in (fault.code, fault.name)}
    if code.lower() in by_key:
        return by_key[code.lower()]
    near = difflib.get_close_matches(code.lower(), by_key, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`derive list faults` names them all"
    raise DeriveError(f"there is no fault {code!r}: {hint}")


def page(fault: Fault) -> str:
    """The manual page: the docstring of the fault's file and its two examples."""
    title = f"{fault.code} {fault.name}"
    parts = [title, "=" * len(title), "", fault.summary, "", *([fault.manual.strip(), ""] if fault.manual else [])]
    parts += ["Wrong:", "", indented(fault.wrong), "", "Right:", "", indented(fault.right), ""]
    return "\n".join(parts)


def indented(example: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in example.strip().splitlines())
