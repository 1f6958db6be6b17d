"""The part of a document that a place belongs to: the nearest heading or part label above it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from derive.claims.formulas import Formula
from derive.claims.sentences import Place, Sentence, with_latex
from derive.document.model import Document, Kind

APART = re.compile(r"\s*(?:\*\*|__|\\textbf\b|!\[)")
LABEL = re.compile(
    r"^\W{0,2}?((?:Part|Problem|Question|Exercise) \(?\w{1,3}\)?(?:\s*\(?[ivx]+\))?"
    r"|\(?[a-z]\)(?:\s*\(?[ivx]+[.)])?|\(?[ivx]+\)|[ivx]+\.(?=\s)|\(\d+\))(?=[\s:.]|$)"
)

PROBLEM = re.compile(r"\W*(?:problem|exercise|question|task|aufgabe|übung) ?\(?\d", re.IGNORECASE)


def parts_of_document(
    document: Document, sentences: Iterable[Sentence], formulas: Iterable[Formula]
) -> list[tuple[Place, str]]:
    """Where each part begins, with its label, in order."""
    parts = [(sentence.start, label) for sentence in sentences if (label := _label(sentence, document))]
    parts += [((formula.index, 0), formula.label) for formula in formulas if formula.label]
    return sorted(parts)


def problems_of_document(document: Document, parts: Iterable[tuple[Place, str]]) -> list[int]:
    """Where in the file each numbered problem begins."""
    starts = ((document.pieces[piece].text, at) for (piece, at), label in parts if PROBLEM.match(label))
    return [text.span(at, at + 1).start for text, at in starts]


def sections_of_document(document: Document, sentences: Iterable[Sentence]) -> list[Place]:
    """Where a paragraph begins with bold words or an image, as `**Solution.**` does: what stands below may speak of
    other things than what stands above, though no heading says so."""
    return [sentence.start for sentence in sentences if sentence.opens and _is_apart(sentence, document)]


def _is_apart(sentence: Sentence, document: Document) -> bool:
    piece, offset = sentence.start
    text = document.pieces[piece].text.value
    return APART.match(text[:offset] + text[offset : offset + 2]) is not None


def _label(sentence: Sentence, document: Document) -> str:
    if sentence.kind is Kind.HEADING:
        return with_latex(sentence.text, document)
    found = LABEL.match(sentence.text.strip())
    return found[1] if found else ""
