r"""Matrices with dots in both directions, and those with empty places."""

from __future__ import annotations

import pytest
from pipeline_rows import rows, verdicts

SETTING = r"Let $x, c \in \mathbb{R}^n$, $A \in \mathbb{R}^{m \times n}$ and $s = \operatorname{softmax}(x)$." "\n\n"
SOFTMAX = r"""\begin{bmatrix}
s_1 - s_1^2 & -s_1 s_2 & \cdots & -s_1 s_n \\
-s_2 s_1 & s_2 - s_2^2 & \cdots & -s_2 s_n \\
\vdots & \vdots & \ddots & \vdots \\
-s_n s_1 & -s_n s_2 & \cdots & s_n - s_n^2
\end{bmatrix}"""
PRODUCTS = r"""\begin{bmatrix}
x_1^2 & x_1 x_2 & \ldots & x_1 x_n \\ \vdots & & & \vdots \\ x_n x_1 & x_n x_2 & \ldots & x_n^2
\end{bmatrix}"""
DIAGONAL = r"""\begin{bmatrix}
c_1 & 0 & \cdots & 0 \\ 0 & c_2 & \cdots & 0 \\ \vdots & & \ddots & \vdots \\ 0 & 0 & \cdots & c_n
\end{bmatrix}"""
ENTRIES = r"""\begin{pmatrix}
A_{11} & \cdots & A_{1n} \\ \vdots & \ddots & \vdots \\ A_{m1} & \cdots & A_{mn}
\end{pmatrix}"""
SLOPES = r"""\begin{bmatrix}
\frac{\partial (Ax)_1}{\partial x_1} & \cdots & \frac{\partial (Ax)_1}{\partial x_n} \\ \vdots & \ddots & \vdots \\
\frac{\partial (Ax)_m}{\partial x_1} & \cdots & \frac{\partial (Ax)_m}{\partial x_n}
\end{bmatrix}"""


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\frac{\partial s}{\partial x}", SOFTMAX),
        (r"\operatorname{diag}(s) - s s^\top", SOFTMAX),
        (r"x x^\top", PRODUCTS),
        (r"\operatorname{diag}(c)", DIAGONAL),
        (r"\operatorname{diag}(c)", r"\begin{bmatrix} c_1 & & \\ & \ddots & \\ & & c_n \end{bmatrix}"),
        (r"\operatorname{diag}(c)", r"\begin{bmatrix} c_1 & & 0 \\ & \ddots & \\ 0 & & c_n \end{bmatrix}"),
        ("A x", ENTRIES + r"\begin{bmatrix} x_1 \\ \vdots \\ x_n \end{bmatrix}"),
        (r"\frac{\partial (Ax)}{\partial x}", SLOPES),
        ("x", DIAGONAL.replace("c_1", "1").replace("c_2", "1").replace("c_n", "1") + " x"),
        (r"\begin{bmatrix} a \\ b \end{bmatrix}",
         r"\begin{bmatrix} a & \\ & b \end{bmatrix} \begin{bmatrix} 1 \\ 1 \end{bmatrix}"),
    ],
)
def test_what_is_right_is_proved(left: str, right: str) -> None:
    assert verdicts(f"{SETTING}$${left} = {right}$$")[-1] == "proved"


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (r"x x^\top", PRODUCTS.replace("x_1 x", "-x_1 x").replace("x_n x", "-x_n x"), "disproved"),
        (r"\frac{\partial s}{\partial x}", SOFTMAX.replace("- s", "+ s"), "disproved"),
        (r"A^\top", ENTRIES, "ill-typed"),
    ],
)
def test_what_is_wrong_is_not(left: str, right: str, verdict: str) -> None:
    assert verdicts(f"{SETTING}$${left} = {right}$$")[-1] == verdict


