"""Every document that says which verdicts are right gets them, but for the known deviations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pipeline_cases import (
    CASES,
    DEVIATIONS,
    DOCUMENTS,
    EXAMPLES,
    SUFFIX,
    deviations,
    expectation_files,
    expected,
    known_deviations,
    never_to_be_excused,
)

FILES = expectation_files()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(SUFFIX))
def test_verdicts_are_right(derive, file: Path) -> None:
    wanted = expected(file)
    done = derive("check", wanted.document.name, "--format", "json", folder=wanted.document.parent)
    assert done.code in (0, 1, 3), done.err
    found = deviations(wanted, done.report["documents"][0]["claims"])
    known = {deviation for deviation in known_deviations() if deviation.file == wanted.name}
    new, gone = sorted(found - known), sorted(known - found)
    assert not new, "wrong verdicts: " + "; ".join(f"{d}, not {right(wanted, d)}" for d in new)
    assert not gone, "right by now, to be removed from known-deviations.json: " + "; ".join(map(str, gone))


def right(wanted, deviation) -> str:
    return " or ".join(sorted(wanted.verdicts.get((deviation.line, deviation.column), ["nothing"])))


def test_no_false_proof_is_excused() -> None:
    by_name = {wanted.name: wanted for wanted in map(expected, FILES)}
    for deviation in known_deviations():
        place = deviation.line, deviation.column
        assert deviation.file in by_name, f"{deviation}: there is no such document"
        assert not never_to_be_excused(deviation, by_name[deviation.file].verdicts.get(place, frozenset())), deviation


def test_each_deviation_has_a_reason_and_stands_once() -> None:
    entries = json.loads(DEVIATIONS.read_text(encoding="utf-8")) if DEVIATIONS.exists() else []
    assert all(set(entry) == {"file", "line", "column", "got", "reason"} and entry["reason"] for entry in entries)
    assert len(known_deviations()) == len(entries)
    assert entries == sorted(entries, key=lambda entry: (entry["file"], entry["line"], entry["column"]))


def test_every_document_with_claims_has_its_expectations() -> None:
    folders = (CASES / "documents", CASES / "homework", EXAMPLES)
    documents = {path.stem for folder in folders for path in folder.iterdir() if path.suffix in DOCUMENTS}
    assert documents <= {file.name.removesuffix(SUFFIX) for file in FILES}
