"""The user's own program held against the proved formulas of each document: `derive check notes.md --against f:g`.

    held_against(report, "word2vec:naive_softmax_loss_and_gradient")

Which formulas of a document are a loss or a gradient of the program's kind is found by value (`derive.implemented`).
Each such row gets the comparison as its `numeric`, each document a notice in words: which output differs from which
line, and by what. Samples prove nothing: that a program agrees means that no difference was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from derive.against import general
from derive.against.bounded import Bounded, bounded
from derive.against.compare import Comparison, Pair, difference, left_out, turned_alike
from derive.against.formulas import Formula, cases, formulas
from derive.against.program import GENERAL
from derive.verdict import DocumentReport, Failure, Numeric, Report, Row
from derive.worker import Limits

LEAST = 1e-13  # residuals below are rounding, which differs between machines
LINES = 4  # how many lines a notice names


def held_against(report: Report, target: str, limits: Limits | None = None) -> Report:
    """The report with what became of `module:function`, for documents that were checked with certificates. All calls of
    the function together have the time of `limits`, in a process that has its memory.

    Where no document has a formula to compare with, each is a failure: nothing compared is no agreement. Raises
    `DeriveError` if the function is not there, is not understood, raises, crashes, does not end, or answers something
    else than (loss, gradCenterVec (d,), gradOutsideVecs (W, d))."""
    with bounded(target, limits or Limits()) as program:
        found = [(document, compared(document, program)) for document in report.documents]
    documents = tuple(told(document, program, comparisons) for document, comparisons in found)
    failures = report.failures
    if not any(comparisons for _, comparisons in found):
        failures += tuple(Failure(document.path, nothing(document, program)) for document in report.documents)
    return replace(report, documents=documents, failures=failures)


def compared(document: DocumentReport, program: Bounded) -> list[Comparison]:
    """One comparison for each formula of the program's kind. If none of them is of the loss itself, the loss under
    each derivative counts as one."""
    if program.kind == GENERAL:
        found, losses = general.compared(document, program)
        return found + losses
    found, losses = [], []
    for formula in formulas(document):
        if formula.kind == program.kind:
            own, loss = _held(formula, program)
            if own.pairs:
                found.append(own)
                losses.append(loss)
    if any(own.output == "loss" for own in found):
        return found
    return found + losses


def _held(formula: Formula, program: Bounded) -> tuple[Comparison, Comparison]:
    pairs, losses = [], []
    for case in cases(formula):
        answer = program.run(case.problem)
        pairs.append(Pair(case.problem, answer, np.asarray(answer[formula.output]), case.expected))
        losses.append(Pair(case.problem, answer, np.asarray(answer["loss"]), np.asarray(case.loss)))
    own = Comparison(formula.line, formula.column, formula.output, turned_alike(formula.output, pairs))
    return own, Comparison(formula.line, formula.column, "loss", tuple(losses), True)


def told(document: DocumentReport, program: Bounded, found: Sequence[Comparison]) -> DocumentReport:
    """The document with the comparisons at their rows, and in words."""
    places = {
        (c.line, c.column): c for c in sorted(found, key=lambda c: (c.agrees, c.under), reverse=True)
    }  # the last one counts
    rows = tuple(_with_numbers(row, program, places.get((row.line, row.column))) for row in document.rows)
    words = list(notices(program, found)) if found else [nothing(document, program)]
    return replace(document, rows=rows, notices=(*document.notices, *words))


def _with_numbers(row: Row, program: Bounded, found: Comparison | None) -> Row:
    if found is None or row.verdict != "proved":
        return row
    held = f"{found.sizes}; held against {program.name}, {found.output}"
    if not found.agrees:
        held += f": {difference(found)}"
    residual = float(f"{max(LEAST, found.residual):.2g}")
    return replace(row, numeric=Numeric(residual, len(found.pairs), held, found.agrees))


def notices(program: Bounded, found: Sequence[Comparison]) -> list[str]:
    """For each output of the program one sentence: what it differs from, or what it agrees with."""
    outputs = list(dict.fromkeys(name for c in found for pair in c.pairs for name in pair.answer.outputs))
    return [f"against {program.name}: {_sentence(name, [c for c in found if c.output == name])}" for name in outputs]


def _sentence(output: str, found: Sequence[Comparison]) -> str:
    wrong = [c for c in found if not c.agrees]
    if wrong:
        worst = max(wrong, key=lambda c: (c.components, c.line))
        return f"{output} differs from {_lines(output, [worst])}: {difference(worst)}"
    if found:
        missing = left_out(found) if output == "gradOutsideVecs" else []
        rest = f", but for {' and '.join(missing)} no formula is proved here" if missing else ""
        return f"{output} agrees with {_lines(output, found)}, at {len(found[0].pairs)} points{rest}"
    return f"{output} is not compared, as no formula for it is proved here"


def _lines(output: str, found: Sequence[Comparison]) -> str:
    lines = list(dict.fromkeys(str(c.line) for c in found))
    shown = ", ".join(lines[:LINES]) + (f" and {len(lines) - LINES} more" if len(lines) > LINES else "")
    under = "what is differentiated in " if output == "loss" and all(c.under for c in found) else ""
    return f"{under}line{'s' if len(lines) > 1 else ''} {shown}"


def nothing(document: DocumentReport, program: Bounded) -> str:
    if program.kind == GENERAL:
        losses = [f"({', '.join(names)})" for names in dict.fromkeys(general.asked(document))]
        words = f"no proved gradient here is of a loss of its parameters ({', '.join(program.parameters)})"
        known = f"the losses here are of {', '.join(losses[:LINES])}" if losses else "there is no gradient of any loss"
        return f"nothing to hold {program.name} against: {words}; {known}"
    loss = program.kind.replace("_", " ")
    return f"nothing to hold {program.name} against: no proved formula here is the {loss} loss or a gradient of it"
