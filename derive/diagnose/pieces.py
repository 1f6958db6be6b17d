"""Edits that put in what the right side lacks: a name that the other side depends on, as a factor or as a term.

What is lacking is told by the names that the left side is made of and the right side is not, all definitions unfolded;
where both are made of the same, by names that the author used, with the indices that are at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import combinations, islice
from itertools import product as pairings
from typing import Any

from derive.claims.walk import is_name
from derive.diagnose.build import ONE, OTHER, bracketed, is_transposed, key_of, plus, signed, squared, times, transposed
from derive.diagnose.functions import head_name, is_argument, is_delta
from derive.diagnose.material import Material
from derive.diagnose.places import Place
from derive.diagnose.shapes import is_array
from derive.diagnose.slips import is_whole, takes_factor
from derive.notation.tree import Apply, Font, Group, Node, Product, Script, Symbol

Change = tuple[str, int, Node]
MOST_NAMES, MOST_LETTERS, MOST_PAIRS = 16, 3, 24


def at_hand(name: Node, place: Place, found: Material) -> tuple[Node, ...]:
    """A name with the indices that mean something here: those of sums around it, and of the other side; the whole
    of it in a claim about arrays."""
    if isinstance(name, Script) and (name.sup is not None or name.primes):
        return (name,)
    base, axes = (name.base if isinstance(name, Script) else name), len(found.axes.get(key_of(name), ()))
    indices = len(name.sub.factors) if isinstance(name, Script) and isinstance(name.sub, Product) else 1
    indices = max(axes, indices) if found.scalar else min(axes - 1, 1)
    if base == name and not axes:
        return (name,)
    letters = [Symbol(x) for x in dict.fromkeys((*place.bound, *found.component))][:MOST_LETTERS]
    if indices == 1:
        here = [Script(base, letter) for letter in letters]
        return tuple(dict.fromkeys((*here, *((name,) if base == name or not letters else ()))))
    if indices == 2:
        pairs = (Script(base, Product(pair, ("",))) for pair in pairings(letters, letters) if pair[0] != pair[1])
        return (*pairs, *((name,) if base == name else ()))
    return (base,)


def fitted(node: Any, place: Place, found: Material) -> Any:
    """A bundle of names with the indices that mean something here."""
    if isinstance(node, tuple):
        return tuple(fitted(item, place, found) for item in node)
    if not isinstance(node, Node):
        return node
    if is_name(node) and not is_transposed(node) and not head_name(node):
        here = at_hand(node, place, found)
        return node if node in here or not here else here[0]
    inner = {f.name: getattr(node, f.name) for f in fields(node) if f.name not in ("at", "sub", "lower", "upper")}
    return replace(node, **{name: fitted(value, place, found) for name, value in inner.items()})


def bundles(place: Place, found: Material) -> Iterator[Node]:
    yield from dict.fromkeys(one for node in found.bundles for one in (fitted(node, place, found), node))


def lacking(place: Place, found: Material) -> Iterator[Node]:
    """Names as they may stand here, what the right side lacks first; nothing else where something is lacking."""
    names = found.lacking or tuple(name for name in found.names if not head_name(name) and not is_delta(name))
    yield from islice(dict.fromkeys(made for name in names for made in at_hand(name, place, found)), MOST_NAMES)


def factors(place: Place, found: Material) -> Iterator[Change]:
    """A name as one more factor of a term, a side or what is summed."""
    if takes_factor(place) and not found.mixed:
        for one in (*lacking(place, found), *bundles(place, found)):
            if one != place.node:
                yield "factor", 2, times(place.node, one) if found.scalar else entrywise(place.node, one)


def entrywise(node: Node, factor: Node) -> Node:
    own, ops = (node.factors, node.ops) if isinstance(node, Product) else ((bracketed(node),), ())
    return Product((*own, factor), (*ops, "odot"))


def names(place: Place, found: Material) -> Iterator[Change]:
    """A name, or one, or a bundle of what is lacking, as one more term."""
    if takes_term(place, found):
        own = signed(place.node)[1]
        for one in (*lacking(place, found), *(bundles(place, found) if found.lacking else (ONE,))):
            if one not in own:
                yield from _both("term", place.node, one)


def products(place: Place, found: Material) -> Iterator[Change]:
    """The square of a name, or a product of two, as one more term of a side."""
    if not takes_term(place, found) or (place.parent is not None and not isinstance(place.parent, Group)):
        return
    own = tuple(lacking(place, found))
    plain = (name for name in found.names if not head_name(name) and not is_delta(name))
    others = tuple(islice((made for name in plain for made in at_hand(name, place, found)), MOST_NAMES))
    pairs = pairings(own[:MOST_LETTERS], others) if found.lacking else combinations(own, 2)
    for one, other in islice((pair for pair in pairs if pair[0] != pair[1]), MOST_PAIRS):
        yield from _both("term", place.node, Product((one, other), ("",)))
    for name in own[: 2 * MOST_LETTERS]:
        row = transposed(name, found.mark) if found.axes.get(key_of(name)) and not isinstance(name, Script) else None
        yield from _both("term", place.node, squared(name) if row is None else Product((row, name), ("",)))


def takes_term(place: Place, found: Material) -> bool:
    return not found.mixed and is_whole(place) and not (isinstance(place.node, Group) and place.parent is not None)


def _both(kind: str, node: Node, term: Node) -> Iterator[Change]:
    yield kind, 3, plus(node, "-", term)
    yield kind, 3, plus(node, OTHER["-"], term)


def inserted(place: Place, found: Material) -> Iterator[Change]:
    """An array as one more factor, anywhere in a product or beside a single name, where shapes clash."""
    node, parent = place.node, place.parent
    if found.mixed and takes_factor(place):
        yield from (("factor", 2, times(node, bundle)) for bundle in found.bundles if bundle != node)
    if isinstance(node, Product):
        for array in found.arrays:
            for k in range(len(node.factors) + 1):
                if not 0 < k < len(node.factors) or node.ops[k - 1] == "":
                    ops = (*node.ops[:k], "", *node.ops[k:])
                    yield "factor", 2, Product((*node.factors[:k], array, *node.factors[k:]), ops)
    elif isinstance(node, Symbol | Font | Script | Group) and not isinstance(parent, Product | Script):
        for array in found.arrays:
            yield "factor", 2, Product((array, bracketed(node)), ("",))
            yield "factor", 2, Product((bracketed(node), array), ("",))


def diagonals(place: Place, found: Material) -> Iterator[Change]:
    """A vector for the matrix that has it on its diagonal, where shapes clash."""
    node = place.node
    if isinstance(place.parent, Script) or is_argument(place):
        return
    if isinstance(node, Group) or (is_array(node, False) and not isinstance(place.parent, Group)):
        inner = node if isinstance(node, Group) else Group("(", ")", node)
        yield "function", 2, Apply(Symbol("diag", word=True), inner)


MAKERS = (factors, names, products)
