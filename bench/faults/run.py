"""The fault-seeding benchmark: mutants of true steps, and what becomes of them.

    python bench/faults/run.py [--seed 1] [--each 200] [--whole 120] [--workers 2] [--json FILE] [--list WORD]

From every step that is true and proved in `bench/faults/derivations`, `examples` and `tests/cases/documents` mutants
of thirteen classes are made (`mutate.py`), at most `--each` of a class, spread evenly over the documents. Which of
them are really false is decided without the prover: by a certified witness, evaluated again, or by shapes that do
not fit. `--list` prints the mutants with a given verdict, truth, class or repair.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from judge import WRONG, Key, Outcome, first_changed_line, judge_all, survey
from mutate import CLASSES

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bench/faults/derivations", "examples", "tests/cases/documents")
SUFFIXES = (".md", ".tex", ".txt")
CHUNK = 24  # mutants of one task
FINE = ("proved", "definition", "hypothesis")
NAMES = {
    "sign": {"sign-error", "wrong-function", "quotient-rule"},
    "1 - y for y - 1": {"sign-error", "quotient-rule"},
    "missing delta": {"missing-delta"},
    "extra delta": {"extra-delta", "missing-delta", "index-out-of-scope"},
    "transpose": {"transpose", "shape-mismatch", "layout-conflict"},
    "term": {"dropped-term", "extra-term", "lost-factor"},
    "factor": {"lost-factor", "chain-rule", "shape-mismatch", "component-for-vector", "dropped-term"},
    "wrong index": {"wrong-index", "index-out-of-scope", "missing-delta", "index-capture"},
    "bound and free index": {"wrong-index", "index-out-of-scope", "index-capture", "missing-delta"},
    "range": {"wrong-range", "holds-only-if"},
    "wrong function": {"wrong-function", "chain-rule"},
    "scalar for vector": {"component-for-vector", "shape-mismatch", "wrong-index", "index-out-of-scope"},
    "wrong case": {"wrong-case", "case-coverage"},
}
Documents = dict[str, tuple[list[Any], list[Key]]]


def documents() -> list[str]:
    return [str(p.relative_to(ROOT)) for f in FOLDERS for p in sorted((ROOT / f).iterdir()) if p.suffix in SUFFIXES]


def expected(path: str) -> dict[tuple[int, int], list[str]] | None:
    """The verdicts that a document's rows are to have; None where all steps are true."""
    file = (ROOT / path).with_suffix(".expect.json")
    if not file.exists():
        return None
    rows = json.loads(file.read_text())
    return {(r["line"], r["column"]): [r["expect"]] if isinstance(r["expect"], str) else r["expect"] for r in rows}


def surveyed(path: str) -> tuple[list[Any], list[Key]]:
    places = expected(path)
    return survey(path, None if places is None else {at for at, words in places.items() if words == ["proved"]})


def false_alarms(path: str, rows: list[Any]) -> list[str]:
    """The true steps of a document that are not proved."""
    places = expected(path)
    found = []
    for line, column, verdict, latex, reason in rows:
        wanted = FINE if places is None else places.get((line, column), FINE)
        if "proved" in wanted and verdict not in FINE:
            found.append(f"{path}:{line}:{column}: {verdict}: {' '.join(latex.split())[:90]} {reason[:90]}".rstrip())
    return found


# --- which mutants ---------------------------------------------------------------------------------------------------
def chosen(found: Documents, each: int, seed: int) -> list[tuple[str, Key]]:
    """At most `each` mutants of a class, taken from the documents in turn."""
    draw = random.Random(seed)
    queues: dict[str, dict[str, list[Key]]] = defaultdict(dict)
    for path, (_, keys) in found.items():
        shuffled = draw.sample(keys, len(keys))
        for kind in CLASSES:
            queues[kind][path] = [key for key in shuffled if key.kind == kind]
    return [one for kind in CLASSES for one in in_turn(queues[kind], each)]


def in_turn(queues: dict[str, list[Key]], each: int) -> list[tuple[str, Key]]:
    taken: list[tuple[str, Key]] = []
    while len(taken) < each and any(queues.values()):
        for path, keys in queues.items():
            if keys and len(taken) < each:
                taken.append((path, keys.pop()))
    return taken


def tasks(picked: list[tuple[str, Key]]) -> Iterator[tuple[str, list[Key]]]:
    """The mutants of one document in pieces, claims kept together."""
    by_path: dict[str, list[Key]] = defaultdict(list)
    for path, key in picked:
        by_path[path].append(key)
    for path, keys in by_path.items():
        keys.sort(key=lambda key: (key.claim, key.place))
        yield from ((path, keys[k : k + CHUNK]) for k in range(0, len(keys), CHUNK))


# --- the table -------------------------------------------------------------------------------------------------------
HEADS = ("class", "seeded", "false", "by shape", "caught", "missed", "proved", "undecided", "no value",
         "layout", "harmless")  # fmt: skip


def row_of(title: str, own: list[Outcome]) -> tuple[str, ...]:
    really = [o for o in own if o.truth in ("false", "shape")]
    verdicts = Counter(o.verdict for o in really)
    caught = sum(verdicts[word] for word in WRONG)
    counts = (
        len(own), len(really), sum(o.truth == "shape" for o in own), caught,
        len(really) - caught - verdicts["proved"] - verdicts["undecided"], verdicts["proved"], verdicts["undecided"],
        sum(o.truth in ("nothing", "unread") for o in own), sum(o.truth == "layout" for o in own),
        sum(o.truth == "harmless" for o in own),
    )  # fmt: skip
    return (title, *map(str, counts))


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" + "--:|" * (len(heads) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def by_class(outcomes: list[Outcome], row: Callable[[str, list[Outcome]], tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [row(kind, [o for o in outcomes if o.kind == kind]) for kind in CLASSES] + [row("all", outcomes)]


