"""Proofs by cases: where a bit or a delta stands inside a function, each of its two values is tried; where a case
distinction, an absolute value or a positive part turns on a sign, both of these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.prove.normal import atoms
from derive.rules.prepare import total
from derive.terms.term import ZERO, Cases, Compare, Delta, Entry, Fun, Sym, Term, sub
from derive.terms.theory import Goal
from derive.terms.walk import free, parts, subterms

DEPTH = 2
SIGNED = ("abs", "relu")


def splits(goal: Goal, left: Term, right: Term) -> list[tuple[Any, ...]]:
    """The case distinctions that may help, in order: over bits, then over equal indices, then over signs."""
    found: dict[tuple[Any, ...], None] = {}
    hidden = [t for side in (left, right) for atom in atoms(side) for part in parts(atom) for t in subterms(part)]
    for term in hidden:
        if isinstance(term, Sym | Entry) and is_bit(goal, term) and is_free(term):
            found.setdefault(("bit", term))
    for term in hidden:
        if isinstance(term, Delta) and is_free(term):
            found.setdefault(("indices", term.left, term.right))
    for term in (t for side in (left, right) for t in subterms(side)):
        for turning in turns_on(term):
            if is_free(turning) and total(turning, goal):
                found.setdefault(("sign", turning))
    return list(found)


def turns_on(term: Any) -> Iterator[Term]:
    """What a case distinction compares with 0, and what is between bars."""
    if isinstance(term, Cases):
        for condition, _ in term.branches:
            if condition is not None and condition.sign in ("<", "<=", ">", ">="):
                yield difference(condition)
    elif isinstance(term, Fun) and term.name in SIGNED and isinstance(term.arguments[0], Term):
        yield term.arguments[0]


def difference(condition: Compare) -> Term:
    """Of strict comparisons the side that includes 0 where the condition fails."""
    left, right = (condition.left, condition.right) if condition.sign in (">=", "<") else (
        condition.right, condition.left)
    return left if right == ZERO else sub(left, right)


def is_bit(goal: Goal, term: Sym | Entry) -> bool:
    variable = goal.theory.variables.get(term.name)
    return variable is not None and variable.domain == "bit"


def is_free(term: Term) -> bool:
    """Whether no introduced name occurs in a term."""
    return not any(n.startswith("#") for n in free(term)[0])
