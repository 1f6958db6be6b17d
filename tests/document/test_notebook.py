"""Notebooks: Markdown cells only, old versions, broken ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from derive.document import Document, Kind, read_text
from derive.source import DeriveError


def notebook(*cells: dict[str, Any]) -> str:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, indent=1)


def markdown(source: str | list[str]) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def formulas(document: Document) -> list[str]:
    return [piece.text.value for piece in document.pieces if piece.is_formula]


def test_only_markdown_cells_are_read() -> None:
    code = {"cell_type": "code", "metadata": {}, "source": "$x$", "outputs": [], "execution_count": None}
    assert formulas(read_text(notebook(code, markdown("$y$"), markdown(["$a\n", "= b$"])), "a.ipynb")) == [
        "y",
        "a\n= b",
    ]


def test_lines_and_columns_are_those_of_the_file() -> None:
    text = notebook(markdown(["Let\n", "\\begin{align*}\n", "a &= \\frac{b}{c}\n", "\\end{align*}"]))
    piece = next(piece for piece in read_text(text, "a.ipynb").pieces if piece.kind is Kind.DISPLAY)
    span = piece.text.span(piece.text.value.index("="), piece.text.value.index("=") + 1)
    assert text.splitlines()[span.line - 1][span.column - 1] == "="
    assert span.line == next(number for number, line in enumerate(text.splitlines(), 1) if "&=" in line)


def test_macros_hold_in_the_cells_below() -> None:
    assert formulas(read_text(notebook(markdown("\\newcommand{\\a}{b}"), markdown("$\\a$")), "a.ipynb")) == ["b"]


def test_version_3() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["A $x$"]},
        {
            "cell_type": "code",
            "input": ["$z$"],
            "outputs": [],
            "language": "python",
            "metadata": {},
            "collapsed": False,
        },
        {"cell_type": "markdown", "metadata": {}, "source": ["$y$"]},
    ]
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    document = read_text(json.dumps(old), "a.ipynb")
    assert formulas(document) == ["x", "y"]
    assert (document.pieces[0].kind, document.pieces[0].level) == (Kind.HEADING, 2)
    places = [piece.text.span(0, 1).text for piece in document.pieces if piece.is_formula]
    assert places == ["x", "y"]


def test_a_notebook_that_breaks_its_format_is_read_with_a_notice() -> None:
    text = notebook(markdown("$x$"), {"cell_type": "code", "metadata": {}, "source": ""})
    document = read_text(text, "a.ipynb")
    assert formulas(document) == ["x"]
    assert "breaks its format" in document.notices[0].message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, column 1"),
        ("{", "line 1, column 2"),
        ("[1, 2]", "no list of cells"),
        ('{"cells": 3}', "no list of cells"),
        ('{"cells": [3], "nbformat": 4, "nbformat_minor": 4, "metadata": {}}', "not a notebook"),
        ('{"cells": [{"source": "$x$"}], "nbformat": 4, "nbformat_minor": 4, "metadata": {}}', "not a notebook"),
        ('{"cells": ' + "[" * 100_000, "nested too deeply"),
    ],
)
def test_no_notebook(text: str, words: str) -> None:
    with pytest.raises(DeriveError, match=r"not a notebook") as caught:
        read_text(text, "a.ipynb")
    assert words in caught.value.message
    assert "\n" not in caught.value.message
