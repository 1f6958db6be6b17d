"""Every relation of a formula gives a row, or the formula is told as one that could not be read.

Each form holds one relation, `x + x = 3x`: it must be told, and never as true. The same form with `x + x = 2x` must be
told too, and never as false.
"""

from __future__ import annotations

import pytest

from derive.verify import check_text

FALSE, TRUE = "x + x = 3x", "x + x = 2x"
FORMS = {
    "in brackets": "$$[x + x = 3x]$$",
    "in braces": r"$$\{x + x = 3x\}$$",
    "in parentheses": "$$(x + x = 3x)$$",
    "in high parentheses": r"$$\left( x + x = 3x \right)$$",
    "in parentheses in a sentence": "Hence $(x + x = 3x)$ holds.",
    "in parentheses one behind the other": "$$(y = y), (x + x = 3x)$$",
    "in parentheses among words": r"$$y + y = 2y \quad (\text{since } x + x = 3x)$$",
    "in parentheses joined": r"$$(y + y = 2y) \wedge (x + x = 3x)$$",
    "in parentheses concluded": r"$$(y + y = 2y) \Rightarrow (x + x = 3x)$$",
    "in a box": r"$$\boxed{x + x = 3x}$$",
    "over a brace": r"$$\underbrace{x + x = 3x}_{\text{claim}}$$",
    "under a brace": r"$$\overbrace{x + x = 3x}^{\text{claim}}$$",
    "over a line": r"$$\underline{x + x = 3x}$$",
    "under a line": r"$$\overline{x + x = 3x}$$",
    "for all, a colon": r"$$\forall x: x + x = 3x$$",
    "for all, a comma": r"$$\forall x, x + x = 3x$$",
    "for all, a full stop": r"$$\forall x. x + x = 3x$$",
    "for all, a space": r"$$\forall x\; x + x = 3x$$",
    "for all, a wide space": r"$$\forall x \quad x + x = 3x$$",
    "for all, in a set, a colon": r"$$\forall x \in \mathbb{R}: x + x = 3x$$",
    "for all, in a set, a space": r"$$\forall x \in \mathbb{R}\; x + x = 3x$$",
    "for all, in brackets": r"$$\forall x\, [x + x = 3x]$$",
    "for all, in brackets itself": r"$$(\forall x \in \mathbb{R}) (x + x = 3x)$$",
    "for all of two": r"$$\forall x, y: x + x = 3x$$",
    "for all of a list": r"$$\forall i \in \{1..n\}\; x + x = 3x$$",
    "for all of a range": r"$$\forall i = 1, \dots, n: x + x = 3x$$",
    "for all in a sentence": r"Then $\forall x: x + x = 3x$.",
    "there is": r"$$\exists x: x + x = 3x$$",
    "denied": r"$$\neg (x + x = 3x)$$",
    "at a place": r"$$\left. x + x = 3x \right|_{x = 1}$$",
    "in bars": "$$|x + x = 3x|$$",
    "a list that goes on": r"$$x + x = 3x, \ldots$$",
    "a matrix of equations": r"$$\begin{pmatrix} x + x = 3x \\ y = y \end{pmatrix}$$",
    "an array in brackets": r"$$\left[\begin{array}{c} x + x = 3x \\ y = y \end{array}\right]$$",
    "rows among rows": r"$$\begin{gathered}\begin{aligned} x + x &= 3x \end{aligned}\\ y = y\end{gathered}$$",
    "rows in a cell": r"$$\begin{aligned} & \begin{aligned} x + x &= 3x \end{aligned}\\ & y = y\end{aligned}$$",
    "a sign with its spacing": r"$$x + x \mathrel{=} 3x$$",
    "a sign in braces": "$$x + x {=} 3x$$",
    "a sign with a note below": r"$$x + x \underset{(a)}{=} 3x$$",
    "a sign with a note above": r"$$x + x \stackrel{(a)}= 3x$$",
    "a long sign": r"$$x + x \xlongequal{a} 3x$$",
}
LATEX = {
    "in a title": r"\begin{theorem}[Rule $x + x = 3x$] Hi \end{theorem}",
    "in a frame": r"\begin{empheq}[box=\fbox]{align} x + x &= 3x \end{empheq}",
    "without dollars": r"We have \ensuremath{x + x = 3x}.",
    "in a macro": r"\newcommand{\rule}{$x + x = 3x$} We have \rule.",
    "in a macro of a macro": r"\newcommand{\one}{$x + x = 3x$}\newcommand{\two}{\one, $y$} We have \two.",
    "in the argument of a macro": r"\newcommand{\eq}[1]{\begin{equation}#1\end{equation}} \eq{x + x = 3x}",
    "behind an optional argument": r"\newcommand{\eq}[2][a]{\[#2\] #1} \eq{x + x = 3x}",
    "in a footnote": r"A.\footnote{Indeed $x + x = 3x$.}",
    "in a caption": r"\begin{figure}\caption[Short]{The rule $x + x = 3x$}\end{figure}",
    "in a cell": r"\begin{tabular}{cc} $x + x = 3x$ & b\\ c & d\end{tabular}",
}
FORMS |= {
    "in a table": "| a | b |\n|---|---|\n| $x + x = 3x$ | $y$ |\n",
    "in a link": "[see $x + x = 3x$](http://a.b)",
    "in a caption": "![the rule $x + x = 3x$](a.png)",
    "in a footnote": "A claim.[^1]\n\n[^1]: Indeed $x + x = 3x$.",
    "in a heading": "# The rule $x + x = 3x$",
    "in a quotation": "> We have\n> $$\n> x + x = 3x\n> $$",
    "in an item": "1. Claim:\n\n   $$\n   x + x = 3x\n   $$\n",
    "in HTML": "<details><summary>$x + x = 3x$</summary></details>",
    "in a fence": "```math\nx + x = 3x\n```",
    "in a fence with options": "```{math}\n:label: rule\nx + x = 3x\n```",
    "in a note": "```{note}\nWe have $x + x = 3x$.\n```",
    "in a frame": "\\begin{empheq}{align}\nx + x &= 3x\n\\end{empheq}",
}
ALL = [*((text, "form.md") for text in FORMS.values()), *((text, "form.tex") for text in LATEX.values())]
SIGNS = (
    *("=:", ":=", r"\mathrel{:=}", r"\mathrel{\mathop:}=", r"\vcentcolon=", r"\coloneqq", "≜", r"\triangleq"),
    *(r"\equiv", r"\overset{def}{=}", r"\stackrel{\text{def}}{=}", r"\simeq", r"\cong", r"\ll", r"\gg", r"\prec", "≃"),
    *(r"\asymp", r"\lesssim", r"\subset", r"\supseteq", r"\nleq", r"\not\geq", r"\hat{=}", r"\dot{=}", r"\in"),
)
NO_CLAIMS = (
    "$[i = j]$", "$(i = j)$", r"$\{X = x\}$", r"$$z = \mathbb{1}[y = k]$$", r"$$z = 1\{y = k\}$$", "$P(X + Y = 2)$",
    r"$\{x : f(x) = 0\}$", r"$\{x \mid x^2 = 1\}$", "$f(x = 0)$", r"$\sum_{i = 1}^n a_i$", r"$f(x)|_{x = 0}$",
    "`$x + x = 3x$`", "```python\n# $x + x = 3x$\n```", "```{r}\n# $x + x = 3x$\n```", "<!-- $x + x = 3x$ -->",
    r"$x^{i = j}$", r"vectors $\in \mathbb{R}^d$",
)  # fmt: skip
NEVER_TRUE = {"disproved", "conditional", "ill-typed", "undecided", "unread"}
NEVER_FALSE = {"proved", "undecided", "unread"}
CASES = {
    "a letter bound anew": (r"Let $a = 2$. $$\forall a: a + a = 4$$", {"a + a = 4": {"undecided"}}),
    "a letter bound behind": (r"Let $a = 2$. $$a + a = 4 \quad \forall a$$", {"a + a = 4": {"undecided"}}),
    "a sign that is not meant": (r"Let $a > 0$. $$\forall a \in \mathbb{R}: |a| = a$$", {"|a| = a": {"undecided"}}),
    "a sign that is meant": (r"$$\forall a > 0: |a| = a$$", {"|a| = a": {"proved"}}),
    "a bound letter has no value": (
        r"$$\forall x: x = 2$$ Then $$x^2 = 4$$", {"x = 2": {"disproved"}, "x^2 = 4": NEVER_TRUE},
    ),
    "bound matrices": (
        r"$$\forall A, B \in \mathbb{R}^{n\times n}: AB = BA$$", {"AB = BA": {"disproved", "undecided"}},
    ),
    "an identity of bound letters": (r"$$\forall a, b \in \mathbb{R}: ab = ba$$", {"ab = ba": {"proved"}}),
    "for all components": (r"$$\forall i,\; x_i^2 \geq 0$$", {r"x_i^2 \geq 0": {"proved"}}),
    "some value": (r"$$\forall y \exists x: x + y = 0$$", {"x + y = 0": {"undecided"}}),
    "denied in words": (
        r"$$\text{It is not true that } x + x = 3x$$", {"x + x = 3x": {"undecided"}},
    ),
    "denied behind": (r"$$x + x = 3x \text{ is false}$$", {"x + x = 3x": {"undecided"}}),
    "some value in words": (
        r"$$\text{There is } x \text{ such that } x + x = 3x$$", {"x + x = 3x": {"undecided"}},
    ),
    "a constraint": (r"$$\min_x x^2 \quad \text{subject to } x + x = 3$$", {"x + x = 3": {"hypothesis"}}),
    "no value": (r"$$\nexists x: x + x = 2x$$", {"x + x = 2x": {"undecided"}}),
    "one of two": (r"$$x = 2 \lor x + x = 3x$$", {"x = 2": {"undecided"}, "x + x = 3x": {"undecided"}}),
    "equivalent equations": (r"$$2x = 4 \iff x = 2$$", {"2x = 4": {"undecided"}, "x = 2": {"undecided"}}),
    "an equation that is solved": (
        r"$$2x + 1 = 5 \Rightarrow 2x = 4 \Rightarrow x = 2$$",
        {"2x + 1 = 5": {"hypothesis"}, "2x = 4": {"hypothesis", "proved"}},
    ),
    "what another follows from": (  # and nothing is claimed of it
        r"$$(a + b)^2 = a^2 + b^2 \Rightarrow (a + b)^2 - b^2 = a^2$$ Then $$(a + b)^2 - b^2 = a^2$$",
        {"(a + b)^2 = a^2 + b^2": {"hypothesis"}},
    ),
    "a reason behind": (r"$$2x = 4 \Leftarrow x = 2$$", {"2x = 4": {"proved"}}),
    "defined at the end": (
        "$$s = a + b =: t$$ $$t = a + b$$ $$t = a$$",
        {"t := a + b": {"definition"}, "t = a + b": {"proved"}, "t = a": {"disproved"}},
    ),
    "laid down": (r"Let $m \ll n$ and $S \subset T$.", {r"m \ll n": {"hypothesis"}, r"S \subset T": {"hypothesis"}}),
    "a sum in a set": (r"Then $x + y \in S$.", {r"x + y \in S": {"undecided"}}),
}


