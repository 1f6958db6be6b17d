"""Determinants and inverses of small matrices, without a division but the last, in any arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from derive.refute.dual import Value
from derive.refute.outcome import Beyond, NoValue

LARGEST = 6
NAMES = frozenset({"inv", "det"})
Matrix = list[list[Value]]


def matrix_value(field: Any, name: str, entries: Mapping[tuple[int, ...], Value], where: tuple[int, ...]) -> Value:
    """The determinant of a matrix, or one entry of its inverse; `NoValue` where it has none."""
    if any(len(at) != 2 for at in entries):
        raise Beyond(f"{name} of what is not a matrix")
    rows, columns = (sorted({at[k] for at in entries}) for k in (0, 1))
    if rows != columns:
        raise NoValue(f"{name} of a matrix that is not square")
    if len(rows) > LARGEST:
        raise Beyond(f"{name} of a matrix with more than {LARGEST} rows")
    matrix = [[entries[i, j] for j in columns] for i in rows]
    if name == "det":
        return determinant(field, matrix)
    if len(where) != 2 or any(k not in rows for k in where):
        raise NoValue(f"an inverse has no component {where}")
    i, j = (rows.index(k) for k in where)
    minor = [row[:i] + row[i + 1:] for k, row in enumerate(matrix) if k != j]
    sign = field.number((-1) ** (i + j))
    return determinant(field, minor) * sign * field.inverse(determinant(field, matrix))


def determinant(field: Any, matrix: Matrix) -> Value:
    """By the first column of what is left, each set of rows once."""
    known: dict[tuple[int, ...], Value] = {(): field.one}

    def below(rows: Sequence[int]) -> Value:
        key = tuple(rows)
        if key not in known:
            column, total = len(matrix) - len(key), field.zero
            for k, row in enumerate(key):
                piece = matrix[row][column] * below(key[:k] + key[k + 1:])
                total = total + piece * field.number((-1) ** k)
            known[key] = total
        return known[key]

    return below(range(len(matrix)))
