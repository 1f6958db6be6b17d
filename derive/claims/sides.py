"""The sides of relations, each with its LaTeX, and what is done to them."""

from __future__ import annotations

from dataclasses import dataclass

from derive.notation.tree import Blank, Chain, Font, Group, Node, Number, Product, Script, Sequence, Sum, Symbol


@dataclass(frozen=True)
class Side:
    """One side of a relation with the LaTeX it was read from."""

    node: Node
    latex: str = ""


@dataclass(frozen=True)
class Condition:
    """A relation under which another one is stated, with its place in the formula's text."""

    node: Node
    at: tuple[int, int]


def joined(left: Side, right: Side) -> Side:
    """A sum that goes on in the next row, as one expression."""
    if isinstance(left.node, Blank):
        return right
    before = (left.node.signs, left.node.terms) if isinstance(left.node, Sum) else (("+",), (left.node,))
    after = (right.node.signs, right.node.terms) if isinstance(right.node, Sum) else (("+",), (right.node,))
    node = Sum((*before[0], *after[0]), (*before[1], *after[1]), at=(left.node.at[0], right.node.at[1]))
    return Side(node, f"{left.latex} {right.latex}".strip())


def without_trailing(side: Side, latex: str) -> tuple[Side, Condition | None]:
    """A right-hand side without the `(l \\neq c)` behind it."""
    node = side.node
    if not isinstance(node, Product) or not isinstance(node.factors[-1], Group):
        return side, None
    group = node.factors[-1]
    if not isinstance(group.body, Chain) or group.left != "(" or node.ops[-1] or takes_events(node.factors[-2]):
        return side, None
    factors, ops = node.factors[:-1], node.ops[:-1]
    at = (factors[0].at[0], factors[-1].at[1])
    bare = factors[0] if len(factors) == 1 else Product(factors, ops, at=at)
    return Side(bare, latex[at[0] : at[1]].strip()), Condition(group.body, group.body.at)


def takes_events(node: Node) -> bool:
    """Is a relation in brackets behind it no condition: `p(y = 1)`, `\\mathbb{1}(i = j)`? Behind a 1 it is one."""
    if isinstance(node, Number):
        return False
    while isinstance(node, Font | Script):
        node = node.base if isinstance(node, Script) else node.body
    return (isinstance(node, Symbol) and node.name in ("p", "P", "Pr", "I")) or node == Number("1")


def extended(condition: Condition, node: Node) -> Condition:
    """`i = 1` with the `\\dots` and the `n` behind it: `i` runs through a list."""
    chain = condition.node
    if not isinstance(chain, Chain):
        return condition
    last = chain.items[-1]
    items = (*last.items, node) if isinstance(last, Sequence) else (last, node)
    at = (condition.at[0], node.at[1])
    listed = Sequence(items, (",",) * (len(items) - 1), at=(last.at[0], node.at[1]))
    return Condition(Chain((*chain.items[:-1], listed), chain.signs, at=at), at)
