"""The n of `a_n = n^2` is the index and a number: `a_{n+1}` is `(n+1)^2`."""

from __future__ import annotations

import pytest
from pipeline_rows import verdicts


@pytest.mark.parametrize(
    ("given", "claim", "verdict"),
    [
        ("a_n = n^2", "a_{n+1} = (n+1)^2", "proved"),
        ("a_n = n^2", "a_{n+1} - a_n = 2 n + 1", "proved"),
        ("a_n = n^2", "a_{n+1} = n^2 + 1", "disproved"),
        ("a_n = n^2", "a_{n+1} - a_n = 2 n - 1", "disproved"),
        ("c_n = 2^n", "c_{n+1} = 2 c_n", "proved"),
        ("c_n = 2^n", "c_{n+1} = 2^n + 2", "disproved"),
        (r"S_n = \sum_{k=1}^n k", r"S_{n+1} = S_n + n + 1", "proved"),
        (r"S_n = \sum_{k=1}^n k", r"S_n = \frac{n (n-1)}{2}", "disproved"),
    ],
)
def test_the_index_of_a_sequence_is_a_number_as_well(given: str, claim: str, verdict: str) -> None:
    assert verdicts(f"Let ${given}$. Then ${claim}$.") == ["definition", verdict]


def test_a_definition_for_all_indices_is_no_condition() -> None:
    text = r"Let $b_k = \frac{1}{k(k+1)}$ for $k \ge 1$. Then $b_k = \frac1k - \frac{1}{k+1}$ and $SUM$."
    assert verdicts(text.replace("SUM", r"\sum_{k=1}^n b_k = 1 - \frac{1}{n+1}"))[-2:] == ["proved", "proved"]
    assert verdicts(text.replace("SUM", r"\sum_{k=1}^n b_k = 1 + \frac{1}{n+1}"))[-1] == "disproved"


def test_a_constant_elsewhere_is_no_whole_number() -> None:
    text = r"Let $a_k = k^2$. Then $a_{k+1} = (k+1)^2$." "\n\n" r"A spring has $F = -k x$. Then $\sqrt{k^2} = k$."
    assert verdicts(text)[-1] != "proved"
