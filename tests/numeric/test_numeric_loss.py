"""The losses and gradients: against the formulas written out in loops, against complex step, and at the
edges.
"""

from __future__ import annotations

import numpy as np
import pytest

import numeric
from numeric import (
    InputError,
    check_gradient,
    naive_softmax,
    naive_softmax_loss,
    negative_sampling,
    negative_sampling_loss,
)
from numeric import loss as loss_module
from numeric.logistic import sigmoid, softplus

SEEDS = 320


def sample(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """v (B, d), o (B,), negatives (B, K), U (W, d); small, often degenerate: W = 1, d = 1, K = 0, B = 0."""
    random = np.random.default_rng(seed)
    words, width, batch, drawn = (
        int(random.integers(low, high)) for low, high in ((1, 9), (1, 6), (0, 4), (0, 6))
    )
    scale = 10.0 ** random.integers(-2, 2)
    v, U = scale * random.normal(size=(batch, width)), random.normal(size=(words, width))
    return v, random.integers(0, words, batch), random.integers(0, words, (batch, drawn)), U


def softmax_by_hand(v, o, U):
    """One pair, as the formulas read: loss, gradient of v, gradient of U."""
    chance = np.array([np.exp(u @ v) for u in U])
    chance /= sum(chance)
    grad_v = sum(chance[w] * U[w] for w in range(len(U))) - U[o]
    grad_U = np.array([(chance[w] - (w == o)) * v for w in range(len(U))])
    return -np.log(chance[o]), grad_v, grad_U


def sampling_by_hand(v, o, negatives, U):
    def s(x):
        return 1 / (1 + np.exp(-x))

    loss, grad_v, grad_U = -np.log(s(U[o] @ v)), -s(-U[o] @ v) * U[o], np.zeros_like(U)
    grad_U[o] -= s(-U[o] @ v) * v
    for k in negatives:
        loss = loss - np.log(s(-U[k] @ v))
        grad_v = grad_v + s(U[k] @ v) * U[k]
        grad_U[k] += s(U[k] @ v) * v
    return loss, grad_v, grad_U


@pytest.mark.parametrize("seed", range(30))
def test_both_losses_and_gradients_equal_the_formulas_written_out(seed):
    v, o, negatives, U = sample(seed)
    for found, hand in (
        (naive_softmax(v, o, U), [softmax_by_hand(v[b], o[b], U) for b in range(len(o))]),
        (
            negative_sampling(v, o, negatives, U),
            [sampling_by_hand(v[b], o[b], negatives[b], U) for b in range(len(o))],
        ),
    ):
        for b, (loss, grad_v, _) in enumerate(hand):
            np.testing.assert_allclose(found.loss[b], loss, rtol=1e-9, atol=1e-13)
            np.testing.assert_allclose(found.v[b], grad_v, rtol=1e-9, atol=1e-9)
        total = sum((grad_U for _, _, grad_U in hand), np.zeros_like(U))
        np.testing.assert_allclose(found.U, total, rtol=1e-9, atol=1e-9)


def test_the_seeds_give_200_different_shapes_the_degenerate_ones_among_them():
    samples = [sample(seed) for seed in range(SEEDS)]
    shapes = {(*U.shape, *negatives.shape) for _, _, negatives, U in samples if negatives.shape[0]}
    assert len(shapes) >= 200
    words, widths, _, drawn = (set(sizes) for sizes in zip(*shapes, strict=True))
    assert 1 in words and 1 in widths and {0, 1} <= drawn


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_gradient_agrees_with_complex_step(seed):
    v, o, negatives, U = sample(seed)
    soft, drawn = naive_softmax(v, o, U), negative_sampling(v, o, negatives, U)
    check_gradient(lambda x: naive_softmax_loss(x, o, U).sum(), v, soft.v)
    check_gradient(lambda x: naive_softmax_loss(v, o, x).sum(), U, soft.U)
    check_gradient(lambda x: negative_sampling_loss(x, o, negatives, U).sum(), v, drawn.v)
    check_gradient(lambda x: negative_sampling_loss(v, o, negatives, x).sum(), U, drawn.U)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("drawn", range(9))
def test_batches_long_enough_for_vector_instructions_equal_the_formulas(dtype, drawn):
    random = np.random.default_rng(drawn)
    v, U = random.normal(size=(70, 5)).astype(dtype), random.normal(size=(9, 5)).astype(dtype)
    o, negatives = random.integers(0, 9, 70), random.integers(0, 9, (70, drawn))
    found = negative_sampling(v, o, negatives, U)
    hand = [sampling_by_hand(*one, U.astype("f8")) for one in zip(v.astype("f8"), o, negatives, strict=True)]
    tolerance = 2e-5 if dtype == np.float32 else 1e-12
    np.testing.assert_allclose(found.loss, [loss for loss, _, _ in hand], rtol=tolerance)
    np.testing.assert_allclose(found.v, [grad_v for _, grad_v, _ in hand], atol=tolerance)
    np.testing.assert_allclose(found.U, sum(grad_U for _, _, grad_U in hand), atol=10 * tolerance)


def test_the_losses_returned_with_the_gradients_are_the_losses():
    v, o, negatives, U = sample(3)
    np.testing.assert_array_equal(naive_softmax(v, o, U).loss, naive_softmax_loss(v, o, U))
    drawn = negative_sampling(v, o, negatives, U)
    np.testing.assert_array_equal(drawn.loss, negative_sampling_loss(v, o, negatives, U))


def test_a_single_pair_is_the_batch_of_one():
    v, o, negatives, U = sample(14)
    assert len(o) and negatives.size
    one, many = naive_softmax(v[0], o[0], U), naive_softmax(v[:1], o[:1], U)
    assert one.loss.shape == () and one.v.shape == v[0].shape
    np.testing.assert_array_equal(one.v, many.v[0])
    drawn = negative_sampling(v[0], int(o[0]), negatives[0], U)
    np.testing.assert_array_equal(drawn.U, negative_sampling(v[:1], o[:1], negatives[:1], U).U)
    assert naive_softmax_loss(v[0], 0, U).shape == ()
    assert negative_sampling_loss(v[0], 0, negatives[0], U).shape == ()


def test_a_repeated_negative_counts_as_often_as_it_occurs():
    v, U = np.array([0.3, -0.2]), np.array([[0.1, 0.5], [0.7, -0.4], [0.2, 0.2]])
    once, thrice = negative_sampling(v, 0, [1], U), negative_sampling(v, 0, [1, 1, 1], U)
    np.testing.assert_allclose(thrice.U[1], 3 * once.U[1], rtol=1e-14)
    positive = negative_sampling(v, 0, [], U)
    np.testing.assert_allclose(thrice.loss - positive.loss, 3 * (once.loss - positive.loss), rtol=1e-14)


def test_the_outside_word_may_be_among_the_negatives_and_both_its_terms_count():
    v, U = np.array([0.4]), np.array([[0.5], [1.0]])
    found = negative_sampling(v, 0, [0], U)
    np.testing.assert_allclose(found.loss, softplus(np.array(-0.2)) + softplus(np.array(0.2)), rtol=1e-14)
    np.testing.assert_allclose(
        found.U[0], (sigmoid(np.array([0.2])) - sigmoid(np.array([-0.2]))) * v, rtol=1e-14
    )


def test_one_word_has_softmax_loss_and_gradients_of_exactly_zero():
    found = naive_softmax(np.array([3.0]), 0, np.array([[-2.0]]))
    assert found.loss == 0 and not found.v.any() and not found.U.any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("logit", [1000.0, -1000.0])
def test_logits_of_a_thousand_are_computed_without_overflow(dtype, logit):
    v, U = np.array([logit], dtype), np.array([[1.0], [0.0]], dtype)
    with np.errstate(all="raise", under="ignore"):
        soft, drawn = naive_softmax(v, 0, U), negative_sampling(v, 0, [0, 1], U)
    assert soft.loss.dtype == dtype and drawn.U.dtype == dtype
    assert soft.loss == max(0.0, -logit)
    np.testing.assert_allclose(drawn.loss, 1000 + np.log(2), rtol=1e-6)
    np.testing.assert_allclose(soft.U[:, 0], [-logit * (logit < 0), logit * (logit < 0)], atol=1e-30)


def test_a_leading_word_keeps_the_digits_of_its_small_loss():
    found = naive_softmax(np.array([40.0]), 0, np.array([[1.0], [0.0]]))
    np.testing.assert_allclose(found.loss, np.exp(-40.0), rtol=1e-14)
    np.testing.assert_allclose(found.U[:, 0], 40 * np.exp(-40.0) * np.array([-1, 1]), rtol=1e-14)


def test_float32_equals_float64_to_its_precision_and_dtypes_are_kept():
    v, o, negatives, U = sample(14)
    for fine, rough in (
        (naive_softmax(v, o, U), naive_softmax(v.astype("f4"), o, U.astype("f4"))),
        (
            negative_sampling(v, o, negatives, U),
            negative_sampling(v.astype("f4"), o, negatives, U.astype("f4")),
        ),
    ):
        assert rough.loss.dtype == rough.v.dtype == rough.U.dtype == np.float32
        np.testing.assert_allclose(rough.U, fine.U, rtol=1e-4, atol=1e-6 * np.abs(fine.U).max())
    assert naive_softmax(v.astype("f4"), o, U).U.dtype == np.float64


def test_the_result_does_not_depend_on_how_the_batch_is_cut(monkeypatch):
    random = np.random.default_rng(1)
    v, U, o = random.normal(size=(9, 3)), random.normal(size=(5, 3)), random.integers(0, 5, 9)
    negatives = random.integers(0, 5, (9, 4))
    whole = naive_softmax(v, o, U), negative_sampling(v, o, negatives, U)
    monkeypatch.setattr(loss_module, "_SOFTMAX_BLOCK", 10)
    monkeypatch.setattr(loss_module, "_SAMPLING_BLOCK", 30)
    cut = naive_softmax(v, o, U), negative_sampling(v, o, negatives, U)
    for a, b in zip(whole, cut, strict=True):
        np.testing.assert_allclose(a.U, b.U, rtol=1e-13, atol=1e-15)
        np.testing.assert_allclose(a.v, b.v, rtol=1e-13)
        np.testing.assert_allclose(a.loss, b.loss, rtol=1e-14)


def test_an_empty_batch_has_zero_gradients():
    found = negative_sampling(np.zeros((0, 2)), [], np.zeros((0, 3), int), np.ones((4, 2)))
    assert found.loss.shape == (0,) and found.v.shape == (0, 2) and not found.U.any()
    assert naive_softmax(np.zeros((0, 2)), [], np.ones((4, 2))).U.shape == (4, 2)


V, U = np.ones((2, 3)), np.ones((4, 3))
REFUSED = {
    "negative index": (V, [0, -1], U, r"o: index -1 at position \(1,\) is not in 0..3"),
    "index past the end": (V, [4, 0], U, "index 4"),
    "wrapping uint64": (V, np.array([2**63 + 1, 0], np.uint64), U, "index 9223372036854775809"),
    "integer too large": (V, [2**70, 0], U, "integer dtype"),
    "float index": (V, [0.0, 1.0], U, "dtype float64"),
    "boolean index": (V, [True, False], U, "dtype bool"),
    "too few indices": (V, [0], U, r"o: shape \(1,\), wanted \(2,\)"),
    "integer table": (V, [0, 1], np.ones((4, 3), int), "U: dtype int64"),
    "half precision": (V.astype("f2"), [0, 1], U, "v: dtype float16"),
    "other dimension": (V, [0, 1], np.ones((4, 2)), r"U: shape \(4, 2\)"),
    "no words": (V, [0, 1], np.ones((0, 3)), r"U: shape \(0, 3\)"),
    "dimension zero": (np.ones((2, 0)), [0, 1], np.ones((4, 0)), "dimension d must be at least 1"),
    "three axes": (np.ones((2, 3, 1)), [0, 1], U, "v: 3 axes"),
    "nan in the table": (V, [0, 1], np.full((4, 3), np.nan), "non-finite input"),
    "infinite vector": (np.full((2, 3), np.inf), [0, 1], U, "non-finite input"),
    "overflow": (np.full((2, 3), 1e200), [0, 1], np.full((4, 3), 1e200), "overflow of float64"),
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("case", REFUSED)
def test_wrong_input_is_refused_with_its_name(case):
    v, o, table, message = REFUSED[case]
    with pytest.raises(InputError, match=message):
        naive_softmax(v, o, table)
    with pytest.raises(InputError, match=message):
        negative_sampling(v, o, np.zeros((2, 1), int), table)


def test_negatives_are_checked_like_the_outside_words():
    with pytest.raises(InputError, match="negatives: index 4"):
        negative_sampling(V, [0, 1], [[0], [4]], U)
    with pytest.raises(InputError, match="negatives: shape"):
        negative_sampling(V, [0, 1], [0, 1], U)


def test_what_the_package_promises_is_there():
    assert all(hasattr(numeric, name) for name in numeric.__all__)
