"""A read document becomes its claims and facts, in the order of the file.

    reading = read_claims(read("solution.md"))

Purely syntactic: a claim is a relation with what the words make of it; whether it is typed, true or even a
definition is decided by others. A formula that cannot be parsed becomes an `Unread`, never nothing.

The way: `outline` parses formulas and cuts sentences, `taken` makes statements and chains, `laid` finds what is
laid down, `settle` how long, `build` puts the claims together.
"""

from __future__ import annotations

from dataclasses import replace

from derive.claims.announced import announced_in
from derive.claims.apart import chapters_of, sections_of, topics_of
from derive.claims.below import given_below
from derive.claims.build import claims_of
from derive.claims.laid import attached_to, laid_down
from derive.claims.model import Reading
from derive.claims.outline import outline_of
from derive.claims.parts import problems_of_document
from derive.claims.settle import settle
from derive.claims.solved import with_solutions
from derive.claims.spoken import with_spoken
from derive.claims.taken import taken_of
from derive.claims.walk import ranges_in
from derive.document.model import Document


def read_claims(document: Document) -> Reading:
    """Everything a document claims and lays down."""
    outline = outline_of(document)
    taken = list(with_spoken(outline, with_solutions(outline, taken_of(outline))))
    attached = attached_to(taken)
    claimed = [one.place for one in taken if one.statements and one.cue.role == "plain"]
    laid = laid_down(outline, taken, attached)
    held = settle(laid, outline.sentences, outline.labels, outline.trees, claimed)
    return Reading(
        claims=given_below(claims_of(outline, taken, attached, held)),
        unread=tuple(replace(each, part=outline.part(one.place)) for one in taken for each in one.unread),
        facts=tuple(one.fact for one in held if not one.value),
        mentions=tuple((node, one.span(node.at)) for one in taken for node in one.mentions),
        ranges=tuple(found for formula in outline.formulas for found in ranges_in(formula.tree)),
        formulas=len(outline.formulas),
        problems=tuple(problems_of_document(document, outline.parts)),
        chapters=tuple(chapters_of(outline)),
        sections=tuple(sections_of(outline)),
        topics=tuple(topics_of(outline)),
        read=sum(not one.unread for one in taken),
        announced=announced_in(outline),
    )
