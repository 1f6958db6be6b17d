r"""What symbols are where nobody says so: rows and columns, layers of a network, letters that are used anew."""

from __future__ import annotations

import pytest
from pipeline_rows import names, rows, verdicts

WRONG = frozenset({"disproved", "ill-typed", "conditional"})
NET = r"""
With weights and biases the forward pass is

$$a = x P + b, \qquad h = \sigma(a), \qquad z = h Q + c, \qquad p = \mathrm{softmax}(z)$$

$$L = -\sum_i t_i \log p_i$$

and the backward pass is

$$\delta_1 = \frac{\partial L}{\partial z} = p - t$$

$$\delta_2 = \frac{\partial L}{\partial z} \frac{\partial z}{\partial h}
= (p - t) \frac{\partial}{\partial VARIABLE} (h Q + c) = \delta_1 Q^T$$

$$\delta_3 = \frac{\partial L}{\partial z} \frac{\partial z}{\partial h} \frac{\partial h}{\partial a}
= \delta_2 \odot \sigma'(a)$$

$$\frac{\partial L}{\partial x} = \delta_3 P^T$$
"""
DECLARED = r"""
Let $x \in \mathbb{R}^{1 \times n}$, $P \in \mathbb{R}^{n \times m}$, $b \in \mathbb{R}^{1 \times m}$,
$Q \in \mathbb{R}^{m \times k}$ and $c \in \mathbb{R}^{1 \times k}$, and let $t \in \mathbb{R}^{1 \times k}$ be one-hot.
"""
HOT = "The target $t$ is one-hot.\n"


# --- thin matrices ---------------------------------------------------------------------------------------------------
def test_an_n_by_1_matrix_is_a_column() -> None:
    text = r"""Let $x \in \mathbb{R}^{n \times 1}$ and $A \in \mathbb{R}^{n \times n}$.

    $$\frac{\partial}{\partial x} (x^T A x) = (A + A^T) x$$

    $$x^T x = \sum_i x_i^2$$

    $$\frac{\partial}{\partial x} (x^T A x) = (A - A^T) x$$
    """
    assert verdicts(text) == ["proved", "proved", "disproved"]


def test_a_1_by_n_matrix_is_a_row() -> None:
    text = r"""Let $r \in \mathbb{R}^{1 \times n}$ and $A \in \mathbb{R}^{n \times n}$.

    $$r A r^T = \sum_i \sum_j r_i A_{ij} r_j$$

    $$r A r^T = \sum_i \sum_j r_i A_{ji}$$
    """
    assert verdicts(text) == ["proved", "disproved"]


def test_what_has_two_indices_stays_a_matrix() -> None:
    text = r"""Let $X \in \mathbb{R}^{n \times 1}$.

    $$\sum_{i=1}^n \sum_{j=1}^1 X_{ij} = \sum_{i=1}^n \sum_{k=1}^1 X_{ik}$$"""
    assert verdicts(text) == ["proved"]


# --- named gradients -------------------------------------------------------------------------------------------------
GRADIENT = r"""Let $x \in \mathbb{R}^n$, $W \in \mathbb{R}^{m \times n}$, $a \in \mathbb{R}^m$ and

$$z = W x, \quad J = \sum_{i=1}^m a_i \log(1 + e^{z_i})$$

Let $\delta = \frac{\partial J}{\partial z}$. Then

$$\frac{\partial J}{\partial x} = RESULT$$
"""


@pytest.mark.parametrize(
    ("result", "verdict"),
    [(r"W^T \delta", "proved"), (r"\delta W", "proved"), (r"W \delta", "ill-typed"), (r"-\delta W", "disproved")],
)
def test_a_named_gradient_is_laid_out_as_it_is_used(result: str, verdict: str) -> None:
    assert verdicts(GRADIENT.replace("RESULT", result))[-1] == verdict


def test_of_two_layouts_one_makes_no_sense() -> None:
    text = GRADIENT.replace("RESULT", r"W^T \delta") + "\n$$\\frac{\\partial J}{\\partial x} = \\delta W$$\n"
    assert sorted(verdicts(text)[-2:]) == ["ill-typed", "proved"]


# --- layers ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("said", [DECLARED, HOT])
def test_layers_of_rows(said: str) -> None:
    found = rows(said + NET.replace("VARIABLE", "h"))
    assert {row.verdict for row in found} <= {"proved", "definition"}
    assert sum(row.verdict == "proved" for row in found) >= 5


