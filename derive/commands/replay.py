"""`derive replay`: the proofs of an earlier run, checked again by the kernel alone."""

from __future__ import annotations

from pathlib import Path

import click

from derive.certificates import replay_certificate
from derive.commands.terminal import complain, complaint, say
from derive.source import DeriveError

PASS, WRONG, UNUSABLE, OPEN = 0, 1, 2, 3


@click.command()
@click.argument("where", type=click.Path(path_type=Path), metavar="DIR")
def command(where: Path) -> int:
    """Replay the certificates in DIR, written by `derive check --certificates DIR`.

    Exit code: 0 each proof replayed; 1 one did not; 2 a file is no certificate; 3 there was none."""
    codes = [replayed(path) for path in certificates(where)]
    say(f"{codes.count(PASS)} of {len(codes)} proofs replayed\n")
    return next((code for code in (UNUSABLE, WRONG) if code in codes), PASS if codes else OPEN)


def certificates(where: Path) -> list[Path]:
    """The certificates of a folder, by name."""
    if not where.is_dir():
        raise DeriveError(f"{where} is no folder: give the one that `derive check --certificates` wrote")
    return sorted(where.glob("*.json"))


def replayed(path: Path) -> int:
    """Replays one certificate and says what became of it. A file that is none is a complaint, not a crash."""
    try:
        refusal = replay_certificate(path)
    except DeriveError as error:
        complain(complaint(error, str(path)))
        return UNUSABLE
    say(f"{path}: {'replayed' if refusal is None else f'REFUSED: {refusal}'}\n")
    return PASS if refusal is None else WRONG
