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
from typing import NamedTuple

from derive.notation import names as words
from derive.notation.spellings import (
    ALIASES,
    ALWAYS_PROSE,
    DELIMITERS,
    FONT_OF_TEXT,
    IGNORED,
    IGNORED_WITH_ARGUMENTS,
    PRINTED,
    SIZES,
    STYLED_WORDS,
    TEXT_COMMANDS,
    UNICODE,
    WORD_COMMANDS,
    plain_letter,
)


class Token(NamedTuple):
    """`kind` is the key in the grammar's tables; `value` the letters, digits or text."""

    kind: str
    value: str
    start: int
    end: int


_SPACE = r"(?:[\s~\u200b\u200c\u200d\u2060\ufeff\u00a0]|%[^\n]*)+"
_LENGTH = r"\s*\[\s*-?[\d.]+\s*(?:em|ex|pt|cm|mm|in|px|bp|mu)\s*\]"
_MASTER = re.compile(
    rf"(?P<space>{_SPACE})|(?P<letters>[A-Za-z]+)|(?P<number>\d+(?:\{{,\}}\d{{3}})*(?:\.\d+)?(?!\.?\d)|\.\d+)"
    rf"|(?P<newline>\\\\\*?(?:{_LENGTH})?)|(?P<command>\\[A-Za-z]+|\\.)|(?P<dots>\.\.\.|\.\.)"
    r"|(?P<pair>:=|==|!=|<=|>=|=:)|(?P<other>.)",
    re.S,
)
_ITEM = re.compile(r"\s*(?:[A-Za-z]|[ivx]{1,4}|\d{1,2})\)\s*(?!\s|$)")  # `c) J = ..`: the label of a part
_STOP = re.compile(r"\s*[.,;](?=\s*\})")  # punctuation behind the dollar in a box
LOOKAHEAD = 4
_LABEL = re.compile(r"\{((?:[A-Za-z\s-]|\\text\s*\{[A-Za-z\s-]*\})+)\}")
_SPACED = re.compile(r"[A-Za-z](?:\s[A-Za-z](?![A-Za-z])){3,}")
_BROKEN = re.compile(r"([A-Z])\s*\\text\s*\{\s*([a-z]+)\s*\}")
_ARGUMENT_AHEAD = re.compile(r"\s*(?:[(\[{_]|\\left|\\[bB]ig|\\\{)")
_WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9_]|-(?=[A-Za-z]))*\Z")
_THIN = re.compile(r"\\[,;:! ]|~|\\-|\\allowbreak")
_ARGMAX = re.compile(r"\s*(?:\\[,;:! ]\s*)*\\(max|min)(?![A-Za-z])")


def is_name(text: str) -> bool:
    """Whether text alone (`\\text{..}`) is a name: one letter, or one word that is no word of prose."""
    return _WORD.match(text) is not None and (len(text) == 1 or text.lower() not in words.PROSE)


def tokenize(text: str, names: frozenset[str]) -> list[Token]:
    """All tokens of `text`, and behind them as many of kind `end` as the grammar looks ahead."""
    return _Tokenizer(text, names).run()


