"""The training step: the gradients of `loss`, applied in place."""

from __future__ import annotations

import numpy as np
import pytest

from numeric import skip_gram
from numeric.step import separate_step, shared_step

RATE = 1e-3  # small enough that no row reaches its bound


def tables(seed=0, words=6, width=4):
    random = np.random.default_rng(seed)
    return random.normal(size=(words, width)), random.normal(size=(words, width)), random


@pytest.mark.parametrize("drawn", [0, 1, 5])
@pytest.mark.parametrize("width", [1, 4])
def test_a_step_is_the_gradient_of_the_loss_times_the_rate(drawn, width):
    V, U, random = tables(drawn, width=width)
    centres, words = random.integers(0, 6, 9), random.integers(0, 6, (9, drawn + 1))
    expected = skip_gram(V, U, centres, words[:, 0], words[:, 1:])
    new_V, new_U = V.copy(), U.copy()
    losses = separate_step(new_V, new_U, centres, words, RATE)
    np.testing.assert_allclose(losses.sum(), expected.loss, rtol=1e-13)
    np.testing.assert_allclose(V - new_V, RATE * expected.V, rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(U - new_U, RATE * expected.U, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("seed", range(5))
def test_shared_negatives_are_the_same_negatives_for_every_pair_times_their_weight(seed):
    V, U, random = tables(seed)
    centres = np.repeat(random.integers(0, 6, 4), [3, 1, 2, 3])
    outside, negatives = random.integers(0, 6, 9), random.integers(0, 6, 3)
    everyone = np.tile(negatives, (9, 1))
    positive = skip_gram(V, U, centres, outside, np.zeros((9, 0), int))
    both = skip_gram(V, U, centres, outside, everyone)
    weight = 0.7
    new_V, new_U = V.copy(), U.copy()
    losses = shared_step(new_V, new_U, centres, outside, negatives, weight, RATE)
    for found, one, two in (
        (losses.sum(), positive.loss, both.loss),
        ((V - new_V) / RATE, positive.V, both.V),
        ((U - new_U) / RATE, positive.U, both.U),
    ):
        np.testing.assert_allclose(found, one + weight * (two - one), rtol=1e-8, atol=1e-11)


def test_float32_tables_stay_float32_and_learn():
    V, U, _ = tables()
    V, U = V.astype("f4"), U.astype("f4")
    before = separate_step(V, U, np.array([0, 1]), np.array([[2, 3], [2, 4]]), 0.1)
    after = separate_step(V, U, np.array([0, 1]), np.array([[2, 3], [2, 4]]), 0.1)
    assert V.dtype == U.dtype == before.dtype == np.float32
    assert after.sum() < before.sum()


def test_a_crowded_row_moves_at_one_over_its_curvature():
    V, U = np.ones((1, 1)), np.array([[0.5], [0.0]])
    old = U.copy()
    slope = skip_gram(V, U, np.zeros(1000, int), np.zeros(1000, int), np.ones((1000, 1), int))
    separate_step(V, U, np.zeros(1000, int), np.tile([0, 1], (1000, 1)), 0.025)
    np.testing.assert_allclose(old - U, slope.U / (1000 * 1 / 4), rtol=1e-13)
    np.testing.assert_allclose(1 - V, slope.V / (1000 * 0.25 / 4), rtol=1e-13)


def test_a_crowded_row_of_a_shared_step_too():
    V, U = np.ones((1, 1)), np.array([[0.5], [2.0]])
    old, pairs, weight = U.copy(), np.zeros(1000, int), 2.0
    positive = skip_gram(V, U, pairs, pairs, np.zeros((1000, 0), int))
    both = skip_gram(V, U, pairs, pairs, np.ones((1000, 1), int))
    slope_V = positive.V + weight * (both.V - positive.V)
    slope_U = positive.U + weight * (both.U - positive.U)
    shared_step(V, U, pairs, pairs, np.array([1]), weight, 0.025)
    np.testing.assert_allclose(old - U, slope_U / [[1000 * 1 / 4], [1000 * weight / 4]], rtol=1e-12)
    np.testing.assert_allclose(1 - V, slope_V / (1000 * (0.25 + weight * 4) / 4), rtol=1e-12)


@pytest.mark.parametrize("shared", [False, True])
def test_huge_batches_of_few_words_do_not_diverge(shared):
    random = np.random.default_rng(0)
    V, U = random.normal(size=(3, 8)), random.normal(size=(3, 8))
    centres = np.sort(random.integers(0, 3, 20_000))
    words = random.integers(0, 3, (20_000, 6))
    losses = []
    for _ in range(60):
        if shared:
            losses.append(shared_step(V, U, centres, words[:, 0], words[:64, 1], 5 / 64, 0.5).mean())
        else:
            losses.append(separate_step(V, U, centres, words, 0.5).mean())
    # All words equally likely everywhere: the best score is log(1/K) and the loss its entropy.
    best = 6 * np.log(6) - 5 * np.log(5)
    assert losses[-1] == pytest.approx(best, rel=0.02)
    assert max(losses[5:]) < losses[0]
