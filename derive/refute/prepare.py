"""From a goal to a `Model`: what bears on it, which equations give values, what stays free."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.functions import FUNCTIONS
from derive.refute.evaluate import Compiler
from derive.refute.indices import places
from derive.refute.matrices import NAMES
from derive.refute.model import Equation, Model
from derive.refute.outcome import Beyond
from derive.refute.scan import Mentions, mentions, variable_name
from derive.refute.state import Closure, bounds
from derive.terms.term import Delta, Deriv, Entry, Fun, Index, Range, Sym, Term
from derive.terms.theory import Definition, Goal, Hypothesis, Theory, Variable, turns
from derive.terms.walk import subterms

WHOLE = ("bit", "sign", "integer", "natural")
SIGNS = ("positive", "nonnegative", "negative", "nonzero")
Edges = dict[str, set[str]]


def prepare(goal: Goal, known: frozenset[str]) -> Model:
    """Everything about the goal that does not change from point to point.

    `known` are the functions of the arithmetic; one that the document defines for itself is unfolded instead."""
    theory = goal.theory
    reached, hypotheses = _reach(goal)
    functions = {n: d for n, d in theory.definitions.items() if d.kind == "function" and n in reached.names}
    integers = frozenset(n for n, v in theory.variables.items() if v.domain in WHOLE and n not in theory.definitions)
    compiler = Compiler(known, frozenset(functions), integers)
    equations, checks = _orient(_equations(theory, reached, hypotheses, compiler), reached.by)
    depends = {name: _depends_on(name, goal) for name in sorted(theory.dependent) if name not in equations}
    _no_property_of_open(hypotheses, known | functions.keys())
    axes = {name: r for name, r in {**theory.indices, **dict(goal.axes)}.items() if name in reached.indices}
    axes.update(_unranged(theory, reached, axes, hypotheses))
    return Model(
        goal,
        compiler,
        compiler(goal.left),
        compiler(goal.right),
        frozenset(reached.names),
        tuple(sorted(reached.indices - axes.keys())),
        axes,
        hypotheses,
        equations,
        {name: (definition, compiler(definition.body)) for name, definition in functions.items()},
        {name: by for name, by in depends.items() if by},
        _domains(theory, hypotheses),
        {name: _turned(name, goal, compiler) for name, by in depends.items() if by == ()},
        checks,
        bounds={name: tuple(bounds(r) for r in v.ranges) for name, v in theory.variables.items() if v.ranges},
        places=places(axes, hypotheses),
    )


# --- what bears on the goal ------------------------------------------------------------------------------------------
def _reach(goal: Goal) -> tuple[Mentions, tuple[Hypothesis, ...]]:
    """What the goal mentions, through definitions, ranges and hypotheses; and the hypotheses that bear on it."""
    theory, found = goal.theory, mentions(goal.left, goal.right, *(r for _, r in goal.axes))
    found.indices.update(name for name, _ in goal.axes)
    done: set[Any] = set()
    size = -1
    while size != len(done):
        size = len(done)
        for key, parts, parameters in list(_bearing(theory, found)):
            if key not in done:
                done.add(key)
                found.absorb(mentions(*parts), parameters)
    return found, tuple(h for h in theory.hypotheses if ("hypothesis", h) in done)


def _bearing(theory: Theory, found: Mentions) -> Iterator[tuple[Any, list[Any], frozenset[str]]]:
    """What is to be added for the names found so far: a key, the parts to walk, their bound names."""
    for name, definition in theory.definitions.items():
        if name in found.names:
            yield ("definition", name), [definition.body], frozenset(definition.parameters)
    for name, variable in theory.variables.items():
        if name in found.names:
            yield ("variable", name), list(variable.ranges), frozenset()
    for name, range_ in theory.indices.items():
        if name in found.indices:
            yield ("index", name), [range_], frozenset()
    for h in theory.hypotheses:
        parameters = frozenset(name for name, _ in h.parameters)
        parts = [part for part in (h.left, h.right, *(r for _, r in h.parameters)) if part is not None]
        if _bears(theory, h, mentions(*parts), parameters, found):
            yield ("hypothesis", h), parts, parameters


def _bears(theory: Theory, h: Hypothesis, own: Mentions, parameters: frozenset[str], found: Mentions) -> bool:
    """Through definitions, too: of `p = \\sigma(z)`, `p > 1/2` says something of z."""
    if h.kind in ("same", "distinct"):
        return bool((own.indices - parameters) & found.indices)
    waiting, seen = list(own.names), set(own.names)
    while waiting and not seen & found.names:
        definition = theory.definitions.get(waiting.pop())
        more = set(mentions(definition.body).names) - seen if definition is not None else set()
        waiting += sorted(more)
        seen |= more
    return bool(seen & found.names)


def _no_property_of_open(hypotheses: tuple[Hypothesis, ...], known: frozenset[str]) -> None:
    """`f(-x) = f(x)` is meant for all x; it tells which functions are spoken of, and the chosen one is none of them."""
    for h in hypotheses:
        if h.kind != "equal" or isinstance(h.left, (Sym, Entry)):
            continue
        for part in (p for side in (h.left, h.right) if isinstance(side, Term) for p in subterms(side)):
            if isinstance(part, Fun) and part.name not in known | FUNCTIONS.keys() | NAMES:
                raise Beyond(f"no function is known that has the property {h.name}")


# --- equations -------------------------------------------------------------------------------------------------------
def _equations(
    theory: Theory, reached: Mentions, hypotheses: tuple[Hypothesis, ...], compiler: Compiler
) -> list[Equation]:
    made = []
    for name, definition in theory.definitions.items():
        if name in reached.names and definition.kind != "function":
            pattern = tuple(Index(((p, 1),)) for p in definition.parameters)
            parameters = tuple((p, None) for p in definition.parameters)
            made.append(Equation(name, pattern, parameters, compiler(definition.body), definition))
    for h in hypotheses:
        if h.kind == "equal" and isinstance(h.left, (Sym, Entry)) and h.left.name not in theory.definitions:
            if _turns_on_itself(h):
                continue
            pattern = h.left.indices if isinstance(h.left, Entry) else ()
            made.append(Equation(h.left.name, pattern, h.parameters, compiler(h.right), h))  # type: ignore[arg-type]
    return made


def _turns_on_itself(h: Hypothesis) -> bool:
    """`A[j, i] = -A[i, j]` gives no component by another one; a recurrence does."""
    names = {name for i in h.left.indices for name, _ in i.parts} if isinstance(h.left, Entry) else set()
    plain = isinstance(h.left, Entry) and not any(i.offset for i in h.left.indices)
    return plain and any(
        isinstance(part, Entry) and part.name == h.left.name  # type: ignore[union-attr]
        and {name for i in part.indices for name, _ in i.parts} == names and not any(i.offset for i in part.indices)
        for part in subterms(h.right)  # type: ignore[arg-type]
    )


def _orient(equations: list[Equation], by: set[str]) -> tuple[dict[str, tuple[Equation, ...]], tuple[Definition, ...]]:
    """The equations to use, by name, and the definitions only to be checked because they close a circle."""
    used: dict[str, tuple[Equation, ...]] = {}
    edges: Edges = {}
    checks = []
    for equation in sorted(equations, key=lambda e: (e.name in by, isinstance(e.origin, Hypothesis))):
        origin = equation.origin
        targets = mentions(origin.body if isinstance(origin, Definition) else origin.right).names
        if not equation.pattern and any(equation.name in closure(edges, t) for t in targets):
            if isinstance(origin, Definition):
                checks.append(origin)
            continue
        used[equation.name] = (*used.get(equation.name, ()), equation)
        edges.setdefault(equation.name, set()).update(targets)
    return used, tuple(checks)


def closure(edges: Edges, start: str) -> set[str]:
    """All that can be reached from `start`, itself included."""
    found, todo = {start}, [start]
    while todo:
        new = edges.get(todo.pop(), set()) - found
        found |= new
        todo.extend(new)
    return found


def _depends_on(name: str, goal: Goal) -> tuple[str, ...] | None:
    """The variables that an undefined dependent symbol is a function of: those that the goal or a definition
    differentiates it by, without those that others of them are made of.

    None where nothing is differentiated; empty where every such variable is itself made of the symbol."""
    theory = goal.theory
    bodies = [*(d.body for d in theory.definitions.values()), *_equal_parts(theory)]
    every = mentions(goal.left, goal.right, *bodies)
    edges = _edges(theory)
    by = {v for d in every.derivatives for v in [variable_name(d)] if v is not None and _reaches(edges, d, name)}
    if not by:
        return None
    made_of = {v: closure(edges, v) - {v} for v in by}
    by = {v for v in by if name not in made_of[v]}
    return tuple(sorted(v for v in by if not any(v in made_of[u] and u not in made_of[v] for u in by)))


def _turned(name: str, goal: Goal, compiler: Compiler) -> tuple[str, Closure] | None:
    """The one variable made of this symbol that the goal differentiates by, with its formula, if that is made of
    nothing else; None if there are more."""
    edges, definitions = _edges(goal.theory), goal.theory.definitions
    by = mentions(goal.left, goal.right, *(d.body for d in definitions.values())).by
    found = [definitions[v] for v in sorted(by) if v in definitions and name in closure(edges, v)]
    alone = len(found) == 1 and turns(name, found[0].name, goal.theory)
    return (found[0].name, compiler(found[0].body)) if alone else None


def _equal_parts(theory: Theory) -> list[Any]:
    return [part for h in theory.hypotheses if h.kind == "equal" for part in (h.left, h.right)]


def _edges(theory: Theory) -> Edges:
    edges: Edges = {}
    for d in theory.definitions.values():
        own = mentions(d.body)
        edges[d.name] = own.names - set(d.parameters)
    for h in theory.hypotheses:
        if h.kind == "equal" and isinstance(h.left, (Sym, Entry)):
            edges.setdefault(h.left.name, set()).update(mentions(h.right).names)
    return edges


def _reaches(edges: Edges, derivative: Deriv, name: str) -> bool:
    return any(name in closure(edges, start) for start in mentions(derivative.body).names)


def _domains(theory: Theory, hypotheses: tuple[Hypothesis, ...]) -> dict[str, Variable]:
    """The variables, with what sign hypotheses about plain names add to their domains."""
    found = dict(theory.variables)
    for h in hypotheses:
        if h.kind in SIGNS and isinstance(h.left, (Sym, Entry)):
            old = found.get(h.left.name, Variable(h.left.name))
            if old.domain == "real":
                found[h.left.name] = Variable(old.name, old.ranges, h.kind, old.traits)
    return found


def _unranged(
    theory: Theory, reached: Mentions, axes: dict[str, Range], hypotheses: tuple[Hypothesis, ...]
) -> dict[str, Range]:
    """Index names that the theory gives no range, such as `c` in `y[k] = delta(k, c)`: they get the range of what
    they are compared with. Every other name is a size."""
    ends = {*theory.indices.values(), *(r for v in theory.variables.values() for r in v.ranges)}
    ends |= {r for h in hypotheses for _, r in h.parameters}
    known = {*theory.sizes, *theory.fixed, *axes, *mentions(*ends).indices}
    found: dict[str, Range] = {}
    for h in hypotheses:
        spans = dict(h.parameters)
        for side in (h.left, h.right):
            for part in subterms(side) if isinstance(side, Term) else ():
                if isinstance(part, Delta):
                    for one, other in ((part.left.name, part.right.name), (part.right.name, part.left.name)):
                        if one in spans and other is not None and other in reached.indices - known - spans.keys():
                            found[other] = spans[one]
    return found
