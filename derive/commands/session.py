"""What `check`, `report` and `corpus` share: files in, one report out, complaints on standard error."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from derive.commands.terminal import complain
from derive.run import check_files
from derive.source import DeriveError
from derive.verdict import Failure, Report
from derive.worker import Limits

STDIN = "-"
STDIN_NAME = "<stdin>"
LARGEST = 20 * 1024 * 1024  # bytes; the reader refuses larger files too


def checked(
    paths: Sequence[str], context: str | None, workers: int | None, limits: Limits, certify: bool = False
) -> Report:
    """The report on these files. One that cannot be used becomes a failure in it; the others are checked all the same.

    `-` is standard input: it is copied to a file without a suffix, so that its kind is seen from its content.
    A path given twice is checked once. Fails with DeriveError for a fault of the whole run: a context that is not
    there, standard input that is too large."""
    unique = list(dict.fromkeys(paths))
    workers = workers or processors()
    if STDIN not in unique:
        return complained(check_files(unique, context, workers, limits, certify))
    with tempfile.TemporaryDirectory(prefix="derive-") as folder:
        copy = Path(folder) / "stdin"
        copy.write_bytes(_standard_input())
        files = [str(copy) if path == STDIN else path for path in unique]
        report = check_files(files, context, workers, limits, certify)
        return complained(renamed(report, str(copy)))


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _standard_input() -> bytes:
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise DeriveError(f"standard input is larger than {LARGEST // 1024**2} MB: split it into smaller documents")
    return data


def renamed(report: Report, copy: str) -> Report:
    """Standard input under its own name, wherever its copy is named."""
    return replace(
        report,
        documents=tuple(replace(d, path=STDIN_NAME) if d.path == copy else d for d in report.documents),
        failures=tuple(_renamed(failure, copy) for failure in report.failures),
        internal=tuple(words.replace(copy, STDIN_NAME) for words in report.internal),
    )


def _renamed(failure: Failure, copy: str) -> Failure:
    path = STDIN_NAME if failure.path == copy else failure.path
    return replace(failure, path=path, message=failure.message.replace(copy, STDIN_NAME))


def complained(report: Report) -> Report:
    """The report, its failures and internal errors said on standard error."""
    for failure in report.failures:
        complain(failure_words(failure))
    for words in report.internal:
        complain(f"derive: internal error: {words}")
    return report


def failure_words(failure: Failure) -> str:
    place = f":{failure.line}:{failure.column}" if failure.line else ""
    excerpt = f"\n{failure.excerpt}" if failure.excerpt else ""
    return f"{failure.path}{place}: error: {failure.message}{excerpt}"
