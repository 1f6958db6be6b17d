"""Steps as lecture notes have them, each true one beside its false neighbour: what is true is proved, what is false
is shown to be false or left open."""

from __future__ import annotations

import pytest

from derive.verify import check_text

NO = {"disproved", "conditional", "ill-typed", "undecided"}  # what is false must not pass
FALSE = {"disproved", "conditional"}  # shown to be false as it stands
TRUE = {"proved"}
OPEN = {"undecided"}
NORMALISED = (
    r"Let $x \in \mathbb{R}^d$, $\mu = \frac{1}{d} \sum_{i=1}^d x_i$ and "
    r"$\sigma^2 = \frac{1}{d} \sum_{i=1}^d (x_i - \mu)^2$, $\sigma = \sqrt{\sigma^2}$."
)
CASES = {
    "a derivative by what is made of the symbol": (
        r"Let $s > 0$ and $\beta = 1/s^2$.",
        {r"\frac{d s}{d \beta} = -\frac{1}{2} s^3": TRUE, r"\frac{d s}{d \beta} = \frac{1}{2} s^3": FALSE,
         r"\frac{d^2 s}{d \beta^2} = \frac{3}{4} s^5": TRUE, r"\frac{d^2 s}{d \beta^2} = \frac{3}{4} s^4": FALSE},
    ),
    "a parameter of a family of laws": (
        r"Let $0 < p < 1$ and $\eta = \log \frac{p}{1-p}$.",
        {r"\frac{\partial p}{\partial \eta} = p (1 - p)": TRUE, r"\frac{\partial p}{\partial \eta} = p (1 + p)": FALSE},
    ),
    "what is written in the other parameter": (
        r"Let $s > 0$, $\beta = 1/s^2$ and $L = \log s$.",
        {r"\frac{d L}{d \beta} = -\frac{1}{2 \beta}": TRUE, r"\frac{d L}{d \beta} = \frac{1}{2 \beta}": FALSE},
    ),
    "a coordinate that is made of two": (
        r"Let $r > 0$ and $\theta \in \mathbb{R}$ and $x = r \cos\theta$.",
        {r"\frac{\partial r}{\partial x} = \cos\theta": OPEN, r"\frac{\partial r}{\partial x} = 1 / \cos\theta": OPEN},
    ),
    "a deviation by its square": (
        NORMALISED,
        {r"\frac{\partial \sigma}{\partial x_j} = \frac{x_j - \mu}{d \sigma}": TRUE,
         r"\frac{\partial \sigma}{\partial x_j} = \frac{x_j - \mu}{\sigma}": FALSE},
    ),
    "a normalised layer": (
        NORMALISED + r" Let $y_i = (x_i - \mu) / \sigma$.",
        {r"\frac{\partial y_i}{\partial x_j} = (\delta_{ij} - \frac{1}{d} - \frac{1}{d} y_i y_j) / \sigma": TRUE,
         r"\frac{\partial y_i}{\partial x_j} = (\delta_{ij} - \frac{1}{d} - y_i y_j) / \sigma": FALSE},
    ),
    "a differential that is no size": (
        r"Let $W \in \mathbb{R}^{n \times d}$ and $x \in \mathbb{R}^d$.",
        {r"\frac{L}{dx} = 0": OPEN},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_verdicts(name):
    text, wanted = CASES[name]
    report = check_text("\n\n".join([text, *(f"$${formula}$$" for formula in wanted)]), f"{name}.md")
    assert not report.internal
    found = {row.latex: row.verdict for row in report.rows}
    wrong = {latex: found.get(latex) for latex, allowed in wanted.items() if found.get(latex) not in allowed}
    assert not wrong, found
