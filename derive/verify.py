"""The pipeline: a file is read, its claims are understood, decided, witnessed twice, explained and told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from derive.certificates import Certificate, certificate_data
from derive.claims.model import Claim, Unread
from derive.claims.read import read_claims
from derive.context.pack import load
from derive.context.understand import Alternative, Meaning, Understanding
from derive.decide import Decision, Strange, bound_names, condition_text, decide, theorem, understood
from derive.diagnose import Case, assuming, findings, part_summaries, weakest_condition
from derive.document.model import Document
from derive.document.read import read, read_text
from derive.modular import agree
from derive.notation.tree import Node
from derive.source import DeriveError, Span
from derive.terms.term import ONE, ZERO, Deriv, Entry, Num, Sum, Sym
from derive.terms.theory import Goal, Hypothesis
from derive.terms.walk import free, subterms
from derive.verdict import DocumentReport, Failure, Finding, ProofSummary, Report, Row, Witness

TO_SOLVE = re.compile(
    r"\b(set(ting)?|solv(e|ing)|equat(e|ing)|zero when|vanish(es)?|minimi[sz]|maximi[sz]|optim|stationary|critical)\b",
    re.IGNORECASE,
)
EXCLUDED = "exclude each other"
FEW = 4  # claims that make no sense, before the reading of the whole document is doubted
HEAD = re.compile(r"[\s&]*(\\?[A-Za-z]+?)(?![a-z])")


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
    assumed: dict[str, int] = field(default_factory=dict)


def check_file(path: str, context: str | None = None, certify: bool = False) -> DocumentReport:
    """Checks one file. Raises `DeriveError` when it cannot be used."""
    return check_document(read(path), context, certify)


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
    internal = tuple(words for document in documents for words in document.internal)
    return Report(tuple(documents), internal, failures=tuple(failures))


def check_document(document: Document, context: str | None = None, certify: bool = False) -> DocumentReport:
    reading = read_claims(document)
    pack = load(context) if context else None
    run = Run(document, Understanding(reading, pack, lambda goal: theorem(goal) is not None))
    for claim in reading.claims:
        run.done.append(verified(run, claim))
    run.done = distrusted(run.done)
    rows = [v.row for v in run.done] + [unread_row(u) for u in reading.unread]
    rows.sort(key=lambda r: (r.line, r.column))
    return DocumentReport(
        document.source.path,
        document.source.sha256,
        reading.formulas,
        reading.read,
        tuple(rows),
        tuple(f"{n.where.line}:{n.where.column}: {n.message}" for n in document.notices),
        part_summaries([(v.case, v.found) for v in run.done]),
        tuple(symbols(run)),
        tuple(run.internal),
        tuple(certificates(run)) if certify else (),
    )


# --- one claim: the stages, in order ---------------------------------------------------------------------------
def verified(run: Run, claim: Claim) -> Verified:
    meaning = run.doc.meaning(claim)
    decision = witnessed(run, claim, judged(run, claim, meaning))
    if decision.verdict in ("proved", "disproved", "ill-typed"):
        run.doc.settled(claim)
    case = case_of(run, claim, meaning, decision)
    if decision.verdict == "disproved" and claim.sign == "=" and claim.role not in ("since", "given"):
        decision, case = narrowed(run, meaning, decision, case)
    found = findings(case)
    return Verified(claim, meaning, decision, case, found, row_of(run, claim, meaning, decision, found))


def judged(run: Run, claim: Claim, meaning: Meaning) -> Decision:
    """The verdict, by the first answer that applies."""
    if meaning.defines:
        return Decision("definition")
    if meaning.clash:
        return ill_typed(run, claim, meaning)
    if meaning.reason:
        assumed = claim.role in ("when", "since") and meaning.kind == "hypothesis"
        return Decision("hypothesis" if assumed else "undecided", reason=meaning.reason)
    if not meaning.alternatives:
        return Decision("hypothesis")
    goal = meaning.alternatives[0].goal
    if not claim.link and places_the_one(run, goal):
        return Decision("hypothesis", meaning.alternatives[0], reason="it says where the one of a one-hot vector stands")
    decision = decide(meaning, strange_here(run, meaning))
    if decision.verdict == "proved":
        return decision
    if claim.role == "when" or ((claim.role in ("since", "given") or goal.sign != "=") and assumes(run, goal)):
        return Decision("hypothesis")
    unread = rests_on_unread(run, claim, meaning)
    if decision.verdict == "disproved" and unread is not None:
        reason = f"it may rest on line {unread}, which was not read"
        return replace(decision, verdict="undecided", point=None, reason=reason)
    if decision.verdict == "disproved":
        why = to_solve(run, claim, goal)
        if why:
            return replace(decision, verdict="hypothesis", point=None, reason=why)
        return consequence(run, claim, decision)
    return decision


def ill_typed(run: Run, claim: Claim, meaning: Meaning) -> Decision:
    """No reading has matching shapes: certain only where the shapes were said."""
    if claim.role == "when":
        return Decision("hypothesis", reason=meaning.clash)
    if not meaning.firm:
        return Decision("undecided", reason=f"{meaning.clash}; shapes that nobody declares were inferred")
    return Decision("ill-typed", reason=meaning.clash)


def to_solve(run: Run, claim: Claim, goal: Goal) -> str:
    """Why a relation that does not hold in general is an assumption rather than a mistake."""
    number = isinstance(goal.right, Num)
    if TO_SOLVE.search(claim.before) or (claim.link and number and goal.right == ZERO):
        run.assumed.setdefault(claim.part, claim.where.line)
        return "an equation to be solved, not an identity"
    if number and isinstance(goal.left, (Sym, Entry)) and takes_values(run, claim, goal.left):
        return "a value that is given to a symbol"
    return ""


def takes_values(run: Run, claim: Claim, atom: Sym | Entry) -> bool:
    """Is the symbol data, or defined by a mere number ("then we predict 1, otherwise 0")?"""
    defined = run.doc.definitions.visible().get(atom.name)
    if defined is not None and defined.definition is not None:
        return isinstance(defined.definition.body, Num) and not claim.link
    one_hot = run.doc.assumptions.is_one_hot(atom.name) and not claim.link
    return one_hot or not run.doc.assumptions.determined(atom.name)


def places_the_one(run: Run, goal: Goal) -> bool:
    """`y_o = 1`, of a vector that is known to be one-hot."""
    entry = goal.left
    return goal.right == ONE and isinstance(entry, Entry) and run.doc.assumptions.is_one_hot(entry.name)


def consequence(run: Run, claim: Claim, decision: Decision) -> Decision:
    """Behind an equation that is to be solved, what fails in general may follow from it."""
    line = run.assumed.get(claim.part)
    if line is None:
        return decision
    reason = f"it does not hold in general, and may follow from the equation assumed in line {line}"
    return replace(decision, verdict="undecided", point=None, reason=reason)


def rests_on_unread(run: Run, claim: Claim, meaning: Meaning) -> int | None:
    """The line of an earlier formula that was not read and begins with a symbol of this claim."""
    letters = {key.split("_")[0].split(" ")[-1] for key in meaning.touched}
    for unread in run.doc.reading.unread:
        head = HEAD.match(unread.latex)
        if head and head.group(1) in letters and unread.where.start < claim.where.start:
            return unread.where.line
    return None


def assumes(run: Run, goal: Goal) -> bool:
    """Does the relation say something new about data, rather than follow or fail?"""
    parts = (s.body if isinstance(s, Sum) else s for s in (goal.left, goal.right))
    sides = [s for s in parts if isinstance(s, (Sym, Entry))]
    return any(not run.doc.assumptions.determined(s.name) for s in sides)


def witnessed(run: Run, claim: Claim, decision: Decision) -> Decision:
    """The second witness of a proof: both sides at random points, without the prover's rules. A proof under
    hypotheses that no point satisfies says nothing; a disagreement is a fault of the program."""
    if decision.verdict != "proved" or decision.chosen is None:
        return decision
    goal = decision.chosen.goal
    found = agree(goal)
    assumed = any(h.kind == "equal" for h in goal.theory.hypotheses)
    differentiates = any(isinstance(p, Deriv) for side in (goal.left, goal.right) for p in subterms(side))
    if found.agrees is False and assumed and differentiates:
        return replace(decision, verdict="undecided", reason="it differentiates under an assumed equation")
    if found.agrees is False:
        run.internal.append(
            f"{run.document.source.path}:{claim.where.line}:{claim.where.column}: proved, but {found.where} the left "
            f"side is {found.left} and the right side is {found.right}"
        )
        return replace(decision, verdict="undecided", reason="two witnesses disagree: a fault of this program")
    if found.agrees is None and EXCLUDED in found.reason:
        return replace(decision, verdict="undecided", reason="what is assumed here excludes itself: " + found.reason)
    return replace(decision, modular=found.agrees)


def narrowed(run: Run, meaning: Meaning, decision: Decision, case: Case) -> tuple[Decision, Case]:
    """A claim that fails in general may hold under a condition. Where the condition only makes a size 1 the claim
    stays disproved, and the condition is told beside it: a vocabulary of one word saves no formula."""
    for alternative in meaning.alternatives:
        tried = case_of(run, case.claim, meaning, replace(decision, chosen=alternative))
        condition = weakest_condition(tried)
        if condition is not None:
            words, extra = condition
            verdict = "disproved" if isinstance(extra, tuple) else "conditional"
            return replace(decision, verdict=verdict, condition=words), replace(case, verdict=verdict, condition=words)
    return decision, case


def distrusted(done: list[Verified]) -> list[Verified]:
    """Where a quarter of what was decided makes no sense, it is rather this reading of it that makes none."""
    clashing = sum(v.decision.verdict == "ill-typed" for v in done)
    decided = sum(v.decision.verdict in ("proved", "disproved", "conditional", "ill-typed") for v in done)
    share = Fraction(1, 4) if clashing >= FEW else Fraction(2, 3)
    if clashing < 2 or clashing <= share * decided:
        return done
    words = "; much of this document makes no sense under the shapes it was read with, so they may be wrong"
    return [
        replace(v, decision=replace(v.decision, verdict="undecided"), found=(),
                case=replace(v.case, verdict="undecided"),
                row=replace(v.row, verdict="undecided", true=None, follows=None, findings=(),
                            reason=v.row.reason + words))
        if v.decision.verdict == "ill-typed" else v
        for v in done
    ]


# --- explaining --------------------------------------------------------------------------------------------------
def case_of(run: Run, claim: Claim, meaning: Meaning, decision: Decision) -> Case:
    """What the faults are told. Other sides of the claim are read and proved under the reading that was chosen."""
    place = 0
    if decision.chosen is not None and decision.chosen in meaning.alternatives:
        place = meaning.alternatives.index(decision.chosen)

    def goal_of(left: Node, right: Node, at: Claim = claim) -> Goal | None:
        found = run.doc.goals(at, left, right)
        return found[min(place, len(found) - 1)].goal if found else None

    def proves(left: Node, right: Node) -> bool:
        goal = goal_of(left, right)
        return goal is not None and theorem(goal) is not None

    def proves_if(left: Node, right: Node, extra: Hypothesis | tuple[str, int]) -> bool:
        goal = goal_of(left, right)
        return goal is not None and theorem(replace(goal, theory=assuming(goal.theory, extra))) is not None

    def proves_when(left: Node, right: Node, condition: Node) -> bool:
        goal = goal_of(left, right, replace(claim, condition=condition))
        return goal is not None and theorem(goal) is not None

    goal = decision.chosen.goal if decision.chosen else None
    before = {v.claim.number: v.case for v in run.done}
    return Case(
        claim,
        decision.verdict,
        goal,
        meaning.clash,
        captured=meaning.captured,
        incomplete=meaning.incomplete,
        readings=decision.chosen.readings if decision.chosen else meaning.readings,
        unbound=unbound(goal),
        unknown=strangers(run, meaning, goal),
        proves=proves,
        proves_if=proves_if,
        proves_when=proves_when,
        goal_of=goal_of,
        previous=before.get(claim.previous) if claim.previous is not None else None,
        same_part=tuple(v.case for v in run.done if v.claim.part == claim.part),
        condition=decision.condition,
        refuted=decision.point is not None,
        conflict=conflict(run, claim, meaning),
    )


def strangers(run: Run, meaning: Meaning, goal: Goal | None) -> tuple[str, ...]:
    if goal is None:
        return ()
    return tuple(sorted(strange_here(run, meaning).once & (free(goal.right)[1] - free(goal.left)[1])))


def unbound(goal: Goal | None) -> tuple[str, ...]:
    """Index letters that the right side alone uses freely, and that a sum of the same line binds."""
    if goal is None:
        return ()
    left, right = free(goal.left)[0], free(goal.right)[0]
    bound = {name.split("#")[0] for side in (goal.left, goal.right) for name in bound_names(side)}
    return tuple(n for n in goal.theory.indices if n in right - left and n in bound)


def strange_here(run: Run, meaning: Meaning) -> Strange:
    """The symbols of this claim that nothing declares or defines, and those of them that stand nowhere else."""
    known = {**run.doc.known, **run.doc.env.defined}
    said = {**known, **run.doc.declarations.domains, **dict.fromkeys(run.doc.declarations.spoken)}
    undeclared = frozenset(n for n in meaning.touched if n not in said or n in run.doc.later)
    once = frozenset(n for n in undeclared if run.doc.survey.standing[n] == 1)
    return Strange(undeclared, once, run.doc.later & undeclared)


def conflict(run: Run, claim: Claim, meaning: Meaning) -> tuple[Claim, ...]:
    """The earlier claims that fix the layout of a matrix, where this one makes sense only with the other one."""
    doc = run.doc
    shared = [key for key in meaning.touched if key in doc.layouts]
    if not meaning.clash or not shared:
        return ()
    kept = dict(doc.layouts)
    for key in shared:
        other = "columns" if kept[key].layout == "rows" else "rows"
        doc.layouts = {**kept, key: replace(kept[key], layout=other)}
        doc.enter(claim)
        makes_sense = bool(doc.goals(claim, claim.left, claim.right))
        doc.layouts = kept
        doc.enter(claim)
        if makes_sense:
            return tuple(v.claim for v in run.done if key in v.meaning.touched and v.decision.verdict == "proved")
    return ()


# --- rows --------------------------------------------------------------------------------------------------------
def row_of(run: Run, claim: Claim, meaning: Meaning, decision: Decision, found: tuple[Finding, ...]) -> Row:
    chosen = decision.chosen
    holds = {"proved": True, "disproved": False, "conditional": False, "ill-typed": False}.get(decision.verdict)
    return Row(
        id=f"{claim.where.line}:{claim.where.column}",
        line=claim.where.line,
        column=claim.where.column,
        kind=decision.verdict if decision.verdict in ("definition", "hypothesis") else meaning.kind,
        latex=f"{claim.left_latex} {claim.sign} {claim.right_latex}".strip(),
        understood=understood(chosen.goal) if chosen else "",
        verdict=decision.verdict,
        true=holds,
        follows=holds if claim.link or claim.carried else None,
        condition=decision.condition or None,
        hypotheses=hypotheses_of(decision, chosen),
        readings=chosen.readings if chosen else meaning.readings,
        findings=found,
        witness=witness_of(decision),
        proof=summary_of(decision),
        reason=decision.reason,
        part=claim.part,
        excerpt=claim.where.excerpt(),
    )


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
    if proved is None or decision.verdict == "undecided":
        return None
    conditions = tuple(condition_text(c) for c in proved.conditions)
    return ProofSummary(proved.steps, proved.rules, True, decision.modular, proved.definitions, conditions)


def unread_row(unread: Unread) -> Row:
    where: Span = unread.where
    return Row(
        id=f"{where.line}:{where.column}", line=where.line, column=where.column, kind="statement", latex=unread.latex,
        understood="", verdict="unread", reason=unread.reason, part=unread.part, excerpt=where.excerpt(),
    )


def symbols(run: Run) -> Iterator[str]:
    """What each symbol of the document was taken to be."""
    used = dict.fromkeys(key for v in run.done for key in v.meaning.touched)
    for key in used:
        kind = run.doc.env.kinds.get(key)
        if kind is not None:
            yield f"{key}: {kind.describe()} ({kind.source or 'inferred'})"


def certificates(run: Run) -> Iterator[tuple[str, str]]:
    """One certificate for each claim that was proved or disproved, as a file name and JSON."""
    source = run.document.source
    for v in run.done:
        decision = v.decision
        if decision.chosen is None or (decision.proof is None and decision.point is None):
            continue
        if decision.verdict not in ("proved", "disproved") and decision.proof is None:
            continue
        one = Certificate(source.path, source.sha256, v.row.line, v.row.column, v.row.latex, decision.verdict,
                          decision.chosen.goal, decision.proof, decision.proved, decision.point)
        name = f"{v.row.line:05d}-{v.row.column:04d}"
        yield name, json.dumps(certificate_data(one), indent=1, ensure_ascii=True, sort_keys=True) + "\n"
