"""Edits that change one index everywhere it stands, in a sum or for one name, and components forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from derive.claims.walk import every, is_name
from derive.diagnose.build import is_transposed
from derive.diagnose.functions import head_name
from derive.diagnose.material import Material
from derive.diagnose.places import Place, free_letters, letters_of, renamed
from derive.notation.tree import Accent, Big, Derivative, Font, Group, Node, Number, Product, Script, Sum, Symbol

Change = tuple[str, int, Node]
ASIDE = Symbol("\\star")  # stands in for a letter while two are exchanged
MOST_LETTERS = 3


def reindexed(place: Place, found: Material) -> Iterator[Change]:
    """In the body of a sum: another letter turned into the running one throughout, or the two exchanged."""
    node = place.node
    if not isinstance(node, Big) or not letters_of(node):
        return
    own = letters_of(node)[0]
    for other in [letter for letter in free_letters(node.body) if letter != own][:MOST_LETTERS]:
        bodies = (
            _outside_variables(node.body, other, own),
            renamed(node.body, other, Symbol(own)),
            _exchanged(node.body, own, other),
            _one_index(node.body, other, Symbol(own), 0),
            _one_index(node.body, other, Symbol(own), -1),
        )
        yield from (("index", 2, replace(node, body=body)) for body in bodies if body not in (None, node.body))


def _outside_variables(node: Any, old: str, new: str) -> Any:
    """Every index `old` as `new`, but for those of what one differentiates by."""
    if isinstance(node, Derivative):
        return replace(node, body=_outside_variables(node.body, old, new))
    if isinstance(node, Symbol):
        return Symbol(new) if node.name == old and not node.word else node
    if isinstance(node, tuple):
        return tuple(_outside_variables(item, old, new) for item in node)
    if not isinstance(node, Node) or (isinstance(node, Big) and old in letters_of(node)):
        return node
    inner = {f.name: getattr(node, f.name) for f in fields(node) if f.name != "at"}
    return replace(node, **{name: _outside_variables(value, old, new) for name, value in inner.items()})


def _exchanged(body: Node, one: str, other: str) -> Node | None:
    first = renamed(body, one, ASIDE)
    second = renamed(first, other, Symbol(one)) if first is not None else None
    return renamed(second, ASIDE.name, Symbol(other)) if second is not None else None


def everywhere(place: Place, found: Material) -> Iterator[Change]:
    """One indexed name with another index wherever it stands in a side or in a sum."""
    node = place.node
    if place.parent is not None and not isinstance(node, Big):
        return
    own = tuple(Symbol(letter) for letter in letters_of(node)) if isinstance(node, Big) else ()
    counted = Counter(_plain(part) for part in every(node) if isinstance(part, Script) and isinstance(part.sub, Symbol))
    for name in [name for name, count in counted.items() if count > 1 and is_name(name.base)]:
        for index in dict.fromkeys((*own, *found.indices)):
            if index != name.sub:
                yield "index", 2, _replaced(node, name, index)


def _plain(name: Script) -> Script:
    """The name with its index only."""
    return Script(name.base, name.sub)


def _replaced(node: Any, name: Script, index: Node) -> Any:
    if isinstance(node, Script) and _plain(node) == name:
        return replace(node, sub=index)
    if isinstance(node, tuple):
        return tuple(_replaced(item, name, index) for item in node)
    if not isinstance(node, Node):
        return node
    inner = {f.name: getattr(node, f.name) for f in fields(node) if f.name != "at"}
    return replace(node, **{key: _replaced(value, name, index) for key, value in inner.items()})


def variables(place: Place, found: Material) -> Iterator[Change]:
    """Another index on what one differentiates by."""
    node = place.node
    if isinstance(node, Derivative) and len(node.variables) == 1:
        variable = node.variables[0]
        if isinstance(variable, Script) and isinstance(variable.sub, Symbol):
            choices = dict.fromkeys((*(Symbol(letter) for letter in place.bound), *found.indices))
            changed = (replace(variable, sub=index) for index in choices if index != variable.sub)
            yield from (("index", 1, replace(node, variables=(new,))) for new in changed)


def summed_again(place: Place, found: Material) -> Iterator[Change]:
    """A sum that was taken for one of its terms: the first index of everything runs again."""
    node = place.node
    if (place.parent is not None and not isinstance(place.parent, Product)) or isinstance(node, Sum | Number | Symbol):
        return
    for binder in found.sums:
        for letter in free_letters(node)[:MOST_LETTERS]:
            body = _one_index(node, letter, Symbol(letters_of(binder)[0]), 0)
            if body != node and letter in found.component:
                yield "sum", 2, replace(binder, body=body if not isinstance(body, Sum) else Group("(", ")", body))


def _one_index(node: Any, old: str, new: Node, which: int) -> Any:
    """The first (0) or the last (-1) index of everything replaced, where it is `old`."""
    if isinstance(node, Script) and node.sub is not None:
        sub = node.sub
        if sub == Symbol(old):
            return replace(node, sub=new)
        if isinstance(sub, Product) and sub.factors[which] == Symbol(old):
            rest = sub.factors[1:] if which == 0 else sub.factors[:-1]
            return replace(node, sub=replace(sub, factors=(new, *rest) if which == 0 else (*rest, new)))
        return node
    if isinstance(node, tuple):
        return tuple(_one_index(item, old, new, which) for item in node)
    if not isinstance(node, Node):
        return node
    inner = {f.name: getattr(node, f.name) for f in fields(node) if f.name != "at"}
    return replace(node, **{key: _one_index(value, old, new, which) for key, value in inner.items()})


def subscripted(place: Place, found: Material) -> Iterator[Change]:
    """One component of an array that is written without its index, where shapes clash."""
    node = place.node
    if not found.mixed or (isinstance(place.parent, Script) and place.steps[-1][0] == "base"):
        return
    name = node.base if isinstance(node, Script) and is_transposed(node) else node
    if not isinstance(name, Symbol | Accent | Font) or not is_name(name) or head_name(name):
        return
    for letter in dict.fromkeys((*place.bound, *found.component)):
        new = Script(name, Symbol(letter))
        yield "component", 1, replace(new, sup=node.sup) if isinstance(node, Script) else new


FEW = (variables, subscripted)
MANY = (reindexed, everywhere, summed_again)
