"""Named functions: `\\log x`, `\\exp(x)`, `\\max_i x_i`, `softmax(\\theta)`, `\\operatorname{tr}(A)`.

In brackets or in braces the argument is just that. Without, it is the factors that stand side by side, up to
the next named function, sum sign, product sign, `+` or relation: `\\log a b + c` is log(ab) + c and
`y \\log \\sigma(z)` is y log(sigma(z)). A word that is no known function takes an argument only in brackets.
"""

from __future__ import annotations

from derive.notation.big import BIG
from derive.notation.derivatives import OPENERS
from derive.notation.reader import PREFIX, SCRIPT, Reader
from derive.notation.scripts import scripts
from derive.notation.spellings import RELATIONS
from derive.notation.tokens import Token
from derive.notation.tree import Apply, Node, Product, Script, Symbol

SCRIPTS = frozenset(("_", "^", "'", "\\prime"))
WORD_OPENERS = frozenset(("(", "\\left", "["))


def named(reader: Reader, token: Token, floor: int) -> Node:
    return applied(reader, head(reader, token), token)


def head(reader: Reader, token: Token) -> Node:
    symbol = Symbol(token.value, True, at=(token.start, token.end))
    return scripts(reader, symbol) if reader.kind in SCRIPTS else symbol


def applied(reader: Reader, function: Node, start: Token) -> Node:
    """The function with its argument, or alone where none follows (`\\exp \\circ f`)."""
    if reader.role in OPENERS or reader.kind == "{":
        argument = reader.expression(SCRIPT)
    elif reader.starts_operand:
        argument = side_by_side(reader)
    else:
        return function
    return Apply(function, argument, at=reader.span(start))


def side_by_side(reader: Reader) -> Node:
    start = reader.token
    factors = [reader.expression(SCRIPT)]
    while reader.starts_operand and reader.kind not in STOPS:
        factors.append(reader.expression(SCRIPT))
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(factors), ("",) * (len(factors) - 1), at=reader.span(start))


def word(reader: Reader, token: Token, floor: int) -> Node:
    """`\\text{loss}(y)`, but `\\text{Vocab}` and `word_c` alone."""
    symbol = Symbol(token.value, True, at=(token.start, token.end))
    if reader.scripts and reader.kind not in WORD_OPENERS:
        return symbol
    function = scripts(reader, symbol) if reader.kind in SCRIPTS else symbol
    if not takes_argument(reader, function):
        return function
    return Apply(function, reader.expression(SCRIPT), at=reader.span(token))


def takes_argument(reader: Reader, function: Node) -> bool:
    """Whether a bracket behind a word holds its argument; `w_i [..]` is a product."""
    return reader.kind in WORD_OPENERS and not (isinstance(function, Script) and reader.kind == "[")


def with_argument(reader: Reader, node: Node, start: Token) -> Node:
    """A word read from braces or a font, and the bracket behind it if it is its argument."""
    name = node.base if isinstance(node, Script) else node
    if isinstance(name, Symbol) and name.word and takes_argument(reader, node):
        return Apply(node, reader.expression(SCRIPT), at=reader.span(start))
    return node


def under(reader: Reader, token: Token, floor: int) -> Node:
    """`\\underset{x}{\\operatorname{argmin}}`: a subscript; below the sign that begins a row it is a note."""
    reader.pos -= 1
    is_sign = reader.role in RELATIONS
    reader.pos += 1
    if is_sign:
        return PREFIX.entries["="](reader, token, floor)
    below = reader.argument(token)
    base = reader.argument(token)
    if not isinstance(base, Symbol):
        raise reader.fail("`\\underset` is read only below the name of a function", token)
    return applied(reader, Script(base, below, at=reader.span(token)), token)


STOPS = frozenset(("function", "\\lim", *BIG))
PREFIX.add(("function",), named)
PREFIX.add(("word",), word)
PREFIX.add(("\\underset",), under)
