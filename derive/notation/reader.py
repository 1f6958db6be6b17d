"""The parser's core: a table-driven operator-precedence (Pratt) reader over tokens.

`expression(floor)` reads an operand and then every operator that binds at least as tightly as `floor`. What
an operand can begin with and what an operator does stands in two tables, `PREFIX` and `INFIX`, which the
files of the notation groups fill; an operand behind an operand is a product. A token whose part depends
on where it stands (`|`, `.`, `d`) has an entry in `ROLES`, which gives the key to look up instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from derive.notation.errors import NotationError
from derive.notation.layout import Layout
from derive.notation.table import Table
from derive.notation.tokens import Token
from derive.notation.tree import Blank, Node, Number, Symbol

# How tightly operators bind, loosest first.
GIVEN, SEQUENCE, PROSE, RELATION, MID, SUM, AT, PRODUCT, SCRIPT = range(1, 10)
DEEPEST = 150
LONGEST_TAIL = 50

CELL_ENDS = frozenset(("end", "&", "\\\\", "\\end"))
CLOSERS = frozenset((")", "]", "}", "\\}", "\\right", "\\rangle", "\\rfloor", "\\rceil", "|)", "||)", "|close"))
OPENER_OF = {
    ")": "(", "]": "[", "}": "{", "\\}": "\\{", "\\rangle": "\\langle", "\\rfloor": "\\lfloor",
    "\\rceil": "\\lceil", "|)": "|(", "||)": "||(",
}  # fmt: skip
ENDS = CELL_ENDS | CLOSERS


class Infix(NamedTuple):
    """An operator behind its left operand: how tightly it binds, and who reads on."""

    power: int
    read: Callable[[Reader, Node], Node]


PREFIX: Table[Callable[[Reader, Token, int], Node]] = Table("prefix")
INFIX: Table[Infix] = Table("infix")
ROLES: Table[Callable[[Reader], str]] = Table("roles")
NAMES_OF_KINDS = {"end": "the end of the formula", "&": "`&`", "\\\\": "the end of the row"}


class Reader:
    """A position in the tokens, and what is open there.

    `open` holds the left delimiters around the position (`{` for TeX braces); `scripts` counts the sub- and
    superscripts around it; `integrals` holds the depth of `open` at which an integral waits for its `dz`.
    """

    def __init__(self, text: str, tokens: list[Token], layout: Layout, start: int = 0) -> None:
        self.text = text
        self.tokens = tokens
        self.layout = layout
        self.pos = start
        self.depth = 0
        self.open: list[str] = []
        self.scripts = 0
        self.integrals: list[int] = []

    # --- looking and moving ----------------------------------------------------------------------------------
    @property
    def token(self) -> Token:
        return self.tokens[self.pos]

    @property
    def kind(self) -> str:
        return self.tokens[self.pos].kind

    @property
    def role(self) -> str:
        """The key of the next token in the tables."""
        kind = self.tokens[self.pos].kind
        find = ROLES.entries.get(kind)
        return find(self) if find else kind

    @property
    def starts_operand(self) -> bool:
        """Whether the next token begins an operand that is multiplied to what stands before it."""
        role = self.role
        return role in PREFIX.entries and role not in INFIX.entries

    @property
    def done(self) -> int:
        """The offset behind the last token read."""
        return self.tokens[self.pos - 1].end if self.pos else 0

    def advance(self) -> Token:
        token = self.tokens[self.pos]
        self.pos += 1
        return token

    def span(self, start: int | Token) -> tuple[int, int]:
        begin = start.start if isinstance(start, Token) else start
        return begin, max(begin, self.done)

    # --- refusing ----------------------------------------------------------------------------------------------
    def fail(self, message: str, token: Token) -> NotationError:
        return NotationError(message, (token.start, max(token.end, token.start)))

    def unexpected(self, wanted: str) -> NotationError:
        """What to say of a token that cannot stand where it does."""
        return self.unexpected_at(self.token, wanted)

    def unexpected_at(self, token: Token, wanted: str) -> NotationError:
        kind = token.kind
        if kind == "error":
            return self.fail(token.value, token)
        if kind in NAMES_OF_KINDS:
            return self.fail(f"expected {wanted}, found {NAMES_OF_KINDS[kind]}", token)
        written = self.text[token.start : token.end]
        if kind in ("\\over", "\\choose", "\\atop"):
            return self.fail(f"`{kind}` needs braces around its two sides", token)
        if kind[:1] == "\\" and kind[1:].isalpha() and not {kind} & {*PREFIX.entries, *INFIX.entries, *ENDS}:
            return self.fail(f"unknown command `{written}`; define it, or write it out", token)
        if kind in CLOSERS:
            return self.fail(f"`{written}` closes nothing that is open here; expected {wanted}", token)
        return self.fail(f"expected {wanted}, found `{written}`", token)

    def expect(self, kind: str, opener: Token) -> Token:
        """The token that closes `opener`."""
        if self.kind == kind:
            return self.advance()
        written = self.text[opener.start : opener.end]
        closes_outer = self.kind in CLOSERS and OPENER_OF.get(self.kind, "") in self.open[:-1]
        if self.kind in CELL_ENDS or closes_outer:
            raise self.fail(f"`{written}` opened here is not closed", opener)
        raise self.unexpected(f"the end of what `{written}` opened")

    # --- reading -----------------------------------------------------------------------------------------------
    def enter(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fail("nested too deeply; name the inner part and write it apart", self.token)

    def expression(self, floor: int = 0) -> Node:
        """An operand and the operators behind it that bind at least as tightly as `floor`."""
        self.enter()
        infix, tail = INFIX.entries, 0
        left = self.operand(floor)
        while True:
            role = self.role
            entry = infix.get(role)
            if entry is None:
                if role not in PREFIX.entries:
                    break
                entry = infix["juxtaposition"]
            if entry.power < floor:
                break
            tail += 1
            if tail > LONGEST_TAIL:
                raise self.fail("too many operators in a row; use brackets", self.token)
            left = entry.read(self, left)
        self.depth -= 1
        return left

    def operand(self, floor: int = SCRIPT) -> Node:
        """What can stand alone: a letter, a bracket, a fraction, a function with its argument ..."""
        entry = PREFIX.entries.get(self.kind)
        if entry is None:
            raise self.unexpected("an expression")
        token = self.tokens[self.pos]
        self.pos += 1
        return entry(self, token, floor)

    def braced(self, floor: int = 0) -> Node:
        """The contents of the braces that open here; nothing in them is a `Blank`."""
        opener = self.advance()
        if self.pos - 1 in self.layout.over:
            return PREFIX.entries["{over"](self, opener, floor)
        self.open.append("{")
        if self.kind == "}":
            node: Node = Blank(at=(opener.start, self.token.end))
        else:
            node = self.expression(floor)
        self.expect("}", opener)
        self.open.pop()
        return node

    def argument(self, command: Token) -> Node:
        """What a command applies to: the braces behind it, or one single token."""
        if self.kind == "{":
            return self.braced()
        if self.kind == "number" and self.token.value[:1].isdigit() and len(self.token.value) > 1:
            return self.split_number()
        if self.kind in ENDS or self.kind in INFIX.entries or self.kind in OPENER_OF.values():
            raise self.fail(f"`{command.value}` needs an argument; write it in braces", command)
        if self.token.value == "d":
            token = self.advance()  # one token, as TeX takes it: `\\frac1d x` is x / d
            return Symbol("d", at=(token.start, token.end))
        self.enter()
        node = self.operand()
        self.depth -= 1
        return node

    def split_number(self) -> Node:
        """The first digit alone, as TeX takes `\\frac12`."""
        token = self.token
        self.tokens[self.pos] = token._replace(value=token.value[1:], start=token.start + 1)
        return Number(token.value[0], at=(token.start, token.start + 1))
