"""A row vector that is written out, a function that is given by its components, and its Jacobian by its usual sign."""

from __future__ import annotations

import pytest
from pipeline_rows import verdicts

from derive.notation.parse import parse
from derive.notation.tree import Matrix
from derive.verify import check_text

ROW = r"""We turn a vector

$$\mathbf z = [z_1 \; z_2 \; \dots \; z_K]$$

into a row vector

$$\mathbf p(\mathbf z) = \begin{bmatrix} p(\mathbf z)_1 & p(\mathbf z)_2 & \cdots & p(\mathbf z)_K \end{bmatrix}$$

with $p(\mathbf z)_k = \frac{e^{z_k}}{\sum_{l=1}^K e^{z_l}}$. We write $p_k$ for $p(\mathbf z)_k$. WORDS

"""
JACOBIAN = ROW.replace("WORDS", "Its Jacobian is")
LEFT = r"\mathbf J_{\mathbf z}(\mathbf p) = "
CORNERS = r"""\begin{bmatrix} p_A - p_A^2 & \cdots & -p_A p_K \\ \vdots & \ddots & \vdots \\
-p_K p_A & \cdots & p_K - p_K^2 \end{bmatrix}"""


def test_a_row_of_its_components_declares_a_row() -> None:
    lines = (r"$$\sum_{k=1}^K z_k p_k = \mathbf z \mathbf p^\top$$", r"$$\sum_{k=1}^K p_k = 1$$")
    assert verdicts(ROW + "\n\n".join(lines)) == ["proved", "proved", "definition", "proved", "proved"]


def test_the_word_vector_alone_does_not_turn_a_row() -> None:
    line = r"The entries of the vector $\mathbf z$: $$\sum_{k=1}^K z_k^2 = \mathbf z \mathbf z^\top$$"
    assert verdicts(ROW + line)[-1] == "proved"
    column = r"Here $\mathbf z$ is a column vector. $$\sum_{k=1}^K z_k^2 = \mathbf z^\top \mathbf z$$"
    assert verdicts(r"$\mathbf z = [z_1 \; \dots \; z_K]$ is a row vector. " + column)[-1] == "proved"


@pytest.mark.parametrize(
    ("right", "verdict", "names"),
    [
        (r"\operatorname{diag}(\mathbf p) - \mathbf p^\top \mathbf p", "proved", []),
        (r"\operatorname{diag}(\mathbf p) - \mathbf p \mathbf p^\top", "ill-typed", ["transpose"]),
        (r"\operatorname{diag}(\mathbf p) + \mathbf p^\top \mathbf p", "disproved", ["sign-error"]),
        (CORNERS.replace("A", "1"), "proved", []),
        (CORNERS.replace("A", "0"), "ill-typed", ["wrong-range"]),
    ],
)
def test_the_jacobian_of_a_function_of_a_row(right: str, verdict: str, names: list[str]) -> None:
    row = check_text(f"{JACOBIAN}$${LEFT}{right}$$").rows[-1]
    assert (row.verdict, [finding.name for finding in row.findings]) == (verdict, names)
    assert all(one.repair is not None and one.repair.verdict == "proved" for one in row.findings)


def test_an_array_that_is_numbered_from_0_throughout_is_no_slip() -> None:
    text = r"""Let $a = [a_0, a_1, \dots, a_n]$ and $b = [b_0, b_1, \dots, b_n]$.

    $$a b^T = \begin{bmatrix} a_0 b_0 & \cdots & a_0 b_n \\ \vdots & \ddots & \vdots \\
    a_n b_0 & \cdots & a_n b_n \end{bmatrix}$$"""
    assert verdicts(text)[-1] == "undecided"


