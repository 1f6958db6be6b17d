"""Numbers, letters, sums, products, factorials.

`+`, `-` and `\\pm` join the terms of one `Sum`. Factors stand side by side or with a sign between them, `/`
binds like the others, left to right. A sign alone (`$\\odot$`, `x^*`) is a symbol; `\\cdot` where an argument
should stand (`f(\\cdot)`) is a `Blank`. Only at the end of a row may a sign lack its right side.
"""

from __future__ import annotations

import re

from derive.notation.differentials import divided_differentials
from derive.notation.reader import (
    CELL_ENDS,
    ENDS,
    INFIX,
    PREFIX,
    PRODUCT,
    PROSE,
    SCRIPT,
    SUM,
    Infix,
    Reader,
)
from derive.notation.spellings import BLACKBOARD, LETTERS
from derive.notation.tokens import Token
from derive.notation.tree import (
    At,
    Blank,
    Chain,
    Derivative,
    Dots,
    Factorial,
    Font,
    Group,
    Node,
    Number,
    Product,
    Sum,
    Symbol,
)

SIGNS = {"+": "+", "-": "-", "\\pm": "\\pm", "\\mp": "\\mp", "\\oplus": "\\oplus", "\\ominus": "\\ominus"}
OPERATORS = {
    "\\cdot": "cdot", "\\times": "times", "*": "*", "\\odot": "odot", "\\circ": "circ", "\\otimes": "otimes",
    "/": "/", "\\div": "div", "\\cup": "cup", "\\cap": "cap", "\\setminus": "setminus", "\\bmod": "bmod",
    "\\oslash": "oslash",
}  # fmt: skip
MOST_DIGITS = 1_000
_EXPONENT = re.compile(r"\\mathrm\s*\{e\}\s*(?:\{\s*([-+]?\d+)\s*\}|\^\s*\{\s*([-+]?\d+)\s*\})?")


def number(reader: Reader, token: Token, floor: int) -> Node:
    """`2`, `0.5`, and `9.8\\mathrm{e}{-4}`, a decimal with its exponent."""
    match = _EXPONENT.match(reader.text, token.end) if reader.kind == "\\mathrm" else None
    exponent = match.group(1) if match else None
    if len(token.value) > MOST_DIGITS or (exponent and shift(exponent) > MOST_DIGITS):
        raise reader.fail(f"a number of more than {MOST_DIGITS:,} digits; give it a name", token)
    if match is None or exponent is None:
        return Number(token.value, at=(token.start, token.end))
    while reader.token.start < match.end():
        reader.advance()
    return Number(f"{token.value}e{exponent}", at=(token.start, match.end()))


def shift(exponent: str) -> int:
    """By how many places a decimal exponent moves the point; those beyond all bounds are not even counted."""
    return abs(int(exponent)) if len(exponent) < 10 else MOST_DIGITS + 1


def letter(reader: Reader, token: Token, floor: int) -> Node:
    return Symbol(token.value, at=(token.start, token.end))


def command_letter(reader: Reader, token: Token, floor: int) -> Node:
    return Symbol(token.kind, at=(token.start, token.end))


def blackboard(reader: Reader, token: Token, floor: int) -> Node:
    """`\\R`, `\\E`: macros that everybody defines the same way."""
    at = (token.start, token.end)
    return Font("bb", Symbol(BLACKBOARD[token.kind], at=at), at=at)


def dots(reader: Reader, token: Token, floor: int) -> Node:
    kind = token.value if token.kind == ".." else token.kind
    return Dots(kind, at=(token.start, token.end))


# --- sums ----------------------------------------------------------------------------------------------------
def leading_sign(reader: Reader, token: Token, floor: int) -> Node:
    """A sign before the first term, or before a factor (`a \\cdot -b`), or alone."""
    if reader.kind in ENDS or reader.kind == ",":
        return Symbol(token.kind, at=(token.start, token.end))
    signs, terms = [SIGNS[token.kind]], [reader.expression(SUM + 1)]
    if floor <= SUM:
        more_terms(reader, signs, terms)
    return Sum(tuple(signs), tuple(terms), at=reader.span(token))


