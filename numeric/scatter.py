"""Add rows into a table where the same row may be named many times.

`table[rows] += values` keeps only the last of several values for one row; `np.add.at(table, rows, values)`
adds them all, but walks the slow general path when each value is a row: about 1 microsecond for a row of 100
floats. NumPy has a fast path for one-dimensional tables with one-dimensional indices.  So the table is viewed
flat, and a pair of neighbouring real numbers as one complex number, which halves the number of indices:
complex addition adds the parts separately, hence every sum is the same, bit for bit and in the same order.
"""

from __future__ import annotations

import numpy as np

from numeric.checks import Array, Indices

_PAIRED = {"float32": "complex64", "float64": "complex128"}
_BLOCK = 1 << 17  # indices made at once: one mebibyte of them, so that they stay in the second-level cache


def scatter_add(table: Array, rows: Indices, values: Array) -> None:
    """In place `table[rows[n]] += values[n]` for every n, repeated rows counting as often as they occur.

    table  (W, d) C-contiguous, float32, float64, complex64 or complex128
    rows   (N,) indices in 0..W-1 (not checked here: the callers have)
    values (N, d) of the table's dtype

    Fails with ValueError when the table is not contiguous or the dtypes differ (a view or a cast would copy,
    and the sums would be lost).  Example: rows [1, 1] with values [[1.], [2.]] add 3 to row 1.
    """
    if not table.flags.c_contiguous or values.dtype != table.dtype:
        raise ValueError(f"scatter_add needs a contiguous table and one dtype: {table.dtype}, {values.dtype}")
    flat, addends = _flat(table), _flat(np.ascontiguousarray(values))
    width = flat.size // table.shape[0]
    columns = np.arange(width, dtype=np.intp)
    step = max(1, _BLOCK // max(1, width))
    for start in range(0, len(rows), step):
        index = rows[start : start + step, None] * width + columns
        np.add.at(flat, index.ravel(), addends[start * width : (start + step) * width])


def _flat(matrix: Array) -> Array:
    """`matrix` as one axis, its real numbers taken two by two where the row length allows it."""
    flat: Array = matrix.reshape(-1)
    if matrix.shape[1] % 2 or matrix.dtype.name not in _PAIRED:
        return flat
    return flat.view(_PAIRED[matrix.dtype.name])
