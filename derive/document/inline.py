"""Finds the formulas inside one block of Markdown text: a paragraph, a heading, raw HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from derive.document.definitions import DEFINING, Definitions
from derive.document.delimiters import (
    BARE_ENVIRONMENTS,
    DISPLAY_ENVIRONMENTS,
    INLINE_ENVIRONMENTS,
    Closers,
    Dollars,
    Extent,
    end_of_row,
    is_mathematics,
)
from derive.document.markup import Mark, Markup, nothing, words
from derive.document.model import Kind

_ENVIRONMENTS = DISPLAY_ENVIRONMENTS | BARE_ENVIRONMENTS | INLINE_ENVIRONMENTS
_EVENT = re.compile(r"\\\\[(\[]|\\[A-Za-z]+|\\.|\$+|`+|<|\]\(", re.DOTALL)
_BEGIN = re.compile(r"\\begin\{(\w+\*?)\}")
_AFTER_DISPLAY = re.compile(r"[ \t]*[.,;:]?[ \t]*(?:\{#[^{}\n]*\}|\\\\)?[ \t\r]*(?=\n|$)")
_MONEY = re.compile(r"\d[\d.,]*(?:k|K|M|bn|%)?[,;]?\s+[A-Za-z]{2,}[^\\^_=]*\Z")
_FORMULA_WITH_BLANKS = re.compile(r"\s*(?:[^\s\\]|\\[A-Za-z]+)\s*\Z|.*(?:\\[^$]|[\^_=<>])", re.DOTALL)
_TWO_WORDS = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{2,}[,;]?\s+[A-Za-z]{2,}")
_BEGINS_FORMULA = re.compile(r"\s*(?:\\[A-Za-z]|[A-Za-z]['*]*\s*[_^=({])")
_WIDEST_INDENT = 200
_GLANCE = 500


@dataclass(frozen=True)
class Unclosed:
    """An opening delimiter, `start:end`, whose formula never ends. `mark` is that formula: its text begins with
    the delimiter, so that it counts as one that cannot be read."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True)
class Found:
    """Everything in a text but plain words, in order and without overlaps, and what is never closed."""

    marks: tuple[Mark, ...]
    unclosed: tuple[Unclosed, ...]


def find_formulas(text: str, is_heading: bool = False) -> Found:
    """The formulas in the text of a block. In a heading none is set apart."""
    walk = _Walk(text, is_heading)
    marks = tuple(walk.marks())
    return Found(marks, tuple(walk.unclosed))


