"""False as a mathematician reads them: whatever else is said of these, they are not proved."""

from __future__ import annotations

import pytest
from pipeline_rows import verdicts

from derive.verify import check_text

FALSE = {
    "an expectation over another distribution": r"$$\mathbb{E}_{x \sim p}[f(x)] = \mathbb{E}_{x \sim q}[f(x)]$$",
    "a distribution as a subscript": r"$$L_{i\sim j} = L_{i\sim k}$$",
    "a component of a transpose": r"Let $A\in\mathbb{R}^{n\times n}$. Then $$A^\top_{ij} = A_{ij}$$",
    "a component of an inverse": (
        r"Let $A\in\mathbb{R}^{n\times n}$ be invertible. Then $$A^{-1}_{ij} = (A_{ij})^{-1}$$"
    ),
    "an evaluation bar": r"Let $f(x) = x^2$. Then $$\left.\frac{df}{dx}\right|_{x=1} = 2x$$",
    "a bar inside": r"Let $x\in\mathbb{R}$. Then $$x^2|_{x=1} + x = 1 + 1$$",
    "modulo": r"Let $a,b,m$ be positive integers. $$(a+b) \bmod m = (a \bmod m) + (b \bmod m)$$",
    "percent": r"$$(a + b) \% m = a \% m + b \% m$$",
    "double factorial": r"$$n!! = (n!)!$$",
    "the mean of the squares": r"$$\overline{x^2} = \bar{x}^2$$",
    "an operation": r"Define $a \diamond b = a - b$. Then $$a \diamond b = b \diamond a$$",
    "sets": r"Let $A,B$ be events. $$A \cap B = A \cup B$$",
    "the inverse sine": r"Let $x\in\mathbb{R}$. Then $$\sin^{-1} x = \frac{1}{\sin x}$$",
    "iterates": r"Let $x^{(t)}\in\mathbb{R}^n$ be iterates. Then $$x^{(t)} = x^t$$",
    "layers": r"Let $a^{(l)}$ be the activation of layer $l$. Then $$a^{(l)} a^{(m)} = a^{(l + m)}$$",
    "order statistics": r"$x_{[i]}$ is the $i$-th largest entry of $x\in\mathbb{R}^n$. $$x_{[i]} = x_i$$",
    "the positive part": r"Let $x\in\mathbb{R}$, $x^+ = \max(x,0)$. Then $$x^+ = x$$",
    "one component is positive": r"Let $x_1 > 0$, $x\in\mathbb{R}^n$. Then $$|x_i| = x_i$$",
    "the diagonal is positive": r"Let $A\in\mathbb{R}^{n\times n}$ with $A_{ii} > 0$. Then $$|A_{ij}| = A_{ij}$$",
    "one-hot somewhere": r"Let $t\in\mathbb{R}^K$ be the one-hot target. Then $$t_i t_j = \delta_{ij}$$",
    "a component of a one-hot vector": r"Let $y\in\mathbb{R}^n$ be one-hot. Then $$y_i (1 - y_j) = 0$$",
    "a sum with a one-hot vector": r"Let $y\in\mathbb{R}^n$ be one-hot. Then $$\sum_{k=1}^n y_k a_k = y_j a_j$$",
    "matrices in words": r"Let $A$, $B$ be $n \times n$ matrices. $$A B = B A$$",
    "the square of a sum of matrices": r"Let $A$, $B$ be $n\times n$ matrices. $$(A + B)^2 = A^2 + 2AB + B^2$$",
    "the inverse of a product": r"Let $A$ and $B$ be $n\times n$ matrices. $$(AB)^{-1} = A^{-1}B^{-1}$$",
    "matrices of another spelling": r"Let $A, C \in M_n(\mathbb{R})$. $$A C = C A$$",
    "nobody says what A is": r"$$\frac{\partial}{\partial x} x^\top A x = 2 A x$$",
    "nor what X is": r"$$\nabla_w \|Xw - y\|^2 = 2X(Xw - y)$$",
    "two cases in a row": r"For $x > 0$: $|x| = -x$, for $x < 0$: $|x| = x$.",
    "a slope beside an equation to be solved": (
        r"Let $f(x) = x^2 - 4x$. Setting $2x - 4 = 0$ gives $x = 2$. Recall that $f'(x) = 5x - 10$."
    ),
    "a model in its own residual": (
        r"We fit the line $y_i = a + b x_i$ to the data. The loss is $$S = \sum_{i=1}^n (y_i - a - b x_i)^2.$$ "
        r"Then $\frac{\partial S}{\partial a} = 17 \sum_{i=1}^n (y_i - a - b x_i)$."
    ),
    "by a sum": r"Let $x,y\in\mathbb{R}$ and $s = x + y$. Then $\frac{\partial (xy)}{\partial s} = 0$.",
    "by an image": (
        r"Let $y = Wx$ with $W\in\mathbb{R}^{n\times n}$ and $x\in\mathbb{R}^n$. "
        r"Then $$\frac{\partial\|x\|^2}{\partial y} = 0$$"
    ),
    "by what does not go into it": (
        r"Let $z, u\in\mathbb{R}^n$ and $d = \frac{\partial J}{\partial z}$. Then $$\frac{\partial J}{\partial u} = 0$$"
    ),
    "by another layer": (
        r"Let $d^{(l)} = \frac{\partial J}{\partial z^{(l)}}$. Then $$\frac{\partial J}{\partial z^{(l+1)}} = 0$$"
    ),
    "half of a product rule": r"$$\frac{d}{dt} (xy) = x\frac{dy}{dt}$$",
    "a function of t in words": r"Let $x$ be a function of $t$. Then $$\frac{d}{dt} x^2 = 0$$",
    "depends in words": r"Let $y$ depend on $x$. Then $$\frac{d}{dx} (x y) = y$$",
    "the spectral norm": r"Let $A\in\mathbb{R}^{n\times n}$. Then $$\|A\|_2^2 = \operatorname{tr}(A^\top A)$$",
    "a complex number": r"Let $z$ be complex. Then $$|z|^2 = z^2$$",
    "complex numbers": r"Let $z, w$ be complex numbers. $$|z|^2 = z^2$$",
    "another activation": r"Let $\sigma = \tanh$. Then $$\sigma'(x) = \sigma(x) (1 - \sigma(x))$$",
    "another activation in words": r"Let $\sigma$ be the ReLU. Then $$\sigma'(x) = \sigma(x) (1 - \sigma(x))$$",
    "bold and plain": (
        r"Let $\mathbf{x}\in\mathbb{R}^n$ and $x\in\mathbb{R}$. Then $$\mathbf{x}^\top \mathbf{x} = x^2$$"
    ),
    "the word that is given": (
        r"Let $u_w, v_w \in \mathbb{R}^d$ for $w = 1, \dots, W$, let $y \in \mathbb{R}^W$ be one-hot and "
        r"$p_w = \frac{\exp(u_w^T v_c)}{\sum_{x=1}^W \exp(u_x^T v_c)}$. "
        r"Then $$-\sum_{w=1}^W y_w \log p_w = -\log \frac{\exp(u_c^T v_c)}{\sum_{x=1}^W \exp(u_x^T v_c)}$$"
    ),
    "nothing by nothing": r"Let $x = 0$. Then $$\frac{x}{x} = 1$$",
}
TRUE = {
    "the Frobenius norm": r"Let $A\in\mathbb{R}^{n\times n}$. Then $$\|A\|_F^2 = \operatorname{tr}(A^\top A)$$",
    "another activation": r"Let $\sigma = \tanh$. Then $$\sigma'(x) = 1 - \sigma(x)^2$$",
    "the product rule": r"$$\frac{d}{dt} (xy) = x\frac{dy}{dt} + y \frac{dx}{dt}$$",
    "a constant beside a function": r"Let $c$ be a constant. $$\frac{d}{dt} (cy) = c\frac{dy}{dt}$$",
    "a function of t in words": r"Let $x$ be a function of $t$. Then $$\frac{d}{dt} x^2 = 2 x \frac{dx}{dt}$$",
    "for a one-hot target": (
        r"For a one-hot target $y$ the loss is $\ell = -\sum_{k=1}^K y_k \log p_k$ with "
        r"$p_k = \frac{\exp(z_k)}{\sum_{j=1}^K \exp(z_j)}$. $$\frac{\partial \ell}{\partial z_i} = p_i - y_i$$"
    ),
    "an error with the name of a number": (
        r"Let $x, y \in \mathbb{R}^d$ and $e = x - y$. Then $\|e\|^2 = \|x\|^2 - 2x^\top y + \|y\|^2$."
    ),
    "the gradient of a residual": (
        r"We fit the line $y_i = a + b x_i$ to the data. The loss is $$S = \sum_{i=1}^n (y_i - a - b x_i)^2.$$ "
        r"Then $\frac{\partial S}{\partial a} = -2 \sum_{i=1}^n (y_i - a - b x_i)$."
    ),
    "a model with noise": (
        r"Consider the linear model $y = Xw + \epsilon$ with $X \in \mathbb{R}^{n\times d}$. "
        r"The loss $L(w) = \frac12\|y - Xw\|^2$ has gradient $\nabla L(w) = -X^\top(y - Xw)$."
    ),
    "capitals that are numbers": r"Let $f(x) = A e^{kx} + C$. Then $$f'(x) = A k e^{kx}$$",
    "a sum of matrices": r"Let $A$ and $C$ be two real $n \times n$ matrices. $$A + C = C + A$$",
    "all components are positive": r"Let $x\in\mathbb{R}^n$ with $x_i > 0$ for all $i$. Then $$|x_i| = x_i$$",

    "a component of a transpose": r"Let $A\in\mathbb{R}^{n\times n}$. Then $$A^\top_{ij} = A_{ji}$$",
    "a product with a transpose": (
        r"Let $A, B\in\mathbb{R}^{n\times n}$. $$(A B^\top)_{ij} = \sum_k A_{ik} B^\top_{kj}$$"
    ),
    "a component of an inverse": (
        r"Let $A\in\mathbb{R}^{n\times n}$ be invertible. Then $$\sum_{k=1}^n A_{ik}A^{-1}_{kj} = \delta_{ij}$$"
    ),
}


