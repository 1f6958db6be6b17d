"""`u_{w_s}`: the vectors of negative samples as newer assignments write them, and the J that stands for their loss."""

from __future__ import annotations

import pytest

from derive.verify import check_text

LOSS = r"""
## Negative sampling

$$J_{\text{neg-sample}}(v_c, o, U) = -\log(\sigma(u_o^T v_c)) - \sum_{s=1}^K \log(\sigma(-u_{w_s}^T v_c))$$

"""
CASES = {
    r"\frac{\partial J}{\partial v_c} = -(1-\sigma(u_o^T v_c))u_o + \sum_{s=1}^K (1-\sigma(-u_{w_s}^T v_c))u_{w_s}":
        "proved",
    r"\frac{\partial J}{\partial u_o} = (\sigma(u_o^T v_c) - 1) v_c": "proved",
    r"\frac{\partial J}{\partial u_{w_s}} = \sigma(u_{w_s}^T v_c) v_c": "proved",
    r"\frac{\partial J}{\partial v_c} = -(1-\sigma(u_o^T v_c))u_o - \sum_{s=1}^K (1-\sigma(-u_{w_s}^T v_c))u_{w_s}":
        "disproved",
    r"\frac{\partial J}{\partial u_{w_s}} = (1 - \sigma(u_{w_s}^T v_c)) v_c": "disproved",
    r"\frac{\partial J}{\partial u_{w_s}} = \sum_{s=1}^K \sigma(u_{w_s}^T v_c) v_c": "disproved",
}


@pytest.mark.parametrize("latex", CASES)
def test_gradients_by_the_vectors_of_samples(latex: str) -> None:
    row = check_text(f"{LOSS}$${latex}$$\n", "a.md").rows[-1]
    assert row.verdict in (CASES[latex], "conditional" if CASES[latex] == "disproved" else CASES[latex]), row.reason


def test_what_is_assumed_of_the_samples_is_said() -> None:
    text = LOSS + r"$$\frac{\partial J}{\partial u_{w_s}} = \sigma(u_{w_s}^T v_c) v_c$$"
    assert any("the samples are distinct" in words for words in check_text(text, "a.md").rows[-1].readings)


def test_without_samples_in_the_context_such_an_index_is_not_understood() -> None:
    row = check_text(r"Let $x_i \in \mathbb{R}$ for $i = 1, \dots, n$. $$\sum_{k=1}^m x_{i_k} = \sum_{i=1}^n x_i$$",
                     "a.md").rows[-1]
    assert row.verdict == "undecided"


def test_a_loss_given_in_front_of_the_gradients_is_not_taken_from_the_context() -> None:
    rows = check_text(LOSS.replace("-\\log(\\sigma(u_o^T v_c))", "-2\\log(\\sigma(u_o^T v_c))")
                      + r"$$\frac{\partial J}{\partial u_o} = (\sigma(u_o^T v_c) - 1) v_c$$", "a.md").rows
    assert rows[-1].verdict == "disproved"
