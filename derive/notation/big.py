"""Big operators: sums, products, integrals, limits, unions.

The body is the product that follows (over a minus that directly follows the sign), up to the next `+`, `-` or
relation. An integral with a `dz` behind it reaches up to that, over `+` and `-`.
"""

from __future__ import annotations

from derive.notation.derivatives import OPENERS
from derive.notation.reader import ENDS, PREFIX, PRODUCT, SCRIPT, SUM, Reader
from derive.notation.scripts import once
from derive.notation.tokens import Token
from derive.notation.tree import Big, Blank, Node, Sequence, Sum

BIG = {
    "\\sum": "sum", "\\prod": "prod", "\\lim": "lim", "\\bigcup": "bigcup", "\\bigcap": "bigcap",
    "\\bigoplus": "bigoplus", "\\bigotimes": "bigotimes", "\\coprod": "coprod", "\\bigvee": "bigvee",
    "\\bigwedge": "bigwedge",
}  # fmt: skip
INTEGRALS = {"\\int": "int", "\\iint": "iint", "\\iiint": "iiint", "\\oint": "oint"}


def limits(reader: Reader) -> tuple[Node | None, Node | None]:
    """What stands below and above the sign."""
    lower: Node | None = None
    upper: Node | None = None
    while reader.kind in ("_", "^"):
        if reader.kind == "_":
            lower = once(reader, lower, "lower limit")
        else:
            upper = once(reader, upper, "upper limit")
    return lower, upper


def big(reader: Reader, token: Token, floor: int) -> Node:
    lower, upper = limits(reader)
    return Big(BIG[token.kind], lower, upper, product_behind(reader), at=reader.span(token))


def product_behind(reader: Reader) -> Node:
    start = reader.token
    if reader.kind == "-" and reader.tokens[reader.pos + 1].kind not in ENDS:
        reader.advance()
        return Sum(("-",), (reader.expression(PRODUCT),), at=reader.span(start))
    if reader.starts_operand or reader.role in OPENERS:
        return reader.expression(PRODUCT)
    return Blank(at=(start.start, start.start))


def integral(reader: Reader, token: Token, floor: int) -> Node:
    has_variable = reader.pos - 1 in reader.layout.integrals
    lower, upper = limits(reader)
    kind = INTEGRALS[token.kind]
    if not has_variable:
        return Big(kind, lower, upper, product_behind(reader), at=reader.span(token))
    reader.integrals.append(len(reader.open))
    variables = differentials(reader)
    if variables:
        reader.integrals.pop()
        return Big(kind, lower, upper, product_behind(reader), variables, at=reader.span(token))
    body = reader.expression(SUM)
    variables = differentials(reader)
    reader.integrals.pop()
    if not variables:
        raise reader.unexpected("the end of the integrand, `d` and its variable")
    return Big(kind, lower, upper, body, variables, at=reader.span(token))


def differentials(reader: Reader) -> tuple[Node, ...]:
    variables = []
    while reader.role == "end of integrand":
        reader.advance()
        variables.append(reader.expression(SCRIPT))
    return tuple(variables)


def substack(reader: Reader, token: Token, floor: int) -> Node:
    """`\\substack{a \\\\ b}`: the lines as a sequence, like `a, b`."""
    if reader.kind != "{":
        raise reader.fail("`\\substack` needs its lines in braces", token)
    opener = reader.advance()
    reader.open.append("{")
    lines = [reader.expression()]
    while reader.kind == "\\\\":
        reader.advance()
        if reader.kind != "}":
            lines.append(reader.expression())
    reader.expect("}", opener)
    reader.open.pop()
    if len(lines) == 1:
        return lines[0]
    return Sequence(tuple(lines), (",",) * (len(lines) - 1), at=reader.span(token))


PREFIX.add(BIG, big)
PREFIX.add(INTEGRALS, integral)
PREFIX.add(("\\substack",), substack)