def add(reader: Reader, left: Node) -> Node:
    signs, terms = ["+"], [left]
    more_terms(reader, signs, terms)
    return Sum(tuple(signs), tuple(terms), at=reader.span(left.at[0]))


def more_terms(reader: Reader, signs: list[str], terms: list[Node]) -> None:
    while reader.kind in SIGNS:
        signs.append(SIGNS[reader.advance().kind])
        terms.append(right_side(reader, SUM + 1))


def right_side(reader: Reader, floor: int) -> Node:
    """The operand of a sign; a row may end with a sign and go on in the next."""
    if reader.kind in CELL_ENDS and reader.kind != "end" and reader.open[-1:] == ["rows"]:
        return Blank(at=(reader.done, reader.done))
    return reader.expression(floor)


# --- products ------------------------------------------------------------------------------------------------
def leading_operator(reader: Reader, token: Token, floor: int) -> Node:
    """A product sign with nothing before it: alone, in place of an argument, or at the start of a row."""
    at = (token.start, token.end)
    if reader.kind in ENDS or reader.kind in (",", ";"):
        alone = token.kind == "\\cdot" and bool(reader.open) and reader.open[-1] not in ("rows", "{")
        return Blank(at=at) if alone else Symbol(token.kind, at=at)
    if floor > PROSE:
        raise reader.fail(f"expected an expression before `{token.value}`", token)
    reader.pos -= 1
    return multiply(reader, Blank(at=(token.start, token.start)))


def multiply(reader: Reader, left: Node) -> Node:
    factors: list[Node] = [left]
    ops: list[str] = []
    while True:
        role = reader.role
        if role in OPERATORS:
            reader.advance()
            factor, op = right_side(reader, SCRIPT), OPERATORS[role]
        elif role in PREFIX.entries and role not in INFIX.entries:
            factor, op = reader.expression(SCRIPT), ""
        else:
            break
        if not join_factors(factors, ops, factor, op):
            factors.append(factor)
            ops.append(op)
    if not ops:
        return factors[0]
    return Product(tuple(factors), tuple(ops), at=reader.span(left.at[0]))


def join_factors(factors: list[Node], ops: list[str], factor: Node, op: str) -> bool:
    """Two neighbours that are one: `dy/dx`, `\\frac{\\partial J}{\\partial v_w} (w \\neq c)`."""
    last = factors[-1]
    if isinstance(last, Derivative) and not last.operator and op == "":
        if isinstance(factor, Group) and factor.left == "(" and isinstance(factor.body, Chain):
            factors[-1] = At(last, factor.body, at=(last.at[0], factor.at[1]))
            return True
    elif op == "/" and (joined := divided_differentials(last, factor)) is not None:
        factors[-1] = joined
        return True
    return False


def factorial(reader: Reader, left: Node) -> Node:
    reader.advance()
    return Factorial(left, at=reader.span(left.at[0]))


PREFIX.add(("number",), number)
PREFIX.add(("letter",), letter)
PREFIX.add(LETTERS - {"\\prime"}, command_letter)
PREFIX.add(BLACKBOARD, blackboard)
PREFIX.add(".. \\ldots \\cdots \\dots \\vdots \\ddots", dots)
PREFIX.add(SIGNS, leading_sign)
PREFIX.add(OPERATORS, leading_operator)
INFIX.add(SIGNS, Infix(SUM, add))
INFIX.add(OPERATORS, Infix(PRODUCT, multiply))
INFIX.add(("juxtaposition",), Infix(PRODUCT, multiply))
INFIX.add(("!",), Infix(SCRIPT, factorial))


def placeholder(reader: Reader, token: Token, floor: int) -> Node:
    if reader.kind in (")", ",") and reader.open[-1:] == ["("]:
        return Blank(at=(token.start, token.end))
    raise reader.fail("a full stop inside the formula; expected an expression", token)


PREFIX.add((".",), placeholder)
