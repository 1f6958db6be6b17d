"""Reads LaTeX sources: the formulas and the plain words of the document body."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from derive.document.definitions import DEFINING, Definitions
from derive.document.delimiters import (
    BARE_ENVIRONMENTS,
    DISPLAY_ENVIRONMENTS,
    INLINE_ENVIRONMENTS,
    Closers,
    Dollars,
    Extent,
    end_of_row,
)
from derive.document.latex_shorthand import Shorthands
from derive.document.latex_source import body_of, refuse_file, visible
from derive.document.latex_words import (
    DROPPED,
    DROPPED_FIRST,
    ENDS_PARAGRAPH,
    LEVELS,
    SPACES,
    Collector,
    skip_arguments,
)
from derive.document.macros import Meaning, Part
from derive.document.model import Kind, Notice
from derive.source import Text

_FORMULAS = DISPLAY_ENVIRONMENTS | BARE_ENVIRONMENTS
_EVENT = re.compile(
    r"\n[ \t\r]*\n\s*|\\begin\{(?P<begin>\w+\*?)\}|\\end\{\w+\*?\}|\\\\(?:\*|\[[^\]\n]{0,30}\])*"
    r"|\\[A-Za-z@]+\*?|\\.|\$\$|[${}~]",
    re.DOTALL,
)
MAX_DEPTH = 8  # macros with formulas within one another
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LABEL = re.compile(r"\s*\[([^\[\]$\n]{0,200})\]")


def read_latex(text: Text) -> tuple[list[Part], list[Notice]]:
    """The parts of a LaTeX source in order. Fails with DeriveError where it takes in another file."""
    shown = Text(text.source, visible(text.value), text.offsets)
    reader = _Reader(shown, *body_of(shown.value))
    reader.run()
    return reader.collector.parts, reader.notices


class _Reader:
    """One walk through a source whose comments are blank."""

    def __init__(self, text: Text, start: int, end: int, within: _Reader | None = None) -> None:
        self.text = text
        self.collector = Collector(text)
        self.notices: list[Notice] = []
        self._value = text.value
        self._start, self._end = start, end
        self._closers = Closers(text.value)
        self._dollars = Dollars(text.value)
        self._definitions = Definitions(text.value)
        self._shorthands: Shorthands = within._shorthands if within else Shorthands()
        self._depth: int = within._depth + 1 if within else 0
        self._breaks = [match.start() for match in _BLANK_LINE.finditer(text.value)]

    def run(self) -> None:
        self._preamble()
        at = self._start
        event = _EVENT.search(self._value, at, self._end)
        while event:
            self.collector.words(at, event.start())
            at = self._at(event)
            event = _EVENT.search(self._value, at, self._end)
        self.collector.words(at, self._end)
        self.collector.end_paragraph()

    def _preamble(self) -> None:
        at = 0
        event = _EVENT.search(self._value, at, self._start)
        while event:
            defining = DEFINING.match(self._value, event.start())
            at = self._define(defining) if defining else self._environment_name(event)
            refuse_file(self.text, event)
            event = _EVENT.search(self._value, at, self._start)

    def _at(self, event: re.Match[str]) -> int:
        """Deals with one event and says where to go on."""
        sign = event[0]
        written_out = self._shorthands.formula(self.text, sign, event.start())
        if written_out:
            self.collector.formula(Kind.DISPLAY, written_out[0])
            return written_out[1]
        if event["begin"]:
            return self._begin(event)
        handler = _SIGNS.get(sign) or _SIGNS.get(sign[:2])
        if handler:
            return handler(self, event)
        if sign[0] == "\n":
            self.collector.end_paragraph()
            return event.end()
        return self._command(event, sign.lstrip("\\").rstrip("*"))

    def _written(self, event: re.Match[str]) -> int | None:
        """A call of a macro with a formula in it is read as what it stands for."""
        found = self._shorthands.written(self.text, self._definitions, event[0], event.start())
        if not found:
            return None
        if self._depth == MAX_DEPTH:
            message = f"the macro {event[0]} stands for itself: the formulas in it are not read"
            self.notices.append(Notice(message, self.text.span(event.start(), event.end())))
            return found[1]
        reader = _Reader(found[0], 0, len(found[0].value), self)
        reader.run()
        self.collector.take(reader.collector.parts)
        self.notices += reader.notices
        return found[1]

    def _command(self, event: re.Match[str], name: str) -> int:
        written = self._written(event)
        if written is not None:
            return written
        defining = DEFINING.match(self._value, event.start())
        if defining:
            return self._define(defining)
        refuse_file(self.text, event)
        group = self._definitions.group(event.end()) if name == "ensuremath" else None
        if group:
            inner = self.text.slice(group[1] - 1 - len(group[0]), group[1] - 1)
            self.collector.formula(Kind.INLINE, inner)
            return group[1]
        if name in LEVELS:
            at = skip_arguments(self._definitions, event.end(), 0)
            self.collector.begin_heading(event.start(), LEVELS[name])
            return at
        if name in ENDS_PARAGRAPH or event[0].startswith(r"\end{"):
            self.collector.end_paragraph()
        elif name in SPACES:
            self.collector.space(event.start())
        elif name.endswith("newenvironment"):
            return self._environment_name(event)
        elif name in DROPPED:
            return skip_arguments(self._definitions, event.end(), DROPPED[name])
        elif name in DROPPED_FIRST:
            return skip_arguments(self._definitions, event.end(), 1)
        elif not name[:1].isalpha():
            self.collector.words(event.start() + 1, event.end())
        return event.end()

    def _environment_name(self, event: re.Match[str]) -> int:
        if event[0].rstrip("*") not in (r"\newenvironment", r"\renewenvironment"):
            return event.end()
        return self._shorthands.learn_environment(self._definitions, event.end())

    def _define(self, defining: re.Match[str]) -> int:
        found = self._definitions.at(defining)
        self._shorthands.learn(found.macro)
        self.collector.add(Meaning(self.text.slice(found.start, found.end)))
        return found.end

    def _item(self, event: re.Match[str]) -> int:
        self.collector.end_paragraph()
        self.collector.mark(Kind.ITEM, event.start())
        label = _LABEL.match(self._value, event.end())
        if not label:
            return event.end()
        self.collector.words(label.start(1), label.end(1))
        return label.end()

    def _begin(self, event: re.Match[str]) -> int:
        name = event["begin"]
        if name in _FORMULAS:
            return self._formula(Kind.DISPLAY, event, self._closers.environment(event.start()))
        if name in INLINE_ENVIRONMENTS:
            return self._formula(Kind.INLINE, event, self._closers.environment(event.start()))
        self.collector.end_paragraph()
        return skip_arguments(self._definitions, event.end(), int(name.startswith(("tabular", "minipage", "multicol"))))

    def _set_apart(self, event: re.Match[str]) -> int:
        return self._formula(Kind.DISPLAY, event, self._closers.delimited(event.start(), event[0]))

    def _in_text(self, event: re.Match[str]) -> int:
        return self._formula(Kind.INLINE, event, self._closers.delimited(event.start(), event[0]))

    def _dollar(self, event: re.Match[str]) -> int:
        close = self._dollars.closing(event.end(), self._paragraph_end(event.end()))
        extent = None if close is None else Extent(event.start(), event.end(), close, close + 1)
        return self._formula(Kind.INLINE, event, extent)

    def _formula(self, kind: Kind, event: re.Match[str], extent: Extent | None) -> int:
        if extent is None or extent.end > self._end:
            message = f"`{event[0]}` is never closed: the formula that it begins is not read"
            self.notices.append(Notice(message, self.text.span(event.start(), event.end())))
            paragraph = self._paragraph_end(event.end())
            shown = min(end_of_row(self._value, event.end()), paragraph)
            self.collector.formula(kind, self.text.slice(event.start(), shown))
            return paragraph
        self.collector.formula(kind, self.text.slice(extent.inner_start, extent.inner_end))
        return extent.end

    def _brace(self, event: re.Match[str]) -> int:
        self.collector.brace(event[0])
        return event.end()

    def _blank(self, event: re.Match[str]) -> int:
        self.collector.space(event.start())
        return event.end()

    def _paragraph_end(self, at: int) -> int:
        index = bisect_left(self._breaks, at)
        return min(self._breaks[index], self._end) if index < len(self._breaks) else self._end


_SIGNS: dict[str, Callable[[_Reader, re.Match[str]], int]] = {
    "$": _Reader._dollar,
    "$$": _Reader._set_apart,
    r"\[": _Reader._set_apart,
    r"\(": _Reader._in_text,
    r"\item": _Reader._item,
    r"\\": _Reader._blank,
    "~": _Reader._blank,
    "{": _Reader._brace,
    "}": _Reader._brace,
}
