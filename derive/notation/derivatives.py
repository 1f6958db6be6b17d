"""Derivatives: `\\frac{\\partial f}{\\partial x}`, operators, `\\partial f/\\partial x`, `\\nabla`, `d f`.

An operator (`\\frac{\\partial}{\\partial x}`) applies to the bracketed group that follows, with its scripts, or
else to the rest of the product, over a minus that directly follows it. `\\nabla` and `\\partial_j` apply to the
group, or else to the factors that stand side by side up to the next product sign or control space.

Superscripts in the denominator count times of differentiation only when the numerator says an order:
`\\frac{\\partial^2 f}{\\partial x^2}`; in `\\frac{\\partial L}{\\partial \\sigma^2}` the variable is sigma^2.
"""

from __future__ import annotations

from derive.notation.layout import starts_variable
from derive.notation.reader import ENDS, PREFIX, PRODUCT, ROLES, SCRIPT, Reader
from derive.notation.scripts import scripts
from derive.notation.tokens import Token
from derive.notation.tree import (
    Blank,
    Derivative,
    Differential,
    Font,
    Nabla,
    Node,
    Number,
    Product,
    Script,
    Sum,
    Symbol,
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
    if "\\partial" in (over.kind, under.kind):
        return True
    after = reader.tokens[bottom + 1]
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
    order: int,
    body: Node | None,
    variables: tuple[Node, ...],
    slash: bool,
) -> Node:
    if order > 1 and len(variables) != order:
        raise reader.fail(f"a derivative of order {order} by {len(variables)} variable(s)", start)
    operator = body is None
    if body is None:
        body = operator_body(reader)
    return Derivative(
        body, variables, operator, sign or found, bool(sign and found), slash, at=reader.span(start)
    )


def numerator(reader: Reader) -> tuple[str, int, Node | None]:
    """The sign ("" if left out), the order, and what is differentiated (None for an operator)."""
    sign = SIGNS.get(reader.kind, "")
    if sign:
        reader.advance()
    order = order_of(reader) if sign else 1
    if reader.kind in ("}", "\\over"):
        return sign, order, None
    return sign, order, reader.expression()


def order_of(reader: Reader) -> int:
    """The order behind the sign: `^2`, `^{2}`, or nothing."""
    if reader.kind != "^":
        return 1
    sign = reader.advance()
    node = reader.argument(sign)
    if isinstance(node, Number) and node.digits.isdigit() and 0 <= int(node.digits[:3]) <= HIGHEST_ORDER:
        return int(node.digits)
    raise reader.fail(f"the order of a derivative must be a number from 0 to {HIGHEST_ORDER}", sign)


def denominator(reader: Reader, order: int, ends: tuple[str, ...]) -> tuple[str, tuple[Node, ...]]:
    """The sign before the first variable ("" if left out), and the variables."""
    first = SIGNS.get(reader.kind, "")
    variables: list[Node] = []
    while reader.kind not in ends:
        if reader.kind in SIGNS:
            reader.advance()
        variables.append(variable(reader, ends))
    if not variables:
        raise reader.fail("expected the variable of the derivative", reader.token)
    return first, repeated(variables, order)


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


def repeated(variables: list[Node], order: int) -> tuple[Node, ...]:
    """Each variable once for each time of differentiation."""
    if order == 1 and len(variables) == 1:
        return tuple(variables)
    return tuple(copy for node in variables for copy in times(node))


def times(node: Node) -> list[Node]:
    if isinstance(node, Script) and isinstance(node.sup, Number) and node.sup.digits.isdigit():
        count = min(int(node.sup.digits[:3]), HIGHEST_ORDER + 1)
        plain = node.base if node.sub is None and not node.primes else Script(node.base, node.sub, None, node.primes)
        return [plain] * count
    return [node]


def operator_body(reader: Reader) -> Node:
    """What an operator is applied to."""
    start = reader.token
    if reader.role in OPENERS:
        return reader.expression(SCRIPT)
    if reader.kind == "-" and reader.tokens[reader.pos + 1].kind not in ENDS:
        reader.advance()
        return Sum(("-",), (reader.expression(PRODUCT),), at=reader.span(start))
    if reader.starts_operand:
        return reader.expression(PRODUCT)
    return Blank(at=(start.start, start.start))


# --- without a fraction --------------------------------------------------------------------------------------
def partial(reader: Reader, token: Token, floor: int) -> Node:
    """`\\partial_j f`, `\\partial f/\\partial x`, `\\partial/\\partial x f`, or the bare sign."""
    if reader.kind == "_":
        return nabla(reader, token, floor)
    if slash_ahead(reader):
        return slash(reader, token, "\\partial", 1, None)
    order = order_of(reader) if reader.kind == "^" else 1
    if not reader.starts_operand:
        return Symbol("\\partial", at=(token.start, token.end))
    body = side_by_side(reader, False)
    if slash_ahead(reader):
        return slash(reader, token, "\\partial", order, body)
    if order > 1:
        raise reader.fail("`\\partial` with an order needs `/ \\partial ...` behind what it differentiates", token)
    mark = Symbol("\\partial", at=(token.start, token.end))
    inner = (body.factors, body.ops) if isinstance(body, Product) else ((body,), ())
    return Product((mark, *inner[0]), ("", *inner[1]), at=reader.span(token))


