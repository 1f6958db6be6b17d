"""Proofs by cases: where a bit or a delta stands inside a function, each of its two values is tried."""

from __future__ import annotations

from typing import Any

from derive.prove.normal import atoms
from derive.terms.term import Delta, Entry, Sym, Term
from derive.terms.theory import Goal
from derive.terms.walk import free, parts, subterms

DEPTH = 2


def splits(goal: Goal, left: Term, right: Term) -> list[tuple[Any, ...]]:
    """The case distinctions that may help, in order: over bits, then over equal indices."""
    found: dict[tuple[Any, ...], None] = {}
    hidden = [t for side in (left, right) for atom in atoms(side) for part in parts(atom) for t in subterms(part)]
    for term in hidden:
        if isinstance(term, Sym | Entry) and is_bit(goal, term) and is_free(term):
            found.setdefault(("bit", term))
    for term in hidden:
        if isinstance(term, Delta) and is_free(term):
            found.setdefault(("indices", term.left, term.right))
    return list(found)


def is_bit(goal: Goal, term: Sym | Entry) -> bool:
    variable = goal.theory.variables.get(term.name)
    return variable is not None and variable.domain == "bit"


def is_free(term: Term) -> bool:
    """Whether no introduced name occurs in a term."""
    return not any(n.startswith("#") for n in free(term)[0])
