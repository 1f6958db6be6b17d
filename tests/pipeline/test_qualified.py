"""A property with a qualifier is not the property: "almost symmetric", "twice an orthogonal matrix", "usually"."""

from __future__ import annotations

import pytest

from derive.verify import check_text

MATRIX = r"Let $A \in \mathbb{R}^{n \times n}$"
NOT_SYMMETRIC = (
    " be almost symmetric.",
    " be skew symmetric.",
    " be anti symmetric.",
    " be anti-symmetric.",
    " be nearly symmetric.",
    " be approximately symmetric.",
    " be twice a symmetric and once another matrix.",
    ". Some authors assume $A$ is symmetric.",
    ". Some authors assume that $A$ is symmetric.",
    ". A student claims that $A$ is symmetric.",
    ". It would be nice if $A$ were symmetric.",
    ". If $A$ were symmetric, we would be done.",
    ". Usually $A$ is symmetric.",
    ". In practice $A$ is usually symmetric.",
    ". $A$ is often symmetric.",
    ". $A$ may be symmetric.",
    ". $A$ might be symmetric.",
    ". $A$ is not necessarily symmetric.",
    ". $A$ is rarely symmetric.",
    ". $A$ is far from symmetric.",
    ". $A$ is symmetric up to sign.",
    ". $A$ is symmetric up to rounding.",
    ". $A$ is symmetric in expectation.",
    ". $A$ is symmetric on average.",
    ". $A$ is symmetric only in special cases.",
    ". $A$ is symmetric about the antidiagonal.",
    ". Is $A$ symmetric?",
    ". We wonder whether $A$ is symmetric.",
    ". Perhaps $A$ is symmetric.",
    ". The symmetric part of $A$ is small.",
    ". $A$ is a product of symmetric matrices.",
    ". $A$ is the sum of a symmetric and another matrix.",
    ". $A$ is close to a symmetric matrix.",
    ". $A$ is similar to a symmetric matrix.",
    ". $A$ is a perturbed symmetric matrix.",
    ". $A$ is a complex symmetric matrix times something.",
    ". $A$ is conjugate symmetric.",
    ". $A$ is centro symmetric.",
    ". $A$ is symmetric. This is wrong.",
    ". A matrix $A$ that is symmetric is rare.",
    ". $A$ symmetric would be nice.",
    ". ~~$A$ is symmetric.~~",
    ". Every symmetric $A$ is normal.",
    ". $A$ is supposedly symmetric.",
    ". $A$ was symmetric before.",
    ". $A$ becomes symmetric as $n$ grows.",
    ". $A$ is symmetric only if $n = 1$.",
    ". $A$ is symmetric or not.",
    ". $A$ is more symmetric than $B$.",
    ". $A$ is symmetric? No.",
    ". $A$ is symmetric almost surely.",
    ". $A$ is structurally symmetric.",
    ". $A$ is symmetric with probability one half.",
    ". $A$ is too symmetric.",
    ". $A$ is a symmetric positive matrix plus noise.",
    ". We symmetrize $A$ into a symmetric matrix.",
    ". If $A$ is symmetric we are done.",
    ". Unless $A$ is symmetric we are lost.",
)
SYMMETRIC = (
    " be symmetric.",
    " be a symmetric matrix.",
    " be a real symmetric matrix.",
    " be real and symmetric.",
    " be square and symmetric.",
    " be a fixed symmetric matrix.",
    " be a constant symmetric matrix.",
    " be a given symmetric matrix.",
    " be an arbitrary symmetric matrix.",
    " be invertible and symmetric.",
    " be symmetric and invertible.",
    r" be an $n \times n$ symmetric matrix.",
    " be a symmetric positive definite matrix.",
    " be symmetric and positive definite.",
    " be a symmetric, positive definite matrix.",
    ". Suppose $A$ is symmetric.",
    ". We assume that $A$ is symmetric.",
    ". Assume $A$ symmetric.",
    ". Here $A$ is symmetric.",
    ". $A$ is symmetric.",
    ". $A$ is always symmetric.",
    ". $A$ is also symmetric.",
    ". $A$ is symmetric by assumption.",
    ". The matrix $A$ is symmetric.",
    ". The matrix $A$ is assumed to be symmetric.",
    ". The matrix $A$ is known to be symmetric.",
    ". The covariance matrix $A$ is symmetric, and so on.",
    " be a symmetric weight matrix.",
    " be a dense symmetric matrix.",
    " be symmetric for simplicity.",
    " be symmetric with entries $a_{ij}$.",
    " be symmetric throughout.",
    " be a symmetric real-valued matrix.",
    " be any symmetric matrix.",
    " be some symmetric matrix.",
    " be a large symmetric matrix.",
    " be symmetric. This is important.",
)
WHOLE = (
    r"Let $A$ be a symmetric $n \times n$ matrix.",
    r"Let $A$ be a symmetric matrix in $\mathbb{R}^{n \times n}$.",
    r"Let $A$ be a symmetric matrix of size $n \times n$.",
    r"Since $A \in \mathbb{R}^{n \times n}$ is symmetric, we go on.",
    r"Consider a symmetric matrix $A \in \mathbb{R}^{n \times n}$.",
)
NOT_ORTHOGONAL = (
    " be twice an orthogonal matrix.",
    " be approximately orthogonal.",
    " be half an orthogonal matrix.",
    " be semi orthogonal.",
    " be semi-orthogonal.",
    " be a scaled orthogonal matrix.",
    " be a multiple of an orthogonal matrix.",
    " be orthogonal up to scale.",
    " be orthogonal to $B$.",
    " be a sum of two orthogonal matrices.",
    " be an orthogonal matrix times two.",
    " be an orthogonal matrix times $2$.",
    " be an orthogonal matrix plus noise.",
    " be an orthogonal matrix scaled by two.",
    " have nearly orthogonal columns.",
    " be an orthogonal projection.",
)
NOT_POSITIVE = (
    "Let $x$ be almost positive.",
    "Let $x$ be a real number. $x$ is usually positive.",
    "Let $x$ be a real number. $x$ is positive with high probability.",
    "Let $x$ be a real number. $x$ is positive in expectation.",
    "Let $x$ be a real number. $x$ is positive for large $n$.",
    "Let $x$ be a real number. $x$ is eventually positive.",
    "Let $x$ be a real number. $x$ is less positive than $y$.",
    "Let $x$ be a real number. $x$ is a difference of positive numbers.",
    "Let $x$ be a real number. $x$ is minus a positive number.",
    "Let $x$ be a real number. $x$ is the logarithm of a positive number.",
    "Let $x$ be a real number. $x$ is an inverse of a positive or negative number.",
    "Let $x$ be a real number. Most people take $x$ to be positive.",
    "Let $x$ be a real number. $x$ counts as a false positive.",
    "Let $x$ be a real number. $x$ is a non positive number.",
)
POSITIVE = (
    "Let $x$ be positive.",
    "Let $x$ be a positive number.",
    "Let $x$ be a positive real number.",
    "Let $x$ be a positive integer.",
    "Let $x$ be strictly positive.",
    "Let $x$ be a small positive constant.",
    "Let $x$ be a fixed positive scalar.",
    "Let $x$ be real and positive.",
    "Let $x$ be a real positive number.",
    "Let $x$ be some positive constant.",
    "Let $x$ be any positive real.",
)


