"""Large and hostile texts: read in linear time, without deep recursion, with bounds that count."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from derive.document import Document, read_text

KINDS = ["markdown", "latex"]
SIZE = 4_000
GROWTH = 10
HOSTILE = [
    *("$", "$$ ", "$ ", "$5 ", "$$ a\n\n", "\\[", "\\[ a = \\alpha\n\n", "\\( a", "\\begin{align}"),
    "\\begin{align} a\n\n",
    *("\\begin{align}\\begin{cases}", "{", "${", "$\\text{", "`", "`` ` ", "<", "<!--", "<pre> ", "<a a ", "[]("),
    *("](a", "> ", "> $$ a\n", "- $$ a\n", " - a\n", "[a]: \n", "\\def\\a{", "\\newcommand{\\a}[1]{", "a\n===\n"),
    *("$`", "%\n", "$$\n= a\n\n", "```math\n", '[a](b "', "\\item ", "\\section{", "\\verb|", "\\begin{verbatim}"),
    *("\\label{", "\\be ", "\\newcommand{\\a}{b} $\\a$ ", "\\iffalse ", "\\newenvironment{a}{", "~", "a\r\n\r\n"),
]


def formulas(document: Document) -> list[str]:
    return [piece.text.value for piece in document.pieces if piece.is_formula]


def seconds(text: str, kind: str) -> float:
    start = time.process_time()
    read_text(text, "hostile", kind)
    return time.process_time() - start


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", HOSTILE, ids=repr)
def test_time_is_linear(part: str, kind: str) -> None:
    """Ten times the text takes about ten times as long; a quadratic reader takes a hundred times."""
    small, large = part * (SIZE // len(part)), part * (GROWTH * SIZE // len(part))
    base = max(seconds(small, kind), 0.02)
    assert seconds(large, kind) < 4 * GROWTH * base


@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_nested_braces(kind: str) -> None:
    nested = "{" * 10_000 + "x" + "}" * 10_000
    assert formulas(read_text(f"${nested}$ and $y$", "a", kind)) == [nested, "y"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_of_five_megabytes(kind: str) -> None:
    part = "Words as people write them in their notes. " * 8 + "$x_i$\n\n$$\na = b + \\log c" + " + d" * 50 + "\n$$\n\n"
    count = 5_000_000 // len(part)
    start = time.process_time()
    assert len(formulas(read_text(part * count, "a", kind))) == 2 * count
    assert time.process_time() - start < 20


def test_deep_quotations_lose_nothing() -> None:
    assert formulas(read_text("> " * 500 + "$x$\n\n$y$", "a.md")) == ["x", "y"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_macro_that_doubles(kind: str) -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    doubling = "".join(f"\\def\\{this}{{\\{after}\\{after}}}\n" for this, after in pairwise(names))
    document = read_text(f"{doubling}$\\a = 0$ and $\\y$", "a", kind)
    assert formulas(document) == ["\\a = 0", "\\z\\z"]
    assert ["grows without bound" in notice.message for notice in document.notices] == [True]


def test_macros_of_one_document_share_a_bound() -> None:
    body = "x" * 20_000
    document = read_text(f"\\newcommand{{\\a}}{{{body}}}\n" + "$\\a$\n" * 200, "a.md")
    assert sum(map(len, formulas(document))) < 1_000_000
    assert document.notices


def test_text_is_never_run() -> None:
    text = "<script>alert(1)</script> $x$ \\write18{ls} $\\input{/etc/passwd}$ `$y$`"
    assert formulas(read_text(text, "a.md")) == ["x", "\\input{/etc/passwd}"]
