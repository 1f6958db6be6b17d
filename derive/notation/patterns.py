"""The regular expressions of the tokenizer. Each takes time linear in what it matches."""

from __future__ import annotations

import re

_SPACE = r"(?:[\s~\u200b\u200c\u200d\u2060\ufeff\u00a0]|%[^\n]*)+"
_LENGTH = r"\s*\[\s*-?[\d.]+\s*(?:em|ex|pt|cm|mm|in|px|bp|mu)\s*\]"
MASTER = re.compile(
    rf"(?P<space>{_SPACE})|(?P<letters>[A-Za-z]+)|(?P<number>\d+(?:\{{,\}}\d{{3}})*(?:\.\d+)?(?!\.?\d)|\.\d+)"
    rf"|(?P<newline>\\\\\*?(?:{_LENGTH})?)|(?P<command>\\[A-Za-z]+|\\.)|(?P<dots>\.\.\.|\.\.)"
    r"|(?P<pair>:=|==|!=|<=|>=|=:)|(?P<other>.)",
    re.S,
)
ITEM = re.compile(r"\s*(?:[A-Za-z]|[ivx]{1,4}|\d{1,2})\)\s*(?!\s|$)")  # `c) J = ..`: the label of a part
UNCLOSED = re.compile(r"\s*(\$\$?(?=[^$]*\Z)|\\[\[(])")
QUANTIFIER = re.compile(r"\\forall|\\n?exists|[∀∃∄]")
STOP = re.compile(r"\s*[.,;](?=\s*\})")  # punctuation behind the dollar in a box
LABEL = re.compile(r"\{((?:[A-Za-z\s-]|\\text\s*\{[A-Za-z\s-]*\})+)\}")
SPACED = re.compile(r"[A-Za-z](?:\s[A-Za-z](?![A-Za-z])){3,40}")
BROKEN = re.compile(r"([A-Z])\s*\\text\s*\{\s*([a-z]+)\s*\}")
ARGUMENT_AHEAD = re.compile(r"\s*(?:[(\[{_]|\\left|\\[bB]ig|\\\{)")
_BRACES = re.compile(r"\\.|[{}]", re.S)


def closing_braces(text: str) -> dict[int, int]:
    """For the offset of each brace that opens, the offset of the one that closes it."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for match in _BRACES.finditer(text):
        if match.group() == "{":
            waiting.append(match.start())
        elif match.group() == "}" and waiting:
            pairs[waiting.pop()] = match.start()
    return pairs
