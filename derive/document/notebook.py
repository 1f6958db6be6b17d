"""Reads Jupyter notebooks: the Markdown cells, every offset pointing into the .ipynb file."""

from __future__ import annotations

import json
import re
import warnings
from itertools import groupby
from typing import Any

import nbformat
from nbformat.reader import reads as read_as_it_is

from derive.document.json_text import Path, decoded, strings
from derive.document.macros import Part
from derive.document.markdown import read_markdown
from derive.document.model import Notice
from derive.source import DeriveError, Source, Span, Text

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_notebook(text: Text) -> tuple[list[Part], list[Notice]]:
    """The parts of the Markdown cells in order. A notebook of an older version is upgraded first.

    Fails with DeriveError where the text is no JSON or has no cells. A notebook that breaks the format in
    another way is read, with a notice.
    """
    source = text.source
    plain = _json(source)
    cells, notices = _upgraded(source)
    places = _places(source)
    parts: list[Part] = []
    for path, cell in zip(_paths(plain), cells, strict=True):
        if cell.cell_type == "markdown" and cell.source.strip():
            found, unread = read_markdown(_cell_text(source, cell.source, places.get(path, [])))
            parts += found
            notices += unread
    return parts, notices


def _json(source: Source) -> dict[str, Any]:
    try:
        plain = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise DeriveError(
            f"{source.path} is not a notebook: line {error.lineno}, column {error.colno}: {error.msg}; "
            "open it in Jupyter and save it again",
            Span(source, error.pos, error.pos),
        ) from None
    except RecursionError:
        raise DeriveError(f"{source.path} is not a notebook: its JSON is nested too deeply") from None
    if not isinstance(plain, dict) or not (isinstance(plain.get("cells", plain.get("worksheets")), list)):
        raise DeriveError(f"{source.path} is not a notebook: it is JSON, but has no list of cells")
    return plain


def _upgraded(source: Source) -> tuple[list[Any], list[Notice]]:
    """The cells in today's format."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # cells without an id: of no interest here
            notebook = nbformat.convert(read_as_it_is(source.text), 4)  # type: ignore[no-untyped-call]
            cells = [cell for cell in notebook.cells if isinstance(cell.source, str) and cell.cell_type]
            invalid = _invalid(notebook)
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise DeriveError(
            f"{source.path} is JSON, but not a notebook ({_first_line(error)}); open it in Jupyter and save it again"
        ) from None
    notice = Notice(f"the notebook breaks its format: {invalid}", Span(source, 0, 0))
    return cells, [notice] if invalid else []


def _invalid(notebook: Any) -> str:
    try:
        nbformat.validate(notebook, relax_add_props=True)
    except nbformat.ValidationError as error:
        return _first_line(error)
    return ""


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


def _paths(plain: dict[str, Any]) -> list[Path]:
    """The way to each cell in the JSON, in order; before version 4 the cells stood in worksheets."""
    if "cells" in plain:
        return [("cells", index) for index in range(len(plain["cells"]))]
    sheets = enumerate(plain["worksheets"])
    return [("worksheets", number, "cells", index) for number, sheet in sheets for index in range(len(sheet["cells"]))]


def _places(source: Source) -> dict[Path, list[tuple[int, int]]]:
    """Where the strings stand that make up the source of each cell."""
    groups = groupby(strings(source.text), key=lambda found: _cell_of(found.path))
    return {cell: [(part.start, part.end) for part in group] for cell, group in groups if cell}


def _cell_of(path: Path) -> Path:
    """The way to the cell whose source stands at `path`; empty for any other string."""
    size = 4 if path[:1] == ("worksheets",) else 2
    is_source = len(path) in (size + 1, size + 2) and path[size] == "source" and path[size - 2] == "cells"
    return path[:size] if is_source else ()


def _cell_text(source: Source, value: str, places: list[tuple[int, int]]) -> Text:
    """The text of a cell with its offsets.

    A heading cell of an old notebook gains the marks of a Markdown heading, which stand nowhere in the file.
    """
    text = decoded(source, places)
    value = _SURROGATE.sub("\ufffd", value)
    if not value.endswith(text.value):
        raise DeriveError(f"{source.path} is not a notebook: a cell has more than one source")
    marks = len(value) - len(text.value)
    return Text(source, value, [*[text.offsets[0]] * marks, *text.offsets])
