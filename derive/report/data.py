"""The shape of the neutral model: what `schema.json` publishes, as types. The field names are those of the JSON."""

from __future__ import annotations

from typing import TypedDict


class RepairData(TypedDict):
    latex: str
    verdict: str
    removed: str
    added: str
    condition: str | None


class FindingData(TypedDict):
    name: str
    code: str
    message: str
    serious: bool
    repair: RepairData | None
    repairs: list[RepairData]


class WitnessData(TypedDict):
    dimensions: dict[str, int]
    values: dict[str, str]
    left: str
    right: str
    component: str


class ProofData(TypedDict):
    steps: int
    rules: list[str]
    replayed: bool
    modular: bool | None
    uses: list[str]
    conditions: list[str]
    lines: list[str]


class NumericData(TypedDict):
    residual: float | None
    points: int
    dimensions: str
    agrees: bool


class ClaimData(TypedDict):
    id: str
    line: int
    column: int
    kind: str
    latex: str
    understood: str
    verdict: str
    true: bool | None
    follows: bool | None
    condition: str | None
    hypotheses: list[str]
    readings: list[str]
    findings: list[FindingData]
    witness: WitnessData | None
    proof: ProofData | None
    numeric: NumericData | None
    reason: str
    part: str
    excerpt: str


class PartData(TypedDict):
    title: str
    first_wrong_line: int | None
    independent_mistakes: int
    final_answer: str


class DocumentData(TypedDict):
    path: str
    sha256: str
    coverage: dict[str, int]
    notices: list[str]
    parts: list[PartData]
    symbols: list[str]
    claims: list[ClaimData]


class FailureData(TypedDict):
    path: str
    message: str
    line: int
    column: int
    excerpt: str


class Model(TypedDict):
    schema: int
    tool: dict[str, str]
    documents: list[DocumentData]
    failures: list[FailureData]
    internal: list[str]
