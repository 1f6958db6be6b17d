"""The pipeline: a file is read, its claims are understood, decided, witnessed twice, explained and told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from derive import refute
from derive.certificates import Certificate, certificate_data
from derive.claims.model import Claim, Reading
from derive.claims.reach import is_without_index
from derive.claims.read import read_claims
from derive.context.define import heads
from derive.context.kinds import Kind
from derive.context.meaning import Meaning
from derive.context.names import base_name, parts_of, strip, walk
from derive.context.pack import Pack, load
from derive.context.parted import parted
from derive.context.routines import head_and_arguments
from derive.context.understand import Understanding
from derive.context.value import Clash, Unsupported
from derive.crosscheck import Comparison
from derive.decide import Decision, bound_names, differentiates, theorem
from derive.diagnose import Case, assuming, findings, part_summaries, weakest_condition
from derive.diagnose.index_out_of_scope import bound_letters
from derive.diagnose.values import may_hold
from derive.document.model import Document
from derive.document.read import read, read_text
from derive.judge import judged, strange_here
from derive.modular import NOWHERE, agree
from derive.notation.tree import Node, Product
from derive.overall import as_announced, distrusted, laid_alike
from derive.progress import Run, Verified
from derive.refute.model import Model
from derive.rows import numbers, numeric_of, ready, row_of, symbols, unread_row
from derive.terms.show import symbol
from derive.terms.term import Delta, Entry, Index, Sym, Term, index
from derive.terms.theory import Goal, Hypothesis
from derive.terms.walk import free
from derive.verdict import DocumentReport

MEAN = "bar "
OF_ARRAYS = re.compile(
    r"\b(?:jacobians?|matri(?:x|ces)|vectors?|layers?|weights|linear maps?|transposes?)\b", re.IGNORECASE)
EXCLUDED = "exclude each other"
SETTLED = ("kinds", "guessed", "seen_ranges", "size_names", "index_names", "touched")


def check_file(path: str, context: str | None = None, certify: bool = False) -> DocumentReport:
    """Checks one file. Raises `DeriveError` when it cannot be used."""
    return check_document(read(path), context, certify)


def check_text(text: str, name: str = "text.md", context: str | None = None, kind: str | None = None) -> DocumentReport:
    """Checks a document that is held in memory; `kind` as in `document.read_text`."""
    return check_document(read_text(text, name, kind) if kind else read_text(text, name), context)


def check_document(document: Document, context: str | None = None, certify: bool = False) -> DocumentReport:
    reading = read_claims(document)
    pack = load(context) if context else None
    runs = [Run(document, doc) for doc in understood(reading, pack)]
    for run in runs:
        for claim in run.doc.reading.claims:
            run.done.append(verified(run, claim))
        run.done = as_announced(run.done, run.doc)
    done = distrusted(laid_alike(each_once(runs)))
    rows = [v.row for v in done] + [unread_row(u) for u in reading.unread]
    rows.sort(key=lambda r: (r.line, r.column))
    return DocumentReport(
        document.source.path,
        document.source.sha256,
        reading.formulas,
        reading.read,
        tuple(rows),
        tuple(f"{n.where.line}:{n.where.column}: {n.message}" for n in document.notices),
        part_summaries([(v.case, v.found) for v in done]),
        tuple(dict.fromkeys(told for run in runs for told in symbols(run))),
        tuple(words for run in runs for words in run.internal),
        tuple(certificates(document, done)) if certify else (),
    )


def understood(reading: Reading, pack: Pack | None) -> list[Understanding]:
    """What the document means, and by itself what is read by itself."""
    return parted(reading, lambda part: Understanding(part, pack, lambda goal: theorem(goal) is not None))


def each_once(runs: list[Run]) -> list[Verified]:
    """What became of each claim, in order: what stands before all problems is told as the first run has it."""
    found: dict[int, Verified] = {}
    for run in runs:
        found = {v.claim.number: v for v in run.done} | found
    return [found[number] for number in sorted(found)]


# --- one claim: the stages, in order ---------------------------------------------------------------------------
def verified(run: Run, claim: Claim) -> Verified:
    sizes = dict(run.doc.env.sizes.parent)
    meaning = along_the_chain(run, claim, run.doc.meaning(claim))
    decision = judged(run, claim, meaning)
    model = ready(decision)
    decision = not_of_numbers_alone(run, claim, meaning, witnessed(run, claim, decision, model))
    if decision.chosen is not None:
        run.doc.mark(claim, decision.chosen.goal, decision.proved.hypotheses if decision.proved else ())
    compared = numbers(decision, model)
    if compared is not None and compared.agrees is (decision.verdict == "disproved"):
        decision, compared = contradicted(run, claim, decision, compared), None
    if decision.verdict in ("proved", "disproved", "ill-typed"):
        run.doc.settled(claim)
    case = case_of(run, claim, meaning, decision, sizes)
    if decision.verdict == "disproved" and claim.sign == "=" and claim.role not in ("since", "given"):
        decision, case = narrowed(run, meaning, decision, case, sizes)
    found, numeric = findings(case), numeric_of(decision, compared)
    return Verified(claim, meaning, decision, case, found, row_of(claim, meaning, decision, found, numeric))


def along_the_chain(run: Run, claim: Claim, meaning: Meaning) -> Meaning:
    """A letter runs over the same range all along a chain: the reading that proved the link before comes first."""
    before = next((v.decision for v in run.done if v.claim.number == claim.previous), None)
    if before is None or before.chosen is None or before.verdict != "proved" or len(meaning.alternatives) < 2:
        return meaning
    spans = before.chosen.goal.theory.indices
    order = sorted(meaning.alternatives, key=lambda one: not agree_on(spans, one.goal.theory.indices))
    return replace(meaning, alternatives=tuple(order))


def witnessed(run: Run, claim: Claim, decision: Decision, model: Model | None) -> Decision:
    """The second witness of a proof: both sides at random points, without the prover's rules. A proof under
    hypotheses that no point satisfies says nothing; a disagreement is a fault of the program."""
    if decision.verdict != "proved" or decision.chosen is None:
        return decision
    goal = decision.chosen.goal
    found = agree(goal, model=model)
    assumed = any(h.kind == "equal" for h in goal.theory.hypotheses)
    if found.agrees is False and assumed and differentiates(goal):
        return replace(decision, verdict="undecided", reason="it differentiates under an assumed equation")
    if found.agrees is False:
        run.internal.append(
            f"{run.document.source.path}:{claim.where.line}:{claim.where.column}: proved, but {found.where} the left "
            f"side is {found.left} and the right side is {found.right}"
        )
        return replace(decision, verdict="undecided", reason="two witnesses disagree: a fault of this program")
    if found.agrees is None and EXCLUDED in found.reason:
        return replace(decision, verdict="undecided", reason="what is assumed here excludes itself: " + found.reason)
    said = next((h.name for h in goal.theory.hypotheses if {h.left, h.right} == {goal.left, goal.right}
                 and not isinstance(h.left, Sym | Entry)), "")
    if found.agrees is None and said:
        return Decision("hypothesis", decision.chosen, reason=f"it says again what is assumed: {said}")
    if found.agrees is None and found.reason.startswith(NOWHERE) and found.reason.endswith("division by zero"):
        return replace(decision, verdict="undecided", reason="at no point that was tried both sides have a value")
    return replace(decision, modular=found.agrees)


def not_of_numbers_alone(run: Run, claim: Claim, meaning: Meaning, decision: Decision) -> Decision:
    """`A C = C A` holds of numbers. Where nobody says what the capitals are, and it fails of matrices, it is open."""
    names = [key for key in meaning.touched if is_capital(run, key)] if decision.verdict == "proved" else []
    for some in (names, *([one] for one in names if len(names) > 1)):
        goals = some and goals_of_matrices(run, claim, some)
        if goals and all(isinstance(refute.refute(goal), refute.Witness) for goal in goals):
            said = ", ".join(map(symbol, some))
            reason = f"the document does not say that {said} {'are numbers' if len(some) > 1 else 'is a number'}"
            return replace(decision, verdict="undecided", proof=None, proved=None,
                           reason=f"{reason}; of matrices it does not hold")
    pair = next(side_by_side(run, claim), ()) if len(names) > 1 and OF_ARRAYS.search(claim.where.source.text) else ()
    if pair:
        said = " and ".join(map(symbol, pair))
        return replace(decision, verdict="undecided", proof=None, proved=None,
                       reason=f"{said} may be matrices, whose order matters")
    return decision


def side_by_side(run: Run, claim: Claim) -> Iterator[tuple[str, str]]:
    """The W and U of `WU`: where they stand in definitions, too, the claim alone cannot be read with matrices. (A
    counterexample with numbers is one with matrices of one row.)"""
    for part in (part for side in (claim.left, claim.right) for part in walk(side) if isinstance(part, Product)):
        names = [base_name(strip(factor)) or "" for factor in part.factors]
        for one, other, op in zip(names, names[1:], part.ops, strict=False):
            if op == "" and one != other and is_capital(run, one) and is_capital(run, other):
                yield one, other


def is_capital(run: Run, key: str) -> bool:
    """A capital or a bold letter without indices that was read as a number for want of anything better."""
    kind = run.doc.env.kinds.get(key)
    letter = key.removeprefix("\\").split("_")[0]
    plain = kind is not None and not kind.order and not kind.certain and not kind.of
    return plain and letter[:1].isupper() and (len(letter) == 1 or key.startswith("\\")) and (
        key not in run.doc.definitions.entries and key not in run.doc.declarations.domains)


def goals_of_matrices(run: Run, claim: Claim, names: list[str]) -> tuple[Goal, ...]:
    """The goals of the claim where these symbols are square matrices; none where it makes no sense then."""
    env = run.doc.env
    kept, square = env.kinds, Kind("matrix", sizes=("?capital", "?capital"))
    with aside(run.doc, env.sizes.parent):
        env.kinds = {**kept, **dict.fromkeys(names, square)}
        try:
            return tuple(one.goal for one in run.doc.goals(claim, claim.left, claim.right))
        finally:
            env.kinds = kept


def contradicted(run: Run, claim: Claim, decision: Decision, compared: Comparison) -> Decision:
    """Double precision says otherwise, beyond what rounding explains: a fault of the program."""
    place = f"{run.document.source.path}:{claim.where.line}:{claim.where.column}"
    where = "; ".join(compared.dimensions)
    run.internal.append(f"{place}: {decision.verdict}, but in double precision the residual is {compared.residual:.2g} "
                        f"({where})")
    return replace(decision, verdict="undecided", point=None, reason="the numbers disagree: a fault of this program")


def narrowed(
    run: Run, meaning: Meaning, decision: Decision, case: Case, sizes: dict[str, Index]
) -> tuple[Decision, Case]:
    """A claim that fails in general may hold under a condition. Where the condition only makes a size 1 the claim
    stays disproved, and the condition is told beside it: a vocabulary of one word saves no formula."""
    for alternative in meaning.alternatives:
        tried = case_of(run, case.claim, meaning, replace(decision, chosen=alternative), sizes)
        condition = weakest_condition(tried)
        if condition is not None:
            words, extra = condition
            verdict = "disproved" if isinstance(extra, tuple) else "conditional"
            return replace(decision, verdict=verdict, condition=words), replace(case, verdict=verdict, condition=words)
    return decision, case


# --- explaining --------------------------------------------------------------------------------------------------
def case_of(run: Run, claim: Claim, meaning: Meaning, decision: Decision, sizes: dict[str, Index]) -> Case:
    """What the faults are told. Other sides of the claim are read with the sizes that were settled before it, and
    leave none behind."""
    place, marked = 0, marked_before(run, claim)
    if decision.chosen is not None and decision.chosen in meaning.alternatives:
        place = meaning.alternatives.index(decision.chosen)

    spans = decision.chosen.goal.theory.indices if decision.chosen is not None else {}

    def goals_of(left: Node, right: Node, at: Claim = claim) -> tuple[Goal, ...]:
        with aside(run.doc, sizes):
            found = tuple(one.goal for one in run.doc.goals(at, left, right) if agree_on(marked, marks(one.goal)))
        return tuple(sorted(found, key=lambda goal: not agree_on(spans, goal.theory.indices)))

    def goals_alike(left: Node, right: Node, at: Claim = claim) -> tuple[Goal, ...]:
        """Those in which each letter runs as it does in the claim, in the order of its own readings."""
        found = goals_of(left, right, at)
        return tuple(goal for goal in found if agree_on(spans, goal.theory.indices)) or found

    def compared(left: Node, right: Node, names: tuple[str, ...]) -> tuple[tuple[int, Term, Term], ...] | None:
        if any(map(is_without_index, (*walk(left), *walk(right)))):
            return None  # there is more than one way to read it
        with aside(run.doc, sizes):
            return components(run.doc, claim, left, right, names)

    def proves(left: Node, right: Node) -> bool:
        goals = goals_of(left, right)
        return any((goal is goals[0] or may_hold(goal)) and theorem(goal) is not None for goal in goals)

    def proves_if(left: Node, right: Node, extra: Hypothesis | tuple[str, int]) -> bool:
        goals = goals_alike(left, right)[: place + 1][-1:]
        return any(theorem(replace(goal, theory=assuming(goal.theory, extra))) is not None for goal in goals)

    def proves_when(left: Node, right: Node, condition: Node) -> bool:
        goals = goals_alike(left, right, replace(claim, condition=condition))[: place + 1][-1:]
        return any(may_hold(goal) and theorem(goal) is not None for goal in goals)

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
        unbound=unbound(claim, goal, run.doc.env.running if decision.verdict == "disproved" else {}),
        unknown=strangers(run, meaning, goal),
        proves=proves,
        proves_if=proves_if,
        proves_when=proves_when,
        goals_of=goals_of,
        compared=compared,
        previous=before.get(claim.previous) if claim.previous is not None else None,
        earlier=tuple(v.case for v in run.done),
        same_part=tuple(v.case for v in run.done if v.claim.part == claim.part),
        condition=decision.condition,
        refuted=decision.point is not None,
        conflict=conflict(run, claim, meaning),
    )


@contextmanager
def aside(doc: Understanding, sizes: dict[str, Index]) -> Iterator[None]:
    """Reads something with these sizes; what it settles is forgotten again."""
    env, kept = doc.env, doc.env.sizes.parent
    others = {name: getattr(env, name) for name in SETTLED}
    env.sizes.parent = dict(sizes)
    for name, value in others.items():
        setattr(env, name, value.copy())
    try:
        yield
    finally:
        env.sizes.parent = kept
        for name, value in others.items():
            setattr(env, name, value)


def marks(goal: Goal) -> dict[str, Index]:
    """Which word each one-hot vector marks."""
    pairs = [(h.left, h.right) for h in goal.theory.hypotheses]
    return {one.name: other.right for one, other in pairs if isinstance(one, Entry) and isinstance(other, Delta)}


def marked_before(run: Run, claim: Claim) -> dict[str, Index]:
    """What the nearest proof in the same part that had a choice took them to mark."""
    proved = (v for v in reversed(run.done) if v.claim.part == claim.part and v.decision.verdict == "proved")
    chosen = (v.decision.chosen for v in proved if v.decision.chosen is not None)
    return next((marks(one.goal) for one in chosen if any("one-hot at" in words for words in one.readings)), {})


def agree_on(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return all(one.get(name, found) == found for name, found in other.items())


def components(
    doc: Understanding, claim: Claim, left: Node, right: Node, names: tuple[str, ...]
) -> tuple[tuple[int, Term, Term], ...]:
    """Other sides of a claim, for each way to lay them out: the number of axes, and the component of each side at
    these index names. None where they make no sense."""
    doc.env.version = doc.definitions.versions(claim.number)
    try:
        found = doc.sides(claim, left, right).comparisons
    except (Clash, Unsupported):
        return ()
    places = [(one, [index(name) for name in names[: len(one.left.axes)]]) for one in found]
    return tuple((len(at), one.left.at(*at), one.right.at(*at)) for one, at in places)


def strangers(run: Run, meaning: Meaning, goal: Goal | None) -> tuple[str, ...]:
    """Symbols of the right side that stand nowhere else, in an equation that does not give its left side a name."""
    claim = meaning.claim
    head = heads(run.doc, claim.left) if parts_of(claim.left) is not None or head_and_arguments(claim.left) else ""
    if goal is None or (head and not claim.link and not run.doc.definitions.has(head, claim.number - 1)):
        return ()
    found = strange_here(run, meaning).once & (free(goal.right)[1] - free(goal.left)[1])
    return tuple(sorted(name for name in found - set(map(base_name, walk(claim.left))) if not name.startswith(MEAN)))


def unbound(claim: Claim, goal: Goal | None, running: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Index letters that the right side alone uses freely, and that a sum of the same line binds, or on which what is
    written without an index depends: the k of `b = u_k^T v`, where b stands outside the sum over k."""
    if goal is None:
        return ()
    left, right = free(goal.left)[0], free(goal.right)[0]
    bound = {name.split("#")[0] for side in (goal.left, goal.right) for name in bound_names(side)}
    written = {letter for side in (claim.left, claim.right) for letter in bound_letters(side)}
    bound &= written
    bound |= {letter for name in free(goal.right)[1] for letter in running.get(name.split("@")[0], ())}
    return tuple(n for n in goal.theory.indices if n in right - left and n in bound)


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


def certificates(document: Document, done: list[Verified]) -> Iterator[tuple[str, str]]:
    """One certificate for each claim that was proved or disproved, as a file name and JSON."""
    source = document.source
    for v in done:
        decision = v.decision
        if decision.chosen is None or (decision.proof is None and decision.point is None):
            continue
        if decision.verdict not in ("proved", "disproved") and decision.proof is None:
            continue
        one = Certificate(source.path, source.sha256, v.row.line, v.row.column, v.row.latex, decision.verdict,
                          decision.chosen.goal, decision.proof, decision.proved, decision.point)
        name = f"{v.row.line:05d}-{v.row.column:04d}"
        yield name, json.dumps(certificate_data(one), indent=1, ensure_ascii=True, sort_keys=True) + "\n"
