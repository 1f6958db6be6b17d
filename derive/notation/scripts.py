"""Sub- and superscripts and primes.

All scripts behind one base go into one `Script`. A script set on a base that has another one already, across
braces (`{u_w}^T`, `u_w{ }^{T}`), joins it. `^\\prime`, `\\prime` and `'` count as primes. `W^{(2)\\top}` is
`{W^{(2)}}^\\top`.
"""

from __future__ import annotations

from derive.notation.reader import CLOSERS, INFIX, PREFIX, ROLES, SCRIPT, Infix, Reader
from derive.notation.spellings import RELATIONS
from derive.notation.table import listed
from derive.notation.tokens import Token
from derive.notation.tree import Blank, Group, Node, Product, Script, Symbol

ALONE = listed("+ - * \\circ \\times \\pm \\cdot \\odot \\otimes = \\perp < > \\oplus")
TRANSPOSES = (Symbol("T"), Symbol("\\top"), Symbol("\\intercal"))
PRIMES = frozenset(("'", "\\prime"))


def scripts(reader: Reader, base: Node) -> Node:
    sub: Node | None = None
    sup: Node | None = None
    primes = 0
    while True:
        token = reader.token
        if token.kind in PRIMES:
            reader.advance()
            primes += 1
        elif token.kind == "_":
            sub = once(reader, sub, "subscript")
        elif token.kind == "^":
            found = prime_count(reader)
            primes += found
            if not found:
                sup = once(reader, sup, "superscript")
        else:
            return attach(base, sub, sup, primes, reader.span(base.at[0]))


def once(reader: Reader, before: Node | None, what: str) -> Node | None:
    """The script behind the sign; `None` for empty braces."""
    token = reader.advance()
    if before is not None:
        raise reader.fail(f"a second {what} on one base; use braces to say which belongs to what", token)
    reader.scripts += 1
    kind, following = reader.kind, reader.tokens[reader.pos + 1]
    if kind in ALONE:
        sign = reader.advance()
        if following.kind in ("number", "letter") and kind in "+-" and following.start == sign.end:
            raise reader.fail(f"write the {what} in braces: `{token.value}{{{kind}{following.value}}}`", sign)
        node: Node = Symbol(kind, at=(sign.start, sign.end))
    else:
        node = reader.argument(token)
    reader.scripts -= 1
    return None if isinstance(node, Blank) else node


def prime_count(reader: Reader) -> int:
    """How many primes `^\\prime`, `^{\\prime\\prime}`, `^{'}` is; 0, and nothing read, if it is none."""
    at = reader.pos + 1
    braces = reader.tokens[at].kind == "{"
    at += braces
    count = 0
    while reader.tokens[at].kind in PRIMES:
        count, at = count + 1, at + 1
        if not braces:
            break
    if not count or (braces and reader.tokens[at].kind != "}"):
        return 0
    reader.pos = at + braces
    return count


def attach(base: Node, sub: Node | None, sup: Node | None, primes: int, at: tuple[int, int]) -> Node:
    if sub is None and sup is None and not primes:
        return base
    if isinstance(base, Script) and sub is None and base.sup is None:
        return attach(base.base, base.sub, sup, base.primes + primes, at)
    if isinstance(sup, Product) and sup.ops == ("",) and is_label(sup.factors[0]) and sup.factors[1] in TRANSPOSES:
        return Script(Script(base, sub, sup.factors[0], primes, at=at), None, sup.factors[1], at=at)
    return Script(base, sub, sup, primes, at=at)


def is_label(node: Node) -> bool:
    """The `(2)` or `[l]` that says which layer."""
    return isinstance(node, Group) and node.left in "(["


def braces_role(reader: Reader) -> str:
    """Braces around nothing, and around a sign for the sake of its spacing: `a{=}b`."""
    inner, following = reader.tokens[reader.pos + 1 : reader.pos + 3]
    if inner.kind == "}":
        return "{}"
    return inner.kind if inner.kind in RELATIONS and following.kind == "}" else "{"


def behind_empty_braces(reader: Reader, base: Node) -> Node:
    """`u_w{ }^{T}`: the empty braces stand for the base before them."""
    reader.pos += 2
    return scripts(reader, base)


def script_without_base(reader: Reader, token: Token, floor: int) -> Node:
    """`$^{th}$`: scripts on what stands outside the formula."""
    reader.pos -= 1
    found = scripts(reader, Blank(at=(token.start, token.start)))
    if isinstance(found, Blank):
        raise reader.fail(f"`{token.value}` has nothing before and nothing behind it", token)
    return found


def lone_prime(reader: Reader, token: Token, floor: int) -> Node:
    if token.kind == "\\prime" or reader.kind in CLOSERS:
        return Symbol("\\prime", at=(token.start, token.end))
    raise reader.fail("a prime without a letter before it", token)


PREFIX.add("_ ^", script_without_base)
PREFIX.add("' \\prime", lone_prime)
INFIX.add("_ ^ ' \\prime", Infix(SCRIPT, scripts))
INFIX.add(("{}",), Infix(SCRIPT, behind_empty_braces))
ROLES.add(("{",), braces_role)
