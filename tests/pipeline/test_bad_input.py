"""What a person may hand in by mistake, and what someone may hand in on purpose: each ends with a clear result.

No traceback, no hang, the exit code that was promised. An attack may cost its document (a failure that says why: time,
memory, depth), never the run.
"""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pytest
from pipeline_hostile import ATTACKS, BAD, INJECTION, Document, notebook

PATIENCE = "2"  # seconds that an attack may take

# The exit code of each mistake, and what is said of it (nothing in particular where the rows say it all).
CODES: dict[str, tuple[int, str]] = {
    "binary data": (2, "binary data"),
    "invalid UTF-8": (2, "not UTF-8: line 3"),
    "an empty file": (3, "nothing to check"),
    "white space alone": (3, "nothing to check"),
    "prose without a formula": (3, "nothing to check"),
    "an unclosed $$": (3, ""),
    "an unclosed environment": (3, ""),
    "an unclosed environment in Markdown": (3, ""),
    "an undefined macro": (3, "wobble"),
    "an undefined macro in LaTeX": (3, "wobble"),
    "a macro that expands to itself": (3, ""),
    "two macros in a circle": (3, ""),
    "macros that double": (3, ""),
    "a fraction without arguments": (3, ""),
    "10,000 nested braces": (3, ""),
    "10,000 opened braces": (3, ""),
    "a tower of powers": (3, ""),
    "a formula of 20,000 characters": (1, ""),
    "injection": (1, ""),
    "injection in LaTeX": (2, "\\input takes in another file"),
    "injection in a notebook": (1, ""),
    "a notebook that is no JSON": (2, "not a notebook"),
    "a notebook of another shape": (2, "not a notebook"),
    "a notebook without cells": (3, "nothing to check"),
}


def written(document: Document, folder: Path) -> str:
    name, data = document
    (folder / name).write_bytes(data)
    return name


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_gets_its_exit_code(derive, tmp_path, name: str) -> None:
    code, words = CODES[name]
    done = derive("check", written(BAD[name](), tmp_path))
    assert "Traceback" not in done.err
    assert done.code == code, (done.out[-500:], done.err[-500:])
    assert words in done.out + done.err
    if code == 2:
        assert one_paragraph(done.err)
    assert not (tmp_path / "pwned").exists()


def one_paragraph(words: str) -> bool:
    """An error is one block of text: the message, and an excerpt with its caret at most."""
    return bool(words.strip()) and "\n\n" not in words.strip() and len(words.splitlines()) <= 3


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_with_a_result(derive, tmp_path, name: str) -> None:
    file = written(ATTACKS[name](), tmp_path)
    done = derive("check", file, "--format", "json", "--time-limit", PATIENCE, "--memory-limit", "2048")
    assert "Traceback" not in done.err
    assert done.code in (0, 1, 2, 3), done.err[-2000:]
    assert (done.code == 2) == bool(done.report["failures"])
    assert done.seconds < 120  # it ends; how soon is for the machine to say


def test_no_such_file(derive) -> None:
    done = derive("check", "missing.md")
    assert done.code == 2
    assert one_paragraph(done.err) and "no such file" in done.err


def test_a_directory(derive, tmp_path) -> None:
    (tmp_path / "folder").mkdir()
    done = derive("check", "folder")
    assert done.code == 2
    assert one_paragraph(done.err) and "is a directory" in done.err


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_an_unreadable_file(derive, tmp_path) -> None:
    (tmp_path / "a.md").write_text("$a = a$")
    (tmp_path / "a.md").chmod(stat.S_IWUSR)
    done = derive("check", "a.md")
    assert done.code == 2
    assert one_paragraph(done.err) and "permission" in done.err.lower()


def test_a_file_that_is_too_large(derive, tmp_path) -> None:
    with (tmp_path / "a.md").open("wb") as stream:
        stream.truncate(21 * 1024 * 1024)
    done = derive("check", "a.md")
    assert done.code == 2
    assert one_paragraph(done.err) and "larger than 20 MB" in done.err


def test_a_pipe_nobody_writes_to_is_given_up(derive, tmp_path) -> None:
    os.mkfifo(tmp_path / "a.md")
    done = derive("check", "a.md", "--time-limit", "0.5")
    assert done.code == 2
    assert "took longer than 0.5 s" in done.err


def test_one_bad_file_among_good_ones(derive, tmp_path) -> None:
    for name in ("a.md", "c.md"):
        (tmp_path / name).write_text("$x + x = 2 x$\n")
    (tmp_path / "b.md").write_bytes(b"\0")
    done = derive("check", "a.md", "b.md", "missing.md", "c.md", "--format", "json")
    assert done.code == 2
    assert [document["path"] for document in done.report["documents"]] == ["a.md", "c.md"]
    assert [failure["path"] for failure in done.report["failures"]] == ["b.md", "missing.md"]


