"""The prose of a LaTeX source as plain words, each character with its place."""

from __future__ import annotations

import re

from derive.document.definitions import Definitions
from derive.document.macros import Meaning, Part
from derive.document.model import Kind, Piece
from derive.source import Text

LEVELS = {
    "part": 1,
    "chapter": 1,
    "section": 1,
    "subsection": 2,
    "subsubsection": 3,
    "paragraph": 4,
    "subparagraph": 5,
}
ENDS_PARAGRAPH = frozenset(
    {"par", "bigbreak", "medbreak", "smallbreak", "newpage", "clearpage", "pagebreak", "maketitle"}
)
SPACES = frozenset(
    {" ", ",", ";", ":", "/", "\n", "quad", "qquad", "newline", "linebreak", "hfill", "space", "footnote"}
)

# Commands whose arguments (so many in braces) are no prose.
DROPPED = {
    **dict.fromkeys(("label", "ref", "eqref", "autoref", "cref", "Cref", "pageref", "cite", "citep", "citet"), 1),
    **dict.fromkeys(("includegraphics", "vspace", "hspace", "usepackage", "documentclass", "pagestyle"), 1),
    **dict.fromkeys(("thispagestyle", "bibliography", "bibliographystyle", "url", "graphicspath", "geometry"), 1),
    **dict.fromkeys(("hypersetup", "color", "newtheorem", "theoremstyle", "hypertarget", "phantomsection"), 1),
    **dict.fromkeys(("setlength", "addtolength", "setcounter", "addtocounter", "numberwithin", "rule"), 2),
    **dict.fromkeys(("definecolor",), 3),
}
DROPPED_FIRST = frozenset({"href", "textcolor", "colorbox", "hyperref", "fontsize"})

_OPTIONAL = re.compile(r"\s*\[(?:[^\[\]$\\]|\\[^(]){0,500}\]")  # one with a formula is a title


def skip_arguments(source: Definitions, at: int, braced: int) -> int:
    """The place behind the optional arguments at `at` and at most `braced` arguments in braces."""
    for count in range(braced + 1):
        optional = _OPTIONAL.match(source.text, at)
        while optional:
            at = optional.end()
            optional = _OPTIONAL.match(source.text, at)
        group = source.group(at) if count < braced else None
        if not group:
            break
        at = group[1]
    return at


class Collector:
    """Gathers words until something else comes, and then makes one piece of them."""

    def __init__(self, text: Text) -> None:
        self.parts: list[Part] = []
        self._text = text
        self._ranges: list[tuple[int, int]] = []  # what the words are made of; (at, at) is a space
        self._braces: list[bool] = []  # the open ones; whether a heading ends with it
        self._heading = False

    def words(self, start: int, end: int) -> None:
        if start < end:
            self._ranges.append((start, end))

    def space(self, at: int) -> None:
        """A command that stands for a space, such as `~` and `\\quad`."""
        self._ranges.append((at, at))

    def mark(self, kind: Kind, at: int, level: int = 0) -> None:
        self._flush()
        self.parts.append(Piece(kind, self._text.slice(at, at), level))

    def add(self, meaning: Meaning) -> None:
        self._flush()
        self.parts.append(meaning)

    def formula(self, kind: Kind, text: Text) -> None:
        self._flush()
        self.parts.append(Piece(kind, text))

    def take(self, parts: list[Part]) -> None:
        """What was read of the body of a macro, in the paragraph of its call."""
        self._flush()
        ends = bool(parts) and isinstance(parts[-1], Piece) and parts[-1].kind is Kind.BREAK
        self.parts += parts[:-1] if ends else parts

    def begin_heading(self, at: int, level: int) -> None:
        self.end_paragraph()
        self.mark(Kind.HEADING, at, level)
        self._heading = True

    def brace(self, sign: str) -> None:
        """Keeps count of the braces, for the title of a heading ends with its own."""
        if sign == "{":
            self._braces.append(self._heading)
            self._heading = False
        elif self._braces and self._braces.pop():
            self.end_paragraph()

    def end_paragraph(self) -> None:
        """Ends a paragraph, a heading or an item, once."""
        self._flush()
        last = self.parts[-1] if self.parts else None
        if isinstance(last, Piece) and last.kind is not Kind.BREAK:
            size = len(last.text.value)
            self.parts.append(Piece(Kind.BREAK, last.text.slice(size, size)))

    def _flush(self) -> None:
        ranges, self._ranges = self._ranges, []
        if any(self._text.value[start:end].strip() for start, end in ranges):
            self.parts.append(Piece(Kind.WORDS, self._joined(ranges)))

    def _joined(self, ranges: list[tuple[int, int]]) -> Text:
        first, last = ranges[0][0], ranges[-1][1]
        if all(start < end for start, end in ranges) and sum(end - start for start, end in ranges) == last - first:
            return self._text.slice(first, last)
        value = "".join(self._text.value[start:end] or " " for start, end in ranges)
        offsets = [offset for start, end in ranges for offset in self._text.offsets[start : max(end, start + 1)]]
        return Text(self._text.source, value, [*offsets, self._text.offsets[last]])
