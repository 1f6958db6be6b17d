"""What the rows of a document held in memory say; an internal failure is never among them."""

from __future__ import annotations

from derive.verdict import Row
from derive.verify import check_text


def rows(text: str) -> list[Row]:
    report = check_text(text)
    assert report.internal == ()
    return list(report.rows)


def verdicts(text: str) -> list[str]:
    return [row.verdict for row in rows(text)]


def names(row: Row) -> list[str]:
    return [finding.name for finding in row.findings]
