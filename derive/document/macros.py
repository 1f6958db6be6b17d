"""Expands the user's own commands in every formula, in the order of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.document.definitions import DEFINING, Definition, Definitions, Macro
from derive.document.model import Document, Notice, Piece
from derive.document.tokens import TOKEN, Token, argument, joined, optional, placed
from derive.source import Source, Text

MAX_STEPS = 100_000  # characters and commands put in place of macros, for one formula
MAX_STEPS_DOCUMENT = 200_000  # and for all formulas of a document together, beside
MAX_STEPS_CHARACTER = 5  # so many for each of its characters
MAX_DEPTH = 60  # macros within macros

# Commands that only set something up for the typesetter: a formula of nothing else is none.
_HARMLESS = re.compile(
    r"\\(?:definecolor|colorlet|graphicspath|setlength|allowdisplaybreaks|require)(?:[{\[][^{}\[\]]*[}\]])*"
)
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
        self._left = MAX_STEPS_DOCUMENT + MAX_STEPS_CHARACTER * len(source.text)

    def take(self, part: Part) -> list[Piece]:
        """The pieces that a part becomes: none for a definition or a formula of nothing but definitions."""
        if isinstance(part, Meaning):
            self._without_definitions(part.text)
            return []
        if not part.is_formula:
            return [part]
        text = self._without_definitions(part.text)
        if not _HARMLESS.sub("", text.value).strip():
            return []
        return [replace(part, text=self._expanded(text))]

    def _without_definitions(self, text: Text) -> Text:
        definitions = Definitions(text.value)
        kept: list[str] = []
        offsets: list[int] = []
        at = 0
        match = DEFINING.search(text.value)
        while match:
            found = definitions.at(match)
            self._define(text, found)
            kept.append(text.value[at : match.start()])
            offsets += text.offsets[at : match.start()]
            at = found.end
            match = DEFINING.search(text.value, at)
        if not at:
            return text
        return Text(self._source, "".join([*kept, text.value[at:]]), [*offsets, *text.offsets[at:]])

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
            self._left -= self._steps

    def _rewrite(self, text: Text) -> Text:
        matches = TOKEN.finditer(text.value)
        stack = [Token(match[0], text.offsets[match.start() : match.end()]) for match in matches][::-1]
        done: list[Token] = []
        while stack:
            token = stack.pop()
            macro = self._macros.get(token.value) if token.depth >= 0 else None
            if macro:
                stack.extend(reversed(self._call(macro, token, stack)))
            else:
                done.append(token)
        return joined(self._source, done, text.offsets[len(text.value)])

    def _call(self, macro: Macro, token: Token, stack: list[Token]) -> list[Token]:
        arguments = self._arguments(macro, token, stack)
        depth = -1 if macro.frozen else token.depth + 1
        if depth > MAX_DEPTH:
            raise _Refused(f"the macro {macro.name} expands to itself; the formula is left as written", token.offset)
        body: list[Token] = []
        for match in TOKEN.finditer(macro.body):
            if match[0][0] == "#" and len(match[0]) == 2:
                index = int(match[0][1]) - 1
                body.extend(arguments[index] if index < len(arguments) else [])
            else:
                body.append(placed(match[0], token, depth))
            if self._steps + len(body) > min(MAX_STEPS, self._left):
                raise _Refused(
                    f"the macro {macro.name} grows without bound; the formula is left as written", token.offset
                )
        self._steps += len(body) + 1
        return body

    def _arguments(self, macro: Macro, token: Token, stack: list[Token]) -> list[list[Token]]:
        arguments = []
        if macro.default is not None:
            given = optional(stack)
            default = [placed(match[0], token, token.depth) for match in TOKEN.finditer(macro.default)]
            arguments.append(default if given is None else given)
        while len(arguments) < macro.arity:
            value = argument(stack)
            if value is None:
                raise _Refused(f"the macro {macro.name} needs {macro.arity} argument(s) in braces", token.offset)
            self._steps += len(value)
            arguments.append(value)
        return arguments
