"""How the vectors of a context stand where a document restates them: as columns or as rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.context.define import restatable
from derive.context.environment import Scope
from derive.context.kinds import Kind
from derive.context.value import Clash, Unsupported

if TYPE_CHECKING:
    from derive.context.understand import Understanding


def is_vector_of_context(kind: Kind) -> bool:
    return kind.element in ("column", "row") and not kind.family and kind.source.startswith("context")


def laid_down(doc: Understanding, claim: Claim) -> dict[str, Kind]:
    """The vectors of the context, as they stand here: `\\hat y = softmax(Z)` of a row Z makes rows of the
    \\hat y and of all that are as long, to the end of the part or until it is restated."""
    part = (n for n in doc.stands if n <= claim.number and doc.reading.numbered(n).part == claim.part)
    last = max(part, default=None)
    if last is None:
        return {}
    key, form = restatable(doc, doc.reading.numbered(last)), doc.stands[last]
    return {name: replace(kind, element=form) for name, kind in doc.env.kinds.items()
            if key is not None and is_vector_of_context(kind) and kind.sizes == doc.base[key].sizes}


def lay_down(doc: Understanding, claim: Claim) -> None:
    """Remembers how a vector of the context stands, where the document restates it."""
    key = restatable(doc, claim)
    if key is None or not is_vector_of_context(doc.base[key]):
        return
    try:
        with doc.trial():
            value = doc.value(claim.right, Scope())
    except (Clash, Unsupported):
        return
    if value.vector and not value.flexible and (value.form != doc.base[key].element or doc.stands):
        doc.stands[claim.number] = value.form
        doc.enter(claim)
