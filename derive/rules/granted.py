"""What a claim takes for granted by having a meaning at all: its denominators, logarithms and roots."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeAlias

from derive.rules.definitions import unfolded
from derive.rules.exponentials import integers, whole
from derive.rules.intervals import KNOWN
from derive.rules.ring import Poly, Ring, TooLarge
from derive.rules.signs import Signs
from derive.terms.term import (
    ZERO,
    Add,
    Cases,
    Deriv,
    Extremum,
    Fun,
    Mul,
    Num,
    Pow,
    Prod,
    Range,
    Sum,
    Tensor,
    Term,
)
from derive.terms.theory import Hypothesis, Theory
from derive.terms.walk import of_deltas, parts, settled

MOST = 400  # facts that follow
Ask: TypeAlias = Callable[[list[Hypothesis]], Signs]


class Grants:
    """What is granted in a proof. `ask` gives the oracle of signs with more facts than the theory has."""

    def __init__(self, theory: Theory, ring: Ring, sides: list[Term]) -> None:
        self.theory, self.ring, self.sides = theory, ring, sides
        self.granted = [fact for side in sides for fact in presupposed(side, theory)]
        self.shown = signs_assumed(theory)
        self._waiting: list[tuple[str, ...]] = []

    def put_in(self, names: tuple[str, ...]) -> None:
        """Definitions were put in: what is granted is granted of the new terms, and so is what the claim presupposes
        with the definitions put into it. (A term that a rule brought in may have no value: it grants nothing.)"""
        self._waiting.append(names)

    def assume(self, term: Term) -> None:
        """An assumed equation says that a name is this term: so that has a meaning too."""
        self._settle()
        if term not in self.sides:
            self.sides = [*self.sides, term]
            self.granted += presupposed(term, self.theory)

    def _settle(self) -> None:
        for names in self._waiting:
            self.sides, new = put_in(names, self.sides, self.granted, self.theory)
            self.granted = list(dict.fromkeys(self.granted + new))
        self._waiting.clear()

    def carry(self, left: Term, right: Term, bound: tuple[tuple[str, Range], ...], ask: Ask) -> None:
        """From one side of an equation that holds for all values of the names in `bound` to the other."""
        self._settle()
        signs = ask(self.shown)
        granted = [g.kind for g in self.all(ask) if signs.speaks_of(g, left)]
        known = [k for k in ("positive", "nonnegative", "nonzero") if signs.holds(k, left)]
        self.granted += [Hypothesis("presupposed", k, right, None, bound) for k in dict.fromkeys(granted)]
        self.shown += [Hypothesis("presupposed", k, right, None, bound) for k in known]

    def known(self, ask: Ask) -> list[Hypothesis]:
        """What was shown of signs, with what is granted and was known anyway."""
        self._settle()
        signs = ask(self.shown)
        found = [replace(g, kind=k) for g in self.granted for k in ("positive", "nonnegative", g.kind)
                 if isinstance(g.left, Term) and not g.parameters and signs.holds(k, g.left)]
        return normalised([*self.shown, *found], self.ring, signs.is_positive, integers(self.theory))

    def all(self, ask: Ask) -> list[Hypothesis]:
        self._settle()
        return normalised(self.granted, self.ring, ask([]).is_positive, integers(self.theory))


def signs_assumed(theory: Theory) -> list[Hypothesis]:
    """The signs of sums that are assumed: `x >= y` says something of y - x in any order of its terms."""
    return [h for h in theory.hypotheses if h.kind in KNOWN and isinstance(h.left, Add)]


def put_in(
    names: tuple[str, ...], sides: list[Term], granted: Iterable[Hypothesis], theory: Theory
) -> tuple[list[Term], list[Hypothesis]]:
    """The sides of a claim with definitions put in, and what is granted then: what was before, and what the sides
    presuppose now."""
    sides = [unfolded(side, names, theory) for side in sides]
    old = [replace(g, left=unfolded(g.left, names, theory)) for g in granted if isinstance(g.left, Term)]
    return sides, old + [fact for side in sides for fact in presupposed(side, theory)]


def presupposed(term: Any, theory: Theory | None = None) -> list[Hypothesis]:
    """Denominators and determinants of what is inverted are not zero, logarithms are of positive numbers, roots of
    numbers that are not negative. Of the base of a whole power nothing is presupposed where the exponent is no
    numeral: it may be 0."""
    found: dict[Hypothesis, None] = {}
    _presupposed(term, (), found, set(), integers(theory or Theory()))
    return list(found)


Around: TypeAlias = tuple[tuple[str, Range], ...]


def _partial(term: Any) -> bool:
    """Whether there is a power, a logarithm, a root or an inverse in it: nothing else may have no value."""
    own = isinstance(term, Pow) or (isinstance(term, Fun) and term.name in ("log", "sqrt", "inv"))
    return own or any(part._partial for part in parts(term))


def _presupposed(term: Any, around: Around, found: dict[Hypothesis, None], seen: set[tuple[Any, Around]],
                 known: frozenset[str]) -> None:
    """`seen`: what was gone through already, under the same binders; a term may share its parts many times over."""
    if not settled(term, "_partial", _partial) or (term, around) in seen:
        return
    seen.add((term, around))
    subject, kind = None, ""
    if isinstance(term, Pow) and not (
        whole(term.exponent, known) and not (isinstance(term.exponent, Num) and term.exponent.value < 0)
    ):
        subject, kind = term.base, "nonzero" if isinstance(term.exponent, Num) and whole(term.exponent) else "positive"
    elif isinstance(term, Fun) and term.name in ("log", "sqrt") and isinstance(term.arguments[0], Term):
        subject, kind = term.arguments[0], "positive" if term.name == "log" else "nonnegative"
    elif isinstance(term, Fun) and term.name == "inv":
        subject, kind = Fun("det", term.arguments), "nonzero"
    if subject is not None:
        found.setdefault(Hypothesis("presupposed", kind, subject, None, around))
    if isinstance(term, Sum | Prod | Extremum):
        around = (*around, (term.name, term.range))
    elif isinstance(term, Tensor):
        around = (*around, *term.binders)
    elif isinstance(term, Cases):
        return
    if isinstance(term, Mul) and any(_guards(f) for f in term.factors):
        return
    for part in parts(term)[: 1 if isinstance(term, Deriv) else None]:
        _presupposed(part, around, found, seen, known)


def _guards(factor: Term) -> bool:
    """Whether a factor is 0, or made of deltas alone and so may be: it excuses the others from meaning anything."""
    return bool(settled(factor, "_excuses", _excuses))


def _excuses(part: Any) -> bool:
    if isinstance(part, Mul):
        return any(f._excuses for f in part.factors)  # type: ignore[attr-defined]
    return part == ZERO if isinstance(part, Num) else of_deltas(part)


def normalised(
    facts: list[Hypothesis], ring: Ring, signs: Callable[[Term], bool], known: frozenset[str] = frozenset()
) -> list[Hypothesis]:
    """The facts, and what follows for the polynomials of their terms and for their factors; `signs` tells what
    is positive."""
    found: dict[Hypothesis, None] = {}
    waiting = list(facts)
    while waiting and len(found) < MOST:
        fact = waiting.pop(0)
        if fact not in found:
            found[fact] = None
            waiting += [*_followed(fact, ring, signs), *_within(fact, known)]
    return list(found)


def _within(fact: Hypothesis, known: frozenset[str]) -> list[Hypothesis]:
    """A root, an absolute value or a power is not zero, so its argument is not; but a whole power may be one to 0."""
    term = fact.left
    if fact.kind == "nonnegative":
        return []
    inner, kind = None, "nonzero"
    if isinstance(term, Fun) and term.name in ("sqrt", "abs"):
        inner, kind = term.arguments[0], "positive" if term.name == "sqrt" else "nonzero"
    elif isinstance(term, Pow):
        numeral = isinstance(term.exponent, Num)
        if whole(term.exponent, known) and not numeral:
            return []
        inner, kind = term.base, "nonzero" if whole(term.exponent) else "positive"
    return [Hypothesis(fact.name, kind, inner, None, fact.parameters)] if isinstance(inner, Term) else []


def _one_of_a_kind(content: Poly, ring: Ring, signs: Callable[[Term], bool]) -> list[Term]:
    """The one factor of a positive product that is not known to be positive: it must be."""
    ((monomial, c),) = content.items()
    unknown = [(n, e) for n, e in monomial if not signs(ring.atoms[n])]
    odd = [ring.atoms[n] for n, e in unknown if e % 2 == 1]
    return odd if c > 0 and len(unknown) == len(odd) == 1 else []


def _followed(fact: Hypothesis, ring: Ring, signs: Callable[[Term], bool]) -> list[Hypothesis]:
    assert isinstance(fact.left, Term)
    try:
        poly = ring.evaluate(fact.left, {})
    except TooLarge:
        return []
    if not poly:
        return []
    content, group = ring.primitive(poly)
    terms = [ring.term(poly)]
    if fact.kind == "nonzero":
        monomial = next(iter(content), ())
        terms += [ring.atoms[n] for n, e in monomial if e > 0]
        terms += [ring.term(group)] * (len(group) > 1)
    elif len(group) == 1:
        terms += _one_of_a_kind(content, ring, signs)
    elif signs(ring.term(content)):
        terms += [ring.term(group)]
    elif signs(ring.term(negative(content))):
        terms += [ring.term(negative(group))]
    found = [Hypothesis(fact.name, fact.kind, t, None, fact.parameters) for t in terms]
    if fact.kind == "positive" and len(group) > 1:
        found.append(Hypothesis(fact.name, "nonzero", ring.term(group), None, fact.parameters))
    return found


def negative(poly: Poly) -> Poly:
    return {monomial: -c for monomial, c in poly.items()}
