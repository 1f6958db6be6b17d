"""A pipeline that needs no mathematics: each document's first line says the verdicts that it gets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import derive.worker  # noqa: F401 - the real modules are there before some are replaced
from derive import cli
from derive.document.read import read
from derive.source import DeriveError
from derive.verdict import DocumentReport, Failure, ProofSummary, Report, Row


def fake_document(path: str) -> DocumentReport:
    """A document whose text is a list of verdicts, each of which becomes a claim on a line of its own."""
    source = read(path).source
    words = source.text.split()
    if "crash" in words:
        raise ZeroDivisionError("a fault of the program")
    rows = tuple(
        Row(f"id{number}", number, 1, "step", "a = b", "a = b", verdict,
            proof=ProofSummary(2, ("r",), verdict != "lie", True) if verdict in ("proved", "lie") else None)
        for number, verdict in enumerate(words, 1)
    )
    return DocumentReport(path, source.sha256, len(rows), len(rows), rows)


def fake_check_files(paths: list[str], context: str | None, workers: int, *more: object) -> Report:
    if context == "nowhere":
        raise DeriveError("there is no context 'nowhere'")
    documents, failures = [], []
    for path in paths:
        try:
            documents.append(fake_document(path))
        except DeriveError as error:
            failures.append(Failure.of(path, error))
    internal = ("the kernel and the modular check disagree",) if context == "disagree" else ()
    return Report(tuple(documents), internal, {}, tuple(failures))


def fake_module(name: str, **contents: object) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(contents)
    return module


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The modules that the commands import, replaced for one test; the commands are loaded anew."""
    fakes = {
        "derive.run": {"check_files": fake_check_files},
        "derive.certificates": {"write_certificates": lambda report, to: None, "replay_certificate": fake_replay},
        "derive.against": {"held_against": lambda report, target: report},
    }
    for name, contents in fakes.items():
        monkeypatch.setitem(sys.modules, name, fake_module(name, **contents))
    commands = [f"derive.commands.{name}" for name in ("session", "check", "report", "replay")]
    for name in commands:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield
    for name in commands:  # those that were loaded for this test know the replaced modules
        sys.modules.pop(name, None)


def fake_replay(path: Path) -> str | None:
    text = path.read_text(encoding="utf-8")
    if text == "junk":
        raise DeriveError("this is no certificate")
    return None if text == "good" else "step 3 does not follow"


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(pipeline: None, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """One call of the program in an empty folder: its exit code, its output, its complaints."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call
