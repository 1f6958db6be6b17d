"""Whether the shapes in a claim are said, or only inferred; and whether a clash of inferred ones is the claim's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.context.names import walk
from derive.notation.tree import Derivative, Node

if TYPE_CHECKING:
    from derive.context.understand import Understanding

SUPPORT = 2  # more claims than this must agree on a shape that nobody declares


def is_second_derivative(node: Node) -> bool:
    """`\\frac{\\partial^2}{\\partial \\theta^2}`"""
    return isinstance(node, Derivative) and len(node.variables) > 1 and len(set(node.variables)) == 1


def is_firm(doc: Understanding, key: str) -> bool:
    """Is the shape of the symbol said by the document or the context, rather than inferred?"""
    kind = doc.env.kinds.get(key)
    number = key in doc.declarations.domains and kind is not None and kind.element == "scalar"
    number = number and key not in doc.survey.scripted  # of `a > 0` and `a_i`, a may be a vector
    return number or (kind is not None and kind.certain and key not in doc.soft)


def is_of_two_shapes(doc: Understanding, key: str, claim: Claim) -> bool:
    """Was the symbol a number in one part and an array in another? In a third it may be either."""
    given = [e for e in doc.definitions.entries.get(key, ()) if e.definition is not None]
    shapes = {len(e.definition.parameters) for e in given if e.definition is not None}
    return len(shapes) > 1 and all(e.part != claim.part for e in given)


def clashing(doc: Understanding, claims: Iterable[Claim]) -> frozenset[int]:
    """Those of the claims that make no sense whatever their symbols are taken for."""
    found = frozenset().union(*(part.clashing for part in doc.settled_units.values()))
    return found & {claim.number for claim in claims}


def is_odd_one_out(doc: Understanding, claim: Claim, plain: bool) -> bool:
    """Does every other claim of the part make sense with the shapes that were inferred, several of them with
    each of its symbols, and this one with no others? (Of a chain `a = b = c` b may be wrong on both sides.)
    Two are enough where no other shapes at all mend it, nor another layout."""
    part = doc.settled_units[doc.units[claim.number]]
    sides = (claim.left, claim.right)
    if any(is_second_derivative(node) for side in sides for node in walk(side)):
        return False  # by a vector, many write so for what is no Hessian
    others = (doc.reading.numbered(number) for number in part.clashing - {claim.number})
    shared = all(one.chain == claim.chain and (one.left in sides or one.right in sides) for one in others)
    if plain and claim.number in part.inherent:
        arrays = [key for key in doc.env.touched if is_array(doc, key)]
        said = any(is_firm(doc, key) for key in arrays)
        return shared and said and all(part.support[key] >= SUPPORT for key in arrays)
    return shared and all(is_firm(doc, key) or part.support[key] > SUPPORT for key in doc.env.touched)


def is_array(doc: Understanding, key: str) -> bool:
    kind = doc.env.kinds.get(key)
    return kind is not None and kind.element != "scalar"
