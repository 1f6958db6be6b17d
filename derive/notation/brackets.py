"""Brackets of every kind, `\\left .. \\right`, half-open intervals.

One `;` straight inside round or square brackets (`p(y; \\eta)`) is a condition, like a bar. `\\left. f \\right|_{x=0}`
is an evaluation; other brackets with `.` for a partner are read only around branches and rows.
"""

from __future__ import annotations

import re
from itertools import pairwise

from derive.notation.reader import PREFIX, Reader
from derive.notation.tokens import Token
from derive.notation.tree import At, Blank, Cases, Dots, Given, Group, Matrix, Node, Product, Rows, Sequence

CLOSE = {
    "(": ")", "[": "]", "\\{": "\\}", "\\langle": "\\rangle", "\\lfloor": "\\rfloor", "\\lceil": "\\rceil",
    "|(": "|)", "||(": "||)",
}  # fmt: skip
SHOWN = {
    "\\{": "{", "\\}": "}", "\\langle": "<", "\\rangle": ">", "\\lfloor": "floor", "\\rfloor": "floor",
    "\\lceil": "ceil", "\\rceil": "ceil", "|(": "|", "|)": "|", "||(": "||", "||)": "||",
}  # fmt: skip
MATRIX_OF = {"[": "bmatrix", "(": "pmatrix", "|": "vmatrix", "||": "Vmatrix", "{": "Bmatrix"}
WIDE = re.compile(r"\\[ ;:>]|\\(?:med|thick)space\b|~")
HALF_OPEN = {("(", "]"), ("[", ")")}


def bracket(reader: Reader, token: Token, floor: int) -> Node:
    """`(..)`, `[..]`, `\\{..\\}`, `\\langle..\\rangle`, and the half-open intervals `(a, b]`, `[a, b)`."""
    body = inside(reader, token.kind)
    close = reader.kind
    if (token.kind, close) in HALF_OPEN and not is_interval(body):
        raise reader.fail(f"`{token.value}` opened here is closed by `{close}`", token)
    if (token.kind, close) in HALF_OPEN:
        reader.advance()
    else:
        close = reader.expect(CLOSE[token.kind], token).kind
    reader.open.pop()
    return group(token.kind, close, body, reader.span(token), reader.text)


def inside(reader: Reader, kind: str) -> Node:
    """What stands in the bracket; `open` still holds it, for the caller to remove."""
    reader.open.append(kind)
    close = CLOSE.get(kind, "\\right")
    if reader.kind == close:
        return Blank(at=(reader.done, reader.token.start))
    return reader.expression()


def is_interval(body: Node) -> bool:
    return isinstance(body, Sequence) and len(body.items) == 2 and body.separators[0] in ",;"


def group(left: str, right: str, body: Node, at: tuple[int, int], text: str) -> Node:
    if left in "([" and isinstance(body, Sequence):
        body = condition_behind_semicolon(body)
    left, right = SHOWN.get(left, left), SHOWN.get(right, right)
    if isinstance(body, (Matrix, Rows)) and body.kind in ("array", "matrix") and left in MATRIX_OF:
        return Matrix(MATRIX_OF[left], body.rows, at=at)
    if left == "[" and len(row := set_apart(text, body)) > 1:
        return Matrix(MATRIX_OF["["], (row,), at=at)
    return Group(left, right, body, at=at)


def set_apart(text: str, body: Node) -> tuple[Node, ...]:
    """The entries of a row that wide spaces part, with dots among them: `x_1 \\; x_2 \\; \\dots \\; x_n`. Anything else
    is one entry, as factors without such a space between them are."""
    if not isinstance(body, Product) or not any(isinstance(factor, Dots) for factor in body.factors):
        return (body,)
    gaps = [WIDE.search(text, one.at[1], other.at[0]) for one, other in pairwise(body.factors)]
    cuts = [0, *(k for k, gap in enumerate(gaps, 1) if gap), len(body.factors)]
    cells = tuple(body.stretch(start, end) for start, end in pairwise(cuts))
    return cells if any(isinstance(cell, Dots) for cell in cells) else (body,)


def condition_behind_semicolon(body: Sequence) -> Node:
    """`y; \\eta` in the brackets of a probability, when one semicolon stands there."""
    if body.separators.count(";") != 1:
        return body
    cut = body.separators.index(";") + 1
    left, right = part(body, 0, cut), part(body, cut, len(body.items))
    return Given(left, right, ";", at=body.at)


def part(body: Sequence, start: int, end: int) -> Node:
    items = body.items[start:end]
    if len(items) == 1:
        return items[0]
    return Sequence(items, body.separators[start : end - 1], at=(items[0].at[0], items[-1].at[1]))


# --- \left .. \right -----------------------------------------------------------------------------------------
def left_right(reader: Reader, token: Token, floor: int) -> Node:
    left = token.value
    reader.open.append("\\left" + left)
    if reader.kind == "\\right":
        body: Node = Blank(at=(reader.done, reader.token.start))
    else:
        body = reader.expression()
    if reader.kind == ",":
        reader.advance()
    close = reader.expect("\\right", token)
    reader.open.pop()
    return pair(reader, token, left, close.value, body)


def pair(reader: Reader, token: Token, left: str, right: str, body: Node) -> Node:
    at = reader.span(token)
    if left == "." and right in ("|", "||") and reader.kind in "_^":
        return evaluated(reader, body)
    if "." in (left, right):
        return half_open(reader, token, left, right, body)
    proper = CLOSE.get(left, left) == right
    if not proper and not ((left, right) in HALF_OPEN and is_interval(body)):
        raise reader.fail(f"`\\left{left}` opened here is closed by `\\right{right}`", token)
    return group(left, right, body, at, reader.text)


def half_open(reader: Reader, token: Token, left: str, right: str, body: Node) -> Node:
    """`\\left\\{ .. \\right.` around branches, `\\left. .. \\right\\}`: one brace for the eye."""
    at = reader.span(token)
    if isinstance(body, (Matrix, Rows)) and left == "\\{":
        rows = (row if len(row) > 1 else (*row, Blank()) for row in body.rows)
        return Cases(tuple((row[0], row[1]) for row in rows), at=at)
    if isinstance(body, (Matrix, Rows, Cases)):
        return body
    if left == right == ".":
        return body
    raise reader.fail("a bracket with `.` as its partner is read only around branches or with `|_{..}`", token)


def evaluated(reader: Reader, body: Node) -> Node:
    """`|_{w=0}` behind what it evaluates."""
    start = body.at[0]
    if reader.kind != "_":
        raise reader.fail("expected the place of evaluation, `_{..}`", reader.token)
    sign = reader.advance()
    reader.scripts += 1
    condition = reader.argument(sign)
    reader.scripts -= 1
    if reader.kind == "^":
        raise reader.fail("an upper place of evaluation is not read", reader.token)
    return At(body, condition, at=reader.span(start))


PREFIX.add("( [ \\{ \\langle \\lfloor \\lceil |( ||(", bracket)
PREFIX.add(("\\left",), left_right)
