"""Cases as data: Markdown with the claims and facts that must be read from it.

A case begins with `=== its name`; its Markdown follows; then `--- claims` and `--- facts`, one to a line. A claim is
`line:column role | left = right`, then what there is to say beside it: `if` its condition, `branch`, `goes on`,
`under` the relations and cases in force, `in` its part. Lines count within the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from derive.claims import read_claims
from derive.claims.model import Claim, Fact, Reading
from derive.document.read import read_text
from derive.notation.show import show
from derive.notation.tree import Node

FOLDER = Path(__file__).parent.parent / "cases" / "claims"


@dataclass(frozen=True)
class Case:
    name: str
    markdown: str
    claims: tuple[str, ...]
    facts: tuple[str, ...]


def cases() -> list[Case]:
    """All cases of all files in the folder and beside this one, in order."""
    paths = [*sorted(FOLDER.glob("*.md")), *sorted(Path(__file__).parent.glob("*.md"))]
    return [case for path in paths for case in cases_of(path.read_text(encoding="utf-8"), path.stem)]


def cases_of(text: str, stem: str) -> list[Case]:
    found = []
    for block in f"\n{text}".split("\n=== ")[1:]:
        name, _, rest = block.partition("\n")
        markdown, _, expected = rest.partition("\n--- claims")
        claims, _, facts = expected.partition("\n--- facts")
        found.append(Case(f"{stem}: {name.strip()}", markdown, _lines(claims), _lines(facts)))
    return found


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def reading_of(case: Case) -> Reading:
    return read_claims(read_text(case.markdown, f"{case.name}.md", "markdown"))


def claim_line(claim: Claim) -> str:
    sides = f"{_flat(claim.left_latex)} {claim.sign} {_flat(claim.right_latex)}"
    notes = [f"{claim.where.line}:{claim.where.column} {claim.role}", sides]
    if claim.condition is not None:
        notes.append(f"if {_shown(claim.condition)}")
    if claim.branch is not None:
        notes.append(f"branch {claim.branch[0] + 1} of {claim.branch[1]}")
    if claim.carried:
        notes.append("goes on")
    in_force = [fact for fact in claim.scope if fact.predicate in ("case", "relation")]
    under = [" for ".join(_shown(node) for node in fact.subjects) for fact in in_force]
    notes += [f"under {'; '.join(under)}"] if under else []
    return " | ".join([*notes, f"in {claim.part}"] if claim.part else notes)


def fact_line(fact: Fact) -> str:
    return f"{fact.where.line} {fact.predicate}: {'; '.join(_shown(node) for node in fact.subjects)}"


def _shown(node: Node) -> str:
    return show(node).strip()


def _flat(latex: str) -> str:
    return " ".join(latex.split())
