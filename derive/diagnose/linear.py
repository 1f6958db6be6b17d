"""Functions, powers and reciprocals taken of a sum term by term, or of its terms together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace

from derive.diagnose.build import ONE, bare, bracketed
from derive.diagnose.material import Material
from derive.diagnose.places import Place
from derive.notation.tree import Apply, Fraction, Group, Node, Number, Product, Root, Script, Sum, Symbol

Change = tuple[str, int, Node]
Wrap = Callable[[Node], Node]


def gathered(place: Place, found: Material) -> Iterator[Change]:
    """`f(a + b)` for `f(a) + f(b)`"""
    node = place.node
    if not isinstance(node, Sum) or len(node.terms) < 2:
        return
    opened = [one for term in node.terms if (one := _opened(term)) is not None]
    kinds = {kind for kind, _, _ in opened}
    whole = len(opened) == len(node.terms) or (_is_power(kinds) and _ones(node) + len(opened) == len(node.terms))
    if len(kinds) == 1 and whole:
        inner = tuple(one[1] if (one := _opened(term)) is not None else term for term in node.terms)
        yield "linear", 2, opened[0][2](Sum(node.signs, inner))


def scattered(place: Place, found: Material) -> Iterator[Change]:
    """`a^2 + b^2` for `(a + b)^2`, `c / a + c / b` for `c / (a + b)`"""
    opened = _opened(place.node)
    if opened is None or not isinstance(opened[1], Sum) or isinstance(place.node, Apply | Root):
        return
    signs, terms = opened[1].signs, opened[1].terms
    power = _is_power({opened[0]})
    apart = Sum(signs, tuple(term if power and term == ONE else opened[2](term) for term in terms))
    yield "linear", 2, bracketed(apart) if isinstance(place.parent, Product) else apart


def _opened(node: Node) -> tuple[Hashable, Node, Wrap] | None:
    """What is taken, of what, and how it is taken of something else."""
    if isinstance(node, Apply):
        return ("function", node.head), bare(node.argument), lambda new: Apply(node.head, _in_brackets(new))
    if isinstance(node, Fraction):
        return ("reciprocal", node.top), bare(node.bottom), lambda new: Fraction(node.top, new)
    if isinstance(node, Root):
        return ("root", node.degree), bare(node.body), lambda new: replace(node, body=new)
    if not isinstance(node, Script) or node.sup is None or node.primes:
        return None
    if isinstance(node.sup, Number):
        base = node.base if node.sub is None else Script(node.base, node.sub)
        return ("power", node.sup), bare(base), lambda new: _power(new, node.sup)
    if node.sub is None and not isinstance(node.base, Group):
        return ("exponential", node.base), bare(node.sup), lambda new: Script(node.base, None, new)
    return None


def _power(base: Node, exponent: Node | None) -> Node:
    plain = isinstance(base, Symbol | Number | Group)
    if isinstance(base, Script) and base.sup is None and not base.primes:
        return replace(base, sup=exponent)
    return Script(base if plain else _in_brackets(base), None, exponent)


def _in_brackets(node: Node) -> Node:
    return Group("(", ")", node)


def _is_power(kinds: set[Hashable]) -> bool:
    return all(isinstance(kind, tuple) and kind[0] == "power" for kind in kinds) and bool(kinds)


def _ones(node: Sum) -> int:
    return sum(term == ONE for term in node.terms)


MAKERS = (gathered, scattered)
