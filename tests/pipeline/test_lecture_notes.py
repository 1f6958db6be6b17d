"""Steps as lecture notes have them, each true one beside its false neighbour: what is true is proved, what is false
is shown to be false or left open."""

from __future__ import annotations

import pytest

from derive.verify import check_text

NO = {"disproved", "conditional", "ill-typed", "undecided"}  # what is false must not pass
FALSE = {"disproved", "conditional"}  # shown to be false as it stands
TRUE = {"proved"}
OPEN = {"undecided"}
NORMALISED = (
    r"Let $x \in \mathbb{R}^d$, $\mu = \frac{1}{d} \sum_{i=1}^d x_i$ and "
    r"$\sigma^2 = \frac{1}{d} \sum_{i=1}^d (x_i - \mu)^2$, $\sigma = \sqrt{\sigma^2}$."
)
CASES = {
    "a derivative by what is made of the symbol": (
        r"Let $s > 0$ and $\beta = 1/s^2$.",
        {r"\frac{d s}{d \beta} = -\frac{1}{2} s^3": TRUE, r"\frac{d s}{d \beta} = \frac{1}{2} s^3": FALSE,
         r"\frac{d^2 s}{d \beta^2} = \frac{3}{4} s^5": TRUE, r"\frac{d^2 s}{d \beta^2} = \frac{3}{4} s^4": FALSE},
    ),
    "a parameter of a family of laws": (
        r"Let $0 < p < 1$ and $\eta = \log \frac{p}{1-p}$.",
        {r"\frac{\partial p}{\partial \eta} = p (1 - p)": TRUE, r"\frac{\partial p}{\partial \eta} = p (1 + p)": FALSE},
    ),
    "what is written in the other parameter": (
        r"Let $s > 0$, $\beta = 1/s^2$ and $L = \log s$.",
        {r"\frac{d L}{d \beta} = -\frac{1}{2 \beta}": TRUE, r"\frac{d L}{d \beta} = \frac{1}{2 \beta}": FALSE},
    ),
    "a coordinate that is made of two": (
        r"Let $r > 0$ and $\theta \in \mathbb{R}$ and $x = r \cos\theta$.",
        {r"\frac{\partial r}{\partial x} = \cos\theta": OPEN, r"\frac{\partial r}{\partial x} = 1 / \cos\theta": OPEN},
    ),
    "a deviation by its square": (
        NORMALISED,
        {r"\frac{\partial \sigma}{\partial x_j} = \frac{x_j - \mu}{d \sigma}": TRUE,
         r"\frac{\partial \sigma}{\partial x_j} = \frac{x_j - \mu}{\sigma}": FALSE},
    ),
    "a normalised layer": (
        NORMALISED + r" Let $y_i = (x_i - \mu) / \sigma$.",
        {r"\frac{\partial y_i}{\partial x_j} = (\delta_{ij} - \frac{1}{d} - \frac{1}{d} y_i y_j) / \sigma": TRUE,
         r"\frac{\partial y_i}{\partial x_j} = (\delta_{ij} - \frac{1}{d} - y_i y_j) / \sigma": FALSE},
    ),
    "the normal equations": (
        r"Let $X \in \mathbb{R}^{n \times d}$, $y \in \mathbb{R}^n$ and $\hat w = (X^\top X)^{-1} X^\top y$.",
        {r"X^\top (y - X \hat w) = 0": TRUE, r"X^\top (y + X \hat w) = 0": FALSE,
         r"(2 X^\top X)^{-1} = \frac{1}{2} (X^\top X)^{-1}": TRUE, r"(2 X^\top X)^{-1} = 2 (X^\top X)^{-1}": FALSE},
    ),
    "a projection": (
        r"Let $X \in \mathbb{R}^{n \times d}$ and $H = X (X^\top X)^{-1} X^\top$.",
        {"H H = H": TRUE, "H H = 2 H": FALSE, r"H^\top = H": TRUE, "H X = X": TRUE, "H X = 2 X": FALSE,
         r"\operatorname{tr}(H) = d": TRUE, r"\operatorname{tr}(H) = n": FALSE,
         r"X (X^\top X)^{-1} X^\top = I": FALSE},
    ),
    "a mean after the data": (
        r"Let $\Phi \in \mathbb{R}^{n \times d}$, $t \in \mathbb{R}^n$, $\alpha > 0$, $\beta > 0$,"
        r" $S = (\alpha I + \beta \Phi^\top \Phi)^{-1}$ and $m = \beta S \Phi^\top t$.",
        {r"S^{-1} m = \beta \Phi^\top t": TRUE, r"S m = \beta \Phi^\top t": FALSE,
         r"\alpha m = \beta \Phi^\top (t - \Phi m)": TRUE, r"\alpha m = \beta \Phi^\top (t + \Phi m)": FALSE},
    ),
    "inverses and determinants": (
        r"Let $A, B \in \mathbb{R}^{n \times n}$ be invertible.",
        {"(A B)^{-1} = B^{-1} A^{-1}": TRUE, "(A B)^{-1} = A^{-1} B^{-1}": FALSE,
         r"(A^\top)^{-1} = (A^{-1})^\top": TRUE, r"(A^\top)^{-1} = A^{-1}": FALSE,
         r"(3 A)^{-1} = \frac{1}{3} A^{-1}": TRUE, "(3 A)^{-1} = 3 A^{-1}": FALSE,
         "(A^{-1})^{-1} = A": TRUE, r"(A^{-1})^{-1} = A^\top": FALSE, "A^{-1} B = I": FALSE,
         "A^{-1} - B^{-1} = A^{-1} (B - A) B^{-1}": TRUE, "A^{-1} - B^{-1} = A^{-1} (A - B) B^{-1}": FALSE,
         "(A + B)^{-1} = A^{-1} + B^{-1}": FALSE, r"(I + A)^{-1} A = A (I + A)^{-1}": TRUE,
         r"(I + A)^{-1} B = B (I + A)^{-1}": FALSE, r"\det(A B) = \det(A) \det(B)": TRUE,
         r"\det(A B) = \det(A) + \det(B)": FALSE, r"\det(2 A) = 2^n \det(A)": TRUE,
         r"\det(2 A) = 2 \det(A)": FALSE, r"\det(A^\top) = \det(A)": TRUE,
         r"\det(A^{-1}) = \frac{1}{\det(A)}": TRUE, r"\det(A^{-1}) = \det(A)": FALSE},
    ),
    "an inverse that nothing is known of": (
        r"Let $A, B \in \mathbb{R}^{n \times n}$ with $A B = 2 A$.",
        {"A^{-1} A = I": TRUE, "A^{-1} B = 2 I": NO},
    ),
    "a gradient at a point": (
        r"Let $A \in \mathbb{R}^{m \times d}$, $b \in \mathbb{R}^m$, $w \in \mathbb{R}^d$, "
        r"$r = A w - b$ and $\lambda > 0$. "
        r"Let $R(w) = \frac{1}{2} \|r\|^2 + \frac{\lambda}{2} w^\top w$, "
        r"$\hat w = (A^\top A + \lambda I)^{-1} A^\top b$.",
        {r"\nabla R(\hat w) = 0": TRUE, r"\nabla R(\hat w) = A^\top b": FALSE, r"\nabla R(2 \hat w) = 0": FALSE,
         r"\nabla R(2 \hat w) = A^\top b": TRUE, r"\nabla_w R(0) = -A^\top b": TRUE,
         r"\nabla_w R(0) = A^\top b": FALSE,
         r"\nabla^2 R(\hat w) = A^\top A + \lambda I": TRUE, r"\nabla R(\hat w) = \nabla R(w)": OPEN,
         r"\nabla R(\hat w) = \lambda \hat w + A^\top r": OPEN, r"\nabla R(w + \hat w) = \nabla R(w)": OPEN},
    ),
    "responsibilities": (
        r"Let $\gamma \in \mathbb{R}^{N \times K}$ with $\sum_{k=1}^K \gamma_{nk} = 1$ for all $n$. "
        r"Let $N_k = \sum_{n=1}^N \gamma_{nk}$.",
        {r"\sum_{n=1}^N \sum_{k=1}^K \gamma_{nk} = \sum_{k=1}^K N_k": TRUE, r"\sum_{k=1}^K N_k = N": TRUE,
         r"\sum_{k=1}^K N_k = K": FALSE, r"\sum_{n=1}^N \sum_{k=1}^K \gamma_{nk} (a - b) = N (a - b)": TRUE,
         r"\sum_{n=1}^N \sum_{k=1}^K \gamma_{nk} (a - b) = K (a - b)": FALSE},
    ),
    "sums of powers": (
        "",
        {r"\sum_{i=1}^n i = \frac{n(n+1)}{2}": TRUE, r"\sum_{i=1}^n i = \frac{n(n-1)}{2}": FALSE,
         r"\sum_{i=0}^{n-1} i = \frac{n(n-1)}{2}": TRUE, r"\sum_{i=0}^{n-1} i = \frac{n(n+1)}{2}": FALSE,
         r"\sum_{i=1}^n i^2 = \frac{n(n+1)(2n+1)}{6}": TRUE, r"\sum_{i=1}^n i^2 = \frac{n(n+1)(2n-1)}{6}": FALSE,
         r"\sum_{i=1}^n i^3 = (\frac{n(n+1)}{2})^2": TRUE, r"\sum_{i=1}^n (2 i - 1) = n^2": TRUE,
         r"\sum_{i=1}^n (2 i + 1) = n^2": FALSE, r"\frac{1}{n} \sum_{i=1}^n i = \frac{n+1}{2}": TRUE,
         r"\frac{1}{n} \sum_{i=1}^n i = \frac{n}{2}": FALSE,
         r"\sum_{i=1}^n (i^2 + i) = \frac{n(n+1)(n+2)}{3}": TRUE,
         r"\sum_{k=1}^n \frac{1}{k (k+1)} = 1 - \frac{1}{n+1}": TRUE,
         r"\sum_{k=1}^n \frac{1}{k (k+1)} = 1 - \frac{1}{n}": FALSE,
         r"\sum_{i=2}^n i = \frac{n(n+1)}{2}": FALSE},
    ),
    "a geometric sum": (
        r"Let $r \neq 1$.",
        {r"\sum_{i=0}^{n-1} r^i = \frac{1 - r^n}{1 - r}": TRUE, r"\sum_{i=0}^{n} r^i = \frac{1 - r^n}{1 - r}": FALSE,
         r"\sum_{i=0}^{n} r^i = \frac{1 - r^{n+1}}{1 - r}": TRUE,
         r"\sum_{i=1}^{n} r^i = \frac{r - r^{n+1}}{1 - r}": TRUE,
         r"\sum_{i=1}^{n} r^i = \frac{1 - r^{n+1}}{1 - r}": FALSE},
    ),
    "an arctangent": (
        r"Let $x \in \mathbb{R}$.",
        {r"\frac{d}{dx} \arctan x = \frac{1}{1 + x^2}": TRUE, r"\frac{d}{dx} \arctan x = \frac{1}{1 - x^2}": FALSE,
         r"\frac{d^2}{dx^2} \arctan x = -\frac{2 x}{(1 + x^2)^2}": TRUE, r"\arctan 0 = 0": TRUE,
         r"\arctan(-x) = -\arctan x": TRUE, r"\arctan(-x) = \arctan x": FALSE},
    ),
    "a slope at a number": (
        "Let $f(x) = x^3$.", {r"\nabla f(2) = 12": TRUE, r"\nabla f(2) = 6": FALSE},
    ),
    "a differential that is no size": (
        r"Let $W \in \mathbb{R}^{n \times d}$ and $x \in \mathbb{R}^d$.",
        {r"\frac{L}{dx} = 0": OPEN},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_verdicts(name):
    text, wanted = CASES[name]
    report = check_text("\n\n".join([text, *(f"$${formula}$$" for formula in wanted)]), f"{name}.md")
    assert not report.internal
    found = {row.latex: row.verdict for row in report.rows}
    wrong = {latex: found.get(latex) for latex, allowed in wanted.items() if found.get(latex) not in allowed}
    assert not wrong, found
