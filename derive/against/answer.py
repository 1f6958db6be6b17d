"""What the user's own program is given, and what it answers, in arrays of known shapes."""

from __future__ import annotations

from collections.abc import Mapping
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

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        return dict(zip(OUTPUTS, ((), self.centre.shape, self.table.shape), strict=True))

    @property
    def least(self) -> int:
        """How many outputs it takes."""
        return len(OUTPUTS)


@dataclass(frozen=True)
class Point:
    """For a program of other symbols: a value for each of its parameters, in their order. It answers with the loss, or
    with the loss and its gradients by the first parameters."""

    given: Mapping[str, Any]
    sizes: str
    least = 1

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"loss": (), **{gradient(name): np.shape(value) for name, value in self.given.items()}}


def gradient(parameter: str) -> str:
    """The name of the output that is the gradient by this parameter."""
    return f"gradient by {parameter}"


@dataclass(frozen=True)
class Answer:
    """What the function returned, by the name of the output; `turned` are those that came transposed."""

    outputs: Mapping[str, Any]
    turned: frozenset[str] = frozenset()

    def __getitem__(self, output: str) -> Any:
        return self.outputs[output]

    @classmethod
    def read(cls, where: str, returned: Any, problem: Problem | Point) -> Answer:
        """What was returned for this problem, in its shapes. Raises `DeriveError`, which begins with `where`, if there
        are too few or too many outputs, of other shapes, or they hold anything but finite real numbers."""
        parts, shapes = returned if isinstance(returned, (tuple, list)) else (returned,), problem.shapes
        if not problem.least <= len(parts) <= len(shapes):
            raise DeriveError(f"{where} returned {_described(returned)}, not a tuple ({', '.join(shapes)})")
        outputs, turned = {}, set()
        for (name, shape), part in zip(shapes.items(), parts, strict=False):  # gradients may be left out at the end
            array = _numbers(where, name, part)
            if array.shape == shape[::-1] != shape:
                array = array.T
                turned.add(name)
            outputs[name] = _shaped(where, name, array, shape)
        return cls(outputs, frozenset(turned))


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
