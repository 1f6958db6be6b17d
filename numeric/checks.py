"""Refuse wrong input before any arithmetic, and name the argument in the message.

NumPy is lenient where a numerical witness must not be: index -1 silently means the last row, an index of
dtype uint64 wraps when it is cast, a NaN spreads without a word.  Each function here returns its argument in
the form that the kernels want, or raises `InputError`.

Example::

    >>> require_indices("outside", [0, 3], size=3, shape=(2,))
    Traceback (most recent call last):
    numeric.checks.InputError: outside: index 3 at position (1,) is not in 0..2
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Indices = npt.NDArray[np.intp]

FLOATING = (np.float32, np.float64, np.complex64, np.complex128)


class InputError(ValueError):
    """An argument of the wrong shape, dtype or range; the message names it and says what was found."""


def require_floating(name: str, value: npt.ArrayLike, ndim: tuple[int, ...]) -> Array:
    """`value` as an array of float32, float64, complex64 or complex128 with an allowed number of axes.

    Integers are refused instead of converted: a table of integers is a mistake far more often than a wish.
    """
    array = np.asarray(value)
    if array.dtype.type not in FLOATING:
        raise InputError(f"{name}: dtype {array.dtype} is not float32, float64, complex64 or complex128")
    if array.ndim not in ndim:
        wanted = " or ".join(str(n) for n in ndim)
        raise InputError(f"{name}: {array.ndim} axes (shape {array.shape}), wanted {wanted}")
    return array


def require_rows(name: str, table: npt.ArrayLike, width: int) -> Array:
    """`table` as a matrix (rows, width) with at least one row."""
    array = require_floating(name, table, (2,))
    if array.shape[1] != width or array.shape[0] == 0:
        raise InputError(f"{name}: shape {array.shape}, wanted (at least 1, {width})")
    return array


def require_indices(name: str, value: npt.ArrayLike, size: int, shape: tuple[int | None, ...]) -> Indices:
    """`value` as intp indices in 0..size-1 of the given shape (None: any length).

    Refused: floats, booleans, negative indices, indices past the end, and integers too large for an index
    (uint64 values, and Python integers that only fit an object array), which a plain cast would wrap.
    """
    array = np.asarray(value)
    if array.size == 0 and array.dtype == np.float64:
        array = array.astype(np.intp)  # np.asarray([]) is float64: an empty list holds no wrong index
    if array.dtype.kind not in "iu":
        raise InputError(f"{name}: dtype {array.dtype} is not an integer dtype that fits an index")
    if array.ndim != len(shape) or any(n not in (None, m) for n, m in zip(shape, array.shape, strict=True)):
        raise InputError(f"{name}: shape {array.shape}, wanted {shape} (None: any length)")
    wrong = (array < 0) | (array >= size)
    if wrong.any():
        where = tuple(int(i[0]) for i in np.nonzero(wrong))
        raise InputError(f"{name}: index {array[where]} at position {where} is not in 0..{size - 1}")
    return array.astype(np.intp)


def require_finite(name: str, values: Array) -> None:
    """Raise unless every entry is finite; the message gives the first offender and its position."""
    finite = np.isfinite(values)
    if finite.all():
        return
    where = tuple(int(i) for i in np.unravel_index(int(finite.argmin()), finite.shape))
    raise InputError(
        f"{name}: {values[where]} at position {where}: a non-finite input, or an overflow of {values.dtype}"
    )
