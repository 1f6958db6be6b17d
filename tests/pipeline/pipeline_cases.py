"""Documents with the verdicts that they must get, `*.expect.json` beside each, and what is known to differ today.

An expectation names a relation by the line and column of its sign, and the verdict, or the verdicts that would all be
right. `tests/cases/known-deviations.json` lists what the program does not do yet: each entry with the verdict it gives
instead and the reason. The list is strict both ways, so that it can only become shorter.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CASES, EXAMPLES = ROOT / "tests" / "cases", ROOT / "examples"
DEVIATIONS = CASES / "known-deviations.json"
SUFFIX = ".expect.json"
DOCUMENTS = (".md", ".tex", ".ipynb", ".txt")

# What a claim may become where nobody expected one: something that the document says, not something to decide.
SAID = frozenset({"hypothesis", "definition"})
MISSING, NOTHING = "no row", "nothing"

Place = tuple[int, int]


@dataclass(frozen=True, order=True)
class Deviation:
    """A verdict that is not among those expected. `got` is `no row` where the relation was not seen."""

    file: str
    line: int
    column: int
    got: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.got}"


@dataclass(frozen=True)
class Expected:
    """What is said in an expectation file: its document, and the right verdicts at each place."""

    document: Path
    verdicts: dict[Place, frozenset[str]]

    @property
    def name(self) -> str:
        return self.document.relative_to(ROOT).as_posix()


def expectation_files() -> list[Path]:
    return sorted([*CASES.rglob(f"*{SUFFIX}"), *EXAMPLES.glob(f"*{SUFFIX}")])


def expected(file: Path) -> Expected:
    base = file.name.removesuffix(SUFFIX)
    document = next(path for suffix in DOCUMENTS if (path := file.with_name(base + suffix)).exists())
    rows = json.loads(file.read_text(encoding="utf-8"))
    places = [(row["line"], row["column"]) for row in rows]
    assert len(set(places)) == len(places), f"{file}: two expectations at one place"
    return Expected(document, {(row["line"], row["column"]): verdicts(row["expect"]) for row in rows})


def verdicts(words: str | list[str]) -> frozenset[str]:
    return frozenset([words] if isinstance(words, str) else words)


def deviations(wanted: Expected, claims: list[dict[str, Any]]) -> set[Deviation]:
    """Where the claims, as the JSON has them, differ from what is wanted."""
    got = {(claim["line"], claim["column"]): claim["verdict"] for claim in claims}
    wrong = {
        Deviation(wanted.name, *place, got.get(place, MISSING))
        for place, right in wanted.verdicts.items()
        if got.get(place, MISSING) not in right
    }
    unasked = {
        Deviation(wanted.name, *place, verdict)
        for place, verdict in got.items()
        if place not in wanted.verdicts and verdict not in SAID
    }
    return wrong | unasked


def known_deviations() -> dict[Deviation, str]:
    """The list, with the reason of each entry."""
    if not DEVIATIONS.exists():
        return {}
    entries = json.loads(DEVIATIONS.read_text(encoding="utf-8"))
    return {Deviation(e["file"], e["line"], e["column"], e["got"]): e["reason"] for e in entries}


def never_to_be_excused(deviation: Deviation, right: frozenset[str]) -> bool:
    """A false line called proved: nothing may stand in a list that says so."""
    return deviation.got == "proved" and bool(right & {"disproved", "ill-typed"})
