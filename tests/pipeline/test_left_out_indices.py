"""Sums whose index stands nowhere: it was left out, and how far they reach is not said."""

from __future__ import annotations

import pytest
from pipeline_rows import rows, verdicts

LIKELIHOOD = r"\sum_i \frac{\partial}{\partial m} \left(C - \frac12 (x - m)^2\right) = "


@pytest.mark.parametrize(
    ("latex", "verdict"),
    [
        (r"\sum_i (x - y)^2 = \sum_i x^2 - 2xy + y^2", "proved"),
        (r"\sum_i (x - y)^2 = \sum_i (x^2 - 2xy + y^2)", "proved"),
        (r"\sum_i (x - y)^2 = \sum_i x^2 - xy + y^2", "disproved"),
        (r"\sum_i 2x = \sum_i x", "disproved"),
        (r"\sum_i x + \sum_i x = 2 \sum_i x", "undecided"),
        (r"\sum_i x = n x", "undecided"),
        (LIKELIHOOD + r"\sum_i x - m", "proved"),
        (LIKELIHOOD + r"\sum_i m - x", "disproved"),
    ],
)
def test_verdict(latex: str, verdict: str) -> None:
    assert verdicts(f"For all numbers $x$, $y$ and $m$:\n\n$${latex}$$") == [verdict]


def test_a_factor_that_was_lost_is_put_back() -> None:
    line = r"\sum_i \frac{d}{dv} \left(\frac12 \log v - \frac12 v x^2\right) = \sum_i \frac{1}{v} - \frac12 x^2"
    row = rows(f"Let $v > 0$.\n\n$${line}$$")[-1]
    assert (row.verdict, [one.name for one in row.findings]) == ("disproved", ["lost-factor"])


def test_nothing_rests_on_a_sum_that_may_reach_further() -> None:
    said = r"Let $L = \sum_i \log p - \frac12 x^2$ with numbers $p > 0$ and $x$. Then $\frac{dL}{dx} = -\sum_i x$."
    assert verdicts(said)[-1] == "undecided"
