"""Relations between sums: what a difference has over one range, gathered into one sum whose body is zero."""

from __future__ import annotations

from derive.prove.normal import Normaliser
from derive.terms.term import ZERO, Term


def gathered(on: Normaliser, term: Term) -> tuple[Term, list[int]]:
    """A normal term that is zero as zero, with the lines that prove it; else the term."""
    draft = on.draft
    if draft.ring.vanishes(draft.poly(term)):
        return ZERO, [draft.write("ring", term, ZERO, ())]
    return term, []
