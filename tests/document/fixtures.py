"""Cases as data: an input and, for every piece and notice, one line of what is read from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from derive.document import Document, Piece, read_text

CASES = Path(__file__).parent / "cases"
INPUT, OUTPUT = "=== ", "--- read as"
MARKS = {"\n": "⏎", "\r": "␍", "\t": "␉"}


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    expected: str


def cases(file: str) -> Iterator[Case]:
    """A case is `=== name`, the input, a line `--- read as`, and the expected lines."""
    for block in ("\n" + (CASES / file).read_text(encoding="utf-8")).split("\n" + INPUT)[1:]:
        head, _, expected = block.partition("\n" + OUTPUT)
        name, _, text = head.partition("\n")
        yield Case(name, text, expected.strip("\n"))


def shown(text: str, kind: str) -> str:
    document = read_text(text, "case", kind)
    return "\n".join([*map(_piece, document.pieces), *_notices(document)])


def _piece(piece: Piece) -> str:
    span = piece.text.span(0, len(piece.text.value))
    value = "".join(MARKS.get(character, character) for character in piece.text.value)
    level = f" {piece.level}" if piece.level else ""
    return f"{piece.kind.value}{level} {span.line}:{span.column}" + (f" |{value}|" if value else "")


def _notices(document: Document) -> Iterator[str]:
    for notice in document.notices:
        yield f"notice {notice.where.line}:{notice.where.column} {notice.where.text} {notice.message}"
