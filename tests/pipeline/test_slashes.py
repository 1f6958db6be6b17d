"""What stands side by side behind a slash is divided by; factorials have their values."""

from __future__ import annotations

import pytest
from pipeline_rows import rows, verdicts


@pytest.mark.parametrize(
    ("latex", "verdict"),
    [
        (r"\frac{d}{dx} e^{-x^2/2\sigma^2} = -\frac{x}{\sigma^2} e^{-x^2/2\sigma^2}", "proved"),
        (r"\frac{d}{dx} e^{-x^2/2\sigma^2} = -\sigma^2 x e^{-x^2/2\sigma^2}", "disproved"),
        (r"\frac{d}{dt} e^{-t/RC} = -\frac{1}{RC} e^{-t/RC}", "proved"),
        (r"\exp(-x/2y) = \exp(-xy/2)", "disproved"),
        (r"1/2 x + 1/2 x = x", "proved"),
        (r"x/2 + x/2 = x", "proved"),
        (r"(a + b)/2 c = \frac{(a + b) c}{2}", "proved"),
        (r"\lambda/2 \|w\|^2 = \frac{\lambda}{2} \|w\|^2", "proved"),
        (r"\alpha/m \sum_{i=1}^n x_i = \frac{\alpha}{m} \sum_{i=1}^n x_i", "proved"),
        (r"N/2 \log(x) = \frac{N \log x}{2}", "proved"),
        (r"a/b c = \frac{a c}{b}", "undecided"),
        (r"a/b(c + d) = \frac{a}{b} (c + d)", "undecided"),
    ],
)
def test_what_a_slash_divides_by(latex: str, verdict: str) -> None:
    assert verdicts(f"$${latex}$$") == [verdict]


def test_a_factorial_is_no_arbitrary_function() -> None:
    text = r"Let $p_k = \frac{\lambda^k e^{-\lambda}}{k!}$. $$\frac{dp_k}{d\lambda} = RIGHT$$"
    assert verdicts(text.replace("RIGHT", "p_{k-1} - p_k"))[-1] != "disproved"
    false = rows(text.replace("RIGHT", "p_{k-1} + p_k"))[-1]
    assert false.verdict == "disproved" and false.numeric is not None  # in double precision, too
