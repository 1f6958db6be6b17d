"""Plain data: the verdicts and their evidence, as the reports and the JSON show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from derive.source import DeriveError

VERDICTS = (
    "proved",
    "disproved",
    "conditional",
    "ill-typed",
    "definition",
    "hypothesis",
    "undecided",
    "unread",
)
KINDS = ("step", "definition", "hypothesis", "statement")


@dataclass(frozen=True)
class Repair:
    """A line that would be a theorem: its LaTeX, and the author's formula with the edit marked.

    `removed` and `added` are the two sides of the edit, as LaTeX; `condition` is set for a repair that adds a
    hypothesis instead of changing the formula. It was proved, or it is not offered: `verdict` is `proved`."""

    latex: str
    verdict: str = "proved"
    removed: str = ""
    added: str = ""
    condition: str | None = None


@dataclass(frozen=True)
class Finding:
    """A named fault or remark. `code` is the stable short code (`D001`); `message` says what is wrong and why.

    `serious` findings belong to a claim that does not hold as written; the others are remarks."""

    name: str
    code: str
    message: str
    repair: Repair | None = None
    repairs: tuple[Repair, ...] = ()
    serious: bool = True


@dataclass(frozen=True)
class Witness:
    """A point where the two sides differ: sizes, values (as exact rationals in words), and both sides."""

    dimensions: Mapping[str, int]
    values: Mapping[str, str]
    left: str
    right: str
    component: str = ""


@dataclass(frozen=True)
class ProofSummary:
    steps: int
    rules: tuple[str, ...]
    replayed: bool
    modular: bool | None
    uses: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numeric:
    """How the two sides compare in floating point."""

    residual: float
    points: int
    dimensions: str
    agrees: bool


@dataclass(frozen=True)
class Row:
    """One claim and what became of it. `line` and `column` are 1-based, at the sign of the relation.

    `true`: is it true in itself (None: not known). `follows`: does it follow from the line before.
    `readings` are the choices made to understand it ("u_0 is read as u_o"). `reason` says why it is undecided,
    unread or ill-typed. `excerpt` is the source line with a caret."""

    id: str
    line: int
    column: int
    kind: str
    latex: str
    understood: str
    verdict: str
    true: bool | None = None
    follows: bool | None = None
    condition: str | None = None
    hypotheses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    witness: Witness | None = None
    proof: ProofSummary | None = None
    numeric: Numeric | None = None
    reason: str = ""
    part: str = ""
    excerpt: str = ""


@dataclass(frozen=True)
class PartSummary:
    """A part of a document: the first wrong line, how many independent mistakes, and whether it ends right."""

    title: str
    first_wrong_line: int | None
    independent_mistakes: int
    final_answer: str


@dataclass(frozen=True)
class DocumentReport:
    """What became of one document. `internal` are disagreements between the witnesses of a proof, each a fault of
    the program; `certificates` are file names and JSON texts, where they were asked for."""

    path: str
    sha256: str
    formulas: int
    read: int
    rows: tuple[Row, ...]
    notices: tuple[str, ...] = ()
    parts: tuple[PartSummary, ...] = ()
    symbols: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()
    certificates: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def coverage(self) -> dict[str, int]:
        counts = dict.fromkeys(VERDICTS, 0)
        for row in self.rows:
            counts[row.verdict] += 1
        return {"formulas": self.formulas, "read": self.read, "claims": len(self.rows), **counts}


@dataclass(frozen=True)
class Failure:
    """A file that could not be used, in words for the person who wrote it. `line` is 0 when no place is known."""

    path: str
    message: str
    line: int = 0
    column: int = 0
    excerpt: str = ""

    @classmethod
    def of(cls, path: str, error: DeriveError) -> Failure:
        if error.where is None:
            return cls(path, error.message)
        return cls(path, error.message, error.where.line, error.where.column, error.where.excerpt())


@dataclass(frozen=True)
class Report:
    """What one run of the program found. `internal` holds disagreements between witnesses (exit code 4).

    `failures` are the files that could not be used (exit code 2); the others were checked all the same."""

    documents: tuple[DocumentReport, ...]
    internal: tuple[str, ...] = ()
    tool: Mapping[str, Any] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
