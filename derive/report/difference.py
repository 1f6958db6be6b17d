"""A formula and its repair, as a sequence of kept, removed and added pieces."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|[A-Za-z]+|[0-9]+|.", re.DOTALL)
LONGEST = 600  # tokens; comparing takes quadratic time, and beyond this nobody reads a word-by-word difference


class Piece(NamedTuple):
    kind: str  # "kept", "removed" or "added"
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """The edit from one formula to the other, on whole LaTeX tokens.

    >>> difference("a - b", "a + b")
    [Piece(kind='kept', text='a '), Piece(kind='removed', text='-'), Piece(kind='added', text='+'), \
Piece(kind='kept', text=' b')]
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    around = Piece("kept", "".join(old[:head])), Piece("kept", "".join(old[len(old) - tail :]))
    return [piece for piece in (around[0], *middle, around[1]) if piece.text]


def _common(old: list[str], new: list[str]) -> int:
    """How many tokens the two begin with alike: most repairs leave both ends as they are."""
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _compared(old: list[str], new: list[str]) -> list[Piece]:
    if max(len(old), len(new)) > LONGEST:
        return [Piece("removed", "".join(old)), Piece("added", "".join(new))]
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("kept", "".join(old[i:j])))
        else:
            pieces += [Piece("removed", "".join(old[i:j])), Piece("added", "".join(new[k:m]))]
    return pieces


def diff(before: str, after: str) -> str:
    """The edit as a diff of lines, for a format without colours."""
    return "\n".join([f"- {line}" for line in before.splitlines()] + [f"+ {line}" for line in after.splitlines()])
