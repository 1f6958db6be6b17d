"""Accents and fonts, and commands that only dress what they hold.

A font belongs to letters: on a product or a scripted letter it goes to each base letter, the scripts keep
their own (`\\mathbf{u_o}` is a bold u with a plain o). An accent on a scripted letter goes to the letter:
`\\hat{y_o}` is `\\hat{y}_o`.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notation.functions import with_argument
from derive.notation.reader import PREFIX, Reader
from derive.notation.spellings import RELATIONS
from derive.notation.tokens import Token
from derive.notation.tree import (
    Accent,
    Blank,
    Chain,
    Font,
    Group,
    Labelled,
    Node,
    Number,
    Product,
    Rows,
    Script,
    Sequence,
    Sum,
    Symbol,
)

ACCENTS = {
    "\\hat": "hat", "\\tilde": "tilde", "\\bar": "bar", "\\vec": "vec", "\\dot": "dot", "\\ddot": "ddot",
    "\\check": "check", "\\breve": "breve", "\\acute": "acute", "\\grave": "grave", "\\mathring": "ring",
    "\\underline": "underline", "\\overleftarrow": "overleftarrow",
    "\\overleftrightarrow": "overleftrightarrow", "\\undertilde": "undertilde",
}  # fmt: skip
FONTS = {
    "\\mathbf": "bold", "\\mathcal": "cal", "\\mathbb": "bb", "\\mathsf": "sf", "\\mathrm": "rm",
    "\\mathit": "it", "\\mathtt": "tt", "\\mathscr": "scr", "\\mathfrak": "frak",
}  # fmt: skip
SWITCHES = {"\\bfseries": "bold", "\\itshape": "it", "\\sffamily": "sf", "\\ttfamily": "tt"}
LINES = frozenset(("underline", "bar"))  # over a whole statement they point at it
BRACES = {"\\underbrace": "underbrace", "\\overbrace": "overbrace"}


def accent(reader: Reader, token: Token, floor: int) -> Node:
    body = reader.argument(token)
    at = reader.span(token)
    if isinstance(body, Symbol) and body.name in RELATIONS:
        raise reader.fail("the sign of a relation with a mark on it is not read; say what it means", token)
    if isinstance(body, Chain | Rows) and ACCENTS[token.kind] in LINES:
        return body
    if isinstance(body, Script) and not isinstance(body.sup, Number):
        return replace(body, base=Accent(ACCENTS[token.kind], body.base, at=at), at=at)
    return Accent(ACCENTS[token.kind], body, at=at)


def font(reader: Reader, token: Token, floor: int) -> Node:
    body = reader.argument(token)
    return with_argument(reader, dress(FONTS[token.kind], body, reader.span(token)), token)


def switch(reader: Reader, token: Token, floor: int) -> Node:
    """`{\\bf x}`: a font for the rest of the braces."""
    return dress(SWITCHES[token.kind], reader.expression(floor), reader.span(token))


def dress(kind: str, node: Node, at: tuple[int, int]) -> Node:
    """The node with the font on its letters."""
    if isinstance(node, (Symbol, Number, Accent)):
        return node if isinstance(node, Symbol) and node.word else Font(kind, node, at=at)
    if isinstance(node, Script):
        return replace(node, base=dress(kind, node.base, at), at=at)
    if isinstance(node, Product):
        return replace(node, factors=tuple(dress(kind, part, part.at) for part in node.factors), at=at)
    if isinstance(node, Sum):
        return replace(node, terms=tuple(dress(kind, part, part.at) for part in node.terms), at=at)
    if isinstance(node, (Sequence, Chain)):
        return replace(node, items=tuple(dress(kind, part, part.at) for part in node.items), at=at)
    if isinstance(node, Group):
        return replace(node, body=dress(kind, node.body, node.body.at), at=at)
    return node


def labelled(reader: Reader, token: Token, floor: int) -> Node:
    """`\\underbrace{body}_{note}`."""
    body = reader.argument(token)
    note: Node | None = None
    if reader.kind in ("_", "^"):
        sign = reader.advance()
        note = reader.argument(sign)
        note = None if isinstance(note, Blank) else note
    return Labelled(body, note, BRACES[token.kind], at=reader.span(token))


def transparent(reader: Reader, token: Token, floor: int) -> Node:
    """`\\boxed{..}`: the contents."""
    return reader.argument(token)


PREFIX.add(ACCENTS, accent)
PREFIX.add(FONTS, font)
PREFIX.add(SWITCHES, switch)
PREFIX.add(BRACES, labelled)
PREFIX.add("\\boxed \\ensuremath \\smash \\cancel", transparent)