def test_standard_input(derive) -> None:
    done = derive("check", "-", stdin=b"$x + x = 2 x$\n")
    assert done.code == 0
    assert done.out.startswith("<stdin>:1:8: proved")
    assert derive("check", "-").code == 3


def test_a_context_that_takes_in_itself(derive, tmp_path) -> None:
    (tmp_path / "a.md").write_text("$a = a$")
    (tmp_path / "course.toml").write_text('extends = "course.toml"\n')
    done = derive("check", "a.md", "--context", "course.toml")
    assert done.code == 2
    assert "Traceback" not in done.err


def test_a_context_that_is_none(derive, tmp_path) -> None:
    (tmp_path / "a.md").write_text("$a = a$")
    (tmp_path / "course.toml").write_bytes(b"\xff\0")
    for context in ("nowhere", "course.toml", "a.md", str(tmp_path)):
        done = derive("check", "a.md", "--context", context)
        assert done.code == 2, context
        assert one_paragraph(done.err), context


# --- injection -------------------------------------------------------------------------------------------------------
MARKUP = re.compile(r"<script>alert|<img src=x|onerror=alert\(2\)>|</title><script", re.IGNORECASE)


FENCED = re.compile(r"^(`{3,}).*?^\1", re.MULTILINE | re.DOTALL)


@pytest.fixture
def pages(derive, tmp_path) -> dict[str, str]:
    """The reports on a document, and on a notebook, that are full of markup."""
    (tmp_path / "a.md").write_text(INJECTION)
    written(("b.ipynb", notebook(INJECTION)[1]), tmp_path)
    (tmp_path / "<script>alert(8)</script>.md".replace("/", "")).write_text("$a = a$")
    names = sorted(path.name for path in tmp_path.iterdir())
    done = derive("report", *names, "--to", "out")
    assert done.code == 1, done.err
    assert not (tmp_path / "pwned").exists()
    return {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir() if path.is_file()}


def test_nothing_of_a_document_is_markup_in_a_page(pages) -> None:
    html = {name: text for name, text in pages.items() if name.endswith(".html")}
    assert len(html) == 4
    for name, text in html.items():
        assert not MARKUP.search(text), name
        assert 'href="javascript:' not in text.lower(), name


def test_nothing_of_a_document_is_a_command_in_latex(pages) -> None:
    for name, text in pages.items():
        if name.endswith(".tex"):
            assert not re.search(r"\\(input|write18|href)\b", text), name


def test_json_is_json(pages) -> None:
    for name, text in pages.items():
        if name.endswith(".json"):
            assert json.loads(text)["schema"] == 1


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "markdown", "html", "latex"])
def test_every_format_bears_what_a_document_says(derive, tmp_path, form: str) -> None:
    (tmp_path / "a.md").write_text(INJECTION)
    done = derive("check", "a.md", "--format", form)
    assert done.code == 1, done.err
    if form in ("html", "junit", "markdown"):
        assert not MARKUP.search(FENCED.sub("", done.out))  # what a Markdown file quotes in a fence is no markup


@pytest.mark.parametrize("name", ["10,000 nested braces", "a formula of 20,000 characters", "a tower of powers"])
def test_reports_bear_it_too(derive, tmp_path, name: str) -> None:
    done = derive("report", written(BAD[name](), tmp_path), "--to", "out", "--time-limit", "20")
    assert done.code in (1, 3)
    assert "Traceback" not in done.err
    assert done.seconds < 20


# --- limits ----------------------------------------------------------------------------------------------------------
def test_a_limit_is_told_with_its_number(derive, tmp_path) -> None:
    done = derive("check", written(ATTACKS["2,000 equalities to be refuted"](), tmp_path), "--time-limit", "0.2")
    assert done.code == 2
    assert "took longer than 0.2 s" in done.err and "--time-limit" in done.err


def test_limits_come_from_the_environment(derive, tmp_path) -> None:
    file = written(ATTACKS["2,000 equalities to be refuted"](), tmp_path)
    assert "took longer than 0.3 s" in derive("check", file, DERIVE_TIME_LIMIT="0.3").err
    assert derive("check", file, DERIVE_TIME_LIMIT="soon").code == 2


def test_memory_is_limited(derive, tmp_path) -> None:
    file = written(("a.md", b"$x$ " * 1_200_000), tmp_path)
    done = derive("check", file, "--memory-limit", "256", "--time-limit", "60")
    assert done.code == 2
    assert "needed more than 256 MB" in done.err and "Traceback" not in done.err


@pytest.mark.parametrize("arguments", [("--time-limit", "0"), ("--time-limit", "x"), ("--memory-limit", "1")])
def test_limits_that_make_no_sense(derive, tmp_path, arguments) -> None:
    (tmp_path / "a.md").write_text("$a = a$")
    done = derive("check", "a.md", *arguments)
    assert done.code == 2
    assert "Traceback" not in done.err
