"""Environments: aligned rows, matrices, cases, and rows of a display without an environment.

Cells are read one by one. A relation that `&` cuts in two belongs to the cell behind the `&`; a column that
holds nothing but relations (`a & = & b`) joins the column behind it. Empty rows leave nothing. Punctuation at
the end of a cell leaves nothing.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.brackets import set_apart
from derive.notation.reader import CELL_ENDS, PREFIX, Reader
from derive.notation.spellings import RELATIONS
from derive.notation.table import listed
from derive.notation.tokens import Token
from derive.notation.tree import Blank, Cases, Chain, Matrix, Node, Relation, Rows, Symbol

ALIGNED = listed(
    "align align* aligned alignat alignat* alignedat split gather gather* gathered eqnarray eqnarray* "
    "multline multline* flalign flalign* equation equation* math displaymath array subarray tabular "
    "dmath dmath* IEEEeqnarray IEEEeqnarray* xalignat xalignat* darray darray* empheq multlined lgathered rgathered"
)
MATRICES = listed("matrix bmatrix pmatrix vmatrix Vmatrix Bmatrix smallmatrix")
CASES = listed("cases dcases rcases drcases cases* dcases* rcases* drcases* numcases")
PUNCTUATION = frozenset((",", ";", ".", "\\quad", "full stop"))
Row = tuple[Node, ...]


def environment(reader: Reader, token: Token, floor: int) -> Node:
    if token.value not in KINDS:
        raise reader.fail(f"unknown environment `{token.value}`", token)
    reader.open.append("rows")
    rows = read_rows(reader, empty=token.value in MATRICES)
    close = reader.token
    if close.kind != "\\end":
        if close.kind == "end":
            raise reader.fail(f"`\\begin{{{token.value}}}` opened here is not closed", token)
        raise reader.unexpected(f"`\\end{{{token.value}}}`")
    if close.value != token.value:
        raise reader.fail(f"`\\begin{{{token.value}}}` is closed by `\\end{{{close.value}}}`", close)
    reader.advance()
    reader.open.pop()
    return KINDS[token.value](token.value.rstrip("*"), rows, reader.span(token))


def read_rows(reader: Reader, empty: bool = False) -> list[Row]:
    """The rows, without those that have nothing in them; `empty` ones are kept where they have several cells."""
    rows = [read_row(reader)]
    while reader.kind == "\\\\":
        reader.advance()
        rows.append(read_row(reader))
    if empty:
        rows = [set_apart(reader.text, row[0]) if len(row) == 1 else row for row in rows]
    return [row for row in rows if (empty and len(row) > 1) or not all(isinstance(cell, Blank) for cell in row)]


def read_row(reader: Reader) -> Row:
    cells = [read_cell(reader)]
    while reader.kind == "&":
        if not reader.open:
            raise reader.fail("`&` outside an environment that aligns; write `\\begin{aligned}`", reader.token)
        reader.advance()
        cells.append(read_cell(reader))
    return tuple(cells)


def read_cell(reader: Reader) -> Node:
    """One cell; what ends it is not read."""
    skip_punctuation(reader)
    if reader.kind in CELL_ENDS:
        return Blank(at=(reader.done, reader.done))
    node = reader.expression()
    skip_punctuation(reader)
    if reader.kind not in CELL_ENDS:
        raise reader.unexpected("an operator or the end")
    return node


def skip_punctuation(reader: Reader) -> None:
    """Punctuation before the end of the cell."""
    at = reader.pos
    while reader.tokens[at].kind in PUNCTUATION:
        at += 1
    if reader.tokens[at].kind in CELL_ENDS:
        reader.pos = at


# --- what the rows are ---------------------------------------------------------------------------------------
def aligned(kind: str, rows: list[Row], at: tuple[int, int]) -> Node:
    rows = join_relations(rows)
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    return Rows(kind, tuple(rows), at=at) if rows else Blank(at=at)


def join_relations(rows: list[Row]) -> list[Row]:
    """Every relation in front of what it relates, and no column of relations alone."""
    rows = [move_relations(row) for row in rows]
    width = max(map(len, rows), default=0)
    alone = {column for column in range(width - 1) if only_relations(rows, column)}
    if not alone:
        return rows
    return [tuple(join(row, alone)) for row in rows]


def move_relations(row: Row) -> Row:
    """`a =` and `b` become `a` and `= b`."""
    cells = list(row)
    for number in range(len(cells) - 1):
        cell = cells[number]
        if isinstance(cell, Chain) and isinstance(cell.items[-1], Blank) and len(cell.items) > 1:
            items, signs = cell.items[:-1], cell.signs[:-1]
            cells[number] = items[0] if not signs else replace(cell, items=items, signs=signs)
            cells[number + 1] = prepend(cell.signs[-1], cells[number + 1])
    return tuple(cells)


def prepend(sign: Relation, cell: Node) -> Node:
    blank = Blank(at=(sign.at[0], sign.at[0]))
    at = (sign.at[0], max(cell.at[1], sign.at[1]))
    if isinstance(cell, Chain):
        return Chain((blank, *cell.items), (sign, *cell.signs), at=at)
    return Chain((blank, cell), (sign,), at=at)


def only_relations(rows: list[Row], column: int) -> bool:
    cells = [row[column] for row in rows if column < len(row)]
    found = [cell for cell in cells if not isinstance(cell, Blank)]
    return bool(found) and all(lone_relation(cell) for cell in found)


def lone_relation(cell: Node) -> bool:
    return isinstance(cell, Symbol) and cell.name in RELATIONS


def join(row: Row, alone: set[int]) -> list[Node]:
    cells: list[Node] = []
    sign: Relation | None = None
    for column, cell in enumerate(row):
        if column in alone:
            sign = Relation(cell.name, at=cell.at) if isinstance(cell, Symbol) else None
            continue
        cells.append(prepend(sign, cell) if sign else cell)
        sign = None
    return cells


def matrix(kind: str, rows: list[Row], at: tuple[int, int]) -> Node:
    return Matrix(kind, tuple(rows), at=at)


def cases(kind: str, rows: list[Row], at: tuple[int, int]) -> Node:
    return Cases(tuple(branch(row) for row in rows), at=at)


def branch(row: Row) -> tuple[Node, Node]:
    if len(row) == 1:
        return row[0], Blank(at=(row[0].at[1], row[0].at[1]))
    return row[0], row[1]


KINDS = {
    **dict.fromkeys(ALIGNED, aligned),
    **dict.fromkeys(MATRICES, matrix),
    **dict.fromkeys(CASES, cases),
}
PREFIX.add(("\\begin",), environment)
