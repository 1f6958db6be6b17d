"""Training: it learns, it stops and goes on to the same bits, its memory is flat, its files are safe."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from numeric import InputError
from numeric.checkpoint import CheckpointError, load_checkpoint, resume, save_checkpoint
from numeric.config import Config
from numeric.planted import Planted, recovery
from numeric.train import TrainingError, begin, train
from numeric.vectors import WordVectors

SMALL = Planted(common=300, groups=20, members=4, share=0.4, sentence=10, seed=1)
QUICK = {"dimension": 16, "window": 3, "negatives": 3, "min_count": 2, "batch": 512}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "planted.txt"
    SMALL.write(path, 30_000)
    return path


def finish(run, corpus):
    for _ in train(run, corpus):
        pass
    return run


@pytest.mark.parametrize("shared", [0, 16])
@pytest.mark.parametrize("batch", [256, 4096])
def test_the_planted_groups_are_recovered(corpus, shared, batch):
    run = finish(begin(corpus, Config(**{**QUICK, "epochs": 6, "shared": shared, "batch": batch})), corpus)
    assert recovery(WordVectors(run.vocabulary.words, run.V)) > 0.9
    assert run.losses[-1][1] < run.losses[0][1]
    assert run.seen == run.words_to_read == 6 * run.vocabulary.total


def test_untrained_vectors_recover_nothing(corpus):
    run = begin(corpus, Config(**QUICK))
    assert recovery(WordVectors(run.vocabulary.words, run.V)) < 0.2


@pytest.mark.parametrize("shared", [0, 16])
@pytest.mark.parametrize("stop", [1, 3, 4])
def test_a_run_that_was_interrupted_ends_with_the_same_bits(corpus, tmp_path, stop, shared):
    config = Config(**{**QUICK, "epochs": 2, "shared": shared})
    whole = finish(begin(corpus, config), corpus)
    broken = begin(corpus, config)
    for blocks, _ in enumerate(train(broken, corpus), 1):
        if blocks == stop:
            break
    save_checkpoint(broken, tmp_path / "state")
    del broken
    again = finish(resume(tmp_path / "state", corpus), corpus)
    assert again.V.tobytes() == whole.V.tobytes() and again.U.tobytes() == whole.U.tobytes()
    assert again.losses == whole.losses and again.seen == whole.seen
    assert again.random.bit_generator.state == whole.random.bit_generator.state


def test_the_seed_decides_and_nothing_else(corpus):
    one, same, other = (begin(corpus, Config(**{**QUICK, "epochs": 1, "seed": seed})) for seed in (1, 1, 2))
    for run in (one, same, other):
        next(train(run, corpus))
    assert one.V.tobytes() == same.V.tobytes() != other.V.tobytes()


def test_a_checkpoint_is_the_run(corpus, tmp_path):
    run = begin(corpus, Config(**QUICK))
    next(train(run, corpus))
    save_checkpoint(run, tmp_path / "state")
    found = load_checkpoint(tmp_path / "state")
    assert found.config == run.config and found.vocabulary.words == run.vocabulary.words
    assert found.vocabulary.counts.tolist() == run.vocabulary.counts.tolist()
    assert (found.epoch, found.offset, found.seen) == (run.epoch, run.offset, run.seen)
    assert list(tmp_path.iterdir()) == [tmp_path / "state"]


def test_a_checkpoint_that_cannot_be_written_leaves_the_old_one(corpus, tmp_path, monkeypatch):
    run = begin(corpus, Config(**QUICK))
    save_checkpoint(run, tmp_path / "state")
    before = (tmp_path / "state").read_bytes()

    def full(_descriptor):
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    run.V += 1
    with pytest.raises(OSError, match="no space"):
        save_checkpoint(run, tmp_path / "state")
    assert (tmp_path / "state").read_bytes() == before


def test_a_damaged_checkpoint_is_refused_wherever_the_damage_is(corpus, tmp_path):
    run = begin(corpus, Config(**{**QUICK, "min_count": 100}))
    path = tmp_path / "state"
    save_checkpoint(run, path)
    good = path.read_bytes()
    for cut in (0, 10, 40, len(good) // 2, len(good) - 1):
        path.write_bytes(good[:cut])
        with pytest.raises(CheckpointError, match="state"):
            load_checkpoint(path)
    for at in range(0, len(good), 97):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        with pytest.raises(CheckpointError, match=r"cut short or changed|does not begin"):
            load_checkpoint(path)
    path.write_bytes(good + b"x")
    with pytest.raises(CheckpointError, match="cut short or changed"):
        load_checkpoint(path)


def test_going_on_with_another_text_is_refused(corpus, tmp_path):
    save_checkpoint(begin(corpus, Config(**QUICK)), tmp_path / "state")
    other = tmp_path / "other"
    other.write_text("another text", encoding="utf-8")
    with pytest.raises(TrainingError, match="not the text"):
        resume(tmp_path / "state", other)


def test_memory_of_training_is_flat_in_the_length_of_the_corpus(tmp_path):
    def peak(words: int) -> int:
        path = tmp_path / str(words)
        SMALL.write(path, words)
        run = begin(path, Config(**{**QUICK, "epochs": 1, "shared": 8, "batch": 2048}))
        tracemalloc.start()
        finish(run, path)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(120_000) < 1.1 * peak(30_000)


def test_a_text_without_pairs_trains_to_nothing(tmp_path):
    path = tmp_path / "lonely"
    path.write_text("a\na\na\n", encoding="utf-8")
    run = finish(begin(path, Config(**{**QUICK, "epochs": 2})), path)
    assert run.losses == [] and run.seen == 6


def test_divergence_is_an_error_not_a_table_of_nans(corpus):
    run = begin(corpus, Config(**QUICK))
    run.U += np.float32(np.inf)
    with pytest.raises(TrainingError, match="the loss is nan"), np.errstate(all="ignore"):
        finish(run, corpus)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dimension", 0),
        ("window", 0),
        ("negatives", -1),
        ("epochs", 0),
        ("rate", 0.0),
        ("rate", float("nan")),
        ("final_rate", 1.0),
        ("subsample", -1.0),
        ("batch", 0),
        ("seed", -1),
        ("power", float("inf")),
    ],
)
def test_wrong_settings_are_refused_by_name(name, value):
    with pytest.raises(InputError, match=name):
        Config(**{name: value})
