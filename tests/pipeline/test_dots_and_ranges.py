"""Sums with dots and their steps, ranges with two ends that are letters, determinants between bars."""

from __future__ import annotations

import pytest
from pipeline_rows import verdicts

from derive.verify import check_text


@pytest.mark.parametrize(
    ("latex", "verdict"),
    [
        (r"1 + 2 + 3 + \dots + n = \sum_{k=1}^n k", "proved"),
        (r"1 + 2 + \dots + (n-1) = \frac{n (n-1)}{2}", "proved"),
        (r"x_1 + \dots + x_{n-1} + x_n = \sum_{k=1}^n x_k", "proved"),
        (r"1 + 2 + \dots + n = \sum_{k=0}^{n-1} k", "disproved"),
        (r"1 + 3 + \dots + (2n-1) = \sum_{k=1}^{2n-1} k", "undecided"),
        (r"1^2 + 3^2 + \dots + (2n-1)^2 = \sum_{k=1}^{2n-1} k^2", "undecided"),
        (r"x_2 + x_4 + \dots + x_{2n} = \sum_{k=2}^{2n} x_k", "undecided"),
    ],
)
def test_dots_go_on_by_steps_of_one(latex: str, verdict: str) -> None:
    assert verdicts(f"$${latex}$$") == [verdict]


@pytest.mark.parametrize(
    "latex",
    [
        r"\sum_{k=1}^n a_k = \sum_{k=1}^m a_k + \sum_{k=m+1}^n a_k",
        r"\sum_{k=m}^n 1 = n - m + 1",
        r"\sum_{k=m}^{n-1} (a_{k+1} - a_k) = a_n - a_m",
    ],
)
def test_a_range_that_runs_backwards_is_no_counterexample(latex: str) -> None:
    assert verdicts(f"$${latex}$$")[-1] != "disproved"


def test_a_range_that_is_too_short_has_a_counterexample() -> None:
    row = check_text(r"$$\sum_{k=m}^n 1 = n - m$$").rows[-1]
    assert (row.verdict, row.findings[0].name) == ("disproved", "wrong-range")


@pytest.mark.parametrize(
    ("latex", "verdict"),
    [
        (r"\begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix} = -2", "proved"),
        (r"\begin{vmatrix} a & b \\ c & d \end{vmatrix} = a d - b c", "proved"),
        (r"\begin{vmatrix} a & b \\ c & d \end{vmatrix} = a d + b c", "disproved"),
        (r"\begin{vmatrix} 2 & 4 \\ 6 & 8 \end{vmatrix} = 2 \begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}", "disproved"),
        (r"\begin{vmatrix} a & b & c \\ 0 & d & e \\ 0 & 0 & f \end{vmatrix} = a d f", "proved"),
    ],
)
def test_a_matrix_between_bars_is_its_determinant(latex: str, verdict: str) -> None:
    assert verdicts(f"$${latex}$$") == [verdict]


def test_how_many_there_are_is_heard() -> None:
    text = r"Let $x_i \in \mathbb{R}^d$ for $i = 1, \dots, n$. Then $$\sum_i w^T x_i = \sum_{i=1}^SIZE w^T x_i$$"
    assert verdicts(text.replace("SIZE", "n"))[-1] == "proved"
    assert verdicts(text.replace("SIZE", "d"))[-1] == "disproved"
