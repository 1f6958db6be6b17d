"""The numbered problems of a homework: their letters are their own, unless one goes on from another."""

from __future__ import annotations

from pipeline_rows import verdicts

from derive.claims.problems import problems_in
from derive.claims.read import read_claims
from derive.document.read import read_text
from derive.verify import check_text

VECTORS = r"""
## Problem 1

Let $x_i \in \mathbb{R}^d$, $y_i \in \{0, 1\}$ and $h_i = \sigma(w^\top x_i)$, where $\sigma(z) = 1/(1+e^{-z})$, and

$$\ell(w) = -\sum_{i=1}^n \left[y_i \log h_i + (1-y_i)\log(1-h_i)\right], \qquad
\nabla_w \ell = \sum_{i=1}^n (h_i - y_i) x_i.$$
"""
NUMBERS = r"""
## Problem 2

With $L = -\frac{n}{2}\log(2\pi s) - \frac{1}{2s}\sum_{i=1}^n (x_i - m)^2$ we get

$$\frac{\partial L}{\partial m} = SIGN\frac{1}{s}\sum_{i=1}^n (x_i - m).$$
"""
GOES_ON = r"""
## Problem 2

The gradient of Problem 1 is twice as large for $g = 2\ell$:

$$\nabla_w g = 2\sum_{i=1}^n (h_i - y_i) x_i.$$
"""


def test_a_letter_is_a_vector_in_one_problem_and_a_number_in_the_next() -> None:
    both = verdicts(VECTORS + NUMBERS.replace("SIGN", ""))
    assert "undecided" not in both and both[-1] == "proved"
    assert both == verdicts(VECTORS) + verdicts(NUMBERS.replace("SIGN", ""))


def test_what_is_false_in_it_is_found_all_the_same() -> None:
    assert verdicts(VECTORS + NUMBERS.replace("SIGN", "-"))[-1] == "disproved"


def test_a_problem_that_goes_on_from_another_is_read_with_it() -> None:
    assert not list(problems_in(read_claims(read_text(VECTORS + GOES_ON, "a.md"))))
    assert verdicts(VECTORS + GOES_ON)[-1] == "proved"


def test_every_claim_has_one_row_and_in_order() -> None:
    before = "Let $c > 0$ and $q = c^2$.\n\n"
    report = check_text(before + VECTORS + NUMBERS.replace("SIGN", ""), "a.md")
    places = [(row.line, row.column) for row in report.rows]
    assert places == sorted(set(places))
    assert len(places) == len(read_claims(read_text(before + VECTORS + NUMBERS, "a.md")).claims)
