"""The Jacobian `J_f(x)` or `J_x(f)` and the Hessian `H_f(x)` of what the document writes as f(x), as the derivatives
they stand for, where its words speak of such a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from derive.claims.formulas import Formula
from derive.claims.sentences import Sentence
from derive.claims.walk import every, over_parts
from derive.notation.tree import Derivative, Font, Group, Nabla, Node, Product, Script, Sequence, Symbol

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
    new = over_parts(node, lambda part: written_out(part, named, uses))
    if not isinstance(new, Product):
        return new
    factors, ops = list(new.factors), list(new.ops)
    for k in reversed(range(len(ops))):
        made = matrix_of(factors[k], factors[k + 1], named, uses) if ops[k] == "" else None
        if made is not None:
            factors[k : k + 2], ops[k : k + 1] = [made], []
    if len(factors) == len(new.factors):
        return new
    return factors[0] if len(factors) == 1 else replace(new, factors=tuple(factors), ops=tuple(ops))


def matrix_of(head: Node, behind: Node, named: set[str], uses: Uses) -> Node | None:
    """The derivative that `J_f(x)`, `J_x(f)` or `H_f(x)` is, where f is a function of x."""
    if not (isinstance(head, Script) and head.sup is None and isinstance(behind, Group) and behind.left == "("):
        return None
    kind, below, inside = letter(head.base), letter(head.sub), letter(behind.body)
    if kind not in named or head.sub is None:
        return None
    at = (head.at[0], behind.at[1])
    if (below, inside) in uses:
        value = Product((head.sub, behind), ("",), at=at)
        return Derivative(value, (behind.body,), at=at) if kind == "J" else Nabla(behind.body, value, 2, at=at)
    if (inside, below) in uses and kind == "J":
        return Derivative(behind.body, (head.sub,), at=at)
    return None
