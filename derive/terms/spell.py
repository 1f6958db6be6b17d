"""A short spelling of every term: a total order that no hash and no address can disturb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.terms.term import (
    Add,
    Cases,
    Compare,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Index,
    Integral,
    Mul,
    Num,
    Pow,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
)


def text(node: Any) -> str:
    """A short spelling, equal for equal terms only: a total order that no hash and no address can disturb."""
    known: str | None = getattr(node, "_text", None)
    if known is None:
        known = _TEXT[type(node)](node)
        object.__setattr__(node, "_text", known)
    return known


def _text_index(value: Index) -> str:
    return (
        "+".join([n if c == 1 else f"{c}{n}" for n, c in value.parts] + [str(value.offset)] * bool(value.offset)) or "0"
    )


def _join(items: tuple[Any, ...]) -> str:
    return ",".join(map(text, items))


def _text_bound(head: str) -> Callable[[Any], str]:
    return lambda t: f"{head}[{t.name}={text(t.range)}]({text(t.body)})"


def _text_fun(node: Fun) -> str:
    orders = "".join(f"'{k}" for k in node.orders)
    return f"{node.name}{orders}({_join(node.arguments)})" + (f"[{_join(node.indices)}]" if node.indices else "")


def _text_integral(node: Integral) -> str:
    ends = ";".join("" if end is None else text(end) for end in (node.lower, node.upper))
    return f"∫[{node.name}={ends}]({text(node.body)})"


_TEXT: dict[type, Callable[[Any], str]] = {
    Index: _text_index,
    Range: lambda r: f"{text(r.lower)}..{text(r.upper)}",
    Num: lambda t: str(t.value),
    Sym: lambda t: f"${t.name}",
    Entry: lambda t: f"{t.name}[{_join(t.indices)}]",
    Size: lambda t: f"#{text(t.value)}",
    Add: lambda t: "(" + " + ".join(map(text, t.terms)) + ")",
    Mul: lambda t: "(" + "*".join(map(text, t.factors)) + ")",
    Pow: lambda t: f"{text(t.base)}^({text(t.exponent)})",
    Delta: lambda t: f"δ({text(t.left)},{text(t.right)})",
    Sum: _text_bound("Σ"),
    Prod: _text_bound("Π"),
    Extremum: lambda t: _text_bound(t.kind)(t),
    Tensor: lambda t: "{" + ",".join(f"{n}={text(r)}" for n, r in t.binders) + ":" + text(t.body) + "}",
    Fun: _text_fun,
    Deriv: lambda t: f"∂({text(t.body)})/∂({text(t.variable)})",
    Integral: _text_integral,
    Compare: lambda t: f"{text(t.left)} {t.sign} {text(t.right)}",
    Cases: lambda t: "{" + ";".join(f"{c and text(c)}:{text(b)}" for c, b in t.branches) + "}",
}
