"""Edits that put one function, one name or one entry in the place of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from derive.diagnose.build import ONE, bare, bracketed, product, squared
from derive.diagnose.functions import head_name, is_argument
from derive.diagnose.material import Material, names_in
from derive.diagnose.places import Place, free_letters
from derive.notation.tree import Apply, Big, Fraction, Group, Matrix, Node, Number, Product, Root, Script, Sum, Symbol

Change = tuple[str, int, Node]
CONFUSED = {
    "log": ("exp",), "ln": ("exp",), "exp": ("log",), "sin": ("cos",), "cos": ("sin",),
    "sinh": ("cosh", "tanh"), "cosh": ("sinh", "tanh"), "tanh": ("\\sigma", "sinh", "cosh"), "sigma": ("tanh",),
}  # fmt: skip


EULER = Symbol("e")
ENTRIES = 9  # of an array in which two are exchanged


def heads(place: Place, found: Material) -> Iterator[Change]:
    """Another function, or none."""
    node = place.node
    if isinstance(node, Apply):
        for other in CONFUSED.get(head_name(node.head), ()):
            yield "function", 2, _applied(other, node.argument)
        yield "function", 2, bracketed(node.argument)
    elif isinstance(node, Product):
        for k in range(1, len(node.factors)):
            if is_argument(Place(node.factors[k], (("factors", (k,)),), (node,))):
                yield from _changed_head(node, k)


def _changed_head(node: Product, k: int) -> Iterator[Change]:
    argument = node.factors[k]
    for other in CONFUSED.get(head_name(node.factors[k - 1]), ()):
        if other.startswith("\\"):
            yield "function", 2, replace(node, factors=(*node.factors[: k - 1], Symbol(other), *node.factors[k:]))
        else:
            factors = (*node.factors[: k - 1], Apply(Symbol(other, word=True), argument), *node.factors[k + 1 :])
            yield "function", 2, product(factors, node.ops[: k - 1] + node.ops[k:])


def _applied(name: str, argument: Node) -> Node:
    inner = argument if isinstance(argument, Group) else Group("(", ")", argument)
    return Product((Symbol(name), inner), ("",)) if name.startswith("\\") else Apply(Symbol(name, word=True), inner)


def wrapped(place: Place, found: Material) -> Iterator[Change]:
    """A logarithm or an exponential forgotten: of a side, of a sum, of both a sum and what is summed."""
    node = place.node
    if isinstance(node, Big) and node.kind == "sum":
        yield "function", 2, _applied("log", node)
        yield "function", 2, replace(node, body=_applied("exp", bare(node.body)))
        yield "function", 2, _applied("log", replace(node, body=_applied("exp", bare(node.body))))
    elif isinstance(place.parent, Fraction) and isinstance(node, Symbol | Script):
        yield "function", 2, Root(node)
    elif place.parent is None:
        yield "function", 3, _applied("log", bare(node))
        yield "function", 3, _applied("exp", bare(node))


def applied(place: Place, found: Material) -> Iterator[Change]:
    """A function left out in front of brackets, or of a whole term."""
    node, parent = place.node, place.parent
    if isinstance(parent, Sum | None) and not isinstance(node, Group | Sum | Number):
        words = (head for head in found.heads if not isinstance(head, Symbol) or head.word)
        yield from (("function", 2, Apply(head, Group("(", ")", node))) for head in words)
    if not isinstance(node, Group) or not isinstance(parent, Product | Sum | Group | Fraction | Big | None):
        return
    if is_argument(place):
        return
    for head in found.heads:
        if isinstance(head, Symbol) and not head.word:
            yield "function", 2, Product((head, node), ("",))
        else:
            yield "function", 2, Apply(head, node)


def slopes(place: Place, found: Material) -> Iterator[Change]:
    """The slope of the logistic function `f (1 - f)` for that of tanh, `1 - f^2`, and the other way round."""
    node = place.node
    if isinstance(node, Product):
        for k in range(len(node.factors) - 1):
            yield from _logistic(node, k)
    if isinstance(node, Group) and isinstance(node.body, Sum) and node.body.signs == ("+", "-"):
        one, power = node.body.terms
        if one == ONE and isinstance(power, Script) and getattr(power.sup, "digits", "") == "2":
            base = power.base if power.sub is None else Script(power.base, power.sub, None, power.primes)
            yield "function", 2, Product((base, Group("(", ")", Sum(("+", "-"), (one, base)))), ("",))


def _logistic(node: Product, k: int) -> Iterator[Change]:
    """`f (1 - f)` somewhere in a product, where `f` may be a function with its argument in brackets."""
    group = node.factors[k + 1]
    if not (isinstance(group, Group) and isinstance(group.body, Sum) and len(group.body.terms) == 2):
        return
    one, value = group.body.terms
    for length in (1, 2):
        start = k + 1 - length
        taken = node.factors[start : k + 1]
        written = taken[0] if length == 1 else Product(taken, node.ops[start:k])
        if start >= 0 and group.body.signs == ("+", "-") and written == value:
            slope = Group("(", ")", Sum(("+", "-"), (one, _square(value))))
            factors = (*node.factors[:start], slope, *node.factors[k + 2 :])
            ops = node.ops[:start] + node.ops[k + 1 :]
            yield "function", 2, Product(factors, ops) if len(factors) > 1 else slope


def _square(value: Node) -> Node:
    if isinstance(value, Apply):
        return Apply(Script(value.head, None, squared(ONE).sup), value.argument)  # type: ignore[attr-defined]
    return squared(value)


def names(place: Place, found: Material) -> Iterator[Change]:
    """Another name with the indices that are at hand."""
    node = place.node
    if isinstance(place.parent, Script) and place.steps[-1][0] == "base":
        return
    if list(names_in(node)) != [node]:
        return
    for other in found.names:
        if other in (node, EULER) or head_name(other):
            continue
        if _letters_fit(other, place, found):
            yield "symbol", 2, other
        if isinstance(node, Script) and node.sub is not None and not isinstance(other, Script):
            yield "symbol", 2, Script(other, node.sub)


def _letters_fit(other: Node, place: Place, found: Material) -> bool:
    at_hand = {*place.bound, *found.component, *(i.name for i in found.indices if isinstance(i, Symbol))}
    return set(free_letters(other)) <= at_hand


def entries(place: Place, found: Material) -> Iterator[Change]:
    """Two entries of a small array exchanged, in a row or in a column; and two of its rows, or of its columns."""
    node = place.node
    if not isinstance(node, Matrix) or len({len(row) for row in node.rows}) != 1 or (
            len(node.rows) * len(node.rows[0]) > ENTRIES):
        return
    for turned in (False, True):
        lines = tuple(zip(*node.rows, strict=True)) if turned else node.rows
        for k, line in enumerate(lines):
            for new in _exchanged(line):
                yield _array(node, (*lines[:k], new, *lines[k + 1 :]), turned)
        for both in _exchanged(lines) if len(line) > 1 else ():
            yield _array(node, both, turned)


def _exchanged(items: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    for j, k in combinations(range(len(items)), 2):
        yield (*items[:j], items[k], *items[j + 1 : k], items[j], *items[k + 1 :])


def _array(node: Matrix, lines: tuple[tuple[Node, ...], ...], turned: bool) -> Change:
    return "entries", 2, replace(node, rows=tuple(zip(*lines, strict=True)) if turned else lines)


FEW = (slopes, heads, wrapped, applied, entries)
