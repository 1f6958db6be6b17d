"""Expands the user's own commands in every formula, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive.document.definitions import DEFINING, Definition, Definitions, Macro
from derive.document.model import Document, Notice, Piece
from derive.source import Source, Text

MAX_STEPS = 100_000  # characters and commands put in place of macros, for one formula
MAX_STEPS_DOCUMENT = 3_000_000  # and for all formulas of a document together
MAX_DEPTH = 60  # macros within macros

_TOKEN = re.compile(r"\\(?:[A-Za-z@]+|.)|#[1-9]|.", re.DOTALL)
_COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)
_FROM_PACKAGES = (Macro(r"\ensuremath", 1, "#1"), Macro(r"\xspace", 0, ""))


@dataclass(frozen=True)
class Meaning:
    """A definition between the pieces of a document; `text` is the whole command."""

    text: Text


Part = Piece | Meaning


class _Refused(Exception):
    """A macro call that cannot be expanded, with the offset of the call."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True)
class _Token:
    """A command or a character, with the offset of each of its characters in the file.

    `depth` counts the macros around it; it is negative where nothing may be expanded any more.
    """

    value: str
    offsets: Sequence[int]
    depth: int = 0

    @property
    def offset(self) -> int:
        return self.offsets[0]


def assemble(source: Source, parts: list[Part], notices: list[Notice]) -> Document:
    """The document with every macro expanded; what could not be expanded is left as written, with a notice."""
    expander = Expander(source)
    pieces = [piece for part in parts for piece in expander.take(part)]
    everything = sorted([*notices, *expander.notices], key=lambda notice: notice.where.start)
    return Document(source, tuple(pieces), tuple(everything))


class Expander:
    """Walks through the parts of a document and keeps the macros defined so far."""

    def __init__(self, source: Source) -> None:
        self.notices: list[Notice] = []
        self._source = source
        self._macros = {macro.name: macro for macro in _FROM_PACKAGES}
        self._steps = 0
        self._total = 0

    def take(self, part: Part) -> list[Piece]:
        """The pieces that a part becomes: none for a definition or a formula of nothing but definitions."""
        if isinstance(part, Meaning):
            self._without_definitions(part.text)
            return []
        if not part.is_formula:
            return [part]
        text = self._without_definitions(part.text)
        if text is not part.text and not text.value.strip():
            return []
        return [replace(part, text=self._expanded(text))]

    def _without_definitions(self, text: Text) -> Text:
        definitions = Definitions(text.value)
        kept, offsets, at = "", [], 0
        match = DEFINING.search(text.value)
        while match:
            found = definitions.at(match)
            self._define(text, found)
            kept += text.value[at : match.start()]
            offsets += text.offsets[at : match.start()]
            at = found.end
            match = DEFINING.search(text.value, at)
        if not at:
            return text
        return Text(self._source, kept + text.value[at:], [*offsets, *text.offsets[at:]])

    def _define(self, text: Text, definition: Definition) -> None:
        macro = definition.macro
        if macro is None:
            where = text.span(definition.start, definition.end)
            self.notices.append(Notice("this form of macro definition is not understood", where))
        elif not (macro.provided and macro.name in self._macros):
            same = self._macros.get(macro.body) if macro.frozen else None
            self._macros[macro.name] = replace(same, name=macro.name) if same else macro

    def _expanded(self, text: Text) -> Text:
        if self._macros.keys().isdisjoint(_COMMAND.findall(text.value)):
            return text
        self._steps = 0
        try:
            return self._rewrite(text)
        except _Refused as refusal:
            at = list(text.offsets).index(refusal.offset)
            name = _COMMAND.match(text.value, at)
            where = text.span(at, name.end() if name else at + 1)
            self.notices.append(Notice(refusal.message, where))
            return text
        finally:
            self._total += self._steps

    def _rewrite(self, text: Text) -> Text:
        matches = _TOKEN.finditer(text.value)
        stack = [_Token(match[0], text.offsets[match.start() : match.end()]) for match in matches][::-1]
        done: list[_Token] = []
        while stack:
            token = stack.pop()
            macro = self._macros.get(token.value) if token.depth >= 0 else None
            if macro:
                stack.extend(reversed(self._call(macro, token, stack)))
            else:
                done.append(token)
        return _joined(self._source, done, text.offsets[len(text.value)])

    def _call(self, macro: Macro, token: _Token, stack: list[_Token]) -> list[_Token]:
        arguments = self._arguments(macro, token, stack)
        depth = -1 if macro.frozen else token.depth + 1
        if depth > MAX_DEPTH:
            raise _Refused(f"the macro {macro.name} expands to itself; the formula is left as written", token.offset)
        body: list[_Token] = []
        for match in _TOKEN.finditer(macro.body):
            if match[0][0] == "#" and len(match[0]) == 2:
                index = int(match[0][1]) - 1
                body.extend(arguments[index] if index < len(arguments) else [])
            else:
                body.append(_placed(match[0], token, depth))
            if self._steps + len(body) > min(MAX_STEPS, MAX_STEPS_DOCUMENT - self._total):
                raise _Refused(f"the macro {macro.name} grows without bound; the formula is left as written", token.offset)
        self._steps += len(body) + 1
        return body

    def _arguments(self, macro: Macro, token: _Token, stack: list[_Token]) -> list[list[_Token]]:
        arguments = []
        if macro.default is not None:
            given = _optional(stack)
            default = [_placed(match[0], token, token.depth) for match in _TOKEN.finditer(macro.default)]
            arguments.append(default if given is None else given)
        while len(arguments) < macro.arity:
            argument = _argument(stack)
            if argument is None:
                raise _Refused(f"the macro {macro.name} needs {macro.arity} argument(s) in braces", token.offset)
            self._steps += len(argument)
            arguments.append(argument)
        return arguments


def _placed(value: str, call: _Token, depth: int) -> _Token:
    """A token of a macro's body: all of it stands at the call."""
    return _Token(value, (call.offset,) * len(value), depth)


def _argument(stack: list[_Token]) -> list[_Token] | None:
    """Takes one argument from the stack: a token, or the content of braces."""
    while stack and stack[-1].value.isspace():
        stack.pop()
    if not stack or stack[-1].value == "}":
        return None
    first = stack.pop()
    return [first] if first.value != "{" else _until(stack, "}")


def _optional(stack: list[_Token]) -> list[_Token] | None:
    if not stack or stack[-1].value != "[":
        return None
    stack.pop()
    return _until(stack, "]")


def _until(stack: list[_Token], closing: str) -> list[_Token] | None:
    taken, depth = [], 0
    while stack:
        token = stack.pop()
        if token.value == closing and depth == 0:
            return taken
        depth += {"{": 1, "}": -1}.get(token.value, 0)
        taken.append(token)
    return None


def _joined(source: Source, tokens: list[_Token], end: int) -> Text:
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
