"""The proved gradients of any loss of a document, held against a program whose parameters are the document's symbols.

    def ridge(x, A, b, lambda_):
        ...
        return loss, gradient        # by x; a second gradient would be by A, and so on

A parameter is a symbol of the same letters, `lambda_` is `\\lambda`, `X` may be `x` where there is no other; besides
arrays these may be sizes and indices, which count from 0 in a program. The loss is the one that the document
differentiates, as it was understood, and its gradient the right side that was proved.
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.against.answer import Point, gradient
from derive.against.bounded import Bounded
from derive.against.compare import Comparison, Pair, turned_alike
from derive.against.formulas import MOST, POINTS, SMALL, places
from derive.crosscheck import Drawn
from derive.implemented import array, component
from derive.measured import Doubles
from derive.refute.dual import plain
from derive.refute.facts import require_hypotheses
from derive.refute.indices import index_tuples
from derive.refute.model import Model, label
from derive.refute.outcome import Beyond, NoValue, Spent
from derive.refute.prepare import prepare
from derive.refute.state import State
from derive.terms.codec import from_data
from derive.terms.term import Deriv, Entry, Index, Term
from derive.terms.theory import Goal, Hypothesis
from derive.terms.walk import subterms
from derive.verdict import DocumentReport


@dataclass(frozen=True)
class Gradient:
    """A proved claim `d loss / d variable = ...`; `symbols` says of each parameter of the program what it is here."""

    line: int
    column: int
    model: Model
    loss: Term
    variable: Entry
    symbols: dict[str, str]

    @property
    def output(self) -> str:
        """The output of the program that this is a formula for; nothing if it takes no such variable."""
        return next((gradient(name) for name, symbol in self.symbols.items() if symbol == self.variable.name), "")


def compared(document: DocumentReport, program: Bounded) -> tuple[list[Comparison], list[Comparison]]:
    """For each gradient of a loss of the program's parameters a comparison of it, and one of the loss."""
    found, losses = [], []
    for formula in gradients(document, program):
        pairs, under = [], []
        for point, loss, expected in values(formula):
            answer = program.run(point)
            under.append(Pair(point, answer, np.asarray(answer["loss"]), np.asarray(loss)))
            if formula.output in answer.outputs:
                pairs.append(Pair(point, answer, answer[formula.output], expected))
        if pairs:
            found.append(Comparison(formula.line, formula.column, formula.output, turned_alike(formula.output, pairs)))
        if under:
            losses.append(Comparison(formula.line, formula.column, "loss", tuple(under), True))
    return found, losses


def gradients(document: DocumentReport, program: Bounded) -> Iterator[Gradient]:
    """The proved gradients of losses that the parameters determine, in the document's order."""
    for (line, column), model, loss, variable in differentiated(document):
        symbols = matched(model, program)
        if symbols is not None and needed(model, variable, symbols.values()) <= set(symbols.values()):
            yield Gradient(line, column, model, loss, variable, symbols)


def asked(document: DocumentReport) -> Iterator[tuple[str, ...]]:
    """For each gradient the symbols of its loss."""
    for _, model, _, variable in differentiated(document):
        yield tuple(sorted(needed(model, variable, ())))


def differentiated(document: DocumentReport) -> Iterator[tuple[tuple[int, int], Model, Term, Entry]]:
    """The proved claims `d loss / d variable = ...` of a loss that is known: place, model, loss and variable."""
    for _, text in document.certificates:
        data = json.loads(text)
        claim = data["claim"]
        goal = from_data(data["goal"], Goal) if claim["verdict"] == "proved" else None
        if goal is None or goal.sign != "=" or not isinstance(goal.left, Deriv):
            continue
        loss, variable = goal.left.body, goal.left.variable
        if not isinstance(variable, Entry) or isinstance(loss, Deriv):
            continue
        try:
            model = prepare(goal, Doubles.functions)
        except (Beyond, Spent, RecursionError):
            continue
        if not model.dependent:
            yield (claim["line"], claim["column"]), model, loss, variable


