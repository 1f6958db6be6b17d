"""The figures of training and of gradient checks; the ending of the path chooses the format (svg, png, pdf).

No date is written and identifiers are fixed, so equal input gives equal bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from numeric.checks import Array
from numeric.vectors import WordVectors

_SETTINGS: dict[Any, Any] = {"svg.hashsalt": "numeric", "svg.fonttype": "none"}


def loss_curve(losses: list[tuple[int, float]], path: Path) -> None:
    """Mean loss of a pair against the words read."""
    figure, axes = _figure()
    seen, loss = zip(*losses, strict=True) if losses else ((), ())
    axes.plot(seen, loss, linewidth=1)
    axes.set(xlabel="words read", ylabel="mean loss of a pair", title="Training loss")
    _save(figure, path)


def plane_view(found: WordVectors, path: Path, count: int = 60) -> None:
    """The first `count` words in the plane of the two directions in which they vary most."""
    words, points = found.words[:count], principal_plane(found.vectors[:count])
    figure, axes = _figure()
    axes.scatter(points[:, 0], points[:, 1], s=6)
    for word, (x, y) in zip(words, points.tolist(), strict=True):
        # A dollar sign would start mathematics; the label is the word as it is.
        axes.annotate(word, (x, y), fontsize=7, xytext=(3, 2), textcoords="offset points", parse_math=False)
    axes.margins(0.1)
    axes.set(xlabel="first principal direction", ylabel="second", title=f"{len(words)} most frequent words")
    _save(figure, path)


def step_figure(steps: Array, by_complex: Array, by_central: Array, path: Path) -> None:
    """Error of a numerical derivative against its step, both axes logarithmic (the data of `step_curve`)."""
    figure, axes = _figure()
    floor = np.finfo(np.float64).eps / 8  # an error of 0 has no place on a logarithmic axis
    axes.loglog(steps, np.maximum(by_complex, floor), "o-", markersize=3, label="complex step")
    axes.loglog(steps, np.maximum(by_central, floor), "s-", markersize=3, label="central difference")
    axes.set(
        xlabel="step", ylabel="largest relative error", title="Numerical derivative against the gradient"
    )
    axes.legend()
    _save(figure, path)


def principal_plane(vectors: Array) -> Array:
    """Coordinates (n, 2) on the first two principal directions; the sign is chosen, so the result is unique.

    With fewer than two directions (n = 1 or d = 1) the missing coordinates are 0.
    """
    centred = (vectors - vectors.mean(axis=0)).astype(np.float64)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)
    points = np.zeros((len(vectors), 2))
    points[:, : size[:2].size] = left[:, :2] * size[:2]
    peak = points[np.abs(points).argmax(axis=0), [0, 1]]
    result: Array = points * np.where(peak < 0, -1, 1)
    return result


def _figure() -> tuple[Figure, matplotlib.axes.Axes]:
    figure = Figure(figsize=(6.4, 4.2), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.grid(alpha=0.3)
    return figure, axes


def _save(figure: Figure, path: Path) -> None:
    metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(path.suffix[1:])
    with matplotlib.rc_context(_SETTINGS):
        figure.savefig(path, dpi=150, metadata=metadata)
