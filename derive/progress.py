"""What is known so far of one document's check."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.claims.model import Claim
from derive.context.meaning import Meaning
from derive.context.understand import Understanding
from derive.decide import Decision
from derive.diagnose import Case
from derive.document.model import Document
from derive.verdict import Finding, Row


@dataclass(frozen=True)
class Verified:
    """One claim with everything that became of it; `row` is what is told."""

    claim: Claim
    meaning: Meaning
    decision: Decision
    case: Case
    found: tuple[Finding, ...]
    row: Row


@dataclass
class Run:
    """The state of one document's check."""

    document: Document
    doc: Understanding
    done: list[Verified] = field(default_factory=list)
    internal: list[str] = field(default_factory=list)
    assumed: dict[str, list[tuple[Claim, set[str]]]] = field(default_factory=dict)  # equations to be solved, of a part
    renamed: dict[str, int] = field(default_factory=dict)  # functions that a later line may give anew
