"""Each disproof's witness, re-evaluated independently: both sides differ there, and are what the witness says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flint import arb
from pipeline_cases import CASES, EXAMPLES, ROOT
from pipeline_independent import NotCovered, both_sides, indices_fit

from derive.refute import Witness, check
from derive.terms.codec import from_data
from derive.terms.theory import Goal

SHARED = ROOT.parent / "shared" / "documents"
FILES = [
    *(sorted(SHARED.glob("*.txt")) or sorted(path for path in EXAMPLES.iterdir() if path.suffix != ".json")),
    *sorted(CASES.glob("homework/*.md")),
    CASES / "traps.md",
]
# The share of the disproofs that is written out independently, where it is not all of them: open functions are not.
NOT_COVERED_YET: dict[str, float] = {}
DISJOINT = {"=": lambda a, b: not a.overlaps(b), "<": lambda a, b: a >= b, "<=": lambda a, b: a > b}
DISJOINT |= {">": lambda a, b: a <= b, ">=": lambda a, b: a < b}


def name(data: dict[str, Any]) -> str:
    return f"{Path(data['document']['path']).name}:{data['claim']['line']}:{data['claim']['column']}"


def stated(text: str) -> arb:
    """A rational, or `middle +/- radius`, as the witness writes them; the digits are rounded."""
    middle, _, radius = text.partition(" +/- ")
    value = arb(middle) if "/" not in middle else arb(int(middle.split("/")[0])) / int(middle.split("/")[1])
    return value + arb(0, float(radius or 0) * 2 + 1e-12 * (1 + abs(float(value))))


def disproofs(derive, document: Path, folder: Path) -> list[tuple[str, Goal, dict[str, Any]]]:
    """The name, the goal and the witness of every disproof, from its certificate."""
    done = derive("check", str(document), "--certificates", "out", "--format", "json", folder=folder)
    assert done.code in (0, 1, 3), done.err
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "out").rglob("*.json"))]
    wrong = [data for data in found if data["claim"]["verdict"] == "disproved"]
    assert len(wrong) == done.report["documents"][0]["coverage"]["disproved"], "a disproof without its certificate"
    return [(name(data), from_data(data["goal"], Goal), data["witness"]) for data in wrong]


@pytest.mark.parametrize("document", FILES, ids=lambda path: path.stem)
def test_both_sides_differ_at_each_witness(derive, tmp_path, document: Path) -> None:
    wrong = disproofs(derive, document, tmp_path)
    for place, goal, witness in wrong:
        assert check(goal, Witness.from_json(witness)), f"{place}: the program does not agree with itself"
        assert indices_fit(goal, witness), f"{place}: the claim is not made there"
    seen = [place for place, goal, witness in wrong if re_evaluated(place, goal, witness)]
    assert len(seen) >= NOT_COVERED_YET.get(document.stem, 1) * len(wrong), {place for place, *_ in wrong} - {*seen}


def re_evaluated(place: str, goal: Goal, witness: dict[str, Any]) -> bool:
    """Whether both sides could be written out; if so they are as stated, and they differ."""
    try:
        left, right = both_sides(goal, witness)
    except NotCovered:
        return False
    said = witness["left"], witness["right"]
    assert left.overlaps(stated(said[0])) and right.overlaps(stated(said[1])), f"{place}: {left}, {right}, not {said}"
    assert DISJOINT[goal.sign](left, right), f"{place}: {left} {goal.sign} {right} may hold"
    return True
