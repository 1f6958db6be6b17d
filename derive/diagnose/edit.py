"""One edit of one side of a claim."""

from __future__ import annotations

from dataclasses import dataclass

from derive.notation.tree import Node


@dataclass(frozen=True)
class Edit:
    """`before` became `after`, and the side became `whole`. `around` are the nodes that it stood in.

    `kind` says what was done, and names the fault; `cost` ranks repairs. `side` is `right` or `left`.
    `also` is the kind of the second edit where two were needed."""

    kind: str
    cost: int
    before: Node
    after: Node
    whole: Node
    side: str = "right"
    around: tuple[Node, ...] = ()
    also: str = ""
