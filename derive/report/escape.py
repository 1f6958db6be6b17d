"""Text from documents made inert in LaTeX and in Markdown. HTML is escaped by Jinja itself."""

from __future__ import annotations

import re

from derive.report.formula import is_typeset, tidied
from derive.report.mathml import mathml


class Raw(str):
    """Text that is already safe in the language of its template, because it was made by a function of this file."""

    __slots__ = ()


LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "-": "-{}",  # two of them would join to a dash
    "\n": " ",
    "\t": " ",
}
GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi . pi rho . sigma tau upsilon phi chi"
LETTERS = {chr(0x3B1 + i): rf"\ensuremath{{\{name}}}" for i, name in enumerate(GREEK.split()) if name != "."}
LETTERS |= {"\N{GREEK SMALL LETTER PSI}": r"\ensuremath{\psi}", "\N{GREEK SMALL LETTER OMEGA}": r"\ensuremath{\omega}"}
CAPITALS = "\N{GREEK CAPITAL LETTER GAMMA}Gamma \N{GREEK CAPITAL LETTER DELTA}Delta \N{GREEK CAPITAL LETTER SIGMA}Sigma"
LETTERS |= {word[0]: rf"\ensuremath{{\{word[1:]}}}" for word in CAPITALS.split()}
SIGNS = {"∂": "partial", "∇": "nabla", "∑": "sum", "∏": "prod", "√": "surd", "∞": "infty", "∈": "in", "∉": "notin"}
SIGNS |= {"≤": "leq", "≥": "geq", "≠": "neq", "≈": "approx", "→": "to", "⇒": "Rightarrow", "·": "cdot", "×": "times"}
SIGNS |= {"⊤": "top", "⊥": "bot", "∀": "forall", "∃": "exists", "…": "ldots", "∴": "therefore"}
LETTERS |= {sign: rf"\ensuremath{{\{name}}}" for sign, name in SIGNS.items()}
LETTERS |= {"\N{MINUS SIGN}": r"\ensuremath{-}"}
QUOTES = {"\N{LEFT SINGLE QUOTATION MARK}": "`", "\N{RIGHT SINGLE QUOTATION MARK}": "'"}
QUOTES |= {"\N{LEFT DOUBLE QUOTATION MARK}": "``", "\N{RIGHT DOUBLE QUOTATION MARK}": "''"}
QUOTES |= {"\N{EN DASH}": "--", "\N{EM DASH}": "---", "\N{NO-BREAK SPACE}": "~"}
TABLE = LATEX | LETTERS | QUOTES


def latex_escaped(value: object) -> Raw:
    """Any value as LaTeX that prints it and does nothing else.

    >>> latex_escaped(r"\\input{x}")
    '\\\\textbackslash{}input\\\\{x\\\\}'
    """
    return value if isinstance(value, Raw) else Raw("".join(_latex_character(c) for c in str(value)))


def _latex_character(character: str) -> str:
    """A character that no table knows, and that no font may have, is printed as its code point."""
    if character in TABLE:
        return TABLE[character]
    return character if " " <= character <= "~" else rf"\codepoint{{{ord(character):04X}}}"


def latex_source(source: str) -> Raw:
    """Source text that may break after every token, so that a long formula does not run off the page."""
    tokens = re.findall(r"\\[A-Za-z]+|\\.|[A-Za-z]+|\d+|\s+|.", source, re.DOTALL)
    return Raw(r"\allowbreak{}".join(latex_escaped(token) for token in tokens))


def latex_formula(source: str) -> Raw:
    """The formula for mathematics mode if every token of it is on the list of harmless ones, else nothing.

    It must also have a picture in MathML: a formula with two superscripts at one place would stop TeX."""
    formula = tidied(source)
    if not is_typeset(formula) or not mathml(formula):
        return Raw("")
    return Raw(re.sub(r"\\(?:bm|intercal)(?![A-Za-z])", lambda m: MATH_NAMES[m.group()], " ".join(formula.split())))


MATH_NAMES = {"\\bm": "\\boldsymbol", "\\intercal": "\\top"}

MARKDOWN = re.compile(r"[\\`*_\[\]#!|<>~$&@]|:(?=//)|^(?:[+-]|\d+(?=[.)]))")


def markdown_escaped(value: object) -> Raw:
    """Any value as Markdown text: one line, and a backslash before each sign that Markdown or HTML would act on."""
    if isinstance(value, Raw):
        return value
    return Raw(MARKDOWN.sub(_backslashed, " ".join(str(value).split())))


def _backslashed(sign: re.Match[str]) -> str:
    """A number at the start of a line becomes a list only with its dot or bracket, so that is what is escaped."""
    return f"{sign[0]}\\" if sign[0].isdigit() else f"\\{sign[0]}"


def code(text: str) -> Raw:
    """Text as code within a line, in as many backticks as it takes."""
    ticks = _ticks(text, 1)
    return Raw(f"{ticks} {' '.join(text.split())} {ticks}")


def fenced(text: str, language: str = "") -> Raw:
    """Text as a block of code, in a fence that no line of it closes."""
    ticks = _ticks(text, 3)
    return Raw(f"{ticks}{language}\n{text}\n{ticks}")


def _ticks(text: str, least: int) -> str:
    runs = [len(run) for run in re.findall("`+", text)]
    return "`" * max([least, *(run + 1 for run in runs)])