def verdict(text: str, claim: str) -> str:
    return check_text(f"{text}\n\n$${claim}$$").rows[-1].verdict


@pytest.mark.parametrize("words", NOT_SYMMETRIC)
def test_qualified_symmetry_is_none(words: str) -> None:
    assert verdict(MATRIX + words, r"A^\top = A") in ("undecided", "conditional", "disproved")


@pytest.mark.parametrize("text", [*(MATRIX + words for words in SYMMETRIC), *WHOLE])
def test_symmetry_is_granted(text: str) -> None:
    assert verdict(text, r"A^\top = A") == "proved"


@pytest.mark.parametrize("words", NOT_ORTHOGONAL)
def test_qualified_orthogonality_is_none(words: str) -> None:
    assert verdict(MATRIX + words, r"A^\top A = I") in ("undecided", "conditional", "disproved")


def test_orthogonality_is_granted() -> None:
    assert verdict(MATRIX + " be an orthogonal matrix.", r"A^\top A = I") == "proved"


@pytest.mark.parametrize("text", NOT_POSITIVE)
def test_qualified_signs_are_none(text: str) -> None:
    assert verdict(text, "|x| = x") in ("undecided", "conditional", "disproved")


@pytest.mark.parametrize("text", POSITIVE)
def test_signs_are_granted(text: str) -> None:
    assert verdict(text, "|x| = x") == "proved"


@pytest.mark.parametrize("words", ["almost one-hot", "an approximately one-hot vector", "a smoothed one-hot vector"])
def test_a_vector_that_is_only_nearly_one_hot(words: str) -> None:
    assert verdict(f"Let $y$ be {words}.", r"\sum_i y_i = 1") == "undecided"


@pytest.mark.parametrize("words", ["one-hot", "a one-hot vector", "the true one-hot label vector"])
def test_a_one_hot_vector(words: str) -> None:
    assert verdict(f"Let $y$ be {words}.", r"\sum_i y_i = 1") == "proved"
