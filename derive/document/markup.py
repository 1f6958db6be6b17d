"""What is no prose inside a block of Markdown: code spans, comments, tags, scripts, link targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from derive.document.delimiters import Extent
from derive.document.model import Kind

_LONGEST_TAG = 1000
_RAW_HTML = re.compile(r"<(script|pre|style|textarea|code)\b[^<>]{0,500}>", re.IGNORECASE)
_MATH_SCRIPT = re.compile(
    r"""<script\s+type\s*=\s*["']?\s*math/tex\s*(;\s*mode\s*=\s*display)?\s*;?\s*["']?\s*>""", re.IGNORECASE
)
_STRIKES = re.compile(r"</?(?:del|s|strike)>", re.IGNORECASE)  # what is struck out is not said
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^<>\s]*>")


@dataclass(frozen=True)
class Mark:
    """Something other than plain words: a formula, a definition, or (kind None) what is no prose at all.

    Kind WORDS is a stretch that stays prose, but in which no formula is looked for.
    """

    kind: Kind | None
    extent: Extent
    defines: bool = False


def nothing(start: int, end: int) -> Mark:
    """A mark for characters that no reader of the prose should see."""
    return Mark(None, Extent(start, start, end, end))


def words(start: int, end: int) -> Mark:
    """A mark for characters that are prose, whatever dollars they hold."""
    return Mark(Kind.WORDS, Extent(start, start, end, end))


class Markup:
    """The markup of one text. What was once searched in vain is not searched again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._absent: set[str] = set()

    @cached_property
    def _lower(self) -> str:
        return self.text.lower() if self.text.isascii() else self.text

    @cached_property
    def _ticks(self) -> dict[int, list[int]]:
        """The places of runs of backticks, by length, last first."""
        places: dict[int, list[int]] = {}
        for match in re.finditer("`+", self.text):
            places.setdefault(len(match[0]), []).append(match.start())
        return {length: found[::-1] for length, found in places.items()}

    def find(self, closing: str, start: int) -> int:
        """The next place of `closing`, -1 where there is none."""
        if closing in self._absent:
            return -1
        place = self._lower.find(closing, start)
        if place < 0:
            self._absent.add(closing)
        return place

    def code(self, start: int, length: int) -> Mark | None:
        """A code span is passed over: its words stay words, its dollars mean nothing."""
        places = self._ticks.get(length, [])
        while places and places[-1] < start + length:
            places.pop()
        return words(start, places[-1] + length) if places else None

    def angle(self, start: int) -> Mark | None:
        """A comment, a tag, an automatic link, or an element whose content is no Markdown."""
        if self.text.startswith("<!--", start):
            close = self.find("-->", start)
            return nothing(start, close + 3) if close > 0 else None
        raw = _RAW_HTML.match(self.text, start)
        if raw:
            return self._element(raw)
        piece = self.text[start : start + _LONGEST_TAG]
        tag = HTML_TAG_RE.match(piece) or _AUTOLINK.match(piece)
        if tag and _STRIKES.fullmatch(tag[0]):
            return words(start, start + len(tag[0]))
        return nothing(start, start + len(tag[0])) if tag else None

    def _element(self, raw: re.Match[str]) -> Mark:
        close = self.find(f"</{raw[1].lower()}", raw.end())
        if close < 0:
            return nothing(raw.start(), raw.end())
        bracket = self.find(">", close)
        end = bracket + 1 if bracket > 0 else len(self.text)
        script = _MATH_SCRIPT.fullmatch(raw[0])
        if not script:
            return nothing(raw.start(), end)
        return Mark(Kind.DISPLAY if script[1] else Kind.INLINE, Extent(raw.start(), raw.end(), close, end))

    def link(self, start: int) -> Mark | None:
        """The `](target "title")` at `start`: where a link leads to is no prose, what it is called is."""
        size = len(self.text)
        target = parseLinkDestination(self.text, start + 2, size)
        if not target.ok:
            return None
        end = self._past_blanks(target.pos)
        title = parseLinkTitle(self.text, end, size) if end > target.pos else None
        end = self._past_blanks(title.pos) if title and title.ok else end
        return nothing(start + 1, end + 1) if self.text.startswith(")", end) else None

    def _past_blanks(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in " \t\r\n":
            at += 1
        return at
