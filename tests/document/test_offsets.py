"""Every character that is read stands in the file where its offset says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fixtures import cases
from hypothesis import given
from hypothesis import strategies as st

from derive.document import Document, Kind, read, read_text

SHARED = Path(__file__).parents[3] / "shared"
FILES = sorted([*SHARED.glob("documents/*.txt"), *SHARED.glob("corpus/*.*")])
PARTS = [
    *("$", "$$", "\\[", "\\]", "\\(", "\\)", "x", " = ", "\n", "\n\n", "- ", "> ", "`", "\\$", "{", "}", "\\\\", "é"),
    "    ",
]
MORE = [
    *("\\begin{align}", "\\end{align}", "\\newcommand{\\a}[1]{b#1}", "\\a", "%", "# ", "<b>", "[a](b)", "```\n"),
    *("\r\n", "<!--", "-->"),
]


def assert_in_place(document: Document) -> None:
    """Plain stretches equal the file; elsewhere every offset lies in the file."""
    text = document.source.text
    for piece in document.pieces:
        offsets, value = piece.text.offsets, piece.text.value
        assert len(offsets) == len(value) + 1
        assert all(0 <= offset <= len(text) for offset in offsets)
        if isinstance(offsets, range):
            written = text[offsets[0] : offsets[-1]]
            assert all(new in (old, " ") for new, old in zip(value, written, strict=True))
            assert value == written or "%" in written


@pytest.mark.skipif(not FILES, reason="the folder of real documents, ../shared, is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files(path: Path) -> None:
    document = read(str(path))
    assert_in_place(document)
    assert not document.notices
    assert any(piece.is_formula for piece in document.pieces) or path.name in ("README.md", "MACROS.md")


@pytest.mark.skipif(not FILES, reason="the folder of real documents, ../shared, is not here")
def test_real_files_leave_no_delimiter_in_the_prose() -> None:
    for path in FILES:
        if path.name not in ("README.md", "MACROS.md"):
            words = [piece.text.value for piece in read(str(path)).pieces if piece.kind is Kind.WORDS]
            assert not [word for word in words if "$" in word or "\\begin{" in word or "\\[" in word], path.name


@pytest.mark.parametrize("kind", ["markdown", "latex"])
def test_cases(kind: str) -> None:
    for case in cases(f"{kind}.txt"):
        assert_in_place(read_text(case.text, "case", kind))


@given(st.lists(st.sampled_from(PARTS + MORE), max_size=40).map("".join), st.sampled_from(["markdown", "latex"]))
def test_anything(text: str, kind: str) -> None:
    assert_in_place(read_text(text, "any", kind))


@given(st.lists(st.sampled_from([*PARTS, '"', "😀", "\u200b", "\t"]), max_size=30).map("".join), st.booleans())
def test_a_notebook_reads_as_its_cell(text: str, ascii_only: bool) -> None:
    lines = text.splitlines(keepends=True)
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {},
        "cells": [{"cell_type": "markdown", "metadata": {}, "source": lines}],
    }
    document = read_text(json.dumps(notebook, ensure_ascii=ascii_only, indent=1), "a.ipynb")
    assert_in_place(document)
    plain = read_text(text, "a.md")
    assert [piece.text.value for piece in document.pieces] == [piece.text.value for piece in plain.pieces]


def test_line_and_column() -> None:
    document = read_text("\ufeffa\r\n\u200b\u00a0b $x$\r\n\r\n$$\r\ny\r\n$$", "a.md")
    spans = [piece.text.span(0, len(piece.text.value)) for piece in document.pieces if piece.is_formula]
    assert [(span.line, span.column) for span in spans] == [(2, 6), (4, 3)]


def test_an_expanded_character_points_at_the_call() -> None:
    text = "\\newcommand{\\d}[1]{\\frac{d}{d#1}}\n$y + \\d{x}z$"
    formula = next(piece.text for piece in read_text(text, "a.md").pieces if piece.is_formula)
    assert formula.value == "y + \\frac{d}{dx}z"
    call = text.rindex("\\d")
    assert list(formula.offsets[4:14]) == [call] * 10
    assert [text[formula.offsets[index]] for index in (14, 16)] == ["x", "z"]
