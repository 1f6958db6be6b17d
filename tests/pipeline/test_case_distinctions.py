"""Case distinctions: what they define, what they equal, and where they have no derivative."""

from __future__ import annotations

import pytest

from derive.verify import check_text

HINGE = r"The hinge is $h(t) = \begin{cases} 1 - t & \text{if } t < 1 \\ 0 & \text{otherwise.} \end{cases}$ "
SIZE = r"For real $x$ let $$f(x) = \begin{cases} x & x \geq 0 \\ -x & x < 0 \end{cases}$$ "
LABEL = r"Let $p \in (0, 1)$ and $y \in \{0, 1\}$. "
CASES = r"\begin{cases} p & y = 1 \\ 1 - p & y = 0 \end{cases}"
TRUE = (
    SIZE + "Then $f(x) = |x|$.",
    SIZE + "Then $f(-2) = 2$.",
    HINGE + r"Then $h(t) = \max(0, 1 - t)$.",
    HINGE + "Then $h(0) = 1$.",
    HINGE + "For $t < 1$ we have $h'(t) = -1$.",
    HINGE + "For $t > 1$ we have $h'(t) = 0$.",
    HINGE + r"For all $t$, $h(t) \geq 0$.",
    LABEL + f"$${CASES} = p^y (1-p)^{{1-y}}$$",
    LABEL + f"Let $q = {CASES}$. Then $$q = y p + (1 - y)(1 - p)$$",
    r"Let $x \in \mathbb{R}^n$ and $m_{ij} = \begin{cases} 1 & i = j \\ 0 & i \neq j \end{cases}$. "
    r"Then $\sum_{j=1}^n m_{ij} x_j = x_i$.",
    r"Let $x \in \mathbb{R}$. $$|x - 1| = \begin{cases} 1 - x & x < 1 \\ x - 1 & \text{otherwise} \end{cases}$$",
    r"Let $x \in \mathbb{R}$. $$\begin{cases} 0 & x < 0 \\ x & 0 \leq x \leq 1 \\ 1 & x > 1 \end{cases}"
    r" - \begin{cases} 0 & x < 0 \\ x & 0 \leq x \leq 1 \\ 1 & x > 1 \end{cases} = 0$$",
)
FALSE = (
    SIZE + "Then $f(x) = -|x|$.",
    SIZE + "Then $f(-2) = -2$.",
    HINGE + "For $t < 1$ we have $h'(t) = 1$.",
    HINGE + "For all $t$: $h'(t) = -1$.",
    HINGE + r"Then $h(t) = \max(0, t - 1)$.",
    LABEL + f"$${CASES} = y p - (1 - y)(1 - p)$$",
    r"Let $x \in \mathbb{R}$. $$|x - 1| = \begin{cases} 1 - x & x < 1 \\ x + 1 & \text{otherwise} \end{cases}$$",
)
OPEN = (
    HINGE + r"For $t \leq 1$ we have $h'(t) = -1$.",  # it has no derivative at 1
    r"Let $x \in \mathbb{R}$ and $$g = \begin{cases} 1 & x \text{ is rational} \\ 0 & \text{otherwise} \end{cases}$$ "
    "Then $$g = 0.$$",
)


def last(text: str) -> str:
    report = check_text(text)
    assert report.internal == ()
    return report.rows[-1].verdict


@pytest.mark.parametrize("text", TRUE)
def test_true(text: str) -> None:
    assert last(text) == "proved"


@pytest.mark.parametrize("text", FALSE)
def test_false(text: str) -> None:
    assert last(text) == "disproved"


@pytest.mark.parametrize("text", OPEN)
def test_open(text: str) -> None:
    assert last(text) == "undecided"


def test_all_branches_define() -> None:
    rows = check_text(SIZE + "Then $f(x) = |x|$.").rows
    assert [row.verdict for row in rows] == ["definition", "definition", "proved"]
    assert not any(row.findings for row in rows)
