"""The relations of whole documents, each once and at the place of its sign."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from derive.claims import read_claims
from derive.claims.model import Claim, Reading
from derive.document.read import read

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
DOCUMENTS = sorted(SHARED.glob("documents/*.txt"))
CORPUS = sorted(path for path in SHARED.glob("corpus/*__*") if path.is_file())
ABSENT = "the folder of real documents, ../shared, is not here"
EXPECTED = sorted([*ROOT.glob("tests/cases/**/*.expect.json"), *ROOT.glob("examples/*.expect.json")])

CASES_LINES = {
    5: 1, 7: 4, 9: 1, 11: 1, 13: 1, 15: 3, 17: 2, 19: 3, 21: 1, 25: 1, 27: 3, 29: 2, 31: 1, 33: 1, 38: 1, 39: 1, 40: 1,
    41: 3, 47: 2, 48: 3, 54: 1, 55: 1, 63: 2, 64: 1, 65: 2, 68: 2, 75: 1, 77: 4, 79: 2, 83: 2, 85: 1, 87: 1, 89: 2,
    91: 2, 93: 2, 95: 1, 97: 2, 101: 1, 110: 3, 112: 3, 116: 2, 118: 3, 120: 1, 124: 2, 126: 1, 130: 1, 132: 1,
}  # fmt: skip
"""Relations on each line of the document about cases; two of them (lines 112 and 116) are notes under a brace."""

GRADIENT_LINES = {
    13: 3, 17: 1, 28: 2, 32: 2, 36: 2, 46: 1, 52: 2, 56: 1, 60: 3, 62: 1, 64: 2, 81: 1, 99: 4, 127: 3, 146: 1, 160: 1,
    164: 1, 168: 1, 176: 2, 180: 1, 186: 5, 194: 4,
}  # fmt: skip
"""Those of the document about gradients: displayed, and in-line on lines 62 and 81; line 72 is a statement."""


def document(start: str) -> Reading:
    found = [path for path in DOCUMENTS if path.name.startswith(start)]
    if not found:
        pytest.skip(ABSENT)
    return read_claims(read(str(found[0])))


def at_its_sign(claim: Claim) -> bool:
    """Whether the place of a claim holds its sign, or for a branch the first character of its value."""
    text = claim.where.source.text[claim.where.start :]
    if claim.branch is not None:
        return text.startswith(claim.right_latex[:5])
    return text.startswith(claim.sign) or text[:2] in ("\\n", "\\l", "\\g") or text[0] in "=<>"


def test_the_document_about_gradients() -> None:
    reading = document("000")
    chosen = [claim for claim in reading.claims if claim.display or claim.where.line in (62, 81)]
    lines = Counter(claim.where.line for claim in chosen)
    assert [claim.role for claim in chosen if claim.where.line == 72] == ["when"]
    assert lines.pop(72) == 1
    assert lines == GRADIENT_LINES
    assert lines.total() == 44
    assert reading.read == reading.formulas == 92
    assert all(at_its_sign(claim) for claim in reading.claims)


def test_the_document_about_cases() -> None:
    reading = document("003")
    chains = [claim for claim in reading.claims if claim.role not in ("since", "when")]
    lines = Counter(claim.where.line for claim in chains)
    assert lines == CASES_LINES
    assert lines.total() == 83
    assert reading.read == reading.formulas == 48
    assert all(at_its_sign(claim) for claim in reading.claims)
    hypotheses = [(claim.where.line, claim.role) for claim in reading.claims if claim not in chains]
    assert hypotheses == [(27, "since"), (60, "when"), (73, "when"), (108, "when"), (114, "when"), (114, "when")]


def test_no_relation_has_two_claims() -> None:
    for path in [*DOCUMENTS, *CORPUS]:
        places = Counter((claim.where.start, claim.left) for claim in read_claims(read(str(path))).claims)
        assert not [place for place, times in places.items() if times > 1], path.name
    if not DOCUMENTS:
        pytest.skip(ABSENT)


def test_the_corpus_is_read() -> None:
    if not CORPUS:
        pytest.skip(ABSENT)
    readings = [read_claims(read(str(path))) for path in CORPUS]
    assert sum(reading.read for reading in readings) >= 0.75 * sum(reading.formulas for reading in readings)
    assert all(reading.claims for reading in readings)


@pytest.mark.parametrize("path", EXPECTED, ids=[path.name.partition(".")[0] for path in EXPECTED])
def test_every_expected_relation_has_its_claim(path: Path) -> None:
    rows = json.loads(path.read_text(encoding="utf-8"))
    expected = {(row["line"], row["column"]): row["expect"] for row in rows}
    source = next(one for one in path.parent.glob(path.name.partition(".")[0] + ".*") if one.suffix != ".json")
    reading = read_claims(read(str(source)))
    places = [(claim.where.line, claim.where.column) for claim in reading.claims]
    assert [place for place in expected if places.count(place) != 1 and "unread" not in expected[place]] == []
    displayed = {(claim.where.line, claim.where.column) for claim in reading.claims if claim.display}
    assert displayed <= expected.keys()
