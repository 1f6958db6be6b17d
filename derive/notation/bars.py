"""Bars: absolute values, norms, evaluation, and conditions.

A `|` is, in this order: the end of the absolute value it stands in; an evaluation bar if a subscript follows
(`f|_{x=0}`); a condition bar inside brackets if the bars ahead on this level do not pair; the start of an
absolute value if they do; else a condition.
"""

from __future__ import annotations

from derive.notation.brackets import CLOSE, evaluated
from derive.notation.reader import AT, GIVEN, INFIX, MID, PREFIX, ROLES, SEQUENCE, SUM, Infix, Reader
from derive.notation.tokens import Token
from derive.notation.tree import Blank, Given, Group, Node, Symbol

MACROS = {"\\abs": "|", "\\norm": "||"}


def bar_role(reader: Reader) -> str:
    kind = reader.kind
    inner = reader.open[-1] if reader.open else ""
    following = reader.tokens[reader.pos + 1]
    if inner == kind:
        return "|close"
    if kind == "|" and following.kind == "_":
        return "|at"
    ahead = reader.layout.bars.get(reader.pos, 0)
    if in_bracket(inner):
        double = kind == "|" and following.kind == "|" and following.start == reader.token.end and ahead == 1
        if double or ahead % 2 == 0:
            return "|given"
    return kind if ahead % 2 else "|mid"


def right_bar_role(reader: Reader) -> str:
    """`\\Bigr|_{x=0}` with no `\\Bigl|` is an evaluation bar."""
    closes = reader.open[-1:] == ["|("] or reader.tokens[reader.pos + 1].kind != "_"
    return "|)" if closes else "|at"


def in_bracket(inner: str) -> bool:
    return inner in CLOSE or (inner.startswith("\\left") and inner[5:] in CLOSE)


def absolute(reader: Reader, token: Token, floor: int) -> Node:
    """`|x|`, `\\|x\\|`, `||x||`, `\\lvert x \\rvert`."""
    kind, opener = token.kind, token
    doubled = kind == "|" and reader.kind == "|" and reader.token.start == token.end
    if doubled:
        reader.advance()
    reader.open.append(kind)
    body = reader.expression()
    reader.expect(kind, opener)
    if doubled:
        reader.expect(kind, opener)
    reader.open.pop()
    side = "||" if doubled else kind
    return Group(side, side, body, at=reader.span(token))


def evaluation_bar(reader: Reader, body: Node) -> Node:
    reader.advance()
    return evaluated(reader, body)


def macro(reader: Reader, token: Token, floor: int) -> Node:
    """`\\abs{..}`, `\\norm{..}`."""
    side = MACROS[token.kind]
    body = reader.argument(token)
    body = Blank(at=body.at) if body == Symbol("\\cdot") else body
    return Group(side, side, body, at=reader.span(token))


# --- conditions ----------------------------------------------------------------------------------------------
def mid_role(reader: Reader) -> str:
    return "|given" if reader.open and in_bracket(reader.open[-1]) else "|mid"


def given(reader: Reader, left: Node) -> Node:
    """`a | b` inside brackets: everything before the bar, everything behind it."""
    bar = reader.advance()
    mark = "||" if bar.kind == "||" else "|"
    if bar.kind == "|" and reader.kind == "|" and reader.token.start == bar.end:
        reader.advance()
        mark = "||"
    return Given(left, reader.expression(SEQUENCE), mark, at=reader.span(left.at[0]))


def given_outside(reader: Reader, left: Node) -> Node:
    """`y \\mid x \\sim N`: outside brackets the bar binds its two neighbours."""
    reader.advance()
    return Given(left, reader.expression(SUM), at=reader.span(left.at[0]))


PREFIX.add("| ||", absolute)
PREFIX.add(MACROS, macro)
INFIX.add(("|given",), Infix(GIVEN, given))
INFIX.add(("|mid",), Infix(MID, given_outside))
INFIX.add(("|at",), Infix(AT, evaluation_bar))
ROLES.add("| ||", bar_role)
ROLES.add(("|)",), right_bar_role)
ROLES.add("\\mid \\middle", mid_role)
