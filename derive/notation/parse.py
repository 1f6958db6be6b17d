"""LaTeX mathematics to a syntax tree.

`parse(text)` gives the tree, or raises a `NotationError` with a message and the offsets of the fault.
`parse_rows(text)` reads the rows of a display one by one, so that a fault in one leaves the others readable.
Nothing is dropped but layout and the punctuation at the end of a row.
"""

from __future__ import annotations

from derive.notation import accents, arithmetic, big, brackets, fractions, functions, statements
from derive.notation.environments import ALIGNED, aligned, read_rows
from derive.notation.errors import NotationError
from derive.notation.layout import survey, without_crossing_braces
from derive.notation.names import DEFAULT_NAMES
from derive.notation.reader import Reader
from derive.notation.tokens import Token, tokenize
from derive.notation.tree import Node, Rows

__all__ = ["DEFAULT_NAMES", "GROUPS", "NotationError", "parse", "parse_rows"]

GROUPS = (accents, arithmetic, big, brackets, fractions, functions, statements)


def parse(text: str, names: frozenset[str] = DEFAULT_NAMES) -> Node:
    """The syntax tree of one formula. `names`: which runs of bare letters are the names of functions."""
    return read(text, prepare(text, names))


def prepare(text: str, names: frozenset[str]) -> list[Token]:
    return without_crossing_braces(tokenize(text, names))


def read(text: str, tokens: list[Token]) -> Node:
    reader = Reader(text, tokens, survey(tokens))
    rows = read_rows(reader)
    if reader.kind != "end":
        raise reader.unexpected("the end of the formula")
    if any(len(row) > 1 for row in rows):
        raise NotationError("`&` outside an environment that aligns", (0, 1))
    return aligned("", rows, (0, len(text)))


def parse_rows(text: str, names: frozenset[str] = DEFAULT_NAMES) -> list[Node | NotationError]:
    """The rows of a display, each a `Rows` of one row or what it holds, or why it cannot be read."""
    tokens = prepare(text, names)
    try:
        node = read(text, tokens)
    except NotationError as error:
        return partial(text, tokens, error)
    if isinstance(node, Rows):
        return [Rows(node.kind, (row,), at=(row[0].at[0], row[-1].at[1])) for row in node.rows]
    return [node]


def partial(text: str, tokens: list[Token], error: NotationError) -> list[Node | NotationError]:
    return [error]
