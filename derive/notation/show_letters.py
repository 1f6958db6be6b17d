"""Writing numbers, letters, words, and what decorates them."""

from __future__ import annotations

from derive.notation.accents import ACCENTS, FONTS
from derive.notation.arithmetic import OPERATORS, SIGNS
from derive.notation.names import FUNCTION_COMMANDS, is_name
from derive.notation.reader import PROSE, SCRIPT
from derive.notation.spellings import RELATIONS
from derive.notation.table import listed
from derive.notation.tree import Accent, Blank, Dots, Font, Labelled, Number, Script, Symbol, Words
from derive.notation.writing import ATOM, part, show, writes

PRINTED_FUNCTIONS = FUNCTION_COMMANDS - listed(
    "argmax argmin diag rank sgn sign sigmoid softmax tr Tr trace relu ReLU erf softplus Var Cov cov arg vec"
)
PRIME = Symbol("\\prime")
SIGNS_ALONE = frozenset(("\\prime", *SIGNS, *OPERATORS, *RELATIONS))
_ACCENTS = {name: command for command, name in ACCENTS.items()}
_FONTS = {name: command for command, name in FONTS.items()}


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


# --- decoration ----------------------------------------------------------------------------------------------
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


def rank_of_script(node: Script) -> float:
    return 0 if isinstance(node.base, Blank) else SCRIPT


def rank_of_symbol(node: Symbol) -> float:
    return 0 if node.name in SIGNS_ALONE else ATOM


def rank_of_dots(node: Dots) -> float:
    return 0 if node.kind == ".." else ATOM


writes(Number, number)
writes(Symbol, symbol, rank_of_symbol)
writes(Words, words, PROSE)
writes(Dots, dots, rank_of_dots)
writes(Blank, blank)
writes(Accent, accent)
writes(Font, font)
writes(Script, script, rank_of_script)
writes(Labelled, labelled)
