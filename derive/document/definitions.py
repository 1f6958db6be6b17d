"""Reads one macro definition: `\\newcommand`, `\\def`, `\\DeclareMathOperator` and their relatives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

DEFINING = re.compile(
    r"\\(newcommand|renewcommand|providecommand|DeclareRobustCommand|DeclareMathOperator"
    r"|DeclarePairedDelimiter|def|gdef|let)(\*?)(?![A-Za-z])"
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)
_OPTIONAL = re.compile(r"\s*\[([^\]]*)\]")
_PARAMETERS = re.compile(r"\s*((?:#[1-9]\s*)*)(?=\{)")


@dataclass(frozen=True)
class Macro:
    """A user's command. `default` is the value of an optional first argument, None where there is none.

    `provided` keeps an earlier meaning; `frozen` marks an alias of a command that is no macro (`\\let`),
    whose body is never expanded again.
    """

    name: str
    arity: int
    body: str
    default: str | None = None
    provided: bool = False
    frozen: bool = False


@dataclass(frozen=True)
class Definition:
    """A definition at `start:end` of the text; `macro` is None for a form that is not understood."""

    start: int
    end: int
    macro: Macro | None


class Definitions:
    """The definitions in one text. Braces are matched once, so reading many of them takes linear time."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _closing(self) -> dict[int, int]:
        pairs, stack = {}, []
        for match in _BRACE.finditer(self.text):
            if match[0] == "{":
                stack.append(match.start())
            elif match[0] == "}" and stack:
                pairs[stack.pop()] = match.start()
        return pairs

    def at(self, match: re.Match[str]) -> Definition:
        """The definition that a match of DEFINING begins."""
        name, after = self._name(match.end())
        if name:
            found = _FORMS[match[1]](self, name, after, bool(match[2]))
            if found:
                return Definition(match.start(), found[1], found[0])
        return Definition(match.start(), match.end(), None)

    def group(self, at: int) -> tuple[str, int] | None:
        """The content of the `{...}` that begins at or after blanks behind `at`, and the place behind it."""
        at = _skip(self.text, at)
        close = self._closing.get(at)
        return None if close is None else (self.text[at + 1 : close], close + 1)

    def _name(self, at: int) -> tuple[str, int]:
        braced = self.group(at)
        if braced:
            return (braced[0].strip(), braced[1]) if _NAME.fullmatch(braced[0].strip()) else ("", at)
        match = _NAME.match(self.text, _skip(self.text, at))
        return (match[0], match.end()) if match else ("", at)

    def command(self, name: str, at: int, _star: bool) -> tuple[Macro, int] | None:
        """`\\newcommand{\\name}[arity][default]{body}`"""
        arity, default = 0, None
        count = _OPTIONAL.match(self.text, at)
        if count and count[1].strip().isdecimal():
            arity, at = int(count[1]), count.end()
            optional = _OPTIONAL.match(self.text, at)
            if optional:
                default, at = optional[1], optional.end()
        body = self.group(at)
        return (Macro(name, min(arity, 9), body[0], default), body[1]) if body else None

    def provided(self, name: str, at: int, star: bool) -> tuple[Macro, int] | None:
        """`\\providecommand`: the same, unless the name has a meaning already."""
        found = self.command(name, at, star)
        if not found:
            return None
        macro, end = found
        return Macro(name, macro.arity, macro.body, macro.default, provided=True), end

    def primitive(self, name: str, at: int, _star: bool) -> tuple[Macro, int] | None:
        """`\\def\\name#1#2{body}`; arguments with delimiters of their own are not understood."""
        parameters = _PARAMETERS.match(self.text, at)
        body = self.group(parameters.end()) if parameters else None
        return (Macro(name, parameters[1].count("#"), body[0]), body[1]) if parameters and body else None

    def operator(self, name: str, at: int, star: bool) -> tuple[Macro, int] | None:
        """`\\DeclareMathOperator*{\\name}{words}`"""
        body = self.group(at)
        words = f"\\operatorname{'*' if star else ''}{{{body[0]}}}" if body else ""
        return (Macro(name, 0, words), body[1]) if body else None

    def pair(self, name: str, at: int, _star: bool) -> tuple[Macro, int] | None:
        """`\\DeclarePairedDelimiter{\\name}{left}{right}`"""
        left = self.group(at)
        right = self.group(left[1]) if left else None
        return (Macro(name, 1, f"{left[0]} #1 {right[0]}"), right[1]) if left and right else None

    def alias(self, name: str, at: int, _star: bool) -> tuple[Macro, int] | None:
        """`\\let\\name=\\other`"""
        at = _skip(self.text, at)
        at = _skip(self.text, at + 1) if self.text.startswith("=", at) else at
        other = _NAME.match(self.text, at)
        return (Macro(name, 0, other[0], frozen=True), other.end()) if other else None


_Form = Callable[[Definitions, str, int, bool], "tuple[Macro, int] | None"]
_FORMS: dict[str, _Form] = {
    "newcommand": Definitions.command,
    "renewcommand": Definitions.command,
    "DeclareRobustCommand": Definitions.command,
    "providecommand": Definitions.provided,
    "def": Definitions.primitive,
    "gdef": Definitions.primitive,
    "DeclareMathOperator": Definitions.operator,
    "DeclarePairedDelimiter": Definitions.pair,
    "let": Definitions.alias,
}


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
