"""Sums as products, for logarithms, roots and absolute values: their factors, with even powers of what may be
negative written by absolute values."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import Ordering, fmpq_mpoly_ctx

from derive.prove.draft import Draft
from derive.rules.monomials import Poly
from derive.rules.sums import factors
from derive.terms.term import ONE, Add, Mul, Num, Pow, Term, call, neg, num

MOST_TERMS, MOST_ATOMS = 40, 10


def factored(draft: Draft, term: Term) -> Term | None:
    """The term as a product, if it is one in another way than it is written."""
    pieces = signed(draft, factors_of(draft, term)) if isinstance(term, Add) else list(factors(term))
    product = [p for p in (unsigned(draft, p) for p in pieces) if p != ONE]
    whole = Mul(tuple(product)) if len(product) > 1 else (product or [ONE])[0]
    return None if whole == term or (isinstance(term, Mul) and product == list(term.factors)) else whole


def unsigned(draft: Draft, factor: Term) -> Term:
    """An even power by the absolute value of its base, if that may be negative."""
    if not isinstance(factor, Pow) or not isinstance(factor.exponent, Num):
        return factor
    even = factor.exponent.value % 2 == 0
    return Pow(call("abs", factor.base), factor.exponent) if even and not draft.holds(
        "nonnegative", factor.base) else factor


def signed(draft: Draft, pieces: list[Term]) -> list[Term]:
    """A negative number and the sum that is known to be negative, both with the other sign."""
    if not isinstance(pieces[0], Num) or pieces[0].value >= 0:
        return pieces
    for place, piece in enumerate(pieces):
        turned = draft.ring.term(draft.poly(neg(piece)))
        if isinstance(piece, Add) and draft.holds("nonnegative", turned):
            return numbers_first([num(-1), *pieces[:place], turned, *pieces[place + 1:]])
    return pieces


def factors_of(draft: Draft, term: Add) -> list[Term]:
    """Common factor, factors of what is left, and denominators."""
    ring = draft.ring
    poly = ring.evaluate(term, {})
    if len(poly) < 2:
        return [term]
    groups = any(e < 0 and ring.special.get(n) == "group" for m in poly for n, e in m)
    cleared = ring.clear(poly) if groups else poly
    if not cleared:
        return [term]
    content, group = ring.primitive(cleared)
    pieces = list(factors(ring.term(content)))
    for factor, times in powers(draft, group):
        one: Poly = {(): ring.one}
        more, rest = ring.primitive(factor) if len(factor) > 1 else (factor, one)
        pieces += [raised(p, times) for p in (*factors(ring.term(more)), ring.term(rest)) if p != ONE]
    return numbers_first(pieces + (list(factors(ring.term(denominators(poly)))) if groups else []))


def numbers_first(pieces: list[Term]) -> list[Term]:
    """The product of the numbers, and the other factors."""
    value = Fraction(1)
    for piece in pieces:
        value *= piece.value if isinstance(piece, Num) else 1
    return [num(value)] * (value != 1) + [p for p in pieces if not isinstance(p, Num)]


def raised(term: Term, times: int) -> Term:
    if isinstance(term, Num):
        return num(term.value**times)
    return term if times == 1 else Pow(term, num(times))


def denominators(poly: Poly) -> Poly:
    least: dict[int, Any] = {}
    for monomial in poly:
        for n, e in monomial:
            if e < 0:
                least[n] = min(e, least.get(n, 0))
    one = next(iter(poly.values()))
    return {tuple(sorted(least.items())): one / one}


def powers(draft: Draft, poly: Poly) -> list[tuple[Poly, int]]:
    """The irreducible factors with their multiplicities; `poly` itself where that is not looked for."""
    numbers = sorted({n for m in poly for n, _ in m})
    plain = all(e > 0 and Fraction(e).denominator == 1 for m in poly for _, e in m)
    if len(poly) < 2 or len(poly) > MOST_TERMS or not plain or not 0 < len(numbers) <= MOST_ATOMS:
        return [(poly, 1)]
    context = fmpq_mpoly_ctx.get(tuple(f"t{n}" for n in numbers), Ordering.lex)
    rows = {tuple(int(dict(m).get(n, 0)) for n in numbers): c for m, c in poly.items()}
    unit, found = context.from_dict(rows).factor()
    back = [(_read(f.to_dict(), numbers), int(k)) for f, k in found]
    back.sort(key=lambda item: str(sorted(item[0].items(), key=str)))
    return [*back, ({(): unit}, 1)] if unit != 1 else back


def _read(rows: dict[tuple[int, ...], Any], numbers: list[int]) -> Poly:
    return {tuple((n, int(e)) for n, e in zip(numbers, row, strict=True) if e): c for row, c in rows.items()}