@dataclass
class _Tokenizer:
    text: str
    names: frozenset[str]
    tokens: list[Token] = field(default_factory=list)
    scripts: list[bool] = field(default_factory=list)  # for each open brace: is it inside a script
    boxed: bool = False

    def run(self) -> list[Token]:
        size = len(self.text)
        label = _ITEM.match(self.text)
        at = self.add("prose", label.group().strip(), *label.span()) if label else 0
        while at < size:
            match = _MASTER.match(self.text, at)
            assert match is not None  # the last alternative takes any character
            kind = match.lastgroup
            at = match.end() if kind == "space" else _READ[kind or ""](self, match)
        for _ in range(LOOKAHEAD):
            self.add("end", "", size, size)
        return self.tokens

    def add(self, kind: str, value: str, start: int, end: int) -> int:
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
        if split > 0 and _ARGUMENT_AHEAD.match(self.text, end):
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
        broken = _BROKEN.match(self.text, start)
        if broken and broken.group(2) not in words.PROSE:
            return self.add("word", broken.group(1) + broken.group(2), start, broken.end())
        spaced = _SPACED.match(self.text, start) if in_script else None
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

    def newline(self, match: re.Match[str]) -> int:
        return self.add("\\\\", match.group(), *match.span())

    def dots(self, match: re.Match[str]) -> int:
        return self.add("..", match.group(), *match.span())

    def pair(self, match: re.Match[str]) -> int:
        return self.add(ALIASES.get(match.group(), match.group()), match.group(), *match.span())

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
        stop = None if self.boxed else _STOP.match(self.text, start + 1)
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
            label = _LABEL.match(self.text, start)
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
        read = _COMMANDS.get(name)
        if read is not None:
            return read(self, name, start, end)
        name = ALIASES.get(name, name)
        if name[1:] in words.FUNCTION_COMMANDS and name not in PRINTED:
            return self.add("function", name[1:], start, end)
        return self.add(name, name, start, end)

    # --- commands that read on -----------------------------------------------------------------------------
    def ignored(self, name: str, start: int, end: int) -> int:
        return end

    def ignored_arguments(self, name: str, start: int, end: int) -> int:
        for _ in range(IGNORED_WITH_ARGUMENTS[name]):
            inner = self.braced(end)
            if inner is None:
                return end
            end = inner[1] + 1
        return end

    def braced(self, at: int) -> tuple[int, int] | None:
        """The range of what stands in the braces that open at `at`, behind spaces."""
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        if self.text[at : at + 1] != "{":
            return None
        depth = 0
        for match in _BRACES.finditer(self.text, at):
            depth += {"{": 1, "}": -1}.get(match.group(), 0)
            if depth == 0:
                return at + 1, match.start()
        return None

    def set_text(self, name: str, start: int, end: int) -> int:
        inner = self.braced(end)
        if inner is None:
            return self.add("error", f"`{name}` needs its text in braces", start, end)
        content = self.text[slice(*inner)]
        plain = _THIN.sub("", content).strip()
        if name in ALWAYS_PROSE or not is_name(plain):
            return self.add_prose(start, inner)
        if len(plain) == 1:
            return self.add_letter(FONT_OF_TEXT[name], plain, start, inner[1] + 1)
        return self.add(self.word_kind(plain), plain, start, inner[1] + 1)

    def add_letter(self, font: str, letter: str, start: int, end: int) -> int:
        if letter == "d" and font == "\\mathrm":
            return self.add("d", "\\mathrm{d}", start, end)
        self.add(font, font, start, end)
        return self.add("letter", letter, start, end)

    def word_kind(self, plain: str) -> str:
        return "function" if plain in self.names or plain in words.FUNCTION_COMMANDS else "word"

    def add_prose(self, start: int, inner: tuple[int, int]) -> int:
        """Prose, and the formulas between dollars inside it."""
        at = inner[0]
        for number, piece in enumerate(self.text[slice(*inner)].split("$")):
            if number % 2:
                sub = tokenize(piece, self.names)[:-LOOKAHEAD]
                self.tokens.extend(t._replace(start=t.start + at, end=t.end + at) for t in sub)
            elif piece.strip():
                self.add("prose", " ".join(piece.split()), start if number == 0 else at, at + len(piece))
            at += len(piece) + 1
        return inner[1] + 1

    def word(self, name: str, start: int, end: int) -> int:
        """`\\mathrm{Var}`, `\\operatorname{diag}`: a name if it is written like one, else a font."""
        if self.text[end : end + 1] == "*":
            end += 1
        inner = self.braced(end)
        plain = _THIN.sub("", self.text[slice(*inner)]) if inner else ""
        plain = re.sub(r"\\text\s*\{-\}", "-", plain).strip()
        plain = plain.replace(" ", "") if re.fullmatch(r"(?:[A-Za-z] )+[A-Za-z]", plain) else plain
        if inner and len(plain) > 1 and _WORD.match(plain):
            return self.add(self.word_kind(plain), plain, start, inner[1] + 1)
        bare = re.compile(r"\s*d(?![A-Za-z])").match(self.text, end) if inner is None else None
        if plain == "d" or bare:
            return self.add("d", "\\mathrm{d}", start, inner[1] + 1 if inner else bare.end() if bare else end)
        return self.add("\\mathrm", name, start, end)

    def styled(self, name: str, start: int, end: int) -> int:
        """`\\mathsf{Pred}`, `\\mathbf{softmax}`: a word keeps no font; letters do."""
        inner = self.braced(end)
        plain = self.text[slice(*inner)].strip() if inner else ""
        if inner and plain.isalpha() and (plain in self.names or words.is_word(plain, False)):
            return self.add(self.word_kind(plain), plain, start, inner[1] + 1)
        return self.add(name, name, start, end)

    def upright_d(self, name: str, start: int, end: int) -> int:
        return self.add("d", "\\mathrm{d}", start, end)

    def sized(self, name: str, start: int, end: int) -> int:
        """`\\left(`, `\\Big|`: the delimiter, with `\\left`, `\\right` and `\\middle` kept."""
        match = _MASTER.match(self.text, end)
        if match and match.lastgroup == "space":
            match = _MASTER.match(self.text, match.end())
        if match and match.lastgroup == "dots":
            match = re.compile(r"\.").match(self.text, match.start())
        delimiter = DELIMITERS.get(match.group()) if match else None
        if match and delimiter == "." and name in SIZES:
            return match.end()
        if match is None or delimiter is None:
            return self.add("error", f"`{name}` needs a bracket behind it", start, end)
        if delimiter in ("|", "||") and name in SIZES:
            return self.add(delimiter + SIZES[name], match.group(), start, match.end())
        return self.add(name if name not in SIZES else delimiter, delimiter, start, match.end())

    def environment(self, name: str, start: int, end: int) -> int:
        inner = self.braced(end)
        if inner is None:
            return self.add("error", f"`{name}` needs the name of an environment in braces", start, end)
        title = self.text[slice(*inner)].strip()
        end = inner[1] + 1
        if name == "\\begin":
            option = re.compile(r"\s*\[[a-z]\]").match(self.text, end)
            end = option.end() if option else end
            columns = self.braced(end) if title.rstrip("*") in ("array", "alignat", "alignedat") else None
            end = columns[1] + 1 if columns else end
        return self.add(name, title, start, end)

    def arg(self, name: str, start: int, end: int) -> int:
        match = _ARGMAX.match(self.text, end)
        if match is None:
            return self.add("function", "arg", start, end)
        return self.add("function", "arg" + match.group(1), start, match.end())

    def negated(self, name: str, start: int, end: int) -> int:
        """`\\not\\in`, `\\not=`: one relation."""
        match = re.compile(r"\s*(\\[A-Za-z]+|[=<>])").match(self.text, end)
        kind = ALIASES.get("\\not" + match.group(1)) if match else None
        if match is None or kind is None:
            return self.add("error", "`\\not` needs a relation behind it", start, end)
        return self.add(kind, match.group(), start, match.end())


