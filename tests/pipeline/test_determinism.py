"""The same bytes whatever the order of hashes, the number of workers, and what else is checked beside a document."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pipeline_cases import CASES, EXAMPLES, ROOT

FILES = [EXAMPLES / "word2vec-gradients.md", CASES / "traps.md", CASES / "homework" / "hw05-least-squares.md"]
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]


def output(seed: str, *names: str) -> bytes:
    command = [sys.executable, "-m", "derive.cli", "check", *names, "--format", "json"]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=100, env=environment)
    assert done.returncode in (0, 1, 3), done.stderr.decode()
    return done.stdout


def test_the_order_of_hashes_does_not_matter() -> None:
    """Two of the seeds; `bench/determinism.py` tries ten, and more documents."""
    assert output("0", *NAMES[1:]) == output("7", *NAMES[1:])


def test_the_number_of_workers_does_not_matter(derive) -> None:
    alone = derive("check", *NAMES, "--format", "json", "--workers", "1", folder=ROOT)
    together = derive("check", *NAMES, "--format", "json", "--workers", "4", folder=ROOT)
    assert alone.out == together.out
    assert [document["path"] for document in alone.report["documents"]] == NAMES


def test_other_documents_do_not_matter(derive) -> None:
    last = derive("check", NAMES[-1], "--format", "json", folder=ROOT).report["documents"][0]
    among = derive("check", *NAMES[-2:], "--format", "json", "--workers", "1", folder=ROOT).report["documents"][1]
    assert last == among


@pytest.mark.parametrize("command", ["check", "report"])
def test_the_order_is_kept_where_one_takes_longer(derive, tmp_path, command: str) -> None:
    for name, text in (("a.md", "$x + 1 = x$ " * 40), ("b.md", "$a = a$"), ("c.md", "\0"), ("d.md", "$b = b$")):
        Path(tmp_path / name).write_text(text)
    more = ("--format", "json", "--workers", "4") if command == "check" else ("--to", "out", "--workers", "4")
    done = derive(command, "a.md", "b.md", "c.md", "d.md", *more)
    assert done.code == 2
    if command == "check":
        assert [document["path"] for document in done.report["documents"]] == ["a.md", "b.md", "d.md"]
    else:
        assert [Path(line).name for line in done.out.split()] == ["a.html", "b.html", "d.html", "index.html"]
