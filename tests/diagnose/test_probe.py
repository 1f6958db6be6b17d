"""The quick comparison says what the slow one says, of candidates that mention no more and of those that do."""

import pytest

from derive import verify
from derive.diagnose.probe import Probe
from derive.diagnose.values import may_hold
from derive.notation.parse import parse
from derive.verify import check_text

TEXT = r"""
Let $X \in \mathbb{R}^{n \times d}$, $y \in \mathbb{R}^n$, $w \in \mathbb{R}^d$ and
$L = \sum_{i=1}^n (\sum_{k=1}^d X_{ik} w_k - y_i)^2$.

$$\frac{\partial L}{\partial w_j} = \sum_{i=1}^n (\sum_{k=1}^d X_{ik} w_k - y_i) X_{ij}$$
"""
OTHERS = [
    (r"2 \sum_{i=1}^n (\sum_{k=1}^d X_{ik} w_k - y_i) X_{ij}", True),
    (r"\sum_{i=1}^n (\sum_{k=1}^d X_{ik} w_k + y_i) X_{ij}", False),
    (r"2 \sum_{i=1}^n (\sum_{k=1}^d X_{ik} w_k) X_{ij}", False),
    (r"2 \sum_{r=1}^n \sum_{k=1}^d X_{rk} w_k X_{rj} - 2 \sum_{i=1}^n y_i X_{ij}", True),
    (r"\sum_{i=1}^n X_{ij} z_i", False),
    (r"X_{jj} + y", False),
]


@pytest.fixture(scope="module")
def case():
    found = []
    kept, verify.findings = verify.findings, lambda one: found.append(one) or ()
    try:
        check_text(TEXT)
    finally:
        verify.findings = kept
    return found[-1]


@pytest.mark.parametrize("order", [OTHERS, OTHERS[::-1]])
def test_quick_and_slow_agree(case, order):
    probe = Probe(case, case.claim.left)
    for latex, holds in order:
        goals = case.goals_of(case.claim.left, parse(latex))
        assert probe.may_hold(parse(latex)) == any(map(may_hold, goals)) == holds, latex


def test_what_a_candidate_settles_is_forgotten(case):
    right = parse(r"\sum_{i=1}^n X_{ij} X_{ji}")
    before = case.goals_of(case.claim.left, parse(OTHERS[0][0]))
    case.goals_of(case.claim.left, right)
    after = case.goals_of(case.claim.left, parse(OTHERS[0][0]))
    assert [goal.theory.sizes for goal in before] == [goal.theory.sizes for goal in after]
