"""The settings of a training run, checked when they are made."""

from __future__ import annotations

from dataclasses import dataclass

from numeric.checks import InputError


@dataclass(frozen=True)
class Config:
    """What training needs to know; the defaults are those of the word2vec program where it has them.

    dimension   length d of the vectors
    window      largest distance between centre and outside word; each centre draws its own from 1..window
    negatives   K, negatives for each pair; 0 trains on the positive term alone
    shared      0: each pair draws its K negatives; N > 0: a batch shares N, each counting K/N times
    epochs      passes over the corpus
    rate        learning rate at the start, falling linearly with the words read
    final_rate  learning rate at the end
    min_count   words that occur less often are left out
    subsample   threshold t of subsampling; 0 keeps every word
    power       exponent of the noise distribution
    batch       pairs in one step; large batches are slower to learn, not unstable (see `step`)
    seed        of everything random
    """

    dimension: int = 100
    window: int = 5
    negatives: int = 5
    shared: int = 0
    epochs: int = 5
    rate: float = 0.025
    final_rate: float = 0.0001
    min_count: int = 5
    subsample: float = 1e-3
    power: float = 0.75
    batch: int = 1024
    seed: int = 1

    def __post_init__(self) -> None:
        for name in ("dimension", "window", "epochs", "min_count", "batch"):
            _require(name, getattr(self, name), getattr(self, name) >= 1, "at least 1")
        for name in ("negatives", "shared", "seed"):
            _require(name, getattr(self, name), getattr(self, name) >= 0, "at least 0")
        _require("rate", self.rate, 0 < self.rate < float("inf"), "a positive number")
        _require("final_rate", self.final_rate, 0 < self.final_rate <= self.rate, "in 0..rate, not 0")
        _require("subsample", self.subsample, 0 <= self.subsample < float("inf"), "at least 0")
        _require("power", self.power, abs(self.power) < float("inf"), "a finite number")
        _require("shared", self.shared, not (self.shared and not self.negatives), "0 when negatives is 0")


def _require(name: str, value: float, holds: bool, wanted: str) -> None:
    if not holds:
        raise InputError(f"{name}: {value!r}, wanted {wanted}")
