"""One mistake at a time in a right program: each is noticed, in the output where it is and in no other."""

from __future__ import annotations

import sys

import pytest

from derive.against import held_against
from tests.against.conftest import HERE

L, C, U = "loss", "gradCenterVec", "gradOutsideVecs"
COURSE, ARRAYS = ("sampling_course", "neg_sampling_loss_and_gradient"), ("softmax_vectorised", "loss_and_gradient")
MUTANTS = [
    (COURSE, "(own - 1) * outsideVectors[outsideWordIdx]", "own * outsideVectors[outsideWordIdx]", {C}),
    (COURSE, "+= (own - 1) * centerWordVec", "+= own * centerWordVec", {U}),
    (COURSE, "gradOutsideVecs[k] +=", "gradOutsideVecs[k] =", {U}),
    (COURSE, "gradOutsideVecs[outsideWordIdx] +=", "gradOutsideVecs[outsideWordIdx] -=", {U}),
    (COURSE, "for k in negatives", "for k in set(negatives)", {L, C, U}),
    (COURSE, "for k in negatives", "for k in negatives[1:]", {L, C, U}),
    (COURSE, "for k in negatives", "for k in range(K)", {L, C, U}),
    (COURSE, "-outsideVectors[k] @", "outsideVectors[k] @", {L, C, U}),
    (COURSE, "loss -= np.log(other)", "loss += np.log(other)", {L}),
    (COURSE, "loss -= np.log(other)", "loss -= np.log(other) / K", {L}),
    (COURSE, "(1 - other) * outsideVectors[k]", "(1 - other) * outsideVectors[k] / K", {C}),
    (COURSE, "(1 - other) * centerWordVec", "(1 - other) * outsideVectors[k]", {U}),
    (COURSE, "gradCenterVec, gradOutsideVecs\n", "gradCenterVec, 0 * gradOutsideVecs\n", {U}),
    (COURSE, "gradCenterVec, gradOutsideVecs\n", "gradCenterVec, gradOutsideVecs / len(set(negatives))\n", {U}),
    (ARRAYS, "delta[o] -= 1", "delta[o] += 1", {C, U}),
    (ARRAYS, "delta[o] -= 1", "pass", {C, U}),
    (ARRAYS, "np.outer(delta, v_c)", "np.outer(y_hat, v_c)", {U}),
    (ARRAYS, "np.outer(delta, v_c)", "np.outer(delta, v_c).T.reshape(U.shape)", {U}),
    (ARRAYS, "np.outer(delta, v_c)", "2 * np.outer(delta, v_c)", {U}),
    (ARRAYS, "U.T @ delta", "U.T @ delta / len(U)", {C}),
    (ARRAYS, "U.T @ delta", "-U.T @ delta", {C}),
    (ARRAYS, "-np.log(y_hat[o])", "-np.log2(y_hat[o])", {L}),
    (ARRAYS, "-np.log(y_hat[o])", "-np.log(y_hat).mean()", {L}),
]


@pytest.mark.parametrize(("program", "right", "wrong", "outputs"), MUTANTS)
def test_each_mistake_is_noticed_where_it_is(report, tmp_path, monkeypatch, program, right, wrong, outputs):
    name, function = program
    text = (HERE / "students" / f"{name}.py").read_text(encoding="utf-8")
    assert right in text
    (tmp_path / "mutant.py").write_text(text.replace(right, wrong), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "mutant", raising=False)
    told = held_against(report, f"mutant:{function}").documents[0].notices
    assert {notice.split(": ")[1].split(" ")[0] for notice in told if " differs from " in notice} == outputs
