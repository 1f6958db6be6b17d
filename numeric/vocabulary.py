"""The words of a corpus: which are kept, how often each occurs, how often each is passed over in training."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from numeric.alias import AliasTable, alias_table
from numeric.checks import Array, Indices, InputError
from numeric.corpus import Block, read_blocks


@dataclass(frozen=True)
class Vocabulary:
    """Words by falling count, equal counts in alphabetical order; counts (W,) int64, digest of the corpus.

    The digest is the SHA-256 of the corpus' bytes: a checkpoint belongs to one corpus.
    """

    words: tuple[str, ...]
    counts: Indices
    digest: str

    @cached_property
    def index(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words)}

    @property
    def total(self) -> int:
        """The number of kept words in the corpus; a Python integer, as counts of large corpora add up."""
        return int(self.counts.sum(dtype=np.int64))

    def kept_share(self, threshold: float) -> Array:
        """The probability (W,) of keeping an occurrence: min(1, sqrt(t / f)), f being the word's frequency.

        Mikolov et al. 2013, equation (5), which gives the probability of discarding, 1 - sqrt(t / f).  A
        threshold of 0 keeps everything.
        """
        if threshold == 0:
            return np.ones(len(self.words))
        return np.minimum(1.0, np.sqrt(threshold * self.total / self.counts))

    def noise(self, power: float) -> AliasTable:
        """The distribution of the negatives: counts to the power 3/4 (Mikolov et al. 2013, section 2.2)."""
        return alias_table(self.counts.astype(np.float64) ** power)

    def encode(self, block: Block) -> tuple[Indices, Indices]:
        """Word indices (n,) and sentence numbers (n,) of a block; unknown words are left out."""
        get = self.index.get
        found = [[i for i in map(get, words) if i is not None] for words in block.sentences]
        lengths = [len(sentence) for sentence in found]
        tokens = np.fromiter((i for sentence in found for i in sentence), np.intp, sum(lengths))
        return tokens, np.repeat(np.arange(len(found)), lengths)


def count_words(corpus: Path, min_count: int = 1) -> Vocabulary:
    """The vocabulary of a corpus: words that occur at least `min_count` times.

    Memory grows with the number of different words, not with the length of the text.  Fails with `InputError`
    when no word is frequent enough.
    """
    counter: Counter[str] = Counter()
    for block in read_blocks(corpus):
        for sentence in block.sentences:
            counter.update(sentence)
    kept = sorted(((-n, word) for word, n in counter.items() if n >= min_count))
    if not kept:
        raise InputError(f"{corpus}: no word occurs {min_count} times")
    counts = np.array([-n for n, _ in kept], dtype=np.int64)
    return Vocabulary(tuple(word for _, word in kept), counts, file_digest(corpus))


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
