"""The tokens of a formula, and the arguments that a macro takes from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from derive.source import Source, Text

TOKEN = re.compile(r"\\(?:[A-Za-z@]+|.)|#[1-9]|.", re.DOTALL)


@dataclass(frozen=True)
class Token:
    """A command or a character, with the offset of each of its characters in the file.

    `depth` counts the macros around it; it is negative where nothing may be expanded any more.
    """

    value: str
    offsets: Sequence[int]
    depth: int = 0

    @property
    def offset(self) -> int:
        return self.offsets[0]


def placed(value: str, call: Token, depth: int) -> Token:
    """A token of a macro's body: all of it stands at the call."""
    return Token(value, (call.offset,) * len(value), depth)


def argument(stack: list[Token]) -> list[Token] | None:
    """Takes one argument from the stack: a token, or the content of braces."""
    while stack and stack[-1].value.isspace():
        stack.pop()
    if not stack or stack[-1].value == "}":
        return None
    first = stack.pop()
    return [first] if first.value != "{" else until(stack, "}")


def optional(stack: list[Token]) -> list[Token] | None:
    if not stack or stack[-1].value != "[":
        return None
    stack.pop()
    return until(stack, "]")


def until(stack: list[Token], closing: str) -> list[Token] | None:
    taken: list[Token] = []
    depth = 0
    while stack:
        token = stack.pop()
        if token.value == closing and depth == 0:
            return taken
        depth += {"{": 1, "}": -1}.get(token.value, 0)
        taken.append(token)
    return None


def joined(source: Source, tokens: list[Token], end: int) -> Text:
    """The tokens as text, with a space where an expansion would run a command into a letter."""
    value: list[str] = []
    offsets: list[int] = []
    word = False
    for token in tokens:
        if word and token.value[0].isalpha():
            value.append(" ")
            offsets.append(token.offset)
        value.append(token.value)
        offsets.extend(token.offsets)
        word = len(token.value) > 1 and token.value[-1].isalpha()
    return Text(source, "".join(value), [*offsets, end])
