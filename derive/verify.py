"""The pipeline: a file is read, its claims are understood, decided, explained and told, in this order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from derive.claims.model import Claim, Unread
from derive.claims.read import read_claims
from derive.context.pack import load
from derive.context.understand import Alternative, Meaning, Understanding
from derive.decide import Decision, assuming, condition_text, decide, theorem, understood
from derive.document.model import Document
from derive.document.read import read, read_text
from derive.notation.tree import Node
from derive.source import DeriveError, Span
from derive.terms.term import Entry, Sym
from derive.terms.theory import Goal
from derive.verdict import DocumentReport, Failure, ProofSummary, Report, Row, Witness

TO_SOLVE = re.compile(
    r"\b(set(ting)?|solv(e|ing)|equat(e|ing)|zero when|vanish(es)?|minimi[sz]|maximi[sz]|optim|stationary|critical)\b",
    re.IGNORECASE,
)


@dataclass
class Verified:
    """One claim with everything that became of it; `row` is what is told."""

    claim: Claim
    meaning: Meaning
    decision: Decision
    row: Row


@dataclass
class Run:
    """The state of one document's check."""

    document: Document
    doc: Understanding
    done: list[Verified] = field(default_factory=list)
    internal: list[str] = field(default_factory=list)


def check_file(path: str, context: str | None = None) -> DocumentReport:
    """Checks one file. Raises `DeriveError` when it cannot be used."""
    return check_document(read(path), context)


def check_text(text: str, name: str = "text.md", context: str | None = None, kind: str | None = None) -> DocumentReport:
    """Checks a document that is held in memory; `kind` as in `document.read_text`."""
    return check_document(read_text(text, name, kind) if kind else read_text(text, name), context)


def check_files(paths: list[str], context: str | None = None, workers: int = 1) -> Report:
    """Checks files in order. A file that cannot be used is a failure of its own; the others are checked."""
    documents, failures = [], []
    for path in paths:
        try:
            documents.append(check_file(path, context))
        except DeriveError as error:
            failures.append(Failure.of(path, error))
    return Report(tuple(documents), (), failures=tuple(failures))


def check_document(document: Document, context: str | None) -> DocumentReport:
    reading = read_claims(document)
    pack = load(context) if context else None
    run = Run(document, Understanding(reading, pack, lambda goal: theorem(goal) is not None))
    for claim in reading.claims:
        run.done.append(verified(run, claim))
    rows = [v.row for v in run.done] + [unread_row(u) for u in reading.unread]
    rows.sort(key=lambda r: (r.line, r.column))
    return DocumentReport(
        document.source.path,
        document.source.sha256,
        reading.formulas,
        reading.read,
        tuple(rows),
        tuple(f"{n.where.line}:{n.where.column}: {n.message}" for n in document.notices),
        (),
        tuple(symbols(run)),
    )


# --- one claim -------------------------------------------------------------------------------------------------
def verified(run: Run, claim: Claim) -> Verified:
    meaning = run.doc.meaning(claim)
    decision = judged(run, claim, meaning)
    if decision.verdict in ("proved", "disproved", "ill-typed"):
        run.doc.settled(claim)
    return Verified(claim, meaning, decision, row_of(run, claim, meaning, decision))


def judged(run: Run, claim: Claim, meaning: Meaning) -> Decision:
    """The verdict, by the first answer that applies."""
    if meaning.defines:
        return Decision("definition")
    assumed = claim.role == "when" or (meaning.kind == "hypothesis" and claim.role == "since")
    if meaning.clash:
        return Decision("hypothesis" if claim.role == "when" else "ill-typed", reason=meaning.clash)
    if meaning.reason:
        return Decision("hypothesis" if assumed else "undecided", reason=meaning.reason)
    if not meaning.alternatives:
        return Decision("hypothesis")
    decision = decide(meaning)
    if decision.verdict == "proved":
        return decision
    goal = meaning.alternatives[0].goal
    if claim.role == "when" or ((claim.role in ("since", "given") or goal.sign != "=") and assumes(run, goal)):
        return Decision("hypothesis")
    if decision.verdict == "disproved" and to_solve(claim, goal):
        return replace(decision, verdict="hypothesis", reason="an equation to be solved, not an identity")
    return decision


def assumes(run: Run, goal: Goal) -> bool:
    """Does the relation say something new about data, rather than follow or fail?"""
    sides = [s for s in (goal.left, goal.right) if isinstance(s, (Sym, Entry))]
    return any(not run.doc.assumptions.determined(s.name) for s in sides)


def to_solve(claim: Claim, goal: Goal) -> bool:
    return bool(TO_SOLVE.search(claim.before))


# --- rows --------------------------------------------------------------------------------------------------------
def row_of(run: Run, claim: Claim, meaning: Meaning, decision: Decision) -> Row:
    chosen = decision.chosen
    holds = {"proved": True, "disproved": False, "ill-typed": False}.get(decision.verdict)
    return Row(
        id=f"{claim.where.line}:{claim.where.column}",
        line=claim.where.line,
        column=claim.where.column,
        kind=kind_of(meaning, decision),
        latex=f"{claim.left_latex} {claim.sign} {claim.right_latex}".strip(),
        understood=understood(chosen.goal) if chosen else "",
        verdict=decision.verdict,
        true=holds,
        follows=holds if claim.link or claim.carried else None,
        condition=decision.condition or None,
        hypotheses=hypotheses_of(decision, chosen),
        readings=chosen.readings if chosen else meaning.readings,
        witness=witness_of(decision),
        proof=summary_of(decision),
        reason=decision.reason,
        part=claim.part,
        excerpt=claim.where.excerpt(),
    )


def kind_of(meaning: Meaning, decision: Decision) -> str:
    if decision.verdict in ("definition", "hypothesis"):
        return decision.verdict
    return meaning.kind


def hypotheses_of(decision: Decision, chosen: Alternative | None) -> tuple[str, ...]:
    if decision.proved is not None:
        return decision.proved.hypotheses
    return tuple(h.name for h in chosen.goal.theory.hypotheses) if chosen else ()


def witness_of(decision: Decision) -> Witness | None:
    point = decision.point
    if point is None:
        return None
    values = {**{k: str(v) for k, v in point.indices.items()}, **point.values, **point.functions}
    return Witness(dict(point.dimensions), values, point.left, point.right, point.component)


def summary_of(decision: Decision) -> ProofSummary | None:
    proved = decision.proved
    if proved is None:
        return None
    conditions = tuple(condition_text(c) for c in proved.conditions)
    return ProofSummary(proved.steps, proved.rules, True, None, proved.definitions, conditions)


def unread_row(unread: Unread) -> Row:
    where: Span = unread.where
    return Row(
        id=f"{where.line}:{where.column}", line=where.line, column=where.column, kind="statement", latex=unread.latex,
        understood="", verdict="unread", reason=unread.reason, part=unread.part, excerpt=where.excerpt(),
    )


def symbols(run: Run) -> Iterator[str]:
    """What each symbol of the document was taken to be."""
    for key, kind in run.doc.env.kinds.items():
        if key in run.doc.env.touched or kind.source.startswith("line"):
            yield f"{key}: {kind.describe()}" + (f" ({kind.source})" if kind.source else " (inferred)")


def goals(run: Run, claim: Claim, left: Node, right: Node) -> tuple[Alternative, ...]:
    return run.doc.goals(claim, left, right)


__all__ = ["assuming", "check_document", "check_file", "check_files", "check_text", "goals"]
