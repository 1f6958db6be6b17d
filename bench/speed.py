"""How long everything takes, beside SymPy in the same run: medians of several rounds.

    python bench/speed.py [FILE...] [--rounds 5] [--limit 60]

Without files, the documents of ../shared/documents beside the checkout, or else those of `examples`. Warm times are
those of the processor, which a busy machine disturbs less; cold starts are by the clock.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from derive import verify
from derive.claims.read import read_claims
from derive.context.understand import Understanding
from derive.decide import theorem
from derive.document.read import read
from derive.kernel import replay
from derive.prove import Gap, prove
from derive.worker import COLLECT

ROOT = Path(__file__).resolve().parents[1]
ROUTES = ROOT / "bench" / "sympy_routes.py"
DERIVE = str(Path(sys.executable).with_name("derive"))
STAGES = ("judged", "witnessed", "narrowed", "findings")
WRONG = ("disproved", "conditional")
LOSS = r"""
Let $u_w \in \mathbb{R}^d$ for $w = 1, \dots, W$, let $v \in \mathbb{R}^d$, and

$$J = -\log \frac{\exp(u_o^\top v)}{\sum_{w=1}^W \exp(u_w^\top v)}.$$

Then

$$\frac{\partial J}{\partial v} = SIGN u_o
 + \sum_{w=1}^W \frac{\exp(u_w^\top v)}{\sum_{x=1}^W \exp(u_x^\top v)} u_w .$$
