"""What joins statements: commas, `\\quad`, arrows, and prose between formulas.

A `Sequence` is flat; of several separators in a row the strongest is kept. Prose and the formulas around it
make one `Product`, in order: `\\text{if } w = o` is the words and a chain. Neighbouring words are joined;
`\\forall`, `\\exists`, `\\therefore` and `\\because` are the words they stand for.
"""

from __future__ import annotations

from derive.notation.reader import CELL_ENDS, ENDS, INFIX, PREFIX, PROSE, RELATION, ROLES, SEQUENCE, Infix, Reader
from derive.notation.spellings import QUANTIFIERS, RELATIONS
from derive.notation.tokens import Token
from derive.notation.tree import Blank, Node, Product, Sequence, Words

STRENGTH = {
    "\\quad": 1, ".": 2, ",": 2, ";": 3, "..": 4, "\\land": 5, "\\lor": 5,
    "\\Leftarrow": 6, "\\Rightarrow": 7, "\\Leftrightarrow": 8,
}  # fmt: skip
DOTS = frozenset(("..", "\\ldots", "\\dots"))
ARROWS = frozenset(("\\Rightarrow", "\\Leftrightarrow", "\\Leftarrow"))


def sequence(reader: Reader, left: Node) -> Node:
    items, separators = [left], []
    while reader.role in STRENGTH:
        mark = separator(reader)
        if reader.kind in CELL_ENDS or (mark == "\\quad" and reader.kind in ENDS):
            break
        separators.append(mark)
        if reader.kind in DOTS and dots_before_item(reader):
            items.append(reader.operand())
            separators.append(",")
        items.append(reader.expression(SEQUENCE + 1))
    if not separators:
        return items[0]
    return Sequence(tuple(items), tuple(separators), at=reader.span(left.at[0]))


def dots_before_item(reader: Reader) -> bool:
    """`1, .. n`: the comma behind the dots was left out."""
    following = reader.tokens[reader.pos + 1].kind
    return following in PREFIX.entries and following not in INFIX.entries


def separator(reader: Reader) -> str:
    """The strongest of the separators here."""
    best = reader.advance().kind
    while reader.role in STRENGTH and not (best in ",;.." and reader.kind in ("..", ",", ";")):
        kind = reader.advance().kind
        best = kind if STRENGTH[kind] > STRENGTH[best] else best
    return "," if best == "." else best


def leading_separator(reader: Reader, token: Token, floor: int) -> Node:
    """An arrow at the start of a formula goes on from the one before it; space there means nothing."""
    if floor > SEQUENCE:
        raise reader.unexpected_at(token, "an expression")
    if token.kind == "\\quad" and reader.kind in ENDS:
        return Blank(at=(token.start, token.end))
    if token.kind == "\\quad":
        return reader.expression(floor)
    reader.pos -= 1
    return sequence(reader, Blank(at=(token.start, token.start)))


def range_role(reader: Reader) -> str:
    """`c-m..c+m` is a range; `c-1,..,c+1` has dots for an item."""
    between = reader.pos and reader.tokens[reader.pos - 1].kind not in (",", ";")
    following = reader.tokens[reader.pos + 1].kind
    if reader.token.value == ".." and between and following not in ENDS and following not in (",", ";"):
        return ".."
    return "\\dots"


def stop_role(reader: Reader) -> str:
    """A full stop separates statements; before the end of a row it is punctuation, elsewhere a fault."""
    return "." if reader.tokens[reader.pos + 1].kind in ("\\quad", "prose", *ARROWS) else "full stop"


# --- prose ---------------------------------------------------------------------------------------------------
def prose(reader: Reader, left: Node) -> Node:
    return with_words(reader, [left], left.at[0])


def leading_prose(reader: Reader, token: Token, floor: int) -> Node:
    parts: list[Node] = [Words(wording(token), at=(token.start, token.end))]
    if floor <= PROSE:
        return with_words(reader, parts, token.start)
    while reader.kind in WORDING:
        following = reader.advance()
        add_words(parts, Words(wording(following), at=(following.start, following.end)))
    if not reader.starts_operand:
        return parts[0]
    return Product((parts[0], reader.expression(floor)), ("",), at=reader.span(token))


def with_words(reader: Reader, parts: list[Node], start: int) -> Node:
    while True:
        if reader.kind in WORDING:
            token = reader.advance()
            add_words(parts, Words(wording(token), at=(token.start, token.end)))
        elif isinstance(parts[-1], Words) and begins_formula(reader, len(parts) > 1):
            parts.append(reader.expression(RELATION))
        else:
            break
    if len(parts) == 1:
        return parts[0]
    return Product(tuple(parts), ("",) * (len(parts) - 1), at=reader.span(start))


def add_words(parts: list[Node], words: Words) -> None:
    last = parts[-1]
    if isinstance(last, Words):
        parts[-1] = Words(f"{last.text} {words.text}", at=(last.at[0], words.at[1]))
    else:
        parts.append(words)


def begins_formula(reader: Reader, further: bool) -> bool:
    """`\\text{if} -1 < x` is a formula behind words; in `\\text{the loss} = 2` the words are its left side."""
    return reader.starts_operand or reader.kind == "-" or (further and reader.kind in RELATIONS)


def wording(token: Token) -> str:
    return QUANTIFIERS.get(token.kind, token.value)


WORDING = frozenset(("prose", *QUANTIFIERS))
_ENTRY = Infix(SEQUENCE, sequence)
INFIX.add(STRENGTH, _ENTRY)
INFIX.add(WORDING, Infix(PROSE, prose))
PREFIX.add((*ARROWS, "\\quad"), leading_separator)
PREFIX.add(WORDING, leading_prose)
ROLES.add(("..",), range_role)
ROLES.add((".",), stop_role)
