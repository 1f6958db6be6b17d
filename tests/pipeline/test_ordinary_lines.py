"""Ordinary lines of lecture notes and homework, each with a neighbour that is false by one sign, index or factor."""

from __future__ import annotations

import re

import pytest

from derive.verify import check_text

LAYERS = r"""Let $x \in \mathbb{R}^d$, $W^{[1]} \in \mathbb{R}^{h \times d}$, $W^{[2]} \in \mathbb{R}^{k \times h}$, and
$$z^{[1]} = W^{[1]} x + b^{[1]}, \quad a^{[1]} = \sigma(z^{[1]}), \quad z^{[2]} = W^{[2]} a^{[1]} + b^{[2]}$$
and the loss $L = \frac{1}{2} \|z^{[2]} - y\|^2$. Then
"""

CLASSES = r"""Let $x^{(i)}, \theta_k \in \mathbb{R}^d$ for $i = 1, \dots, m$, with labels
$y^{(i)} \in \{1, \dots, K\}$, and
$$p_k^{(i)} = \frac{\exp(\theta_k^\top x^{(i)})}{\sum_{j=1}^K \exp(\theta_j^\top x^{(i)})}, \qquad
J(\theta) = -\sum_{i=1}^m \sum_{k=1}^K 1\{y^{(i)} = k\} \log p_k^{(i)}$$
Then
"""

EVERY_LAYER = r"""Let $W^{(l)} \in \mathbb{R}^{n_l \times n_{l-1}}$, $b^{(l)}, z^{(l)}, a^{(l)} \in \mathbb{R}^{n_l}$,
$$z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)}, \qquad a^{(l)} = \sigma(z^{(l)})$$
for a loss $J$ and $\delta^{(l)} = \frac{\partial J}{\partial z^{(l)}}$. Then
"""
FROM_LAYER_TO_LAYER = (
    r"a^{(l)} = \sigma(W^{(l)} a^{(l-1)} + b^{(l)})",
    r"\frac{\partial J}{\partial W^{(l)}} = \delta^{(l)} (a^{(l-1)})^\top",
    r"\frac{\partial J}{\partial b^{(l)}} = \delta^{(l)}",
    r"\frac{\partial z^{(l)}}{\partial a^{(l-1)}} = W^{(l)}",
    r"\frac{\partial a^{(l)}}{\partial z^{(l)}} = \operatorname{diag}(a^{(l)} \odot (1 - a^{(l)}))")
OFF_BY_A_SIGN = (
    r"a^{(l)} = \sigma(W^{(l)} a^{(l-1)} - b^{(l)})",
    r"\frac{\partial J}{\partial W^{(l)}} = -\delta^{(l)} (a^{(l-1)})^\top",
    r"\frac{\partial z^{(l)}}{\partial a^{(l-1)}} = -W^{(l)}")


def squared(text: str) -> str:
    """The same with the layers in square brackets."""
    return re.sub(r"\^\{\((l[-+1]*)\)\}", r"^{[\1]}", text)


GAUSSIAN = r"""Let $\sigma > 0$ and
$$\ell(\mu, \sigma^2) = -\frac{n}{2} \log(2\pi\sigma^2) - \frac{1}{2\sigma^2} \sum_{i=1}^n (x_i - \mu)^2$$
Let $S = \sum_{i=1}^n (x_i - \mu)^2$. Then
"""

