"""A document said in another way: other letters, one column, LaTeX for Markdown. What it claims stays the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

DISPLAY = r"\$\$.*?\$\$"
FORMULA = re.compile(rf"({DISPLAY}|\$[^$]+?\$)", re.DOTALL)
ALIGNED = re.compile(r"\$\$\s*\\begin\{aligned\}(.*?)\\end\{aligned\}\s*\$\$", re.DOTALL)
TOKEN = re.compile(r"\\(?:text|mathrm|operatorname|mathbb|mathcal|begin|end)\*?\{[^}]*\}|\\[A-Za-z]+|\\.|.", re.DOTALL)


def in_formulas(text: str, change: Callable[[str], str]) -> str:
    parts = FORMULA.split(text)
    return "".join(change(part) if number % 2 else part for number, part in enumerate(parts))


# --- other letters ---------------------------------------------------------------------------------------------------
LETTERS = {"u": "q", "U": "Q", "w": "t", "W": "V", "\\hat": "\\tilde"}
CONTEXT = """extends = "word2vec"

[rename]
u = "q"
U = "Q"
w = "t"
W = "V"
V = "Z"
"hat y" = "tilde y"
"""


def renamed(text: str, letters: Mapping[str, str] = LETTERS) -> str:
    """Every letter by itself, accents included; words in `\\text` and names of commands stay."""
    text = re.sub(r"(?<![\w$\\])u_w(?!\w)", "q_t", text)  # in prose
    return in_formulas(text, lambda formula: TOKEN.sub(lambda found: letters.get(found[0], found[0]), formula))


# --- one column ------------------------------------------------------------------------------------------------------
def in_one_column(text: str) -> str:
    """Every row of an aligned formula is a formula of its own; a second column comes after the first."""
    return ALIGNED.sub(lambda found: "\n\n".join(f"$$ {row} $$" for row in column_by_column(found[1])), text)


def column_by_column(body: str) -> list[str]:
    rows = [cells(row) for row in split(body, "\\\\")]
    width = max(len(row) for row in rows)
    return [
        formula
        for first in range(0, width, 2)
        for row in rows
        if (formula := " ".join(cell.strip() for cell in row[first : first + 2]).strip())
    ]


def cells(row: str) -> list[str]:
    return split(row, "&")


def split(body: str, mark: str) -> list[str]:
    """At the marks that stand outside of all braces and environments."""
    parts, start, at, depth = [], 0, 0, 0
    while at < len(body):
        if depth == 0 and body.startswith(mark, at):
            parts.append(body[start:at])
            start = at = at + len(mark)
            continue
        edge = re.match(r"\\(begin|end)\{", body[at:])
        depth += {"begin": 1, "end": -1}[edge[1]] if edge else 0
        depth += (body[at] == "{") - (body[at] == "}")
        if edge:
            at += len(edge[0])
            depth += 1
        else:
            at += 2 if body[at] == "\\" and not body.startswith(mark, at) else 1
    return [*parts, body[start:]]


# --- LaTeX for Markdown ----------------------------------------------------------------------------------------------
LEVELS = ("part", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
HEADING = re.compile(r"^(#{1,6})\s+(.*)$", re.MULTILINE)
ITEM = re.compile(r"^(?:[-*]|\d+\.)\s+", re.MULTILINE)
STRONG = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def in_latex(text: str) -> str:
    parts = FORMULA.split(text)
    body = "".join(display(part) if number % 2 else prose(part) for number, part in enumerate(parts))
    return f"\\documentclass{{article}}\n\\usepackage{{amsmath}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


def display(formula: str) -> str:
    return f"\\[{formula[2:-2]}\\]" if formula.startswith("$$") else formula


def prose(text: str) -> str:
    for sign in "%&_":
        text = text.replace(sign, f"\\{sign}")
    text = HEADING.sub(heading, text)
    return ITEM.sub(r"\\par ", STRONG.sub(r"\\textbf{\1}", text)).replace("#", "\\#")


def heading(found: re.Match[str]) -> str:
    """Of the same depth. One that is cut by a formula is left as words: its end stands in another part."""
    whole = found.end() < len(found.string)
    return f"\\{LEVELS[len(found[1]) - 1]}*{{{found[2]}}}" if whole else found[2]
