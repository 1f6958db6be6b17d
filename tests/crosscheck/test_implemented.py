"""Claims about the losses of skip-gram are recognised by value and held against the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from derive.implemented import PROGRAMS, against_numeric
from derive.terms.term import ONE, Deriv, Sum, add, call, index, mul, neg, num, sub, upto
from derive.terms.theory import Hypothesis, Theory, Variable
from derive.verify import check_file
from tests.refute.goals import (
    FALSE,
    SOFTMAX,
    TRUE,
    D,
    J,
    W,
    claim,
    dot,
    entry,
    i,
    o,
    u,
    v,
    w,
    x,
    yhat,
)

DOCUMENT = Path(__file__).parents[1] / "against" / "gradients.md"


@pytest.mark.parametrize("name", ["gradient by v", "gradient by u", "gradient by u, w = o", "gradient by u, w != o"])
def test_right_gradients_of_the_softmax_loss(name):
    found = against_numeric(TRUE[name])
    assert found.agrees and found.residual < 1e-13 and found.points == 4
    assert found.name == f"naive_softmax, gradient by {name.split()[2].strip(',')}"


@pytest.mark.parametrize("name", ["sign", "missing delta", "wrong case"])
def test_wrong_gradients_of_the_softmax_loss(name):
    found = against_numeric(FALSE[name])
    assert found is not None and not found.agrees


def test_the_loss_itself():
    found = against_numeric(claim(J, neg(call("log", yhat(o)))))
    assert found.name == "naive_softmax, loss" and found.agrees
    off = against_numeric(claim(J, sub(ONE, call("log", yhat(o)))))
    assert off.name == "naive_softmax, loss" and not off.agrees


def k_score(sign):
    inner = Sum("j", D, mul(u(index("k"), index("j")), v(index("j"))))
    return call("sigmoid", mul(num(sign), inner))


SAMPLING = Theory(
    sizes={"W": 3, "d": 1, "K": 1},
    fixed={"K": 2},
    indices={"o": W, "i": D},
    variables=SOFTMAX.variables,
    hypotheses=(Hypothesis("o is no negative", "distinct", o, index("k"), (("k", upto("K")),)),),
)
LOSS = sub(neg(call("log", call("sigmoid", dot(o)))), Sum("k", upto("K"), call("log", k_score(-1))))


def test_negative_sampling():
    pull = mul(sub(call("sigmoid", dot(o)), ONE), u(o, i))
    push = Sum("k", upto("K"), mul(k_score(1), u(index("k"), i)))
    goal = claim(Deriv(LOSS, v(i)), add(pull, push), SAMPLING, "i")
    found = against_numeric(goal)
    assert found.name == "negative_sampling, gradient by v" and found.agrees
    assert not against_numeric(replace(goal, right=sub(pull, push))).agrees


def test_other_claims_have_no_program():
    assert against_numeric(claim(x, x, Theory())) is None
    assert against_numeric(TRUE["chain rule through a gate"]) is None
    assert against_numeric(claim(mul(num(2), J), mul(num(2), J))) is None


def test_rows_of_a_matrix_of_centre_vectors():
    c = index("c")
    rows = {**SOFTMAX.variables, "v": Variable("v", (W, D))}

    def score(a):
        return Sum("k", D, mul(u(a, index("k")), entry("v", c, index("k"))))

    theory = Theory(sizes=SOFTMAX.sizes, indices={**SOFTMAX.indices, "c": W}, variables=rows)
    total = Sum("m", W, call("exp", score(index("m"))))
    loss = sub(call("log", total), score(o))
    share = mul(call("exp", sub(score(w), call("log", total))), u(w, i))
    goal = claim(Deriv(loss, entry("v", c, i)), sub(Sum("w", W, share), u(o, i)), theory, "i")
    assert against_numeric(goal).agrees


@pytest.mark.parametrize("part", ["gradients", "loss"])
def test_a_proof_that_the_program_contradicts_is_a_fault_and_no_proof(monkeypatch, part):
    right = PROGRAMS["naive_softmax"]

    def turned(*at):
        return replace(right.gradients(*at), U=-right.gradients(*at).U)

    def squared(*at):  # the same value at real points, another derivative
        loss = right.loss(*at)
        return loss + 0.5j * loss.imag

    monkeypatch.setitem(PROGRAMS, "naive_softmax", replace(right, **{part: turned if part == "gradients" else squared}))
    found = check_file(str(DOCUMENT), None, False)
    wrong = [words for words in found.internal if "held against naive_softmax, gradient by u" in words]
    assert wrong and all("proved, but in double precision the residual is" in words for words in wrong)
    rows = {row.line: row for row in found.rows}
    assert rows[16].verdict == "undecided" and rows[16].numeric is None and rows[8].verdict == "proved"
