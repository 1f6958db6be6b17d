"""A loss that the document gives nowhere: it may be one that its course is about.

"$\\frac{\\partial J}{\\partial u_o} = -(1 - \\sigma(u_o^T v_c)) v_c$", and no word of what J is: of the losses in the
context, that of negative sampling has this gradient. So J is read as that, in this part of the document, and every row
says so. Where the document defines a J of any kind, or none of the gradients fits, nothing is read into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.context.environment import Scope
from derive.context.names import Parts, base_name, parts_of, walk
from derive.context.routines import head_and_arguments
from derive.context.value import Clash, Unsupported
from derive.notation.tree import Derivative, Node
from derive.terms.theory import Definition

if TYPE_CHECKING:
    from derive.context.pack import Loss
    from derive.context.understand import Understanding


def adopted(doc: Understanding, part: str) -> dict[str, tuple[Definition, str]]:
    """The losses of a part that are taken from the context, each with what is said of it."""
    offered = doc.pack.losses if doc.pack is not None else ()
    for loss in offered:
        claims = list(gradients(doc, part, loss.name))
        if claims and not is_given(doc, loss.name, claims) and (found := definition_of(doc, loss, claims)) is not None:
            said = f"{loss.name}, which nothing here defines, is read as {loss.words} of the context"
            return {loss.name: (found, said)}
    return {}


def is_given(doc: Understanding, name: str, claims: list[Claim]) -> bool:
    """Does the document say in front of these claims, or among them, what the quantity is, under any label, be it
    understood or not? What it only reminds of, "because J = ...", belongs to the place where it says so."""
    end = max(claim.where.start for claim in claims)
    heads = [head(claim.left) for claim in doc.reading.claims
             if claim.role not in ("since", "when") and claim.where.start < end]
    unread = any(one.latex.lstrip().startswith(name) and one.where.start < end for one in doc.reading.unread)
    return unread or any(parts is not None and parts.name == name for parts in heads)


def head(node: Node) -> Parts | None:
    """The name of what an equation gives: `J_{neg}` of `J_{neg}(v_c, o, U)`, too."""
    called = head_and_arguments(node)
    return parts_of(called[0]) if called is not None else parts_of(node)


def gradients(doc: Understanding, part: str, name: str) -> Iterator[Claim]:
    """The claims of a part that say what a derivative of the quantity is, without derivatives of it."""
    for claim in doc.reading.claims:
        if claim.part == part and is_slope(claim.left, name) and not any(is_slope(n, name) for n in walk(claim.right)):
            yield claim


def is_slope(node: Node, name: str) -> bool:
    """Is it a derivative of the quantity, which has no label?"""
    parts = parts_of(node.body) if isinstance(node, Derivative) else None
    return parts is not None and not parts.subs and base_name(parts.node) == name


def definition_of(doc: Understanding, loss: Loss, claims: list[Claim]) -> Definition | None:
    """The loss, if one of these gradients is true of it."""
    try:
        body = doc.value(loss.body, Scope()).term
    except (Clash, Unsupported):
        return None
    made = Definition(loss.name, "scalar", (), body, f"context {doc.pack and doc.pack.name}")
    doc.adopted = {loss.name: (made, "")}
    fits = any(is_true(doc, claim) for claim in claims)
    doc.adopted = {}
    return made if fits else None


def is_true(doc: Understanding, claim: Claim) -> bool:
    doc.go_to(claim)
    doc.env.version = doc.definitions.versions(claim.number)
    try:
        return any(doc.proves(one.goal) for one in doc.step(claim, claim.left, claim.right).alternatives)
    except (Clash, Unsupported):
        return False
