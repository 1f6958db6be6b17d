r"""Faults whose letters are hidden: an index that is not written, a part for the whole where nothing can be proved."""

from __future__ import annotations

import pytest

from derive.verify import check_text

RUNNING = r"""Let $f(x) = -\log(\sigma(x))$, $a = u_o^\top v_c$ and $b = -u_k^\top v_c$. Then

$$J = f(a) + \sum_{k=1}^K f(b)$$

$$LEFT = RIGHT$$
"""
SLOPE = r"\frac{\partial J}{\partial b}"
WHOLE = r"\frac{\partial J}{\partial v_c}"
FIRST = r"\frac{\partial J}{\partial a} \frac{\partial a}{\partial v_c}"
EACH = r"\frac{\partial J}{\partial b} \frac{\partial b}{\partial v_c}"


@pytest.mark.parametrize(
    ("left", "right", "verdict", "names"),
    [
        (SLOPE, "f'(b)", "proved", []),
        (SLOPE, r"\sum_{k=1}^K f'(b)", "disproved", ["missing-delta"]),
        (WHOLE, rf"{FIRST} + \sum_{{k=1}}^K {EACH}", "proved", []),
        (WHOLE, f"{FIRST} + {EACH}", "disproved", ["index-out-of-scope"]),
    ],
)
def test_an_index_that_is_not_written(left: str, right: str, verdict: str, names: list[str]) -> None:
    row = check_text(RUNNING.replace("LEFT", left).replace("RIGHT", right)).rows[-1]
    assert (row.verdict, [finding.name for finding in row.findings]) == (verdict, names)


def test_a_sum_too_many_holds_for_one_term() -> None:
    row = check_text(RUNNING.replace("LEFT", SLOPE).replace("RIGHT", r"\sum_{k=1}^K f'(b)")).rows[-1]
    assert row.findings[0].repair is not None and row.findings[0].repair.latex.endswith("f'(b)")


def test_a_part_for_the_whole_where_nothing_is_proved() -> None:
    text = r"""Let $\theta \in \mathbb{R}^n$, $p \in \mathbb{R}^n$, $y \in \mathbb{R}^n$ and $L \in \mathbb{R}$.
    $$\frac{\partial L}{\partial \theta_i} = p - y$$"""
    row = check_text(text).rows[-1]
    assert (row.verdict, [finding.name for finding in row.findings]) == ("ill-typed", ["component-for-vector"])


def test_a_derivative_by_the_wrong_variable_may_have_the_wrong_shape() -> None:
    text = r"""Let $x \in \mathbb{R}^n$, $A \in \mathbb{R}^{m \times n}$, $h \in \mathbb{R}^m$ and $f = h^T A x$.

    $$\frac{\partial f}{\partial x} = \frac{\partial}{\partial h} (h^T A x)$$"""
    row = check_text(text).rows[-1]
    assert (row.verdict, [finding.name for finding in row.findings]) == ("ill-typed", ["wrong-variable"])


@pytest.mark.parametrize(
    ("factor", "verdicts", "names"),
    [("H^{-1}", ["proved", "proved"], [[], []]),
     ("H", ["disproved", "proved"], [["wrong-function"], ["carried-error"]])],
)
def test_a_matrix_for_its_inverse(factor: str, verdicts: list[str], names: list[list[str]]) -> None:
    text = rf"""Let $A$ and $H$ be invertible $n \times n$ matrices, $z, g \in \mathbb{{R}}^n$ and $x = A z$.

    $$A (z - (A^T H A)^{{-1}} A^T g) = A z - A A^{{-1}} {factor} A^{{-T}} A^T g = x - {factor} g$$"""
    found = check_text(text).rows[-2:]
    assert [row.verdict for row in found] == verdicts
    assert [[finding.name for finding in row.findings] for row in found] == names


DATA = r"Let $\bar x = \frac1N \sum_{n=1}^N x_n$ be the mean of the data. Then" "\n\n"
ROWS = r"Let $g, h \in \mathbb{R}^m$ and $m > 0$. Then" "\n\n"
SQUARES = r"""Let $X \in \mathbb{R}^{n \times d}$, $w \in \mathbb{R}^d$, $y \in \mathbb{R}^n$ and
$L = \frac12 \sum_{i=1}^n (\sum_{j=1}^d X_{ij} w_j - y_i)^2$. Then""" "\n\n"
SOFTMAX = r"""Let $v \in \mathbb{R}^d$, $U_k \in \mathbb{R}^d$, $p, y \in \mathbb{R}^K$,
$p_k = \frac{e^{U_k^\top v}}{\sum_{j=1}^K e^{U_j^\top v}}$, $\sum_k y_k = 1$ and
$L = -\sum_{k=1}^K y_k \log p_k$. Then""" "\n\n"
INNER = r"""Let $\theta \in \mathbb{R}^d$, $x_i \in \mathbb{R}^d$, $y_i \in \{0, 1\}$,
$p_i = \sigma(\theta^\top x_i)$ and $L = -\sum_{i=1}^n (y_i \log p_i + (1 - y_i) \log(1 - p_i))$. Then

$$\frac{\partial L}{\partial \theta_j} = -\sum_{i=1}^n \left( \frac{y_i}{p_i} - \frac{1 - y_i}{1 - p_i} \right)$$"""


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        (DATA + r"$$\sum_{n=1}^N (x_n - a) = \sum_{n=1}^N x - N a$$", "wrong-index", "x_{n}"),
        (ROWS + r"$$\sum_{i=1}^m (g_j - g_i h_j) = m g - h_j \sum_{i=1}^m g_i$$", "component-for-vector", "g_{j}"),
        (SQUARES + r"$$\frac{\partial L}{\partial w_j} = \sum_{i=1}^n X_{ij} (X w - y)$$", "component-for-vector",
         "(X w - y)_{i}"),
        (SOFTMAX + r"$$\frac{\partial L}{\partial U_k} = v (p - y)$$", "component-for-vector", "(p - y)_{k}"),
        (INNER, "chain-rule", r"\frac{\partial p_{i}}{\partial \theta _{j}}"),
    ],
)
def test_what_was_left_out_is_put_back(text: str, name: str, meant: str) -> None:
    finding, = check_text(text).rows[-1].findings
    assert finding.name == name and finding.repair is not None and finding.repair.verdict == "proved"
    assert meant in finding.repair.latex
