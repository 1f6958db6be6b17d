"""Expectations, variances and covariances: what follows from linearity, what does not, and what is not said."""

from __future__ import annotations

import pytest

from derive.verify import check_text

SAID = "Let $X$ and $Y$ be random variables."
ALONE = r"Let $X$ be a random variable. The mean is $m = \mathbb{E}[X]$."
TRUE = (
    "E[aX + b] = a E[X] + b",
    r"\mathbb{E}[X + Y] = \mathbb{E}[X] + \mathbb{E}[Y]",
    r"\operatorname{Var}(X) = \mathbb{E}[X^2] - \mathbb{E}[X]^2",
    r"\operatorname{Var}(X) = \mathbb{E}[(X - \mathbb{E}[X])^2]",
    r"\operatorname{Var}(aX + b) = a^2 \operatorname{Var}(X)",
    r"\operatorname{Cov}(X, Y) = E[XY] - E[X] E[Y]",
    r"\operatorname{Cov}(aX + b, Y) = a \operatorname{Cov}(X, Y)",
    r"\operatorname{Var}(X + Y) = \operatorname{Var}(X) + \operatorname{Var}(Y) + 2 \operatorname{Cov}(X, Y)",
    r"\mathbb{E}\left[\sum_{i=1}^n X_i\right] = \sum_{i=1}^n \mathbb{E}[X_i]",
    r"\mathbb{E}[X_1 - 2 X_2] = \mathbb{E}[X_1] - 2 \mathbb{E}[X_2]",
    r"\mathbb{E}[X - \mathbb{E}[X]] = 0",
    r"\frac{d}{dc} \mathbb{E}[(X - c)^2] = 2c - 2 \mathbb{E}[X]",
)
OF_A_MEAN = (
    r"\operatorname{Var}(X) = \mathbb{E}[X^2 - 2mX + m^2]",
    r"\mathbb{E}[X^2 - 2mX + m^2] = \mathbb{E}[X^2] - m^2",
)
FALSE = (
    "E[aX + b] = a E[X]",
    r"\operatorname{Var}(X) = \mathbb{E}[X^2] + \mathbb{E}[X]^2",
    r"\operatorname{Var}(aX + b) = a \operatorname{Var}(X)",
    r"\operatorname{Var}(aX + b) = a^2 \operatorname{Var}(X) + b \mathbb{E}[X]",
    r"\mathbb{E}[X^2] = \mathbb{E}[X]^2",
)
NEVER_PROVED = {
    "a product": (SAID, "E[XY] = E[X] E[Y] + 0 E[X]"),
    "a variance of a sum": (SAID, r"\operatorname{Var}(X + Y) = \operatorname{Var}(X) + \operatorname{Var}(Y)"),
    "a function": (SAID, r"\mathbb{E}[f(X)] = f(\mathbb{E}[X])"),
    "a reciprocal": (SAID, r"\mathbb{E}[X] \mathbb{E}[1/X] = 1"),
    "two of a family": (SAID, r"\mathbb{E}[X_1 X_2] = X_1 \mathbb{E}[X_2]"),
    "a number and a family": (SAID + " $E[X_i]$ is known.", r"\operatorname{Var}(aX) = a \operatorname{Var}(X)"),
    "an estimate": (SAID, r"\mathbb{E}[\hat\theta X] = \hat\theta \mathbb{E}[X]"),
    "a matrix": (SAID, r"\mathbb{E}[W X] = W \mathbb{E}[X]"),
    "noise": (SAID, r"\mathbb{E}[\epsilon X] = \epsilon \mathbb{E}[X]"),
    "two small letters": ("Let $x$ be random.", r"\mathbb{E}[x y] = y \mathbb{E}[x]"),
    "what is made of it": (SAID + " Let $z = 2 X$.", r"\mathbb{E}[z X] = z \mathbb{E}[X]"),
    "a function of another": (SAID + " Let $g(t) = t Y$. $E[Y]$.", r"\mathbb{E}[g(X)] = Y \mathbb{E}[X]"),
    "a random number of terms": (
        SAID + " Let $E[N] = 3$.", r"\mathbb{E}\left[\sum_{i=1}^N X_i\right] = \sum_{i=1}^N \mathbb{E}[X_i]"),
    "a condition": (SAID, r"\mathbb{E}[X \mid Y] = \mathbb{E}[X]"),
    "an energy": (r"The random energy is $E[u] = \int u^2 dx$.", "E[2u] = 2 E[u]"),
    "an energy in a document about nothing random": ("Let $u$ and $v$ be functions.", "E[u + v] = E[u] + E[v]"),
}
NOT_DISPROVED = {
    "independent": ("Let $X$ and $Y$ be independent.", r"\mathbb{E}[XY] = \mathbb{E}[X] \mathbb{E}[Y]"),
    "independent without a word": (SAID, r"\mathbb{E}[XY] = \mathbb{E}[X] \mathbb{E}[Y]"),
    "a coin": ("Let $X$ be the number of heads in $n$ tosses of a fair coin.", r"\mathbb{E}[X] = \frac{n}{2}"),
    "an indicator": ("Let $X$ be 1 with probability $p$ and else 0.", r"\mathbb{E}[X^2] = \mathbb{E}[X]"),
    "a law by its name": (r"Let $X \sim \operatorname{Poisson}(\lambda)$.",
                          r"\operatorname{Var}(X) = \mathbb{E}[X]"),
    "a mean that is given": (r"Let $\mathbb{E}[X] = 0$.", r"\operatorname{Var}(X) = \mathbb{E}[X^2]"),
}


def verdict(said: str, line: str) -> str:
    return check_text(f"{said}\n\n$${line}$$\n").rows[-1].verdict


@pytest.mark.parametrize("line", TRUE)
def test_is_proved(line: str) -> None:
    assert verdict(SAID, line) == "proved"


@pytest.mark.parametrize("line", OF_A_MEAN)
def test_a_mean_is_a_constant(line: str) -> None:
    assert verdict(ALONE, line) == "proved"


@pytest.mark.parametrize("line", FALSE)
def test_is_disproved(line: str) -> None:
    assert verdict(SAID, line) == "disproved"


@pytest.mark.parametrize("name", NEVER_PROVED)
def test_is_not_proved(name: str) -> None:
    assert verdict(*NEVER_PROVED[name]) not in ("proved", "conditional")


@pytest.mark.parametrize("name", NOT_DISPROVED)
def test_is_not_disproved(name: str) -> None:
    assert verdict(*NOT_DISPROVED[name]) != "disproved"


def test_what_is_read_is_told() -> None:
    row = check_text(f"{SAID}\n\n$$E[aX] = a E[X]$$\n").rows[-1]
    assert any("outcomes" in reading for reading in row.readings)
