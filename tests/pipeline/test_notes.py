"""Notes of the usual kind, without a mistake: nothing in them is called wrong, and how much is left open is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from derive.verify import check_file

NOTES = Path(__file__).parents[1] / "cases" / "notes"
WRONG = {"disproved", "conditional", "ill-typed"}
OPEN = {
    "attention": 1,
    "autoencoder": 2,
    "bernoulli": 1,
    "calculus": 3,
    "exponential": 1,
    "gates": 1,
    "mixture": 1,
    "poisson": 1,
    "softmax-regression": 2,
    "variance": 1,
}  # claims that are true and left open; a number that gets smaller is to be written here


@pytest.mark.parametrize("path", sorted(NOTES.iterdir()), ids=lambda path: path.stem)
def test_nothing_true_is_called_wrong(path: Path) -> None:
    report = check_file(str(path))
    assert report.internal == ()
    assert [(row.line, row.latex, row.verdict) for row in report.rows if row.verdict in WRONG] == []
    left = [(row.line, row.latex, row.reason) for row in report.rows if row.verdict in ("undecided", "unread")]
    assert len(left) == OPEN.get(path.stem, 0), left
