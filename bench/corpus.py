"""Run over a folder of documents: for each, what was read, what was claimed, what became of it, and how long it took.

    make corpus DIR=folder

A crash or a document that takes longer than the limit is a line of its own, and the others go on. The exit code is 0
when every document could be used, whatever the verdicts: this measures the program, not the authors.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from derive.report.exit import INTERNAL, UNUSABLE, exit_code
from derive.report.model import model
from derive.report.visible import one_line
from derive.run import check_files
from derive.verdict import VERDICTS, Report

SUFFIXES = {".md", ".markdown", ".tex", ".ipynb", ".txt"}
LIMIT = 60  # seconds for one document
COLUMNS = ("formulas", "read", "claims", *VERDICTS)


def documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def timed(path: Path, context: str | None) -> tuple[Report, float]:
    start = time.perf_counter()
    signal.alarm(LIMIT)
    try:
        report = check_files([str(path)], context, 1)
    except Exception as error:  # what is measured here is, among other things, that this does not happen
        report = Report((), (f"{path}: {type(error).__name__}: {error}",))
    finally:
        signal.alarm(0)
    return report, time.perf_counter() - start


def too_long(*_: object) -> None:
    raise TimeoutError(f"took longer than {LIMIT} s")


def line(name: str, counts: dict[str, int], seconds: float) -> str:
    return f"{name[:40]:40}" + "".join(f"{counts[column]:>{len(column) + 2}}" for column in COLUMNS) + f"{seconds:9.2f}"


def lines(folder: Path, context: str | None, codes: set[int]) -> Iterator[str]:
    yield f"{'document':40}" + "".join(f"  {column}" for column in COLUMNS) + "  seconds"
    totals, time_taken = dict.fromkeys(COLUMNS, 0), 0.0
    for path in documents(folder):
        report, seconds = timed(path, context)
        codes.add(exit_code(model(report)))
        time_taken += seconds
        yield from (one_line(words) for words in report.internal)
        for failure in report.failures:
            yield f"{one_line(failure.path)}: {one_line(failure.message)}"
        for document in report.documents:
            counts = document.coverage
            totals = {column: totals[column] + counts[column] for column in COLUMNS}
            yield line(one_line(str(path.relative_to(folder))), counts, seconds)
    yield line("total", totals, time_taken)


def main() -> int:
    parser = argparse.ArgumentParser(description="One line for each document of a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--context")
    arguments = parser.parse_args()
    if not documents(arguments.folder):
        print(f"{arguments.folder} holds no document ({', '.join(sorted(SUFFIXES))})", file=sys.stderr)
        return UNUSABLE
    signal.signal(signal.SIGALRM, too_long)
    codes: set[int] = set()
    for text in lines(arguments.folder, arguments.context, codes):
        print(text, flush=True)
    return next((code for code in (INTERNAL, UNUSABLE) if code in codes), 0)


if __name__ == "__main__":
    sys.exit(main())
