"""What is said to the person at the terminal: errors in one paragraph, output as UTF-8, files written whole."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from derive.report.visible import visible
from derive.source import DeriveError


def complaint(error: DeriveError, path: str = "") -> str:
    """`file:line:column: error: message`, and the excerpt with its caret where the fault has a place."""
    if error.where is None:
        return f"{path or 'derive'}: error: {error.message}"
    where = error.where
    return f"{where.source.path}:{where.line}:{where.column}: error: {error.message}\n{where.excerpt()}"


def complain(words: str) -> None:
    print(visible(words), file=sys.stderr, flush=True)


def wants_colour() -> bool:
    """Colours for a terminal, unless `NO_COLOR` is set to anything or the terminal is dumb."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(text: str) -> None:
    """To standard output as it stands."""
    sys.stdout.write(text)
    sys.stdout.flush()


def write_whole(path: Path, text: str) -> None:
    """The file appears complete or not at all: written beside its place, then renamed.

    Fails with DeriveError when the folder does not exist or cannot be written to."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise DeriveError(f"{path} cannot be written: {error.strerror}; give a file in a folder that exists") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.write(text)
        os.chmod(temporary, 0o666 & ~current_umask())
        os.replace(temporary, path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise DeriveError(f"{path} cannot be written: {error.strerror}") from None


def current_umask() -> int:
    """A temporary file is private; the finished one is as open as any other file of this user."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def folder(path: Path) -> Path:
    """The folder, made if it is not there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeriveError(f"{path} cannot be a folder for the output: {error.strerror}") from None
    return path