def test_the_sign_of_a_jacobian_is_one_where_words_and_a_function_say_so() -> None:
    text = r"""Let $f(x) = A x$ with $A \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^n$. WORDS

    $$J_f(x) = A$$"""
    assert verdicts(text.replace("WORDS", "The Jacobian is"))[-1] == "proved"
    assert verdicts(text.replace("WORDS", "We write"))[-1] != "proved"
    loss = r"""The Jacobian of a loss is a row. Let $\theta, x \in \mathbb{R}^n$.

    $$J_\theta(x) = \theta^T x$$"""
    assert verdicts(loss)[-1] == "definition"


def test_the_hessian_of_a_function() -> None:
    text = r"""Let $g(x) = \frac12 x^T B x$, $B \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$. Its Hessian is

    $$H_g(x) = RIGHT$$"""
    assert verdicts(text.replace("RIGHT", r"\frac12 (B + B^T)"))[-1] == "proved"
    assert verdicts(text.replace("RIGHT", "B"))[-1] == "conditional"


@pytest.mark.parametrize(
    ("latex", "entries"),
    [
        (r"[a_1 \; a_2 \; \dots \; a_n]", 4),
        (r"\begin{bmatrix} a_1 b_1 \ \, a_2 b_2 \ \, ... \ \, a_n b_n \end{bmatrix}", 4),
        (r"\begin{bmatrix} a_1 a_2 \cdots a_n \end{bmatrix}", 1),
        (r"[a_1 \, a_2 \, \cdots \, a_n]", 0),
        (r"[a_1 \; a_2]", 0),
    ],
)
def test_wide_spaces_and_dots_part_the_entries_of_a_row(latex: str, entries: int) -> None:
    tree = parse(latex)
    assert (len(tree.rows[0]) if isinstance(tree, Matrix) else 0) == entries


@pytest.mark.parametrize("given", [r"y = [y_1, \dots, y_n]^T", r"\mathbf y = (y_1, y_2, \ldots, y_n)",
                                   r"y = (y_1, \dots, y_n)^\top"])
def test_a_list_in_brackets_is_a_vector(given: str) -> None:
    text = rf"Let ${given}$. Then $y^T y = \sum_{{i=1}}^n y_i^2$ and $y^T y = \sum_{{i=2}}^n y_i^2$."
    assert verdicts(text) == ["proved", "proved", "disproved"]


def test_a_list_of_few_numbers_is_a_vector() -> None:
    text = r"Let $x = [x_1, x_2, x_3]^T$. Then $x^T x = x_1^2 + x_2^2 + x_3^2$ and $x^T x = x_1^2 + x_2^2$."
    assert verdicts(text) == ["definition", "proved", "disproved"]
    assert verdicts("Let $I = [0, 1]$. Then $x = 2x$.")[0] == "undecided"  # an interval, or anything


@pytest.mark.parametrize(
    "claim", [r"\|\theta\|^2 = \sum_{i=1}^n \theta_i^2", r"\theta^T x = \sum_{i=1}^n \theta_i x_i"])
def test_a_vector_that_is_numbered_from_0_has_one_more_entry(claim: str) -> None:
    given = r"Let $\theta = [\theta_0 \; \theta_1 \; \dots \; \theta_n]^T$ and $x = [x_1, \dots, x_n]^T$."
    assert verdicts(f"{given} Then ${claim}$.")[-1] == "undecided"


@pytest.mark.parametrize(("right", "verdict"), [(r"2 x_i", "proved"), ("0", "disproved")])
def test_a_function_given_by_components_without_its_argument(right: str, verdict: str) -> None:
    assert verdicts(rf"Let $f(x)_i = x_i^2$. Then $\frac{{\partial f_i}}{{\partial x_i}} = {right}$.")[-1] == verdict
    loss = rf"Let $f(x)_i = x_i^2$ and $L = \sum_i f_i$. Then $\frac{{\partial L}}{{\partial x_i}} = {right}$."
    assert verdicts(loss)[-1] == verdict


def test_a_component_that_is_an_array_is_no_crash() -> None:
    text = "Let $f(x)_i = x_i^2$.\n\n$$f(x)^T f(x) = \\|x\\|^4$$\n\n$$f(x+y) = f(x)$$"
    assert len(verdicts(text)) == 3
