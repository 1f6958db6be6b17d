"""True lines in the notations that people use, each beside a false neighbour: what is true is not called wrong, and
what is false is still shown to be."""

from __future__ import annotations

import pytest

from derive.verify import check_text

TRUE = {"proved"}
FALSE = {"disproved", "conditional", "ill-typed"}
OPEN = {"undecided"}
GIVEN = {"definition", "hypothesis"}
SHAPES = (
    r"Let $W \in \mathbb{R}^{d_{in} \times d_{out}}$, $x \in \mathbb{R}^{1 \times d_{in}}$, "
    r"$b \in \mathbb{R}^{1 \times d_{out}}$ and $v \in \mathbb{R}^{d_{out} \times 1}$."
)
CASES = {
    "rows and columns that are written as matrices": (
        SHAPES + "$$y = x W + b$$",
        {r"y_j = \sum_{i=1}^{d_{in}} x_i W_{ij} + b_j": TRUE, r"y_j = \sum_{i=1}^{d_{in}} x_i W_{ij}": FALSE,
         r"v^T v = \sum_{i=1}^{d_{out}} v_i^2": TRUE, r"v^T v = 2 \sum_{i=1}^{d_{out}} v_i^2": FALSE,
         r"\|v\|^2 = v^T v": TRUE, r"b v = v b": FALSE, r"b v = \sum_{i=1}^{d_{out}} b_i v_i": TRUE},
    ),
    "a column with two indices": (
        r"Let $v \in \mathbb{R}^{n \times 1}$.",
        {r"v^T v = \sum_{i=1}^n v_{i1}^2": TRUE, r"v^T v = 2 \sum_{i=1}^n v_{i1}^2": FALSE},
    ),
    "a size that is a product": (
        r"Let $F \in \mathbb{R}^{HW \times C}$ and $x \in \mathbb{R}^{mn}$.",
        {r"\operatorname{tr}(F^T F) = \|F\|_F^2": TRUE, "F^T F = F F^T": FALSE, r"x^T x = \|x\|^2": TRUE},
    ),
    "the components of numbered matrices": (
        r"Let $W_1 \in \mathbb{R}^{m \times n}$, $W_2 \in \mathbb{R}^{k \times m}$, $x \in \mathbb{R}^n$, $h = W_1 x$ "
        r"and $o = W_2 h$.",
        {r"h_i = \sum_{j=1}^n W_{1,ij} x_j": TRUE, r"o_i = \sum_{j=1}^m W_{2,ij} h_j": TRUE,
         r"o_i = \sum_{j=1}^m W_{2,ji} h_j": FALSE, r"\frac{\partial o_i}{\partial h_j} = W_{2,ij}": TRUE,
         r"\frac{\partial o_i}{\partial h_j} = W_{2,ji}": FALSE},
    ),
    "what a symbol is next": (
        r"Let $v \in \mathbb{R}$, $g \in \mathbb{R}$ and $w \in \mathbb{R}^n$.",
        {r"v := \beta v + (1 - \beta) g": OPEN, "w := 2 w": OPEN, "v = v + g": OPEN, "v = v + 1": FALSE,
         "v^2 = v^2 + 1": FALSE,
         "v + 1 = v": FALSE, "w - 3 w = 2 w": FALSE, "w - 3 w = - 2 w": TRUE},
    ),
    "all links of a relation that is assumed": (
        r"Let $V \in \mathbb{R}^{n \times n}$, where $V^\top V = V V^\top = I$.",
        {r"V V^\top = I": GIVEN, r"2 V V^\top = 2 I": TRUE, "V V = I": FALSE},
    ),
    "the links of a definition are claims": (
        r"Let $x \in \mathbb{R}$ and let $z = (x + 1)^2 = x^2 + 1$.",
        {"(x + 1)^2 = x^2 + 1": FALSE, "z = (x + 1)^2": GIVEN},
    ),
    "a deviation that is not zero": (
        r"Let $x \in \mathbb{R}^n$, $\mu = \frac{1}{n} \sum_{i=1}^n x_i$ and "
        r"$\sigma^2 = \frac{1}{n} \sum_{i=1}^n (x_i - \mu)^2$"
        r" with $\sigma > 0$. Hence $\mu > 0$.",
        {r"\sigma > 0": GIVEN, r"\sum_{i=1}^n (x_i - \mu)^2 = n \sigma^2": TRUE, r"\mu > 0": FALSE},
    ),
    "names that are letters": (
        r"Let $x_a, x_p, x_n \in \mathbb{R}^d$ be the anchor, the positive and the negative example, and "
        r"$L = \|x_a - x_p\|^2 - \|x_a - x_n\|^2 + m$.",
        {r"\frac{\partial L}{\partial x_a} = 2 (x_n - x_p)": TRUE,
         r"\frac{\partial L}{\partial x_p} = 2 (x_p - x_a)": TRUE,
         r"\frac{\partial L}{\partial x_p} = 2 (x_n - x_a)": FALSE,
         r"\frac{\partial L}{\partial x_n} = 2 (x_a - x_n)": TRUE,
         r"\frac{\partial L}{\partial x_n} = 2 (x_a - x_p)": FALSE},
    ),
    "two kinds of energy": (
        r"The kinetic energy is $E_k = \frac{1}{2} m v^2$, the potential energy $E_p = m g h$, and $E = E_k + E_p$.",
        {r"E = \frac{1}{2} m v^2 + m g h": TRUE, r"\frac{\partial E}{\partial v} = m v": TRUE,
         r"E = \frac{1}{2} m v^2 - m g h": FALSE, r"\frac{\partial E}{\partial v} = 2 m v": FALSE,
         "E = E_k - E_p": FALSE},
    ),
    "two bodies": (
        r"Let $v_c = \frac{m_a v_a + m_b v_b}{m_a + m_b}$.",
        {r"v_a - v_c = \frac{m_b (v_a - v_b)}{m_a + m_b}": TRUE,
         r"v_a - v_c = \frac{m_b (v_a + v_b)}{m_a + m_b}": FALSE,
         r"\frac{\partial v_c}{\partial v_a} = \frac{m_a}{m_a + m_b}": OPEN},
    ),
    "letters that may be indices": (
        r"Let $p = \operatorname{softmax}(z)$ with $z \in \mathbb{R}^n$.",
        {r"\frac{\partial p_a}{\partial z_b} = p_a (\delta_{ab} - p_b)": TRUE,
         r"\frac{\partial p_a}{\partial z_b} = p_a (1 - p_b)": FALSE,
         r"\frac{\partial p_a}{\partial z_b} = -p_a p_b": FALSE},
    ),
    "letters of which nothing is said": (
        "", {r"\frac{\partial}{\partial x_a} (x_a x_b) = x_b": OPEN, r"\frac{\partial x_a}{\partial x_b} = 0": OPEN},
    ),
    "expectations": (
        r"Let $M(t) = \mathbb{E}[e^{tX}]$.", {r"M'(0) = \mathbb{E}[X]": OPEN},
    ),
}