"""


@dataclass
class Times:
    """Seconds of one document: to read and understand it, and for each claim by stage, with its verdict."""

    setup: float = 0.0
    whole: float = 0.0
    claims: list[tuple[str, float, dict[str, float]]] = field(default_factory=list)

    @property
    def shares(self) -> list[float]:
        """Seconds of each claim, its share of reading and understanding included."""
        return [spent + self.setup / len(self.claims) for _, spent, _ in self.claims]


def default_documents() -> list[str]:
    shared = sorted((ROOT.parent / "shared" / "documents").glob("*.txt"))
    own = [p for p in sorted((ROOT / "examples").iterdir()) if p.suffix in (".md", ".txt", ".tex")]
    return [str(path) for path in shared or own]


# --- warm ------------------------------------------------------------------------------------------------------------
@contextmanager
def watched(spent: dict[str, float]) -> Iterator[None]:
    """Adds up the seconds in each stage of `verify`, where it has that stage."""
    kept = {name: getattr(verify, name) for name in STAGES if hasattr(verify, name)}
    for name, stage in kept.items():
        setattr(verify, name, timer(stage, name, spent))
    try:
        yield
    finally:
        for name, stage in kept.items():
            setattr(verify, name, stage)


def timer(stage: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return stage(*arguments)
        finally:
            spent[name] += time.process_time() - start

    return run


def warm(path: str) -> Times:
    gc.collect()  # what other rounds have left behind
    found, start = Times(), time.process_time()
    document = read(path)
    reading = read_claims(document)
    run = verify.Run(document, Understanding(reading, None, lambda goal: theorem(goal) is not None))
    found.setup = time.process_time() - start
    for claim in reading.claims:
        stages: dict[str, float] = defaultdict(float)
        begin = time.process_time()
        with watched(stages):
            done = verify.verified(run, claim)
        found.claims.append((done.row.verdict, time.process_time() - begin, stages))
        run.done.append(done)
    found.whole = time.process_time() - start
    return found


def best(rounds: list[Times]) -> Times:
    """The medians over the rounds, claim by claim."""
    found = Times(statistics.median(t.setup for t in rounds), statistics.median(t.whole for t in rounds))
    for group in zip(*(t.claims for t in rounds), strict=True):
        stages = {name: statistics.median(s.get(name, 0.0) for _, _, s in group) for name in STAGES}
        found.claims.append((group[0][0], statistics.median(spent for _, spent, _ in group), stages))
    return found


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[round(share * (len(values) - 1))]


def spread(values: list[float]) -> str:
    if not values:
        return "none"
    return f"{1000 * statistics.median(values):.1f} ms, {1000 * percentile(values, 0.95):.1f} ms"


def warm_rows(documents: list[str], rounds: int) -> Iterator[tuple[str, str]]:
    found = [best([warm(path) for _ in range(rounds + 1)][1:]) for path in documents]
    shares = [spent for times in found for spent in times.shares]
    claims = [claim for times in found for claim in times.claims]
    false = [stages for verdict, _, stages in claims if verdict in WRONG]
    yield "claims", str(len(claims))
    yield "a claim, reading included: median, 95th percentile", spread(shares)
    yield "its verdict alone (proof and replay, or witness)", spread([s["judged"] for _, _, s in claims])
    yield "the second witness of a proof", spread([s["witnessed"] for v, _, s in claims if v == "proved"])
    yield "a disproof with its witness", spread([s["judged"] for s in false])
    yield "its explanation: condition, name, repair", spread([s["narrowed"] + s["findings"] for s in false])
    yield "explaining what is true", spread([s["findings"] for v, _, s in claims if v == "proved"])


# --- proof and replay ------------------------------------------------------------------------------------------------
def replay_row(documents: list[str]) -> tuple[str, str]:
    proving = replaying = 0.0
    for goal in (goal for path in documents for goal in proved_goals(path)):
        start = time.process_time()
        found = prove(goal)
        middle = time.process_time()
        if not isinstance(found, Gap):
            replay(goal, found)
            proving += middle - start
            replaying += time.process_time() - middle
    return "all proofs found, and replayed", f"{proving:.2f} s, {replaying:.2f} s ({proving / replaying:.1f} times)"


def proved_goals(path: str) -> Iterator[Any]:
    document = read(path)
    reading = read_claims(document)
    run = verify.Run(document, Understanding(reading, None, lambda goal: theorem(goal) is not None))
    for claim in reading.claims:
        done = verify.verified(run, claim)
        run.done.append(done)
        if done.row.verdict == "proved" and done.decision.chosen is not None:
            yield done.decision.chosen.goal


# --- cold ------------------------------------------------------------------------------------------------------------
def cold(arguments: list[str], rounds: int) -> float:
    """By the clock, with the bytecode that an installed package has: the first start, which may write it, is not
    counted."""
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        subprocess.run([DERIVE, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
                       env=settings)  # fmt: skip
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def cold_rows(documents: list[str], rounds: int) -> Iterator[tuple[str, str]]:
    together = cold(["check", *documents], rounds)
    yield "`derive check` on them, cold", f"{together:.2f} s"
    yield "the same, one worker", f"{cold(['check', '--workers', '1', *documents], rounds):.2f} s"
    yield "`derive --help`, cold", f"{cold(['--help'], rounds):.2f} s"


# --- growth ----------------------------------------------------------------------------------------------------------
def growth_row(path: str, rounds: int) -> tuple[str, str]:
    text = Path(path).read_text()
    seconds = {}
    for copies in (1, 2, 4, 8):
        whole = "\n\n".join(f"# Copy {k + 1}\n\n{text}" for k in range(copies))
        seconds[copies] = statistics.median(timed(lambda w=whole: verify.check_text(w, Path(path).name))  # type: ignore[misc]
                                            for _ in range(max(1, rounds // 2)))  # fmt: skip
    shown = ", ".join(f"{copies}: {s:.2f} s ({s / seconds[1] / copies:.2f})" for copies, s in seconds.items())
    return f"copies of {Path(path).name}: seconds (to those of one, a copy)", shown


def timed(work: Callable[[], Any]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


# --- beside SymPy ----------------------------------------------------------------------------------------------------
def own_time(sign: str, rounds: int) -> tuple[float, str]:
    """Seconds for the small document about dJ/dv, warm, parsing included, and what became of its last claim."""
    text = LOSS.replace("SIGN", sign)
    reports = [(time.process_time(), verify.check_text(text), time.process_time()) for _ in range(rounds + 1)]
    return statistics.median(end - start for start, _, end in reports[1:]), reports[0][1].rows[-1].verdict


def route(arguments: list[str], rounds: int, limit: float) -> tuple[float | None, str]:
    """Seconds of one way to check it in SymPy, imports apart; None where it was ended."""
    times, said = [], ""
    for _ in range(rounds):
        try:
            done = subprocess.run(
                [sys.executable, str(ROUTES), *arguments], capture_output=True, text=True, timeout=limit, check=True
            )
        except subprocess.TimeoutExpired:
            return None, f"ended after {limit:.0f} s"
        seconds, said = done.stdout.split()
        times.append(float(seconds))
    return statistics.median(times), said


def sympy_rows(rounds: int, limit: float) -> Iterator[tuple[str, ...]]:
    true, verdict = own_time("-", rounds)
    yield "dJ/dv, all sizes", "derive", f"{1000 * true:.0f} ms", "", verdict
    yield compared("dJ/dv, all sizes", "`IndexedBase`, `Sum`, by hand", ["symbolic"], true, rounds, limit)
    for words, size in ((2, 2), (5, 4), (8, 4)):
        arguments = ["components", str(words), str(size)]
        what = f"dJ/dv at W = {words}, d = {size}"
        yield compared(what, "explicit components", arguments, true, min(rounds, 3), limit)
    false, verdict = own_time("+", rounds)
    yield "one sign flipped, all sizes", "derive, with repair", f"{1000 * false:.0f} ms", "", verdict
    for words, size in ((5, 4), (12, 4)):
        arguments = ["components", str(words), str(size), "flipped"]
        what = f"one sign flipped at W = {words}, d = {size}"
        yield compared(what, "explicit components", arguments, false, 1, limit)


def compared(what: str, how: str, arguments: list[str], own: float, rounds: int, limit: float) -> tuple[str, ...]:
    seconds, said = route(arguments, rounds, limit)
    shown = said if seconds is None else f"{1000 * seconds:.0f} ms"
    least = limit if seconds is None else seconds
    return what, how, shown, f"{'over ' if seconds is None else ''}{least / own:.0f}", "" if seconds is None else said


def table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def main() -> int:
    parser = argparse.ArgumentParser(description="How long everything takes, beside SymPy in the same run.")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds after which SymPy is ended")
    arguments = parser.parse_args()
    gc.freeze()  # as a worker does
    gc.set_threshold(COLLECT)
    documents = arguments.files or default_documents()
    print(f"{len(documents)} documents, medians of {arguments.rounds} rounds\n")
    for line in table(("what", "time"), speed_rows(documents, arguments.rounds)):
        print(line, flush=True)
    print()
    heads = ("claim", "checked by", "time", "to derive", "said")
    for line in table(heads, sympy_rows(arguments.rounds, arguments.limit)):
        print(line, flush=True)
    return 0


def speed_rows(documents: list[str], rounds: int) -> Iterator[tuple[str, ...]]:
    yield from warm_rows(documents, rounds)
    yield from cold_rows(documents, rounds)
    yield replay_row(documents)
    yield growth_row(str(ROOT / "examples" / "word2vec-gradients.md"), rounds)


if __name__ == "__main__":
    sys.exit(main())
