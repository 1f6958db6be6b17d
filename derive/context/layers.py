"""Layers: `W^{(l)}` and `W^{(l-1)}` are two symbols, and what is said of the one is not used of the other.

A proof holds all the same. A counterexample may give `a^{(l-1)}` values that `a^{(l)} = \\sigma(z^{(l)})` rules out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from derive.claims.model import Reading
from derive.context.names import layer_of
from derive.notation.tree import Chain, Node, Number
from derive.terms.show import symbol
from derive.terms.term import Deriv, Entry, Fun, Sym, Term
from derive.terms.theory import Goal, Theory
from derive.terms.walk import subterms

SHAPES = frozenset({"scalar", "vector", "row-vector", "matrix", "constant", "length", "sized", "same-shape", "depends"})
Keys = Callable[[Node], set[str]]


@dataclass(frozen=True)
class Said:
    """An equation or a property of a symbol without its layer; `value` where it is one number that is given."""

    bare: str
    layer: str
    line: int
    property: bool = False
    value: bool = False


def of_another_layer(reading: Reading, goal: Goal, names: set[str], keys: Keys) -> str:
    """Why a counterexample says too little; empty where it says enough. The one input of the lowest layer, of which
    nothing is given, may be anything, as it is in the first layer."""
    found = {name: layer for name in sorted(names) if (layer := layer_of(name.split("@")[0])) is not None}
    bares = {bare for bare, _ in found.values()}
    every = [one for one in said(reading, keys) if one.bare in bares] if bares else []
    left = {name: [one for one in every if one.bare == bare and one.layer != layer]
            for name, (bare, layer) in found.items() if name not in goal.theory.definitions}
    bound = {name: own for name, own in left.items() if any(not one.layer.isdecimal() for one in own)}
    inputs = len(bound) == 1 and all(is_input(found[name][1], own) for name, own in bound.items())
    for name, own in bound.items() if not inputs else ():
        return f"what line {own[0].line} says of another layer is not used of {symbol(name)}"
    bodies = (goal.left, goal.right, *(d.body for d in goal.theory.definitions.values()))
    slopes = [part for body in bodies for part in open_slopes(goal.theory, body)]
    by = {part.variable.name for part in slopes if isinstance(part.variable, Sym | Entry)}
    bare = [layer[0] for name in by if (layer := layer_of(name.split("@")[0])) is not None]
    beside = len(set(bare)) < len(bare)
    return "nothing says how what is differentiated depends on one layer by the next" if beside else ""


def open_slopes(theory: Theory, term: Term) -> list[Deriv]:
    """The derivatives of what is left open: a symbol that nothing defines, or one as "some function" of others."""
    found = [part for part in subterms(term) if isinstance(part, Deriv) and isinstance(part.body, Sym | Entry)]
    said = {name: d.body for name, d in theory.definitions.items()}
    return [p for p in found if (name := p.body.name) != p.variable.name and (  # type: ignore[attr-defined]
        name not in said or (isinstance(body := said[name], Fun) and body.name == f"{name}()"))]


def said(reading: Reading, keys: Keys) -> Iterator[Said]:
    """What begins with a symbol of some layer: equations, and properties other than the set that it is in."""
    for claim in reading.claims:
        for layer in layers(claim.left, keys):
            yield Said(*layer, claim.where.line, value=isinstance(claim.right, Number))
    for fact in reading.facts:
        chain = fact.subjects[0] if fact.subjects else None
        if fact.predicate in SHAPES or (isinstance(chain, Chain) and chain.signs[-1].name in ("\\in", "=")):
            continue
        for node in fact.subjects:
            for layer in layers(node, keys):
                yield Said(*layer, fact.where.line, property=True)


def layers(node: Node, keys: Keys) -> Iterator[tuple[str, str]]:
    yield from (layer for key in sorted(keys(node)) if (layer := layer_of(key)) is not None)


def is_input(layer: str, others: list[Said]) -> bool:
    """Does a layer stand below all others of which something is said, so that it may be the first?"""
    letter, depth = place(layer)
    above = all(place(one.layer)[0] == letter and place(one.layer)[1] > depth
                for one in others if not one.layer.isdecimal())
    return above and not any(one.property or one.value for one in others)


def place(layer: str) -> tuple[str, int]:
    """Of `l-1` the letter and the number beside it."""
    found = re.fullmatch(r"(.*?)(?:([+-])(\d+))?", layer)
    assert found is not None
    return found[1], int(f"{found[2]}{found[3]}") if found[2] else 0
