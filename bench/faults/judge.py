"""One mutant, judged where it stands: the verdict, the truth as found without the prover, the fault named, the repair.

A document is understood once and gone through in order. At each true claim a process is forked for each of its
mutants, so that what one of them defines or settles is gone with it, and one that takes too long can be ended.
"""

from __future__ import annotations

import multiprocessing as mp
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from mutate import Mutant, mutants, setting_of

from derive import verify
from derive.claims.model import Claim
from derive.claims.read import read_claims
from derive.context.meaning import Meaning
from derive.context.understand import Understanding
from derive.context.value import Clash, Unsupported
from derive.decide import theorem
from derive.document.read import read
from derive.modular import agree
from derive.notation.errors import NotationError
from derive.notation.parse import parse
from derive.notation.tree import Chain, Node
from derive.refute import Witness, check, refute
from derive.terms.theory import Goal
from derive.verdict import Finding

FORK = mp.get_context("fork")
PATIENCE = 60.0  # seconds for one mutant, a safeguard against a hang; verdicts rest on counted budgets
POINTS = 480  # components compared before a mutant counts as not shown to be false
WRONG = ("disproved", "conditional", "ill-typed")


@dataclass(frozen=True)
class Key:
    """A mutant by its place: the number of the claim and its place among the claim's mutants."""

    claim: int
    place: int
    kind: str


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant. `repair` is `restored`, `other` or `none`; `truth` is one of

    false     a certified witness under every reading
    shape     no reading has matching shapes
    nothing   a side has no value at any point tried: an entry out of range
    layout    it differs from the original as a row does from a column, and no more
    harmless  both sides agree at every point tried
    unread    not understood
    """

    path: str
    line: int
    kind: str
    note: str
    left: str
    right: str
    original: str
    truth: str
    verdict: str
    reason: str = ""
    fault: str = ""
    repair: str = ""
    offered: str = ""
    seconds: float = 0.0


@dataclass
class Walk:
    """A document gone through in order: each claim with its state, before it is decided."""

    path: str
    run: verify.Run
    claims: tuple[Claim, ...]
    text: str


def opened(path: str) -> Walk:
    document = read(path)
    reading = read_claims(document)
    run = verify.Run(document, Understanding(reading, None, lambda goal: theorem(goal) is not None))
    return Walk(path, run, reading.claims, document.source.text)


# --- the true claims -------------------------------------------------------------------------------------------------
def survey(path: str, expected: Collection[tuple[int, int]] | None) -> tuple[list[Any], list[Key]]:
    """The rows of a document, and the keys of all mutants of the claims that are true and proved.

    `expected`: the places of the claims that are to be proved; None for a document without mistakes."""
    walk = opened(path)
    setting = setting_of(walk.claims, walk.text)
    rows, keys = [], []
    for claim in walk.claims:
        row = decided(walk, claim).row
        rows.append((row.line, row.column, row.verdict, row.latex, row.reason))
        if row.verdict == "proved" and (expected is None or (row.line, row.column) in expected):
            keys += [Key(claim.number, k, m.kind) for k, m in enumerate(mutants(claim, setting))]
    return rows, keys


def decided(walk: Walk, claim: Claim) -> verify.Verified:
    found = verify.verified(walk.run, claim)
    walk.run.done.append(found)
    return found


# --- the mutants -----------------------------------------------------------------------------------------------------
def judge_all(path: str, keys: list[Key]) -> list[Outcome]:
    """The outcomes of these mutants of one document, in the order of the document."""
    walk = opened(path)
    setting = setting_of(walk.claims, walk.text)
    wanted: dict[int, list[int]] = {}
    for key in keys:
        wanted.setdefault(key.claim, []).append(key.place)
    found: list[Outcome] = []
    for claim in walk.claims:
        if claim.number in wanted:
            own = list(mutants(claim, setting))
            found += [apart(walk, claim, own[k]) for k in sorted(wanted[claim.number])]
        if len(found) == len(keys):
            break
        decided(walk, claim)
    return found


def apart(walk: Walk, claim: Claim, mutant: Mutant) -> Outcome:
    """The outcome of one mutant from a forked process."""
    receive, send = FORK.Pipe(duplex=False)
    process = FORK.Process(target=answer, args=(send, walk, claim, mutant), daemon=False)
    process.start()
    send.close()
    try:
        outcome = receive.recv() if receive.poll(PATIENCE) else None
    except EOFError:
        outcome = None
    if outcome is None:
        process.kill()
    process.join()
    if isinstance(outcome, Outcome):
        return outcome
    why = "no answer in time" if outcome is None and process.exitcode and process.exitcode < 0 else "crash"
    return replace(blank(walk, claim, mutant), verdict="undecided" if why != "crash" else "crash", reason=why)


def answer(send: Connection, walk: Walk, claim: Claim, mutant: Mutant) -> None:
    send.send(judged(walk, claim, mutant))
    send.close()


def blank(walk: Walk, claim: Claim, mutant: Mutant) -> Outcome:
    return Outcome(
        walk.path, claim.where.line, mutant.kind, mutant.note, claim.left_latex, mutant.latex, claim.right_latex,
        "unread", "undecided",
    )  # fmt: skip


def judged(walk: Walk, claim: Claim, mutant: Mutant) -> Outcome:
    changed = replace(mutant.claim, right_latex=mutant.latex)
    start = time.perf_counter()
    found = verify.verified(walk.run, changed)
    seconds = time.perf_counter() - start
    outcome = replace(blank(walk, claim, mutant), verdict=found.row.verdict, reason=found.row.reason, seconds=seconds)
    if found.row.verdict in WRONG:
        outcome = explained(walk, claim, changed, outcome, named_fault(found))
    return replace(outcome, truth=truth(walk.run.doc, claim.right, changed, found.meaning))


# --- the truth, without the prover -----------------------------------------------------------------------------------
def truth(doc: Understanding, original: Node, claim: Claim, meaning: Meaning) -> str:
    """What the claim itself says, or else the original right-hand side beside the changed one."""
    own = truth_in_itself(meaning)
    if own != "harmless" or claim.right == original:
        return own
    doc.env.version = doc.definitions.versions(claim.number)
    try:
        alternatives = doc.step(claim, original, claim.right).alternatives
    except Clash:
        return "layout"
    except Unsupported:
        return own
    return "false" if alternatives and all(truth_of(a.goal) == "false" for a in alternatives) else own


def truth_in_itself(meaning: Meaning) -> str:
    if meaning.clash:
        return "shape"
    if meaning.defines or not meaning.alternatives:
        return "unread"
    found = {truth_of(alternative.goal) for alternative in meaning.alternatives}
    return next(word for word in ("harmless", "nothing", "false") if word in found)


def truth_of(goal: Goal) -> str:
    """A witness that stands when it is evaluated again, or a difference modulo a prime, or neither."""
    witness = refute(goal, POINTS)
    if isinstance(witness, Witness):
        return "false" if check(goal, witness) else "harmless"
    if agree(goal).agrees is False:
        return "false"
    return "nothing" if witness.reason.startswith("no admissible point") else "harmless"


# --- the explanation -------------------------------------------------------------------------------------------------
def named_fault(found: verify.Verified) -> Finding | None:
    return next((finding for finding in found.row.findings if finding.serious), None)


def explained(walk: Walk, claim: Claim, changed: Claim, outcome: Outcome, finding: Finding | None) -> Outcome:
    if finding is None:
        return replace(outcome, repair="none")
    repairs = finding.repairs or ((finding.repair,) if finding.repair else ())
    restored = any(restores(walk, claim, changed, repair.latex) for repair in repairs)
    kind = "restored" if restored else "other" if repairs else "none"
    offered = repairs[0].latex if repairs else ""
    return replace(outcome, fault=finding.name, repair=kind, offered=offered)


def restores(walk: Walk, claim: Claim, changed: Claim, latex: str) -> bool:
    """Whether the repaired line has the original right-hand side, or one that equals it."""
    sides = sides_of(latex)
    if sides is None:
        return False
    left, right = sides
    if right == claim.right and left == claim.left:
        return True
    doc = walk.run.doc
    proves: Callable[[Node, Node], bool] = lambda a, b: any(theorem(x.goal) for x in doc.goals(claim, a, b))  # noqa: E731
    return proves(claim.right, right) or (left != claim.left and proves(left, right))


def sides_of(latex: str) -> tuple[Node, Node] | None:
    try:
        tree = parse(latex)
    except NotationError:
        return None
    return (tree.items[0], tree.items[-1]) if isinstance(tree, Chain) and len(tree.items) == 2 else None


# --- whole documents -------------------------------------------------------------------------------------------------
def first_changed_line(path: str, claim_number: int, right: str, before: list[Any]) -> tuple[int, int] | None:
    """The line of the mutated claim, and the first line whose verdict differs from that of the true document; None
    where the claim's right-hand side does not stand in the file as it is."""
    walk = opened(path)
    claim = next(claim for claim in walk.claims if claim.number == claim_number)
    start = walk.text.find(claim.right_latex, claim.where.end)
    if not claim.right_latex or not 0 <= start - claim.where.end <= 4:
        return None
    end = start + len(claim.right_latex)
    text = f"{walk.text[:start]}{right}{walk.text[end:]}"
    rows = verify.check_text(text, Path(path).name).rows
    new = [(row.line, row.verdict) for row in rows]
    old = [(row[0], row[2]) for row in before]
    return claim.where.line, next((b[0] for a, b in zip(old, new, strict=False) if a[1] != b[1]), 0)