IN_TWO_CLASSES = "p_1 = 1 / (1 + e^{-(z_1 - z_2)})"


@pytest.mark.parametrize("words, wanted", {
    "For two classes,": OPEN, "In two dimensions we have": OPEN, "With a single pair": OPEN,
    "In general": FALSE, "": FALSE,
}.items())
def test_a_condition_in_words(words: str, wanted: set[str]) -> None:
    text = r"Let $z \in \mathbb{R}^K$ and $$p_i = \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}}.$$"
    assert check_text(f"{text} {words} ${IN_TWO_CLASSES}$.").rows[-1].verdict in wanted


@pytest.mark.parametrize("name", CASES)
def test_verdicts(name: str) -> None:
    text, wanted = CASES[name]
    more = [f"$${formula}$$" for formula in wanted if f"${formula}$" not in text]
    report = check_text("\n\n".join([text, *more]), f"{name}.md")
    assert not report.internal
    found = {row.latex: row for row in reversed(report.rows)}
    wrong = {latex: found.get(latex) for latex, allowed in wanted.items()
             if latex not in found or found[latex].verdict not in allowed}
    assert not wrong, wrong
    assert not [row.latex for row in report.rows if row.findings and wanted.get(row.latex) in (TRUE, OPEN, GIVEN)]
