"""A syntax tree as LaTeX: `parse(show(t)) == t` for every tree that `parse` returns.

Each kind of node has one writer in `WRITERS` and a rank in `RANKS`: how tightly its outermost operator binds.
A part that binds less tightly than its place asks for is put in TeX braces, which print nothing and which
the parser takes out again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.notation.accents import ACCENTS, FONTS
from derive.notation.arithmetic import OPERATORS, SIGNS
from derive.notation.big import BIG, INTEGRALS
from derive.notation.brackets import CLOSE, SHOWN
from derive.notation.environments import MATRICES
from derive.notation.names import FUNCTION_COMMANDS
from derive.notation.reader import AT, GIVEN, MID, PRODUCT, PROSE, RELATION, SCRIPT, SEQUENCE, SUM
from derive.notation.spellings import RELATIONS
from derive.notation.tokens import is_name
from derive.notation.tree import (
    Accent,
    Apply,
    At,
    Big,
    Binomial,
    Blank,
    Cases,
    Chain,
    Derivative,
    Differential,
    Dots,
    Factorial,
    Font,
    Fraction,
    Given,
    Group,
    Labelled,
    Matrix,
    Nabla,
    Node,
    Number,
    Product,
    Relation,
    Root,
    Rows,
    Script,
    Sequence,
    Sum,
    Symbol,
    Words,
)

ATOM = SCRIPT + 1
REACHING = PRODUCT + 0.5  # what reaches over all that follows, unless it stands last
PRINTED_FUNCTIONS = FUNCTION_COMMANDS - frozenset(
    "argmax argmin diag rank sgn sign sigmoid softmax tr Tr trace relu ReLU erf softplus Var Cov cov arg".split()
)
PRIME = Symbol("\\prime")
SIGNS_ALONE = frozenset(("\\prime", *SIGNS, *OPERATORS, *RELATIONS))
TALL = ("\\frac", "\\sum", "\\prod", "\\int", "\\begin", "\\binom", "\\Big")
_SIGNS = {name: command for command, name in OPERATORS.items()}
_BIG = {name: command for command, name in (*BIG.items(), *INTEGRALS.items())}
_ACCENTS = {name: command for command, name in ACCENTS.items()}
_FONTS = {name: command for command, name in FONTS.items()}
_LEFT = {"{": "\\{", "<": "\\langle", "floor": "\\lfloor", "ceil": "\\lceil", "|": "\\lvert", "||": "\\lVert"}
_RIGHT = {"}": "\\}", ">": "\\rangle", "floor": "\\rfloor", "ceil": "\\rceil", "|": "\\rvert", "||": "\\rVert"}


def show(node: Node) -> str:
    """The node as LaTeX."""
    return WRITERS[type(node)](node)


def rank(node: Node) -> float:
    find = RANKS[type(node)]
    return find(node) if callable(find) else find


def part(node: Node, floor: float) -> str:
    """The node as a part of another that asks for operators as tight as `floor`."""
    text = show(node)
    return text if rank(node) >= floor else f"{{{text}}}"


def closed(node: Node) -> str:
    """The node in braces, unless they would be empty."""
    return f"{{{show(node)}}}" if not isinstance(node, Blank) else "{}"


# --- leaves ----------------------------------------------------------------------------------------------------
def number(node: Number) -> str:
    digits, _, exponent = node.digits.partition("e")
    return f"{digits}\\mathrm{{e}}{{{exponent}}}" if exponent else digits


def symbol(node: Symbol) -> str:
    if not node.word:
        return f"{node.name} " if node.name.startswith("\\") else node.name
    if node.name in PRINTED_FUNCTIONS:
        return f"\\{node.name} "
    return f"\\operatorname{{{node.name}}}"


def words(node: Words) -> str:
    """Text; where `\\text` would make it a name, the command that never does."""
    command = "\\intertext" if is_name(node.text) else "\\text"
    return f"{command}{{ {node.text} }}"


def dots(node: Dots) -> str:
    return f"{node.kind} " if node.kind.startswith("\\") else node.kind


def blank(node: Blank) -> str:
    return "{}"


# --- decoration --------------------------------------------------------------------------------------------------
def accent(node: Accent) -> str:
    return f"{_ACCENTS[node.kind]}{{{show(node.body)}}}"


def font(node: Font) -> str:
    return f"{_FONTS[node.kind]}{{{show(node.body)}}}"


def script(node: Script) -> str:
    base = part(node.base, ATOM)
    sub = f"_{{{show(node.sub)}}}" if node.sub is not None else ""
    sup = f"^{{{part(node.sup, 0 if node.sup != PRIME else ATOM)}}}" if node.sup is not None else ""
    return base + "'" * node.primes + sub + sup


def labelled(node: Labelled) -> str:
    mark = "_" if node.kind == "underbrace" else "^"
    note = f"{mark}{{{show(node.note)}}}" if node.note is not None else ""
    return f"\\{node.kind}{{{show(node.body)}}}{note}"


# --- arithmetic ---------------------------------------------------------------------------------------------------
def total(node: Sum) -> str:
    first = node.signs[0] if node.signs[0] != "+" or len(node.terms) == 1 else ""
    pieces = [f"{first} " if first.startswith("\\") else first, part(node.terms[0], AT)]
    for sign, term in zip(node.signs[1:], node.terms[1:], strict=True):
        pieces.append(f" {sign} {part(term, AT)}")
    return "".join(pieces)


def product(node: Product) -> str:
    if is_prose(node):
        return prose(node)
    last = len(node.factors) - 1
    pieces = []
    for number_, factor in enumerate(node.factors):
        op = _SIGNS.get(node.ops[number_ - 1], "") if number_ else ""
        before = f" {op} " if op else " " if number_ else ""
        pieces.append(before + show_factor(factor, number_ == 0, number_ == last))
    return "".join(pieces)


def show_factor(factor: Node, first: bool, last: bool) -> str:
    if isinstance(factor, Blank):
        return "{}" if first else "{{}}"
    floor = PRODUCT + 0.1 if last else SCRIPT
    return part(factor, floor) if last or not eager(factor) else f"{{{show(factor)}}}"


def eager(node: Node) -> bool:
    """Whether the node would take what stands behind it for its argument."""
    base = node.base if isinstance(node, Script) else node
    base = base.body if isinstance(base, Font) else base
    return isinstance(base, Symbol) and (base.word or base.name in ("d", "\\partial", "\\nabla"))


def is_prose(node: Product) -> bool:
    """Words and formulas by turns, as prose is read."""
    kinds = [isinstance(factor, Words) for factor in node.factors]
    return not any(node.ops) and all(a != b for a, b in zip(kinds, kinds[1:], strict=False))


def prose(node: Product) -> str:
    return " ".join(show(f) if isinstance(f, Words) else prose_part(f) for f in node.factors)


def prose_part(node: Node) -> str:
    return f"{{{show(node)}}}" if begins_with_sign(node) else part(node, RELATION)


def begins_with_sign(node: Node) -> bool:
    if isinstance(node, Chain):
        return isinstance(node.items[0], Blank) or begins_with_sign(node.items[0])
    return isinstance(node, Sum) and (len(node.terms) == 1 or node.signs[0] != "+")


def fraction(node: Fraction) -> str:
    return f"\\frac{{{show(node.top)}}}{{{show(node.bottom)}}}"


def root(node: Root) -> str:
    degree = f"[{{{show(node.degree)}}}]" if node.degree is not None else ""
    return f"\\sqrt{degree}{{{show(node.body)}}}"


def binomial(node: Binomial) -> str:
    return f"\\binom{{{show(node.top)}}}{{{show(node.bottom)}}}"


def factorial(node: Factorial) -> str:
    return f"{part(node.body, SCRIPT)}!"


# --- brackets -------------------------------------------------------------------------------------------------------
def group(node: Group) -> str:
    left, right = _LEFT.get(node.left, node.left), _RIGHT.get(node.right, node.right)
    body = given_inside(node.body) if isinstance(node.body, Given) and node.left in "([{<" else show(node.body)
    if not any(mark in body for mark in TALL):
        return f"{left}{body}{right}" if left == node.left else f"{left} {body} {right}"
    return f"\\left{left} {body} \\right{right}"


def given_inside(node: Given) -> str:
    """A condition in its brackets reaches from one bracket to the other."""
    bar = {"|": "\\mid", "||": "\\|"}.get(node.bar, node.bar)
    return f"{part(node.body, SEQUENCE)} {bar} {part(node.condition, SEQUENCE)}"


def sequence(node: Sequence) -> str:
    pieces = [item(node.items[0])]
    for separator, following in zip(node.separators, node.items[1:], strict=True):
        pieces.append(f" {separator} {item(following)}")
    return "".join(pieces).strip()


def item(node: Node) -> str:
    return part(node, PROSE)


def given(node: Given) -> str:
    """A condition outside brackets binds its two neighbours."""
    return f"{part(node.body, SUM)} \\mid {part(node.condition, SUM)}"


# --- operators ------------------------------------------------------------------------------------------------------
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
    return f"{_BIG[node.kind]}{lower}{upper} {body}{variables}"


def derivative(node: Derivative) -> str:
    order = f"^{{{len(node.variables)}}}" if len(node.variables) > 1 else ""
    inner = "" if node.operator else f" {part(node.body, SCRIPT if node.slash else 0)}"
    sign = "\\mathrm{d}" if node.sign == "d" else node.sign
    top = f"{sign}{order}{inner}"
    under = " ".join(f"{sign} {part(v, SCRIPT)}" for v in node.variables)
    under = under if node.complete else under[len(sign) + 1 :]
    text = f"{top} / {under}" if node.slash else f"\\frac{{{top}}}{{{under}}}"
    if not node.operator or isinstance(node.body, Blank):
        return text
    return f"{text} {body_of_operator(node.body)}"


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


# --- layout ---------------------------------------------------------------------------------------------------------
def rows(lines: tuple[tuple[Node, ...], ...]) -> str:
    return " \\\\ ".join(" & ".join(cell(node) for node in line) for line in lines)


def cell(node: Node) -> str:
    return "" if isinstance(node, Blank) else show(node)


def matrix(node: Matrix) -> str:
    columns = "{c}" if node.kind == "array" else ""
    return f"\\begin{{{node.kind}}}{columns} {rows(node.rows)} \\end{{{node.kind}}}"


def cases(node: Cases) -> str:
    return f"\\begin{{cases}} {rows(node.branches)} \\end{{cases}}"


def aligned(node: Rows) -> str:
    if not node.kind:
        return rows(node.rows)
    columns = "{c}" if node.kind in ("array", "alignat", "alignedat") else ""
    return f"\\begin{{{node.kind}}}{columns} {rows(node.rows)} \\end{{{node.kind}}}"


# --- relations ------------------------------------------------------------------------------------------------------
def relation(node: Relation) -> str:
    return node.name if node.note is None else f"\\overset{{{show(node.note)}}}{{{node.name}}}"


def chain(node: Chain) -> str:
    pieces = [operand(node.items[0])]
    for sign, following in zip(node.signs, node.items[1:], strict=True):
        pieces.append(f" {relation(sign)} {operand(following)}")
    return "".join(pieces).strip()


def operand(node: Node) -> str:
    if isinstance(node, (Blank, Words)):
        return "" if isinstance(node, Blank) else show(node)
    return part(node, MID)


def rank_of_product(node: Product) -> float:
    return PROSE if is_prose(node) else PRODUCT


def rank_of_derivative(node: Derivative) -> float:
    return PRODUCT if node.slash else REACHING


def rank_of_script(node: Script) -> float:
    return 0 if isinstance(node.base, Blank) else SCRIPT


def rank_of_symbol(node: Symbol) -> float:
    return 0 if node.name in SIGNS_ALONE else ATOM


def rank_of_dots(node: Dots) -> float:
    return 0 if node.kind == ".." else ATOM


WRITERS: dict[type[Node], Callable[[Any], str]] = {
    Number: number, Symbol: symbol, Words: words, Dots: dots, Blank: blank, Accent: accent, Font: font,
    Script: script, Labelled: labelled, Sum: total, Product: product, Fraction: fraction, Root: root,
    Binomial: binomial, Factorial: factorial, Group: group, Sequence: sequence, Given: given, Apply: apply,
    Big: big, Derivative: derivative, Nabla: nabla, Differential: differential, At: evaluated, Matrix: matrix,
    Cases: cases, Rows: aligned, Relation: relation, Chain: chain,
}  # fmt: skip
RANKS: dict[type[Node], float | Callable[[Any], float]] = {
    **dict.fromkeys(WRITERS, ATOM),
    Words: PROSE, Symbol: rank_of_symbol, Dots: rank_of_dots, Script: rank_of_script, Factorial: SCRIPT, Sum: SUM, Product: rank_of_product, Sequence: SEQUENCE, Given: GIVEN,
    Apply: SCRIPT, Big: REACHING, Derivative: rank_of_derivative, Nabla: REACHING, Differential: REACHING,
    At: AT, Chain: RELATION, Rows: ATOM,
}  # fmt: skip
