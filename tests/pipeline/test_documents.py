"""The two solutions that this program was first made for: every relation one row, each with its true verdict."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "documents"
FIRST, SECOND = "000_321d6516e07af0f4.txt", "003_8fdf5cf5dee628b5.txt"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the documents are not there: ../shared/documents")

# The lines of the second document at which relations are false: how many, of how many in that line.
FALSE_LINES = {29: 1, 64: 1, 68: 2, 77: 1, 79: 2, 83: 1, 118: 1, 120: 1, 124: 1}
ONE_SAMPLE_ONLY = (118, 120, 124)  # true for K = 1, so conditional is right as well
WRONG = {"disproved", "conditional", "ill-typed"}


@pytest.fixture(scope="session")
def documents(server) -> dict[str, dict[str, Any]]:
    done = server.call(SHARED, ("check", FIRST, SECOND, "--format", "json"), b"", {})
    assert done.code == 1, done.err
    assert not done.report["failures"] and not done.report["internal"]
    return {document["path"]: document for document in done.report["documents"]}


def test_everything_is_read_and_decided(documents) -> None:
    for document in documents.values():
        coverage = document["coverage"]
        assert coverage["read"] == coverage["formulas"]
        assert coverage["unread"] == coverage["undecided"] == 0
        assert coverage["claims"] == len(document["claims"])


def test_each_relation_has_exactly_one_row_at_its_sign(documents) -> None:
    for name, document in documents.items():
        lines = (SHARED / name).read_text(encoding="utf-8").split("\n")
        places = Counter((claim["line"], claim["column"]) for claim in document["claims"])
        assert set(places.values()) == {1}
        for claim in document["claims"]:
            rest = lines[claim["line"] - 1][claim["column"] - 1 :]
            assert starts_a_relation(rest) or "cases" in "".join(lines[claim["line"] - 2 : claim["line"]]), (
                name,
                claim,
            )


def starts_a_relation(text: str) -> bool:
    return text.startswith(("=", "<", ">", "≠", "\\neq", "\\ne", "\\le", "\\ge", "\\in", "\\propto", "\\approx", ":="))


DISPLAY = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)
EDGE = re.compile(r"\\(begin|end)\{(\w+)\*?\}")


def equation_signs(text: str) -> set[tuple[int, int]]:
    """The places of the equations in displays, by their characters alone: not those in a subscript, in a probability,
    or under `cases`, whose branches are rows of their own; but the zero under a brace is one."""
    found = set()
    for display in DISPLAY.finditer(text):
        body, at, braces, rounds, cases = display[1], 0, 0, 0, False
        while at < len(body):
            edge = EDGE.match(body, at)
            if edge:
                cases = edge[1] == "begin" if edge[2] == "cases" else cases
                at = edge.end()
                continue
            sign = body[at]
            braces += (sign == "{") - (sign == "}")
            rounds += (sign == "(") - (sign == ")")
            of_cases = cases or body[at + 1 :].lstrip().startswith("\\begin{cases}")
            if sign == "=" and not of_cases and not rounds and (braces == 0 or body[at - 1] == "{"):
                place = display.start(1) + at
                found.add((text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)))
            at += 2 if sign == "\\" else 1
    return found


def test_no_relation_of_a_display_is_passed_over(documents) -> None:
    for name, document in documents.items():
        places = {(claim["line"], claim["column"]) for claim in document["claims"]}
        missing = equation_signs((SHARED / name).read_text(encoding="utf-8")) - places
        assert not missing, name


def test_as_many_relations_as_were_counted_by_hand(documents) -> None:
    """44 in the displayed chains of the first document, line 72 apart, and in its lines 62 and 81."""
    displayed = equation_signs((SHARED / FIRST).read_text(encoding="utf-8"))
    counted = {(c["line"], c["column"]) for c in documents[FIRST]["claims"]} & displayed
    counted = {place for place in counted if place[0] != 72}
    assert len(counted) + sum(c["line"] in (62, 81) for c in documents[FIRST]["claims"]) == 44
    assert sum(claim["kind"] == "step" for claim in documents[SECOND]["claims"]) >= 82 - 5


def test_the_second_document_is_wrong_where_it_is_wrong(documents) -> None:
    claims = documents[SECOND]["claims"]
    wrong = Counter(claim["line"] for claim in claims if claim["verdict"] in WRONG)
    remark = [claim for claim in claims if claim["line"] == 27 and claim["latex"].startswith("y_i = 1")]
    wrong -= Counter(claim["line"] for claim in remark if claim["verdict"] in WRONG)
    assert dict(wrong) == FALSE_LINES
    strict = [c for c in claims if c["line"] in FALSE_LINES and c["line"] not in ONE_SAMPLE_ONLY]
    assert {claim["verdict"] for claim in strict} <= {"disproved", "proved", "definition", "hypothesis"}
    for claim in claims:
        if claim["verdict"] == "conditional":
            assert claim["line"] in ONE_SAMPLE_ONLY and "K = 1" in claim["condition"].replace("K=1", "K = 1")


@pytest.mark.parametrize(("line", "which"), [(29, 1), (77, 1), (118, 1), (120, -1)])
def test_it_is_that_relation_of_the_line(documents, line: int, which: int) -> None:
    verdicts = [claim["verdict"] for claim in documents[SECOND]["claims"] if claim["line"] == line]
    assert verdicts[which] in WRONG


def test_the_branch_of_cases_that_is_wrong(documents) -> None:
    for line, wrong in ((83, 0), (124, 1)):
        branches = [
            c for c in documents[SECOND]["claims"] if c["line"] == line and c["verdict"] not in ("hypothesis",)
        ][-2:]
        assert [claim["verdict"] in WRONG for claim in branches] == [wrong == 0, wrong == 1], line


@pytest.mark.parametrize("line", [126, 130, 132])
def test_the_placeholder_is_said(documents, line: int) -> None:
    claims = [claim for claim in documents[SECOND]["claims"] if claim["line"] == line]
    assert claims
    if line != 126:
        assert any("F(0, v_c)" in reading or "F" in reading for claim in claims for reading in claim["readings"])


def test_the_first_document_is_right_but_for_one_line(documents) -> None:
    claims = documents[FIRST]["claims"]
    wrong = {claim["line"]: claim["verdict"] for claim in claims if claim["verdict"] in WRONG}
    assert wrong == {146: "ill-typed"}
    assert not [claim for claim in claims if claim["line"] == 72 and claim["verdict"] == "proved"]


def test_the_way_into_a_report_is_open(derive, tmp_path) -> None:
    done = derive("report", FIRST, SECOND, "--to", str(tmp_path / "out"), folder=SHARED)
    assert done.code == 1, done.err
    made = {path.suffix for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert {".html", ".tex", ".md", ".json", ".txt"} <= made
