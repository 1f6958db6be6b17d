"""Writing functions, sums over ranges, derivatives."""

from __future__ import annotations

from dataclasses import replace

from derive.notation.big import BIG, INTEGRALS
from derive.notation.reader import AT, PRODUCT, SCRIPT
from derive.notation.show_letters import SIGNS_ALONE
from derive.notation.tree import (
    Apply,
    At,
    Big,
    Blank,
    Derivative,
    Differential,
    Factorial,
    Group,
    Nabla,
    Node,
    Product,
    Script,
    Sum,
    Symbol,
)
from derive.notation.writing import REACHING, part, show, writes

_BIG = {name: command for command, name in (*BIG.items(), *INTEGRALS.items())}


def apply(node: Apply) -> str:
    head = show(node.head)
    if isinstance(node.argument, Group) or (
        isinstance(node.argument, Script) and isinstance(node.argument.base, Group)
    ):
        return f"{head} {show(node.argument)}"
    return f"{head}{{{show(node.argument)}}}"


def big(node: Big) -> str:
    lower = f"_{{{show(node.lower)}}}" if node.lower is not None else ""
    upper = f"^{{{show(node.upper)}}}" if node.upper is not None else ""
    variables = "".join(f" \\, \\mathrm{{d}} {show(v)}" for v in node.variables)
    body = "" if isinstance(node.body, Blank) else part(node.body, PRODUCT)
    meets = any(sign in body for sign in ("\\mathrm{d}", *INTEGRALS))  # another `dx`, or another that may end with it
    body = f"{{{body}}}" if variables and meets else body
    return f"{_BIG[node.kind]}{lower}{upper} {body}{variables}"


def derivative(node: Derivative) -> str:
    order = order_of(node)
    inner = "" if node.operator else f" {part(node.body, SCRIPT if node.slash else 0)}"
    sign = "\\mathrm{d}" if node.sign == "d" else node.sign
    top = f"{sign}{order}{inner}"
    under = " ".join(f"{sign} {variable(node, v)}" for v in node.variables)
    under = under if node.complete else under[len(sign) + 1 :]
    text = f"{top} / {under}" if node.slash else f"\\frac{{{top}}}{{{under}}}"
    if not node.operator or isinstance(node.body, Blank):
        return text
    return f"{text} {body_of_operator(node.body)}"


def order_of(node: Derivative) -> str:
    if node.order is not None:
        return f"^{{{show(node.order)}}}"
    return f"^{{{len(node.variables)}}}" if len(node.variables) > 1 else ""


def variable(node: Derivative, one: Node) -> str:
    if node.order is None and isinstance(one, Symbol) and one.name in SIGNS_ALONE:
        return f"{{{part(one, SCRIPT)}}}"  # one pair of braces is taken for that of the variable
    if node.order is None:
        return part(one, SCRIPT)
    if isinstance(one, Script):
        return show(replace(one, sup=node.order))
    return show(Script(one, None, node.order))


def body_of_operator(body: Node) -> str:
    """What follows an operator; in braces if it begins with a bracket but does not end with it."""
    if isinstance(body, Sum) and body.signs == ("-",):
        return f"- {part(body.terms[0], PRODUCT)}"
    if isinstance(body, Product) and isinstance(leftmost(body), Group):
        return f"{{{show(body)}}}"
    return part(body, PRODUCT)


def leftmost(node: Node) -> Node:
    while isinstance(node, (Product, Script, Factorial, At)):
        node = node.factors[0] if isinstance(node, Product) else node.base if isinstance(node, Script) else node.body
    return node


def nabla(node: Nabla) -> str:
    variable = f"_{{{show(node.variable)}}}" if node.variable is not None else ""
    order = f"^{{{node.order}}}" if node.order > 1 else ""
    body = "" if isinstance(node.body, Blank) else part(node.body, SCRIPT)
    return f"{node.sign}{variable}{order} {body}"


def differential(node: Differential) -> str:
    order = f"^{{{node.order}}}" if node.order != 1 else ""
    return f"\\mathrm{{d}}{order} {show(node.body)}"


def evaluated(node: At) -> str:
    return f"{part(node.body, AT)} \\Big|_{{{show(node.condition)}}}"


def rank_of_derivative(node: Derivative) -> float:
    return PRODUCT if node.slash else REACHING


writes(Apply, apply, SCRIPT)
writes(Big, big, REACHING)
writes(Derivative, derivative, rank_of_derivative)
writes(Nabla, nabla, REACHING)
writes(Differential, differential, REACHING)
writes(At, evaluated, AT)
