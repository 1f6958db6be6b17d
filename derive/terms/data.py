"""Terms as plain lists that JSON can hold, and back: equal parts are written once.

`Table.put(value)` gives what stands for a value: names, whole numbers and None stand for themselves, a tuple is
`["t", ...]`, a rational number `["q", "3/4"]`, and a node (a term, an index, a range) `["n", place]` in `rows`.

FAILURE: `read` raises `DataError` for anything that `put` cannot have written.
"""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any

from derive.terms import term as nodes
from derive.terms.term import Index, Term

CLASSES: dict[str, type] = {
    c.__name__: c
    for c in (
        nodes.Index, nodes.Range, nodes.Num, nodes.Sym, nodes.Entry, nodes.Size, nodes.Add, nodes.Mul, nodes.Pow,
        nodes.Delta, nodes.Sum, nodes.Prod, nodes.Extremum, nodes.Tensor, nodes.Fun, nodes.Deriv, nodes.Integral,
        nodes.Compare, nodes.Cases,
    )
}
TUPLES = {"parts", "indices", "terms", "factors", "binders", "arguments", "orders", "branches"}


class DataError(Exception):
    """Data that no term was written as."""


class Table:
    """The nodes written so far; each row is the name of a class and its fields."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._places: dict[Any, int] = {}

    def put(self, value: Any) -> Any:
        if value is None or isinstance(value, str | int):
            return value
        if isinstance(value, tuple):
            return ["t", *map(self.put, value)]
        if isinstance(value, Fraction):
            return ["q", str(value)]
        return ["n", self._place(value)]

    def _place(self, node: Any) -> int:
        if node not in self._places:
            row = [type(node).__name__, *(self.put(getattr(node, f.name)) for f in fields(node))]
            self._places[node] = len(self.rows)
            self.rows.append(row)
        return self._places[node]


class Reader:
    """The nodes of a table, rebuilt in order: a row may speak of earlier rows only."""

    def __init__(self, rows: Any) -> None:
        self.nodes: list[Any] = []
        if not isinstance(rows, list):
            raise DataError("no table of nodes")
        for row in rows:
            self.nodes.append(self._node(row))

    def _node(self, row: Any) -> Any:
        if not isinstance(row, list) or not row or row[0] not in CLASSES:
            raise DataError(f"no node: {row!r}"[:80])
        kind = CLASSES[row[0]]
        names = [f.name for f in fields(kind)]
        if len(names) != len(row) - 1:
            raise DataError(f"{row[0]} has {len(names)} fields")
        values = [self.read(v) for v in row[1:]]
        for name, value in zip(names, values, strict=True):
            if (name in TUPLES) != isinstance(value, tuple):
                raise DataError(f"{row[0]}.{name} is something else")
        return _sound(kind(*values))

    def read(self, data: Any) -> Any:
        if data is None or isinstance(data, str | int):
            return data
        if not isinstance(data, list) or not data:
            raise DataError(f"no value: {data!r}"[:80])
        tag, *rest = data
        if tag == "t":
            return tuple(map(self.read, rest))
        if tag == "q" and len(rest) == 1 and isinstance(rest[0], str):
            return _rational(rest[0])
        if tag == "n" and len(rest) == 1 and isinstance(rest[0], int) and 0 <= rest[0] < len(self.nodes):
            return self.nodes[rest[0]]
        raise DataError(f"no value: {data!r}"[:80])


def _rational(text: str) -> Fraction:
    top, _, bottom = text.partition("/")
    if not top.lstrip("-").isdecimal() or (bottom and not bottom.isdecimal()) or bottom == "0":
        raise DataError(f"no rational number: {text[:40]}")
    return Fraction(int(top), int(bottom or 1))


_KINDS: dict[type, tuple[tuple[str, type | tuple[type, ...]], ...]] = {
    nodes.Num: (("value", Fraction),),
    nodes.Pow: (("base", Term), ("exponent", Term)),
    nodes.Delta: (("left", Index), ("right", Index)),
    nodes.Size: (("value", Index),),
    nodes.Range: (("lower", Index), ("upper", Index)),
    nodes.Sum: (("range", nodes.Range), ("body", Term)),
    nodes.Prod: (("range", nodes.Range), ("body", Term)),
    nodes.Extremum: (("range", nodes.Range), ("body", Term)),
    nodes.Deriv: (("body", Term), ("variable", (nodes.Sym, nodes.Entry))),
    nodes.Integral: (("body", Term),),
    nodes.Tensor: (("body", Term),),
    nodes.Compare: (("left", Term), ("right", Term)),
}


def _sound(node: Any) -> Any:
    """The node, if its parts are of the kinds they must be."""
    for name, kind in _KINDS.get(type(node), ()):
        if not isinstance(getattr(node, name), kind):
            raise DataError(f"{type(node).__name__}.{name} is something else")
    members = getattr(node, "terms", getattr(node, "factors", ()))
    if isinstance(node, nodes.Add | nodes.Mul) and not all(isinstance(t, Term) for t in members):
        raise DataError(f"{type(node).__name__} of something else than terms")
    return node
