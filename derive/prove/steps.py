"""The steps of the normal form, in the order in which they are tried, for each kind of atom.

A step returns the new term and the lines that prove the equation, or None where it does not apply.
"""

from __future__ import annotations

from typing import Any

from derive.prove.normal import Normaliser, Step, Try
from derive.prove.on_functions import at_zero, by_name, known_function, power, unopened
from derive.prove.on_inverses import inverted
from derive.prove.on_sums import (
    aligned,
    completed,
    constant,
    contracted,
    delta,
    linear,
    reordered,
    replaced,
    sine_squared,
    traits,
    written_out,
)
from derive.rules.derivatives import depends
from derive.rules.ranges import instance
from derive.rules.sums import addends
from derive.terms.term import (
    Cases,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Integral,
    Mul,
    Pow,
    Prod,
    Sum,
    Sym,
    Tensor,
    Term,
)
from derive.terms.walk import free, match, substitute, subterms, text


# --- names -------------------------------------------------------------------------------------------------------
def hypothesis(on: Normaliser, term: Any) -> Step | None:
    """An assumed equation about this very term."""
    if not on.assume:
        return None
    for number, known in enumerate(on.draft.theory.hypotheses):
        if known.kind != "equal" or getattr(known.left, "name", None) != term.name or known.left == known.right:
            continue
        found = match(known.left, term, [n for n, _ in known.parameters])  # type: ignore[arg-type]
        inside = found is not None and all(
            getattr(on.draft.ranges, need.kind)(*need.subject) for need in instance(known, found))
        new = substitute(known.right, found or {}) if inside else None
        if new is not None and not turned_back(term, new):
            on.draft.assume(term, new)
            return new, [on.draft.write("hypothesis", number, term)]
    return None


def turned_back(term: Any, new: Term) -> bool:
    """`A[j, i] = A[i, j]` is used one way only, or it would go round in a circle."""
    return isinstance(term, Entry) and any(
        isinstance(e, Entry) and e.name == term.name and sorted(map(text, e.indices)) == sorted(map(text, term.indices))
        and text(e) >= text(term) for e in subterms(new))


def symmetric(on: Normaliser, term: Entry) -> Step | None:
    if len(term.indices) != 2 or not on.draft.has_trait(term.name, "symmetric"):
        return None
    return on.apply("symmetric", term) if text(term.indices[1]) < text(term.indices[0]) else None


# --- derivatives -----------------------------------------------------------------------------------------------------
def derivative(on: Normaliser, term: Deriv) -> Step | None:
    """Definitions that may depend on the variable unfolded, inner derivatives worked out, then the derivative."""
    theory, name = on.draft.theory, term.variable.name  # type: ignore[attr-defined]
    whole = {t.body.name for t in subterms(term.body) if isinstance(t, Tensor) and isinstance(t.body, Entry)}
    moved = {t.name for t in subterms(term.body) if isinstance(t, Fun)
             and any(isinstance(a, Term) and depends(a, name, theory) for a in t.arguments)}
    names = tuple(sorted(n for n in free(term.body)[1] - whole if n != name and n in theory.definitions
                         and (n in moved or depends(theory.definitions[n].body, name, theory))))
    if names:
        return on.unfolded(term, names)
    if any(isinstance(t, Deriv | Integral | Cases) for t in subterms(term.body)):
        inner, line = on.inside(term)
        if line is not None and inner != term:
            return inner, [line]
    return on.differentiated(term)


# --- the order -------------------------------------------------------------------------------------------------------
def cases(on: Normaliser, term: Cases) -> Step | None:
    for rule in ("cases-first", "cases-skip", "cases-delta", "cases-bit"):
        done = on.apply(rule, term)
        if done is not None:
            return done
    return None


def product_of_exp(on: Normaliser, term: Prod) -> Step | None:
    for rule in ("prod-exp", "prod-constant"):
        done = on.apply(rule, term)
        if done is not None:
            return done
    return on.apply("prod-split", term) if isinstance(term.body, Mul | Pow) else None


def extremum(on: Normaliser, term: Extremum) -> Step | None:
    outside = any(term.name not in free(t)[0] for t in addends(term.body))
    return on.apply("extremum-shift", term) if outside else None


BEFORE: dict[type, tuple[Try, ...]] = {
    Sym: (hypothesis,),
    Entry: (hypothesis, symmetric),
    Delta: (delta,),
    Sum: (written_out, aligned, completed),
    Prod: (written_out,),
    Fun: (hypothesis, unopened, known_function),
    Deriv: (derivative,),
    Cases: (cases,),
}
AFTER: dict[type, tuple[Try, ...]] = {
    Sum: (linear, constant, contracted, traits, inverted, reordered),
    Prod: (product_of_exp,),
    Extremum: (extremum,),
    Fun: (hypothesis, at_zero, by_name),
    Pow: (power,),
    Cases: (cases,),
}
POLISH: tuple[Try, ...] = (replaced, sine_squared)
