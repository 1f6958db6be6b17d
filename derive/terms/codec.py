"""Terms, theories and goals as plain JSON data, exactly, and back.

`to_data(goal)` gives lists, strings, integers, booleans and None; `from_data(data)` gives an equal object, or raises
`MalformedData` that says what is wrong and where. A node is the list of its kind and its fields in order:
`["Pow", ["Sym", "x"], ["Num", "-1/2"]]`. Every field is checked for its type, every number of fields for its
length; a name, a sign or a kind that does not exist is refused.

Applies to all of `terms.term` and `terms.theory`. Fails on anything else, and on nesting beyond the interpreter's
recursion limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.source import DeriveError
from derive.terms import term as t
from derive.terms import theory as th

Data = Any


class MalformedData(DeriveError):
    """The data is not what `to_data` writes."""


@dataclass(frozen=True)
class Field:
    """How the values of a field are written and read; `read` raises `MalformedData`."""

    write: Callable[[Any], Data]
    read: Callable[[Data], Any]


# --- plain fields ----------------------------------------------------------------------------------------------------
def _exactly(type_: type, what: str) -> Field:
    def read(data: Data) -> Any:
        if type(data) is not type_:
            raise MalformedData(f"expected {what}, found {_excerpt(data)}")
        return data

    return Field(lambda value: value, read)


def _excerpt(data: Data) -> str:
    text = repr(data)
    return text if len(text) <= 60 else text[:57] + "..."


def _one_of(*words: str) -> Field:
    def read(data: Data) -> Any:
        if not isinstance(data, str) or data not in words:
            raise MalformedData(f"expected one of {', '.join(words)}, found {_excerpt(data)}")
        return data

    return Field(lambda value: value, read)


def _read_fraction(data: Data) -> Fraction:
    if not isinstance(data, str) or not re.fullmatch(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?", data, re.ASCII):
        raise MalformedData(f"expected a rational number such as '-1/2', found {_excerpt(data)}")
    top, _, bottom = data.partition("/")
    if bottom and int(bottom) == 0:
        raise MalformedData(f"a denominator is zero: {_excerpt(data)}")
    value = Fraction(int(top), int(bottom or 1))
    if str(value) != data:
        raise MalformedData(f"the rational number {_excerpt(data)} is not in lowest terms")
    return value


NAME = _exactly(str, "a name")
INTEGER = _exactly(int, "an integer")
FRACTION = Field(str, _read_fraction)
SIGN = _one_of("=", "!=", "<", "<=", ">", ">=")
DOMAINS = ("real", "positive", "nonnegative", "negative", "nonzero", "unit", "bit", "sign", "integer", "natural")
FACTS = ("equal", "same", "distinct", "positive", "nonnegative", "negative", "nonzero")


# --- fields made of fields -------------------------------------------------------------------------------------------
def _many(item: Field) -> Field:
    return Field(lambda values: [item.write(v) for v in values], lambda data: tuple(map(item.read, _list(data))))


def _list(data: Data, length: int | None = None) -> list[Data]:
    if not isinstance(data, list) or (length is not None and len(data) != length):
        wanted = "a list" if length is None else f"a list of {length}"
        raise MalformedData(f"expected {wanted}, found {_excerpt(data)}")
    return data


def _tuple(*items: Field) -> Field:
    def write(values: Any) -> Data:
        return [item.write(value) for item, value in zip(items, values, strict=True)]

    def read(data: Data) -> Any:
        return tuple(item.read(part) for item, part in zip(items, _list(data, len(items)), strict=True))

    return Field(write, read)


def _optional(item: Field) -> Field:
    return Field(
        lambda value: None if value is None else item.write(value),
        lambda data: None if data is None else item.read(data),
    )


def _sorted(item: Field) -> Field:
    """A set, written in order."""
    return Field(lambda values: sorted(map(item.write, values)), lambda data: frozenset(map(item.read, _list(data))))


def _mapping(item: Field) -> Field:
    """A dictionary with names as keys, as the list of its pairs; no name twice."""

    def read(data: Data) -> dict[str, Any]:
        pairs = [_tuple(NAME, item).read(pair) for pair in _list(data)]
        if len({name for name, _ in pairs}) != len(pairs):
            raise MalformedData("a name stands twice")
        return dict(pairs)

    return Field(lambda values: [[name, item.write(value)] for name, value in values.items()], read)


def _node(*types: type) -> Field:
    """A term, or one of the further types, written with its kind."""
    return Field(lambda value: to_data(value), lambda data: _read_node(data, (*TERMS, *types)))


def _bare(type_: type) -> Field:
    """A node whose type is clear from its place: its fields alone."""
    return Field(lambda value: _fields_of(value), lambda data: _build(type_, _list(data)))


TERMS: tuple[type, ...] = (
    t.Num, t.Sym, t.Entry, t.Size, t.Add, t.Mul, t.Pow, t.Delta, t.Sum, t.Prod,
    t.Extremum, t.Fun, t.Deriv, t.Integral, t.Cases,
)  # fmt: skip
INDEX = Field(lambda value: _fields_of(value), lambda data: _build(t.Index, _list(data)))
RANGE = Field(lambda value: _fields_of(value), lambda data: _build(t.Range, _list(data)))
TERM = _node()
BINDERS = _many(_tuple(NAME, RANGE))
BOUND = {"name": NAME, "range": RANGE, "body": TERM}

FIELDS: dict[type, dict[str, Field]] = {
    t.Index: {"parts": _many(_tuple(NAME, INTEGER)), "offset": INTEGER},
    t.Range: {"lower": INDEX, "upper": INDEX},
    t.Num: {"value": FRACTION},
    t.Sym: {"name": NAME},
    t.Entry: {"name": NAME, "indices": _many(INDEX)},
    t.Size: {"value": INDEX},
    t.Add: {"terms": _many(TERM)},
    t.Mul: {"factors": _many(TERM)},
    t.Pow: {"base": TERM, "exponent": TERM},
    t.Delta: {"left": INDEX, "right": INDEX},
    t.Sum: BOUND,
    t.Prod: BOUND,
    t.Extremum: {"kind": _one_of("max", "min"), **BOUND},
    t.Tensor: {"binders": BINDERS, "body": TERM},
    t.Fun: {
        "name": NAME,
        "arguments": _many(_node(t.Tensor)),
        "orders": _many(INTEGER),
        "indices": _many(INDEX),
    },
    t.Deriv: {"body": TERM, "variable": TERM},
    t.Integral: {"name": NAME, "body": TERM, "lower": _optional(TERM), "upper": _optional(TERM)},
    t.Compare: {"left": TERM, "sign": SIGN, "right": TERM},
    t.Cases: {"branches": _many(_tuple(_optional(_bare(t.Compare)), TERM))},
    th.Variable: {
        "name": NAME,
        "ranges": _many(RANGE),
        "domain": _one_of(*DOMAINS),
        "traits": _sorted(_one_of("symmetric", "invertible", "orthogonal", "simplex", "sums-to-one", "some-total",
                                  "one-hot")),
    },
    th.Definition: {
        "name": NAME,
        "kind": _one_of("scalar", "tensor", "function"),
        "parameters": _many(NAME),
        "body": TERM,
        "source": NAME,
    },
    th.Hypothesis: {
        "name": NAME,
        "kind": _one_of(*FACTS),
        "left": _node(t.Index),
        "right": _optional(_node(t.Index)),
        "parameters": BINDERS,
    },
    th.Theory: {
        "sizes": _mapping(INTEGER),
        "fixed": _mapping(INTEGER),
        "indices": _mapping(RANGE),
        "variables": _mapping(_bare(th.Variable)),
        "definitions": _mapping(_bare(th.Definition)),
        "hypotheses": _many(_bare(th.Hypothesis)),
        "dependent": _sorted(NAME),
    },
    th.Goal: {"left": TERM, "right": TERM, "theory": _bare(th.Theory), "axes": BINDERS, "sign": SIGN},
}
KINDS: Mapping[str, type] = {kind.__name__: kind for kind in FIELDS}


# --- writing and reading ---------------------------------------------------------------------------------------------
def to_data(node: Any) -> Data:
    """A term, index, range, hypothesis, theory, goal... as JSON data."""
    return [type(node).__name__, *_fields_of(node)]


def from_data(data: Data, *kinds: type) -> Any:
    """The object that `to_data` wrote; of one of the `kinds`, if any are given."""
    try:
        return _read_node(data, kinds or tuple(FIELDS))
    except RecursionError:
        raise MalformedData("nested too deeply") from None


def _fields_of(node: Any) -> list[Data]:
    return [field.write(getattr(node, name)) for name, field in FIELDS[type(node)].items()]


def _read_node(data: Data, kinds: tuple[type, ...]) -> Any:
    head, *rest = _list(data) or [None]
    kind = KINDS.get(head) if isinstance(head, str) else None
    if kind not in kinds or kind is None:
        raise MalformedData(f"no such kind here: {_excerpt(head)}")
    return _build(kind, rest)


def _build(kind: type, parts: list[Data]) -> Any:
    fields = FIELDS[kind]
    if len(parts) != len(fields):
        raise MalformedData(f"{kind.__name__} has {len(fields)} fields, not {len(parts)}")
    values = {name: field.read(part) for (name, field), part in zip(fields.items(), parts, strict=True)}
    made = kind(**values)
    _CHECKS.get(kind, lambda node: None)(made)
    return made


def _check_index(node: t.Index) -> None:
    names = [name for name, _ in node.parts]
    if names != sorted(set(names)) or any(factor == 0 for _, factor in node.parts):
        raise MalformedData(f"an index is not in its normal form: {_excerpt(node.parts)}")


def _check_variable(node: t.Deriv) -> None:
    if not isinstance(node.variable, (t.Sym, t.Entry)):
        raise MalformedData("a derivative is by a symbol or an entry")


def _check_orders(node: t.Fun) -> None:
    if any(order < 0 for order in node.orders):
        raise MalformedData("an order of differentiation is negative")


_CHECKS: dict[type, Callable[[Any], None]] = {
    t.Index: _check_index,
    t.Deriv: _check_variable,
    t.Fun: _check_orders,
}
