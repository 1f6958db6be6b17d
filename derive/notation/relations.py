"""Relations: `a = b \\leq c` is one chain. A row may begin with a sign (its left side is a `Blank`) or end
with one."""

from __future__ import annotations

from derive.notation.reader import ENDS, INFIX, PREFIX, RELATION, ROLES, Infix, Reader
from derive.notation.spellings import RELATIONS
from derive.notation.tokens import Token
from derive.notation.tree import Blank, Chain, Node, Relation, Symbol, Words

AFTER = ENDS | {",", ";", ".", "\\quad", "\\land", "\\Rightarrow", "\\Leftrightarrow", "\\Leftarrow"}


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
    """The sign, with what is set above it: `\\overset{iid}{\\sim}`, `\\xrightarrow{p}`."""
    sign = reader.advance()
    if sign.kind in RELATIONS:
        return Relation(sign.kind, at=(sign.start, sign.end))
    note = above(reader, sign)
    kind = "\\to"
    if sign.kind == "\\overset":
        brace = reader.advance()
        kind = reader.advance().kind
        reader.expect("}", brace)
    if kind in ("=", ":=") and isinstance(note, Symbol) and note.name in ("def", "Def", "defn"):
        return Relation(":=", at=reader.span(sign))
    return Relation(kind, note, at=reader.span(sign))


def above(reader: Reader, sign: Token) -> Node:
    mark = reader.tokens[reader.pos + 1]
    if mark.kind in ("!", "?"):
        reader.pos += 3
        return Words(mark.value, at=(mark.start, mark.end))
    return reader.argument(sign)


def overset_role(reader: Reader) -> str:
    """The relation inside `\\overset{note}{relation}`."""
    start = reader.pos + 1
    last = reader.layout.close.get(start, start)
    inner = reader.tokens[last + 1 : last + 4]
    shape = [token.kind for token in inner]
    is_relation = len(shape) == 3 and shape[0] == "{" and shape[1] in RELATIONS and shape[2] == "}"
    return shape[1] if reader.tokens[start].kind == "{" and is_relation else "\\overset"


def arrow_role(reader: Reader) -> str:
    return "\\to"


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


ROLES.add(("\\overset",), overset_role)
ROLES.add("\\xrightarrow \\xlongrightarrow", arrow_role)
PREFIX.add((*RELATIONS, "\\overset", "\\xrightarrow", "\\xlongrightarrow"), leading_relation)
INFIX.add(RELATIONS, Infix(RELATION, chain))