@pytest.mark.parametrize(
    "matrix",
    [
        PRODUCTS.replace("x_n x_2", "x_n x_3"),
        PRODUCTS.replace(r"\vdots & & & \vdots", r"x_2 x_1 & x_3^2 & \ldots & x_2 x_n \\ \vdots & & & \vdots"),
        r"\begin{bmatrix} x_1^2 & 0 & \cdots \\ 0 & x_2^2 & \cdots \\ \vdots & \vdots & \ddots \end{bmatrix}",
        PRODUCTS.replace(r"x_n \\", r"x_n & \cdots & 1 \\").replace("x_n^2", r"x_n^2 & \cdots & 1"),
        r"\begin{bmatrix} 1 & x_1 & \cdots & x_1^2 \\ \vdots & & & \vdots \\ 1 & x_n & \cdots & x_n^2 \end{bmatrix}",
    ],
)
def test_an_entry_that_does_not_fit_leaves_it_open(matrix: str) -> None:
    row = rows(f"{SETTING}$$x x^\\top = {matrix}$$")[-1]
    assert row.verdict == "undecided" and "dots" in row.reason


def test_what_is_numbered_from_zero_is_open() -> None:
    row = rows(f"{SETTING}$$x x^\\top = {PRODUCTS.replace('_1', '_0').replace('_2', '_1')}$$")[-1]
    assert row.verdict == "undecided" and "numbered from 0" in row.reason


@pytest.mark.parametrize(
    "corners",
    [
        ("1", "1", "", "1"), ("1", "", "1", "1"), ("1", "1", "1", "0"), ("1", "1", "1", "n"),
        ("0", "n - 1", "n - 1", "0"),
        ("c_1", "c_n", "c_n", "c_1"), (r"\frac11", r"\frac1n", r"\frac1n", r"\frac{1}{2n-1}"),
        (r"1 - \frac1n", r"-\frac1n", r"-\frac1n", r"1 - \frac1n"),
    ],
)
def test_four_corners_that_say_too_little(corners: tuple[str, ...]) -> None:
    first, right, below, last = corners
    dots = [r"\cdots" if one else "" for one in (right, below)] + [r"\vdots" if one else "" for one in (below, right)]
    matrix = rf"{first} & {dots[0]} & {right} \\ {dots[2]} & \ddots & {dots[3]} \\ {below} & {dots[1]} & {last}"
    row = rows(rf"{SETTING}$$x^\top \begin{{bmatrix}} {matrix} \end{{bmatrix}} x = 2$$")[-1]
    assert row.verdict == "undecided" and "dots" in row.reason


def test_places_count_from_one() -> None:
    text = SETTING + r"Let $$v = \begin{bmatrix} x_2 \\ \vdots \\ x_n \end{bmatrix}$$. Then $$v_i = x_{i + SHIFT}$$"
    assert verdicts(text.replace("SHIFT", "1"))[-1] == "proved"
    assert verdicts(text.replace(" + SHIFT", ""))[-1] != "proved"


def test_an_array_from_zero_is_open_where_it_has_a_name() -> None:
    text = SETTING + r"Let $$p = \begin{bmatrix} c_0 \\ \vdots \\ c_m \end{bmatrix}$$. Then $$p_i = c_i$$"
    assert verdicts(text)[-1] not in ("proved", "disproved")


def test_empty_rows_and_columns_are_zeros() -> None:
    shift = r"\begin{bmatrix} & 1 & \\ & & 1 \\ & & \end{bmatrix} \begin{bmatrix} a \\ b \\ c \end{bmatrix}"
    assert verdicts(rf"$${shift} = \begin{{bmatrix}} b \\ c \\ 0 \end{{bmatrix}}$$")[-1] == "proved"
    last = r"$$\begin{bmatrix} a & \\ b & \end{bmatrix} = \begin{bmatrix} a & 0 \\ b & 0 \end{bmatrix}$$"
    assert verdicts(last)[-1] == "undecided"  # or a sign too many at the end of each row


def test_two_digits_below_a_matrix_are_two_indices() -> None:
    assert verdicts(SETTING + r"Let $D = \operatorname{diag}(x)$. Then $$D_{11} = x_1, \qquad D_{12} = 0$$")[-2:] == [
        "proved", "proved"]


def test_a_vector_with_a_number_for_its_argument_is_no_clash() -> None:
    text = r"Let $r(t) = \begin{bmatrix} \cos t \\ \sin t \end{bmatrix}$. Then $$r'(t)^\top r(t) = 0$$"
    assert "ill-typed" not in verdicts(text)
