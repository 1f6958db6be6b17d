"""Short names that authors give to `\\begin{equation}` and the like: `\\be ... \\ee`, `\\newenvironment{eq}`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from derive.document.definitions import Definitions, Macro
from derive.document.delimiters import BARE_ENVIRONMENTS, DISPLAY_ENVIRONMENTS
from derive.source import Text

_BEGIN = re.compile(r"\s*\\begin\{(\w+\*?)\}")
_HOLDS = re.compile(r"\$|\\\(|\\\[|\\ensuremath\b|\\begin\{(\w+\*?)\}.*\\end\{\1\}", re.DOTALL)
_PARAMETER = re.compile(r"(#[1-9])")
MOST = 200_000  # characters that macros stand for in a document, beside its own
_END = re.compile(r"\s*\\end\{(\w+\*?)\}\s*\Z")


@dataclass
class Shorthands:
    """The short names met so far: what each stands for, and by what it is closed."""

    _opening: dict[str, tuple[str, str]] = field(default_factory=dict)  # name -> body, environment
    _closing: dict[str, tuple[str, str]] = field(default_factory=dict)  # environment -> name, body
    _absent: set[str] = field(default_factory=set)  # names that do not come any more
    _holding: dict[str, Macro] = field(default_factory=dict)  # macros with formulas in them
    _spent: int = 0

    def learn(self, macro: Macro | None) -> None:
        """Takes note of a macro that opens or closes an environment, or that holds a formula."""
        if macro is None:
            return
        if _HOLDS.search(macro.body) and not macro.frozen:
            self._holding[macro.name] = macro
            return
        if macro.arity:
            return
        begin, end = _BEGIN.match(macro.body), _END.match(macro.body)
        if begin and begin[1] in DISPLAY_ENVIRONMENTS | BARE_ENVIRONMENTS and "\\end{" not in macro.body:
            self._opening[macro.name] = (macro.body, begin[1])
        elif end:
            self._closing[end[1]] = (macro.name, macro.body)

    def learn_environment(self, definitions: Definitions, at: int) -> int:
        """Takes note of a `\\newenvironment` whose arguments begin at `at`, and goes behind them."""
        groups: list[str] = []
        while len(groups) < 3:
            group = definitions.group(at)
            if not group:
                return at
            groups.append(group[0])
            at = group[1]
        name, opening, closing = groups
        self.learn(Macro(f"\\begin{{{name}}}", 0, opening))
        begin = _BEGIN.match(opening)
        if begin:
            self._closing[f"\\begin{{{name}}}"] = (f"\\end{{{name}}}", closing)
        return at

    def formula(self, text: Text, name: str, start: int) -> tuple[Text, int] | None:
        """The formula that `name` at `start` begins, written out, and the place behind it; None for other names."""
        if name not in self._opening:
            return None
        opening, environment = self._opening[name]
        closing, body = self._closing.get(name) or self._closing.get(environment) or ("", "")
        place = self._place(text.value, closing, start)
        if place < 0:
            return None
        inner = range(start + len(name), place)
        value = opening + text.value[inner.start : inner.stop] + body
        first, last = text.offsets[start], text.offsets[place]
        offsets = [*[first] * len(opening), *text.offsets[inner.start : inner.stop], *[last] * (len(body) + 1)]
        return Text(text.source, value, offsets), place + len(closing)

    def written(self, text: Text, definitions: Definitions, name: str, start: int) -> tuple[Text, int] | None:
        """What a call of a macro that holds a formula stands for, and the place behind the call; None for others,
        for a call without its arguments, and where it would grow without bound."""
        macro = self._holding.get(name)
        arguments, at = [], start + len(name)
        if macro is None or self._spent > MOST + len(text.value):
            return None
        for _ in range(macro.arity - (macro.default is not None)):
            group = definitions.group(at)
            if group is None:
                return None
            arguments.append((group[1] - 1 - len(group[0]), group[1] - 1))
            at = group[1]
        value, offsets = "", list[int]()
        shift = 1 if macro.default is None else 2
        for piece in _PARAMETER.split(macro.body):
            place = int(piece[1]) - shift if _PARAMETER.fullmatch(piece) else -1
            if 0 <= place < len(arguments):
                left, right = arguments[place]
                value, offsets = value + text.value[left:right], [*offsets, *text.offsets[left:right]]
            else:
                piece = macro.default or "" if piece == "#1" and macro.default is not None else piece
                value, offsets = value + piece, [*offsets, *[text.offsets[start]] * len(piece)]
        self._spent += len(value)
        return Text(text.source, value, [*offsets, text.offsets[at - 1]]), at

    def _place(self, text: str, closing: str, start: int) -> int:
        match = None if closing in self._absent else re.compile(f"{re.escape(closing)}(?![A-Za-z])").search(text, start)
        if not match:
            self._absent.add(closing)
        return match.start() if match and closing else -1