def matched(model: Model, program: Bounded) -> dict[str, str] | None:
    """Which symbol each parameter is; None if one is no symbol of the claim, or may be several, and has no default."""
    symbols = {name: letters(name) for name in (*model.names & model.domains.keys(), *model.axes, *model.sizes)}
    found = {}
    for parameter in program.parameters:
        wanted = letters(parameter)
        same = [name for name, known in symbols.items() if known == wanted]
        same = same or [name for name, known in symbols.items() if known.lower() == wanted.lower()]
        if len(same) == 1:
            found[parameter] = same[0]
        elif parameter not in program.optional:
            return None
    return found


def letters(name: str) -> str:
    """`\\lambda` and `lambda_` alike; nothing for a name that the reader made up."""
    return "" if name.endswith("*") or "#" in name else "".join(c for c in name if c.isalnum())


def needed(model: Model, variable: Entry, given: Collection[str]) -> set[str]:
    """What the loss may depend on: the free symbols, and the indices that are no component. An index need not be given
    where a vector is that is one-hot there."""
    free = {name for name in model.names & model.domains.keys() if name not in model.equations}
    own = {name for index in variable.indices for name, _ in index.parts} | {name for name, _ in model.goal.axes}
    assumed = [e.origin for name in given for e in model.equations.get(name, ()) if isinstance(e.origin, Hypothesis)]
    known = {name for origin in assumed for name in index_names(origin.right)}
    return free | {name for name in model.axes if letters(name)} - own - known


def index_names(term: Term | Index | None) -> Iterator[str]:
    for part in subterms(term) if isinstance(term, Term) else ():
        for value in vars(part).values():
            for index in value if isinstance(value, tuple) else (value,):
                if isinstance(index, Index):
                    yield from (name for name, _ in index.parts)


def values(formula: Gradient, seed: int = 0) -> Iterator[tuple[Point, float, Any]]:
    """At most `POINTS` points, some of the smallest sizes, with the loss there, and the gradient in the shape of its
    variable, NaN where the formula says nothing."""
    model, met = formula.model, set[str]()
    found = 0
    for small, base, source in places(model, seed):
        drawn = Drawn(model, random.Random(source.random()))
        model.draw, model.opened = drawn, {}
        state = State(model, Doubles(), base)
        try:
            require_hypotheses(model, state)
            given = {name: value(model, state, symbol) for name, symbol in formula.symbols.items()}
            point = Point(given, size_words(model, base))
            if small and (point.sizes in met or found == SMALL):
                continue
            loss = plain(model.compiler(formula.loss)(state)).value
            expected = slopes(formula, state)
            if not drawn.values.keys() <= components(formula, base):
                return  # vectors u_0, u_1, ... that are no array of the document
        except NoValue:
            continue
        except (Beyond, Spent, RecursionError):
            return
        met.add(point.sizes)
        found += 1
        yield point, loss, expected
        if found == POINTS:
            return


def components(formula: Gradient, base: dict[str, int]) -> set[str]:
    """The labels of all that a program is given."""
    symbols = [name for name in formula.symbols.values() if name in formula.model.domains]
    return {label(name, at) for name in symbols for at in formula.model.components(name, base)}


def size_words(model: Model, base: dict[str, int]) -> str:
    return ", ".join(f"{name} = {base[name]}" for name in model.sizes) or "one component"


def value(model: Model, state: State, symbol: str) -> Any:
    """What a program is given for a symbol: an array, a number, a size, or an index that counts from 0."""
    if symbol in model.sizes:
        return state.base[symbol]
    if symbol in model.axes:
        return state.base[symbol] - 1
    if any(k < 1 for at in model.components(symbol, state.base) for k in at):
        raise Beyond(f"{symbol} does not count from 1")
    found = array(model, state, symbol)
    return found if found.shape else found.item()


def slopes(formula: Gradient, state: State) -> Any:
    """Every component of the gradient of which the claim speaks."""
    model, base = formula.model, state.base
    own = {name for index in formula.variable.indices for name, _ in index.parts} | {n for n, _ in model.goal.axes}
    kept = {name: number for name, number in base.items() if name not in own}
    found = np.full(np.shape(array(model, state, formula.variable.name)), np.nan)
    if found.ndim != len(formula.variable.indices):
        raise Beyond("a component of no array of the document")
    for count, at in enumerate(index_tuples(model, {name: base[name] for name in model.sizes})):
        if count == MOST:
            raise Beyond("too many components")
        if kept.items() <= at.items():
            place = tuple(k - 1 for k in component(formula.variable, at))
            found[place] = plain(model.right(State(model, Doubles(), at))).value
    return found
