"""`derive list` and `derive explain`, over whatever the program knows."""

from __future__ import annotations

import importlib

import pytest

from derive import cli


def catalogue(module: str, name: str) -> dict[str, object]:
    """The entries, or a skip while that part of the program is not there."""
    found = getattr(importlib.import_module(module), name, None)
    if found is None:
        pytest.skip(f"{module} has no {name}")
    return found


@pytest.mark.parametrize(
    ("kind", "module", "name"),
    [
        ("faults", "derive.diagnose", "FAULTS"),
        ("functions", "derive.functions", "FUNCTIONS"),
        ("rules", "derive.rules", "RULES"),
    ],
)
def test_list_has_one_line_for_each(kind, module, name, capsys):
    catalogue("derive.diagnose", "FAULTS")
    entries = catalogue(module, name)
    assert cli.run(["list", kind]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(entries)
    assert all(any(entry in line for line in lines) for entry in entries)


def test_list_contexts(capsys):
    catalogue("derive.diagnose", "FAULTS")
    assert cli.run(["list", "contexts"]) == 0
    assert "word2vec" in capsys.readouterr().out


def test_explain_by_code_and_by_name(capsys):
    for fault in catalogue("derive.diagnose", "FAULTS").values():
        assert cli.run(["explain", fault.code.lower()]) == 0
        by_code = capsys.readouterr().out
        assert cli.run(["explain", fault.name]) == 0
        assert capsys.readouterr().out == by_code
        assert "Wrong:" in by_code
        assert "Right:" in by_code


def test_explain_of_nothing_known(capsys):
    catalogue("derive.diagnose", "FAULTS")
    assert cli.run(["explain", "sign-eror"]) == 2
    assert "sign-error" in capsys.readouterr().err


def test_list_of_an_unknown_kind(capsys):
    catalogue("derive.diagnose", "FAULTS")
    assert cli.run(["list", "verbs"]) == 2
    assert "faults" in capsys.readouterr().err
