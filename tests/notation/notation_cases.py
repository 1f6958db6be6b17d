"""The fixtures of `tests/cases/notation`: LaTeX, and the tree it is read as or the words it is refused with.

A case is a heading, a `latex` block, and a `tree` block or a `refused` block of the form `start-end message`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "cases" / "notation"
_CASE = re.compile(r"^## (.+?)\n\n```latex\n(.*?)\n```\n\n```(tree|refused)\n(.*?)\n```$", re.M | re.S)


class Case(NamedTuple):
    title: str
    latex: str
    kind: str
    expected: str


def load() -> list[Case]:
    cases = []
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        found = [Case(f"{path.stem}: {m[1]}", m[2], m[3], m[4]) for m in _CASE.finditer(text)]
        if len(found) != len(re.findall(r"^## ", text, re.M)):
            raise ValueError(f"{path}: a case that is not written as the others are")
        cases += found
    return cases
