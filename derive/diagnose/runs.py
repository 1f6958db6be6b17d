"""Where an index should run: a term put back under its sum, letters of a sum's body turned into the running one.

A letter stands in several places, and not all of them are meant: `X_{jj} X_{jk}` for `sum_n X_{nj} X_{nk}`. Where the
range of an axis is known and is not that of the letter, that place is meant; otherwise the ways to choose are tried,
the likely ones first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import combinations, islice
from typing import Any

from derive.diagnose.build import ONE, bracketed, key_of
from derive.diagnose.material import Material
from derive.diagnose.places import Place, free_letters, letters, letters_of
from derive.notation.tree import Big, Chain, Derivative, Group, Node, Number, Product, Relation, Script, Sum, Symbol
from derive.terms.term import Range

Change = tuple[str, int, Node]
MOST_LETTERS, MOST_HEADS, MOST_WAYS, FEW_SPOTS = 3, 3, 24, 5
FRESH = "ijklmnrstabpq"


@dataclass(frozen=True)
class Spot:
    """Where a letter stands: in which factor, behind which name, as which of its indices; whether one
    differentiates by it there."""

    factor: int
    name: str
    slot: int
    varied: bool = False


Chosen = Callable[[Spot], bool]


def turned(node: Any, old: str, new: Node, chosen: Chosen, factor: int = -1, varied: bool = False) -> Any:
    """The tree with the letter replaced at the spots that are chosen."""
    if isinstance(node, Product) and factor < 0:
        parts = tuple(turned(part, old, new, chosen, k, varied) for k, part in enumerate(node.factors))
        return replace(node, factors=parts)
    if isinstance(node, tuple):
        return tuple(turned(item, old, new, chosen, factor, varied) for item in node)
    if not isinstance(node, Node) or (isinstance(node, Big) and old in letters_of(node)):
        return node
    changed, by = {}, isinstance(node, Derivative)
    for name in (f.name for f in fields(node) if f.name not in ("at", "sub")):
        within = varied or (by and name == "variables")
        changed[name] = turned(getattr(node, name), old, new, chosen, max(factor, 0), within)
    if isinstance(node, Script) and node.sub is not None:
        changed["sub"] = _subscript(node, old, new, chosen, max(factor, 0), varied)
    return replace(node, **changed)


def _subscript(node: Script, old: str, new: Node, chosen: Chosen, factor: int, varied: bool) -> Node | None:
    name, letter = key_of(node.base), Symbol(old)
    if isinstance(node.sub, Product):
        pairs = enumerate(node.sub.factors)
        made = (new if one == letter and chosen(Spot(factor, name, k, varied)) else one for k, one in pairs)
        return replace(node.sub, factors=tuple(made))
    return new if node.sub == letter and chosen(Spot(factor, name, 0, varied)) else node.sub


def spots(node: Node, letter: str) -> tuple[Spot, ...]:
    found: dict[Spot, None] = {}

    def noted(spot: Spot) -> bool:
        found[spot] = None
        return False

    turned(node, letter, Symbol(letter), noted)
    return tuple(found)


def ways(found: tuple[Spot, ...], letter: str, material: Material, run: Range | None) -> Iterator[frozenset[Spot]]:
    """The choices of spots at which the letter should run over the range, the likely ones first."""
    known = {spot: material.axes.get(spot.name, ())[spot.slot : spot.slot + 1] for spot in found}
    fitting = [spot for spot in found if run is None or not known[spot] or known[spot][0] == run]
    own = material.spans.get(letter)
    forced = frozenset(s for s in fitting if run is not None and own is not None and own != run and known[s])
    if forced:
        yield forced
    yield frozenset(spot for spot in fitting if not spot.varied)
    yield frozenset(fitting)
    if len(fitting) <= FEW_SPOTS:
        for count in dict.fromkeys((len(fitting) - 1, *range(1, len(fitting)))) if fitting else ():
            yield from map(frozenset, combinations(fitting, count))
    else:
        yield from (frozenset(fitting) - {spot} for spot in fitting)


def chosen_ways(node: Node, letter: str, material: Material, run: Range | None) -> Iterator[frozenset[Spot]]:
    found = spots(node, letter)
    yield from islice((way for way in dict.fromkeys(ways(found, letter, material, run)) if way), MOST_WAYS)


# --- edits -------------------------------------------------------------------------------------------------------
def put_back(place: Place, found: Material) -> Iterator[Change]:
    """A sum of which one term was left: an index of everything in it, or of some of it, runs again."""
    if not may_be_a_sum(place):
        return
    used = [x for x in free_letters(place.node) if x in found.component or x in place.bound]
    for letter in used[:MOST_LETTERS]:
        for head, run in heads(place, letter, found):
            own = letters_of(head)[0]
            for way in chosen_ways(place.node, letter, found, run):
                body = turned(place.node, letter, Symbol(own), way.__contains__)
                yield "uncollapse", 3, replace(head, body=bracketed(body))


def may_be_a_sum(place: Place) -> bool:
    node, parent = place.node, place.parent
    if isinstance(node, Sum | Number | Symbol | Group) or isinstance(parent, Script):
        return False
    return not isinstance(parent, Product) or not isinstance(node, Script) or isinstance(node.sup, Node)


def heads(place: Place, letter: str, found: Material) -> Iterator[tuple[Big, Range | None]]:
    """Sum signs, as the author wrote them or else for each range that an index of the place may have."""
    taken = {*letters(place.node), *place.bound}
    own = spots(place.node, letter)
    runs = dict.fromkeys(run for spot in own for run in found.axes.get(spot.name, ())[spot.slot : spot.slot + 1])
    for head, run in found.heads_of_sums[:MOST_HEADS]:
        yield _relettered(head, taken, found.used), run if run in runs else None
    for run in runs:
        if all(run != over for _, over in found.heads_of_sums) and (made := _head(run)) is not None:
            yield _relettered(made, taken, found.used), run


def _head(run: Range) -> Big | None:
    if len(run.upper.parts) != 1 or run.upper.offset or run.lower.parts or run.upper.parts[0][0].startswith("?"):
        return None
    lower = Chain((Symbol("i"), Number(str(run.lower.offset))), (Relation("="),))
    return Big("sum", lower, Symbol(run.upper.parts[0][0]), ONE)


def _relettered(head: Big, taken: set[str], used: frozenset[str]) -> Big:
    """The sum sign with another letter, where its own stands in the term already."""
    own = letters_of(head)[0]
    new = own if own not in taken else next((x for x in FRESH if x not in taken | used), own)
    return replace(head, lower=_letter(head.lower, own, new))


def _letter(node: Any, old: str, new: str) -> Any:
    if isinstance(node, Symbol):
        return replace(node, name=new) if node.name == old else node
    if isinstance(node, tuple):
        return tuple(_letter(item, old, new) for item in node)
    if not isinstance(node, Node):
        return node
    return replace(node, **{f.name: _letter(getattr(node, f.name), old, new) for f in fields(node) if f.name != "at"})


def reindexed(place: Place, found: Material) -> Iterator[Change]:
    """In the body of a sum: some or all of another letter turned into the running one."""
    node = place.node
    if not isinstance(node, Big) or not letters_of(node):
        return
    own = letters_of(node)[0]
    for other in [letter for letter in free_letters(node.body) if letter != own][:MOST_LETTERS]:
        for way in chosen_ways(node.body, other, found, None):
            body = turned(node.body, other, Symbol(own), way.__contains__)
            yield "index", 2, replace(node, body=body)


MAKERS = (reindexed, put_back)
