"""How fast formulas are read: milliseconds a formula and a relation, and the time for hostile input.

    python bench/notation_speed.py FILE...

Without files, formulas of this script are read. Each is read several times; the medians count.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import time
from pathlib import Path

from derive.document import read
from derive.notation.parse import NotationError, parse, parse_rows
from derive.notation.show import show
from derive.notation.tree import Chain, Node, Rows

ROUNDS = 5
SAMPLE = (
    r"J = -\log P(O = o | C = c) = -\log \left( \frac{\exp(u_o^\top v_c)}{\sum_{w'} \exp(u_{w'}^\top v_c)} \right)",
    r"\begin{aligned}\frac{\partial J}{\partial v_c} &= -u_o + \sum_w \hat{y}_w u_w \\ &= U (\hat{y} - y)\end{aligned}",
    r"\frac{\partial J}{\partial u_w} \Big|_{w=o} = (\hat{y}_o - 1) v_c",
)
HOSTILE = {
    "10,000 nested braces": "{" * 10_000 + "x" + "}" * 10_000,
    "10,000 open brackets": "(" * 10_000,
    "20,000 characters of a sum": " + ".join(["\\sigma(x_i)"] * 1_430),
    "2,500 nested fonts": "\\mathbf{" * 2_500 + "x" + "}" * 2_500,
    "2,500 open texts": "\\text{" * 2_500,
    "20,000 letters": "x" * 20_000,
    "20,000 bars": "|" * 20_000,
}


def milliseconds(latex: str) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        with contextlib.suppress(NotationError):
            parse(latex)
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def relations(node: Node) -> int:
    """How many relations a formula has in its rows and chains."""
    if isinstance(node, Rows):
        return sum(relations(cell) for row in node.rows for cell in row)
    return len(node.signs) if isinstance(node, Chain) else 0


def formulas(paths: list[str]) -> list[str]:
    pieces = (piece for path in paths for piece in read(Path(path)).pieces)
    return [piece.text.value for piece in pieces if piece.is_formula]


def main() -> None:
    found = formulas(sys.argv[1:]) or list(SAMPLE)
    spent = [milliseconds(latex) for latex in found]
    trees = [row for latex in found for row in parse_rows(latex) if not isinstance(row, NotationError)]
    start = time.perf_counter()
    for tree in trees:
        show(tree)
    shown = 1000 * (time.perf_counter() - start) / len(trees)
    count = sum(relations(tree) for tree in trees)
    print(f"{len(found)} formulas, {count} relations")
    print(f"a formula: median {statistics.median(spent):.3f} ms, longest {max(spent):.3f} ms")
    print(f"a relation: mean {sum(spent) / max(count, 1):.3f} ms; showing a row: mean {shown:.3f} ms")
    for title, latex in HOSTILE.items():
        print(f"{title}: {milliseconds(latex):.1f} ms")


if __name__ == "__main__":
    main()
