"""One edit of one side of a claim."""

from __future__ import annotations

from dataclasses import dataclass

from derive.claims.model import Claim
from derive.notation.tree import Node


@dataclass(frozen=True)
class Edit:
    """`before` became `after`, and the side became `whole`. `around` are the nodes that it stood in.

    `kind` says what was done, and names the fault; `cost` ranks repairs. `side` is `right` or `left`.
    `also` is the kind of the second edit where two were needed. `base` is the claim whose left side the right side
    then equals, where it is not the edited claim itself. `under` is the condition of the case that a branch belongs
    to, where the author wrote another one beside it."""

    kind: str
    cost: int
    before: Node
    after: Node
    whole: Node
    side: str = "right"
    around: tuple[Node, ...] = ()
    also: str = ""
    base: Claim | None = None
    under: Node | None = None
