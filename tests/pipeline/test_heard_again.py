"""What two hostile readings found: assumptions that were proved, and true lines that were called false."""

from __future__ import annotations

import pytest
from pipeline_rows import verdicts

OPEN = {"undecided", "hypothesis"}
DOCUMENTS = {
    "what is needed is not proved from itself": (
        "We need $e^{a+b} = e^a+e^b$.\n\nIndeed,\n\n$$e^{a+b} = e^a+e^b$$", -1, OPEN),
    "nor what is said in passing": (
        r"With $s(x)=\log(1+e^x)$, $s'(x)=2\sigma(x)$, where $\sigma(x)=\frac{1}{1+e^{-x}}$."
        "\n\n$$s'(x) = 2\\sigma(x)$$", -1, OPEN),
    "a sign that was assumed in the problem before": (
        "## Problem 1\n\nLet $x>0$. Then $|x|=x$.\n\n## Problem 2\n\nFor real $x$, $\\sqrt{x^2} = x$.",
        -1, {"conditional"}),
    "and a size": (
        "## Problem 1\n\nLet $n = 2$, so $\\sum_{i=1}^n 1 = 2$.\n\n## Problem 2\n\nLet $n$ be a number. Then "
        "$\\sum_{i=1}^n 1 = 2$.", -1, {"disproved"}),
    "a solution is no definition": (
        "Let $f(x)=(x-a)^2$. Setting $f'(x)=0$ gives\n\n$$x=a$$\n\n$$f(x)=7(x-a)^2$$", -1, OPEN),
    "a gradient that is set to zero": (
        "Let $J(w) = \\frac12\\|Xw-y\\|^2$ with $X \\in \\mathbb{R}^{m\\times n}$. We get\n\n"
        "$$\\nabla J(w) = 3X^T(Xw-y) = 0$$\n\n$$w = (X^TX)^{-1}X^Ty$$\n\n$$\\nabla J(w) = 3X^T(Xw-y)$$",
        -1, {"disproved"}),
    "how many samples there are": (
        "The mean of the $n$ samples is $\\bar x = \\frac1n\\sum_ix_i$.\n\n$$\\sum_i(x_i-\\bar x)^2 = "
        "\\sum_ix_i^2-n\\bar x^2$$", -1, OPEN),
    "only the correct class": (
        "Let $L=-\\sum_{k=1}^K y_k\\log p_k$ with $p=\\mathrm{softmax}(z)$. Since only the correct class $c$ has "
        "$y_c=1$, we have $L=-\\log p_c$.", -1, {"conditional"}),
    "what was to be shown, said again": ("We want to prove that $x=y$.\n\n$$x=y$$\n\n$$x^2=xy$$", 1, OPEN),
    "the weights of an attention are no entries": (
        "Let $A \\in \\mathbb{R}^{n \\times n}$ be the adjacency matrix. Let $a_{ij}$ be the attention weight. Then "
        "$\\operatorname{tr}(A) = \\sum_i a_{ii}$.", -1, OPEN),
    "two sums without an index": ("$$\\sum_i x - \\mu = \\sum_i x - \\sum_i \\mu$$", -1, OPEN),
    "a value at the zero vector": (
        "Let $\\phi(p) = g^T p + \\frac12 p^T H p$ with $g \\in \\mathbb{R}^n$ and $H \\in \\mathbb{R}^{n \\times n}$. "
        "Then $\\phi(0) = 0$.", -1, {"proved"}),
    "a trace of a number": (
        "Let $A \\in \\mathbb{R}^{n \\times n}$ and $x \\in \\mathbb{R}^n$. Then "
        "$\\operatorname{tr}(A x x^T) = \\operatorname{tr}(x^T A x) = x^T A x$.", -1, {"proved"}),
    "a product that is said to be symmetric": (
        "Let $A,B\\in\\mathbb{R}^{n\\times n}$ be such that $AB$ is symmetric. Then $AB=(AB)^T$.",
        -1, {"proved", *OPEN}),
    "a basis vector": (
        "Let $A\\in\\mathbb{R}^{n\\times n}$ and $e_k$ the $k$-th standard basis vector. Then $e_k^T A e_l = a_{kl}$.",
        -1, OPEN),
    "a gradient at another point": (
        "Let $f:\\mathbb{R}^n\\to\\mathbb{R}$, $A\\in\\mathbb{R}^{n\\times n}$ and $g(z) = f(Az)$. Then "
        "$\\nabla_z g(z) = A^T\\nabla_x f(Az)$.", -1, OPEN),
    "a function that need be no number": (
        "Let $A\\in\\mathbb{R}^{n\\times n}$ be invertible. Then $A^{-1} = \\frac{1}{\\det A}\\operatorname{adj}(A)$.",
        -1, OPEN),
    "a layer that is normalised": (
        "Let $x\\in\\mathbb{R}^d$, $\\mu = \\frac1d\\sum_{i=1}^dx_i$ and $s > 0$. Let "
        "$y = \\frac{x-\\mu}{s}$.", -1, {"definition"}),
    "samples of a normal distribution": (
        "Let $x_1,\\dots,x_m\\in\\mathbb{R}^n$ be samples from $N(\\mu,\\Sigma)$. With "
        "$\\ell(\\mu) = -\\frac12 \\sum_{i=1}^m (x_i - \\mu)^T \\Sigma^{-1} (x_i - \\mu)$ "
        "we have $\\nabla_\\mu\\ell = \\sum_{i=1}^m\\Sigma^{-1}(x_i-\\mu)$.",
        -1, {"proved"}),
    "what is redeclared in another section": (
        "## Weights\n\nLet $\\sum_k\\pi_k=1$ be weights.\n\n## Vectors\n\nLet $\\pi\\in\\mathbb{R}^n$ be any vector. "
        "Then $\\sum_k\\pi_k=1$.", -1, {"disproved", *OPEN}),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_verdict(name: str) -> None:
    text, place, wanted = DOCUMENTS[name]
    assert verdicts(text)[place] in wanted
