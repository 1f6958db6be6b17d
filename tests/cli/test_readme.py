"""The README shows what the program really says: its sample is run, and held against the text."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from derive import cli
from derive.report.formats import FORMATS

README = Path(__file__).resolve().parents[2] / "README.md"
TOUR = re.compile(r"<!-- tour\.md -->\n```markdown\n(.*?)```\n", re.DOTALL)
OUTPUT = re.compile(r"<!-- output -->\n```text\n(.*?)```\n", re.DOTALL)


def block(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    assert found, f"the README lost its block {pattern.pattern!r}"
    return found[1]


def test_the_sample_is_true(tmp_path, monkeypatch, capsys):
    """To accept a change: `make readme`, then read the difference."""
    for part in ("verify", "certificates", "crosscheck"):
        pytest.importorskip(f"derive.{part}")
    text = README.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    Path("tour.md").write_text(block(TOUR, text), encoding="utf-8")
    assert cli.run(["check", "tour.md"]) == 1
    wanted = f"$ derive check tour.md\n{capsys.readouterr().out}"
    if os.environ.get("DERIVE_GOLDEN") == "write":
        new = OUTPUT.sub(lambda _: f"<!-- output -->\n```text\n{wanted}```\n", text)
        README.write_text(new, encoding="utf-8")
        text = new
    assert block(OUTPUT, text) == wanted


def test_the_readme_names_every_format_and_command():
    text = README.read_text(encoding="utf-8")
    assert all(f"derive {command}" in text for command in cli.COMMANDS)
    assert all(f"`{name}`" in text for name in FORMATS)
