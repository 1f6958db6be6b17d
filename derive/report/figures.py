"""Figures by matplotlib, as SVG with the same bytes each time: how much was decided, and how far the sides differ."""

from __future__ import annotations

import io
from typing import Any

import matplotlib.style
from matplotlib.figure import Figure

from derive.report.data import ClaimData, DocumentData
from derive.report.words import tally

# One colour for light and dark pages; each has at least 3:1 contrast to both.
COLOURS = {
    "proved": "#2f9e63",
    "disproved": "#d64b41",
    "conditional": "#c7733a",
    "ill-typed": "#b04a8c",
    "definition": "#6b7fbf",
    "hypothesis": "#8f9bc4",
    "undecided": "#b08a2e",
    "unread": "#8a8f99",
}
INK = "#7d828c"
SMALLEST = 1e-18  # a residual of zero stands at the left edge of a logarithmic axis
SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "derive",  # identifiers in the file depend on this and on the content alone
    "svg.fonttype": "path",  # the same look with whatever fonts
    "font.size": 9.0,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def coverage_figure(document: DocumentData) -> str:
    """One bar for a document: a piece for each verdict that occurs, as wide as its share of the claims."""
    with matplotlib.style.context(["default", SETTINGS]):
        figure = Figure(figsize=(7.2, 1.1))
        axes = figure.add_axes((0.01, 0.55, 0.98, 0.35))
        left = 0
        for verdict, count in tally(document["coverage"]):
            axes.barh(0, count, left=left, color=COLOURS[verdict], label=f"{verdict} {count}")
            left += count
        axes.set_xlim(0, max(left, 1))
        axes.set_axis_off()
        if left:
            figure.legend(loc="lower left", ncols=4, frameon=False, bbox_to_anchor=(0.0, -0.04), columnspacing=1.2)
        return _svg(figure)


def residual_figure(document: DocumentData) -> str:
    """The residual of each claim that was evaluated in floating point, on a logarithmic axis; empty if none was."""
    measured = [claim for claim in document["claims"] if claim["numeric"]]
    if not measured:
        return ""
    with matplotlib.style.context(["default", SETTINGS]):
        figure = Figure(figsize=(7.2, 0.9 + 0.16 * len(measured)), layout="constrained")
        axes = figure.add_subplot()
        for place, claim in enumerate(measured):
            axes.plot(_residual(claim), place, "o", color=COLOURS[claim["verdict"]], markersize=5)
        axes.set_yticks(range(len(measured)), [f"{claim['line']}:{claim['column']}" for claim in measured], fontsize=7)
        axes.set_xscale("log")
        axes.set_xlim(SMALLEST / 3, max(10.0, *(10 * _residual(claim) for claim in measured)))
        axes.set_xlabel("largest difference of the two sides at the points tried")
        axes.invert_yaxis()
        axes.grid(axis="x", alpha=0.3)
        return _svg(figure)


def _residual(claim: ClaimData) -> float:
    """A residual that is not finite is drawn at one: wrong, whatever its size."""
    numeric = claim["numeric"]
    residual = numeric["residual"] if numeric else None
    return 1.0 if residual is None else max(residual, SMALLEST)


def _svg(figure: Figure) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return out.getvalue()
