# ruff: noqa: E402  (the threads must be set before NumPy is loaded)
"""How fast `numeric` is, next to gensim and PyTorch in the same run; a report in Markdown on standard output.

    python bench/numeric_speed.py              one million words, three rounds: about three minutes
    python bench/numeric_speed.py --words 100000 --rounds 1

One thread everywhere, and seconds of processor time: by the clock a program with a thread more, as gensim, gets a
larger share of a busy machine.  Of gensim only the compiled loop counts, not the thread that reads the text for it.
Programs take turns in each round; the numbers are medians over the rounds.
"""

from __future__ import annotations

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numeric_peers as peers
import numpy as np

from numeric import check_gradient, naive_softmax, naive_softmax_loss
from numeric.alias import AliasTable
from numeric.config import Config
from numeric.planted import Planted, recovery
from numeric.scatter import scatter_add
from numeric.step import separate_step
from numeric.train import begin, train
from numeric.vectors import WordVectors

BASE = Config(dimension=100, window=5, negatives=5, epochs=1, min_count=1, subsample=0.0)
OURS = {
    "numeric, negatives for each pair": BASE,
    "numeric, the same, batch of 4,096": Config(**{**vars(BASE), "batch": 4096}),
    "numeric, 64 negatives shared by a batch": Config(**{**vars(BASE), "shared": 64}),
}


def seconds(action: Callable[[], Any], least: int = 3, budget: float = 1.0) -> float:
    """The median processor time of a call, after one to warm up."""
    action()
    times: list[float] = []
    while len(times) < least or sum(times) < budget:
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return median(times)


def own_epoch(corpus: Path, config: Config) -> tuple[float, WordVectors]:
    run = begin(corpus, config)
    start = time.process_time()
    for _ in train(run, corpus):
        pass
    return time.process_time() - start, WordVectors(run.vocabulary.words, run.V)


def training(corpus: Path, rounds: int, words: int) -> None:
    programs: dict[str, Callable[[], tuple[float, WordVectors | None]]] = {}
    if peers.installed("gensim"):
        programs["gensim, compiled loop, 1 worker"] = lambda: peers.gensim_epoch(corpus, BASE)
    for name, config in OURS.items():
        programs[name] = lambda c=config: own_epoch(corpus, c)  # type: ignore[misc]
    if peers.installed("torch"):
        programs["PyTorch, plain program"] = lambda: (
            words / peers.torch_words_per_second(corpus, BASE),
            None,
        )
    results = {name: [] for name in programs}  # type: dict[str, list[tuple[float, WordVectors | None]]]
    for _ in range(rounds):
        for name, program in programs.items():
            results[name].append(program())
    times = {name: [found[0] for found in each] for name, each in results.items()}
    reference = times.get("gensim, compiled loop, 1 worker")
    print(
        "| program | words a processor second | to gensim | least to most | groups recovered |\n|---|--:|--:|--:|--:|"
    )
    for name, each in times.items():
        ratios = [other / own for own, other in zip(each, reference, strict=True)] if reference else []
        ratio = f"{median(ratios):.2f} | {min(ratios):.2f} to {max(ratios):.2f}" if ratios else "- | -"
        vectors = results[name][-1][1]
        found = f"{recovery(vectors):.3f}" if vectors is not None else "-"
        print(f"| {name} | {words / median(each):,.0f} | {ratio} | {found} |")


