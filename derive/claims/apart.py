"""Stretches that speak of other things than the rest of a document, by the same letters: the problems of a set whose
headings have no numbers, and what follows upon a section of lemmas with a title.

Whether a stretch is read by itself is not decided here: `letters_taken` says which letters it shares with the rest
without saying anew what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from derive.claims.model import Claim, Reading
from derive.claims.outline import Outline
from derive.claims.problems import defined, letter, restricted
from derive.claims.sentences import Place
from derive.claims.walk import children
from derive.document.model import Document
from derive.notation.tree import Accent, Big, Chain, Fraction, Node, Product, Script, Sequence, Symbol

TITLE = re.compile(r"\s*(?:\*\*[^*\n]+\*\*|__[^_\n]+__|\\textbf\{[^{}\n]*\})[.:]?\s*")
FIRST = re.compile(r"\W*(?:parts? )?\(?a\)?\W*$", re.IGNORECASE)
ALONE = re.compile(r"⟦\d+⟧\W*")
FEWEST = 2


def chapters_of(outline: Outline) -> list[int]:
    """Where in the file each problem of a set without numbers begins: at the headings of the highest level that has
    several, where more than one of them has a part (a)."""
    levels = [level for _, level in outline.headings]
    level = min((one for one in levels if levels.count(one) >= FEWEST), default=0)
    starts = [start for start, own in outline.headings if own == level]
    begun = {bisect_right(starts, place) for place, label in outline.parts if FIRST.match(label)} - {0}
    return [place_in(outline.document, start) for start in starts] if len(begun) >= FEWEST else []


def sections_of(outline: Outline) -> list[int]:
    """Where in the file a line of bold words alone begins, and every heading."""
    starts = [start for start in outline.sections if is_title(outline.document, start)]
    return sorted(place_in(outline.document, start) for start in (*starts, *(start for start, _ in outline.headings)))


def topics_of(outline: Outline) -> list[int]:
    """Where in the file a paragraph says nothing but one formula, `$\\Sigma$`, as the title of what is below."""
    alone = (one for one in outline.sentences if one.opens and ALONE.fullmatch(one.text.strip()))
    return [place_in(outline.document, one.start) for one in alone]


def place_in(document: Document, start: Place) -> int:
    piece, at = start
    return document.pieces[piece].text.span(at, at + 1).start


def is_title(document: Document, start: Place) -> bool:
    text, at = document.pieces[start[0]].text.value, start[1]
    line = text[:at].rpartition("\n")[2] + text[at:].partition("\n")[0]
    return TITLE.fullmatch(line) is not None


def stretches(reading: Reading, starts: tuple[int, ...]) -> Iterator[tuple[int, Reading]]:
    """The numbers of the stretches between these places that claim something, and each with what stands before all."""
    numbers = [bisect_right(starts, claim.where.start) for claim in reading.claims]
    for one in sorted(set(numbers) - {0}):
        yield one, of_stretches(reading, starts, {0, one})


def of_stretches(reading: Reading, starts: tuple[int, ...], numbers: set[int]) -> Reading:
    return restricted(reading, lambda where: bisect_right(starts, where.start) in numbers)


def letters_taken(reading: Reading, starts: tuple[int, ...], number: int) -> tuple[set[str], set[str]]:
    """The letters of a stretch; and those of which the rest says what they are, and the stretch does not."""
    stretch = of_stretches(reading, starts, {number})
    rest = of_stretches(reading, starts, {*range(1, len(starts) + 1)} - {number})
    own = letters_in(stretch.claims)
    arguments = {name for claim in stretch.claims for head in defined(claim) if head.endswith("(")
                 for name in letters(claim.left)}
    return own, (own & explained(rest)) - explained(stretch) - arguments


def letters_given(reading: Reading, starts: tuple[int, ...], number: int) -> set[str]:
    """The letters of the rest of which a stretch says what they are, and the rest does not."""
    stretch = of_stretches(reading, starts, {number})
    rest = of_stretches(reading, starts, {*range(len(starts) + 1)} - {number})
    return (letters_in(rest.claims) & explained(stretch)) - explained(rest)


def letters_in(claims: Iterable[Claim]) -> set[str]:
    return {name for claim in claims for side in (claim.left, claim.right) for name in letters(side)}


def explained(reading: Reading) -> set[str]:
    """The letters that equations define or facts declare."""
    equations = {name.removesuffix("(") for claim in reading.claims for name in defined(claim)}
    subjects = (subject for fact in reading.facts
                for subject in (fact.subjects[:1] if fact.predicate == "named" else fact.subjects))
    return equations | {name for subject in subjects for node in declared(subject) for name in letters(node)}


def declared(subject: Node) -> tuple[Node, ...]:
    """What a declaration is about; `x > 0` declares nothing, and `x \\in \\mathbb{R}` does."""
    if not isinstance(subject, Chain):
        return (subject,)
    return subject.items[:1] if subject.signs[-1].name == "\\in" else ()


def letters(node: Node) -> Iterator[str]:
    """The letters of a tree but for indices; the a of `a_{ij}` is the matrix A."""
    if isinstance(node, Script):
        single = isinstance(node.base, Symbol) and len(node.base.name) == 1
        pair = single and isinstance(node.sub, Product | Sequence)
        yield from (name.upper() if pair else name for name in letters(node.base))
        if isinstance(node.sup, Fraction | Product):
            yield from letters(node.sup)  # no transpose, and no index
    elif isinstance(node, Accent | Symbol):
        yield letter(node)
    else:
        parts = children(node) if not isinstance(node, Big) else (node.body,)
        for part in parts:
            yield from letters(part)
