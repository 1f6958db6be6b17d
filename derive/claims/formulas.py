"""Every formula of a document parsed, once: its tree, or why it could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.claims.model import Unread
from derive.claims.reach import reaching
from derive.document.model import Document, Piece
from derive.notation.errors import NotationError
from derive.notation.parse import parse, parse_rows
from derive.notation.tree import Blank, Node, Rows, Symbol

LABEL = re.compile(
    r"\s*(?:(?:[a-z]|[ivx]+)\)(?:\s*\\text\s*\{\s*\(?[ivx]+[.)]\s*\})?"
    r"|\((?:[a-z]|[ivx]+)\)(?=\s*(?:\\q?quad|\\[;, ]|~))|\\text\s*\{\s*\(?(?:[a-z]|[ivx]+)\)\s*\})"
)
REACHES = "a sum is read as reaching over what stands behind it with its index"
RELATION = re.compile(r"(?<![\\!<>:])=|\\(?:leq?|geq?|neq?|equiv|approx|propto)(?![A-Za-z])|[<>]")
MOST = 4  # brackets left out of a formula


@dataclass(frozen=True)
class Formula:
    """A formula with its tree; `latex` is the text that offsets in the tree count in. `left_out` are the places of
    brackets that close nothing, `reaching` those of sums that are read as reaching over a plus."""

    index: int
    piece: Piece
    tree: Node
    unread: tuple[Unread, ...] = ()
    label: str = ""
    left_out: tuple[int, ...] = ()
    reaching: tuple[int, ...] = ()

    @property
    def latex(self) -> str:
        return self.piece.text.value

    def mended(self, start: int, end: int) -> str:
        """What was done to read the text from `start` to `end`: what was left out of its row, how far a sum reaches."""
        if any(start <= at < end for at in self.reaching):
            return REACHES
        row = RELATION.split(self.latex[end:].split("\\\\")[0])[0]  # what closes behind the next sign opens behind it
        found = [self.latex[at] for at in self.left_out if start <= at <= end + len(row)]
        many = f"{len(found)} brackets `{found[0]}` that close nothing are" if len(found) > 1 else ""
        return f"{many or f'a bracket `{found[0]}` that closes nothing is'} left out" if found else ""


def formulas_of(document: Document) -> list[Formula]:
    return [_formula(index, piece) for index, piece in enumerate(document.pieces) if piece.is_formula]


def _formula(index: int, piece: Piece) -> Formula:
    """Reads one formula; a part label at its head (`c) \\text{ iii. } J = ...`) is blanked out first."""
    text, label = _without_label(piece.text.value)
    try:
        tree, wide = reaching(parse(text))
        return Formula(index, piece, tree, (), label, reaching=wide)
    except NotationError as error:
        mended = without_surplus(text)
        if mended is not None:
            return Formula(index, piece, mended[0], (), label, mended[1])
        rows = [row for row in parse_rows(text) if row is not None]
        read = tuple(row for row in rows if isinstance(row, Node))
        faults = [row for row in rows if isinstance(row, NotationError)] or [error]
        unread = tuple(Unread(piece.text.span(*fault.at), piece.text.value, fault.message) for fault in faults)
        return Formula(index, piece, _together(read), unread, label)


def without_surplus(text: str) -> tuple[Node, tuple[int, ...]] | None:
    """The tree without brackets that close nothing, where each stands behind its like, as in `\\sigma(u^T v))`, and
    the places of these."""
    left_out: list[int] = []
    while len(left_out) < MOST:
        try:
            tree = parse(text)
        except NotationError as error:
            at = error.at[0]
            mark = text[at : at + 1]
            if mark not in (")", "]") or not mark or not text[:at].rstrip(" ").endswith(mark):
                return None
            left_out.append(at)
            text = f"{text[:at]} {text[at + 1 :]}"
        else:
            return tree, tuple(left_out)
    return None


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