class _Walk:
    """One walk through a text."""

    def __init__(self, text: str, is_heading: bool) -> None:
        self.text = text
        self.is_heading = is_heading
        self.unclosed: list[Unclosed] = []
        self._markup = Markup(text)
        self._dollars = Dollars(text)
        self._definitions = Definitions(text)

    @cached_property
    def _closers(self) -> Closers:
        return Closers(self.text)

    def marks(self) -> Iterator[Mark]:
        event = _EVENT.search(self.text)
        while event:
            mark = self._at(event)
            if mark:
                yield mark
            event = _EVENT.search(self.text, mark.extent.end if mark else event.end())

    def _at(self, event: re.Match[str]) -> Mark | None:
        sign = event[0]
        handler = _HANDLERS.get(sign) or _HANDLERS.get(sign[0])
        return handler(self, event) if handler else None

    def _command(self, event: re.Match[str]) -> Mark | None:
        defining = DEFINING.match(self.text, event.start())
        if not defining:
            return None
        found = self._definitions.at(defining)
        return Mark(None, Extent(found.start, found.start, found.end, found.end), defines=True)

    def _environment(self, event: re.Match[str]) -> Mark | None:
        begin = _BEGIN.match(self.text, event.start())
        if not begin or begin[1] not in _ENVIRONMENTS:
            return None
        extent = self._closers.environment(event.start())
        if not extent:
            return self._give_up(event.start(), begin.end())
        return Mark(Kind.INLINE if begin[1] in INLINE_ENVIRONMENTS else Kind.DISPLAY, extent)

    def _bracket(self, event: re.Match[str]) -> Mark | None:
        """`\\[`: in Markdown also an escaped bracket, so its content must look like a formula."""
        extent = self._closers.delimited(event.start(), event[0])
        if not extent:
            rest = self.text[event.end() : event.end() + _GLANCE].partition("\n\n")[0]
            return self._give_up(event.start(), event.end()) if is_mathematics(rest) else None
        content = self.text[extent.inner_start : extent.inner_end]
        alone = self._begins_line(event.start()) and _AFTER_DISPLAY.match(self.text, extent.end)
        is_formula = content.strip() and (alone or is_mathematics(content))
        return Mark(Kind.DISPLAY, extent) if is_formula else None

    def _parenthesis(self, event: re.Match[str]) -> Mark | None:
        extent = self._closers.delimited(event.start(), event[0])
        if extent:
            return Mark(Kind.INLINE, extent)
        wanted = _BEGINS_FORMULA.match(self.text, event.end())
        return self._give_up(event.start(), event.end(), skip=False) if wanted else None

    def _dollar(self, event: re.Match[str]) -> Mark | None:
        if len(event[0]) == 2:
            return self._two_dollars(event)
        return self._one_dollar(event) if len(event[0]) == 1 else None

    def _two_dollars(self, event: re.Match[str]) -> Mark | None:
        extent = self._closers.delimited(event.start(), "$$")
        if not extent:
            return self._give_up(event.start(), event.end())
        if not self.text[extent.inner_start : extent.inner_end].strip():
            return nothing(extent.start, extent.end)
        return Mark(Kind.DISPLAY if self._stands_alone(extent) else Kind.INLINE, extent)

    def _stands_alone(self, extent: Extent) -> bool:
        """`$$` inside a sentence is kramdown's way to write an inline formula."""
        if self.is_heading:
            return False
        content = self.text[extent.inner_start : extent.inner_end]
        if content.lstrip(" \t\r").startswith("\n") or r"\begin{" in content:
            return True
        return self._begins_line(extent.start) and bool(_AFTER_DISPLAY.match(self.text, extent.end))

    def _one_dollar(self, event: re.Match[str]) -> Mark | None:
        start, inner = event.start(), event.end()
        if self.text.startswith("`", inner):
            return self._dollar_tick(start)
        close = self._dollars.closing(inner, len(self.text))
        if close is not None and self._is_inline(self.text[inner:close], self.text[close + 1 : close + 2]):
            return Mark(Kind.INLINE, Extent(start, inner, close, close + 1))
        wanted = _BEGINS_FORMULA.match(self.text, inner)
        return self._give_up(start, inner, skip=False) if wanted else None

    def _is_inline(self, content: str, following: str) -> bool:
        """Pandoc's rule, relaxed for what is plainly a formula with blanks inside its dollars."""
        if not content.strip() or _MONEY.match(content):
            return False
        if content[0].isspace() or content[-1].isspace() or following.isdigit():
            return bool(_FORMULA_WITH_BLANKS.match(content)) and not _TWO_WORDS.search(content)
        return True

    def _dollar_tick(self, start: int) -> Mark | None:
        """GitHub's $`...`$."""
        close = self._markup.find("`$", start + 2)
        return Mark(Kind.INLINE, Extent(start, start + 2, close, close + 2)) if close > 0 else None

    def _code(self, event: re.Match[str]) -> Mark | None:
        return self._markup.code(event.start(), len(event[0]))

    def _angle(self, event: re.Match[str]) -> Mark | None:
        return self._markup.angle(event.start())

    def _link(self, event: re.Match[str]) -> Mark | None:
        return self._markup.link(event.start())

    def _begins_line(self, at: int) -> bool:
        left = max(0, at - _WIDEST_INDENT)
        line = self.text.rfind("\n", left, at) + 1
        return (line > left or left == 0) and not self.text[line:at].strip()

    def _give_up(self, start: int, end: int, skip: bool = True) -> Mark | None:
        """Notes an unclosed formula. One that begins a line takes the rest of the block with it."""
        takes_rest = skip and self._begins_line(start)
        shown = end_of_row(self.text, end) if takes_rest else end
        inner = start + self.text.startswith(r"\\", start)  # `\\[` would be a line break and a bracket
        self.unclosed.append(Unclosed(start, end, Mark(Kind.INLINE, Extent(start, inner, shown, shown))))
        return words(start, len(self.text)) if takes_rest else None


_HANDLERS: dict[str, Callable[[_Walk, re.Match[str]], Mark | None]] = {
    r"\begin": _Walk._environment,
    r"\[": _Walk._bracket,
    r"\\[": _Walk._bracket,
    r"\(": _Walk._parenthesis,
    r"\\(": _Walk._parenthesis,
    "\\": _Walk._command,
    "$": _Walk._dollar,
    "`": _Walk._code,
    "<": _Walk._angle,
    "](": _Walk._link,
}
