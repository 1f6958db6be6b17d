"""LaTeX to MathML, which browsers render themselves. What comes out is rebuilt from a list of allowed elements.

The converter is a library; its own serialiser does not escape text, so its element tree alone is used, and written
anew here: elements and attributes from the two lists, all text escaped. Where a formula is not on the list of
`formula.py`, or the library stumbles, there is no picture, and the report shows the source, which is there anyway.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from itertools import zip_longest

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element
from markupsafe import Markup, escape

from derive.report.formula import is_typeset, tidied


class NotShown(Exception):
    """The converter made something that is not on the lists."""


ELEMENTS = frozenset(["math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot"])
ELEMENTS |= {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded"}
ATTRIBUTES = frozenset(["display", "accent", "accentunder", "stretchy", "fence", "form", "columnalign", "scriptlevel"])
ATTRIBUTES |= {"displaystyle", "linethickness", "movablelimits", "minsize", "maxsize", "largeop"}
ATTRIBUTES |= {"width", "lspace", "rspace"}
VALUE = re.compile(r"[A-Za-z0-9.% -]*")
STUMBLES: tuple[type[Exception], ...] = (
    NotShown,
    *(kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception)),
    LookupError,  # its tables and token lists
    ValueError,
    TypeError,
    AttributeError,
    StopIteration,
    RuntimeError,  # the same inside one of its generators, and too deep a nesting
)
NAMES = "log|ln|exp|sin|cos|tan|tanh|sinh|cosh|det|dim|max|min"
NAMED = re.compile(rf"(\\(?:{NAMES}))(?=\s+[A-Za-z0-9]|\s*\\(?!left|[bB]ig))")
BARS = ("|", "‖", "∥")
CLOSERS = (")", "]", "}", "|", "‖", "!", "′", "⟩", "⌋", "⌉")
FORMULA = re.compile(r"\$([^$]+)\$")
ALIGNED = re.compile(r"\\(begin|end)\{aligned\}")


@lru_cache(maxsize=4096)
def mathml(latex: str, display: str = "block") -> Markup:
    """The formula as MathML, or nothing.

    >>> mathml(r"\\input{x}")
    Markup('')
    """
    formula = tidied(latex)
    if not is_typeset(formula):
        return Markup("")
    try:
        return _written(convert_to_element(_spelled(formula), display=display))
    except STUMBLES:
        return Markup("")


def sentence(text: str) -> Markup:
    """A message with its formulas, which stand between dollar signs, drawn in the line; those without a picture stay.

    >>> sentence(r"$\\input{x}$ is <i>")
    Markup('$\\\\input{x}$ is &lt;i&gt;')
    """
    pieces = FORMULA.split(text)  # words, formula, words, ...
    drawn = (mathml(formula, "inline") or escape(f"${formula}$") for formula in pieces[1::2])
    return Markup("").join(piece for pair in zip_longest(map(escape, pieces[::2]), drawn) for piece in pair if piece)


def _spelled(latex: str) -> str:
    """Spellings that the converter does not draw well, in ones that it does."""
    plain = re.sub(r"\\(bm|boldsymbol)(?![A-Za-z])", r"\\mathbf", latex)
    plain = re.sub(r"\\intercal(?![A-Za-z])", r"\\top", plain)
    plain = re.sub(r"\\arg(?![A-Za-z])", r"\\operatorname{arg}", plain)
    plain = NAMED.sub(r"\1\\,", plain)  # TeX leaves a thin space after the name of a function
    return ALIGNED.sub(r"\\\1{matrix}", plain)


def _written(element: ET.Element) -> Markup:
    if element.tag not in ELEMENTS:
        raise NotShown(element.tag)
    text = html.unescape(element.text or "")
    if "\\" in text or "&" in text:  # a command or an alignment that it did not understand
        raise NotShown(text)
    _mark_prefixes(element)
    _mark_accent(element)
    inside = Markup("").join([escape(text), *(_written(child) for child in element)])
    return Markup("<{0}{1}>{2}</{0}>").format(element.tag, _attributes(element), inside)


def _mark_prefixes(row: ET.Element) -> None:
    """A sign after another sign, as in `= -u`, belongs to what follows it; a browser would space it as a difference."""
    before: ET.Element | None = None
    for child in row:
        sign = html.unescape(child.text or "") if child.tag == "mo" else ""
        if sign in ("−", "+") and _opens(before):
            child.set("form", "prefix")
        if sign in BARS:  # which of them opens and which closes, only the author knows
            child.attrib.update(lspace="0em", rspace="0em")
        before = child


def _mark_accent(element: ET.Element) -> None:
    """A hat or a tilde over one letter keeps its size; over more it spans them."""
    if element.tag == "mover" and len("".join(element[0].itertext())) == 1:
        element[-1].set("stretchy", "false")


def _opens(before: ET.Element | None) -> bool:
    return before is None or (before.tag == "mo" and html.unescape(before.text or "") not in CLOSERS)


def _attributes(element: ET.Element) -> Markup:
    kept = [(name, value) for name, value in element.attrib.items() if name in ATTRIBUTES and VALUE.fullmatch(value)]
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in kept)
