"""The strings of a JSON text, decoded, each character with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.source import Source, Text

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_PART = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+", re.DOTALL
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class JsonString:
    """A string value (not a key): the way to it, and where its characters, without the quotes, stand."""

    path: Path
    start: int
    end: int


def strings(text: str) -> Iterator[JsonString]:
    """Every string value of a JSON text that is known to be valid, in order, without recursion."""
    path: list[str | int] = []
    key = False  # whether the next string names a member
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign in "{[":
            path.append("" if sign == "{" else 0)
            key = sign == "{"
        elif sign in "}]":
            path.pop()
            key = False
        elif sign == ",":
            top = path[-1]
            key = isinstance(top, str)
            path[-1] = top + 1 if isinstance(top, int) else ""
        elif sign[0] == '"' and key:
            path[-1], key = sign[1:-1], False
        elif sign[0] == '"':
            yield JsonString(tuple(path), match.start() + 1, match.end() - 1)


def decoded(source: Source, places: list[tuple[int, int]]) -> Text:
    """The characters of one or more JSON strings, joined."""
    value: list[str] = []
    offsets: list[int] = []
    for start, end in places:
        for match in _PART.finditer(source.text, start, end):
            value.append(_meaning(match[0]))
            plain = match[0][0] != "\\"
            offsets.extend(range(match.start(), match.end()) if plain else (match.start(),))
    return Text(source, "".join(value), [*offsets, places[-1][1] if places else 0])


def _meaning(part: str) -> str:
    if part[0] != "\\":
        return part
    if part[1] != "u":
        return _ESCAPES.get(part[1], part[1])
    first = int(part[2:6], 16)
    if len(part) == 12:
        return chr(0x10000 + ((first - 0xD800) << 10) + int(part[8:12], 16) - 0xDC00)
    return "\ufffd" if 0xD800 <= first < 0xE000 else chr(first)
