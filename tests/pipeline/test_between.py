"""`[x^3/3]_0^1`: the value at one limit less the value at the other."""

from __future__ import annotations

import pytest

from derive.verify import check_text

CASES = {
    r"\left[ \frac{x^3}{3} \right]_0^1 = \frac13": "proved",
    r"\left[ -e^{-x} \right]_0^2 = 1 - e^{-2}": "proved",
    r"\left[ x^2 \right]_a^b = b^2 - a^2": "proved",
    r"\left[ x^2 \right]_0^1 = 2": "disproved",
    r"\left[ x^2 \right]_a^b = a^2 - b^2": "disproved",
    r"\left[ x^2 y \right]_0^1 = y": "undecided",  # nothing says which of the two runs
    r"\left[ x \right]_0^1 = 1": "undecided",  # x may stand for a function
}


@pytest.mark.parametrize("latex", CASES)
def test_a_bracket_between_limits(latex: str) -> None:
    row, = check_text(f"$$ {latex} $$", "a.md").rows
    assert row.verdict == CASES[latex], row.reason
