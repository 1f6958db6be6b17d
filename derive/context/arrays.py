"""Arrays written out: `[a & b \\\\ c & d]`, and lists with dots, `[u_1, u_2, ..., u_W]`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, TypeAlias

from derive.context.dots import dotted, from_one
from derive.context.environment import SPELLINGS, bound_index
from derive.context.expansions import vectors_to_scalar
from derive.context.grids import NOTHING, ZERO, dotted_matrix
from derive.context.names import base_name, parts_of, strip
from derive.context.sizes import unknown_range
from derive.context.value import Clash, Unsupported, Value, column, listed, matrix, scalar
from derive.notation.tree import Blank, Dots, Group, Matrix, Node, Sequence
from derive.terms.term import Delta, Range, Term, add, index, mul, num
from derive.terms.walk import substitute

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator

Family: TypeAlias = tuple[Value, str, Range]


def array(self: Elaborator, node: Matrix) -> Value:
    rows = [list(row) for row in node.rows if len(row) > 1 or not all(isinstance(cell, Blank) for cell in row)]
    width = max(map(len, rows), default=0)
    if width > 1 and all(isinstance(cell, Blank) for row in rows for cell in row[width - 1 :]):
        raise Unsupported("a matrix with an empty last column", node.at)
    if any(isinstance(c, Dots) for row in rows for c in row):
        both = len(rows) > 1 and width > 1
        return dotted_matrix(self, rows, node) if both else dotted_array(self, [c for row in rows for c in row],
                                                                         len(rows) > 1, node)
    if any(isinstance(c, Blank) for row in rows for c in row):
        self.scope.note(NOTHING)
    cells = [[self.value(ZERO if isinstance(c, Blank) else c) for c in row] for row in rows]
    if len({len(row) for row in cells}) != 1:
        raise Clash("the rows of the matrix have different lengths", node.at)
    if not all(c.scalar for row in cells for c in row):
        raise Unsupported("a matrix made of blocks", node.at)
    if len(cells[0]) == 1:
        return listed([row[0] for row in cells], "column")
    if len(cells) == 1:
        return listed(cells[0], "row")
    return grid(cells)


def of_entries(self: Elaborator, node: Node) -> Value | None:
    """The `(a_{ij})` of `A = (a_{ij})`, a matrix, of which `(a_{ji})` is the transpose; None for anything else."""
    parts = parts_of(node.body) if isinstance(node, Group) and node.left in "([" else None
    letters = [base_name(strip(item)) for item in parts.subs] if parts is not None and parts.sup is None else []
    free = self.env.index_names - self.scope.bound.keys()
    if len(set(letters)) != 2 or len(letters) > 2 or not free.issuperset(letters):
        return None
    if letters == ["j", "i"]:
        letters.reverse()
    value = self.value(node.body)  # type: ignore[attr-defined]
    if not value.scalar:
        return None
    spans = [self.scope.free.get(str(name)) or self.env.seen_ranges.get(str(name)) or unknown_range(str(name))
             for name in letters]
    rows, columns = map(self.env.sizes.resolve, spans)
    return matrix(rows, columns, lambda i, j: substitute(value.term, {str(letters[0]): i, str(letters[1]): j}))


def determinant(self: Elaborator, node: Matrix) -> Value:
    """What stands between bars; of two or three rows of numbers it is written out."""
    written = not any(isinstance(cell, Dots | Blank) for row in node.rows for cell in row)
    rows = [[self.value(cell) for cell in row] for row in node.rows] if written else []
    small = len(rows) in (2, 3) and all(len(row) == len(rows) for row in rows)
    if small and all(cell.scalar for row in rows for cell in row):
        return scalar(by_leibniz([[cell.term for cell in row] for row in rows]))
    value = array(self, node)
    if value.form != "matrix":
        raise Unsupported("bars around an array that is no matrix", node.at)
    return vectors_to_scalar(self, SPELLINGS["det"], [value])


def by_leibniz(rows: list[list[Term]]) -> Term:
    """The determinant as a sum over all permutations."""
    size = range(len(rows))
    signed = ((1 if sum(p[i] > p[j] for i in size for j in size if i < j) % 2 == 0 else -1, p)
              for p in permutations(size))
    return add(*(mul(num(sign), *(rows[i][p[i]] for i in size)) for sign, p in signed))


def dotted_array(self: Elaborator, items: list[Node], upright: bool, node: Node) -> Value:
    """One row or one column with dots: a family of columns side by side, or of rows or numbers in a pile."""
    body, letter, rng = dotted(self, items, node)
    unique = bound_index(self.env, letter)
    with self.scope.binding({letter: (unique, rng)}):
        value = self.value(body)
    return stacked(self, value, str(unique.name), rng, upright, node)


def bracketed(self: Elaborator, node: Group, body: Sequence) -> Value:
    """`(x_1, \\dots, x_n)`, `(x_1, x_2)`: a column, or a row where that is what fits; `[u_1, \\dots, u_n]`, of columns,
    is a matrix. Other lists may be anything, an interval or an example: `[0, 1]`."""
    items = list(body.items)
    names = {parts.name if (parts := parts_of(item)) is not None and parts.subs else "" for item in items}
    dots = any(isinstance(item, Dots) for item in items)
    if not (dots or (len(names) == 1 and names != {""})) or node.left not in "([" or set(body.separators) != {","}:
        raise Unsupported("a list in brackets", node.at)
    if dots:
        value = dotted_array(self, items, False, node)
        if not value.vector and node.left != "[":
            raise Unsupported("a list of arrays", node.at)
    else:
        values = [self.value(item) for item in items]
        if not all(value.scalar for value in values):
            raise Unsupported("a list of arrays", node.at)
        value = listed(values, "row")
    return replace(value, form="column", flexible=True) if value.vector else value


def stacked(self: Elaborator, value: Value, name: str, span: Range, upright: bool, node: Node) -> Value:
    """The array whose parts are `value` at each index."""
    at = value.at
    rng, shift = from_one(self, span, node)
    part: Callable[..., Term] = lambda k, *ix: substitute(at(*ix), {name: k + shift})  # noqa: E731
    if value.scalar:
        return column(rng, lambda k: part(k), "column" if upright else "row")
    if value.vector and not upright and (value.form == "column" or value.flexible):
        return matrix(value.axes[0], rng, lambda i, k: part(k, i))
    if value.vector and upright and (value.form == "row" or value.flexible):
        return matrix(rng, value.axes[0], lambda k, i: part(k, i))
    raise Clash(f"{self.algebra.show(value)} is a part of a {'pile' if upright else 'row'} of them", node.at)


# --- arrays of fixed size ------------------------------------------------------------------------------------
def grid(rows: list[list[Value]]) -> Value:
    height, width = Range(index(1), index(len(rows))), Range(index(1), index(len(rows[0])))
    cells = [(index(r + 1), index(c + 1), v.term) for r, row in enumerate(rows) for c, v in enumerate(row)]
    return matrix(height, width, lambda i, j: add(*(mul(Delta(i, r), Delta(j, c), t) for r, c, t in cells)))
