"""Documents that ask for trouble: for each name its file and its bytes. What is to become of them, the tests say.

`BAD` are the ones that a person may well hand in by mistake, `ATTACKS` want to crash, hang or trick the program.
"""

from __future__ import annotations

import json
from collections.abc import Callable

Document = tuple[str, bytes]


def markdown(*formulas: str) -> Document:
    return "a.md", "\n\n".join(f"$${formula}$$" for formula in formulas).encode()


def prose(text: str) -> Document:
    return "a.md", text.encode()


def latex(body: str, preamble: str = "") -> Document:
    text = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return "a.tex", text.encode()


def notebook(*cells: str) -> Document:
    made = [{"cell_type": "markdown", "metadata": {}, "source": cell, "id": f"c{n}"} for n, cell in enumerate(cells)]
    data = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return "a.ipynb", json.dumps(data).encode()


def nested(before: str, middle: str, after: str, times: int) -> str:
    return before * times + middle + after * times


def long_formula(characters: int) -> str:
    term = r"a_{1} x_{1} + b^{2} - "
    return (term * (characters // len(term) + 1))[:characters].rsplit(" ", 2)[0] + " = 0"


INJECTION = r"""Look: <script>alert(1)</script> <img src=x onerror=alert(2)> \input{/etc/passwd} \write18{touch pwned}

$$\input{/etc/passwd} = 1$$

$$\write18{touch pwned} x = x$$

$$\text{<script>alert(3)</script>} a = a + 1$$

$$\href{javascript:alert(4)}{x} = x$$

$$x</script><script>alert(5)</script> = x$$

$a = a$ and `<script>alert(6)</script>` and $\text{</title><script>alert(7)</script>} = b$
"""

MEGABYTES = "Some words on nothing in particular, with $a + b = b + a$ in the middle of it all.\n\n"

BAD: dict[str, Callable[[], Document]] = {
    "binary data": lambda: ("a.md", bytes(range(256)) * 40),
    "invalid UTF-8": lambda: ("a.md", b"$x = 1$\n\ncaf\xe9 $y = 2$\n"),
    "an empty file": lambda: ("a.md", b""),
    "white space alone": lambda: ("a.md", b" \n\t\n\n"),
    "prose without a formula": lambda: prose("There is nothing to check in here.\n"),
    "an unclosed $$": lambda: prose("First $a = a$.\n\n$$ a = b + \n\nand then the text goes on.\n"),
    "an unclosed environment": lambda: latex("\\begin{align}\n a &= b \\\\\n c &= d\n\nand more"),
    "an unclosed environment in Markdown": lambda: prose("$$\\begin{aligned} a &= b \\\\ c &= d$$\n\nafter\n"),
    "an undefined macro": lambda: markdown(r"\wobble{x} = x"),
    "an undefined macro in LaTeX": lambda: latex(r"\[ \wobble{x} = x \]"),
    "a macro that expands to itself": lambda: latex(r"\[ \loop = 1 \]", r"\newcommand{\loop}{\loop}"),
    "two macros in a circle": lambda: latex(r"\[ \ping = 1 \]", r"\newcommand{\ping}{\pong}\newcommand{\pong}{\ping}"),
    "macros that double": lambda: latex(
        r"\[ \m = 1 \]",
        r"\newcommand{\a}{xxxxxxxxxx}"
        + "".join(
            rf"\newcommand{{\{n}}}{{\{p}\{p}\{p}\{p}\{p}\{p}\{p}\{p}\{p}\{p}}}"
            for p, n in zip("abcdefghijkl", "bcdefghijklm", strict=True)
        ),
    ),
    "a fraction without arguments": lambda: markdown(r"\frac = 1", r"x = \frac", r"\frac{1} = 1"),
    "10,000 nested braces": lambda: markdown(nested("{", "x", "}", 10_000) + " = x"),
    "10,000 opened braces": lambda: markdown("{" * 10_000 + "x = x"),
    "a tower of powers": lambda: markdown("9^{9^{9^9}} = 9^{9^{9^8}}", "9^{9^{9^9}} = 9^{9^{9^9}}"),
    "a formula of 20,000 characters": lambda: markdown(long_formula(20_000)),
    "injection": lambda: prose(INJECTION),
    "injection in LaTeX": lambda: latex(
        INJECTION.replace("$$", "$"), r"\write18{touch pwned}\def\x{\input{/etc/passwd}}"
    ),
    "injection in a notebook": lambda: notebook(INJECTION, "$$\\text{<b>} = 1$$"),
    "a notebook that is no JSON": lambda: ("a.ipynb", b"{ this is not JSON"),
    "a notebook of another shape": lambda: (
        "a.ipynb",
        b'{"cells": [{"cell_type": "markdown", "source": 5}], "nbformat": 4}',
    ),
    "a notebook without cells": lambda: notebook(),
}

ATTACKS: dict[str, Callable[[], Document]] = {
    "a document of 5 MB": lambda: ("a.md", (MEGABYTES * (5_000_000 // len(MEGABYTES))).encode()),
    "a paragraph of 5 MB": lambda: ("a.md", (b"word " * 1_000_000) + b"$a = a$"),
    "5 MB in one formula": lambda: ("a.md", b"$$" + b"x+" * 2_500_000 + b"1 = 1$$"),
    "5 MB of dollars": lambda: ("a.md", b"$" * 5_000_000),
    "5 MB of backslashes": lambda: ("a.md", b"\\" * 5_000_000),
    "5 MB of quotes": lambda: ("a.md", b"> " * 2_500_000 + b"$a=a$"),
    "5 MB of brackets": lambda: ("a.md", b"[" * 5_000_000),
    "sums nested 12 deep": lambda: markdown(
        " ".join(rf"\sum_{{i_{{{n}}}=1}}^{{n}}" for n in range(12))
        + " "
        + " ".join(f"x_{{i_{{{n}}}}}" for n in range(12))
        + r" = \left(\sum_{i=1}^n x_i\right)^{12}",
        " ".join(rf"\sum_{{i_{{{n}}}=1}}^{{n}}" for n in range(12))
        + " "
        + " ".join(f"x_{{i_{{{n}}}}}" for n in range(12))
        + r" = 0",
    ),
    "a product of 30 sums": lambda: markdown(
        "".join(f"(a_{{{n}}} + b_{{{n}}})" for n in range(30)) + " = 0",
        "".join(f"(a_{{{n}}} + b_{{{n}}})" for n in range(30))
        + " = "
        + "".join(f"(b_{{{n}}} + a_{{{n}}})" for n in range(30)),
    ),
    "a product of 30 sums over n": lambda: markdown(
        "".join(rf"\left(\sum_{{i=1}}^n x_{{i}}^{{{n}}} + y\right)" for n in range(1, 31)) + " = 0"
    ),
    "a high power of a sum": lambda: markdown(
        "(a + b + c + d + e)^{200} = 0", "(a+b)^{1000000} = (b+a)^{1000000}", "(a+b)^{99999999999} = 1"
    ),
    "a high derivative": lambda: markdown(r"\frac{\partial}{\partial x} " * 12 + r"e^{\sin(x^2) \log x} = 0"),
    "definitions in a circle": lambda: prose(
        "Let $a = b + 1$, $b = c + 1$ and $c = a + 1$.\n\n$$a = a + 3$$\n\n$$b = c$$\n"
    ),
    "a definition by itself": lambda: prose(
        "Let $f(x) = f(x) + 1$ and $g(x) = g(g(x))$.\n\n$$f(1) = 2$$\n\n$$g(g(2)) = g(1)$$\n"
    ),
    "definitions that double": lambda: prose(
        "Let $a_{0} = x + y$. "
        + " ".join(f"Let $q_{{{n + 1}}} = q_{{{n}}} q_{{{n}}} + q_{{{n}}}$." for n in range(40))
        + "\n\n$$q_{40} = 0$$\n"
    ),
    "named definitions that double": lambda: prose(
        "Let $A = x + y$. "
        + " ".join(
            f"Let ${n} = {p} {p} + {p}$."
            for p, n in zip("ABCDEFGHIJKLMNOPQRSTUVW", "BCDEFGHIJKLMNOPQRSTUVWX", strict=True)
        )
        + "\n\n$$X = 0$$\n"
    ),
    "functions that double": lambda: prose(
        "Let $f(x) = x^2 + x + 1$.\n\n$$"
        + nested("f(", "x", ")", 30)
        + " = 0$$\n\n$$\\frac{\\partial}{\\partial x} "
        + nested("f(", "x", ")", 12)
        + " = 0$$"
    ),
    "a huge exponent": lambda: markdown(
        "2^{100000000} = 3^{100000000}", "x^{10^{30}} = 1", r"1.0000001^{99999999999} = 1", r"2^{-1000000000} = 0"
    ),
    "a huge factorial": lambda: markdown(
        "100000000! = 1", "((9!)!)! = 2", r"\binom{1000000000}{500000000} = 1", r"\prod_{k=1}^{1000000000} k = 1"
    ),
    "a huge range": lambda: markdown(
        r"\sum_{i=1}^{10^{12}} x_i = 0", r"\sum_{i=1}^{1000000000} i = 5", r"\prod_{i=1}^{10^{9}} (1 + x_i) = 1"
    ),
    "huge numbers": lambda: markdown(
        "9" * 10_000 + " = " + "9" * 9_999,
        "1/" + "7" * 5_000 + " = 0." + "1" * 5_000,
        "1e999999999 = 1",
        "x_{99999999999999999999} = 1",
    ),
    "exponentials of exponentials": lambda: markdown(
        nested("e^{", "x", "}", 40) + " = 0",
        nested(r"\exp(", "1", ")", 40) + " = 0",
        nested(r"\log(", "x", ")", 40) + " = 0",
    ),
    "2,000 chained equalities": lambda: prose(
        "Let $x$ be real.\n\n$$" + " = ".join(["x + 1", "1 + x"] * 1000) + "$$\n"
    ),
    "2,000 equalities to be refuted": lambda: prose("$$" + " = ".join(f"x + {n}" for n in range(2000)) + "$$\n"),
    "thousands of symbols": lambda: markdown(" + ".join(f"a_{{{n}}}" for n in range(3000)) + " = 0"),
    "thousands of named symbols": lambda: markdown(" + ".join(rf"\mathrm{{name{n}}}" for n in range(2000)) + " = 0"),
    "thousands of definitions": lambda: prose(
        "\n\n".join(f"Let $\\mathrm{{q{n}}} = \\mathrm{{q{n - 1}}} + 1$." for n in range(1, 1500))
        + "\n\n$$\\mathrm{q1499} = 0$$\n"
    ),
    "a sum of 3,000 terms twice": lambda: markdown("+".join(["x"] * 3000) + " = 3000 x"),
    "a product of 3,000 factors": lambda: markdown(" ".join(["x"] * 3000) + " = x^{3000}"),
    "deep parentheses": lambda: markdown(nested("(", "x", ")", 3_000) + " = x"),
    "deep left and right": lambda: markdown(nested(r"\left(", "x", r"\right)", 3_000) + " = x"),
    "deep fractions": lambda: markdown(
        nested(r"\frac{1}{1+", "x", "}", 150) + " = x", nested(r"\frac{1}{1+", "x", "}", 3_000) + " = x"
    ),
    "deep powers": lambda: markdown(nested("x^{", "x", "}", 150) + " = x", nested("x^{", "x", "}", 3_000) + " = x"),
    "deep subscripts": lambda: markdown(nested("x_{", "x", "}", 150) + " = x", nested("x_{", "x", "}", 3_000) + " = x"),
    "deep roots": lambda: markdown(
        nested(r"\sqrt{", "x", "}", 150) + " = x", nested(r"\sqrt{", "x", "}", 3_000) + " = x"
    ),
    "deep accents": lambda: markdown(
        nested(r"\hat{", "x", "}", 150) + " = x", nested(r"\hat{", "x", "}", 3_000) + " = x"
    ),
    "deep functions": lambda: markdown(
        nested(r"\sigma(", "x", ")", 150) + " = x", nested(r"\tanh(", "x", ")", 3_000) + " = x"
    ),
    "deep minuses": lambda: markdown("-" * 150 + "x = x", "-" * 3_000 + "x = x"),
    "deep sums": lambda: markdown(r"\sum_{i=1}^n " * 100 + "x_i = 0", r"\sum_{i=1}^n " * 3_000 + "x_i = 0"),
    "deep derivatives": lambda: markdown(
        r"\frac{\partial}{\partial x} " * 100 + "x = 0", r"\frac{\partial}{\partial x} " * 3_000 + "x = 0"
    ),
    "deep transposes": lambda: markdown(
        nested("(", "A", ")^T", 150) + " = A", "A" + "^T" * 3000 + " = A", "A" + "'" * 3000 + " = A"
    ),
    "deep norms": lambda: markdown(nested(r"\|", "x", r"\|", 150) + " = x", nested("|", "x", "|", 3_000) + " = x"),
    "deep underbraces": lambda: markdown(
        nested(r"\underbrace{", "x", "}_{=0}", 150) + " = x", nested(r"\underbrace{", "x", "}_{=0}", 2_000) + " = x"
    ),
    "deep cases": lambda: markdown("x = " + nested(r"\begin{cases} ", "1, & x = 1", r" & x = 0 \end{cases}", 200)),
    "deep environments": lambda: latex(
        nested("\\begin{aligned} ", "x &= x", " \\end{aligned}", 500).join(("\\[", "\\]"))
    ),
    "deep text": lambda: markdown(
        nested(r"\text{", "x", "}", 3_000) + " = x", nested(r"\text{$", "x", "$}", 300) + " = x"
    ),
    "deep lists": lambda: prose("\n".join("  " * n + "- $a = a$" for n in range(500))),
    "deep notebook": lambda: ("a.ipynb", b'{"cells":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "deep products of matrices": lambda: prose(
        "Let $A \\in \\mathbb{R}^{n\\times n}$.\n\n$$" + "A " * 60 + "= A$$\n\n$$" + "(A + A^T)" * 12 + r" = A$$"
    ),
    "a large matrix": lambda: markdown(
        r"\begin{bmatrix}"
        + r"\\".join("&".join(f"a_{{{i}{j}}}" for j in range(60)) for i in range(60))
        + r"\end{bmatrix} = 0"
    ),
    "a hundred columns": lambda: markdown(r"\begin{aligned}" + "a &= b & " * 100 + r" \end{aligned}"),
    "many cases": lambda: markdown(
        r"f(x) = \begin{cases}" + "".join(rf"{n}, & x = {n} \\" for n in range(500)) + r"\end{cases}"
    ),
    "many deltas": lambda: markdown(
        r"\sum_{i=1}^n \sum_{j=1}^n " + r" ".join(r"(\delta_{ij} - p_i)" for _ in range(12)) + " = 0",
        " ".join(rf"\delta_{{i_{n} j_{n}}}" for n in range(9)) + " = 0",
    ),
    "many absolute values": lambda: markdown("+".join(f"|x_{{{n}}} - {n}|" for n in range(40)) + " = 0"),
    "many hypotheses": lambda: prose(
        " ".join(f"When $x > {n}$," for n in range(300)) + " $x = x$.\n\nAssume $y = 1$ and $y = 2$.\n\n$$1 = 2$$\n"
    ),
    "look-alikes": lambda: prose(
        "Let $a = 1$.\n\n$$а = 1$$\n\n$$ɑ = 1$$\n\n$$a＝1$$\n\n"
        "$$１ = 1$$\n\n$$x ⁄ x = 1$$\n\n$$x−x = 0$$\n\n$$\u212a = K$$\n"
    ),
    "hidden characters": lambda: prose(
        "$$a\u200b = a$$\n\n$$\u202ea = b\u202c$$\n\n$$x\u0301\u0301\u0301 = x$$\n\n$$a\u00a0=\u2028a$$\n\n"
        "\ufeff$$a = a$$\n\n$$\U0001f600 = 1$$\n\n$$\x1b[31m = 1$$\n\n$$\ud7ff = \ue000$$\n"
    ),
    "a thousand accents": lambda: prose("$$x" + "\u0301" * 10_000 + " = x$$\n"),
    "odd line ends": lambda: ("a.md", "$$a = a$$\r\r$$b = b$$\r\n\r\n$$c = c$$\x0b\x0c\x85\u2028$$d = d$$".encode()),
    "odd numbers": lambda: markdown(
        "1,2,3 = 6", "1.2.3 = 1", ".5 = 1/2", "00012 = 12", "1e5 = 100000", "0x10 = 16", "٣ = 3", "½ = 0.5", "x² = x^2"
    ),
    "odd denominators": lambda: markdown(
        r"\frac{1}{0} = 1",
        r"0/0 = 1",
        r"\frac{1}{x-x} = \frac{2}{x - x}",
        r"0^0 = 1",
        r"\log 0 = 1",
        r"\log(-1) = 1",
        r"\sqrt{-1} = i",
        r"0^{-1} = 0",
    ),
    "odd ranges": lambda: markdown(
        r"\sum_{i=5}^{1} i = 0",
        r"\sum_{i=i}^{i} i = i",
        r"\sum_{i=1}^{x_i} i = 0",
        r"\sum_{i=1}^{\infty} x_i = 0",
        r"\sum_{i=1}^{1/2} i = 0",
        r"\sum_{i=-n}^{n} i = 0",
        r"\sum_{i=n}^{1} x_i = 0",
        r"\sum_{=}^{} x = 0",
        r"\sum^{\sum} = 1",
    ),
    "odd relations": lambda: markdown(
        "= = =",
        "=",
        "a =",
        "= a",
        "a < b > c = d",
        r"a \neq a",
        r"a \approx b",
        r"a \propto b",
        r"a := a",
        r"a \equiv b",
        r"\Rightarrow",
        r"a = b \Rightarrow b = a",
        "a == b",
        "a != b",
        "a =!= b",
    ),
    "names of Python": lambda: markdown(
        r"\mathrm{\_\_import\_\_}(os) = 1",
        r"\mathrm{eval}(x) = x",
        r"\operatorname{exec}(x) = 1",
        r"\mathrm{lambda} = 1",
        r"\mathrm{None} = \mathrm{True}",
        r"S = S",
        r"\mathrm{__class__} = 1",
        r"{x}.__class__ = 1",
    ),
    "names of the program": lambda: markdown(
        r"\#1 = 1", r"x_{?} = 1", r"? = 1", r"x\#2 = x", r"\mathrm{?d} = 1", r"i\_1 = i"
    ),
    "delimiters that do not pair": lambda: markdown(
        "(x = x]", r"\left( x = x", r"x \right) = 1", r"\left. x \right| = 1", "|x||y|||z| = 1", r"[x) = 1", r"\{x = x"
    ),
    "characters of TeX": lambda: markdown(
        "a % b = c",
        "a & b = c",
        "a # b = 1",
        "a ~ b = 1",
        r"a \\ b = 1",
        r"\ = 1",
        "\\",
        r"\\\\\\",
        "^ = 1",
        "_ = 1",
        "x^ = 1",
        "x__y = 1",
        "x^^y = 1",
        "x^{}_{} = 1",
        "{} = {}",
        "x^'^' = 1",
    ),
    "macros with odd arguments": lambda: latex(
        r"\[\f = 1\] \[\g{a} = 1\] \[\h{a}{b}{c} = 1\]",
        r"\newcommand{\f}[99]{#1} \newcommand{\g}[1]{#2 #9} \newcommand{\h}[x]{#1} "
        r"\newcommand \def\a#1#2{ \DeclareMathOperator",
    ),
    "a macro that defines itself": lambda: latex(r"\[\f = 1\]", r"\newcommand{\f}{\newcommand{\f}{\f} \f \f}"),
    "a macro with its own name inside": lambda: latex(r"\[\f{\f{\f{x}}} = 1\]", r"\newcommand{\f}[1]{\f{#1 #1}}"),
    "included files": lambda: latex(
        r"\include{../../etc/passwd} \[x = x\] \verbatiminput{/etc/passwd} \openin5=/etc/passwd"
    ),
    "comments alone": lambda: latex("% \\[ x = y \\]\n" * 5000),
    "many documents in one": lambda: ("a.tex", b"\\documentclass{a}\\begin{document}$x=x$\\end{document}" * 200),
}
