"""Equations assumed between terms: `a^2 + b^2 - 1 + 2 a b` is a multiple of `a + b - 1`, and so 0 if `a + b = 1`."""

from __future__ import annotations

from flint import fmpq

from derive.prove.normal import Normaliser
from derive.rules.monomials import Monomial, Poly, over
from derive.rules.ranges import Ranges
from derive.terms.term import ZERO, Add, Entry, Fun, Index, Mul, Pow, Sym, Term, index, mul, neg, num
from derive.terms.theory import Hypothesis
from derive.terms.walk import match, substitute

STEPS = 300  # of a division
LARGEST = 200  # terms of a polynomial that is divided
ROUNDS = 2
MINUS = num(-1)


def reduced(on: Normaliser, term: Term) -> tuple[Term, int | None]:
    """A normal term less multiples of what is assumed to be zero, and the line that proves it equal."""
    lines: list[int] = []
    for _ in range(ROUNDS):
        for number, fact in enumerate(on.draft.theory.hypotheses):
            if term == ZERO or fact.kind != "equal" or not isinstance(fact.left, Term):
                continue
            root = isinstance(fact.left, Fun) and fact.left.name == "sqrt"
            if isinstance(fact.left, Sym | Entry | Fun) and not root:
                continue  # replaced wherever it stands, by the steps
            for found in instances(on, fact, term):
                term, line = less_multiples(on, term, number, fact, found, 2 if root else 1)
                lines += [] if line is None else [line]
    return term, on.draft.chain(lines)


def instances(on: Normaliser, fact: Hypothesis, term: Term) -> list[dict[str, Index]]:
    """The values of the parameters at which an equation may speak of the atoms of a term."""
    names = [n for n, _ in fact.parameters]
    if not names:
        return [{}]
    draft = on.draft
    found: list[dict[str, Index]] = [{n: index(n) for n in names}] if set(names) <= set(draft.names) else []
    atoms = {n: None for m in draft.poly(term) for n, _ in m}
    patterns = [side for side in (fact.left, fact.right) if isinstance(side, Term)]
    for atom in (draft.ring.atoms[n] for n in atoms):
        for pattern in patterns:
            here = match(pattern, atom, names) if type(pattern) is type(atom) else None
            if here is not None and set(here) == set(names) and here not in found:
                found.append(dict(here))
    return [f for f in found if inside(draft.ranges, fact, f)]


def inside(ranges: Ranges, fact: Hypothesis, found: dict[str, Index]) -> bool:
    return all(ranges.inside(found[n], span) for n, span in fact.parameters)


def less_multiples(
    on: Normaliser, term: Term, number: int, fact: Hypothesis, found: dict[str, Index], power: int
) -> tuple[Term, int | None]:
    """The term divided by the difference of both sides of an equation, or of their squares; what is left, with its
    line."""
    draft = on.draft
    plain, other = (substitute(side, found) for side in (fact.left, fact.right))
    left, right = plain, other
    if power > 1:
        left, right = Pow(plain, num(power)), Pow(other, num(power))
    one, first = unrooted(on, left) if isinstance(left, Pow) and power > 1 else on.normal(left)
    two, second = on.normal(right)
    by = draft.poly(Add((one, neg(two))))
    times, rest = divided(on, draft.poly(term), by)
    if not times:
        return term, None
    factor, left_over = draft.ring.term(times), draft.ring.term(rest)
    before = [] if first is None else [draft.write("reverse", first)]
    after = [] if second is None else [second]
    assumed = draft.write("hypothesis", number, plain)
    if power > 1:
        assumed = draft.write("congruence", left, ((0, assumed, ()),))
    known = draft.chain([*before, assumed, *after])
    gap = Add((one, neg(two)))
    whole = Add((Mul((factor, gap)), left_over))
    none = Add((two, neg(two)))
    lines = [draft.write("ring", term, whole, ())]
    zero = draft.write("congruence", gap, ((0, known, ()),))
    scaled = draft.write("congruence", mul(factor, gap), ((1, zero, ()),))
    lines.append(draft.write("congruence", whole, ((0, scaled, ()),)))
    lines.append(draft.write("ring", Add((Mul((factor, none)), left_over)), left_over, ()))
    return left_over, draft.chain(lines)


def unrooted(on: Normaliser, term: Pow) -> tuple[Term, int | None]:
    """The square of a root in normal form, the root not replaced by what is assumed of it."""
    draft = on.draft
    equation = draft.rule("sqrt-power", term.base)
    if equation is None or draft.poly(Pow(equation.right, term.exponent)) != draft.poly(equation.right.base):  # type: ignore[attr-defined]
        return on.normal(term)
    inside: Term = equation.right.base  # type: ignore[attr-defined]
    opened = draft.write("congruence", term, ((0, draft.write("rule", "sqrt-power", term.base, ()), ()),))
    plain = draft.write("ring", Pow(equation.right, term.exponent), inside, ())
    result, line = on.normal(inside)
    return result, draft.chain([opened, plain, *([] if line is None else [line])])


# --- division ----------------------------------------------------------------------------------------------------
def divided(on: Normaliser, poly: Poly, by: Poly) -> tuple[Poly, Poly]:
    """Quotient and remainder of two polynomials; no quotient where a power is not a whole one."""
    ring = on.draft.ring
    plain = all(e > 0 and e % 1 == 0 for p in (poly, by) for m in p for _, e in m)
    if not by or not plain or max(len(poly), len(by)) > LARGEST:
        return {}, poly
    lead = max(by, key=order)
    times: Poly = {}
    rest: Poly = {}
    todo = dict(poly)
    for _ in range(STEPS):
        if not todo:
            return times, rest
        top = max(todo, key=order)
        piece = over(top, dict(lead))
        if any(e < 0 for _, e in piece):
            rest[top] = todo.pop(top)
            continue
        c = todo[top] / by[lead]
        times = ring.add(times, {piece: c})
        todo = ring.add(todo, {joined(piece, m): d for m, d in by.items()}, fmpq(-1) * c)
    return {}, poly


def order(monomial: Monomial) -> tuple[object, tuple[tuple[int, object], ...]]:
    """By degree, then by the atoms that were met first."""
    return sum(e for _, e in monomial), tuple((-n, e) for n, e in monomial)


def joined(one: Monomial, two: Monomial) -> Monomial:
    total = dict(one)
    for n, e in two:
        total[n] = total.get(n, 0) + e
    return tuple(sorted(total.items()))
