"""Does every claim with numbers in it have its numeric row, in the JSON, on the page and in the figure?

    python bench/numeric_rows.py examples/*          a table in Markdown, and what the comparison costs

Proved claims must agree, disproved ones disagree.  Definitions and hypotheses have nothing to compare: their two sides
are equal because the document says so; an ill-typed claim has no values.  Exit code 1 if a row is missing or wrong.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from derive.commands.report import file_names, write_reports
from derive.crosscheck import crosscheck
from derive.implemented import against_numeric
from derive.report.model import model
from derive.report.words import measured
from derive.run import check_files
from derive.terms.codec import from_data
from derive.terms.theory import Goal
from derive.verdict import Report

COMPARED = {"proved": True, "disproved": False, "conditional": False}
WITHOUT = ("definition", "hypothesis", "ill-typed")
LABEL = re.compile(r"<!-- (\d+:\d+) -->")
FIGURE = re.compile(r'src="data:image/svg\+xml;base64,([^"]+)"')
ROUNDS = 5


def shown(claim: Any, page: str, labels: list[str]) -> bool:
    """Is the row of this claim on the page and its dot in the figure?"""
    row = f"Numeric: {escape(measured(claim['numeric']), quote=False)}</p>"
    return row in page and f"{claim['line']}:{claim['column']}" in labels


def row(document: Any, page: str) -> tuple[str, bool]:
    """A line of the table, and whether all is as it should be."""
    labels = [label for code in FIGURE.findall(page) for label in LABEL.findall(base64.b64decode(code).decode())]
    claims = document["claims"]
    measurable = [claim for claim in claims if claim["verdict"] in COMPARED]
    known = [claim for claim in measurable if claim["numeric"]]
    right = [claim for claim in known if claim["numeric"]["agrees"] is COMPARED[claim["verdict"]]]
    held = sum("held against" in claim["numeric"]["dimensions"] for claim in known)
    on_page = sum(shown(claim, page, labels) for claim in known)
    counts = [sum(claim["verdict"] == verdict for claim in claims) for verdict in (*COMPARED, *WITHOUT)]
    rest = len(claims) - sum(counts)
    well = len(measurable) == len(known) == len(right) == on_page == page.count("Numeric: ") == len(labels)
    cells = (len(claims), *counts, rest, len(known), len(right), held, on_page)
    return f"| {Path(document['path']).name} | " + " | ".join(map(str, cells)) + " |", well


def tables(report: Report) -> bool:
    heads = (
        "document",
        "claims",
        *COMPARED,
        *WITHOUT,
        "open",
        "numeric rows",
        "as they should be",
        "held against numeric",
    )
    print("| " + " | ".join((*heads, "on the page and in the figure")) + " |\n|---" + "|--:" * len(heads) + "|")
    with tempfile.TemporaryDirectory() as folder:
        write_reports(model(report), Path(folder))
        documents = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))["documents"]
        names = file_names([document["path"] for document in documents])
        pages = [(Path(folder) / f"{name}.html").read_text(encoding="utf-8") for name in names]
    lines = [row(document, page) for document, page in zip(documents, pages, strict=True)]
    print("\n".join(line for line, _ in lines))
    return all(well for _, well in lines)


def goals(report: Report) -> Iterator[Goal]:
    for document in report.documents:
        for _, text in document.certificates:
            data = json.loads(text)
            if data["claim"]["verdict"] == "proved":
                yield from_data(data["goal"], Goal)


def milliseconds(action: Callable[[], Any]) -> float:
    """Processor time, the least of some runs: other work on the machine adds to it, and nothing takes from it."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return 1e3 * min(times)


def costs(report: Report) -> None:
    print("\n| what is compared, for a proved claim | median ms | 90 % ms | most ms |\n|---|--:|--:|--:|")
    each = list(goals(report))
    both = []
    for name, action in (("the two sides", crosscheck), ("against numeric", against_numeric)):
        both.append([milliseconds(lambda g=goal, a=action: a(g)) for goal in each])  # type: ignore[misc]
        print(line(name, both[-1]))
    print(line("both", [sum(parts) for parts in zip(*both, strict=True)]))


def line(name: str, times: list[float]) -> str:
    ordered = sorted(times)
    return f"| {name} | {median(ordered):.1f} | {ordered[len(ordered) * 9 // 10]:.1f} | {ordered[-1]:.1f} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+")
    report = check_files([name for name in parser.parse_args().files if not name.endswith(".json")], certify=True)
    well = tables(report) and not report.internal and not report.failures
    costs(report)
    return 0 if well else 1


if __name__ == "__main__":
    raise SystemExit(main())
