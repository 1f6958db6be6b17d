"""Derivatives of determinants and inverses, and by an inverse; a display that words equate with the one before it."""

from __future__ import annotations

import pytest
from pipeline_rows import verdicts

from derive.verify import check_text

MATRIX = r"Let $A, B \in \mathbb{R}^{n \times n}$ be invertible, $a, b, x, \mu \in \mathbb{R}^n$ and $t > 0$." + "\n\n"
LIKELIHOOD = r"""\frac{\partial}{\partial A^{-1}} \left(\frac12 \log |A^{-1}|
- \frac12 (x - \mu)^T A^{-1} (x - \mu)\right)"""


@pytest.mark.parametrize(
    ("left", "true", "false"),
    [
        (r"\frac{\partial}{\partial A} \det A", r"\det(A) A^{-T}", r"\det(A) A^{-1}"),
        (r"\frac{\partial}{\partial A} \log |A|", r"A^{-T}", r"-A^{-T}"),
        (r"\frac{\partial}{\partial A} (a^T A^{-1} b)", r"-A^{-T} a b^T A^{-T}", r"A^{-T} a b^T A^{-T}"),
        (r"\frac{\partial}{\partial A} \operatorname{tr}(A^{-1} B)", r"-(A^{-1} B A^{-1})^T", r"-A^{-1} B A^{-1}"),
        (r"\frac{\partial}{\partial A} \log |t A|", r"A^{-T}", r"t A^{-T}"),
        (r"\frac{\partial}{\partial A^{-1}} \log |A|", r"-A^T", r"A^T"),
        (LIKELIHOOD, r"\frac12 A^T - \frac12 (x - \mu)(x - \mu)^T", r"A^T - \frac12 (x - \mu)(x - \mu)^T"),
    ],
)
def test_the_derivative_of_a_determinant_or_an_inverse(left: str, true: str, false: str) -> None:
    assert verdicts(f"{MATRIX}$${left} = {true}$$")[-1] == "proved"
    assert verdicts(f"{MATRIX}$${left} = {false}$$")[-1] in ("disproved", "conditional")


def test_the_derivative_of_the_inverse_of_a_matrix_that_moves() -> None:
    text = MATRIX + r"Let $M = A + t B$ be invertible. Then $$\frac{\partial}{\partial t} \det(M) = RIGHT$$"
    assert verdicts(text.replace("RIGHT", r"\det(M) \operatorname{tr}(M^{-1} B)"))[-1] == "proved"
    assert verdicts(text.replace("RIGHT", r"\det(M) \operatorname{tr}(M^{-1} A)"))[-1] == "disproved"


GOES_ON = r"""Let $a, b \in \mathbb{R}$. We have

$$f = (a + b)^2.$$

WORDS

$$RIGHT$$"""


@pytest.mark.parametrize("words", ["Expand to see that this is the same as", "This simplifies to", "which is equal to",
                                   "Multiplied out, it can be written as"])
def test_words_equate_a_display_with_the_one_before(words: str) -> None:
    text = GOES_ON.replace("WORDS", words)
    assert verdicts(text.replace("RIGHT", "a^2 + 2 a b + b^2")) == ["definition", "proved"]
    row = check_text(text.replace("RIGHT", "a^2 + a b + b^2")).rows[-1]
    assert (row.verdict, row.findings[0].name, row.line) == ("disproved", "lost-factor", 7)


@pytest.mark.parametrize("words", ["Half of this is equal to", "Taking logs, this can be written as",
                                   "One minus this is equal to", "Up to a constant, this is the same as",
                                   "This is not equal to", "Compare this with", "The derivative of this is",
                                   "For small $a$ this is close to"])
def test_other_words_equate_nothing(words: str) -> None:
    assert verdicts(GOES_ON.replace("WORDS", words).replace("RIGHT", "a^2 + b^2")) == ["definition"]


@pytest.mark.parametrize("given", [
    r"Let $\Sigma$ be a covariance matrix and $x \in \mathbb{R}^n$.",
    r"Let $x \in \mathbb{R}^n$ have mean $\mu$ and covariance $\Sigma$.",
    r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ with $x \in \mathbb{R}^n$.",
    r"Let $x \in \mathbb{R}^n$ and $\Sigma \succ 0$.",
    r"Let $x \in \mathbb{R}^n$ and $\Sigma \in \mathbb{S}^n_{++}$.",
    r"Let $x \in \mathbb{R}^n$ and $\Sigma \in \mathbb{R}^{n \times n}$ the Gram matrix.",
])
def test_what_is_symmetric_by_its_nature(given: str) -> None:
    claim = r"$$\frac{\partial}{\partial x} (x^T \Sigma x) = RIGHT$$"
    assert verdicts(given + "\n\n" + claim.replace("RIGHT", r"2 \Sigma x"))[-1] == "proved"
    assert verdicts(given + "\n\n" + claim.replace("RIGHT", r"\Sigma x"))[-1] == "disproved"


def test_a_sphere_holds_no_matrices() -> None:
    given = r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{S}^{n-1}$. "
    assert verdicts(given + r"$$\frac{\partial}{\partial x} (x^T A x) = 2 A x$$")[-1] != "proved"
