"""The verdicts do not depend on the letters, on the layout of the formulas, or on the kind of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pipeline_cases import EXAMPLES, ROOT
from pipeline_rewrite import CONTEXT, column_by_column, in_latex, in_one_column, renamed

SHARED = ROOT.parent / "shared" / "documents"
EXAMPLE_FILES = sorted(path for path in EXAMPLES.glob("word2vec*") if path.suffix != ".json")
FILES = sorted(SHARED.glob("*.txt")) or EXAMPLE_FILES  # the same derivations, where the documents are not there


documents = pytest.mark.parametrize("document", FILES, ids=lambda path: path.stem)


def checked(derive, *arguments: str, folder: Path) -> list[dict[str, Any]]:
    done = derive("check", *arguments, "--format", "json", folder=folder)
    assert done.code in (0, 1, 3), done.err
    claims: list[dict[str, Any]] = done.report["documents"][0]["claims"]
    return claims


def verdicts(claims: list[dict[str, Any]]) -> list[str]:
    return [claim["verdict"] for claim in claims]


def different(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
    """In words: the claims that got another verdict."""
    if len(before) != len(after):
        return [f"{len(before)} claims became {len(after)}"]
    return [
        f"line {b['line']}, {b['latex']}: {b['verdict']} became {a['verdict']} at line {a['line']}"
        for b, a in zip(before, after, strict=True)
        if b["verdict"] != a["verdict"]
    ]


@documents
def test_other_letters(derive, said_of, tmp_path, document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    new = renamed(text)
    assert new != text and "u_w" not in new
    (tmp_path / document.name).write_text(new, encoding="utf-8")
    (tmp_path / "course.toml").write_text(CONTEXT, encoding="utf-8")
    before = said_of(document)
    after = checked(derive, document.name, "--context", "course.toml", folder=tmp_path)
    assert not different(before, after)


@documents
def test_one_column(derive, said_of, tmp_path, document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    new = in_one_column(text)
    assert "aligned" not in new
    (tmp_path / document.name).write_text(new, encoding="utf-8")
    before = said_of(document)
    assert not different(before, checked(derive, document.name, folder=tmp_path))


@documents
def test_latex_for_markdown(derive, said_of, tmp_path, document: Path) -> None:
    (tmp_path / "a.tex").write_text(in_latex(document.read_text(encoding="utf-8")), encoding="utf-8")
    before = said_of(document)
    assert not different(before, checked(derive, "a.tex", folder=tmp_path))


def test_columns_are_told_apart() -> None:
    body = r"a &= \frac{1}{2} & \begin{cases} 1 & x \\ 2 & y \end{cases} &= c \\ & & &= d \& e"
    assert column_by_column(body) == [
        r"a = \frac{1}{2}",
        r"\begin{cases} 1 & x \\ 2 & y \end{cases} = c",
        r"= d \& e",
    ]
