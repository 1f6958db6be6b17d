"""Single edits of a formula: at each place, what the author may have meant instead.

An `Edit` has a kind, which names the fault, and a cost, by which repairs are ranked. Costs order edits by how
much they change: 1 for a sign, an index, a transpose or the end of a sum; 2 for a factor, a term taken away, a
function; 3 for a term put in from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from derive.diagnose import renames, shapes, slips, sums, swaps
from derive.diagnose.edit import Edit
from derive.diagnose.material import Material
from derive.diagnose.places import Place, places, put
from derive.notation.tree import Node

Change = tuple[str, int, Node]
Maker = Callable[[Place, Material], Iterable[Change]]


SIGNS: tuple[Maker, ...] = (slips.signs, slips.negations, slips.fewer_deltas)
MAKERS: tuple[Maker, ...] = (
    *SIGNS, *sums.MAKERS, *renames.FEW, *shapes.MAKERS, *slips.FEW, *swaps.FEW, *renames.MANY, *slips.MANY, *swaps.MANY
)  # fmt: skip
SHAPED: tuple[Maker, ...] = (slips.fewer_factors, slips.ratios, swaps.names)
SHAPING: tuple[Maker, ...] = (*shapes.MAKERS, *renames.FEW, sums.into_sums, sums.indices, *SHAPED)


def single_edits(root: Node, found: Material, makers: Iterable[Maker] = MAKERS) -> list[Edit]:
    """All single edits, the cheapest first; of one cost, in the order of the makers and outermost places first."""
    return list(made_edits(root, found, makers))


def made_edits(root: Node, found: Material, makers: Iterable[Maker] = MAKERS) -> Iterator[Edit]:
    """The same one by one: the tree with an edit is made when it is asked for, for most never are."""
    every = list(places(root))
    changes = [(cost, kind, place, new) for make in makers for place in every for kind, cost, new in make(place, found)]
    seen = {root}
    for cost, kind, place, new in sorted(changes, key=lambda change: change[0]):
        whole = put(root, place.steps, new)
        if whole not in seen:
            seen.add(whole)
            yield Edit(kind, cost, place.node, new, whole, around=place.around)
