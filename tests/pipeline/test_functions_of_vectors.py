"""Gradients and Hessians as functions, their values at iterates, and the letters that functions were given with."""

from __future__ import annotations

import pytest
from pipeline_rows import verdicts

SMOOTH = r"Let $f : \mathbb{R}^n \to \mathbb{R}$ be twice differentiable, and let $H$ be the Hessian of $f$. "
STEP = SMOOTH + r"Newton's step at a point $x$ is $p = -H^{-1}(x) \nabla f(x)$. "
SQUARES = (r"Let $J(w) = \frac{1}{2} \|Xw - y\|^2$ where $X \in \mathbb{R}^{m \times n}$ and $y \in \mathbb{R}^m$. "
           r"The Hessian is $H(w) = X^T X$ and the gradient is $g(w) = X^T(Xw - y)$. ")


@pytest.mark.parametrize(
    ("before", "latex", "verdict"),
    [
        (STEP, r"H(x) p = -\nabla f(x)", "proved"),
        (STEP, r"H(x) p = \nabla f(x)", "disproved"),
        (STEP, r"\nabla f(x)^T p = -\nabla f(x)^T H(x)^{-1} \nabla f(x)", "proved"),
        (SMOOTH, r"H(x)^T = H(x)", "proved"),
        (SQUARES, r"\nabla J(w) = g(w)", "proved"),
        (SQUARES, r"\nabla J(w) = -g(w)", "disproved"),
        (SQUARES, r"\nabla^2 J(w) = H(w)", "proved"),
        (SQUARES, r"w_1 = w_0 - H(w_0)^{-1} g(w_0)", "definition"),
    ],
)
def test_verdict(before: str, latex: str, verdict: str) -> None:
    assert verdicts(f"{before}Then\n\n$${latex}$$")[-1] == verdict


def test_what_is_said_of_an_inverse_at_a_point_is_no_product() -> None:
    said = SMOOTH + r"Let $A \in \mathbb{R}^{n \times n}$ be invertible. Then $(A^T H A)^{-1}(x) = (A^T H(x) A)^{-1}$."
    assert verdicts(said)[-1] == "proved"