NO_ALARM = (
    r"Let $u\in\mathbb{R}^n$ be a unit vector and $P = I - uu^\top$. Then $P^2 = P$.",
    r"Let $A\in\mathbb{R}^{n\times n}$ be idempotent and $B = I - A$. Then $B^2 = B$.",
    r"Let $x_1, \dots, x_n \in \mathbb{R}^d$ be centred: $\sum_{i=1}^n x_i = 0$.",
    r"With one-hot labels $Y \in \mathbb{R}^{N \times K}$, the loss $L = -\sum_{n=1}^N\sum_{k=1}^K Y_{nk} \log P_{nk}$ "
    r"with $P_{nk} = \frac{e^{Z_{nk}}}{\sum_{j=1}^K e^{Z_{nj}}}$ has $$\frac{\partial L}{\partial Z} = P - Y.$$",
)
WORKED_OUT = (
    r"Let $f(x) = x^2 - 4x$. Then $$f'(x) = 3x - 4 = 0 \implies x = \frac{4}{3}$$",
    r"Let $f(x) = x^2 - 4x$. Set the derivative to zero: $f'(x) = 3x - 4 = 0$. Hence $x = 4/3$.",
    r"Let $f(x) = x^2 - 4x$. The first-order condition is $f'(x) = 3x - 4 = 0$, i.e. $x = 4/3$.",
    r"Let $f(x) = x^2 - 4x$ with $$f'(x) = 3x - 4.$$",
)


