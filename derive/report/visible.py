"""Text from documents made safe to look at: what could steer a terminal or mislead a reader is spelled out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar, cast

# Everything Unicode calls control (Cc), format (Cf: bidi overrides, zero-width joiners), surrogate (Cs), private use
# or line separator (Zl, Zp) is invisible or acts on its surroundings; tab and newline are what a reader expects.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
KEPT = frozenset("\t\n")
PLAIN = re.compile(r"[\t\n\x20-\x7e]*")

Data = TypeVar("Data")


def is_hidden(character: str) -> bool:
    return character not in KEPT and unicodedata.category(character) in HIDDEN


def visible(text: str) -> str:
    """The text with each hidden character as `<U+202E>`; nothing else changes.

    >>> visible("a\\x1b[31mb")
    'a<U+001B>[31mb'
    """
    if PLAIN.fullmatch(text):
        return text
    return "".join(f"<U+{ord(c):04X}>" if is_hidden(c) else c for c in text)


def one_line(text: str) -> str:
    """The text on one line, runs of white space as one space, hidden characters spelled out."""
    return visible(" ".join(text.split()))


def made_visible(data: Data) -> Data:
    """A plain value (dicts, lists, strings, numbers) with `visible` applied to every string, keys included."""
    return cast(Data, _deep(data))


def _deep(data: object) -> object:
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, Mapping):
        return {visible(str(key)): _deep(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_deep(value) for value in data]
    return data
