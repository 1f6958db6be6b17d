"""A made-up text whose right answer is known: groups of words that keep company, in a sea of Zipf words.

Each sentence has a topic, a group; some of its words come from the group, the others from the common words,
whose frequencies fall like 1/rank.  Vectors that have learned anything put the words of a group next to each
other.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from numeric.checks import Array
from numeric.vectors import WordVectors


@dataclass(frozen=True)
class Planted:
    """How the text is made: common words, groups and words in each group, the share of the text that is from
    groups, the length of a sentence, the seed.

    The words are named c0, c1, ... by falling frequency, and g3_1 for word 1 of group 3.
    """

    common: int = 20_000
    groups: int = 400
    members: int = 5
    share: float = 0.3
    sentence: int = 20
    seed: int = 0

    def write(self, path: Path, words: int) -> None:
        """Write at least `words` words to `path`, in pieces, so that a text of any length can be made."""
        random = np.random.default_rng(self.seed)
        chances = np.cumsum(1 / np.arange(1, self.common + 1))
        with path.open("w", encoding="utf-8") as file:
            for _ in range(0, words, 500 * self.sentence):
                file.writelines(
                    " ".join(line) + "\n" for line in self._sentences(random, chances / chances[-1])
                )

    def _sentences(self, random: np.random.Generator, chances: Array) -> list[list[str]]:
        shape = (500, self.sentence)
        topic = random.integers(0, self.groups, (500, 1))
        member = random.integers(0, self.members, shape)
        common = np.searchsorted(chances, random.random(shape), side="right")
        named = np.char.add(np.char.add("g", topic.astype(str)), np.char.add("_", member.astype(str)))
        chosen = np.where(random.random(shape) < self.share, named, np.char.add("c", common.astype(str)))
        lines: list[list[str]] = chosen.tolist()
        return lines


def recovery(found: WordVectors) -> float:
    """The share of planted words whose nearest planted word, by cosine, is of the same group."""
    rows = [i for i, word in enumerate(found.words) if word.startswith("g")]
    groups = np.array([found.words[i].partition("_")[0] for i in rows])
    vectors = found.vectors[rows].astype(np.float64)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cosine = vectors @ vectors.T
    np.fill_diagonal(cosine, -np.inf)
    return float(np.mean(groups[cosine.argmax(axis=1)] == groups))