DOCUMENTS = {
    "layers": (
        LAYERS,
        (r"\frac{\partial L}{\partial z^{[2]}} = z^{[2]} - y",
         r"\frac{\partial L}{\partial W^{[2]}} = (z^{[2]} - y) a^{[1]T}",
         r"\frac{\partial L}{\partial a^{[1]}} = W^{[2]T} (z^{[2]} - y)",
         r"\frac{\partial L}{\partial z^{[1]}} = W^{[2]\top} (z^{[2]} - y) \odot a^{[1]} \odot (1 - a^{[1]})"),
        (r"\frac{\partial L}{\partial z^{[2]}} = y - z^{[2]}",
         r"\frac{\partial L}{\partial W^{[2]}} = (y - z^{[2]}) a^{[1]T}",
         r"\frac{\partial L}{\partial z^{[1]}} = W^{[2]T} (z^{[2]} - y) \odot a^{[1]} \odot (1 + a^{[1]})")),
    "layers in round brackets": (
        r"Let $W^{(1)} \in \mathbb{R}^{h \times d}$, $W^{(2)} \in \mathbb{R}^{k \times h}$, $x \in \mathbb{R}^d$, "
        r"$a = W^{(1)} x$ and $L = \frac12\|W^{(2)} a - y\|^2$. Then",
        (r"\frac{\partial L}{\partial x} = W^{(1)T} W^{(2)\top} (W^{(2)} a - y)",
         r"\frac{\partial L}{\partial W^{(1)}} = (W^{(2)})^T (W^{(2)} a - y) x^T",
         r"\frac{\partial L}{\partial W^{(1)}_{ij}} = x_j \sum_{l=1}^k W^{(2)}_{li} (W^{(2)} a - y)_l"),
        (r"\frac{\partial L}{\partial x} = W^{(1)T} W^{(2)\top} (y - W^{(2)} a)",
         r"\frac{\partial L}{\partial W^{(1)}} = 2 (W^{(2)})^T (W^{(2)} a - y) x^T")),
    "samples in round brackets": (
        r"Let $x^{(1)}, \dots, x^{(m)} \in \mathbb{R}^d$ and $\mu = \frac{1}{m} \sum_{i=1}^m x^{(i)}$. Then",
        (r"\sum_{i=1}^m (x^{(i)} - \mu) = 0", r"x^{(1)} + \dots + x^{(m)} = m \mu"),
        (r"x^{(1)} + \dots + x^{(m)} = \mu", r"\sum_{i=1}^m (x^{(i)} - 2\mu) = 0")),
    "names for names": (
        r"Let $u^{(1)} = a$ and $u^{(2)} = b$. Then",
        ("u^{(1)} + u^{(2)} = a + b", "u^{(1)} u^{(2)} = ab"), ("u^{(1)} - u^{(2)} = a + b", "u^{(1)} u^{(2)} = 2ab")),
    "indicators of indices": (
        "",
        (r"\sum_{j=1}^n 1\{i = j\} a_j = a_i", r"\sum_{j=1}^n [i = j] a_j = a_i",
         r"\sum_{j=1}^n \mathbb{1}_{i = j} a_j = a_i", r"\sum_{j=1}^n \mathbb{1}_{\{i = j\}} a_j = a_i",
         r"\sum_{j=1}^n \mathbf{1}[i \neq j] a_j = \sum_{j=1}^n a_j - a_i"),
        (r"\sum_{j=1}^n 1\{i = j\} a_j = 2 a_i", r"\sum_{j=1}^n \mathbb{1}_{i = j} a_j = a_i + 1",
         r"\sum_{j=1}^n \mathbf{1}[i \neq j] a_j = \sum_{j=1}^n a_j + a_i")),
    "the softmax by indicators": (
        r"Let $p_i = \frac{e^{z_i}}{\sum_{k=1}^K e^{z_k}}$. Then",
        (r"\frac{\partial p_i}{\partial z_j} = p_i (1\{i = j\} - p_j)",
         r"\frac{\partial p_i}{\partial z_j} = p_i (\mathbb{1}[i = j] - p_j)"),
        (r"\frac{\partial p_i}{\partial z_j} = p_i (p_j - 1\{i = j\})",
         r"\frac{\partial p_i}{\partial z_j} = p_i (1\{i = j\} + p_j)")),
    "softmax regression": (
        CLASSES,
        (r"\nabla_{\theta_k} J = -\sum_{i=1}^m x^{(i)} \left(1\{y^{(i)} = k\} - p_k^{(i)}\right)",
         r"\sum_{k=1}^K \sum_{i=1}^m 1\{y^{(i)} = k\} = m",
         r"1\{y^{(i)} \ne k\} = 1 - I(y^{(i)} = k)"),
        (r"\nabla_{\theta_k} J = \sum_{i=1}^m x^{(i)} \left(1\{y^{(i)} = k\} - p_k^{(i)}\right)",)),
    "one-hot labels of a batch": (
        r"Let $Y \in \mathbb{R}^{n \times K}$ where each row of $Y$ is one-hot, $Z \in \mathbb{R}^{n \times K}$. Let"
        "\n\n" r"$$P_{ik} = \frac{e^{Z_{ik}}}{\sum_{j=1}^K e^{Z_{ij}}}$$" "\n\n" "The loss is\n\n"
        r"$$L = -\frac{1}{n} \sum_{i=1}^n \sum_{k=1}^K Y_{ik} \log P_{ik}$$" "\n\nThen",
        (r"\sum_{k=1}^K Y_{ik} = 1", r"\frac{\partial L}{\partial Z_{ik}} = \frac{1}{n} (P_{ik} - Y_{ik})",
         r"\frac{\partial L}{\partial Z} = \frac{1}{n} (P - Y)"),
        (r"\sum_{i=1}^n Y_{ik} = 1", r"\frac{\partial L}{\partial Z_{ik}} = \frac{1}{n} (Y_{ik} - P_{ik})")),
    "a one-hot label for every example": (
        r"For each example $i$, let $y^{(i)} \in \mathbb{R}^K$ be the one-hot label and "
        r"$p^{(i)} = \operatorname{softmax}(z^{(i)})$ with $z^{(i)} \in \mathbb{R}^K$. Let "
        r"$J = -\sum_{i=1}^m \sum_{k=1}^K y_k^{(i)} \log p_k^{(i)}$. Then",
        (r"\frac{\partial J}{\partial z_k^{(i)}} = p_k^{(i)} - y_k^{(i)}",),
        (r"\frac{\partial J}{\partial z_k^{(i)}} = y_k^{(i)} - p_k^{(i)}",)),
    "a sum without brackets": (
        r"Let $x_i, w \in \mathbb{R}^d$, $p_i = \sigma(w^\top x_i)$ and "
        r"$\ell(w) = \sum_{i=1}^n y_i \log p_i + (1 - y_i) \log (1 - p_i) + \lambda w^\top w$. Then",
        (r"\nabla \ell(w) = \sum_{i=1}^n (y_i - p_i) x_i + 2 \lambda w",
         r"\sum_{i=1}^n a_i + b_i = \sum_{i=1}^n a_i + \sum_{i=1}^n b_i"),
        (r"\nabla \ell(w) = \sum_{i=1}^n (p_i - y_i) x_i + 2 \lambda w",
         r"\nabla \ell(w) = \sum_{i=1}^n (y_i - p_i) x_i + 2 n \lambda w")),
    "a one-hot vector": (
        r"Let $y \in \mathbb{R}^K$ be one-hot and $p \in \mathbb{R}^K$. Then",
        ("y_k^2 = y_k", r"y^\top y = 1", r"\sum_{k=1}^K y_k = 1", r"y_k y_l = \delta_{kl} y_k",
         r"y y^\top = \operatorname{diag}(y)", r"\|y - p\|^2 = 1 - 2 y^\top p + p^\top p"),
        (r"y^\top y = K", r"\|y - p\|^2 = 1 + 2 y^\top p + p^\top p")),
    "labels of 0 and 1": (
        r"Let $y_i \in \{0, 1\}$ for $i = 1, \dots, n$. Then",
        ("y_i (1 - y_i) = 0", "(2 y_i - 1)^2 = 1", r"\sum_{i=1}^n y_i^2 = \sum_{i=1}^n y_i"),
        ("y_i (1 - y_i) = 1", r"\sum_{i=1}^n y_i^2 = n")),
    "every layer": (EVERY_LAYER, FROM_LAYER_TO_LAYER, OFF_BY_A_SIGN),
    "every layer in square brackets": (
        squared(EVERY_LAYER), tuple(map(squared, FROM_LAYER_TO_LAYER)), tuple(map(squared, OFF_BY_A_SIGN))),
    "iterates": (
        r"Gradient descent is $x^{(t+1)} = x^{(t)} - \eta g^{(t)}$ with $u, x^{(t)} \in \mathbb{R}^n$. Then",
        (r"\|x^{(t+1)} - u\|^2 = \|x^{(t)} - u\|^2 - 2\eta g^{(t)\top} (x^{(t)} - u) + \eta^2 \|g^{(t)}\|^2",),
        (r"\|x^{(t+1)} - u\|^2 = \|x^{(t)} - u\|^2 + 2\eta g^{(t)\top} (x^{(t)} - u) + \eta^2 \|g^{(t)}\|^2",)),
    "a variance as a variable": (
        GAUSSIAN,
        (r"\frac{\partial \ell}{\partial \sigma^2} = -\frac{n}{2\sigma^2} + \frac{1}{2\sigma^4} S",
         r"\frac{\partial \ell}{\partial (\sigma^2)} = -\frac{n}{2\sigma^2} + \frac{1}{2(\sigma^2)^2} S",
         r"\nabla_{\sigma^2} \ell = -\frac{n}{2\sigma^2} + \frac{1}{2\sigma^4} S",
         r"\frac{\partial^2 \ell}{\partial \mu \partial \sigma^2} = -\frac{1}{\sigma^4} \sum_{i=1}^n (x_i - \mu)",
         r"\frac{\partial^2 \ell}{\partial (\sigma^2)^2} = \frac{n}{2\sigma^4} - \frac{1}{\sigma^6} S",
         r"\frac{\partial \ell}{\partial \mu} = \frac{1}{\sigma^2} \sum_{i=1}^n (x_i - \mu)",
         r"\frac{\partial}{\partial \sigma^2} \log \sigma = \frac{1}{2\sigma^2}",
         r"\frac{\partial^2}{\partial \sigma^2} \sigma^3 = 6 \sigma"),
        (r"\frac{\partial \ell}{\partial \sigma^2} = -\frac{n}{2\sigma^2} + \frac{1}{\sigma^4} S",
         r"\frac{\partial \ell}{\partial \sigma^2} = -\frac{n}{2\sigma^2} + \frac{1}{2\sigma^2} S",
         r"\frac{\partial \ell}{\partial \sigma^2} = \frac{n}{2\sigma^2} + \frac{1}{2\sigma^4} S",
         r"\frac{\partial^2 \ell}{\partial \mu \partial \sigma^2} = -\frac{1}{\sigma^2} \sum_{i=1}^n (x_i - \mu)",
         r"\frac{\partial}{\partial \sigma^2} \log \sigma = \frac{1}{\sigma^2}")),
    "each of many variances": (
        r"Let $K = \frac12 \sum_{j=1}^d (s_j^2 + m_j^2 - 1 - \log s_j^2)$. Then",
        (r"\frac{\partial K}{\partial (s_j^2)} = \frac12 \left(1 - \frac{1}{s_j^2}\right)",),
        (r"\frac{\partial K}{\partial (s_j^2)} = \frac12 \left(1 + \frac{1}{s_j^2}\right)",)),
    "a square as an argument": (
        r"Let $g(m, s^2) = \log s^2 + \frac{m^2}{s^2}$. Then",
        (r"\frac{\partial g}{\partial s^2} = \frac{1}{s^2} - \frac{m^2}{s^4}",),
        (r"\frac{\partial g}{\partial s^2} = \frac{2}{s} - \frac{2m^2}{s^3}",)),
}
OPEN = {
    "a layer by the next": EVERY_LAYER + r"$$\delta^{(l)} = (W^{(l+1)})^\top \delta^{(l+1)} \odot \sigma'(z^{(l)})",
    "a layer by the next, with a sign": (
        EVERY_LAYER + r"$$\delta^{(l)} = -(W^{(l+1)})^\top \delta^{(l+1)} \odot \sigma'(z^{(l)})"),
    "what another layer is": EVERY_LAYER + r"$$\frac{\partial a_i^{(l-1)}}{\partial z_i^{(l-1)}} = 0",
    "what all layers are": (
        r"x^{(k+1)} = x^{(k)} - g^{(k)}$$ where $x^{(k)}$ is a unit vector. Then $$\|x^{(k-1)}\|^2 = 1"),
    "a sum over layers": r"a^{[l]} = W^{[l]} a^{[l-1]}$$ Then $$\sum_{l=1}^L W^{[l]} = L W^{[l]}",
    "numbered derivatives": r"f^{(n+1)}(x) = 2 f^{(n)}(x)$$ Then $$f^{(n)}(0) = n!",
    "from step to step": r"r_t = g_t + v_{t-1}$$ and $$v_t = 2 r_t",
    "a loss of all steps": r"d_t = \frac{\partial J}{\partial h_t}$$ Then $$d_t = w d_{t+1}",
    "a square, or an order whose sign is left out": r"\frac{d}{dx^2} x^4 = 2 x^2",
    "coordinates with numbers above": r"f(x^1, x^2) = x^1 x^2, \quad \frac{\partial f}{\partial x^2} = x^1",
    "how far a sum reaches": r"\sum_{i=1}^n a_i + b_i = \sum_{i=1}^n a_i",
    "labels of which nothing is known": r"\sum_{k=1}^K \sum_{i=1}^n 1\{c_i = k\} = n",
    "two values of a label": r"1\{c_i = 1\} + 1\{c_i = 0\} = 1",
    "the count of a class": r"c_i \in \{1, \dots, K\}, \quad \sum_{i=1}^n 1\{c_i = k\} = 1",
    "a label in a sum": r"\sum_{i=1}^n 1\{c_i = 1\} = n 1\{c_i = 1\}",
}
TRUE = [(name, line) for name, (_, lines, _) in DOCUMENTS.items() for line in lines]
FALSE = [(name, line) for name, (_, _, lines) in DOCUMENTS.items() for line in lines]


