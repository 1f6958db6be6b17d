"""The commands that the tokenizer reads on behind: text, words, sized brackets, environments."""

from __future__ import annotations

import re
from typing import TypeGuard

from derive.notation.names import FUNCTION_COMMANDS, WORD, is_name, is_word
from derive.notation.patterns import MASTER
from derive.notation.spellings import (
    ALIASES,
    ALWAYS_PROSE,
    DELIMITERS,
    FONT_OF_TEXT,
    IGNORED,
    IGNORED_WITH_ARGUMENTS,
    SIZES,
    SPACES,
    STYLED_WORDS,
    WORD_COMMANDS,
)
from derive.notation.tokens import COMMANDS, LOOKAHEAD, Tokenizer, tokenize

_THIN = re.compile(r"\\[,;:! ]|~|\\-|\\allowbreak")
_ARGMAX = re.compile(r"\s*(?:\\[,;:! ]\s*)*\\(max|min)(?![A-Za-z])")
_BARE_D = re.compile(r"\s*d")  # one token, as TeX takes it: `\mathrm dx`
_FULL_STOP = re.compile(r"\.")
_OPTION = re.compile(r"\s*\[(?:[a-z]|\w+=[^\[\]]{0,200})\]")
_NEGATED = re.compile(r"\s*(\\[A-Za-z]+|[=<>])")
_SPELLED = re.compile(r"(?:[A-Za-z] )+[A-Za-z]")
LONGEST_NAME = 80
WITH_COLUMNS = ("array", "darray", "alignat", "xalignat", "alignedat", "tabular", "subarray", "empheq", "IEEEeqnarray")


def braced(t: Tokenizer, at: int) -> tuple[int, int] | None:
    """The range of what stands in the braces that open at `at`, behind spaces."""
    while at < len(t.text) and t.text[at].isspace():
        at += 1
    if t.text[at : at + 1] != "{":
        return None
    close = t.closing.get(at)
    return None if close is None else (at + 1, close)


def ignored(t: Tokenizer, name: str, start: int, end: int) -> int:
    """Layout leaves nothing; a space behind a quantifier may be all that ends what is bound."""
    return t.add("space", name, start, end) if name in SPACES and t.quantified else end


def ignored_arguments(t: Tokenizer, name: str, start: int, end: int) -> int:
    """`\\tag{..}`, `\\color{..}`: nothing is left of the arguments either."""
    for _ in range(IGNORED_WITH_ARGUMENTS[name]):
        inner = braced(t, end)
        if inner is None:
            return end
        end = inner[1] + 1
    return end


def set_text(t: Tokenizer, name: str, start: int, end: int) -> int:
    """`\\text{..}`: one letter, one name, or prose."""
    inner = braced(t, end)
    if inner is None:
        return t.add("error", f"`{name}` needs its text in braces", start, end)
    content = t.text[slice(*inner)]
    plain = _THIN.sub("", content).strip()
    if name in ALWAYS_PROSE or not is_name(plain):
        return add_prose(t, start, inner)
    if len(plain) == 1:
        return add_letter(t, FONT_OF_TEXT[name], plain, start, inner[1] + 1)
    return t.add(word_kind(t, plain), plain, start, inner[1] + 1)


def add_letter(t: Tokenizer, font: str, letter: str, start: int, end: int) -> int:
    if letter == "d" and font == "\\mathrm":
        return t.add("d", "\\mathrm{d}", start, end)
    t.add(font, font, start, end)
    return t.add("letter", letter, start, end)


def word_kind(t: Tokenizer, plain: str) -> str:
    return "function" if plain in t.names or plain in FUNCTION_COMMANDS else "word"


def add_prose(t: Tokenizer, start: int, inner: tuple[int, int]) -> int:
    """Prose, and the formulas between dollars inside it."""
    at = inner[0]
    for number, piece in enumerate(t.text[slice(*inner)].split("$")):
        if number % 2:
            sub = tokenize(piece, t.names)[:-LOOKAHEAD]
            t.tokens.extend(token._replace(start=token.start + at, end=token.end + at) for token in sub)
        elif piece.strip():
            t.add("prose", " ".join(piece.split()), start if number == 0 else at, at + len(piece))
        at += len(piece) + 1
    return inner[1] + 1