_BRACES = re.compile(r"\\.|[{}]", re.S)
_READ: dict[str, Callable[[_Tokenizer, re.Match[str]], int]] = {
    "letters": _Tokenizer.letters,
    "number": _Tokenizer.number,
    "newline": _Tokenizer.newline,
    "command": _Tokenizer.command,
    "dots": _Tokenizer.dots,
    "pair": _Tokenizer.pair,
    "other": _Tokenizer.other,
}
_COMMANDS: dict[str, Callable[[_Tokenizer, str, int, int], int]] = {
    **dict.fromkeys(IGNORED, _Tokenizer.ignored),
    **dict.fromkeys(IGNORED_WITH_ARGUMENTS, _Tokenizer.ignored_arguments),
    **dict.fromkeys(TEXT_COMMANDS, _Tokenizer.set_text),
    **dict.fromkeys(WORD_COMMANDS, _Tokenizer.word),
    **dict.fromkeys(STYLED_WORDS, _Tokenizer.styled),
    **dict.fromkeys(("\\left", "\\right", "\\middle", *SIZES), _Tokenizer.sized),
    **dict.fromkeys(("\\begin", "\\end"), _Tokenizer.environment),
    "\\dd": _Tokenizer.upright_d,
    "\\arg": _Tokenizer.arg,
    "\\not": _Tokenizer.negated,
}