def verdict(name: str, line: str) -> str:
    """The verdict on the line behind what its document lays down."""
    return check_text(f"{DOCUMENTS[name][0]}\n\n$${line}$$\n").rows[-1].verdict


@pytest.mark.parametrize(("name", "line"), TRUE)
def test_is_proved(name: str, line: str) -> None:
    assert verdict(name, line) == "proved"


@pytest.mark.parametrize(("name", "line"), FALSE)
def test_is_disproved(name: str, line: str) -> None:
    assert verdict(name, line) == "disproved"


@pytest.mark.parametrize("name", OPEN)
def test_stays_open(name: str) -> None:
    text = OPEN[name] if "Let " in OPEN[name][:4] else f"$${OPEN[name]}"
    assert check_text(f"{text}$$").rows[-1].verdict == "undecided"


def test_a_label_may_be_0() -> None:
    said = r"Let $c_i \in \{0, \dots, K\}$. Then $\sum_{k=1}^K 1\{c_i = k\} = 1$."
    assert check_text(said).rows[-1].verdict == "undecided"
    assert check_text(said.replace("0", "1", 1)).rows[-1].verdict == "proved"


def test_one_hot_columns_are_no_rows() -> None:
    said = r"Let $Y \in \mathbb{R}^{n \times K}$, each column of $Y$ is one-hot. Then $\sum_{k=1}^K Y_{ik} = 1$."
    assert check_text(said).rows[-1].verdict != "proved"


def test_how_far_a_sum_reaches_is_told() -> None:
    said = r"$$\sum_{i=1}^n a_i + b_i = \sum_{i=1}^n a_i + \sum_{i=1}^n b_i$$"
    assert any("reaching" in reading for reading in check_text(said).rows[-1].readings)


def test_an_index_that_stands_elsewhere_is_not_taken_in() -> None:
    row = check_text(r"Let $a, b \in \mathbb{R}^n$. $$\sum_{i=1}^n a_i + b_i = b_i + \sum_{j=1}^n a_j$$").rows[-1]
    assert row.verdict == "proved"
    assert not any("reaching" in reading for reading in row.readings)


def test_behind_a_plain_1_is_a_condition() -> None:
    assert check_text(r"$$\delta_{ij} = 1 \quad (i = j)$$").rows[-1].verdict == "proved"
    assert check_text(r"$$\delta_{ij} = 1 (i = j)$$").rows[-1].verdict == "proved"
