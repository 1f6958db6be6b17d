"""Vocabulary, subsampling, the alias method and the streamed corpus."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from numeric import InputError
from numeric.alias import alias_table
from numeric.corpus import CorpusError, read_blocks
from numeric.vocabulary import Vocabulary, count_words


@pytest.mark.parametrize("seed", range(40))
def test_the_alias_table_draws_with_exactly_the_given_probabilities(seed):
    random = np.random.default_rng(seed)
    size = int(random.integers(1, 50))
    weights = random.exponential(size=size) ** (seed % 5) * (random.random(size) < 0.9)
    weights[0] += 1
    table = alias_table(weights)
    assert (table.height >= 0).all() and (table.height <= 1).all()
    np.testing.assert_allclose(table.probabilities(), weights / weights.sum(), atol=1e-14)


@pytest.mark.parametrize("size", [1, 3, 7, 49, 1000])
def test_equal_weights_and_one_heavy_weight_are_no_special_case(size):
    np.testing.assert_allclose(alias_table(np.full(size, 0.1)).probabilities(), 1 / size, atol=1e-14)
    weights = np.r_[np.full(size, 1e-9), 1e9]
    np.testing.assert_allclose(alias_table(weights).probabilities(), weights / weights.sum(), atol=1e-14)


def test_draws_follow_the_table():
    weights = np.array([5.0, 0.0, 1.0, 3.0, 1.0])
    drawn = alias_table(weights).draw(np.random.default_rng(0), (200_000,))
    np.testing.assert_allclose(np.bincount(drawn, minlength=5) / 2e5, weights / 10, atol=0.005)


@pytest.mark.parametrize("weights", [[], [0.0, 0.0], [1.0, -1.0], [np.nan, 1.0], [np.inf], [[1.0]]])
def test_weights_that_are_no_distribution_are_refused(weights):
    with pytest.raises(InputError, match="weights"):
        alias_table(weights)


def test_words_are_counted_sorted_and_cut_at_the_minimum(tmp_path):
    text = tmp_path / "text"
    text.write_text("b a b\nc a b\n\nd é é\n", encoding="utf-8")
    found = count_words(text, 2)
    assert found.words == ("b", "a", "é") and found.counts.tolist() == [3, 2, 2] and found.total == 7
    tokens, sentences = found.encode(next(read_blocks(text)))
    assert tokens.tolist() == [0, 1, 0, 1, 0, 2, 2] and sentences.tolist() == [0, 0, 0, 1, 1, 2, 2]
    with pytest.raises(InputError, match="no word occurs 4 times"):
        count_words(text, 4)


def test_frequent_words_are_kept_with_the_square_root_of_threshold_over_frequency():
    words = Vocabulary(("a", "b"), np.array([9000, 1000]), "")
    np.testing.assert_allclose(words.kept_share(0.1), [np.sqrt(0.1 / 0.9), 1])
    np.testing.assert_allclose(words.kept_share(0.025), [np.sqrt(0.025 / 0.9), 0.5])
    assert words.kept_share(0).tolist() == [1, 1]
    np.testing.assert_allclose(
        words.noise(0.75).probabilities(), [9**0.75 / (9**0.75 + 1), 1 / (9**0.75 + 1)]
    )


def test_counts_add_up_without_overflow():
    assert Vocabulary(("a", "b"), np.array([2**31, 2**31], np.int64), "").total == 2**32


@pytest.mark.parametrize("size", [1, 3, 7, 16, 1000])
@pytest.mark.parametrize("text", ["a bb ccc\ndd é\n\nlast", "one line of words only ", "", "\n\n", "x"])
def test_blocks_cover_the_text_once_whatever_their_size(tmp_path, text, size):
    path = tmp_path / "text"
    path.write_text(text, encoding="utf-8")
    if max(map(len, text.encode().split()), default=0) >= size:
        size = 8
    blocks = list(read_blocks(path, size=size))
    assert [w for block in blocks for line in block.sentences for w in line] == text.split()
    assert [block.end for block in blocks[-1:]] == [len(text.encode())] * bool(text)
    for block in blocks:
        rest = [w for later in read_blocks(path, block.end, size) for line in later.sentences for w in line]
        assert rest == text.encode()[block.end :].decode().split()


def test_bytes_that_are_no_text_are_refused_with_their_place(tmp_path):
    path = tmp_path / "text"
    path.write_bytes(b"good words\nbad \xff byte\n")
    with pytest.raises(CorpusError, match="not UTF-8 at byte 15"):
        list(read_blocks(path))
    path.write_bytes(b"x" * 100)
    with pytest.raises(CorpusError, match="longer than 10 bytes"):
        list(read_blocks(path, size=10))


def test_memory_of_reading_does_not_grow_with_the_text(tmp_path):
    def peak(lines: int) -> int:
        path = tmp_path / str(lines)
        path.write_text("the same words in every line\n" * lines, encoding="utf-8")
        tracemalloc.start()
        for block in read_blocks(path):
            del block
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(40_000) < 1.1 * peak(8_000)
