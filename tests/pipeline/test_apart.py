"""Lines that were read wrongly where a document says less: sections of longer ones, each as a document of its own."""

from __future__ import annotations

import pytest
from pipeline_rows import verdicts

LOGISTIC = "where $g(z)$ is the logistic function, for any vector $z$.\n\n"
PRINCIPLES = {
    "a condition that a parameter is chosen by": (
        r"Let $\ell = \sum_i \log p(x_i|y_i)$. Setting $\frac{\partial}{\partial \mu_j}\ell = 0$ gives the estimate.",
        1, "hypothesis"),
    "a density may depend on what nobody writes": (
        "Let $\\ell = \\sum_i \\log p(x_i|y_i)$. Then\n\n$$\\frac{\\partial}{\\partial \\mu} \\ell = 0$$",
        -1, "undecided"),
    "a goal is no definition": (
        "Suppose $x_0 = z_0 = 0$. Our goal is to show that the sequence obeys the equation $x_i = A z_i$ for all $i$.",
        -1, "undecided"),
    "a function that stands once": (
        r"Softmax is invariant: $s(\mathbf x + c)_i = \frac{e^{x_i + c}}{\sum_j e^{x_j + c}}$.",
        -1, "undecided"),
    "a number below a fraction": (
        "The Jacobian by $\\mathbf S$ is a matrix, for $\\log$ goes by entries.\n\n$$\\begin{aligned} "
        "G &= -\\frac{1}{m} \\mathbf Y \\mathbf K \\log \\mathbf S \\\\ "
        "&= -\\frac{1}{m} \\mathbf Y \\odot \\frac{1}{\\mathbf S} \\\\ "
        "&= -\\frac{1}{m} \\frac{\\mathbf Y}{\\mathbf S} \\end{aligned}$$", -1, "proved"),
    "a function named with its argument": (
        "Let $J(\\theta) = \\sum_i \\log(g(y_i x_i))$, " + LOGISTIC + "We use $g'(z) = g(z)(1 - g(z))$.",
        -1, "proved"),
    "its derivative, of one component": (
        r"Let $z \in \mathbb{R}^n$, and $\sigma$ the sigmoid. Then $\sigma'(z) = \sigma(z)(1 - \sigma(z))$.",
        -1, "proved"),
    "of which the sign may be wrong": (
        r"Let $z \in \mathbb{R}^n$, and $\sigma$ the sigmoid. Then $\sigma'(z) = \sigma(z)(1 + \sigma(z))$.",
        -1, "disproved"),
    "a prime of a function of a vector": (
        r"Let $\eta, y \in \mathbb{R}^d$. Then $\nabla_\eta (\eta^T y - a(\eta)) = y - a'(\eta)$.", -1, "proved"),
    "where the sign may be wrong, too": (
        r"Let $\eta, y \in \mathbb{R}^d$. Then $\nabla_\eta (\eta^T y - a(\eta)) = y + a'(\eta)$.", -1, "disproved"),
    "a quotient of two values": (
        r"Let $f$ be differentiable. Then $\frac{d}{dx} \log f(x) = f'(x)/f(x)$.", -1, "proved"),
    "and of a power of one": (
        r"Let $f$ be differentiable. Then $\frac{d}{dx} \frac{1}{f(x)} = -f'(x)/f(x)^2$.", -1, "proved"),
    "what is 0 beside a logarithm": (
        "Let $y$ be a one-hot vector where the true class is at position $o$. Then "
        "$-\\log p_o = -\\sum_w y_w \\log p_w$.", -1, "proved"),
    "a class that is the true one": (
        "Let $y$ and $p$ be two distributions and $c$ the correct class.\n\n"
        "$$L = -\\sum_i y_i \\log p_i = -\\log p_c$$", -1, "conditional"),
    "a mean that is taken from a column": (
        "Let $x \\in \\mathbb{R}^{m \\times d}$. For each feature $x_j$ let $\\mu_j = \\frac1m \\sum_{i=1}^m x_{ij}$ "
        "and $z_j = x_j - \\mu_j$.", -1, "definition"),
    "and no other number": (
        r"Let $x, v_j \in \mathbb{R}^d$ and $s_j \in \mathbb{R}$. Then $x = v_j - s_j$.", -1, "ill-typed"),
    "a notation that works in more than one case": (
        "We write $q = a^T W b$ for column vectors $a$ and $b$, but it still works when $a$ or $b$ are matrices.\n\n"
        "Then $\\frac{\\partial q}{\\partial b} = W^T a$.", -1, "proved"),
}
ENTRIES = "Let $A \\in \\mathbb{R}^{n \\times n}$ and $x \\in \\mathbb{R}^n$. "
ENTRY_WISE = (
    (r"(Ax)_i = \sum_j a_{ij} x_j", "proved"),
    (r"(Ax)_i = \sum_j a_{ji} x_j", "conditional"),
    (r"x^T A x = \sum_{i,j} a_{ij} x_i x_j", "proved"),
    (r"\frac{\partial}{\partial a_{ij}} x^T A x = x_i x_j", "proved"),
    (r"\frac{\partial}{\partial a_{ij}} x^T A x = x_i^2", "conditional"),
    (r"\operatorname{tr}(A) = \sum_i a_{ii}", "proved"),
    (r"A^T = (a_{ji})", "proved"),
    (r"A = (a_{ij})", "proved"),
    (r"A = (a_{ji})", "conditional"),
)


@pytest.mark.parametrize("name", PRINCIPLES)
def test_verdict(name: str) -> None:
    text, place, verdict = PRINCIPLES[name]
    assert verdicts(text)[place] == verdict


@pytest.mark.parametrize(("line", "verdict"), ENTRY_WISE)
def test_small_letters_are_the_entries_of_a_matrix(line: str, verdict: str) -> None:
    assert verdicts(f"{ENTRIES}Then ${line}$.")[-1] == verdict


def test_they_are_so_where_words_say_it() -> None:
    said = "Let $A$ be an $n \\times n$ matrix with entries $m_{ij}$. Then $\\operatorname{tr}(A) = \\sum_i m_{ii}$."
    assert verdicts(said)[-1] == "proved"


def test_they_are_not_where_an_equation_defines_them() -> None:
    other = "Let $A$ be an $n \\times n$ matrix. Let $a_{ij} = x_i x_j$. Then $\\operatorname{tr}(A) = \\sum_i a_{ii}$."
    assert verdicts(other)[-1] == "undecided"


@pytest.mark.parametrize(
    "words",
    [
        "In order for the norm to be kept, we would need $A^T A = I$.",
        "Equality requires $A^T A = I$.",
        "For this to hold we need\n\n$$A^T A = I$$",
        "Then we must have $A^T A = I$.",
    ],
)
def test_what_a_text_says_it_needs_is_no_claim(words: str) -> None:
    assert verdicts("Let $A \\in \\mathbb{R}^{n \\times n}$. " + words)[-1] == "hypothesis"


def test_what_is_needed_and_true_is_proved() -> None:
    assert verdicts("For the induction we need $(a + b)^2 = a^2 + 2ab + b^2$.") == ["proved"]


def test_a_symbol_that_words_compute_from_another_is_not_arbitrary() -> None:
    said = "Let $S$ be a symmetric matrix and $x$ a vector.\n\n$$x^T S x = \\lambda x^T x$$\n\n"
    assert verdicts(said + "where $\\lambda$ is the eigenvalue of $S$ and $x$ belongs to it.")[-1] == "undecided"
