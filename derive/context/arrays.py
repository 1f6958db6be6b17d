"""Arrays written out: `[a & b \\\\ c & d]`, and lists with dots, `[u_1, u_2, ..., u_W]`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from derive.context.environment import bound_index
from derive.context.names import nodes_in
from derive.context.sizes import unknown_range
from derive.context.value import Clash, Unsupported, Value, column, matrix
from derive.notation.tree import Blank, Dots, Matrix, Node, Product, Symbol
from derive.terms.term import Delta, Range, Term, add, index, mul
from derive.terms.walk import substitute

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator

Family: TypeAlias = tuple[Value, str, Range]
STAND_IN = "#"


def array(self: Elaborator, node: Matrix) -> Value:
    rows = [[c for c in row if not isinstance(c, Blank)] for row in node.rows]
    rows = [row for row in rows if row]
    if any(isinstance(c, Dots) for row in rows for c in row):
        return dotted_array(self, rows, node)
    cells = [[self.value(c) for c in row] for row in rows]
    if len({len(row) for row in cells}) != 1:
        raise Clash("the rows of the matrix have different lengths", node.at)
    if not all(c.scalar for row in cells for c in row):
        raise Unsupported("a matrix made of blocks", node.at)
    if len(cells[0]) == 1:
        return listed([row[0] for row in cells], "column")
    if len(cells) == 1:
        return listed(cells[0], "row")
    return grid(cells)


def dotted_array(self: Elaborator, rows: list[list[Node]], node: Matrix) -> Value:
    """One row or one column with dots: a family of columns side by side, or of rows or numbers in a pile."""
    items = [row[0] for row in rows] if all(len(row) == 1 for row in rows) else None
    upright = items is not None
    if items is None:
        if len(rows) != 1:
            raise Unsupported("a matrix with dots in both directions", node.at)
        items = rows[0]
    if len(items) == 1 and isinstance(items[0], Product):
        items, upright = list(items[0].factors), False
    body, letter, rng = dotted(self, items, node)
    unique = bound_index(self.env, letter)
    with self.scope.binding({letter: (unique, rng)}):
        value = self.value(body)
    return stacked(self, value, str(unique.name), rng, upright, node)


def stacked(self: Elaborator, value: Value, name: str, rng: Range, upright: bool, node: Node) -> Value:
    """The array whose k-th part is `value` at index k."""
    at = value.at
    part: Callable[..., Term] = lambda k, *ix: substitute(at(*ix), {name: k})  # noqa: E731
    if value.scalar:
        return column(rng, lambda k: part(k), "column" if upright else "row")
    if value.vector and not upright and (value.form == "column" or value.flexible):
        return matrix(value.axes[0], rng, lambda i, k: part(k, i))
    if value.vector and upright and (value.form == "row" or value.flexible):
        return matrix(rng, value.axes[0], lambda k, i: part(k, i))
    raise Clash(f"{self.algebra.show(value)} is a part of a {'pile' if upright else 'row'} of them", node.at)


# --- dots --------------------------------------------------------------------------------------------------
def dotted(self: Elaborator, items: Sequence[Node], node: Node) -> tuple[Node, str, Range]:
    """The pattern of `a_1, a_2, ..., a_n`: the part as a function of an index, the index and its range."""
    given = [i for i in items if not isinstance(i, (Dots, Blank))]
    if len(given) < 2:
        raise Unsupported("a list with dots that gives no pattern", node.at)
    found: list[tuple[Node, Node]] = []
    pattern = differ(given[0], given[-1], found)
    pairs = list(dict.fromkeys(found))
    if pattern is None or len(pairs) != 1:
        raise Unsupported("a list with dots whose pattern is not plain", node.at)
    low, high = (self.indices.read(n) for n in pairs[0])
    if low is None or high is None:
        raise Unsupported("a list with dots whose pattern is not plain", node.at)
    if high.name in self.env.index_names and high.name not in self.env.size_names.values():
        self.scope.note(f"the last index of the list, {high.name}, is read as that of the last one there is")
        return pattern, STAND_IN, Range(low, unknown_range(self.env.fresh(str(high.name))).upper)
    return pattern, STAND_IN, Range(low, high)


def differ(one: Node, other: Node, found: list[tuple[Node, Node]]) -> Node | None:
    """The common form of two trees, with the stand-in index where they differ."""
    if one == other:
        return one
    leaf = not list(nodes_in(tuple(getattr(one, f.name) for f in fields(one) if f.name != "at")))
    if type(one) is not type(other) or leaf or isinstance(other, type(None)):
        found.append((one, other))
        return Symbol(STAND_IN)
    changes: dict[str, Any] = {}
    for f in fields(one):
        a, b = getattr(one, f.name), getattr(other, f.name)
        if f.name == "at" or a == b:
            continue
        made = differ_part(a, b, found)
        if made is None:
            found.append((one, other))
            return Symbol(STAND_IN)
        changes[f.name] = made
    return replace(one, **changes)


def differ_part(a: object, b: object, found: list[tuple[Node, Node]]) -> object | None:
    if isinstance(a, Node) and isinstance(b, Node):
        return differ(a, b, found)
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        made = [x if x == y else differ_part(x, y, found) for x, y in zip(a, b, strict=True)]
        return None if any(m is None for m in made) else tuple(made)
    return None


# --- arrays of fixed size ------------------------------------------------------------------------------------
def listed(values: list[Value], form: str) -> Value:
    rng = Range(index(1), index(len(values)))
    terms = [v.term for v in values]
    return column(rng, lambda i: add(*(mul(Delta(i, index(k + 1)), t) for k, t in enumerate(terms))), form)


def grid(rows: list[list[Value]]) -> Value:
    height, width = Range(index(1), index(len(rows))), Range(index(1), index(len(rows[0])))
    cells = [(index(r + 1), index(c + 1), v.term) for r, row in enumerate(rows) for c, v in enumerate(row)]
    return matrix(height, width, lambda i, j: add(*(mul(Delta(i, r), Delta(j, c), t) for r, c, t in cells)))
