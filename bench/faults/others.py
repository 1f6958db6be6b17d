"""The public tools on the same items: true steps, and mutants that are certainly false.

    python bench/faults/others.py [--python INTERPRETER] [--steps 4] [--each 10] [--seed 1] [--seconds 10]

Math-Verify and SymPy's `parse_latex` (with `doit` and `simplify`) get the LaTeX of both sides, as a user would give
it. SymPy with explicit components gets the formula as `derive` understood it, at sizes 2 and 3. tensorgrad gets the
few items that can be written in it, by hand. An item that takes longer than `--seconds` is ended and has no answer.

`--python` is an interpreter that has the tools (`bench/requirements.txt`); a tool that is absent there is left out,
with the reason.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import queue
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from explicit import explicit
from judge import WRONG, Key, decided, opened, truth_in_itself
from mutate import mutants, setting_of
from run import Documents, chosen, documents, surveyed, table, tasks

from derive import verify
from derive.notation.show import show
from derive.terms.theory import Goal

WORKER = Path(__file__).with_name("tool_worker.py")
FORK = mp.get_context("fork")
START = 120.0  # seconds for a tool to be imported
HAND = (
    ("D(sum((X @ w - t) * (X @ w - t)), w)", "2 * (X @ (X @ w - t))", True),
    ("D(sum((X @ w - t) * (X @ w - t)), w)", "X @ (X @ w - t)", False),
    ("D(sum((X @ w - t) * (X @ w - t)), w)", "2 * (X @ (t - X @ w))", False),
    ("D(log(sum(exp(z))), z)", "softmax(z, dim='d')", True),
    ("D(log(sum(exp(z))), z)", "exp(z)", False),
    ("D(cross_entropy(z, y, dim='d'), z)", "softmax(z, dim='d') * sum(y) - y", True),
    ("D(cross_entropy(z, y, dim='d'), z)", "y - softmax(z, dim='d') * sum(y)", False),
    ("D(cross_entropy(z, y, dim='d'), z)", "softmax(z, dim='d') - y", False),
    ("D(u @ w, w)", "u", True),
    ("D(w @ w, w)", "w", False),
    ("D(w @ w, w)", "2 * w", True),
    ("D(exp(u @ w), w)", "exp(u @ w) * u", True),
    ("D(exp(u @ w), w)", "exp(u @ w) * w", False),
)


@dataclass(frozen=True)
class Item:
    """Both sides as LaTeX, the claim as understood, whether it is true, and what `derive` said."""

    left: str
    right: str
    true: bool
    derive: str
    goal: Goal | None


# --- items -----------------------------------------------------------------------------------------------------------
def items_of(path: str, keys: list[Key], steps: int, seed: int) -> list[Item]:
    """Some true steps of a document, and those of the chosen mutants that are certainly false."""
    walk = opened(path)
    setting = setting_of(walk.claims, walk.text)
    found: list[Item] = []
    for claim in walk.claims:
        wanted = [key.place for key in keys if key.claim == claim.number]
        own = list(mutants(claim, setting)) if wanted else []
        for place in wanted:
            answer = isolated(partial(mutant_item, walk, own[place]), START)
            found += [answer] if isinstance(answer, Item) else []
        done = decided(walk, claim)
        if done.row.verdict == "proved" and done.decision.chosen is not None and claim.sign == "=":
            goal = done.decision.chosen.goal
            found.append(Item(show(claim.left), show(claim.right), True, "proved", goal))
    true = [item for item in found if item.true]
    kept = random.Random(f"{seed} {path}").sample(true, min(steps, len(true)))
    return [item for item in found if not item.true] + kept


def mutant_item(walk: Any, mutant: Any) -> Item | None:
    done = verify.verified(walk.run, mutant.claim)
    if truth_in_itself(done.meaning) not in ("false", "shape"):
        return None
    goal = done.meaning.alternatives[0].goal if done.meaning.alternatives else None
    return Item(show(mutant.claim.left), mutant.latex, False, done.row.verdict, goal)


def isolated(work: Callable[[], Any], seconds: float) -> Any:
    """What the work returns in a process of its own; None where it is not done in time."""
    receive, send = FORK.Pipe(duplex=False)
    process = FORK.Process(target=lambda: send.send(work()))
    process.start()
    send.close()
    try:
        return receive.recv() if receive.poll(seconds) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


# --- tools -----------------------------------------------------------------------------------------------------------
class Worker:
    """A tool in a process of its own, started again after it had to be ended."""

    def __init__(self, python: str, tool: str, seconds: float) -> None:
        self.command, self.seconds = [python, str(WORKER), tool], seconds
        self.process: subprocess.Popen[str] | None = None
        self.lines: queue.Queue[str] = queue.Queue()

    def start(self) -> str:
        self.lines = queue.Queue()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        threading.Thread(target=self.read, args=(self.process, self.lines), daemon=True).start()
        return self.line(START)

    @staticmethod
    def read(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
        for line in process.stdout or ():
            lines.put(json.loads(line))

    def line(self, seconds: float) -> str:
        try:
            return self.lines.get(timeout=seconds)
        except queue.Empty:
            return "time"

    def answer(self, left: str, right: str) -> str:
        if self.process is None and self.start() != "ready":
            return "unread"
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.write(json.dumps({"left": left, "right": right}) + "\n")
        self.process.stdin.flush()
        words = self.line(self.seconds)
        if words == "time":
            self.end()
        return words

    def end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def asked(python: str, tool: str, pairs: list[tuple[str, str, bool]], seconds: float) -> list[tuple[bool, str]] | str:
    """The answers of a tool, or why there are none."""
    worker = Worker(python, tool, seconds)
    try:
        words = worker.start()
        if words != "ready":
            return words
        return [(true, worker.answer(left, right)) for left, right, true in pairs]
    finally:
        worker.end()


def components(items: list[Item], seconds: float) -> list[tuple[bool, str]]:
    return [(item.true, one_explicit(item, seconds)) for item in items]


def one_explicit(item: Item, seconds: float) -> str:
    if item.goal is None:
        return "false"  # shapes that do not fit cannot be written out at all: counted for it, not against it
    return isolated(partial(explicit, item.goal), seconds) or "time"


# --- the table -------------------------------------------------------------------------------------------------------
HEADS = ("tool", "true steps", "said true", "said false", "no answer", "false mutants", "said false", "said true",
         "no answer", "seconds")  # fmt: skip


def row(title: str, answers: list[tuple[bool, str]], seconds: float) -> tuple[str, ...]:
    true = Counter(words for is_true, words in answers if is_true)
    false = Counter(words for is_true, words in answers if not is_true)
    right = (true.total(), true["true"], true["false"], true.total() - true["true"] - true["false"])
    wrong = (false.total(), false["false"], false["true"], false.total() - false["true"] - false["false"])
    return (title, *map(str, right + wrong), f"{seconds:.0f}")


def of_derive(item: Item) -> str:
    return {"proved": "true", **dict.fromkeys(WRONG, "false")}.get(item.derive, "unread")


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def rows(items: list[Item], python: str, seconds: float) -> list[tuple[str, ...]]:
    pairs = [(item.left, item.right, item.true) for item in items]
    jobs: dict[str, Callable[[], Any]] = {
        "Math-Verify": partial(asked, python, "math-verify", pairs, seconds),
        "SymPy `parse_latex`, `simplify`": partial(asked, python, "parse-latex", pairs, seconds),
        "SymPy, explicit components": partial(components, items, seconds),
        "tensorgrad, by hand": partial(asked, python, "tensorgrad", list(HAND), seconds),
    }
    found = [row("derive", [(item.true, of_derive(item)) for item in items], 0.0)]
    for title, work in jobs.items():
        answers, spent = timed(work)
        blank = (title, answers, *("" for _ in HEADS[2:])) if isinstance(answers, str) else None
        found.append(blank or row(title, answers, spent))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="The public tools on the same items.")
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the tools")
    parser.add_argument("--steps", type=int, default=4, help="true steps of each document")
    parser.add_argument("--each", type=int, default=10, help="mutants of each class")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10.0, help="for one item")
    arguments = parser.parse_args()
    found: Documents = {}
    with mp.get_context("fork").Pool(2) as pool:
        found = dict(zip(documents(), pool.map(surveyed, documents()), strict=True))
    picked = dict.fromkeys(found, ()) | dict(merged(tasks(chosen(found, arguments.each, arguments.seed))))
    steps, seed = arguments.steps, arguments.seed
    items = [item for path, keys in picked.items() for item in items_of(path, list(keys), steps, seed)]
    print(f"seed {arguments.seed}, {len(items)} items, at most {arguments.seconds:.0f} s each\n")
    print(table(HEADS, rows(items, arguments.python, arguments.seconds)))
    return 0


def merged(pieces: Any) -> dict[str, tuple[Key, ...]]:
    found: dict[str, tuple[Key, ...]] = {}
    for path, keys in pieces:
        found[path] = (*found.get(path, ()), *keys)
    return found


if __name__ == "__main__":
    sys.exit(main())
