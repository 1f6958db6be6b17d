r"""`a \propto b`: a constant and positive factor; of logarithms also a constant that is added."""

from __future__ import annotations

import pytest

from derive.verify import check_text

NORMAL = r"""Let $x \in \mathbb{R}^n$ and $\mu \in \mathbb{R}^n$.

$$\sum_{j=1}^n \log\left(\frac{1}{\sqrt{2\pi}} \exp\left(-\frac{(x_j - \mu_j)^2}{2}\right)\right) \propto RIGHT$$
"""
NUMBERS = r"For $r > 0$, $s > 0$ and $c > 0$: "


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (r"\frac{4}{3} c r^3", "r^3", "proved"),
        (r"\frac{r^2}{c} e^{-r}", "r^2 e^{-r}", "proved"),
        (r"\frac{r^2}{c} e^{-r}", "r^2 e^{r}", "disproved"),
        ("c r^3", "r^{-2}", "disproved"),
        ("r^2 + r", "r^2", "undecided"),  # both grow; some mean the growth for large r
        ("-2 r", "r", "undecided"),  # some allow a negative factor
        (r"\frac{r^s}{c} e^{-s}", "r^s", "undecided"),  # as r varies, and not as s does
        ("c", "r", "undecided"),  # nothing says how c depends on r
    ],
)
def test_numbers(left: str, right: str, verdict: str) -> None:
    assert check_text(f"{NUMBERS}$${left} \\propto {right}$$").rows[-1].verdict == verdict


@pytest.mark.parametrize(
    ("right", "verdict", "names"),
    [
        (r"\sum_{j=1}^n (x_j - \mu_j)^2", "disproved", ["sign-error"]),
        (r"-\sum_{j=1}^n (x_j - \mu_j)^2", "undecided", []),
        (r"\sum_{j=1}^n x_j", "disproved", []),
    ],
)
def test_logarithms(right: str, verdict: str, names: list[str]) -> None:
    row = check_text(NORMAL.replace("RIGHT", right)).rows[-1]
    assert (row.verdict, [finding.name for finding in row.findings]) == (verdict, names)


def test_through_definitions() -> None:
    text = r"Let $r > 0$, $c > 0$ and $V = c r^3$. $$V \propto r^3$$ $$V \propto r^{-3}$$"
    assert [row.verdict for row in check_text(text).rows][-2:] == ["proved", "disproved"]


@pytest.mark.parametrize(
    "text", [r"$$p(x) \propto e^{-x^2}$$", r"Let $p(x) \propto e^{-x^2}$.", r"$$w_i \propto d_i$$"])
def test_what_is_laid_down_is_not_held_against_anything(text: str) -> None:
    assert {row.verdict for row in check_text(text).rows} <= {"hypothesis", "undecided"}
