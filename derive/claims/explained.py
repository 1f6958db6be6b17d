"""What is explained behind a display: of `X^T S X`, "where $S = diag(p)$", S is known before the display is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from derive.claims.laid import gives_value
from derive.claims.model import Claim
from derive.claims.sentences import Place
from derive.claims.taken import Taken
from derive.claims.walk import every

WHERE = re.compile(r"[\s,;.]*(?:where|with|in which|here|wobei|mit)\b", re.IGNORECASE)


def explained(made: Sequence[tuple[Taken, list[Claim]]]) -> Iterator[tuple[Place, list[Claim]]]:
    """The claims of each formula with their place; what a display says "where $S = ...$" of comes before it."""
    for _, group in groupby(made, key=lambda one: id(one[0].sentence)):
        members = list(group)
        at = next((k for k, (one, _) in enumerate(members) if one.display), len(members))
        late = [k for k, (one, claims) in enumerate(members) if k > at and _explains(one, members[at][0])
                and all(claim.condition is None for claim in claims)]
        order = [*range(at), *late, *(k for k in range(at, len(members)) if k not in late)]
        yield from ((members[at if k in late else k][0].place, members[k][1]) for k in order)


def _explains(one: Taken, display: Taken) -> bool:
    """Whether a formula behind a display gives a symbol in it: "where $S = diag(p)$"."""
    end = display.sentence.spots[display.formula.index][1]
    if one.display or not one.statements or not WHERE.match(one.sentence.text, end):
        return False
    named = [statement.sides[0].node for statement in one.statements if gives_value(one, statement)]
    shown = list(every(display.formula.tree))
    heads = [statement.sides[0].node for statement in display.statements]
    return len(named) == len(one.statements) and all(node in shown and node not in heads for node in named)
