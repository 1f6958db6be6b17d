"""Relations: `a = b \\leq c` is one chain. A row may begin with a sign (its left side is a `Blank`) or end
with one."""

from __future__ import annotations

from derive.notation.reader import ENDS, INFIX, PREFIX, RELATION, ROLES, Infix, Reader
from derive.notation.spellings import RELATIONS
from derive.notation.tokens import Token
from derive.notation.tree import Blank, Chain, Node, Relation, Symbol, Words

AFTER = ENDS | {",", ";", ".", "\\quad", "\\land", "\\lor", "\\Rightarrow", "\\Leftrightarrow", "\\Leftarrow"}


def chain(reader: Reader, left: Node) -> Node:
    """The chain that goes on from `left`; a sign with nothing on either side is a symbol."""
    items, signs = [left], []
    while reader.role in RELATIONS:
        signs.append(relation(reader))
        items.append(right_side(reader))
    at = reader.span(left.at[0])
    if len(signs) == 1 and signs[0].note is None and all(isinstance(item, Blank) for item in items):
        return Symbol(signs[0].name, at=at)
    return Chain(tuple(items), tuple(signs), at=at)


def relation(reader: Reader) -> Relation:
    """The sign, with what is set at it: `\\overset{iid}{\\sim}`, `\\underset{(a)}{=}`, `\\xrightarrow{p}`."""
    sign = reader.advance()
    if sign.kind in RELATIONS:
        return Relation(sign.kind, at=(sign.start, sign.end))
    note, kind = None, ARROWS.get(sign.kind, "")
    if sign.kind == "{":
        reader.pos -= 1
    else:
        note = above(reader, sign)
    if sign.kind in SET:
        braced = reader.kind == "{"
        reader.pos += braced
        kind = reader.advance().kind
        reader.pos += braced
    if kind == ":" and reader.kind == "=":  # `\\mathrel{\\mathop:}=`
        reader.advance()
        kind = ":="
    if kind in ("=", ":=") and isinstance(note, Symbol) and note.name in ("def", "Def", "defn"):
        return Relation(":=", at=reader.span(sign))
    return Relation(kind, note, at=reader.span(sign))


def above(reader: Reader, sign: Token) -> Node:
    braced = reader.kind == "{"
    mark = reader.tokens[reader.pos + braced]
    if mark.kind in MARKS:
        reader.pos += 3 if braced else 1
        return Words(mark.value, at=(mark.start, mark.end))
    return reader.argument(sign)


def set_role(reader: Reader) -> str:
    """The relation inside `\\overset{note}{relation}`; its braces may be left out."""
    start = reader.pos + 1
    last = reader.layout.close.get(start, start) if reader.tokens[start].kind == "{" else start
    following = [token.kind for token in reader.tokens[last + 1 : last + 4]]
    if following[0] in RELATIONS:
        return following[0]
    braced = following[0] == "{" and following[1] in RELATIONS and following[2] == "}"
    return following[1] if braced else reader.kind


def arrow_role(reader: Reader) -> str:
    return ARROWS[reader.kind]


def right_side(reader: Reader) -> Node:
    if reader.kind in AFTER:
        return Blank(at=(reader.done, reader.done))
    return reader.expression(RELATION + 1)


def leading_relation(reader: Reader, token: Token, floor: int) -> Node:
    """A sign with nothing before it: at the start of a row, or alone."""
    if floor > RELATION:
        raise reader.fail(f"expected an expression before `{reader.text[token.start : token.end]}`", token)
    reader.pos -= 1
    if reader.role not in RELATIONS:
        raise reader.fail(f"`{token.value}` is read only above a relation", token)
    return chain(reader, Blank(at=(token.start, token.start)))


SET = ("\\overset", "\\underset", "{")
MARKS = ("!", "?")
ROLES.add(("\\overset", "\\underset"), set_role)
ARROWS = {"\\xrightarrow": "\\to", "\\xlongrightarrow": "\\to", "\\xlongequal": "="}
ROLES.add(ARROWS, arrow_role)
PREFIX.add((*RELATIONS, *ARROWS, "\\overset"), leading_relation)
INFIX.add(RELATIONS, Infix(RELATION, chain))