def last(text: str) -> str:
    report = check_text(text)
    assert report.internal == ()
    return report.rows[-1].verdict


@pytest.mark.parametrize("name", FALSE)
def test_false(name: str) -> None:
    assert last(FALSE[name]) not in ("proved", "definition")


@pytest.mark.parametrize("name", TRUE)
def test_true_beside_it(name: str) -> None:
    assert last(TRUE[name]) == "proved"


@pytest.mark.parametrize("text", WORKED_OUT)
def test_a_slope_that_is_set_to_zero_is_worked_out_all_the_same(text: str) -> None:
    """Only `= 0` is assumed: `f'(x) = 3x - 4` is false, and what follows from it is not."""
    verdicts = [row.verdict for row in check_text(text).rows]
    assert verdicts[1] == "disproved"
    assert "disproved" not in verdicts[2:]


def test_two_cases_in_a_row() -> None:
    rows = check_text("For $x > 0$: $|x| = x$, for $x < 0$: $|x| = -x$.").rows
    assert [row.verdict for row in rows] == ["hypothesis", "proved", "hypothesis", "proved"]


@pytest.mark.parametrize("text", NO_ALARM)
def test_what_is_assumed_is_held_against_a_counterexample(text: str) -> None:
    assert last(text) in ("undecided", "hypothesis", "proved")


def test_an_index_that_runs_over_nothing() -> None:
    """Which is no crash of the search for a condition."""
    text = r"Let $x\in\mathbb{R}^n$. Then $$\frac{\partial}{\partial x_k} \sum_{i=1}^{n}\sum_{j=1}^i x_i x_j = 2 x_k$$"
    assert last(text) == "disproved"


def test_capitals_that_may_be_matrices_do_not_commute() -> None:
    text = r"Let $z = W x$ and $h = U z$. WORDS $$\frac{\partial h}{\partial x} = W U$$"
    assert verdicts(text.replace("WORDS", "The Jacobian is"))[-1] == "undecided"
    assert verdicts(r"The energy is $E = P V$. Then $2 E = P V + V P$.")[-1] == "proved"
