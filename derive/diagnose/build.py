"""Small pieces of syntax trees: negated, multiplied, divided, added to; brackets where the result needs them."""

from __future__ import annotations

from derive.notation.tree import (
    Accent,
    Apply,
    Big,
    Derivative,
    Font,
    Fraction,
    Group,
    Nabla,
    Node,
    Number,
    Product,
    Script,
    Sum,
    Symbol,
)

TOP = Symbol("\\top")
REACHING = (Apply, Big, Derivative, Nabla)
OTHER = {"+": "-", "-": "+"}
ONE, TWO = Number("1"), Number("2")


def bracketed(node: Node) -> Node:
    """The node as a factor: a sum gets brackets."""
    return Group("(", ")", node) if isinstance(node, Sum) else node


def bare(node: Node) -> Node:
    """The node without round brackets around it."""
    while isinstance(node, Group) and node.left in "([" and node.right in ")]":
        node = node.body
    return node


def total(signs: tuple[str, ...], terms: tuple[Node, ...]) -> Node:
    """A sum; a single term with a plus is that term."""
    return terms[0] if len(terms) == 1 and signs[0] == "+" else Sum(signs, terms)


def negated(node: Node) -> Node:
    """The node with every sign turned round, a difference `a - b` as `b - a`."""
    if isinstance(node, Sum) and node.signs == ("+", "-"):
        return Sum(node.signs, node.terms[::-1])
    if isinstance(node, Sum):
        return total(tuple(OTHER.get(sign, sign) for sign in node.signs), node.terms)
    return Sum(("-",), (node,))


def signed(node: Node) -> tuple[tuple[str, ...], tuple[Node, ...]]:
    """The node as the signs and terms of a sum."""
    return (node.signs, node.terms) if isinstance(node, Sum) else (("+",), (node,))


def plus(node: Node, sign: str, term: Node) -> Node:
    """The node with one more term at the end."""
    signs, terms = signed(node)
    return total((*signs, sign), (*terms, bracketed(term)))


def factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Product) else (node,)


def operators(node: Node) -> tuple[str, ...]:
    return node.ops if isinstance(node, Product) else ()


def times(node: Node, factor: Node) -> Node:
    """The node with one more factor: a number in front, anything else behind unless the last factor reaches on."""
    own, ops = factors(bracketed(node)), operators(node)
    if own == (ONE,):
        return factor
    if isinstance(factor, Product) and isinstance(factor.factors[0], Number):
        return product((*factor.factors, *own), (*factor.ops, "", *ops))
    if isinstance(factor, Number | Fraction) or isinstance(own[-1], REACHING):
        return product((factor, *own), ("", *ops))
    return product((*own, factor), (*ops, ""))


def product(parts: tuple[Node, ...], ops: tuple[str, ...]) -> Node:
    return parts[0] if len(parts) == 1 else Product(parts, ops)


def without_factor(node: Product, place: int) -> Node:
    """The product without one factor. What is divided by with a slash takes the slash along."""
    rest = node.factors[:place] + node.factors[place + 1 :]
    ops = node.ops[: max(place - 1, 0)] + node.ops[max(place, 1) :]
    return product(rest, ops)


def divided(node: Node, by: Node) -> Node:
    """The node over another; a fraction gets a further factor below."""
    if isinstance(node, Fraction):
        return Fraction(node.top, times(node.bottom, by))
    if isinstance(node, Product) and isinstance(node.factors[0], Number):
        return Product((Fraction(node.factors[0], by), *node.factors[1:]), node.ops)
    return product((Fraction(ONE, by), *factors(bracketed(node))), ("", *operators(node)))


def squared(node: Node) -> Node:
    if isinstance(node, Script) and node.sup is None:
        return Script(node.base, node.sub, TWO, node.primes)
    return Script(node if isinstance(node, Symbol) else Group("(", ")", bare(node)), None, TWO)


def is_transposed(node: Node) -> bool:
    return isinstance(node, Script) and node.sup is not None and node.sup in TRANSPOSES


TRANSPOSES = (TOP, Symbol("T"), Symbol("\\intercal"), Symbol("t"))


def transposed(node: Node, mark: Node = TOP) -> Node | None:
    """The node with its transpose sign taken away, or with one put on; None where the place is taken."""
    if isinstance(node, Script) and is_transposed(node):
        return node.base if node.sub is None and not node.primes else Script(node.base, node.sub, None, node.primes)
    if isinstance(node, Script):
        return Script(node.base, node.sub, mark, node.primes) if node.sup is None else None
    return Script(bracketed(node), None, mark)


def turned_sign(before: Node, after: Node) -> tuple[str, str, Node] | None:
    """The old sign, the new one and the term, where two sums differ in one sign and nothing else."""
    (old, terms), (new, others) = signed(before), signed(after)
    apart = [k for k, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
    if terms != others or len(apart) != 1:
        return None
    return old[apart[0]], new[apart[0]], terms[apart[0]]


def key_of(node: Node) -> str:
    """The name of a symbol as terms have it, without indices: `hat y`."""
    if isinstance(node, Script):
        return key_of(node.base)
    if isinstance(node, Accent):
        return f"{node.kind} {key_of(node.body)}"
    if isinstance(node, Font):
        return key_of(node.body)
    return node.name if isinstance(node, Symbol) else ""
