"""Where a formula ends: the closing delimiter for every opening one, in time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

INLINE_ENVIRONMENTS = frozenset({"math"})

_AS_DOLLARS = ("math", "displaymath")

# What LaTeX sets apart by itself, outside any dollars.
DISPLAY_ENVIRONMENTS = frozenset(
    name + star
    for name in (
        *("equation", "align", "gather", "multline", "eqnarray", "alignat", "xalignat", "flalign"),
        *("dmath", "dgroup", "IEEEeqnarray", "darray", "empheq"),
    )
    for star in ("", "*")
) | {"displaymath"}

# MathJax sets any environment apart that stands in the text of a Markdown page, so people write these bare.
BARE_ENVIRONMENTS = frozenset(
    {"aligned", "alignedat", "gathered", "split", "cases", "rcases", "dcases", "array", "matrix", "pmatrix"}
    | {"bmatrix", "vmatrix", "Vmatrix", "Bmatrix", "smallmatrix", "numcases", "drcases", "multlined", "lgathered"}
    | {"rgathered"}
)

CLOSING = {"$$": "$$", r"\[": r"\]", r"\(": r"\)", r"\\[": r"\\]", r"\\(": r"\\)"}

_DELIMITER = re.compile(r"\\begin\{(\w+\*?)\}|\\end\{(\w+\*?)\}|\\\\[)\]]|\\.|\$+", re.DOTALL)
_BLANK_LINES = re.compile(r"\n[ \t\r>]*\n\s*")
_WORDS_IN_FORMULA = re.compile(r"\\(?:text\w*|mbox|mathrm|operatorname\*?|tag|label|intertext)\s*\{[^{}]*\}")
_PROSE = re.compile(
    r"(?<![\\A-Za-z{])[A-Za-z]{2,}(?:[,;]?\s+[A-Za-z]{2,}){2,}"  # three words in a row
    r"|[\u3040-\u9fff\uac00-\ud7af]"  # a sentence in Chinese, Japanese or Korean has no spaces
    r"|(?<!\\)\\\[|^\s*(?:#{1,6}\s|```|~~~)",
    re.MULTILINE,
)
_SIGN_OF_MATHEMATICS = re.compile(r"\\[A-Za-z]|[=^_&<>]")
_NESTED_DOLLARS = re.compile(r"\\(?:colorbox|fcolorbox|fbox|boxed|mbox|hbox|text\w*)\b")
_BLANK = re.compile(r"\s*")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)(%[^\n]*)(?=\n)")


def is_mathematics(text: str) -> bool:
    """Whether a paragraph reads as a part of a formula and not as a sentence."""
    bare = _WORDS_IN_FORMULA.sub(" ", text)
    if "$" in bare and not _NESTED_DOLLARS.search(text):
        return False
    return bool(_SIGN_OF_MATHEMATICS.search(bare)) and not _PROSE.search(bare)


def blank_comments(text: str) -> str:
    """The text with every TeX comment that ends at a line break overwritten by spaces, equally long."""
    return _COMMENT.sub(lambda match: match[1] + " " * len(match[2]), text) if "%" in text else text


def end_of_row(text: str, start: int) -> int:
    """Where the first row ends of a formula that is never closed: no later than its first line."""
    begin = _BLANK.match(text, start).end()  # type: ignore[union-attr]
    line = text.find("\n", begin)
    row = text[begin : line if line >= 0 else len(text)].partition(r"\\")[0]
    return begin + len(row.rstrip()) if row else start


@dataclass(frozen=True)
class Extent:
    """A formula with its delimiters, `start:end`, and without them, `inner_start:inner_end`."""

    start: int
    inner_start: int
    inner_end: int
    end: int


class Closers:
    """The closing delimiters of a text.

    A formula set apart may go on after a blank line only when what follows still reads as mathematics:
    otherwise one forgotten `$$` would turn every later formula inside out.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[str, list[int]] = {}
        self._ends: dict[int, int] = {}
        self._barrier = -1  # the last place found to be prose: no formula reaches across it
        self._collect()

    def _collect(self) -> None:
        open_environments: dict[str, list[int]] = {}
        for match in _DELIMITER.finditer(self.text):
            if match[1]:
                open_environments.setdefault(match[1], []).append(match.start())
            elif match[2] and open_environments.get(match[2]):
                self._ends[open_environments[match[2]].pop()] = match.end()
            elif match[0][0] == "$":
                # `$$$$` closes one formula and opens the next; in `$$$` the first closes a nested `$`
                places = range(match.start() + len(match[0]) % 2, match.end() - 1, 2)
                self._places.setdefault("$$", []).extend(places)
            else:
                self._places.setdefault(match[0], []).append(match.start())

    def begun(self, start: int, opening: str) -> Extent | None:
        """The formula set apart that begins at `start` with `opening`."""
        if opening.startswith("\\begin"):
            return self.environment(start)
        return self.delimited(start, opening) if opening in CLOSING else None

    def delimited(self, start: int, opening: str) -> Extent | None:
        """The formula that begins at `start` with `opening`, one of the keys of CLOSING."""
        closing, inner = CLOSING[opening], start + len(opening)
        places = self._places.get(closing, [])
        index = bisect_left(places, inner)
        if index == len(places) or not self._reaches(inner, places[index]):
            return None
        return Extent(start, inner, places[index], places[index] + len(closing))

    def environment(self, start: int) -> Extent | None:
        """The formula of the `\\begin{...}` at `start`.

        The delimiters are a part of it, for they say how its rows are to be read. Only `math` and
        `displaymath` mean no more than dollars.
        """
        end = self._ends.get(start)
        if not end or not self._reaches(start, end):
            return None
        for name in _AS_DOLLARS:
            if self.text.startswith(f"\\begin{{{name}}}", start):
                return Extent(start, start + len(f"\\begin{{{name}}}"), end - len(f"\\end{{{name}}}"), end)
        return Extent(start, start, end, end)

    def _reaches(self, start: int, end: int) -> bool:
        if start < self._barrier < end:
            return False
        gaps = _BLANK_LINES.finditer(self.text, start, end)
        gap = next(gaps, None)
        while gap:
            following = next(gaps, None)
            part = self.text[gap.end() : following.start() if following else end]
            if part.strip() and not is_mathematics(part):
                self._barrier = gap.end()
                return False
            gap = following
        return True


_DOLLAR = re.compile(r"\\(?:[A-Za-z]+|.)|[{}$]", re.DOTALL)
_TEXT_COMMAND = re.compile(r"\\(?:text\w*|[mhf]box|intertext|colorbox|fcolorbox)")


class Dollars:
    """Finds the `$` that ends a formula begun with a single `$`.

    A `$` inside `\\text{...}` or `\\mbox{...}` is a formula within the formula. Where the braces do not
    balance, the next `$` ends it, and no further attempt is made in this text: that keeps the time linear.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._nests = True

    def closing(self, start: int, end: int) -> int | None:
        """The place, before `end`, of the `$` that ends the formula whose content begins at `start`."""
        first: int | None = None
        braces: list[bool] = []
        command = False
        for match in _DOLLAR.finditer(self.text, start, end):
            sign = match[0]
            if sign == "{":
                braces.append(command or (bool(braces) and braces[-1]))
            elif sign == "}" and braces:
                braces.pop()
            elif sign == "$":
                first = match.start() if first is None else first
                if not (self._nests and braces and braces[-1]):
                    return match.start() if not braces else first
            command = bool(_TEXT_COMMAND.fullmatch(sign)) or (command and sign in "{}")
        self._nests = self._nests and first is None
        return first
