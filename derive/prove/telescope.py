"""Sums with a closed form: `Σ_{k=1}^n k = n (n + 1) / 2`, as k is what the right side has more at k than at k - 1."""

from __future__ import annotations

from derive.prove.normal import Normaliser
from derive.rules.ring import Poly
from derive.terms.term import ZERO, Add, Index, Pow, Range, Size, Sum, Term, index, mul, sub
from derive.terms.walk import free, substitute, subterms, text


def telescoped(on: Normaliser, term: Term) -> tuple[Term, int | None]:
    """A normal term that is zero as zero, with its line, if the sums over one range, up to a size, are what the rest
    makes of them."""
    poly = on.draft.poly(term)
    found = (on.draft.ring.atoms[n] for m in poly for n, _ in m)
    spans = {atom.range: atom.name for atom in found if isinstance(atom, Sum)}
    for span in sorted(spans, key=text):
        size = next((n for n, c in span.upper.parts if c == 1 and n in on.draft.theory.sizes), "")
        line = closed_form(on, term, poly, spans[span], span, size) if size else None
        if line is not None:
            return ZERO, line
    return term, None


def closed_form(on: Normaliser, term: Term, poly: Poly, name: str, span: Range, size: str) -> int | None:
    """The line `term = 0`, where the sum is the value of one function at its end less that at its beginning."""
    draft, ring = on.draft, on.draft.ring
    over = {m: c for m, c in poly.items() if any(_is_over(ring.atoms[n], span) for n, _ in m)}
    shared = frozenset.intersection(*(frozenset(i for i in m if size in free(ring.atoms[i[0]])[0]) for m in over))
    if factor := tuple(sorted(i for i in shared if isinstance(ring.atoms[i[0]], Size))):
        return times(on, term, {factor: ring.one}, name, span, size)
    rest = {m: c for m, c in poly.items() if m not in over}
    bodies = [body_of(on, {m: c}, name, span) for m, c in over.items()]
    if draft.introduced.get(name) != span or None in bodies or name in free(ring.term(rest))[0]:
        return None
    whole = Sum(name, span, Add(tuple(b for b in bodies if b is not None)))
    back = on.normal(whole)
    if size in free(whole.body)[0] or back[0] != ring.term(over):
        return None
    value = ring.term(ring.add({}, rest, -ring.one))
    ends = by_ends(on, whole, value, size)
    if ends is None:
        return None
    right, line = ends
    start = Add((back[0], ring.term(rest)))
    known = draft.chain([*([] if back[1] is None else [draft.write("reverse", back[1])]), line])
    lines = [draft.write("ring", term, start, ()), draft.write("congruence", start, ((0, known, ()),))]
    last = vanishing(on, Add((right, start.terms[1])))
    return None if last is None else draft.chain([*lines, last])


def times(on: Normaliser, term: Term, factor: Poly, name: str, span: Range, size: str) -> int | None:
    """The same where the sums are multiplied by powers of the size: `1/n Σ_{k=1}^n k`."""
    ring = on.draft.ring
    inner = ring.multiply(on.draft.poly(term), ring.power(factor, -1))
    line = closed_form(on, ring.term(inner), inner, name, span, size)
    if line is None:
        return None
    whole = mul(ring.term(factor), ring.term(inner))
    lines = [on.draft.write("ring", term, whole, ()), on.draft.write("congruence", whole, ((1, line, ()),))]
    return on.draft.chain([*lines, on.draft.write("ring", mul(ring.term(factor), ZERO), ZERO, ())])


def _is_over(atom: Term, span: Range) -> bool:
    return isinstance(atom, Sum) and atom.range == span


def body_of(on: Normaliser, piece: Poly, name: str, span: Range) -> Term | None:
    """One monomial as the body of a sum over the range."""
    ring = on.draft.ring
    ((monomial, c),) = piece.items()
    at = [n for n, e in monomial if _is_over(ring.atoms[n], span) and e == 1]
    beside = ring.term({tuple((n, e) for n, e in monomial if n not in at): c})
    atom = ring.atoms[at[0]] if len(at) == 1 else None
    plain = isinstance(atom, Sum) and atom.name == name and name not in free(beside)[0]
    return mul(beside, atom.body) if plain and isinstance(atom, Sum) else None


def by_ends(on: Normaliser, whole: Sum, value: Term, size: str) -> tuple[Term, int] | None:
    """The sum by the ends of its closed form, with the line that proves it."""
    draft = on.draft

    def closed(upper: Index, end: Index) -> Term:
        """The closed form, for the sum that ends before `end`."""
        found: Term = substitute(value, {size: end - upper + index(size) - index(1)})
        return found

    atom, lines = counted(on, whole, closed(whole.range.upper, index(whole.name)))
    k, upper = index(atom.name), atom.range.upper
    body = sub(closed(upper, k + index(1)), closed(upper, k))
    same = vanishing(on, sub(atom.body, body))
    steps = Sum(atom.name, atom.range, body)
    equation = draft.rule("sum-telescope", steps)
    if same is None or equation is None:
        return None
    equal = draft.write("difference", same, atom.body, body)
    lines.append(draft.write("congruence", atom, ((0, equal, (atom.name,)),)))
    line = draft.chain([*lines, draft.write("rule", "sum-telescope", steps, ())])
    assert line is not None
    return equation.right, line


def counted(on: Normaliser, term: Sum, closed: Term) -> tuple[Sum, list[int]]:
    """The sum counted so that the least power in it, or in its closed form, is `x^k`: where x may be 0, `x^{k-1}` is
    no multiple of it."""
    powers = [p for side in (term.body, closed) for p in subterms(side) if isinstance(p, Pow)]
    exponents = [on.draft.poly(p.exponent) for p in powers if term.name in free(p.exponent)[0]]
    offset = min((int(e.get((), 0)) for e in exponents), default=0)
    equation = on.draft.rule("sum-shift", term, offset) if offset < 0 else None
    if equation is None:
        return term, []
    new: Sum = equation.right  # type: ignore[assignment]
    name = on.draft.introduce(new.range, new)
    lines = [on.draft.write("rule", "sum-shift", term, (offset,)),
             on.draft.write("congruence", new, ((0, None, (name,)),))]
    return Sum(name, new.range, substitute(new.body, {new.name: index(name)})), lines


def vanishing(on: Normaliser, term: Term) -> int | None:
    """The line `term = 0`, if its normal form is."""
    rest, line = on.normal(term)
    lines = [] if line is None else [line]
    if rest != ZERO and on.draft.ring.vanishes(on.draft.poly(rest)):
        lines.append(on.draft.write("ring", rest, ZERO, ()))
        rest = ZERO
    if rest != ZERO:
        return None
    return on.draft.chain(lines) if lines else on.draft.write("ring", term, ZERO, ())
