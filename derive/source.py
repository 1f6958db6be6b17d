"""A span of a source file: line, column, excerpt with a caret."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

EXCERPT_WIDTH = 100


class DeriveError(Exception):
    """Input that cannot be used, in words for the person who wrote it.

    `where` points at the fault when it lies in a file that could be read.
    """

    def __init__(self, message: str, where: Span | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where


@dataclass(frozen=True)
class Source:
    """The text of one file. `sha256` is the digest of its bytes, `path` is as the user named it."""

    path: str
    text: str = field(repr=False)
    sha256: str = ""

    @cached_property
    def line_starts(self) -> list[int]:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column of a 0-based offset."""
        line = bisect.bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        start = self.line_starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")


@dataclass(frozen=True)
class Span:
    """The half-open range `start:end` of offsets in a source."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.line_column(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.line_column(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def excerpt(self) -> str:
        """Two lines: the source line, cut to a readable width, and a caret under the start."""
        line, column = self.source.line_column(self.start)
        text = self.source.line_text(line).replace("\t", " ")
        left = max(0, column - 1 - EXCERPT_WIDTH // 2) if len(text) > EXCERPT_WIDTH else 0
        shown = text[left : left + EXCERPT_WIDTH]
        head, tail = ("..." if left else ""), ("..." if left + EXCERPT_WIDTH < len(text) else "")
        return f"{head}{shown}{tail}\n{' ' * (len(head) + column - 1 - left)}^"


@dataclass(frozen=True)
class Text:
    """Characters together with the offset in the source that each of them came from.

    A notebook cell is decoded from JSON and a macro is expanded, so the characters that are read are not
    always those of the file. `offsets` has one entry more than `value`: the end. It is a `range` wherever
    the characters stand in the file as they are.
    """

    source: Source
    value: str
    offsets: Sequence[int] = field(repr=False, compare=False)

    def span(self, start: int, end: int) -> Span:
        """The span in the source of the characters `start:end`."""
        first = self.offsets[min(start, len(self.value))]
        last = self.offsets[end - 1] + 1 if end > start else first
        return Span(self.source, first, max(first, last))

    def slice(self, start: int, end: int) -> Text:
        return Text(self.source, self.value[start:end], self.offsets[start : end + 1])


def text_of(source: Source, start: int, end: int) -> Text:
    """The characters `start:end` of the file as they are."""
    return Text(source, source.text[start:end], range(start, end + 1))
