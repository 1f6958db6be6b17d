"""Relations between sums: what a difference has over one range, gathered into one sum whose body is zero.

`Σ 1 - Σ 1/(1 + e_k) - Σ e_k/(1 + e_k)` is `Σ (1 - 1/(1 + e_k) - e_k/(1 + e_k))`, and that body vanishes.
"""

from __future__ import annotations

from derive.prove.normal import Normaliser
from derive.rules.ring import Poly
from derive.rules.sums import count
from derive.terms.term import ZERO, Add, Mul, Range, Size, Sum, Term, inverse, mul
from derive.terms.walk import free, text

DEPTH = 3


def gathered(on: Normaliser, term: Term, depth: int = 0) -> tuple[Term, int | None]:
    """A normal term that is zero as zero, with the line that proves it; else the term."""
    draft = on.draft
    poly = draft.poly(term)
    if draft.ring.vanishes(poly):
        return ZERO, draft.write("ring", term, ZERO, ())
    if depth >= DEPTH:
        return term, None
    for span in ranges(on, poly):
        line = over_range(on, term, poly, span, depth)
        if line is not None:
            return ZERO, line
    return term, None


def ranges(on: Normaliser, poly: Poly) -> list[Range]:
    """The ranges of the sums in a polynomial, in the order of texts."""
    found = {a.range for m in poly for n, _ in m for a in [on.draft.ring.atoms[n]] if isinstance(a, Sum)}
    return sorted(found, key=text)


def over_range(on: Normaliser, term: Term, poly: Poly, span: Range, depth: int) -> int | None:
    """The line `term = 0`, if all of it is one sum over `span` with a body that is zero."""
    draft = on.draft
    name = draft.introduce(span, term)
    pieces = []
    shared = frozenset.intersection(*(frozenset(n for n, _ in m) for m in poly))
    for monomial, c in poly.items():
        piece = single(on, {monomial: c}, span, name, shared)
        if piece is None:
            return None
        pieces.append(piece)
    body = Add(tuple(pieces))
    rest, line = on.normal(body)
    if rest != ZERO:
        rest, more = gathered(on, rest, depth + 1)
        line = draft.chain([n for n in (line, more) if n is not None])
    if rest != ZERO or line is None:
        return None
    return closing(on, term, Sum(name, span, body), line, name)


def single(on: Normaliser, poly: Poly, span: Range, name: str, shared: frozenset[int]) -> Term | None:
    """One monomial as the body of a sum over `span`: one of its sums opened (rather one that it does not share
    with the others), or divided by the number of terms."""
    ring = on.draft.ring
    ((monomial, c),) = poly.items()
    for number, e in sorted(monomial, key=lambda item: item[0] in shared):
        atom = ring.atoms[number]
        if isinstance(atom, Sum) and atom.range == span and e == 1 and atom.name == name:
            rest = ring.term({tuple((n, k) for n, k in monomial if n != number): c})
            return None if name in free(rest)[0] else mul(rest, atom.body)
    whole = ring.term(poly)
    return Mul((whole, inverse(Size(count(span))))) if name not in free(whole)[0] else None


def closing(on: Normaliser, term: Term, whole: Sum, zero: int, name: str) -> int | None:
    """`term = Σ body` by the rules for sums, and `Σ body = Σ 0 = 0`."""
    draft = on.draft
    linear = draft.rule("sum-linear", whole)
    if linear is None:
        return None
    split = draft.write("rule", "sum-linear", whole, ())
    back, last = on.normal(linear.right)
    if back != term:
        return None
    empty = Sum(name, whole.range, ZERO)
    nothing = draft.write("congruence", whole, ((0, zero, (name,)),))
    done = draft.write("rule", "sum-constant", empty, ())
    right = draft.rule("sum-constant", empty)
    if right is None:
        return None
    end = draft.write("ring", right.right, ZERO, ())
    forward = draft.chain([n for n in (split, last) if n is not None])
    return draft.chain([draft.write("reverse", forward), nothing, done, end])
