"""Formulas of one component: `\\sigma'(z) = \\sigma(z)(1 - \\sigma(z))`, where z is said to be a vector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.claims.walk import children
from derive.context.environment import SPELLINGS, Environment
from derive.context.kinds import Kind
from derive.context.names import base_name, parts_of, strip
from derive.context.symbols import ALONE
from derive.notation.tree import Apply, Group, Node, Product, Script


def arguments_alone(env: Environment, *sides: Node) -> dict[str, Kind]:
    """What the vectors are, that stand in a formula as what functions of a number are taken of and nowhere else, where
    it is one of a number; none where no derivative of such a function is written by a prime."""
    calls = [call for side in sides for call in calls_in(env, side)]
    primed = any(parts is not None and parts.primes for head, _ in calls for parts in (parts_of(head),))
    beside = {name for side in sides for name in names_beside(env, side)}
    inside = {name for _, argument in calls for name in names_beside(env, argument)} - beside
    kinds = {name: env.kinds[name] for name in sorted(inside) if name in env.kinds}
    if not primed or any(kind.order > 1 for kind in kinds.values()):
        return {}
    found = {name: kind for name, kind in kinds.items() if kind.order}
    numbers = {f"{name}{ALONE}": Kind(certain=True) for name in found}
    return {**numbers, **{name: replace(kind, split=True) for name, kind in found.items()}}


def calls_in(env: Environment, node: Node) -> Iterator[tuple[Node, Node]]:
    """The functions of a number in a tree, each with its argument."""
    pairs = zip(node.factors, node.factors[1:], strict=False) if isinstance(node, Product) else (
        [(node.head, node.argument)] if isinstance(node, Apply) else [])
    for head, following in pairs:
        if is_of_number(env, head) and (isinstance(node, Apply) or isinstance(bare(following), Group)):
            yield head, bare(following)
    for part in children(node):
        yield from calls_in(env, part)


def names_beside(env: Environment, node: Node) -> Iterator[str]:
    """The letters of a tree that are not in what a function of a number is taken of."""
    taken = {id(one) for pair in calls_in(env, node) for one in pair}
    name = base_name(strip(node))
    if name is not None:
        yield name
        return
    for part in children(node):
        if id(part) not in taken and id(bare(part)) not in taken:
            yield from names_beside(env, part)


def bare(node: Node) -> Node:
    """`(x)` of `(x)^2`."""
    return node.base if isinstance(node, Script) and isinstance(node.base, Group) else node


def is_of_number(env: Environment, head: Node) -> bool:
    parts = parts_of(head)
    if parts is None:
        return False
    routine = env.routines.get(parts.name)
    known = routine.known if routine is not None else SPELLINGS.get(parts.name.removeprefix("\\"))
    return known is not None and known.shape == "elementwise"
