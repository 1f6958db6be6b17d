"""Short names that authors give to `\\begin{equation}` and the like: `\\be ... \\ee`, `\\newenvironment{eq}`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from derive.document.definitions import Definitions, Macro
from derive.document.delimiters import BARE_ENVIRONMENTS, DISPLAY_ENVIRONMENTS
from derive.source import Text

_BEGIN = re.compile(r"\s*\\begin\{(\w+\*?)\}")
_END = re.compile(r"\s*\\end\{(\w+\*?)\}\s*\Z")


@dataclass
class Shorthands:
    """The short names met so far: what each stands for, and by what it is closed."""

    _opening: dict[str, tuple[str, str]] = field(default_factory=dict)  # name -> body, environment
    _closing: dict[str, tuple[str, str]] = field(default_factory=dict)  # environment -> name, body
    _absent: set[str] = field(default_factory=set)  # names that do not come any more

    def learn(self, macro: Macro | None) -> None:
        """Takes note of a macro that opens or closes an environment."""
        if macro is None or macro.arity:
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

    def _place(self, text: str, closing: str, start: int) -> int:
        match = None if closing in self._absent else re.compile(f"{re.escape(closing)}(?![A-Za-z])").search(text, start)
        if not match:
            self._absent.add(closing)
        return match.start() if match and closing else -1
