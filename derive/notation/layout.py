"""What one pass over the tokens finds out before parsing: braces that pair, bars, reaches of integrals.

TeX lets braces and brackets cross: `\\exp{(x})` is set as exp(x). A brace pair that only groups and that holds
half of a bracket pair is taken out here, so that the grammar sees brackets that nest.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.notation.spellings import ACCENT_COMMANDS, LETTERS, RELATIONS
from derive.notation.table import listed
from derive.notation.tokens import Token

_OPEN = frozenset(("(", "[", "\\{", "\\langle", "\\lfloor", "\\lceil"))
_CLOSE = frozenset((")", "]", "\\}", "\\rangle", "\\rfloor", "\\rceil"))
_BREAKS = frozenset(("\\\\", "&"))
_STATEMENT_ENDS = RELATIONS | {",", ";", "\\\\", "&", "\\quad"}
_OPENS = _OPEN | {"{", "\\left", "\\begin"}
_CLOSES = _CLOSE | {"}", "\\right", "\\end"}
_BINDERS = frozenset(("\\forall", "\\exists", "\\nexists"))
_JOINS = RELATIONS | listed(", ; . + - * / _ ^ ' \\cdot \\times \\cup \\cap \\setminus")
_OPEN_ENDED = _JOINS | _OPENS | _BINDERS
_GOES_ON = _JOINS | _CLOSES | _BINDERS | {"end", "&", "\\\\", "\\quad", "prose"}
_AFTER_ARGUMENT = frozenset(("_", "^", "}", "]"))
_BARS = ("|", "||")


@dataclass
class Layout:
    """Facts about tokens, by their index.

    `over`: for a `{`, the index of the `\\over`, `\\choose` or `\\atop` directly inside it.
    `bars`: for a `|`, how many more of its kind follow on the same level of brackets.
    `integrals`: the `\\int` that a `dz` belongs to.
    """

    over: dict[int, int] = field(default_factory=dict)
    bars: dict[int, int] = field(default_factory=dict)
    close: dict[int, int] = field(default_factory=dict)
    integrals: set[int] = field(default_factory=set)


def without_crossing_braces(tokens: list[Token]) -> list[Token]:
    """The tokens without the pairs of braces that cross a pair of brackets."""
    stack: list[int] = []
    drop: set[int] = set()
    for at, token in enumerate(tokens):
        kind = token.kind
        if kind == "{" or kind == "\\begin" or kind in _OPEN:
            stack.append(at)
        elif kind in _BREAKS:
            _unwind(tokens, stack)
        elif kind == "\\end":
            _unwind(tokens, stack)
            if stack:
                stack.pop()
        elif kind in _CLOSE:
            _close_bracket(tokens, stack, drop)
        elif kind == "}":
            _close_brace(tokens, stack, drop, at)
    return [token for at, token in enumerate(tokens) if at not in drop] if drop else tokens


def _unwind(tokens: list[Token], stack: list[int]) -> None:
    while stack and tokens[stack[-1]].kind not in ("\\begin", "{"):
        stack.pop()


def _close_bracket(tokens: list[Token], stack: list[int], drop: set[int]) -> None:
    """Pop the bracket that is closed; braces opened since then, and only for grouping, cross it."""
    at = len(stack) - 1
    while at >= 0 and tokens[stack[at]].kind == "{" and (stack[at] in drop or _only_groups(tokens, stack[at])):
        at -= 1
    if at >= 0 and tokens[stack[at]].kind in _OPEN:
        drop.update(stack[at + 1 :])
        del stack[at]


def _close_brace(tokens: list[Token], stack: list[int], drop: set[int], end: int) -> None:
    at = len(stack) - 1
    while at >= 0 and tokens[stack[at]].kind in _OPEN:
        at -= 1
    if at < 0 or tokens[stack[at]].kind != "{":
        return
    start = stack.pop(at)
    if start in drop or (at < len(stack) and _only_groups(tokens, start)):
        drop.update((start, end))


def _only_groups(tokens: list[Token], at: int) -> bool:
    before = tokens[at - 1].kind if at else ""
    return before not in _AFTER_ARGUMENT and not (before.startswith("\\") and before[1:2].isalpha())


def with_bounds(tokens: list[Token]) -> list[Token]:
    """The tokens with the space or the full stop that ends what a quantifier binds (`\\forall x \\in X\\; f(x) = 0`)
    as a separator, and without other spaces."""
    if _BINDERS.isdisjoint(kinds := {token.kind for token in tokens}) and "space" not in kinds:
        return tokens
    kept: list[Token] = []
    level, bound = 0, -1
    for at, token in enumerate(tokens):
        kind = token.kind
        level += kind in _OPENS
        level -= kind in _CLOSES
        if kind in _BINDERS:
            bound = level
        elif level < bound or (level == bound and kind in (":", "\\quad", "&", "\\\\")):
            bound = -1
        if kind in ("space", ".") and level == bound and kept[-1].kind not in _OPEN_ENDED:
            following = next(one.kind for one in tokens[at + 1 :] if one.kind != "space")
            if following not in _GOES_ON:
                token, bound = token._replace(kind="\\quad"), -1
        if token.kind != "space":
            kept.append(token)
    return kept


def survey(tokens: list[Token]) -> Layout:
    """One pass for all that the grammar wants to know of what lies ahead."""
    layout = Layout()
    levels: list[_Level] = [_Level(-1)]
    for at, token in enumerate(tokens):
        kind = token.kind
        if kind in _OPEN or kind in ("{", "\\left", "\\begin"):
            levels.append(_Level(at))
        elif kind in _CLOSE or kind in ("}", "\\right", "\\end"):
            if len(levels) > 1:
                level = levels.pop()
                level.finish(layout)
                layout.close[level.start] = at
        elif kind in _BARS:
            levels[-1].bars.append((at, kind))
        elif kind in ("\\over", "\\choose", "\\atop"):
            layout.over.setdefault(levels[-1].start, at)
        else:
            levels[-1].integral(tokens, at, kind, layout)
        if kind in _STATEMENT_ENDS:
            levels[-1].finish(layout)
    for level in levels:
        level.finish(layout)
    return layout


@dataclass
class _Level:
    """What is pending between one pair of brackets."""

    start: int
    bars: list[tuple[int, str]] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)

    def integral(self, tokens: list[Token], at: int, kind: str, layout: Layout) -> None:
        if kind in ("\\int", "\\iint", "\\iiint", "\\oint"):
            self.pending.append(at)
        elif kind == "d" and self.pending and is_differential(tokens, at):
            layout.integrals.add(self.pending.pop())

    def finish(self, layout: Layout) -> None:
        left = {"|": 0, "||": 0}
        for at, kind in reversed(self.bars):
            layout.bars[at] = left[kind]
            left[kind] += 1
        self.bars.clear()
        self.pending.clear()


def is_differential(tokens: list[Token], at: int) -> bool:
    """Whether the `d` at this place, not in a script, stands before what can be a variable."""
    return tokens[at - 1].kind not in ("_", "^") and starts_variable(tokens[at + 1])


def starts_variable(token: Token) -> bool:
    """Whether a `d` before this token can be a differential."""
    kind = token.kind
    return kind in _VARIABLES or kind.startswith("\\math")


_VARIABLES = frozenset(("letter", "word", "function")) | ACCENT_COMMANDS | LETTERS
