"""The document, checked once; and the folder of the students' programs, where their modules are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from derive.run import check_files

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def report():
    found = check_files([str(HERE / "gradients.md")], certify=True)
    assert not found.internal and not found.failures
    return found


@pytest.fixture(autouse=True)
def students(monkeypatch):
    monkeypatch.syspath_prepend(str(HERE / "students"))  # the path is as before afterwards
    monkeypatch.chdir(HERE)
