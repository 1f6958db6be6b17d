"""Each notation reads as its fixture says, and what is refused is refused at the right place."""

import pytest
from notation_cases import Case, load
from notation_trees import write

from derive.notation.parse import NotationError, parse

CASES = load()


@pytest.mark.parametrize("case", [c for c in CASES if c.kind == "tree"], ids=lambda c: c.title)
def test_reads_as(case: Case) -> None:
    assert write(parse(case.latex)) == case.expected


@pytest.mark.parametrize("case", [c for c in CASES if c.kind == "refused"], ids=lambda c: c.title)
def test_is_refused(case: Case) -> None:
    with pytest.raises(NotationError) as caught:
        parse(case.latex)
    start, end = caught.value.at
    assert f"{start}-{end} {caught.value.message}" == case.expected


def test_every_case_has_its_own_title() -> None:
    titles = [case.title for case in CASES]
    assert len(titles) == len(set(titles))
