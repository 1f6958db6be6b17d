"""The tokenizer: LaTeX characters to tokens, in one pass.

What needs no grammar is settled here: spaces and layout commands leave no token, sized delimiters
(`\\Big(`) are the delimiter, text (`\\text{..}`) is one token, runs of letters become letters and words,
other spellings (`\\le`, a Unicode character) become the one that the tables know. Nothing is refused here:
what cannot be understood becomes a token of kind `error`, so that the rows around it can still be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from derive.notation import names as words
from derive.notation.patterns import (
    ARGUMENT_AHEAD,
    BROKEN,
    ITEM,
    LABEL,
    MASTER,
    QUANTIFIER,
    SPACED,
    STOP,
    UNCLOSED,
    closing_braces,
)
from derive.notation.spellings import ALIASES, PRINTED, UNICODE, plain_letter
from derive.notation.table import Table


class Token(NamedTuple):
    """`kind` is the key in the grammar's tables; `value` the letters, digits or text."""

    kind: str
    value: str
    start: int
    end: int


LOOKAHEAD = 4


def tokenize(text: str, names: frozenset[str]) -> list[Token]:
    """All tokens of `text`, and behind them as many of kind `end` as the grammar looks ahead."""
    return Tokenizer(text, names).run()


@dataclass
class Tokenizer:
    """What is read so far. A reading method takes a match and gives the offset to go on from."""

    text: str
    names: frozenset[str]
    tokens: list[Token] = field(default_factory=list)
    scripts: list[bool] = field(default_factory=list)  # for each open brace: is it inside a script
    boxed: bool = False

    def run(self) -> list[Token]:
        size = len(self.text)
        label = ITEM.match(self.text)
        at = self.add("prose", label.group().strip(), *label.span()) if label else self.unclosed()
        while at < size:
            match = MASTER.match(self.text, at)
            assert match is not None  # the last alternative takes any character
            kind = match.lastgroup
            at = match.end() if kind == "space" else _READ[kind or ""](self, match)
        for _ in range(LOOKAHEAD):
            self.add("end", "", size, size)
        return self.tokens

    def unclosed(self) -> int:
        """A formula that still has its opening delimiter, and no other, is one that is never closed."""
        match = UNCLOSED.match(self.text)
        return self.add("error", f"`{match.group(1)}` is never closed", *match.span(1)) if match else 0

    def add(self, kind: str, value: str, start: int, end: int) -> int:
        if kind == "=" and self.last == ":":
            kind, value, start = ":=", ":=", self.tokens.pop().start  # `\vcentcolon=`
        self.tokens.append(Token(kind, value, start, end))
        return end

    @property
    def last(self) -> str:
        return self.tokens[-1].kind if self.tokens else ""

    def letters(self, match: re.Match[str]) -> int:
        start, end = match.span()
        if self.last in ("_", "^"):
            return self.letter(start)
        in_script = bool(self.scripts) and self.scripts[-1]
        if end - start == 1:
            return self.single(start, in_script)
        run = match.group()
        if run in self.names:
            return self.add("function", run, start, end)
        split = words.suffix_name(run, self.names)
        if split > 0 and ARGUMENT_AHEAD.match(self.text, end):
            for at in range(start, start + split):
                self.letter(at)
            return self.add("function", run[split:], start + split, end)
        if words.is_word(run, in_script) or (in_script and run in words.ORDINALS):
            return self.add("word", run, start, end)
        for at in range(start, end):
            self.letter(at)
        return end

    def single(self, start: int, in_script: bool) -> int:
        """One letter alone, or the first of a word that is broken (`V \\text{ocab}`) or spaced out."""
        broken = BROKEN.match(self.text, start)
        if broken and broken.group(2) not in words.PROSE:
            return self.add("word", broken.group(1) + broken.group(2), start, broken.end())
        spaced = SPACED.match(self.text, start) if in_script else None
        if spaced:
            run = "".join(spaced.group().split())
            if words.is_word(run, True):
                return self.add("word", run, start, spaced.end())
        return self.letter(start)

    def letter(self, at: int) -> int:
        value = self.text[at]
        return self.add("d" if value == "d" else "letter", value, at, at + 1)

    def number(self, match: re.Match[str]) -> int:
        end = match.start() + 1 if self.last in ("_", "^") else match.end()
        digits = self.text[match.start() : end].replace("{,}", "")
        return self.add("number", digits, match.start(), end)

    def sign(self, match: re.Match[str]) -> int:
        """`\\\\[1em]`, `...`, `:=`: one token."""
        written, start = match.group(), match.start()
        if written == "!=" and start and not self.text[start - 1].isspace():
            self.add("!", "!", start, start + 1)  # `n!=n(n-1)!`
            return self.add("=", "=", start + 1, start + 2)
        kind = _SIGNS.get(match.lastgroup or "") or ALIASES.get(written, written)
        return self.add(kind, written, *match.span())

    def other(self, match: re.Match[str]) -> int:
        value, start, end = match.group(), *match.span()
        if value == "{":
            return self.open_brace(start)
        if value == "}" and self.scripts:
            self.scripts.pop()
        if value == "$":
            return self.dollar(start)
        if value.isascii():
            return self.add(value, value, start, end)
        return self.unicode(value, start, end)

    def dollar(self, start: int) -> int:
        """Dollars around the contents of a box (`\\colorbox{c}{$ .. $}`) leave nothing."""
        if not self.boxed and self.last != "{":
            return self.add("error", "`$` inside a formula; close the formula before it", start, start + 1)
        self.boxed = not self.boxed
        stop = None if self.boxed else STOP.match(self.text, start + 1)
        return stop.end() if stop else start + 1

    def unicode(self, value: str, start: int, end: int) -> int:
        for kind in UNICODE.get(value, ()):
            self.add(kind, kind, start, end)
        if value in UNICODE:
            return end
        letter = plain_letter(value)
        if letter:
            return self.add("letter", letter, start, end)
        if value.isalnum():
            return self.add("prose", value, start, end)
        return self.add("error", f"the character {value!r} means nothing in a formula", start, end)

    def open_brace(self, start: int) -> int:
        script = self.last in ("_", "^")
        if script or (self.tokens and self.last == "letter" and self.tokens[-1].end == start):
            label = LABEL.match(self.text, start)
            if label and self.label(label, script):
                return label.end()
        self.scripts.append(script or (bool(self.scripts) and self.scripts[-1]))
        return self.add("{", "{", start, start + 1)

    def label(self, match: re.Match[str], script: bool) -> bool:
        """`{skip-gram}` as a subscript, or straight behind a letter, where `_` was left out."""
        content = re.sub(r"\\text|[{}\s]", "", match.group(1))
        if not words.is_label(content.split("-")):
            return False
        start, end = match.span()
        if not script:
            self.add("_", "_", start, start)
        self.add("{", "{", start, start + 1)
        self.add("word", content, start + 1, end - 1)
        self.add("}", "}", end - 1, end)
        return True

    def command(self, match: re.Match[str]) -> int:
        name, start, end = match.group(), *match.span()
        read = COMMANDS.entries.get(name)
        if read is not None:
            return read(self, name, start, end)
        name = ALIASES.get(name, name)
        if name[1:] in words.FUNCTION_COMMANDS and name not in PRINTED:
            return self.add("function", name[1:], start, end)
        return self.add(name, name, start, end)

    @cached_property
    def quantified(self) -> bool:
        """Whether the formula says of what it holds: `\\forall x`."""
        return QUANTIFIER.search(self.text) is not None

    @cached_property
    def closing(self) -> dict[int, int]:
        """Where the brace that opens at an offset is closed."""
        return closing_braces(self.text)


COMMANDS: Table[Callable[[Tokenizer, str, int, int], int]] = Table("commands")
_SIGNS = {"newline": "\\\\", "dots": ".."}
_READ: dict[str, Callable[[Tokenizer, re.Match[str]], int]] = {
    "letters": Tokenizer.letters,
    "number": Tokenizer.number,
    "newline": Tokenizer.sign,
    "command": Tokenizer.command,
    "dots": Tokenizer.sign,
    "pair": Tokenizer.sign,
    "other": Tokenizer.other,
}
