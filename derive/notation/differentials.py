"""Derivatives without a fraction: `\\partial f/\\partial x`, `\\partial_j f`, `\\nabla f`, `d f`, `dy/dx`.

`\\nabla` and `\\partial_j` apply to the bracketed group that follows, or else to the factors that stand side by
side up to the next product sign or control space. A `d` is a differential when it stands directly before a
letter (`dx`, `d\\sigma`), or upright; `d W` is a product of two letters.
"""

from __future__ import annotations

from derive.notation.derivatives import OPENERS, SIGNS, finish, goes_on, order_of, repeated
from derive.notation.layout import starts_variable
from derive.notation.reader import PREFIX, ROLES, SCRIPT, Reader
from derive.notation.scripts import scripts
from derive.notation.tokens import Token
from derive.notation.tree import (
    Accent,
    Apply,
    Blank,
    Derivative,
    Differential,
    Font,
    Nabla,
    Node,
    Number,
    Product,
    Script,
    Symbol,
)

UPRIGHT = Font("rm", Symbol("d"))


def partial(reader: Reader, token: Token, floor: int) -> Node:
    """`\\partial_j f`, `\\partial f/\\partial x`, `\\partial/\\partial x f`, or the bare sign."""
    if reader.kind == "_":
        return nabla(reader, token, floor)
    if slash_ahead(reader):
        return slash(reader, token, "\\partial", 1, None)
    behind = reader.pos
    order = order_of(reader) if reader.kind == "^" else 1
    if not reader.starts_operand:
        reader.pos = behind  # `\\partial^2` alone is a power
        return Symbol("\\partial", at=(token.start, token.end))
    body = side_by_side(reader, False)
    if slash_ahead(reader):
        return slash(reader, token, "\\partial", order, body)
    if order != 1:
        raise reader.fail("`\\partial` with an order needs `/ \\partial ...` behind what it differentiates", token)
    mark = Symbol("\\partial", at=(token.start, token.end))
    inner = (body.factors, body.ops) if isinstance(body, Product) else ((body,), ())
    return Product((mark, *inner[0]), ("", *inner[1]), at=reader.span(token))


def slash_ahead(reader: Reader) -> bool:
    return reader.kind == "/" and reader.tokens[reader.pos + 1].kind == "\\partial"


def slash(reader: Reader, start: Token, sign: str, order: int | Node, body: Node | None) -> Node:
    reader.advance()
    variables: list[Node] = []
    while SIGNS.get(reader.kind) == sign:
        reader.advance()
        variables.append(reader.expression(SCRIPT))
    return finish(reader, start, sign, sign, order, body, repeated(reader, variables, order), True)


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
        place, body = reader.pos, reader.expression(SCRIPT)
        if goes_on(reader, body):
            reader.pos = place
            body = side_by_side(reader, True)
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
    core = body.base if isinstance(body, Script) else body
    a_mark = (isinstance(core, Symbol) and core.name == "\\prime") or core == UPRIGHT  # nothing that is differentiated
    if a_mark or not isinstance(body, (Symbol, Font, Accent, Script, Apply)):
        return Product((upright(token), body), ("",), at=reader.span(token))
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
