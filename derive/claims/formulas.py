"""Every formula of a document parsed, once: its tree, or why it could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.claims.model import Unread
from derive.document.model import Document, Piece
from derive.notation.errors import NotationError
from derive.notation.parse import parse, parse_rows
from derive.notation.tree import Blank, Node, Rows, Symbol

LABEL = re.compile(
    r"\s*(?:(?:[a-z]|[ivx]+)\)(?:\s*\\text\s*\{\s*\(?[ivx]+[.)]\s*\})?"
    r"|\((?:[a-z]|[ivx]+)\)(?=\s*(?:\\q?quad|\\[;, ]|~))|\\text\s*\{\s*\(?(?:[a-z]|[ivx]+)\)\s*\})"
)


@dataclass(frozen=True)
class Formula:
    """A formula with its tree; `latex` is the text that offsets in the tree count in."""

    index: int
    piece: Piece
    tree: Node
    unread: tuple[Unread, ...] = ()
    label: str = ""

    @property
    def latex(self) -> str:
        return self.piece.text.value


def formulas_of(document: Document) -> list[Formula]:
    return [_formula(index, piece) for index, piece in enumerate(document.pieces) if piece.is_formula]


def _formula(index: int, piece: Piece) -> Formula:
    """Reads one formula; a part label at its head (`c) \\text{ iii. } J = ...`) is blanked out first."""
    text, label = _without_label(piece.text.value)
    try:
        return Formula(index, piece, parse(text), (), label)
    except NotationError as error:
        rows = [row for row in parse_rows(text) if row is not None]
        read = tuple(row for row in rows if isinstance(row, Node))
        faults = [row for row in rows if isinstance(row, NotationError)] or [error]
        unread = tuple(Unread(piece.text.span(*fault.at), piece.text.value, fault.message) for fault in faults)
        return Formula(index, piece, _together(read), unread, label)


def _together(rows: tuple[Node, ...]) -> Node:
    """The rows of a display that could be read, as one tree."""
    cells = tuple(row for node in rows for row in (node.rows if isinstance(node, Rows) else ((node,),)))
    return Rows("", cells) if cells else Blank()


def _without_label(text: str) -> tuple[str, str]:
    """The text with a label at its head blanked out: `c) \\text{ iii. }`, `(a) \\quad`; its bracket never closes."""
    found = LABEL.match(text)
    if not found:
        return text, ""
    label = re.sub(r"\\text\s*|[{}]", "", found[0])
    return " " * found.end() + text[found.end() :], re.sub(r"\s+", " ", label).strip()


def tree_of(text: str) -> Node:
    """A plain word of the prose as a tree: `b`, `u_w`."""
    try:
        return parse(text)
    except NotationError:
        return Symbol(text)
