"""Fractions, roots, binomials, and braces: `\\frac{a}{b}`, `{a \\over b}`, `\\sqrt[n]{x}`, `{n \\choose k}`."""

from __future__ import annotations

from derive.notation.derivatives import (
    denominator,
    derivative,
    finish,
    is_derivative,
    numerator,
    signs_of_derivative,
)
from derive.notation.functions import with_argument
from derive.notation.reader import PREFIX, Reader
from derive.notation.spellings import RELATIONS
from derive.notation.tokens import Token
from derive.notation.tree import (
    Binomial,
    Blank,
    Fraction,
    Node,
    Number,
    Root,
    Script,
    Sequence,
    Symbol,
)


def stacked(top: Node, bottom: Node, *, at: tuple[int, int]) -> Node:
    """`{a \\atop b}`: two lines below a sum, like `\\substack`."""
    return Sequence((top, bottom), (",",), at=at)


OVER = {"\\over": Fraction, "\\choose": Binomial, "\\atop": stacked}


def fraction(reader: Reader, token: Token, floor: int) -> Node:
    if is_derivative(reader):
        return derivative(reader, token)
    top = reader.argument(token)
    bottom = reader.argument(token)
    if (top.base if isinstance(top, Script) else top) == Symbol("\\partial"):
        raise reader.fail("write the operator with braces: `\\frac{\\partial}{\\partial x}`", token)
    return Fraction(top, bottom, at=reader.span(token))


def binomial(reader: Reader, token: Token, floor: int) -> Node:
    top = reader.argument(token)
    return Binomial(top, reader.argument(token), at=reader.span(token))


def physics_derivative(reader: Reader, token: Token, floor: int) -> Node:
    """`\\pdv[2]{f}{x}`, `\\dv{x}`: the macros of the physics package."""
    sign = "d" if token.kind == "\\dv" else "\\partial"
    degree = optional(reader)
    order = int(degree.digits) if isinstance(degree, Number) and degree.digits.isdigit() else 1
    first = reader.argument(token)
    if reader.kind != "{":
        return finish(reader, token, sign, sign, order, None, (first,) * order, False)
    variables = [reader.braced()]
    while reader.kind == "{" and order == 1 and reader.tokens[reader.pos - 1].end == reader.token.start:
        variables.append(reader.braced())
    body = None if isinstance(first, Blank) else first
    return finish(reader, token, sign, sign, order, body, tuple(variables * order), False)


def optional(reader: Reader) -> Node | None:
    """An argument in square brackets, if there is one."""
    if reader.kind != "[":
        return None
    opener = reader.advance()
    reader.open.append("[")
    node = reader.expression()
    reader.expect("]", opener)
    reader.open.pop()
    return node


def root(reader: Reader, token: Token, floor: int) -> Node:
    degree = optional(reader)
    body = reader.operand() if reader.kind == "(" else reader.argument(token)  # `\\sqrt(x)` prints as it reads
    return Root(body, degree, at=reader.span(token))


def braces(reader: Reader, token: Token, floor: int) -> Node:
    """Braces that only group leave no node: `{\\rm Var}(x)` is a function with its argument."""
    reader.pos -= 1
    if reader.role in RELATIONS:
        return PREFIX.entries["="](reader, reader.advance(), floor)
    return with_argument(reader, reader.braced(), token)


def over(reader: Reader, token: Token, floor: int) -> Node:
    """`{a \\over b}`, `{n \\choose k}`, `{a \\atop b}`, from behind the brace on."""
    middle = reader.layout.over[reader.pos - 1]
    kind = reader.tokens[middle].kind
    if kind == "\\over" and signs_of_derivative(reader, reader.pos, middle + 1):
        return split_derivative(reader, token)
    reader.open.append("{")
    top = reader.expression()
    if reader.pos != middle:
        raise reader.unexpected(f"`{kind}`")
    reader.advance()
    bottom = reader.expression()
    reader.expect("}", token)
    reader.open.pop()
    return OVER[kind](top, bottom, at=reader.span(token))


def split_derivative(reader: Reader, token: Token) -> Node:
    """`{\\partial J \\over \\partial x}`; the operator form applies to what stands behind the braces."""
    reader.open.append("{")
    sign, order, body = numerator(reader)
    if reader.kind != "\\over":
        raise reader.unexpected("`\\over`")
    reader.advance()
    found, variables = denominator(reader, order, ("}",))
    reader.expect("}", token)
    reader.open.pop()
    return finish(reader, token, sign, found, order, body, variables, False)


PREFIX.add(("\\frac",), fraction)
PREFIX.add(("\\binom",), binomial)
PREFIX.add(("\\sqrt",), root)
PREFIX.add(("{",), braces)
PREFIX.add(("{over",), over)
PREFIX.add("\\pdv \\dv", physics_derivative)
