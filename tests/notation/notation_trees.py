"""A syntax tree in one line, for fixtures.

Letters and numbers stand for themselves, a word is `:word`, prose `"prose"`, an empty place `_`. `(* a b)` is a
product, with the sign before a factor where one is written: `(* a cdot b)`. `(+ a - b)` is a sum, `(= a b)` a
chain of one kind of relation, `(chain a = b < c)` one of several. `(s u _w ^T '1)` is a scripted letter.
Groups are written with their brackets; all other nodes are `(name part ...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.notation import tree as t

PLAIN = {
    t.Fraction: "frac", t.Factorial: "!", t.Apply: "apply", t.At: "at", t.Binomial: "binom",
}  # fmt: skip


def write(node: t.Node | None) -> str:
    if node is None:
        return "-"
    return WRITERS[type(node)](node)


def fields(node: Any) -> str:
    parts = [write(value) for value in vars(node).values() if isinstance(value, t.Node)]
    return f"({PLAIN[type(node)]} {' '.join(parts)})"


def woven(head: str, first: str, items: tuple[t.Node, ...], marks: tuple[str, ...]) -> str:
    pieces = [first] if first else []
    pieces.append(write(items[0]))
    for mark, item in zip(marks, items[1:], strict=True):
        pieces += [mark, write(item)] if mark else [write(item)]
    return f"({head} {' '.join(pieces)})"


def script(node: t.Script) -> str:
    sub = f" _{write(node.sub)}" if node.sub else ""
    sup = f" ^{write(node.sup)}" if node.sup else ""
    primes = f" '{node.primes}" if node.primes else ""
    return f"(s {write(node.base)}{sub}{sup}{primes})"


def total(node: t.Sum) -> str:
    signs = tuple("" if sign == "+" else sign for sign in node.signs)
    return woven("+", signs[0], node.terms, signs[1:])


def chain(node: t.Chain) -> str:
    names = tuple(sign.name + (f"[{write(sign.note)}]" if sign.note else "") for sign in node.signs)
    if len(set(names)) == 1:
        return woven(names[0], "", node.items, ("",) * len(names))
    return woven("chain", "", node.items, names)


def group(node: t.Group) -> str:
    return f"{node.left} {write(node.body)} {node.right}"


def big(node: t.Big) -> str:
    lower = f" _{write(node.lower)}" if node.lower else ""
    upper = f" ^{write(node.upper)}" if node.upper else ""
    variables = "".join(f" d{write(v)}" for v in node.variables)
    return f"({node.kind}{lower}{upper} {write(node.body)}{variables})"


def derivative(node: t.Derivative) -> str:
    marks = "".join(
        mark for mark, holds in (("op", node.operator), ("/", node.slash), ("?", not node.complete)) if holds
    )
    sign = "D" if node.sign == "\\partial" else "d"
    marks += f"^{write(node.order)}" if node.order else ""
    return f"({sign}{marks} {write(node.body)} by {' '.join(map(write, node.variables))})"


def nabla(node: t.Nabla) -> str:
    order = f" ^{node.order}" if node.order != 1 else ""
    return f"({node.sign} _{write(node.variable)}{order} {write(node.body)})"


def differential(node: t.Differential) -> str:
    order = f"^{node.order}" if node.order != 1 else ""
    return f"(differential{order} {write(node.body)})"


def rows(head: str, lines: tuple[tuple[t.Node, ...], ...]) -> str:
    return f"({head} {' '.join('[' + ' & '.join(map(write, line)) + ']' for line in lines)})"


WRITERS: dict[type[t.Node], Callable[[Any], str]] = {
    **dict.fromkeys(PLAIN, fields),
    t.Number: lambda n: n.digits,
    t.Symbol: lambda n: f":{n.name}" if n.word else n.name,
    t.Words: lambda n: f'"{n.text}"',
    t.Dots: lambda n: f"<{n.kind}>",
    t.Blank: lambda n: "_",
    t.Accent: lambda n: f"({n.kind} {write(n.body)})",
    t.Font: lambda n: f"({n.kind} {write(n.body)})",
    t.Script: script,
    t.Labelled: lambda n: f"({n.kind} {write(n.body)} {write(n.note)})",
    t.Sum: total,
    t.Product: lambda n: woven("*", "", n.factors, n.ops),
    t.Root: lambda n: f"(root {write(n.body)}" + (f" {write(n.degree)})" if n.degree else ")"),
    t.Group: group,
    t.Sequence: lambda n: woven("seq", "", n.items, n.separators),
    t.Given: lambda n: f"(given {write(n.body)} {n.bar} {write(n.condition)})",
    t.Big: big,
    t.Derivative: derivative,
    t.Nabla: nabla,
    t.Differential: differential,
    t.Matrix: lambda n: rows(n.kind, n.rows),
    t.Cases: lambda n: rows("cases", n.branches),
    t.Rows: lambda n: rows(f"rows {n.kind}".strip(), n.rows),
    t.Chain: chain,
}  # fmt: skip
