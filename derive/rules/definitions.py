"""Names replaced by what they stand for, wherever they occur."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.rules.derivatives import Differentiation
from derive.rules.model import Condition, RuleError, expect
from derive.rules.ranges import Ranges
from derive.rules.signs import Signs
from derive.terms.term import Deriv, Entry, Fun, Sym, Term
from derive.terms.theory import Definition, Theory
from derive.terms.walk import aside, free, rebuilt, substitute, subterms


def unfold(term: Any, names: tuple[str, ...], theory: Theory) -> Any:
    """`term` with every occurrence of the names replaced, once; not where a derivative is by that very name."""
    expect(all(n in theory.definitions for n in names), "not a defined name")
    return _unfold(term, frozenset(names), theory)


def unfolded(term: Term, names: tuple[str, ...], theory: Theory) -> Term:
    """The same, or the term itself where a definition cannot be put in."""
    try:
        new: Term = unfold(term, names, theory)
    except RuleError:
        return term
    return new


def _unfold(term: Any, names: frozenset[str], theory: Theory) -> Any:
    names &= free(term)[1]
    if not names:
        return term
    if isinstance(term, Deriv):
        return Deriv(_unfold(term.body, names - {term.variable.name}, theory), term.variable)  # type: ignore[attr-defined]
    term = _apart(term, names, theory)
    inner = rebuilt(term, lambda t: _unfold(t, names, theory))
    if isinstance(inner, Sym | Entry | Fun) and inner.name in names:
        return instance(inner, theory.definitions[inner.name], theory)
    return inner


def _apart(term: Any, names: frozenset[str], theory: Theory) -> Any:
    """Bound names step aside for the names that are free in the definitions."""
    bodies = [(theory.definitions[n].body, set(theory.definitions[n].parameters)) for n in sorted(names)]
    taken = [set[str]().union(*(free(b)[k] - p for b, p in bodies)) for k in (0, 1)]
    return aside(term, taken[0], taken[1])


def instance(term: Any, definition: Definition, theory: Theory) -> Any:
    """What a term stands for."""
    if definition.kind == "scalar":
        expect(isinstance(term, Sym), f"{definition.name} is a scalar")
        return definition.body
    if definition.kind == "tensor":
        expect(isinstance(term, Entry) and len(term.indices) == len(definition.parameters), "another number of indices")
        return substitute(definition.body, dict(zip(definition.parameters, term.indices, strict=True)))
    expect(isinstance(term, Fun) and len(term.arguments) == len(definition.parameters), "another number of arguments")
    expect(not term.indices, "a component of a function")
    return _applied(term, definition, theory)


def _applied(term: Fun, definition: Definition, theory: Theory) -> Any:
    body = definition.body
    for name, order in zip(definition.parameters, term.orders, strict=False):
        for _ in range(order):
            work = Differentiation(Sym(name), theory)
            body = work.of(body)
            expect(all(_always(c, definition, theory) for c in work.needs), "differentiable under conditions only")
    variables = [t.variable for t in subterms(body) if isinstance(t, Deriv)]
    expect(not any(v.name in definition.parameters for v in variables), "a derivative by a parameter")  # type: ignore[attr-defined]
    return substitute(body, {}, dict(zip(definition.parameters, term.arguments, strict=True)))


def _always(condition: Condition, definition: Definition, theory: Theory) -> bool:
    """Whether a condition holds wherever the function has a value: `log σ(t)` asks for `σ(t) > 0`. What is known of
    a variable with the name of a parameter is not known of the parameter."""
    variables = {n: v for n, v in theory.variables.items() if n not in definition.parameters}
    apart = replace(theory, variables=variables, hypotheses=())
    signs = Signs(apart, Ranges(apart, theory.indices), [])
    return all(signs.holds(condition.kind, t) for t in condition.subject)
