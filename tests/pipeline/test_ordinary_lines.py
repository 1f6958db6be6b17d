"""Ordinary lines of lecture notes and homework, each with a neighbour that is false by one sign, index or factor."""

from __future__ import annotations

import pytest

from derive.verify import check_text

LAYERS = r"""Let $x \in \mathbb{R}^d$, $W^{[1]} \in \mathbb{R}^{h \times d}$, $W^{[2]} \in \mathbb{R}^{k \times h}$, and
$$z^{[1]} = W^{[1]} x + b^{[1]}, \quad a^{[1]} = \sigma(z^{[1]}), \quad z^{[2]} = W^{[2]} a^{[1]} + b^{[2]}$$
and the loss $L = \frac{1}{2} \|z^{[2]} - y\|^2$. Then
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
