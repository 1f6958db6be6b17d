"""LaTeX mathematics to a syntax tree.

`parse(text)` gives the tree, or raises a `NotationError` with a message and the offsets of the fault.
`parse_rows(text)` reads the rows of a display one by one, so that a fault in one leaves the others readable.
Nothing is dropped but layout and the punctuation at the end of a row.
"""

from __future__ import annotations

from derive.notation import (
    accents,
    arithmetic,
    bars,
    big,
    brackets,
    commands,
    differentials,
    fractions,
    functions,
    relations,
    statements,
)
from derive.notation.environments import ALIGNED, Row, aligned, join_relations, read_row, read_rows
from derive.notation.errors import NotationError
from derive.notation.layout import survey, with_bounds, without_crossing_braces
from derive.notation.names import DEFAULT_NAMES
from derive.notation.reader import Reader
from derive.notation.tokens import LOOKAHEAD, Token, tokenize
from derive.notation.tree import Node, Rows

__all__ = ["DEFAULT_NAMES", "GROUPS", "NotationError", "parse", "parse_rows"]

GROUPS = (
    accents, arithmetic, bars, big, brackets, commands, differentials, fractions, functions, relations, statements,
)  # fmt: skip


def parse(text: str, names: frozenset[str] = DEFAULT_NAMES) -> Node:
    """The syntax tree of one formula. `names`: which runs of bare letters are the names of functions."""
    return read(text, prepare(text, names))


def prepare(text: str, names: frozenset[str]) -> list[Token]:
    return without_crossing_braces(with_bounds(tokenize(text, names)))


def read(text: str, tokens: list[Token]) -> Node:
    reader = Reader(text, tokens, survey(tokens))
    rows = read_rows(reader)
    if reader.kind != "end":
        raise reader.unexpected("the end of the formula")
    return aligned("", rows, (0, len(text)))


def parse_rows(text: str, names: frozenset[str] = DEFAULT_NAMES) -> list[Node | NotationError]:
    """The rows of a display, each as a `Rows` of one row, or why it cannot be read.

    A formula that is no display of several rows gives one entry.
    """
    tokens = prepare(text, names)
    try:
        node = read(text, tokens)
    except NotationError as error:
        kind, slices = split_rows(tokens)
        return one_by_one(text, kind, slices) if len(slices) > 1 else [error]
    if isinstance(node, Rows):
        return [single(node.kind, row) for row in node.rows]
    return [node]


def single(kind: str, row: Row) -> Node:
    return Rows(kind, (row,), at=(row[0].at[0], row[-1].at[1]))


def one_by_one(text: str, kind: str, slices: list[list[Token]]) -> list[Node | NotationError]:
    found = [row_or_error(text, tokens) for tokens in slices if tokens[0].kind != "end"]
    good = iter(join_relations([row for row in found if not isinstance(row, NotationError)]))
    return [row if isinstance(row, NotationError) else single(kind, next(good)) for row in found]


def row_or_error(text: str, tokens: list[Token]) -> Row | NotationError:
    reader = Reader(text, tokens, survey(tokens))
    reader.open.append("rows")
    try:
        row = read_row(reader)
        if reader.kind != "end":
            raise reader.unexpected("the end of the row")
    except NotationError as error:
        return error
    return row


def split_rows(tokens: list[Token]) -> tuple[str, list[list[Token]]]:
    """The environment around the rows of a display ("" if none), and the tokens of each row."""
    kind = ""
    while tokens and tokens[0].kind == "\\begin" and tokens[0].value in ALIGNED and ends_with_end(tokens):
        kind = tokens[0].value.rstrip("*")
        last = max(at for at, token in enumerate(tokens) if token.kind == "\\end")
        tokens = tokens[1:last]
    rows: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += DEPTHS.get(token.kind, 0)
        if token.kind == "\\\\" and depth == 0:
            rows[-1] += ends_at(token.start)
            rows.append([])
        elif token.kind != "end":
            rows[-1].append(token)
    rows[-1] += ends_at(tokens[-1].end if tokens else 0)
    return kind, rows


def ends_with_end(tokens: list[Token]) -> bool:
    """Whether the environment that the tokens begin with is all there is, but for punctuation."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += {"\\begin": 1, "\\end": -1}.get(token.kind, 0)
        if depth == 0:
            return all(t.kind in ("end", ".", ",", ";") for t in tokens[at + 1 :])
    return False


def ends_at(offset: int) -> list[Token]:
    return [Token("end", "", offset, offset)] * LOOKAHEAD


DEPTHS = {"\\begin": 1, "{": 1, "\\end": -1, "}": -1}
