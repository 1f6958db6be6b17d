"""A document laid out for reading its claims: its formulas parsed, its sentences cut, its parts marked."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from derive.claims.formulas import Formula, formulas_of
from derive.claims.jacobians import with_jacobians
from derive.claims.parts import parts_of_document, sections_of_document
from derive.claims.sentences import Place, Sentence, sentences_of
from derive.document.model import Document, Kind
from derive.notation.tree import Blank, Node


@dataclass(frozen=True)
class Outline:
    """What the later steps share. `parts` holds where each part begins with its label, headings among them;
    `sections` where something else may begin within a part."""

    document: Document
    formulas: tuple[Formula, ...]
    sentences: tuple[Sentence, ...]
    parts: tuple[tuple[Place, str], ...]
    sections: tuple[Place, ...] = ()

    @cached_property
    def sentence_at(self) -> dict[int, Sentence]:
        return {piece: sentence for sentence in self.sentences for piece in sentence.spots}

    @cached_property
    def headings(self) -> list[tuple[Place, int]]:
        return [(one.start, one.level) for one in self.sentences if one.kind is Kind.HEADING]

    @cached_property
    def labels(self) -> list[Place]:
        """Where a part begins that is no heading."""
        headings = {start for start, _ in self.headings}
        return [place for place, _ in self.parts if place not in headings]

    @cached_property
    def trees(self) -> dict[int, Node]:
        return {one.index: one.tree for one in self.formulas if not isinstance(one.tree, Blank)}

    @cached_property
    def _starts(self) -> tuple[list[Place], list[Place]]:
        return [place for place, _ in self.parts], [place for place, _ in self.headings]

    def part(self, place: Place) -> str:
        """The label of the part that a place lies in."""
        at = bisect_right(self._starts[0], place)
        return self.parts[at - 1][1] if at else ""

    def section(self, place: Place) -> int:
        """How many sections have begun up to a place."""
        return bisect_right(self.sections, place)

    def heading(self, place: Place) -> tuple[Place, int]:
        """The heading above a place with its level, `((-1, 0), 0)` for none."""
        at = bisect_right(self._starts[1], place)
        return self.headings[at - 1] if at else ((-1, 0), 0)


def outline_of(document: Document) -> Outline:
    sentences = sentences_of(document)
    formulas = with_jacobians(formulas_of(document), sentences)
    parts = parts_of_document(document, sentences, formulas)
    sections = sections_of_document(document, sentences)
    return Outline(document, tuple(formulas), tuple(sentences), tuple(parts), tuple(sections))
