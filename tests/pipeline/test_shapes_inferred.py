"""Shapes that nobody declares: what the symbols of a derivation must be for most of it to make sense."""

from __future__ import annotations

import pytest
from pipeline_rows import names, rows, verdicts

from derive.claims.read import read_claims
from derive.context.understand import Understanding
from derive.document.read import read_text
from derive.verify import check_text

NETWORK = r"""
Let $W_1 \in \mathbb{R}^{h \times d}$, $W_2 \in \mathbb{R}^{k \times h}$ and $z_1 = W_1 x + b_1$, $a = \tanh(z_1)$,
$\hat y = W_2 a + b_2$, $L = \frac12\|\hat y - y\|^2$.

$$\delta_2 = \frac{\partial L}{\partial \hat y} = \hat y - y$$

$$\frac{\partial L}{\partial W_2} = DELTA a^\top$$
"""
RIDGE = r"""
$$J = \|X\theta - y\|^2 + \lambda\|\theta\|^2$$

$$\nabla_\theta J = 2X^\top(X\theta - y) + FACTOR\lambda\theta$$
"""


def kinds(text: str) -> dict[str, str]:
    doc = Understanding(read_claims(read_text(text, "a.md")), None, lambda goal: False)
    return {key: kind.element for found in doc.kinds_of_unit.values() for key, kind in found.items()}


def test_two_matrices_make_the_rest_of_a_network_vectors() -> None:
    found = kinds(NETWORK.replace("DELTA", r"\delta_2"))
    assert {found[key] for key in ("x", "b_1", "b_2", "y")} == {"column"}
    assert verdicts(NETWORK.replace("DELTA", r"\delta_2"))[-2:] == ["proved", "proved"]


def test_a_false_gradient_of_the_network_is_never_proved() -> None:
    assert verdicts(NETWORK.replace("DELTA", r"2\delta_2"))[-1] in ("disproved", "undecided")


@pytest.mark.parametrize(("factor", "wanted"), [("2", {"proved"}), ("", {"disproved", "undecided"})])
def test_three_symbols_change_together(factor: str, wanted: set[str]) -> None:
    text = RIDGE.replace("FACTOR", factor)
    found = kinds(text)
    assert (found["X"], found["\\theta"], found["y"]) == ("matrix", "column", "column")
    assert verdicts(text)[-1] in wanted


def test_what_is_not_understood_is_no_better_than_a_clash() -> None:
    """As a matrix, x would make the integral only not understood, and everything else false."""
    rows = verdicts(r"$$f(x) = x^2 e^{-x}$$ $$f'(x) = 2x e^{-x} - x^2 e^{-x}$$ $$\int_0^1 x^2 dx = [x^3]_0^1$$")
    assert rows[1] == "proved"


HESSIAN = r"""
Let $x_i \in \mathbb{R}^d$, $y_i \in \{0, 1\}$, $h_i = \sigma(w^\top x_i)$ with $\sigma(z) = 1/(1+e^{-z})$, and
$\ell(w) = -\sum_{i=1}^n [y_i \log h_i + (1-y_i)\log(1-h_i)]$. The rows of $X$ are the $x_i^\top$.

$$\nabla_w \ell = \sum_{i=1}^n (h_i - y_i) x_i$$

$$\nabla^2 \ell(w) = \sum_{i=1}^n h_i(1-h_i) PRODUCT = X^\top S X, \qquad S = \mathrm{diag}(h_i(1-h_i))$$
"""


def test_a_number_for_a_matrix_is_ill_typed_whatever_the_undeclared_symbols_are() -> None:
    report = check_text(HESSIAN.replace("PRODUCT", r"x_i^\top x_i"), "a.md")
    first = next(row for row in report.rows if row.latex.startswith(r"\nabla^2"))
    assert first.verdict == "ill-typed"
    found, = first.findings
    assert found.name == "transpose" and found.repair is not None and found.repair.verdict == "proved"


def test_the_right_outer_product_is_not() -> None:
    report = check_text(HESSIAN.replace("PRODUCT", r"x_i x_i^\top"), "a.md")
    assert "ill-typed" not in {row.verdict for row in report.rows}
    assert next(row.verdict for row in report.rows if row.latex.startswith(r"\nabla^2")) == "proved"


def test_rows_that_a_document_writes_out_are_no_clash() -> None:
    """As rows, `y \\log s^\top` is a number; nothing but the layout of what is written out says so."""
    text = r"Let $y = [0, 1, 0]$ and $s = [p, q, r]$. $$H = -y \log s^\top = -\sum_{i=1}^3 y_i \log s_i$$"
    assert "ill-typed" not in verdicts(text) and "disproved" not in verdicts(text)


TWO_CLASSES = r"""
Let $A_1, A_2, x \in \mathbb{R}^M$ be vectors and $b_1, b_2$ be numbers. Choosing $v = A_2$, we get

$$
\begin{align*}
p &= \frac{1}{e^{(A_1 - A_2)^T x + b_1 - b_2} + 1} \begin{bmatrix} e^{(A_1 - A_2)^T x + b_1 - b_2} \\ 1 \end{bmatrix} \\
  &= \begin{bmatrix} \frac{e^{A'^T x + b'}}{1 + e^{A'^T x + b'}} \\ \frac{1}{1 + e^{A'^T x + b'}} \end{bmatrix} \\
  &= \begin{bmatrix} ENTRIES \end{bmatrix}
\end{align*}
$$

where $A' = A_1 - A_2$ and $b' = b_1 - b_2$.
"""


def test_what_is_defined_below_has_its_shape_inside_an_array() -> None:
    entries = r"\sigma(A'^T x + b') \\ 1 - \sigma(A'^T x + b')"
    assert verdicts(TWO_CLASSES.replace("ENTRIES", entries))[-4:] == ["proved", "proved", "definition", "definition"]


def test_entries_in_the_wrong_order_are_named() -> None:
    row = rows(TWO_CLASSES.replace("ENTRIES", r"1 - \sigma(A'^T x + b') \\ \sigma(A'^T x + b')"))[-3]
    assert (row.verdict, names(row)) == ("disproved", ["swapped-entries"])


def test_what_is_assumed_as_it_is_defined_makes_no_circle() -> None:
    """`v = W_2` is a definition and is chosen: W_2 is not made of v."""
    text = (r"Let $W \in \mathbb{R}^{C \times M}$ with rows $W_i$ and let $x \in \mathbb{R}^M$. "
            r"Choosing $v = W_2$, we get $$W_2^T x + v^T x = 3 v^T x.$$")
    assert verdicts(text)[-1] == "disproved"
