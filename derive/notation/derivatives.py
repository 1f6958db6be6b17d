"""Derivatives as fractions: `\\frac{\\partial f}{\\partial x}`, and operators, `\\frac{\\partial}{\\partial x} f`.

An operator (`\\frac{\\partial}{\\partial x}`) applies to the bracketed group that follows, with its scripts, or
else to the rest of the product, over a minus that directly follows it.

Superscripts in the denominator count times of differentiation only when the numerator says an order, and only if there
are too few variables for it: `\\frac{\\partial^2 f}{\\partial x^2}`; in `\\frac{\\partial L}{\\partial \\sigma^2}` and
`\\frac{\\partial^2 L}{\\partial \\mu \\partial \\sigma^2}` one variable is sigma^2.
"""

from __future__ import annotations

from derive.notation.layout import starts_variable
from derive.notation.reader import ENDS, PRODUCT, SCRIPT, Reader
from derive.notation.scripts import attach
from derive.notation.tokens import Token
from derive.notation.tree import (
    Blank,
    Derivative,
    Node,
    Number,
    Product,
    Script,
    Sequence,
    Sum,
)

SIGNS = {"\\partial": "\\partial", "d": "d"}
OPENERS = frozenset(("(", "[", "\\{", "\\left", "\\langle", "|", "||", "|(", "||("))
HIGHEST_ORDER = 20


def is_derivative(reader: Reader) -> bool:
    """Whether the two arguments that follow in braces are those of a derivative."""
    if reader.kind != "{" or reader.pos not in reader.layout.close:
        return False
    second = reader.layout.close[reader.pos] + 1
    if reader.tokens[second].kind != "{":
        return False
    return signs_of_derivative(reader, reader.pos + 1, second + 1)


def signs_of_derivative(reader: Reader, top: int, bottom: int) -> bool:
    over, under = reader.tokens[top], reader.tokens[bottom]
    after = reader.tokens[bottom + 1]
    if "\\partial" in (over.kind, under.kind):
        return not (under.kind == "\\partial" and after.kind == "}")
    return over.kind == under.kind == "d" and (starts_variable(after) or after.kind in OPENERS)


def derivative(reader: Reader, start: Token) -> Node:
    """`\\frac{\\partial f}{\\partial x}`, read from the brace of the numerator on."""
    opener = reader.advance()
    reader.open.append("{")
    sign, order, body = numerator(reader)
    reader.expect("}", opener)
    under = reader.advance()
    found, variables = denominator(reader, order, ("}",))
    reader.expect("}", under)
    reader.open.pop()
    return finish(reader, start, sign, found, order, body, variables, False)


def finish(
    reader: Reader,
    start: Token,
    sign: str,
    found: str,
    order: int | Node,
    body: Node | None,
    variables: tuple[Node, ...],
    slash: bool,
) -> Node:
    if isinstance(order, int) and order > 1 and len(variables) != order:
        raise reader.fail(f"a derivative of order {order} by {len(variables)} variable(s)", start)
    operator = body is None
    if body is None:
        body = operator_body(reader)
    complete, symbolic = bool(sign and found), order if isinstance(order, Node) else None
    return Derivative(
        body, variables, operator, sign or found, complete, slash, symbolic, at=reader.span(start)
    )


def numerator(reader: Reader) -> tuple[str, int | Node, Node | None]:
    """The sign ("" if left out), the order, and what is differentiated (None for an operator)."""
    sign = SIGNS.get(reader.kind, "")
    if sign:
        reader.advance()
    order = order_of(reader) if sign else 1
    if reader.kind in ("}", "\\over"):
        return sign, order, None
    return sign, order, reader.expression()


def order_of(reader: Reader) -> int | Node:
    """The order behind the sign: `^2`, `^{2}`, or nothing."""
    if reader.kind != "^":
        return 1
    sign = reader.advance()
    node = reader.argument(sign)
    if not isinstance(node, (Number, Blank, Sequence)):
        return node
    if isinstance(node, Number) and node.digits.isdigit() and 0 <= int(node.digits[:3]) <= HIGHEST_ORDER:
        return int(node.digits)
    raise reader.fail(f"the order of a derivative must be a number from 0 to {HIGHEST_ORDER}", sign)


def denominator(reader: Reader, order: int | Node, ends: tuple[str, ...]) -> tuple[str, tuple[Node, ...]]:
    """The sign before the first variable ("" if left out), and the variables."""
    first = SIGNS.get(reader.kind, "")
    variables: list[Node] = []
    while reader.kind not in ends:
        if reader.kind in SIGNS:
            reader.advance()
        variables.append(variable(reader, ends))
    if not variables:
        raise reader.fail("expected the variable of the derivative", reader.token)
    return first, repeated(reader, variables, order)


def variable(reader: Reader, ends: tuple[str, ...]) -> Node:
    """One variable, up to the next sign."""
    start = reader.token
    factors = [reader.expression(SCRIPT)]
    while reader.kind not in ends and reader.kind not in SIGNS:
        if not reader.starts_operand:
            raise reader.unexpected("the end of the variable")
        factors.append(reader.expression(SCRIPT))
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(factors), ("",) * (len(factors) - 1), at=reader.span(start))


def repeated(reader: Reader, variables: list[Node], order: int | Node) -> tuple[Node, ...]:
    """Each variable once for each time of differentiation; the one of `dx^k` once."""
    if isinstance(order, Node):
        one = variables[0]
        if len(variables) != 1 or not isinstance(one, Script) or one.sup != order:
            raise reader.fail("a derivative of this order needs one variable with the same power", reader.token)
        return (attach(one.base, one.sub, None, one.primes, one.at),)
    if order == 1 and len(variables) == 1:
        return tuple(variables)
    copies = tuple(copy for node in variables for copy in times(node))
    return tuple(variables) if order == len(variables) < len(copies) else copies


def times(node: Node) -> list[Node]:
    if isinstance(node, Script) and isinstance(node.sup, Number) and node.sup.digits.isdigit():
        count = min(int(node.sup.digits[:3]), HIGHEST_ORDER + 1)
        return [attach(node.base, node.sub, None, node.primes, node.at)] * count
    return [node]


def goes_on(reader: Reader, node: Node) -> bool:
    """`(x - m)^T A (x - m)`, `(x + 1)(x + 2)`: nobody differentiates the first bracket alone."""
    return reader.starts_operand and (isinstance(node, Script) or reader.role in OPENERS)


def operator_body(reader: Reader) -> Node:
    """What an operator is applied to."""
    start = reader.token
    if reader.role in OPENERS:
        place, node = reader.pos, reader.expression(SCRIPT)
        if not goes_on(reader, node):
            return node
        reader.pos = place
        return reader.expression(PRODUCT)
    if reader.kind == "-" and reader.tokens[reader.pos + 1].kind not in ENDS:
        reader.advance()
        return Sum(("-",), (reader.expression(PRODUCT),), at=reader.span(start))
    if reader.starts_operand:
        return reader.expression(PRODUCT)
    return Blank(at=(start.start, start.start))
