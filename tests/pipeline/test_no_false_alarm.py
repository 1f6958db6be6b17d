"""True lines in the notations that people use, each beside a false neighbour: what is true is not called wrong, and
what is false is still shown to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from derive.verify import check_file, check_text

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
    "words in front of something": (
        r"Let $\mathrm{TP}, \mathrm{FP} > 0$ and $x \in \mathbb{R}$. The force is $F = \operatorname{grad} V$.",
        {r"\operatorname{grad} f = 2 f": OPEN, r"\operatorname{div} u = u": OPEN, "F = 2 V": GIVEN | OPEN,
         r"\mathrm{TP} x + \mathrm{FP} x = (\mathrm{TP} + \mathrm{FP}) x": TRUE,
         r"\mathrm{TP} x + \mathrm{FP} x = \mathrm{TP} - \mathrm{FP} x": FALSE},
    ),
    "a number beside vectors": (
        r"Let $x_t \in \mathbb{R}^d$ and $w \in \mathbb{R}^d$. For a number $x$",
        {r"\sigma'(x) = \sigma(x) (1 - \sigma(x))": TRUE, r"\sigma'(x) = \sigma(x) (1 + \sigma(x))": FALSE,
         r"\tanh'(x) = 1 - \tanh^2(x)": TRUE, "w^T x_t = x_t^T w": TRUE, "w^T x_t = - x_t^T w": FALSE},
    ),
    "any one of the vectors": (
        r"Let $x_1, \dots, x_n \in \mathbb{R}^d$ and $u \in \mathbb{R}^d$. The image of $x$ is $\hat x = u u^\top x$.",
        {r"\|x - 2 u\|^2 = \|x\|^2 - 4 u^\top x + 4 \|u\|^2": TRUE,
         r"\|x - 2 u\|^2 = \|x\|^2 + 4 u^\top x + 4 \|u\|^2": FALSE,
         r"u^\top \hat x = (u^\top u) (u^\top x)": TRUE, r"u^\top \hat x = u^\top x": FALSE,
         r"\nabla_x \|x - x_i\|^2 = 2 (x - x_i)": TRUE, r"\nabla_x \|x - x_i\|^2 = 2 (x_i - x)": FALSE},
    ),
    "the mean of the vectors": (
        r"Let $x_1, \dots, x_n \in \mathbb{R}^d$ and $x = \frac{1}{n} \sum_{i=1}^n x_i$.",
        {r"\sum_{i=1}^n (x_i - x) = 0": TRUE, r"\sum_{i=1}^n (x_i + x) = 0": FALSE},
    ),
    "components that count from zero": (
        r"Let $\theta, x \in \mathbb{R}^{n+1}$.",
        {r"\theta^\top x = \sum_{j=0}^n \theta_j x_j": OPEN, r"\theta^\top x = \sum_{j=1}^{n+1} \theta_j x_j": TRUE,
         r"\theta^\top x = \sum_{j=1}^n \theta_j x_j": FALSE},
    ),
    "a limit of what was counted": (
        r"For $r \neq 1$, $$\sum_{k=0}^n r^k = \frac{1 - r^{n+1}}{1 - r}$$ and for $|r| < 1$, "
        r"$\sum_{n=0}^\infty r^n = \lim_{n \to \infty} S_n$.",
        {r"\sum_{k=0}^n r^k = \frac{1 - r^{n+1}}{1 - r}": TRUE, r"\sum_{k=0}^n r^k = \frac{1 - r^n}{1 - r}": FALSE},
    ),
    "another shape in another part": (
        "## Two classes\n\n" r"Let $w, x \in \mathbb{R}^M$ and $p = \sigma(w^\top x)$." "\n\n## Many classes\n\n"
        r"Let $W \in \mathbb{R}^{C \times M}$ and $z = W x$. Now we let $$p = \operatorname{softmax}(z)$$",
        {r"p = \operatorname{softmax}(z)": GIVEN, r"p_c = \frac{e^{z_c}}{\sum_{k=1}^C e^{z_k}}": TRUE,
         r"p_c = \frac{e^{z_c}}{\sum_{k=1}^C e^{2 z_k}}": FALSE, "z = x": FALSE | OPEN},
    ),
    "a symbol and its members": (
        r"With a constant gradient the velocity is $v = \frac{g}{1 - \mu}$.",
        {r"v_{t+1} = \mu v_t + g": OPEN, r"v_t = g \sum_{k=0}^{t-1} \mu^k": OPEN, r"(1 - \mu) v = g": TRUE,
         r"(1 - \mu) v = 2 g": FALSE},
    ),
    "expectations": (
        r"Let $M(t) = \mathbb{E}[e^{tX}]$.", {r"M'(0) = \mathbb{E}[X]": {"proved"},
                                         r"\mathbb{E} X Y = Y \mathbb{E} X": OPEN,
                                         r"\mathbb{E} X^2 = (\mathbb{E} X)^2": OPEN},
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


LECTURES = Path(__file__).parents[1] / "cases" / "lectures"
PROVED = {
    "backprop": 0, "batchnorm": 2, "bellman": 0, "contrastive": 3, "dropout": 1, "exponential-bernoulli": 3,
    "focal": 1, "gaussian-mle": 2, "gd-convergence": 1, "generating": 1, "induction": 11, "kl-gaussians": 0,
    "label-smoothing": 6, "labels": 1, "layernorm": 6, "layers": 0, "linear-regression": 4, "logistic": 5, "lstm": 2,
    "markov": 1, "matrix-calculus": 10, "momentum": 0, "newton": 3, "pca": 5, "rnn": 2, "series": 2, "stats": 1,
    "svd": 2, "svm-dual": 3, "temperature": 6, "trace": 7, "triplet": 6, "weight-decay": 2,
}  # at least so many of the claims, so that nothing is bought by deciding nothing


@pytest.mark.parametrize("path", sorted(LECTURES.iterdir()), ids=lambda path: path.stem)
def test_lectures_without_a_mistake(path: Path) -> None:
    report = check_file(str(path))
    assert report.internal == ()
    assert not [(row.line, row.latex, row.verdict) for row in report.rows if row.verdict in FALSE or row.findings]
    proved = sum(row.verdict == "proved" for row in report.rows)
    assert proved >= PROVED[path.stem], proved


BOUND_BY_A_NAME = {
    r"Let $q = x - 1$. If $q \geq 0.5$, then $|x| = x$.": "|x| = x",
    r"Let $r = e^x$. If $r \geq 1$, then $|x| = x$.": "|x| = x",
    r"Let $z \in \mathbb{R}$, $y = \mathbf{1}[z \geq 0]$ and $p = \sigma(z)$ with $\sigma(t) = 1/(1+e^{-t})$. "
    r"If $p \geq 0.5$, then $y = 1$.": "y = 1",
}


@pytest.mark.parametrize("text", BOUND_BY_A_NAME)
def test_a_condition_on_what_is_made_of_a_variable_bounds_the_variable(text: str) -> None:
    verdicts = {row.latex: row.verdict for row in check_text(text, "a.md").rows}
    assert verdicts[BOUND_BY_A_NAME[text]] in ("proved", "undecided")


def test_what_such_a_condition_leaves_false_is_disproved() -> None:
    row = check_text(r"Let $q = x - 1$. If $q \geq 0.5$, then $|x| = -x$.", "a.md").rows[-1]
    assert row.verdict == "disproved"
