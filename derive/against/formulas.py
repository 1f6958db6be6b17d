"""The proved formulas of a document that are a loss or a gradient of it, with their values at seeded points.

A document speaks of a table T of vectors, one for each index; with negative samples, rows 1 to K of T are the samples
and row o is the outside word. A program has one row for each word. So row s of T is row `words[s]` of the program's
table U, where `words` is a seeded permutation in which two samples may be the same word. By the chain rule the gradient
by a row of U is the sum of the document's gradients by all those rows of T that are this word: what is compared is
always the proved formula, for repeated samples too.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from derive.against.answer import Problem
from derive.crosscheck import Drawn, random_points
from derive.implemented import Recognised, array, component, recognised
from derive.measured import Doubles
from derive.refute.dual import plain
from derive.refute.indices import all_tuples, index_tuples
from derive.refute.model import Model, label
from derive.refute.outcome import Beyond, NoValue, Spent
from derive.refute.points import dimensions
from derive.refute.state import State
from derive.terms.codec import from_data
from derive.terms.theory import Goal
from derive.verdict import DocumentReport

POINTS = 12
SMALL = 5  # of them of the smallest sizes
TRIES = 30
MOST = 400  # components of one gradient at one point


@dataclass(frozen=True)
class Formula:
    """A proved claim: `output` is what it is a formula for (`answer.OUTPUTS`), of the loss named `kind`."""

    line: int
    column: int
    kind: str
    output: str
    meant: Recognised


@dataclass(frozen=True)
class Case:
    """A point: `expected` is the value of the formula in the shape of the program's output, NaN where the formula
    says nothing; `loss` is the value of the loss that it is a gradient of."""

    problem: Problem
    expected: Any
    loss: float


def formulas(document: DocumentReport) -> Iterator[Formula]:
    """Every proved claim `J = ...`, `dJ/dv = ...`, `dJ/dU = ...` of a loss that is known, in the document's order."""
    for _, text in document.certificates:
        data = json.loads(text)
        claim = data["claim"]
        if claim["verdict"] != "proved":
            continue
        goal = from_data(data["goal"], Goal)
        meant = recognised(goal) if goal.sign == "=" else None
        output = _output(meant) if meant is not None else None
        if meant is not None and output is not None:
            yield Formula(claim["line"], claim["column"], meant.program, output, meant)


def _output(meant: Recognised) -> str | None:
    if meant.variable is None:
        return "loss"
    parts = {meant.roles.table: "gradOutsideVecs", meant.roles.centre: "gradCenterVec"}
    return parts.get(meant.variable.name)


def cases(formula: Formula, seed: int = 0) -> Iterator[Case]:
    """At most `POINTS` points with the values there: some of the smallest sizes that the document allows, then random
    ones; at every other one with several samples, two of them are the same word."""
    model, met = formula.meant.model, set[str]()
    found = several = 0
    for small, base, source in places(model, seed):
        try:
            case = _case(formula, base, random.Random(source.random()), several % 2 == 0)
        except NoValue:
            continue
        except (Beyond, Spent, RecursionError):
            return
        if case is None or (small and (case.problem.sizes in met or found == SMALL)):
            continue
        met.add(case.problem.sizes)
        found, several = found + 1, several + (len(case.problem.samples) > 1)
        yield case
        if found == POINTS:
            return


def places(model: Model, seed: int) -> Iterator[tuple[bool, dict[str, int], random.Random]]:
    """Sizes and index values, the small ones first (True), with a source of random numbers each."""
    for k, sizes in enumerate(islice(dimensions(model.sizes, model.goal.theory), TRIES)):
        source = random.Random(f"{seed}/{k}")
        bases = all_tuples(model, sizes)
        if bases:
            yield True, source.choice(bases), source
    yield from ((False, base, source) for base, source in random_points(model, seed))


def _case(formula: Formula, base: dict[str, int], source: random.Random, repeat: bool) -> Case | None:
    """None where the outside word is a sample, which no program draws, or where nothing is said."""
    meant, roles = formula.meant, formula.meant.roles
    count = base.get("K", 0) if meant.program == "negative_sampling" else 0
    draw = Drawn(meant.model, source)
    meant.model.draw, meant.model.opened = draw, {}
    state = State(meant.model, Doubles(), base)
    rows, centres = array(meant.model, state, roles.table), array(meant.model, state, roles.centre)
    centre = centres if roles.row is None else centres[base[roles.row] - 1]
    if base[roles.target] <= count or count > len(rows):
        return None
    words = list(range(len(rows)))
    source.shuffle(words)
    table = np.empty_like(rows)
    table[words] = rows
    if count > 1 and repeat:
        words[1] = words[0]
        for j in range(1, rows.shape[1] + 1):
            draw.values[label(roles.table, (2, j))] = draw.values[label(roles.table, (1, j))]
    problem = Problem(centre, words[base[roles.target] - 1], table, tuple(words[:count]))
    loss = plain(meant.model.compiler(meant.loss)(State(meant.model, Doubles(), base))).value
    expected = _expected(formula, base, words, problem)
    return None if np.isnan(expected).all() else Case(problem, expected, loss)


def _expected(formula: Formula, base: dict[str, int], words: list[int], problem: Problem) -> Any:
    """The values of the formula, those for rows of the document's table added up word by word."""
    variable = formula.meant.variable
    if variable is None:
        return np.array(_value(formula, base))
    if formula.output == "gradCenterVec":
        found = np.full(problem.centre.shape, np.nan)
        for where, value in _components(formula, base):
            if len(where) == 1 or where[0] == base[formula.meant.roles.row or ""]:
                found[where[-1] - 1] = value
        return found
    slots = np.full(problem.table.shape, np.nan)
    for (row, column), value in _components(formula, base):
        slots[row - 1, column - 1] = value
    total = np.zeros(problem.table.shape)
    np.add.at(total, words, slots)
    return total


def _components(formula: Formula, base: dict[str, int]) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every component that the claim speaks of where target, centre and sizes are those of `base`."""
    meant, variable = formula.meant, formula.meant.variable
    assert variable is not None
    names = {name for index in variable.indices for name, _ in index.parts} | {
        name for name, _ in meant.model.goal.axes
    }
    names -= {meant.roles.target, meant.roles.row}
    kept = {name: value for name, value in base.items() if name not in names}
    sizes = {name: base[name] for name in meant.model.sizes}
    seen = 0
    for at in index_tuples(meant.model, sizes):
        if all(at.get(name, value) == value for name, value in kept.items()):
            seen += 1
            if seen > MOST:
                raise Beyond("too many components")
            yield component(variable, at), _value(formula, at)


def _value(formula: Formula, base: dict[str, int]) -> float:
    model = formula.meant.model
    return float(plain(model.right(State(model, Doubles(), base))).value)
