"""Single edits of a formula: at each place, what the author may have meant instead.

An `Edit` has a kind, which names the fault, and a cost, by which repairs are ranked. Costs order edits by how
much they change: 1 for a sign, an index, a transpose or the end of a sum; 2 for a factor, a term taken away, a
function; 3 for a term put in from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from derive.diagnose import linear, pieces, renames, runs, shapes, slips, sums, swaps
from derive.diagnose.edit import Edit
from derive.diagnose.material import Material
from derive.diagnose.places import Place, places, put
from derive.notation.tree import Node

Change = tuple[str, int, Node]
Maker = Callable[[Place, Material], Iterable[Change]]


SIGNS: tuple[Maker, ...] = (slips.signs, slips.negations, slips.fewer_deltas)
CHEAP: tuple[Maker, ...] = (
    *SIGNS, sums.collapses, sums.indices, renames.variables, shapes.transposes, shapes.exchanges
)  # fmt: skip
NEAR: tuple[Maker, ...] = (
    *SIGNS, *sums.MAKERS, *renames.FEW, *shapes.MAKERS, *slips.FEW, *swaps.FEW, *renames.MANY, slips.ratios,
    swaps.names, *linear.MAKERS
)  # fmt: skip
PUT_IN: tuple[Maker, ...] = (*pieces.MAKERS, slips.more_terms)
SHAPING: tuple[Maker, ...] = (
    *shapes.MAKERS, *renames.FEW, sums.into_sums, sums.indices, sums.renumbered, slips.fewer_factors, slips.ratios,
    swaps.names
)  # fmt: skip
FITTING: tuple[Maker, ...] = (pieces.diagonals, pieces.inserted)
MAKERS = (*NEAR, *runs.MAKERS, *PUT_IN)


def single_edits(root: Node, found: Material, makers: Iterable[Maker] = MAKERS) -> list[Edit]:
    """All single edits, the cheapest first; of one cost, in the order of the makers and outermost places first."""
    return list(made_edits(root, found, makers))


def made_edits(root: Node, found: Material, makers: Iterable[Maker] = MAKERS, spread: bool = False) -> Iterator[Edit]:
    """The same one by one: the tree with an edit is made when it is asked for, for most never are.

    `spread`: the first edits of every place before the second ones of any."""
    every = list(places(root))
    changes = [
        (cost, spread * rank, kind, place, new)
        for make in makers
        for place in every
        for rank, (kind, cost, new) in enumerate(make(place, found))
    ]
    seen = {root}
    for cost, _, kind, place, new in sorted(changes, key=lambda change: change[:2]):
        whole = put(root, place.steps, new)
        if whole not in seen:
            seen.add(whole)
            yield Edit(kind, cost, place.node, new, whole, around=place.around)
