"""The part of a LaTeX source that is typeset: comments and verbatim text blank, the body found."""

from __future__ import annotations

import re

from derive.source import DeriveError, Text

_HIDDEN = re.compile(
    r"(?P<line>^[ \t]*%[^\n]*\n?)|(?P<comment>%[^\n]*)|\\verb\*?(?P<bar>[^\sA-Za-z*])[^\n]*?(?P=bar)|\\lstinline\b"
    r"|\\begin\{(?P<raw>verbatim|Verbatim|BVerbatim|lstlisting|minted|comment|filecontents|tikzpicture|alltt)(?P<star>\*?)\}"
    r"|(?P<false>\\iffalse)(?![A-Za-z])|\\.",
    re.DOTALL | re.MULTILINE,
)
_FILES = frozenset({"input", "include", "subfile", "import", "subimport", "InputIfFileExists"})
_LETTERS = re.compile(r"[^\n]")


def visible(text: str) -> str:
    """The text, equally long, with spaces for what TeX does not typeset as text.

    A line that holds only a comment vanishes with its line break, for it does not end a paragraph.
    """
    shown, at, absent = [], 0, set[str]()
    match = _HIDDEN.search(text)
    while match:
        end = _end_of(match, text, absent)
        shown += [text[at : match.start()], _blanked(match, text[match.start() : end])]
        at = end
        match = _HIDDEN.search(text, end)
    return "".join([*shown, text[at:]])


def _end_of(match: re.Match[str], text: str, absent: set[str]) -> int:
    closing = f"\\end{{{match['raw']}{match['star']}}}" if match["raw"] else r"\fi" if match["false"] else ""
    if not closing or closing in absent:
        return match.end()
    place = text.find(closing, match.end())
    if place < 0:
        absent.add(closing)
        return len(text)
    return place + len(closing)


def _blanked(match: re.Match[str], hidden: str) -> str:
    if match["line"]:
        return " " * len(hidden)
    escaped = match[0][0] == "\\" and len(match[0]) == 2
    return hidden if escaped else _LETTERS.sub(" ", hidden)


def body_of(text: str) -> tuple[int, int]:
    """Where the document begins and ends; the whole text where it is only a part of one."""
    begin, end = text.find(r"\begin{document}"), text.find(r"\end{document}")
    start = begin + len(r"\begin{document}") if begin >= 0 else 0
    return start, end if end >= start else len(text)


def refuse_file(text: Text, event: re.Match[str]) -> None:
    """Fails with DeriveError where a command takes in another file."""
    if event[0].lstrip("\\").rstrip("*") in _FILES:
        where = text.span(event.start(), event.end())
        raise DeriveError(
            f"{text.source.path}, line {where.line}: {event[0]} takes in another file, and only one file is read at a "
            "time: put its text in its place, or check that file by itself",
            where,
        )
