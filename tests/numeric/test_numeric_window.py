"""Windows: which pairs a text has, and the gradients of whole tables."""

from __future__ import annotations

import numpy as np
import pytest

from numeric import InputError, check_gradient, naive_softmax, skip_gram, skip_gram_loss, window_pairs
from numeric.scatter import scatter_add


def pairs_by_hand(tokens, radii, segments):
    return [
        (tokens[i], tokens[j])
        for i in range(len(tokens))
        for j in range(max(0, i - radii[i]), min(len(tokens), i + radii[i] + 1))
        if j != i and segments[i] == segments[j]
    ]


@pytest.mark.parametrize("seed", range(40))
def test_pairs_are_those_of_the_double_loop_in_its_order(seed):
    random = np.random.default_rng(seed)
    length = int(random.integers(0, 12))
    tokens, radii = random.integers(0, 5, length), random.integers(0, 5, length)
    segments = np.sort(random.integers(0, 3, length))
    found = list(zip(*(part.tolist() for part in window_pairs(tokens, radii, segments)), strict=True))
    assert found == pairs_by_hand(tokens, radii, segments)
    free = list(zip(*(part.tolist() for part in window_pairs(tokens, 2)), strict=True))
    assert free == pairs_by_hand(tokens, [2] * length, [0] * length)


def test_a_window_wider_than_the_text_is_cut_and_a_lone_word_has_no_pairs():
    centres, outside = window_pairs([7, 8], 10**12)
    assert centres.tolist() == [7, 8] and outside.tolist() == [8, 7]
    assert window_pairs([7], 5)[0].size == 0 and window_pairs([], 5)[0].size == 0


@pytest.mark.parametrize("seed", range(30))
def test_gradients_of_both_tables_agree_with_complex_step(seed):
    random = np.random.default_rng(seed)
    words, width, pairs, drawn = (int(random.integers(low, 6)) for low in (1, 1, 0, 0))
    V, U = random.normal(size=(words, width)), random.normal(size=(words + seed % 2, width))
    centres, outside = random.integers(0, words, pairs), random.integers(0, len(U), pairs)
    for negatives in (None, random.integers(0, len(U), (pairs, drawn))):
        found = skip_gram(V, U, centres, outside, negatives)
        assert found.loss == skip_gram_loss(V, U, centres, outside, negatives)
        check_gradient(lambda x, n=negatives: skip_gram_loss(x, U, centres, outside, n), V, found.V)
        check_gradient(lambda x, n=negatives: skip_gram_loss(V, x, centres, outside, n), U, found.U)


def test_one_window_is_the_sum_of_its_pairs_and_moves_only_its_centre():
    random = np.random.default_rng(0)
    V, U, outside = random.normal(size=(4, 3)), random.normal(size=(4, 3)), np.array([0, 3, 3])
    found = skip_gram(V, U, 2, outside)
    parts = [naive_softmax(V[2], o, U) for o in outside]
    np.testing.assert_allclose(found.loss, sum(part.loss for part in parts), rtol=1e-14)
    np.testing.assert_allclose(found.V[2], sum(part.v for part in parts), rtol=1e-13)
    np.testing.assert_allclose(found.U, sum(part.U for part in parts), rtol=1e-13)
    assert not found.V[[0, 1, 3]].any()


def test_an_empty_context_costs_nothing():
    found = skip_gram(np.ones((3, 2)), np.ones((3, 2)), 1, [])
    assert found.loss == 0 and not found.V.any() and not found.U.any()


def test_wrong_tables_and_words_are_refused():
    table = np.ones((3, 2))
    with pytest.raises(InputError, match="centres: index 3"):
        skip_gram(table, table, 3, [0])
    with pytest.raises(InputError, match="outside: index -1"):
        skip_gram(table, table, 0, [-1])
    with pytest.raises(InputError, match="U: shape"):
        skip_gram(table, np.ones((3, 1)), 0, [0])
    with pytest.raises(InputError, match="V: shape"):
        skip_gram(np.ones((0, 2)), table, [], [])
    with pytest.raises(InputError, match="radius: index -1"):
        window_pairs([1, 2], -1)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_sum_of_losses_that_overflows_is_refused():
    V, U = np.array([[1e19]], np.float32), np.array([[-1e19], [1e19]], np.float32)
    with pytest.raises(InputError, match=r"loss: inf.*overflow of float32"):
        skip_gram_loss(V, U, 0, [0, 0, 0])


@pytest.mark.parametrize("dtype", ["f4", "f8", "c8", "c16"])
@pytest.mark.parametrize("width", [1, 2, 5, 6])
def test_scatter_add_equals_add_at_bit_for_bit(dtype, width, monkeypatch):
    monkeypatch.setattr("numeric.scatter._BLOCK", 16)  # so that several pieces are made
    random = np.random.default_rng(width)
    rows, values = random.integers(0, 4, 50), random.normal(size=(50, width)).astype(dtype)
    table = random.normal(size=(5, width)).astype(dtype)
    expected = table.copy()
    np.add.at(expected, rows, values)
    scatter_add(table, rows, values)
    np.testing.assert_array_equal(table, expected)


@pytest.mark.parametrize("values", [np.arange(24.0).reshape(3, 8)[:, ::2], np.arange(12.0).reshape(4, 3).T])
def test_scatter_add_takes_values_that_are_not_contiguous(values):
    table = np.zeros((2, 4))
    scatter_add(table, np.array([1, 0, 1]), values)
    np.testing.assert_array_equal(table, [values[1], values[0] + values[2]])


def test_scatter_add_refuses_what_it_could_only_change_in_a_copy():
    with pytest.raises(ValueError, match="contiguous"):
        scatter_add(np.zeros((4, 4))[:, ::2], np.array([0]), np.ones((1, 2)))
    with pytest.raises(ValueError, match="dtype"):
        scatter_add(np.zeros((4, 2), "f4"), np.array([0]), np.ones((1, 2)))