@pytest.mark.parametrize("said", [DECLARED, HOT])
def test_a_layer_differentiated_by_the_wrong_variable(said: str) -> None:
    found = [row for row in rows(said + NET.replace("VARIABLE", "x")) if row.verdict in WRONG]
    assert found and "wrong-variable" in names(found[0])
    repair = found[0].findings[0].repair
    assert repair is not None and repair.latex.endswith(r"(p - t) \frac{\partial}{\partial h} (h Q + c)")
    assert all(r"\frac{\partial}{\partial x} (h Q" in row.latex for row in found)


def test_layers_of_columns() -> None:
    text = r"""The vector $t$ is one-hot.

    $$h = \tanh(P x + b), \qquad z = Q h + c, \qquad p = \mathrm{softmax}(z), \qquad L = -\sum_i t_i \log p_i$$

    $$\frac{\partial L}{\partial z} = p - t$$

    $$\frac{\partial L}{\partial h} = Q^T (p - t)$$

    $$\frac{\partial L}{\partial h} = Q^T (t - p)$$
    """
    assert verdicts(text)[-3:] == ["proved", "proved", "disproved"]


# --- letters used anew -----------------------------------------------------------------------------------------------
ANEW = r"""**Exercise one.** For every index:

$$f_i = x_i^2, \qquad \sum_{i=1}^n x_i = \sum_{j=1}^n x_j$$

**Exercise two.**

$$\sigma'(x) = \sigma(x) (1 - \sigma(x))$$

**Exercise three.** Let $t$ be one-hot. A network:

""" + NET.replace("VARIABLE", "h")


def test_letters_are_used_anew_below_bold_words() -> None:
    found = [row.verdict for row in rows(ANEW)]
    assert not WRONG & set(found)
    assert found.count("proved") >= 6


def test_a_letter_that_is_transposed_elsewhere_may_be_a_number() -> None:
    text = r"""## One

    $$\frac{d}{dt} (t + t^2 q) = 1 + 2 t q$$

    $$q^2 + q^2 = 2 q^2 + 0$$

    ## Two

    Let $w \in \mathbb{R}^n$. $$q^T w = w^T q$$
    """
    assert set(verdicts(text)) == {"proved"}


# --- vectors of a context --------------------------------------------------------------------------------------------
PACK = r"""The score of an outside word is $\theta_w = u_w^T v_c$, the target is one-hot.

**A network of rows.** First, with $x \in \mathbb{R}^{1 \times n}$:

$$Z = x A + b, \qquad \hat{y} = \mathrm{softmax}(Z), \qquad J = CE(y, \hat{y})$$

$$\frac{\partial J}{\partial Z} = \hat{y} - y$$

$$\frac{\partial J}{\partial x} = RESULT$$

**Word vectors.** Again,

$$\hat{y} = \mathrm{softmax}(U^T v_c)$$

$$\frac{\partial J}{\partial v_c} = U (\hat{y} - y)$$
"""


@pytest.mark.parametrize(
    ("result", "verdict"), [(r"(\hat{y} - y) A^T", "proved"), (r"(y - \hat{y}) A^T", "disproved")])
def test_what_a_context_calls_a_column_may_be_restated_as_a_row(result: str, verdict: str) -> None:
    found = rows(PACK.replace("RESULT", result))
    assert [row.verdict for row in found if row.latex.startswith(r"\frac{\partial J}{\partial x}")] == [verdict]
    assert found[-1].verdict == "proved"


# --- targets ---------------------------------------------------------------------------------------------------------
TARGET = r"""
$$L = -\sum_{i=1}^n y_i \log p_i, \qquad p_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}$$

$$\frac{\partial L}{\partial z_j} = p_j - y_j$$

$$\frac{\partial L}{\partial z_j} = y_j - p_j$$
"""


def test_a_target_that_nobody_calls_a_distribution() -> None:
    found = rows(TARGET)[-2:]
    assert [row.verdict for row in found] == ["conditional", "disproved"]
    assert found[0].condition == "the components of y sum to 1"


def test_a_target_that_is_one() -> None:
    assert verdicts(r"Let $\sum_i y_i = 1$." + TARGET)[-2:] == ["proved", "disproved"]


@pytest.mark.parametrize(
    ("components", "verdict"),
    [(r"\sum_{j=1}^d A_{ij} w_j - b_i", "proved"), (r"b_i - \sum_{j=1}^d A_{ij} w_j", "disproved")],
)
def test_what_the_components_are_is_a_claim_about_the_whole(components: str, verdict: str) -> None:
    text = (r"Let $A \in \mathbb{R}^{m \times d}$, $b \in \mathbb{R}^m$ and $w \in \mathbb{R}^d$. The residual is "
            rf"$$r = A w - b$$ with components $r_i = {components}$.")
    assert verdicts(text)[-1] == verdict
