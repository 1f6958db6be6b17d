"""The Jacobian `J_f(x)` or `J_x(f)` and the Hessian `H_f(x)` of what the document writes as f(x), as the derivatives
they stand for, where its words speak of such a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from derive.claims.formulas import Formula
from derive.claims.sentences import Sentence
from derive.claims.walk import every, over_parts, symbols, unmarked
from derive.notation.tree import Blank, Derivative, Group, Nabla, Node, Product, Script, Sequence, Sum, Symbol

WORDS = {"J": "jacobian", "H": "hessian"}


def with_jacobians(formulas: Iterable[Formula], sentences: Iterable[Sentence]) -> list[Formula]:
    """The formulas with the matrices that the words name written as derivatives."""
    formulas = list(formulas)
    words = [sentence.text.lower() for sentence in sentences]
    named = frozenset(sign for sign, word in WORDS.items() if any(word in text for text in words))
    if not named:
        return formulas
    uses = frozenset(use for formula in formulas for part in every(formula.tree) for use in calls(part))
    signs = Signs(named, uses)
    return [replace(one, tree=signs.written_out(one.tree)) for one in formulas]


def calls(node: Node) -> Iterator[tuple[str, str]]:
    """(f, x) for the f(x) in a product."""
    if isinstance(node, Product):
        for head, argument in zip(node.factors, node.factors[1:], strict=False):
            group = argument.base if isinstance(argument, Script) else argument  # `f(x)_i`
            name = letter(head)
            if name and isinstance(group, Group) and group.left == "(":
                items = group.body.items if isinstance(group.body, Sequence) else (group.body,)
                yield from ((name, other) for item in items if (other := letter(item)))


def letter(node: Node) -> str:
    """The one letter that a node is, whatever its font; empty for anything else."""
    bare = unmarked(node)
    return bare.name if isinstance(bare, Symbol) else ""


class Signs:
    """The letters that name such a matrix, and what the document writes: (f, x) for each `f(x)`, and for `f(x, y)` both
    (f, x) and (f, y)."""

    def __init__(self, named: frozenset[str], uses: frozenset[tuple[str, str]]) -> None:
        self.named, self.uses = named, uses
        self.functions = {f for f, _ in uses}
        self.known = self.functions | {x for _, x in uses}

    def written_out(self, node: Any) -> Any:
        """The tree with each of those matrices as a derivative: of nothing where it is not said of what, and where."""
        if isinstance(node, Product):
            return self.in_product(node)
        return self.alone(node) or over_parts(node, self.written_out)

    def in_product(self, node: Product) -> Node:
        factors, ops = list(node.factors), list(node.ops)
        for k in reversed(range(len(ops))):
            made = self.applied(factors[k], factors[k + 1]) if ops[k] == "" else None
            if made is not None:
                factors[k : k + 2], ops[k : k + 1] = [made], []
        kept = set(map(id, node.factors))
        factors = [self.written_out(one) if id(one) in kept else one for one in factors]
        return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), ops=tuple(ops))

    def below(self, node: Any) -> Node | None:
        """What stands below a J or an H, where a letter that the document speaks of so is in it: `J_{g \\circ f}`."""
        named = isinstance(node, Script) and node.sup is None and letter(node.base) in self.named
        return node.sub if named and node.sub is not None and symbols(node.sub) & self.known else None

    def alone(self, node: Any) -> Node | None:
        """`J_f`, where f is a function of one x."""
        name = self.below(node)
        if name is None or letter(name) not in self.functions:
            return None
        arguments = [x for f, x in self.uses if f == letter(name)]
        if len(arguments) != 1:
            return unsaid(node.at)
        return derivative(letter(node.base), name, Group("(", ")", Symbol(arguments[0])), node.at)

    def applied(self, head: Node, behind: Node) -> Node | None:
        """The derivative that `J_f(x)`, `J_x(f)` or `H_f(x)` is, where f is a function of x; or a component of it."""
        if isinstance(behind, Script) and behind.sup is None:
            whole = self.applied(head, behind.base)
            return None if whole is None else replace(behind, base=Group("(", ")", whole, at=whole.at))
        name = self.below(head)
        if name is None or not isinstance(behind, Group) or behind.left != "(" or isinstance(behind.body, Sum):
            return None  # a factor
        kind, at = letter(head.base), (head.at[0], behind.at[1])  # type: ignore[attr-defined]
        if (letter(name), letter(behind.body)) in self.uses:
            return derivative(kind, name, behind, at)
        if (letter(behind.body), letter(name)) in self.uses and kind == "J":
            return Derivative(behind.body, (name,), at=at)
        return unsaid(at) if letter(name) in self.functions or not letter(name) else None


def derivative(kind: str, name: Node, group: Group, at: tuple[int, int]) -> Node:
    value = Product((name, group), ("",), at=at)
    return Derivative(value, (group.body,), at=at) if kind == "J" else Nabla(group.body, value, 2, at=at)


def unsaid(at: tuple[int, int]) -> Node:
    return Derivative(Blank(at=at), (), at=at)