def slash_ahead(reader: Reader) -> bool:
    return reader.kind == "/" and reader.tokens[reader.pos + 1].kind == "\\partial"


def slash(reader: Reader, start: Token, sign: str, order: int, body: Node | None) -> Node:
    reader.advance()
    variables: list[Node] = []
    while SIGNS.get(reader.kind) == sign:
        reader.advance()
        variables.append(reader.expression(SCRIPT))
    return finish(reader, start, sign, sign, order, body, repeated(variables, order), True)


def nabla(reader: Reader, token: Token, floor: int) -> Node:
    """`\\nabla_x f`, `\\nabla^2 f`, `\\partial_j f`."""
    mark: Node = Symbol(token.kind, at=(token.start, token.end))
    scripted = scripts(reader, mark) if reader.kind in "_^" else mark
    sub, sup = (scripted.sub, scripted.sup) if isinstance(scripted, Script) else (None, None)
    if token.kind == "\\partial" and sub is None:
        raise reader.fail("`\\partial` with an empty subscript", token)
    order = int(sup.digits) if isinstance(sup, Number) and sup.digits.isdigit() and len(sup.digits) < 3 else 1
    if sup is not None and not isinstance(sup, Number):
        return scripted
    if reader.role in OPENERS:
        body = reader.expression(SCRIPT)
    elif reader.starts_operand:
        body = side_by_side(reader, True)
    else:
        body = Blank(at=(reader.done, reader.done))
    return Nabla(sub, body, order, token.kind, at=reader.span(token))


def side_by_side(reader: Reader, stop_at_space: bool) -> Node:
    """Factors without a sign between them."""
    start = reader.token
    factors = [reader.expression(SCRIPT)]
    while reader.starts_operand and not (stop_at_space and behind_control_space(reader)):
        factors.append(reader.expression(SCRIPT))
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(factors), ("",) * (len(factors) - 1), at=reader.span(start))


def behind_control_space(reader: Reader) -> bool:
    return "\\ " in reader.text[reader.done : reader.token.start]


def differential_role(reader: Reader) -> str:
    """A `d` at the depth where an integral waits for its `dz` ends the integrand."""
    waits = reader.integrals and reader.integrals[-1] == len(reader.open)
    return "end of integrand" if waits and starts_variable(reader.tokens[reader.pos + 1]) else "d"


def differential(reader: Reader, token: Token, floor: int) -> Node:
    """`dz`, `d\\sigma(x)`, `d^2 \\sigma(x)`, `d/dx f`; elsewhere the letter d."""
    following = reader.tokens[reader.pos + 1]
    if reader.kind == "/" and following.kind == "d" and starts_variable(reader.tokens[reader.pos + 2]):
        return slash(reader, token, "d", 1, None)
    order, behind = order_ahead(reader)
    if reader.scripts or not (behind > reader.pos or is_differential(reader, token)):
        return upright(token)
    reader.pos = behind
    body = reader.expression(SCRIPT)
    if not reader.integrals and reader.kind in ("(", "\\left") and isinstance(body, (Symbol, Font, Script)):
        group = reader.expression(SCRIPT)
        body = Product((body, group), ("",), at=(body.at[0], group.at[1]))
    return Differential(body, order, at=reader.span(token))


def order_ahead(reader: Reader) -> tuple[int, int]:
    """The order of `d^2 f` or `d^{2} f`, and where f begins; `d^2` alone is a power."""
    if reader.kind != "^":
        return 1, reader.pos
    braces = reader.tokens[reader.pos + 1].kind == "{"
    at = reader.pos + 1 + braces
    digits, behind = reader.tokens[at], at + 1 + braces
    plain = digits.kind == "number" and digits.value.isdigit() and len(digits.value) < 3
    if not plain or not starts_variable(reader.tokens[behind]):
        return 1, reader.pos
    return int(digits.value), behind


def is_differential(reader: Reader, token: Token) -> bool:
    """`dx` with nothing between, `d\\theta`, `\\mathrm{d} x`; but `d W` is a product of two letters."""
    close = token.value != "d" or reader.token.start == token.end or reader.kind.startswith("\\")
    return starts_variable(reader.token) and reader.kind != "d" and close


def upright(token: Token) -> Node:
    at = (token.start, token.end)
    return Symbol("d", at=at) if token.value == "d" else Font("rm", Symbol("d", at=at), at=at)


def divided_differentials(top: Node, bottom: Node) -> Node | None:
    """`dy/dx`."""
    if not (isinstance(top, Differential) and isinstance(bottom, Differential)):
        return None
    if top.order != bottom.order or top.order > 1:
        return None
    return Derivative(top.body, (bottom.body,), sign="d", slash=True, at=(top.at[0], bottom.at[1]))


PREFIX.add(("\\partial",), partial)
PREFIX.add(("\\nabla",), nabla)
PREFIX.add(("d",), differential)
ROLES.add(("d",), differential_role)
