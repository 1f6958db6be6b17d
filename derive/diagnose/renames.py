"""Edits that change one index everywhere it stands, for one name, exchange two in a sum, and components forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.claims.walk import every, is_name, over_parts
from derive.diagnose.build import is_transposed, key_of
from derive.diagnose.functions import head_name, is_delta
from derive.diagnose.material import Material
from derive.diagnose.places import Place, free_letters, letters_of, renamed
from derive.notation.tree import Accent, Big, Derivative, Font, Node, Script, Symbol

Change = tuple[str, int, Node]
ASIDE = Symbol("\\star")  # stands in for a letter while two are exchanged
MOST_LETTERS = 3


def exchanged(place: Place, found: Material) -> Iterator[Change]:
    """In the body of a sum, another letter and the running one exchanged."""
    node = place.node
    if isinstance(node, Big) and letters_of(node):
        own = letters_of(node)[0]
        for other in [letter for letter in free_letters(node.body) if letter != own][:MOST_LETTERS]:
            body = _exchanged(node.body, own, other)
            if body not in (None, node.body):
                yield "index", 2, replace(node, body=body)


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
    return over_parts(node, lambda part: _replaced(part, name, index))


def variables(place: Place, found: Material) -> Iterator[Change]:
    """Another index on what one differentiates by."""
    node = place.node
    if isinstance(node, Derivative) and len(node.variables) == 1:
        variable = node.variables[0]
        if isinstance(variable, Script) and isinstance(variable.sub, Symbol):
            choices = dict.fromkeys((*(Symbol(letter) for letter in place.bound), *found.indices))
            changed = (replace(variable, sub=index) for index in choices if index != variable.sub)
            yield from (("index", 1, replace(node, variables=(new,))) for new in changed)


def differentiated(place: Place, found: Material) -> Iterator[Change]:
    """Another name that stands below the derivative as what one differentiates by."""
    node = place.node
    if isinstance(node, Derivative) and len(node.variables) == 1 and not is_name(node.body):
        inside = set(every(node.body))
        names = (name for name in found.names if name in inside and name != node.variables[0])
        yield from (("variable", 2, replace(node, variables=(name,))) for name in names)


def subscripted(place: Place, found: Material) -> Iterator[Change]:
    """One component of an array that is written without its index, or the whole of it, where it is an array."""
    node = place.node
    if isinstance(node, Script) and isinstance(node.sub, Symbol) and found.mixed and not is_delta(node):
        yield "component", 1, node.base if node.sup is None and not node.primes else replace(node, sub=None)
    if (isinstance(place.parent, Script) and place.steps[-1][0] == "base"):
        return
    name = node.base if isinstance(node, Script) and is_transposed(node) else node
    if not isinstance(name, Symbol | Accent | Font) or not is_name(name):
        return
    array = found.mixed or len(found.axes.get(key_of(name), ())) == 1
    if not is_family(name, found) and (head_name(name) or not array):
        return
    for letter in dict.fromkeys((*place.bound, *found.component)):
        new = Script(name, Symbol(letter))
        yield "component", 1, replace(new, sup=node.sup) if isinstance(node, Script) else new


def is_family(name: Node, found: Material) -> bool:
    """Does the name stand with one index elsewhere?"""
    scripts = (other for other in found.names if isinstance(other, Script))
    return any(one.base == name and isinstance(one.sub, Symbol) for one in scripts)


FEW = (variables, subscripted, differentiated)
MANY = (exchanged, everywhere)
