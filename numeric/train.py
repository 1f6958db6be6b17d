"""Train a skip-gram with negative sampling on a corpus of any length.

The corpus is read block by block (`corpus`); a block becomes pairs (`window`), the pairs steps (`step`).
Between two blocks the whole state is in `Run`: that is where a checkpoint is written, and a run that goes on
from one ends with the same bits as a run that was never interrupted (on the same machine: another BLAS may
add in another order).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from numeric.alias import AliasTable
from numeric.checks import Array, Indices
from numeric.config import Config
from numeric.corpus import Block, read_blocks
from numeric.step import separate_step, shared_step
from numeric.vocabulary import Vocabulary, count_words
from numeric.window import window_pairs


class TrainingError(RuntimeError):
    """Training cannot go on: it diverged, or the corpus is not the one the run began with."""


@dataclass
class Run:
    """The state of a training run between two blocks.  Not frozen: training is the change of this state.

    V, U (W, d) float32; epoch and offset: the next byte to read; seen: words read so far, in all epochs;
    losses: for each block the words seen after it and the mean loss of its pairs.
    """

    config: Config
    vocabulary: Vocabulary
    V: Array
    U: Array
    random: np.random.Generator
    epoch: int = 0
    offset: int = 0
    seen: int = 0
    losses: list[tuple[int, float]] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        return self.epoch >= self.config.epochs

    @property
    def words_to_read(self) -> int:
        """Of all epochs together."""
        return self.vocabulary.total * self.config.epochs


def begin(corpus: Path, config: Config) -> Run:
    """A run that has read nothing yet: the vocabulary counted, U zero, V uniform in +-1/d.

    As long as U is almost zero, V does not move and U moves along V: the larger V, the sooner training gets
    off the ground.  Half this range, as in the first word2vec program, costs 3 % of the planted groups
    (`planted`) after one pass over a million words.
    """
    vocabulary = count_words(corpus, config.min_count)
    random = np.random.Generator(np.random.PCG64(config.seed))
    shape = (len(vocabulary.words), config.dimension)
    V = (2 * random.random(shape, dtype=np.float32) - 1) / np.float32(config.dimension)
    return Run(config, vocabulary, V, np.zeros(shape, np.float32), random)


def train(run: Run, corpus: Path) -> Iterator[Run]:
    """Read the corpus to the end of the last epoch; yields the run after each block.

    Whoever stops iterating stops the training; iterating again goes on.  Fails with `TrainingError` when the
    loss is no longer finite.
    """
    noise = run.vocabulary.noise(run.config.power)
    kept = run.vocabulary.kept_share(run.config.subsample)
    while not run.finished:
        for block in read_blocks(corpus, run.offset):
            _train_block(run, block, noise, kept)
            run.offset = block.end
            yield run
        run.epoch, run.offset = run.epoch + 1, 0
    yield run


def _train_block(run: Run, block: Block, noise: AliasTable, kept: Array) -> None:
    tokens, sentences = run.vocabulary.encode(block)
    length = len(tokens)
    keep = run.random.random(length) < kept[tokens]
    tokens, sentences = tokens[keep], sentences[keep]
    radius = run.random.integers(1, run.config.window + 1, len(tokens))
    centres, outside = window_pairs(tokens, radius, sentences)
    total, size = 0.0, run.config.batch
    for start in range(0, len(centres), size):
        progress = (run.seen + length * start / len(centres)) / run.words_to_read
        part = slice(start, start + size)
        total += _train_batch(run, centres[part], outside[part], noise, progress)
    run.seen += length
    if len(centres):
        run.losses.append((run.seen, total / len(centres)))
    if not np.isfinite(total):
        raise TrainingError(
            f"the loss is {total} after {run.seen} words: lower the learning rate {run.config.rate}"
        )


def _train_batch(run: Run, centres: Indices, outside: Indices, noise: AliasTable, progress: float) -> float:
    """One step; the sum of the losses before it."""
    config = run.config
    rate = max(config.final_rate, config.rate * (1 - progress))
    if config.shared:
        drawn = noise.draw(run.random, (config.shared,))
        weight = config.negatives / config.shared
        losses = shared_step(run.V, run.U, centres, outside, drawn, weight, rate)
    else:
        drawn = noise.draw(run.random, (len(centres), config.negatives))
        losses = separate_step(run.V, run.U, centres, np.column_stack([outside, drawn]), rate)
    return float(losses.sum(dtype=np.float64))