def word(t: Tokenizer, name: str, start: int, end: int) -> int:
    """`\\mathrm{Var}`, `\\operatorname{diag}`: a name if it is written like one, else a font."""
    if t.text[end : end + 1] == "*":
        end += 1
    inner = braced(t, end)
    plain = _THIN.sub("", t.text[slice(*inner)]) if short(inner) else ""
    plain = re.sub(r"\\text\s*\{-\}", "-", plain).strip()
    plain = plain.replace(" ", "") if _SPELLED.fullmatch(plain) else plain
    if inner and len(plain) > 1 and WORD.match(plain):
        return t.add(word_kind(t, plain), plain, start, inner[1] + 1)
    bare = _BARE_D.match(t.text, end) if inner is None else None
    if plain == "d" or bare:
        return t.add("d", "\\mathrm{d}", start, inner[1] + 1 if inner else bare.end() if bare else end)
    return t.add("\\mathrm", name, start, end)


def short(inner: tuple[int, int] | None) -> TypeGuard[tuple[int, int]]:
    """Whether what stands in the braces can be a name."""
    return inner is not None and inner[1] - inner[0] <= LONGEST_NAME


def styled(t: Tokenizer, name: str, start: int, end: int) -> int:
    """`\\mathsf{Pred}`, `\\mathbf{softmax}`: a word keeps no font; letters do."""
    inner = braced(t, end)
    plain = t.text[slice(*inner)].strip() if short(inner) else ""
    if inner and plain.isalpha() and (plain in t.names or is_word(plain, False)):
        return t.add(word_kind(t, plain), plain, start, inner[1] + 1)
    return t.add(name, name, start, end)


def upright_d(t: Tokenizer, name: str, start: int, end: int) -> int:
    return t.add("d", "\\mathrm{d}", start, end)


def sized(t: Tokenizer, name: str, start: int, end: int) -> int:
    """`\\left(`, `\\Big|`: the delimiter, with `\\left`, `\\right` and `\\middle` kept."""
    match = MASTER.match(t.text, end)
    if match and match.lastgroup == "space":
        match = MASTER.match(t.text, match.end())
    if match and match.lastgroup == "dots":
        match = _FULL_STOP.match(t.text, match.start())
    delimiter = DELIMITERS.get(match.group()) if match else None
    if match and delimiter == "." and name in SIZES:
        return match.end()
    if match is None or delimiter is None:
        return t.add("error", f"`{name}` needs a bracket behind it", start, end)
    if delimiter in ("|", "||") and name in SIZES:
        return t.add(delimiter + SIZES[name], match.group(), start, match.end())
    return t.add(name if name not in SIZES else delimiter, delimiter, start, match.end())


def environment(t: Tokenizer, name: str, start: int, end: int) -> int:
    """`\\begin{..}` with its options, `\\end{..}`."""
    inner = braced(t, end)
    if inner is None:
        return t.add("error", f"`{name}` needs the name of an environment in braces", start, end)
    title = t.text[slice(*inner)].strip()
    end = inner[1] + 1
    if name == "\\begin":
        option = _OPTION.match(t.text, end)
        end = option.end() if option else end
        columns = braced(t, end) if title.rstrip("*") in WITH_COLUMNS else None
        end = columns[1] + 1 if columns else end
    return t.add(name, title, start, end)


def arg(t: Tokenizer, name: str, start: int, end: int) -> int:
    """`\\arg\\max` is one name."""
    match = _ARGMAX.match(t.text, end)
    if match is None:
        return t.add("function", "arg", start, end)
    return t.add("function", "arg" + match.group(1), start, match.end())


def negated(t: Tokenizer, name: str, start: int, end: int) -> int:
    """`\\not\\in`, `\\not=`: one relation."""
    match = _NEGATED.match(t.text, end)
    kind = ALIASES.get("\\not" + match.group(1)) if match else None
    if match is None or kind is None:
        return t.add("error", "`\\not` needs a relation behind it", start, end)
    return t.add(kind, match.group(), start, match.end())


COMMANDS.add(IGNORED, ignored)
COMMANDS.add(IGNORED_WITH_ARGUMENTS, ignored_arguments)
COMMANDS.add(FONT_OF_TEXT, set_text)
COMMANDS.add(WORD_COMMANDS, word)
COMMANDS.add(STYLED_WORDS, styled)
COMMANDS.add(("\\left", "\\right", "\\middle", *SIZES), sized)
COMMANDS.add("\\begin \\end", environment)
COMMANDS.add("\\dd", upright_d)
COMMANDS.add("\\arg", arg)
COMMANDS.add("\\not", negated)
