"""The Jacobian `J_f(x)` or `J_x(f)` and the Hessian `H_f(x)` of what the document writes as f(x), as the derivatives
they stand for, where its words speak of such a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from derive.claims.formulas import Formula
from derive.claims.sentences import Sentence
from derive.claims.walk import every, over_parts
from derive.notation.tree import Blank, Derivative, Font, Group, Nabla, Node, Product, Script, Sequence, Sum, Symbol

WORDS = {"J": "jacobian", "H": "hessian"}
Uses = frozenset[tuple[str, str]]  # (f, x) for each `f(x)`, and for `f(x, y)` both (f, x) and (f, y)


def with_jacobians(formulas: Iterable[Formula], sentences: Iterable[Sentence]) -> list[Formula]:
    """The formulas with the matrices that the words name written as derivatives."""
    formulas = list(formulas)
    words = [sentence.text.lower() for sentence in sentences]
    named = {letter for letter, word in WORDS.items() if any(word in text for text in words)}
    if not named:
        return formulas
    uses = frozenset(use for formula in formulas for part in every(formula.tree) for use in calls(part))
    return [replace(one, tree=written_out(one.tree, named, uses)) for one in formulas]


def calls(node: Node) -> Iterator[tuple[str, str]]:
    """(f, x) for the f(x) in a product."""
    if isinstance(node, Product):
        for head, argument in zip(node.factors, node.factors[1:], strict=False):
            group = argument.base if isinstance(argument, Script) else argument  # `f(x)_i`
            name = letter(head)
            if name and isinstance(group, Group) and group.left == "(":
                items = group.body.items if isinstance(group.body, Sequence) else (group.body,)
                yield from ((name, other) for item in items if (other := letter(item)))


def letter(node: Node | None) -> str:
    """The one letter that a node is, whatever its font; empty for anything else."""
    node = node.body if isinstance(node, Font) else node
    return node.name if isinstance(node, Symbol) else ""


def written_out(node: Any, named: set[str], uses: Uses) -> Any:
    """The tree with each of those matrices as a derivative: of nothing where it is not said of what, and where."""
    if isinstance(node, Product):
        return in_product(node, named, uses)
    return alone(node, named, uses) or over_parts(node, lambda part: written_out(part, named, uses))


def in_product(node: Product, named: set[str], uses: Uses) -> Node:
    factors, ops = list(node.factors), list(node.ops)
    for k in reversed(range(len(ops))):
        made = matrix_of(factors[k], factors[k + 1], named, uses) if ops[k] == "" else None
        if made is not None:
            factors[k : k + 2], ops[k : k + 1] = [made], []
    kept = set(map(id, node.factors))
    factors = [written_out(one, named, uses) if id(one) in kept else one for one in factors]
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), ops=tuple(ops))


def alone(node: Any, named: set[str], uses: Uses) -> Node | None:
    """`J_f`, where f is a function of one x."""
    if not is_sign(node, named, uses) or letter(node.sub) not in functions(uses):
        return None
    arguments = sorted(x for f, x in uses if f == letter(node.sub))
    one = Symbol(arguments[0]) if len(arguments) == 1 else Blank()
    return unsaid(node.at) if isinstance(one, Blank) else derivative(
        letter(node.base), node.sub, Group("(", ")", one), node.at)


def is_sign(node: Any, named: set[str], uses: Uses) -> bool:
    """A J or an H with a function below it, or several: `J_{g \\circ f}`."""
    below = {part.name for part in every(node.sub) if isinstance(part, Symbol)} if (
        isinstance(node, Script) and node.sub is not None and node.sup is None) else set()
    return letter(getattr(node, "base", None)) in named and bool(below & (functions(uses) | {x for _, x in uses}))


def functions(uses: Uses) -> set[str]:
    return {f for f, _ in uses}


def derivative(kind: str, name: Node, group: Group, at: tuple[int, int]) -> Node:
    value = Product((name, group), ("",), at=at)
    return Derivative(value, (group.body,), at=at) if kind == "J" else Nabla(group.body, value, 2, at=at)


def unsaid(at: tuple[int, int]) -> Node:
    return Derivative(Blank(at=at), (), at=at)


def matrix_of(head: Node, behind: Node, named: set[str], uses: Uses) -> Node | None:
    """The derivative that `J_f(x)`, `J_x(f)` or `H_f(x)` is, where f is a function of x; or a component of it."""
    if isinstance(behind, Script) and behind.sup is None:
        whole = matrix_of(head, behind.base, named, uses)
        return None if whole is None else replace(behind, base=Group("(", ")", whole, at=whole.at))
    if not (isinstance(head, Script) and is_sign(head, named, uses)):
        return None
    if not isinstance(behind, Group) or behind.left != "(" or isinstance(behind.body, Sum):
        return None  # a factor
    kind, below, inside = letter(head.base), letter(head.sub), letter(behind.body)
    at = (head.at[0], behind.at[1])
    if (below, inside) in uses and head.sub is not None:
        return derivative(kind, head.sub, behind, at)
    if (inside, below) in uses and kind == "J" and head.sub is not None:
        return Derivative(behind.body, (head.sub,), at=at)
    return unsaid(at) if below in functions(uses) or not below else None
