"""Matrices with dots in both directions: `[a_{11} & \\cdots & a_{1n} \\\\ \\vdots & \\ddots & \\vdots \\\\ ...]`.

Either every entry has one form, as a function of its row and its column, or those of the diagonal have one and all
others have another. Each entry that is written must be what the form says of its place, letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from derive.claims.walk import every, over_parts, symbols
from derive.context.dots import STAND_IN, Pairs, differ, from_one, span_between
from derive.context.environment import bound_index
from derive.context.names import two_digits
from derive.context.sizes import unknown_range
from derive.context.value import Unsupported, Value, matrix
from derive.notation.tree import Blank, Dots, Matrix, Node, Number, Product, Script, Sum, Symbol
from derive.terms.term import ONE, Delta, Index, Range, Term, add, mul, sub
from derive.terms.walk import substitute

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator

ROW, COLUMN = STAND_IN, f"{STAND_IN}{STAND_IN}"
ZERO = Number("0")
SIZES = "mnKMNW"  # of these an entry may tell the size, which is then no constant
UNSAID = "grid"
NOTHING = "an empty place in the matrix is read as 0"
Labels = tuple[Node, Node] | None  # of the first and of the last row or column; None where no entry tells


@dataclass(frozen=True)
class Grid:
    """The entries that are written, and where each row and column stands: so many behind the first, or, if negative,
    before the one behind the last. `empty`: is one of them an empty place?"""

    cells: tuple[tuple[Node, ...], ...]
    down: tuple[int, ...]
    across: tuple[int, ...]
    empty: bool

    @property
    def corners(self) -> tuple[Node, Node, Node, Node]:
        return self.cells[0][0], self.cells[0][-1], self.cells[-1][0], self.cells[-1][-1]


@dataclass(frozen=True)
class Form:
    """What an entry is by its row and its column; `diagonal` where those are others."""

    entry: Node
    rows: Labels
    columns: Labels
    diagonal: Node | None = None

    def fits(self, grid: Grid) -> bool:
        """Is every entry that is written what the form says?"""
        return all(self.at(row, column) == cell for row, line in zip(grid.down, grid.cells, strict=True)
                   for column, cell in zip(grid.across, line, strict=True))

    def at(self, row: int, column: int) -> Node:
        form = self.diagonal if self.diagonal is not None and row == column else self.entry
        return filled(form, {ROW: label(self.rows, row), COLUMN: label(self.columns, column)})  # type: ignore[no-any-return]


def dotted_matrix(self: Elaborator, rows: list[list[Node]], node: Matrix) -> Value:
    """The matrix of these rows, in which something stands in each row and column."""
    grid = written(rows)
    form = next((form for form in forms(grid) if form.fits(grid)), None) if grid is not None else None
    if grid is None or form is None:
        raise Unsupported("a matrix with dots in both directions whose pattern is not plain", node.at)
    if form.rows is None and letters_of_sizes(self) & (symbols(form.entry) | symbols(form.diagonal or form.entry)):
        raise Unsupported("a matrix with dots in both directions that does not say how large it is", node.at)
    if grid.empty:
        self.scope.note(NOTHING)
    down = span(self, form.rows, node)
    across = down if form.diagonal is not None else span(self, form.columns, node)
    row, column = bound_index(self.env, ROW), bound_index(self.env, COLUMN)
    with self.scope.binding({ROW: (row, down), COLUMN: (column, across)}):
        entry = self.value(form.entry)
        diagonal = self.value(form.diagonal) if form.diagonal is not None else entry
    if not (entry.scalar and diagonal.scalar):
        raise Unsupported("a matrix made of blocks", node.at)
    one, other = entry.term, diagonal.term

    (down, below), (across, right) = from_one(self, down, node), from_one(self, across, node)

    def at(i: Index, j: Index) -> Term:
        places = {str(row.name): i + below, str(column.name): j + right}
        rest = substitute(one, places)
        if form.diagonal is None:
            return rest  # type: ignore[no-any-return]
        return add(mul(Delta(i, j), substitute(other, places)), mul(sub(ONE, Delta(i, j)), rest))

    return matrix(down, across, at)


def letters_of_sizes(self: Elaborator) -> frozenset[str]:
    return frozenset({*self.env.index_names, *self.env.size_names, *SIZES})


def span(self: Elaborator, labels: Labels, node: Node) -> Range:
    return unknown_range(self.env.fresh(UNSAID)) if labels is None else span_between(self, *labels, node)


# --- what is written -----------------------------------------------------------------------------------------------
def written(lines: list[list[Node]]) -> Grid | None:
    """None where the dots are no one stretch of rows and one of columns."""
    width = max(map(len, lines))
    rows = [(*row, *[Blank()] * (width - len(row))) for row in lines]
    dotted = [is_dotted(row) for row in rows]
    kept = [row for row, out in zip(rows, dotted, strict=True) if not out]
    bare = [all(isinstance(row[k], Dots | Blank) for row in kept) and any(isinstance(row[k], Dots) for row in rows)
            for k in range(width)]
    down, across = places(dotted), places(bare)
    if down is None or across is None:
        return None
    cells = [tuple(cell for cell, out in zip(row, bare, strict=True) if not out) for row in kept]
    every_cell = [cell for row in cells for cell in row]
    if any(isinstance(cell, Dots) for cell in every_cell):
        return None
    double = any(isinstance(part, Script) and isinstance(part.sub, Product)
                 for cell in every_cell for part in every(cell))
    empty = any(isinstance(cell, Blank) for cell in every_cell)
    return Grid(tuple(tuple(as_entry(cell, double) for cell in row) for row in cells), down, across, empty)


def as_entry(cell: Node, double: bool) -> Node:
    return ZERO if isinstance(cell, Blank) else digits_apart(cell) if double else cell


def is_dotted(row: tuple[Node, ...]) -> bool:
    return any(isinstance(cell, Dots) for cell in row) and all(isinstance(cell, Dots | Blank) for cell in row)


def places(dotted: list[bool]) -> tuple[int, ...] | None:
    """0, 1 before the dots and -1 behind them; None where there is nothing before or behind, or more than one gap."""
    first = dotted.index(True) if True in dotted else 0
    last = len(dotted) - dotted[::-1].index(True) if True in dotted else 0
    if not 0 < first < last < len(dotted) or not all(dotted[first:last]):
        return None
    return (*range(first), *range(last - len(dotted), 0))


def digits_apart(node: Any) -> Any:
    """`a_{11}` beside `a_{1n}` has two indices."""
    if isinstance(node, Script) and (digits := two_digits(node.sub)):
        node = replace(node, sub=Product(digits, ("",)))
    return over_parts(node, digits_apart)


# --- what it follows -----------------------------------------------------------------------------------------------
def forms(grid: Grid) -> Iterator[Form]:
    """One form for all entries; or one for the diagonal and one for the others."""
    first, right, below, last = grid.corners
    across, down = Pairs(), Pairs()
    one, other = differ(first, right, across), differ(below, last, across)
    if one is not None and other is not None and len(across) < 2 and not are_numbers(across, one):
        column = {STAND_IN: Symbol(COLUMN)}
        whole = differ(filled(one, column), filled(other, column), down)
        if whole is not None and len(down) < 2 and not are_numbers(down, whole):
            yield Form(whole, next(iter(down), None), next(iter(across), None))
    yield from by_diagonal(grid)


def by_diagonal(grid: Grid) -> Iterator[Form]:
    first, right, below, last = grid.corners
    own, others = Pairs(), Pairs()
    diagonal, entry = differ(first, last, own), differ(right, below, others)
    if diagonal is None or entry is None or len(own) > 1 or are_numbers(own, diagonal):
        return
    ends = next(iter(own), None)
    exchanged = ends is not None and set(others) == {ends, ends[::-1]}
    if not exchanged and (others or not is_constant(grid, ends)):
        return
    names = {stand_in.name: Symbol(ROW if pair == ends else COLUMN) for pair, stand_in in others.items()}
    yield Form(filled(entry, names), ends, ends, filled(diagonal, {s.name: Symbol(ROW) for s in own.values()}))


def is_constant(grid: Grid, ends: Labels) -> bool:
    """Are the entries off the diagonal all what they are in two corners? Four corners alone say little: those of a
    Toeplitz matrix look much the same. An entry that speaks of the last row, `t_n`, is another one elsewhere."""
    right = grid.corners[1]
    more = min(len(grid.down), len(grid.across)) > 2
    return right == ZERO or (more and (ends is None or not symbols(ends[1]) & symbols(right)))


def are_numbers(pairs: Pairs, form: Node) -> bool:
    """`1, ..., 0`: two entries, and no first and last of a list."""
    return any(isinstance(form, Symbol) and isinstance(low, Number) and isinstance(high, Number) for low, high in pairs)


def label(ends: Labels, place: int) -> Node:
    """What a row is called that stands so many behind the first, or before the one behind the last."""
    if ends is None:
        return ZERO
    low, high = ends
    if place >= 0:
        return Number(str(int(low.digits) + place)) if isinstance(low, Number) and low.digits.isdecimal() else low
    return high if place == -1 else Sum(("+", "-"), (high, Number(str(-place - 1))))


def filled(node: Any, new: Mapping[str, Node]) -> Any:
    """The tree with other nodes for the letters of these names."""
    if isinstance(node, Symbol):
        return new.get(node.name, node)
    return over_parts(node, lambda part: filled(part, new))
