"""What every reader returns: one flat sequence of pieces, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from derive.source import Source, Span, Text


class Kind(Enum):
    """What a piece is.

    WORDS    prose between formulas (markup stripped of its meaning, not of its characters)
    INLINE   a formula inside a sentence
    DISPLAY  a formula set apart (`$$`, `\\[`, `align*`, a `math` fence); its text includes the `\\begin`
             and `\\end` of an environment but not `$$`, `\\[`, `\\]`
    HEADING  a heading begins; the WORDS and INLINE pieces up to the next BREAK are its title
    ITEM     a list item begins
    BREAK    a paragraph, heading or item ends
    """

    WORDS = "words"
    INLINE = "inline"
    DISPLAY = "display"
    HEADING = "heading"
    ITEM = "item"
    BREAK = "break"


@dataclass(frozen=True)
class Piece:
    """`text` is empty for HEADING, ITEM and BREAK, but keeps its place in the file.

    `level` is the depth of a HEADING (1 is the top), 0 elsewhere.
    """

    kind: Kind
    text: Text
    level: int = 0

    @property
    def is_formula(self) -> bool:
        return self.kind in (Kind.INLINE, Kind.DISPLAY)


@dataclass(frozen=True)
class Notice:
    """Something a reader could not make sense of (an unclosed `$$`, an undefined macro): said, never dropped."""

    message: str
    where: Span


@dataclass(frozen=True)
class Document:
    """A file, read: `pieces` in order, user macros already expanded in every formula."""

    source: Source
    pieces: tuple[Piece, ...]
    notices: tuple[Notice, ...] = ()
