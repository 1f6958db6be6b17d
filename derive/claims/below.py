"""A quantity that a document gives nowhere but below a derivative: `dE/dw = d/dw [(y - wx)^2 / 2]`, and no word of E.

What stands below the derivative on the other side is what the quantity is; the claim is read as `E = (y - wx)^2 / 2`.
Where the quantity is given in any other way, or by two different formulas so, the claim stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from derive.claims.model import Claim
from derive.claims.walk import every, is_letter, is_name
from derive.notation.tree import Apply, Derivative, Given, Group, Node, Product, Sequence, Symbol

GIVING = frozenset({"=", ":=", "\\equiv"})


def given_below(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims, with what stands below a derivative on both sides in the place of the derivatives, where this is
    all that is said of a quantity."""
    claims = tuple(claims)
    found = {n: pair for n, claim in enumerate(claims) if (pair := below(claim)) is not None}
    heads = {head for n, claim in enumerate(claims) if n not in found for head in heads_of(claim)}
    bodies: dict[Node, set[Node]] = {}
    for name, body in found.values():
        bodies.setdefault(letter_of(name), set()).add(body)
    first = {letter_of(name): n for n, (name, _) in reversed(found.items())}
    changed = {n: pair for n, pair in found.items()
               if first[letter_of(pair[0])] == n and len(bodies[letter_of(pair[0])]) == 1
               and not heads & {letter_of(pair[0])}}
    return tuple(replace(claim, left=changed[n][0], right=changed[n][1]) if n in changed else claim
                 for n, claim in enumerate(claims))


def below(claim: Claim) -> tuple[Node, Node] | None:
    """The quantity on the left, and the formula on the right, of one derivative of both."""
    left, right = claim.left, claim.right
    if claim.link > 1 or claim.carried or claim.role != "plain" or claim.sign != "=" or claim.branch is not None:
        return None
    if not isinstance(left, Derivative) or not isinstance(right, Derivative) or left.variables != right.variables:
        return None
    body = bare(right.body)
    plain = is_quantity(left.body) and not is_quantity(body) and left.order is None
    apart = letter_of(left.body) not in set(every(body)) and not any(isinstance(p, Derivative) for p in every(body))
    return (left.body, body) if plain and apart else None


def is_quantity(node: Node) -> bool:
    """`E`, `p(y; \\eta)`: a letter, alone or with letters as arguments."""
    if isinstance(node, Product) and len(node.factors) == 2 and not node.ops[0]:
        head, group = node.factors
        called = isinstance(group, Group) and group.left == "(" and all(map(is_name, listed(group.body)))
        return is_letter(head) and called
    return isinstance(node, Symbol) and not node.word


def listed(node: Node) -> tuple[Node, ...]:
    """The arguments in `(x, y)` and `(y; \\eta)`."""
    parts = node.items if isinstance(node, Sequence) else (node.body, node.condition) if isinstance(node, Given) else ()
    return tuple(item for part in parts for item in listed(part)) if parts else (node,)


def letter_of(node: Node) -> Node:
    return node.factors[0] if isinstance(node, Product) else node


def heads_of(claim: Claim) -> list[Node]:
    """The letters that an equation gives, or that are functions of their own."""
    own = [letter_of(side) for side in (claim.left, claim.right) if claim.sign in GIVING and is_quantity(side)]
    return own + [p.head for side in (claim.left, claim.right) for p in every(side) if isinstance(p, Apply)]


def bare(node: Node) -> Node:
    while isinstance(node, Group) and node.left in "([{":
        node = node.body
    return node
