"""The blocks of a Markdown text: markdown-it's, with paragraphs that know where a formula ends."""

from __future__ import annotations

import re
from bisect import bisect_right

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block, reference
from markdown_it.token import Token

from derive.document.delimiters import Closers
from derive.document.inline import find_formulas

MAX_NESTING = 60  # lists and quotations inside one another; deeper ones are read as plain paragraphs

_OPENS_FORMULA = re.compile(r"\$\$|\\{1,2}\[|\\begin\{")
_RAW_BLOCK = re.compile(r"<(?:(?:script|pre|style|textarea)(?=[\s>]|$)|!--|\?|![A-Za-z]|!\[CDATA\[)", re.IGNORECASE)
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*\Z")


def parse_blocks(text: str) -> list[Token]:
    """The block tokens of a text whose lines end in "\\n"; the content of a paragraph is its raw lines."""
    machine = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING + 10})
    ruler = machine.block.ruler
    ruler.disable("lheading")
    ruler.at("html_block", _raw_block, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("paragraph", _paragraph)
    ruler.at("reference", _reference)
    ruler.before("code", "formula", _formula_first)
    tokens: list[Token] = []
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    machine.block.parse(text, machine, {"closers": Closers(text), "lines": lines}, tokens)
    return tokens


def _raw_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """HTML whose content is no Markdown. Other tags stay in the paragraph: formulas stand inside them."""
    at = state.bMarks[start] + state.tShift[start]
    return bool(_RAW_BLOCK.match(state.src, at)) and html_block(state, start, end, silent)


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The target of a link, but not a footnote: that is prose."""
    at = _content_start(state, start)
    return not state.src.startswith("[^", at) and reference(state, start, end, silent)


def _formula_first(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph that begins with a formula, before an indented one is taken for code."""
    at = state.bMarks[start] + state.tShift[start]
    too_deep = state.level >= MAX_NESTING
    return (too_deep or bool(_OPENS_FORMULA.match(state.src, at))) and _paragraph(state, start, end, silent)


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph or a heading with an underline.

    A line inside a formula is never the begin of a list or a quotation, nor the underline of a heading.
    """
    if silent:
        return False
    line, level = _gather(state, start + 1, end)
    resume = _content_start(state, start)
    closing = _open_formula(state, resume, line, end)
    while closing:
        resume, last = closing
        line, level = _gather(state, last + 1, end)
        closing = _open_formula(state, resume, line, end)
    # a rule below a formula set apart is no underline
    _push(state, start, line, 0 if _OPENS_FORMULA.match(state.src, _content_start(state, start)) else level)
    return True


def _content_start(state: StateBlock, line: int) -> int:
    return int(state.bMarks[line] + state.tShift[line])


def _open_formula(state: StateBlock, start: int, line: int, end: int) -> tuple[int, int] | None:
    """Where the formula ends that is still open at the begin of `line`: its offset and its line."""
    text = state.src[start : state.eMarks[line - 1]]
    if _balanced(text):
        return None
    closers: Closers = state.env["closers"]
    for unclosed in find_formulas(text).unclosed:
        extent = closers.begun(start + unclosed.start, text[unclosed.start : unclosed.end])
        last = bisect_right(state.env["lines"], extent.end - 1) - 1 if extent else -1
        if extent and line <= last < end:
            return extent.end, last
    return None


def _balanced(text: str) -> bool:
    """Whether a look at the delimiters alone tells that no formula is open at the end of a text."""
    counts_agree = (
        text.count("$$") % 2 == 0
        and text.count(r"\[") == text.count(r"\]")
        and text.count(r"\begin{") == text.count(r"\end{")
    )
    return counts_agree and ("`" not in text or not _OPENS_FORMULA.search(text))


def _gather(state: StateBlock, line: int, end: int) -> tuple[int, int]:
    """The first line that does not continue the paragraph, and the level of the heading it underlines."""
    rules = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    level = 0
    while line < end and not state.isEmpty(line):
        if state.sCount[line] - state.blkIndent <= 3:
            underline = _UNDERLINE.match(state.src, _content_start(state, line), state.eMarks[line])
            if underline and state.sCount[line] >= state.blkIndent:
                level = 1 if underline[1][0] == "=" else 2
                break
            if state.sCount[line] >= 0 and any(rule(state, line, end, True) for rule in rules):
                break
        line += 1
    state.parentType = parent
    return line, level


def _push(state: StateBlock, start: int, line: int, level: int) -> None:
    kind, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    state.line = line + 1 if level else line
    opening = state.push(f"{kind}_open", tag, 1)
    opening.map = [start, state.line]
    content = state.push("inline", "", 0)
    content.map, content.children = [start, line], []
    content.content = state.getLines(start, line, state.blkIndent, False)
    state.push(f"{kind}_close", tag, -1)
