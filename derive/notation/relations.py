"""Relations: `a = b \\leq c` is one chain. A row may begin with a sign (its left side is a `Blank`) or end
with one."""

from __future__ import annotations

from derive.notation.reader import ENDS, INFIX, PREFIX, RELATION, Infix, Reader
from derive.notation.tokens import Token
from derive.notation.tree import Blank, Chain, Node, Relation, Symbol

RELATIONS = frozenset(
    "= \\neq < > \\leq \\geq \\approx \\propto \\in \\notin \\ni \\sim \\simeq \\cong \\equiv \\to \\mapsto "
    "\\leftarrow \\leftrightarrow \\subset \\subseteq \\supset \\supseteq := =: == : \\ll \\gg \\perp \\parallel "
    "\\prec \\succ \\preceq \\succeq \\asymp \\models \\vdash \\hookrightarrow \\rightsquigarrow \\uparrow "
    "\\downarrow \\not\\equiv \\not\\sim \\not\\subset \\nsubseteq \\subsetneq \\lesssim \\gtrsim \\upharpoonright "
    "\\stackrel".split()
) - {"\\stackrel", "\\upharpoonright"}
AFTER = ENDS | {",", ";", ".", "\\quad", "prose"}


def chain(reader: Reader, left: Node) -> Node:
    items, signs = [left], []
    while reader.kind in RELATIONS:
        sign = reader.advance()
        signs.append(Relation(sign.kind, at=(sign.start, sign.end)))
        items.append(right_side(reader))
    return Chain(tuple(items), tuple(signs), at=reader.span(left.at[0]))


def right_side(reader: Reader) -> Node:
    if reader.kind in AFTER:
        return Blank(at=(reader.done, reader.done))
    return reader.expression(RELATION + 1)


def leading_relation(reader: Reader, token: Token, floor: int) -> Node:
    """A sign with nothing before it: at the start of a row, or alone."""
    if floor > RELATION:
        raise reader.fail(f"expected an expression before `{reader.text[token.start : token.end]}`", token)
    if reader.kind in AFTER:
        return Symbol(token.kind, at=(token.start, token.end))
    reader.pos -= 1
    return chain(reader, Blank(at=(token.start, token.start)))


PREFIX.add(RELATIONS, leading_relation)
INFIX.add(RELATIONS, Infix(RELATION, chain))