def told(text: str, name: str = "form.md") -> dict[str, str]:
    """The verdict of each row, by its formula without blanks; a formula that is not read has all of its text."""
    report = check_text(text, name)
    assert not report.internal
    return {row.latex.replace(" ", ""): row.verdict for row in report.rows}


@pytest.mark.parametrize(("text", "file"), ALL, ids=[*FORMS, *(f"LaTeX {name}" for name in LATEX)])
@pytest.mark.parametrize(("relation", "allowed"), [(FALSE, NEVER_TRUE), (TRUE, NEVER_FALSE)], ids=["false", "true"])
def test_the_relation_is_told(text, file, relation, allowed):
    verdicts = told(text.replace("3x", relation[-2:]), file)
    found = [verdict for latex, verdict in verdicts.items() if relation[-2:] in latex]
    assert found and set(found) <= allowed, verdicts


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_told(sign):
    verdicts = told(f"$$a + b {sign} a^2$$")
    assert verdicts and set(verdicts.values()) <= {"disproved", "undecided", "unread"}, verdicts


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_a_part_of_an_expression_claims_nothing(text):
    assert all(latex.startswith("z=") for latex in told(text)), told(text)


@pytest.mark.parametrize("name", CASES)
def test_what_is_bound_and_joined(name):
    text, wanted = CASES[name]
    verdicts = told(text)
    for latex, allowed in wanted.items():
        assert verdicts[latex.replace(" ", "")] in allowed, verdicts
