"""Files that cannot be used are refused in one paragraph; odd ones are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from derive.document import Kind, read, read_text
from derive.source import DeriveError


def refusal(path: Path) -> DeriveError:
    with pytest.raises(DeriveError) as caught:
        read(str(path))
    assert "\n" not in caught.value.message
    assert caught.value.__cause__ is None
    return caught.value


def test_no_such_file(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "none.md").message
    assert "cannot be read" in refusal(tmp_path / "a\0b.md").message


def test_a_directory(tmp_path: Path) -> None:
    assert "is a directory" in refusal(tmp_path).message


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_an_unreadable_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("$x$")
    file.chmod(0)
    assert "check its permissions" in refusal(file).message


def test_an_unreadable_file_for_any_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied; check its permissions" in refusal(tmp_path / "a.md").message


def test_binary_data(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"PNG\0\1")
    assert "offset 3" in refusal(file).message


def test_invalid_utf8(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("\ufeffé\n\néx ".encode() + b"\xe9t\xe9\n")
    error = refusal(file)
    assert "line 3, byte offset 11 (0xe9)" in error.message
    assert error.where is not None
    assert (error.where.line, error.where.column) == (3, 4)


def test_too_large(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    with file.open("wb") as stream:
        stream.truncate(20 * 1024 * 1024 + 1)
    assert "larger than 20 MB" in refusal(file).message


def test_unknown_kind() -> None:
    with pytest.raises(DeriveError, match="no kind of document"):
        read_text("x", kind="word")


@pytest.mark.parametrize("command", ["\\input{/etc/passwd}", "\\include{b}", "\\subfile{c}"])
@pytest.mark.parametrize("before", ["\\documentclass{a}\n", "\\begin{document}\n"])
def test_another_file_is_refused(command: str, before: str) -> None:
    with pytest.raises(DeriveError, match=r"line 2: \\\w+ takes in another file") as caught:
        read_text(f"{before}{command}\n\\begin{{document}}$x$\\end{{document}}", "a.tex")
    assert caught.value.where is not None
    assert (caught.value.where.line, caught.value.where.column) == (2, 1)


def test_a_file_named_in_a_comment_is_not_refused() -> None:
    document = read_text("% \\input{b}\n\\verb|\\input{b}| $x$ \\includegraphics{b}", "a.tex")
    assert [piece.text.value for piece in document.pieces if piece.is_formula] == ["x"]


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt", "a.tex", "a"])
@pytest.mark.parametrize("text", ["", "\ufeff", "\n \n", "\r\n"])
def test_an_empty_file_has_no_pieces(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_bytes(text.encode())
    document = read(str(file))
    assert document.pieces == document.notices == ()
    assert len(document.source.sha256) == 64


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# A\n\n\\begin{align}a\\end{align}", "markdown"),
        ("\\documentclass{article}\n\\begin{document}\n\\section{A}\n\\end{document}", "latex"),
        (
            '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "# A"}], "nbformat": 4,'
            ' "nbformat_minor": 4, "metadata": {}}',
            "notebook",
        ),
    ],
)
def test_a_text_file_is_looked_at(tmp_path: Path, text: str, kind: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(text)
    document = read(str(file))
    assert document.pieces == read_text(text, str(file), kind).pieces
    assert document.pieces[0].kind is Kind.HEADING
