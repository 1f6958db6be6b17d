"""What is told of each claim: one row, with its witness, its proof and its numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce

from derive.claims.model import Claim, Unread
from derive.context.meaning import Alternative, Meaning
from derive.crosscheck import Comparison, at_witness, crosscheck
from derive.decide import Decision, condition_text, understood
from derive.diagnose import unbalanced
from derive.implemented import against_numeric
from derive.measured import Doubles
from derive.progress import Run
from derive.refute.model import Model
from derive.refute.outcome import Beyond, Spent
from derive.refute.prepare import prepare
from derive.source import Span
from derive.terms.show import VERBATIM, at_place, size_name, symbol
from derive.terms.theory import Goal
from derive.verdict import Finding, Numeric, ProofSummary, Row, Witness

UNNAMED = re.compile(r"\?[^ ;,]+")
LEAST = -13  # residuals below this power of ten are rounding, which differs between machines


def row_of(
    claim: Claim, meaning: Meaning, decision: Decision, found: tuple[Finding, ...], numeric: Numeric | None
) -> Row:
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
        readings=(*filter(None, (claim.mended,)), *(chosen.readings if chosen else meaning.readings)),
        findings=found,
        numeric=numeric,
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
    names = plain_names(point.indices)
    values = {**{names[k]: str(v) for k, v in point.indices.items()}, **point.values, **point.functions}
    values = {at_place(name): value for name, value in values.items()}
    component = reduce(lambda said, name: said.replace(f"{name} =", f"{names[name]} ="), names, point.component)
    sizes = {size_name(name) if VERBATIM in name else name: size for name, size in point.dimensions.items()}
    return Witness(sizes, values, point.left, point.right, component)


def plain_names(indices: Iterable[str]) -> dict[str, str]:
    """The indices as a reader may see them: the free index of a component, `i#12`, is i, or i' where there is an i."""
    found: dict[str, str] = {}
    for name in sorted(indices, key=lambda name: "#" in name):
        plain = name.split("#")[0]
        while plain in found.values():
            plain += "'"
        found[name] = plain
    return found


def ready(decision: Decision) -> Model | None:
    """The goal of a proof, prepared once for both of its witnesses: reals and doubles have the same functions. None
    where it cannot be."""
    if decision.verdict != "proved" or decision.chosen is None:
        return None
    try:
        return prepare(decision.chosen.goal, Doubles.functions)
    except (Beyond, Spent, RecursionError):
        return None


def numbers(decision: Decision, model: Model | None) -> Comparison | None:
    """Both sides in double precision: a proof at random points, also against `numeric`; a disproof at its witness.
    `model` is the goal of a proof, where it is `ready`."""
    if decision.chosen is None:
        return None
    goal = decision.chosen.goal
    try:
        if decision.verdict == "proved":
            return held(goal, model) if model is not None else None
        return at_witness(goal, decision.point) if decision.verdict == "disproved" and decision.point else None
    except (Beyond, Spent, RecursionError):
        return None


def held(goal: Goal, model: Model) -> Comparison:
    """The comparison, and that with the program of `numeric` for this loss or gradient: a proof agrees in both."""
    compared = crosscheck(goal, model=model)
    program = against_numeric(goal, model=model) if compared.agrees else None
    if program is None:
        return compared
    if program.agrees:
        return replace(compared, held=program.name)
    return replace(compared, agrees=False, residual=program.residual, dimensions=(f"held against {program.name}",))


def numeric_of(decision: Decision, compared: Comparison | None) -> Numeric | None:
    """The numbers as they are told. Below 1e-13 a residual is rounding, which is not the same on every machine."""
    if compared is None or compared.agrees is None or decision.chosen is None:
        return None
    residual = compared.residual
    if compared.agrees:
        residual = 10.0 ** (max(LEAST, math.ceil(math.log10(residual))) if residual else LEAST)
    places = UNNAMED.sub(lambda m: size_name(m[0]), "; ".join(filter(None, compared.dimensions))) or "no dimensions"
    places += f"; held against {compared.held}" if compared.held else ""
    return Numeric(float(f"{residual:.2g}"), compared.points, places, compared.agrees)


def summary_of(decision: Decision) -> ProofSummary | None:
    proved = decision.proved
    if proved is None or decision.verdict == "undecided":
        return None
    conditions = tuple(condition_text(c) for c in proved.conditions)
    return ProofSummary(proved.steps, proved.rules, True, decision.modular, plain(proved.definitions), conditions)


def plain(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as they are told: those that were written out, as they were written."""
    return tuple(symbol(name) if name.startswith(VERBATIM) else name for name in names)


def unread_row(unread: Unread) -> Row:
    where: Span = unread.where
    bracket = unbalanced.in_text(unread.latex)
    return Row(
        id=f"{where.line}:{where.column}", line=where.line, column=where.column, kind="statement", latex=unread.latex,
        understood="", verdict="unread", reason=unread.reason, part=unread.part, excerpt=where.excerpt(),
        findings=(bracket,) if bracket else (),
    )


def symbols(run: Run) -> Iterator[str]:
    """What each symbol of the document was taken to be."""
    used = dict.fromkeys(key for v in run.done for key in v.meaning.touched)
    for key in used:
        kind = run.doc.env.kinds.get(key)
        if kind is not None:
            yield f"{plain((key,))[0]}: {kind.describe()} ({kind.source or 'inferred'})"
