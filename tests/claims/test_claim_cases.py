"""Claims and facts of small documents, as data in `tests/cases/claims`."""

from __future__ import annotations

import re

import pytest
from claim_cases import Case, cases, claim_line, fact_line, reading_of

CASES = cases()


def test_there_are_cases() -> None:
    assert len(CASES) >= 50
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case) -> None:
    reading = reading_of(case)
    assert [one.reason for one in reading.unread] == []
    assert [plain(claim_line(claim)) for claim in reading.claims] == [plain(line) for line in case.claims]
    assert [plain(fact_line(fact)) for fact in reading.facts] == [plain(line) for line in case.facts]


def plain(line: str) -> str:
    """A line without what two ways of writing the same formula may differ in."""
    return re.sub(r"[\s{}]", "", line)
