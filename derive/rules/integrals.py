"""The variables of integrals set apart: what is declared of `t` somewhere says nothing of the `t` of an integral."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

from derive.terms.parts import rebuilt
from derive.terms.term import Integral, Sym, Term
from derive.terms.theory import Goal, Theory
from derive.terms.walk import free, fresh, substitute, subterms

Key: TypeAlias = "tuple[str, Term | None, Term | None]"


def apart(goal: Goal) -> Goal:
    """The goal with the variables of its integrals renamed where the name means something else too: a symbol that
    stands outside, is declared or is assumed something of, or the variable of an integral over another range."""
    bodies = {name: d.body for name, d in goal.theory.definitions.items()}
    integrals = [t for side in (goal.left, goal.right, *bodies.values()) for t in subterms(side)
                 if isinstance(t, Integral)]
    if not integrals:
        return goal
    names = _new_names(integrals, spoken_of(goal))
    if all(key[0] == name for key, name in names.items()):
        return goal
    definitions = {n: replace(d, body=_renamed(d.body, names)) for n, d in goal.theory.definitions.items()}
    theory = replace(goal.theory, definitions=definitions)
    return replace(goal, left=_renamed(goal.left, names), right=_renamed(goal.right, names), theory=theory)


def spoken_of(goal: Goal) -> set[str]:
    """The symbols that are free in the goal, defined, or not just any real number."""
    theory: Theory = goal.theory
    terms = [goal.left, goal.right, *(d.body for d in theory.definitions.values())]
    terms += [s for h in theory.hypotheses for s in (h.left, h.right) if isinstance(s, Term)]
    declared = {n for n, v in theory.variables.items() if v.domain != "real" or v.traits or v.ranges}
    return declared.union(theory.definitions, theory.dependent, *(free(t)[1] for t in terms))


def _new_names(integrals: list[Integral], taken: set[str]) -> dict[Key, str]:
    names: dict[Key, str] = {}
    used = set(taken)
    inside = {t.name for t in integrals}
    for integral in integrals:
        key = (integral.name, integral.lower, integral.upper)
        if key not in names:
            names[key] = integral.name if integral.name not in used else fresh(integral.name, used | inside)
            used.add(names[key])
    return names


def _renamed(node: Any, names: dict[Key, str]) -> Any:
    if isinstance(node, Integral):
        name = names[node.name, node.lower, node.upper]
        body = _renamed(node.body, names)
        if name != node.name:
            body = substitute(body, {}, {node.name: Sym(name)})
        ends = [end and _renamed(end, names) for end in (node.lower, node.upper)]
        return Integral(name, body, *ends)
    return rebuilt(node, lambda part: _renamed(part, names))
