"""What the user's own program is given, and what it answers, in arrays of known shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.source import DeriveError

OUTPUTS = ("loss", "gradCenterVec", "gradOutsideVecs")


@dataclass(frozen=True)
class Problem:
    """`centre` (d,), `table` (W, d) with one row for each word, `target` the row of the outside word, `samples` the
    rows of the negative samples, in which a word may occur several times. Rows are counted from 0."""

    centre: Any
    target: int
    table: Any
    samples: tuple[int, ...] = ()

    @property
    def sizes(self) -> str:
        words, length = self.table.shape
        return f"W = {words}, d = {length}" + (f", K = {len(self.samples)}" if self.samples else "")


@dataclass(frozen=True)
class Answer:
    """What the function returned: `loss`, the gradients `centre` (d,) and `table` (W, d). `transposed` if the latter
    came as (d, W)."""

    loss: float
    centre: Any
    table: Any
    transposed: bool = False

    def __getitem__(self, output: str) -> Any:
        return {"loss": self.loss, "gradCenterVec": self.centre, "gradOutsideVecs": self.table}[output]

    @classmethod
    def read(cls, where: str, returned: Any, problem: Problem) -> Answer:
        """What was returned for this problem, of the shapes above. Raises `DeriveError`, which begins with `where`,
        if it is no tuple of three, has other shapes, or holds anything but finite real numbers."""
        if not isinstance(returned, (tuple, list)) or len(returned) != len(OUTPUTS):
            raise DeriveError(f"{where} returned {_described(returned)}, not a tuple ({', '.join(OUTPUTS)})")
        loss, centre, table = (_numbers(where, name, part) for name, part in zip(OUTPUTS, returned, strict=True))
        turned = table.shape == problem.table.shape[::-1] != problem.table.shape
        return cls(
            float(_shaped(where, "loss", loss, ()).item()),
            _shaped(where, "gradCenterVec", centre, problem.centre.shape),
            _shaped(where, "gradOutsideVecs", table.T if turned else table, problem.table.shape),
            turned,
        )


def _described(answer: Any) -> str:
    return f"{len(answer)} values" if isinstance(answer, (tuple, list)) else type(answer).__name__


def _numbers(where: str, output: str, value: Any) -> Any:
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise DeriveError(f"{where}: {output} is no array of numbers: {error}") from None
    if array.dtype.kind not in "fiu":
        raise DeriveError(f"{where}: {output} is no array of real numbers, but of {array.dtype}")
    if not np.isfinite(array).all():
        raise DeriveError(f"{where}: {output} holds {array[~np.isfinite(array)][0]}, which is no finite number")
    return array.astype(float)


def _shaped(where: str, output: str, array: Any, shape: tuple[int, ...]) -> Any:
    """The array in this shape; axes of length 1 more are no fault, except where they could be taken for words."""
    if array.shape != shape and (len(shape) == 2 or [n for n in array.shape if n != 1] != [n for n in shape if n != 1]):
        raise DeriveError(f"{where}: {output} has shape {array.shape}, expected {shape}")
    return array.reshape(shape)