def parts_of_a_step(corpus: Path) -> None:
    """Where the time of a step with negatives for each pair goes, and the memory it moves."""
    run = begin(corpus, BASE)
    random, pairs, width = np.random.default_rng(0), BASE.batch, BASE.dimension
    noise: AliasTable = run.vocabulary.noise(1.0)
    batches = [(noise.draw(random, (pairs,)), noise.draw(random, (pairs, 6))) for _ in range(40)]
    turn = iter(batches * 1000)
    rows = np.ones((pairs, 6, width), np.float32)
    v, slope = rows[:, 0], np.ones((pairs, 6), np.float32)

    def nanoseconds(action: Callable[[Any, Any], Any]) -> float:
        return seconds(lambda: action(*next(turn)), 40) / pairs * 1e9

    def scatter(c: Any, w: Any) -> None:
        scatter_add(run.U, w.ravel(), rows.reshape(-1, width))
        scatter_add(run.V, c, rows[:, 0])

    def products(c: Any, w: Any) -> Any:
        return rows @ v[:, :, None], slope[:, None, :] @ rows, slope[:, :, None] * v[:, None, :]

    whole = nanoseconds(lambda c, w: separate_step(run.V, run.U, c, w, 0.025))
    draw = nanoseconds(lambda c, w: noise.draw(random, (pairs, 5)))
    parts = {
        "gather 7 rows": nanoseconds(lambda c, w: (run.V.take(c, axis=0), run.U.take(w, axis=0))),
        "scores, gradient of v, 6 outer products": nanoseconds(products),
        "scatter 7 rows": nanoseconds(scatter),
    }
    parts["the rest: logistic function, bounds of the rates, loss"] = whole - sum(parts.values())
    moved = 7 * 4 * width * 3  # each row is read to gather it, read again and written to scatter it
    big = np.ones(1 << 24, np.float32)
    copy = 2 * big.nbytes / seconds(big.copy) / 1e9
    print("\n| part of a step | ns a pair | share |\n|---|--:|--:|")
    for name, each in parts.items():
        print(f"| {name} | {each:,.0f} | {each / whole:.0%} |")
    print(f"| whole step | {whole:,.0f} | 100% |")
    print(f"\nDrawing the negatives, before the step: {draw:,.0f} ns a pair.", end=" ")
    print(f"Table rows moved: {moved:,} bytes a pair, {moved / whole:.1f} GB/s; a copy runs at {copy:.1f} GB/s.")


def softmax() -> None:
    """Full naive softmax at W = 50,000, d = 300 against its three matrix products alone, float32."""
    random = np.random.default_rng(0)
    U = random.normal(size=(50_000, 300)).astype("f4") / 20
    print("\n| pairs | loss and gradients, ms | products alone, ms | ratio |\n|--:|--:|--:|--:|")
    for batch in (1, 16, 128):
        v, o = random.normal(size=(batch, 300)).astype("f4"), random.integers(0, 50_000, batch)
        error = random.normal(size=(batch, 50_000)).astype("f4")

        def products(v: Any = v, error: Any = error) -> Any:
            return v @ U.T, error @ U, error.T @ v if len(v) > 1 else error.T * v

        def whole(v: Any = v, o: Any = o) -> Any:
            return naive_softmax(v, o, U)

        times = [(seconds(whole), seconds(products)) for _ in range(3)]
        own, alone = (median(column) * 1e3 for column in zip(*times, strict=True))
        print(f"| {batch} | {own:,.1f} | {alone:,.1f} | {median(a / b for a, b in times):.2f} |")


def gradient_check() -> None:
    """Checking the gradient of naive softmax with respect to U at W = 5,000, d = 100."""
    random = np.random.default_rng(0)
    v, U = random.normal(size=100), random.normal(size=(5000, 100))
    claimed = naive_softmax(v, 3, U).U

    def own() -> Any:
        return check_gradient(lambda x: naive_softmax_loss(v, 3, x), U, claimed)

    if not peers.installed("torch"):
        print(f"\nGradient check, W = 5,000, d = 100: {seconds(own) * 1e3:.1f} ms.")
        return
    other = peers.torch_gradcheck(v, 3, U)
    times = [(seconds(own), seconds(other)) for _ in range(3)]
    mine, theirs = (median(column) * 1e3 for column in zip(*times, strict=True))
    ratio = median(b / a for a, b in times)
    print(
        f"\nGradient check, W = 5,000, d = 100: {mine:.1f} ms; `torch.autograd.gradcheck`, fast mode: ",
        end="",
    )
    print(f"{theirs:.1f} ms, {ratio:.1f} times as long.")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "planted.txt"
        Planted().write(corpus, given.words)
        training(corpus, given.rounds, given.words)
        parts_of_a_step(corpus)
    softmax()
    gradient_check()


if __name__ == "__main__":
    main()
