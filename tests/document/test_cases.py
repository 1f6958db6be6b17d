"""Every case of the data files is read as it says."""

from __future__ import annotations

import pytest
from fixtures import Case, cases, shown

FILES = {"markdown.txt": "markdown", "latex.txt": "latex", "macros.txt": "markdown"}
ALL = [(kind, case) for file, kind in FILES.items() for case in cases(file)]


@pytest.mark.parametrize(("kind", "case"), ALL, ids=[f"{kind}: {case.name}" for kind, case in ALL])
def test_case(kind: str, case: Case) -> None:
    assert shown(case.text, kind) == case.expected


@pytest.mark.parametrize("case", list(cases("macros.txt")), ids=lambda case: case.name)
def test_macros_mean_the_same_in_latex(case: Case) -> None:
    formulas = [line for line in case.expected.splitlines() if line.startswith(("inline", "notice"))]
    read = shown(case.text, "latex").splitlines()
    assert [line for line in read if line.startswith(("inline", "notice"))] == formulas