NAMED = ("class", "caught and false", "class named", "other one-edit name", "another name", "no name", "restored",
         "other repair", "no repair")  # fmt: skip


def naming_of(title: str, own: list[Outcome]) -> tuple[str, ...]:
    caught = [o for o in own if o.verdict in WRONG and o.truth in ("false", "shape")]
    named = [o for o in caught if o.fault in NAMES[o.kind]]
    equivalent = [o for o in caught if o.fault and o not in named and o.repair == "restored"]
    nameless = [o for o in caught if not o.fault]
    repairs = Counter(o.repair for o in caught)
    counts = (
        len(caught), len(named), len(equivalent), len(caught) - len(named) - len(equivalent) - len(nameless),
        len(nameless), repairs["restored"], repairs["other"], repairs["none"],
    )  # fmt: skip
    return (title, *map(str, counts))


def milliseconds(values: Iterable[float]) -> str:
    found = sorted(1000 * value for value in values)
    if not found:
        return "none"
    return f"median {statistics.median(found):.0f} ms, 95th percentile {found[int(0.95 * (len(found) - 1))]:.0f} ms"


# --- whole documents -------------------------------------------------------------------------------------------------
Sample = list[tuple[str, Key, Outcome]]


def located(pool: ProcessPoolExecutor, sample: Sample, found: Documents) -> tuple[int, int, int]:
    """Mutants put into their document's text: how many were checked, at the right line first, and not noticed."""
    waiting = [pool.submit(first_changed_line, p, k.claim, o.right, found[p][0]) for p, k, o in sample]
    pairs = [pair for one in waiting if (pair := one.result()) is not None]
    return len(pairs), sum(a == b for a, b in pairs), sum(b == 0 for _, b in pairs)


def whole_sample(picked: list[tuple[str, Key]], outcomes: list[Outcome], count: int, seed: int) -> Sample:
    """Caught mutants whose slip is in the right-hand side alone."""
    fit = [
        (path, key, outcome)
        for (path, key), outcome in zip(picked, outcomes, strict=True)
        if outcome.verdict in WRONG and outcome.truth in ("false", "shape") and "turned" not in outcome.note
    ]
    return random.Random(seed).sample(fit, min(count, len(fit)))


# --- the run ---------------------------------------------------------------------------------------------------------
def judged(pool: ProcessPoolExecutor, picked: list[tuple[str, Key]]) -> tuple[list[tuple[str, Key]], list[Outcome]]:
    work = list(tasks(picked))
    waiting = [pool.submit(judge_all, path, keys) for path, keys in work]
    order = [(path, key) for path, keys in work for key in keys]
    outcomes: list[Outcome] = []
    for one in waiting:
        outcomes += one.result()
        print(f"{len(outcomes)} of {len(picked)}", end="\r", file=sys.stderr)
    return order, outcomes


def report(outcomes: list[Outcome], alarms: list[str], steps: int) -> Iterator[str]:
    yield table(HEADS, by_class(outcomes, row_of))
    yield f"\nTrue steps: {steps}; not proved (false alarms): {len(alarms)}"
    yield from (f"  {alarm}" for alarm in alarms)
    yield "\n" + table(NAMED, by_class(outcomes, naming_of))
    spent = milliseconds(o.seconds for o in outcomes if o.verdict in WRONG)
    yield f"\nA false mutant, with its verdict, name and repair: {spent}"


def listed(outcomes: list[Outcome], words: list[str]) -> Iterator[str]:
    for o in outcomes:
        if set(words) <= {o.verdict, o.truth, o.kind, o.repair, o.fault}:
            yield f"{o.path}:{o.line}: [{o.kind}: {o.note}] truth {o.truth}, {o.verdict} {o.reason}"
            yield f"    {o.left} = {o.right}\n    was {' '.join(o.original.split())}"
            yield f"    named {o.fault or 'nothing'}; repair {o.repair or 'none'}: {o.offered}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutants of true steps, and what becomes of them.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=200, help="mutants of a class, at most")
    parser.add_argument("--whole", type=int, default=120, help="mutants checked in the text of their document")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--list", action="append", nargs="+", default=[])
    arguments = parser.parse_args()
    start = time.perf_counter()
    with ProcessPoolExecutor(arguments.workers, mp_context=mp.get_context("fork")) as pool:
        paths = documents()
        found: Documents = dict(zip(paths, pool.map(surveyed, paths), strict=True))
        picked, outcomes = judged(pool, chosen(found, arguments.each, arguments.seed))
        alarms = [alarm for path, (rows, _) in found.items() for alarm in false_alarms(path, rows)]
        steps = sum(row[2] == "proved" for rows, _ in found.values() for row in rows) + len(alarms)
        print(f"seed {arguments.seed}, {len(outcomes)} mutants of {len(paths)} documents\n")
        print("\n".join(report(outcomes, alarms, steps)), flush=True)
        if arguments.json:
            arguments.json.write_text(json.dumps([asdict(o) for o in outcomes], indent=1, ensure_ascii=False) + "\n")
        sample = whole_sample(picked, outcomes, arguments.whole, arguments.seed)
        checked, right, silent = located(pool, sample, found)
    print(f"\nFirst wrong line, mutants in the text of their document: {right} of {checked} ({silent} unnoticed)")
    print(f"{time.perf_counter() - start:.0f} s with {arguments.workers} workers")
    for words in arguments.list:
        print("\n".join(listed(outcomes, words)))
    return int(any(o.verdict in ("proved", "crash") and o.truth in ("false", "shape") for o in outcomes))


if __name__ == "__main__":
    sys.exit(main())
