"""Edits of the left side, where the right one may be what was meant: another variable, another range, a component."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from derive.claims.walk import is_name
from derive.diagnose.edit import Edit
from derive.diagnose.edits import single_edits
from derive.diagnose.material import Material
from derive.diagnose.places import Place, letters, places, put
from derive.diagnose.shapes import inverses
from derive.diagnose.sums import ranges
from derive.notation.tree import Derivative, Nabla, Node, Script, Symbol

BOTH = 3  # indices of the right side that are tried in pairs


def left_edits(root: Node, found: Material) -> list[Edit]:
    """What the left side may have been meant to say."""
    ends = (replace(edit, side="left") for edit in single_edits(root, found, (ranges, inverses)))
    return [*components(root, found), *_variables(root, found), *ends]


def components(root: Node, found: Material) -> Iterator[Edit]:
    """One component of an array, at an index of the right side, where shapes clash: `x_i` for x, `dy_i/dx` and
    `dL/dx_i` for a derivative."""
    for letter in found.opposite if found.mixed else ():
        for new in _picked(root, letter):
            yield Edit("component", 1, root, new, new, "left")
    for one, two in product(found.opposite[:BOTH], repeat=2) if found.mixed else ():
        for body in _body_picked(root, one):
            for new in _variable_picked(body, two):
                yield Edit("component", 2, root, new, new, "left")


def _picked(root: Node, letter: str) -> Iterator[Node]:
    if is_name(root) and not isinstance(root, Script):
        yield Script(root, Symbol(letter))
    yield from _body_picked(root, letter)
    yield from _variable_picked(root, letter)


def _body_picked(root: Node, letter: str) -> Iterator[Node]:
    if isinstance(root, Derivative) and is_name(root.body) and not isinstance(root.body, Script):
        yield replace(root, body=Script(root.body, Symbol(letter)))


def _variable_picked(root: Node, letter: str) -> Iterator[Node]:
    if isinstance(root, Derivative) and len(root.variables) == 1 and not isinstance(root.variables[0], Script):
        yield replace(root, variables=(Script(root.variables[0], Symbol(letter)),))


def _variables(root: Node, found: Material) -> Iterator[Edit]:
    for place in places(root):
        for new in _other_variables(place, found):
            whole = put(root, place.steps, new)
            yield Edit("variable", 2, place.node, new, whole, "left", place.around)


def _other_variables(place: Place, found: Material) -> Iterator[Node]:
    node = place.node
    if isinstance(node, Derivative) and len(node.variables) == 1:
        yield from (replace(node, variables=(name,)) for name in _occurring(node.body, node.variables[0], found))
    elif isinstance(node, Nabla) and node.variable is not None:
        yield from (replace(node, variable=name) for name in _occurring(node.body, node.variable, found))


def _occurring(body: Node, variable: Node, found: Material) -> Iterator[Node]:
    """Other names that the body depends on: any where it is a name itself, else those that stand in it."""
    inside = None if is_name(body) else set(letters(body))
    yield from (name for name in found.names if name != variable and (inside is None or set(letters(name)) <= inside))
