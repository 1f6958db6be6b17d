"""Reads Markdown: CommonMark's blocks, and the formulas in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from derive.document.blocks import parse_blocks
from derive.document.delimiters import blank_comments
from derive.document.inline import find_formulas
from derive.document.macros import Meaning, Part
from derive.document.model import Kind, Notice, Piece
from derive.source import Text

_FRONT_MATTER = re.compile(
    r"\s*(---|\+\+\+)[ \t\r]*\n"
    r"(?=[ \t]*[\w\"'#-][^\n:=]*[:=])"  # a key, so that a horizontal rule is not taken for it
    r"(?:.*\n)*?(?:\1|\.\.\.)[ \t\r]*(?:\n|\Z)"
)
_OPTIONS = re.compile(r"(?:\s*:[\w-]+:[^\n]*\n)*")
_FRAME = re.compile(
    r"\{(?:prf:)?(?:note|tip|important|warning|caution|attention|danger|error|hint|seealso|admonition|topic|dropdown|card|"
    r"margin|sidebar|proof|theorem|axiom|lemma|corollary|proposition|definition|criterion|remark|conjecture|property|"
    r"observation|assumption|algorithm|example|exercise|solution)\}"
)


@dataclass(frozen=True)
class Reading:
    """What has been read so far."""

    text: Text
    lines: list[int]
    parts: list[Part]
    notices: list[Notice]


def read_markdown(text: Text) -> tuple[list[Part], list[Notice]]:
    """The parts of a Markdown text in order; `text` may itself be decoded from something else."""
    front = _FRONT_MATTER.match(text.value)
    start = front.end() if front else 0
    # markdown-it knows only "\n"; every character keeps its place.
    plain = text.value.replace("\r\n", " \n").replace("\r", "\n")
    plain = re.sub(r"[^\n]", " ", plain[:start]) + plain[start:]
    lines = [0, *(match.end() for match in re.finditer("\n", plain))]
    reading = Reading(text, lines, [], [])
    level = 0
    for token in parse_blocks(plain):
        level = token_level(token, level)
        _take(reading, token, level)
    return reading.parts, reading.notices


def token_level(token: Token, level: int) -> int:
    """The depth of the heading that a token stands in."""
    if token.type == "heading_open":
        return int(token.tag[1:])
    return 0 if token.type == "heading_close" else level


def _take(reading: Reading, token: Token, level: int) -> None:
    first = token.map[0] if token.map else 0
    if token.type == "heading_open":
        _mark(reading, Kind.HEADING, reading.lines[first], level)
    elif token.type == "list_item_open":
        _mark(reading, Kind.ITEM, reading.lines[first])
    elif token.type in ("inline", "html_block"):
        _inline(reading, _located(reading, token, first), level > 0)
        if token.type == "html_block":
            _break(reading)
    elif token.type in ("paragraph_close", "heading_close", "list_item_close"):
        _break(reading)
    elif token.type == "fence":
        _fence(reading, token, first)


def _fence(reading: Reading, token: Token, first: int) -> None:
    """Code, which is passed over, unless it is called `math`, or is prose in a frame of MyST: `{note}`."""
    name = token.info.strip().split(" ")[0].lower()
    if name in ("math", "{math}") and token.content.strip():
        text = _located(reading, token, first + 1)
        options = _OPTIONS.match(text.value)
        _formula(reading, Kind.DISPLAY, text.slice(options.end() if options else 0, len(text.value)))
        _break(reading)
    elif _FRAME.fullmatch(name) and token.content.strip():
        parts, notices = read_markdown(_located(reading, token, first + 1))
        reading.parts.extend(parts)
        reading.notices.extend(notices)
        _break(reading)
    if token.map and token.map[1] - first < token.content.count("\n") + 2:
        message = f"the fence {token.markup} is never closed: what follows is taken for code"
        place = reading.text.value.index(token.markup, reading.lines[first])
        where = reading.text.span(place, place + len(token.markup))
        reading.notices.append(Notice(message, where))


def _mark(reading: Reading, kind: Kind, at: int, level: int = 0) -> None:
    reading.parts.append(Piece(kind, reading.text.slice(at, at), level))


def _break(reading: Reading) -> None:
    """Ends a paragraph or an item, once."""
    last = reading.parts[-1] if reading.parts else None
    if isinstance(last, Piece) and last.kind is not Kind.BREAK:
        reading.parts.append(Piece(Kind.BREAK, last.text.slice(len(last.text.value), len(last.text.value))))


def _formula(reading: Reading, kind: Kind, text: Text) -> None:
    value = blank_comments(text.value)
    reading.parts.append(Piece(kind, text if value == text.value else Text(text.source, value, text.offsets)))


def _inline(reading: Reading, text: Text, is_heading: bool) -> None:
    found = find_formulas(text.value, is_heading)
    done = 0
    formulas = [mark for mark in found.marks if mark.kind is not Kind.WORDS] + [one.mark for one in found.unclosed]
    for mark in sorted(formulas, key=lambda mark: mark.extent.start):
        _words(reading, text.slice(done, mark.extent.start))
        inner = text.slice(mark.extent.inner_start, mark.extent.inner_end)
        if mark.defines:
            reading.parts.append(Meaning(inner))
        elif mark.kind:
            _formula(reading, mark.kind, inner)
        done = mark.extent.end
    _words(reading, text.slice(done, len(text.value)))
    for unclosed in found.unclosed:
        opening = text.value[unclosed.start : unclosed.end]
        message = f"`{opening}` is never closed: the formula that it begins is not read"
        reading.notices.append(Notice(message, text.span(unclosed.start, unclosed.end)))


def _words(reading: Reading, text: Text) -> None:
    if text.value.strip():
        reading.parts.append(Piece(Kind.WORDS, text))


def _located(reading: Reading, token: Token, first: int) -> Text:
    """The content of a token as it stands in the file.

    markdown-it strips what belongs to the surrounding list or quotation from the left of each line, so each
    line of the content is an end of a line of the file. Mere indentation is kept: the text is then one piece.
    """
    ranges = list(_ranges(reading, token.content.rstrip("\n"), first))
    start, end = ranges[0][0], ranges[-1][1]
    if all(not reading.text.value[left[1] : right[0]].strip() for left, right in pairwise(ranges)):
        return reading.text.slice(start, end)
    value = "".join(reading.text.value[left:right] + "\n" for left, right in ranges)[:-1]
    offsets = [offset for left, right in ranges for offset in reading.text.offsets[left : right + 1]]
    return Text(reading.text.source, value, offsets)


def _ranges(reading: Reading, content: str, first: int) -> list[tuple[int, int]]:
    found = []
    for number, line in enumerate(content.split("\n"), start=first):
        bare = line.strip(" \t\r")
        start = reading.lines[number]
        end = reading.lines[number + 1] - 1 if number + 1 < len(reading.lines) else len(reading.text.value)
        place = reading.text.value.rfind(bare, start, end)
        found.append((place, place + len(bare)) if place >= 0 else (start, end))
    return found
