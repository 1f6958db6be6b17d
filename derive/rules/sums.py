"""Finite sums: linear, of known length, over another order or another range."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.rules.model import Condition, Equation, Example, Rule, expect
from derive.terms.term import (
    MINUS_ONE,
    ONE,
    Add,
    Entry,
    Index,
    Mul,
    Num,
    Pow,
    Range,
    Size,
    Sum,
    Sym,
    Term,
    add,
    index,
    mul,
    num,
    sub,
    upto,
)
from derive.terms.walk import free, fresh, put_range, substitute

LONGEST = 12


def addends(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Add) else (term,)


def factors(term: Term) -> tuple[Term, ...]:
    return term.factors if isinstance(term, Mul) else (term,)


def product(terms: list[Term]) -> Term:
    return mul(*terms) if terms else ONE


def count(span: Range) -> Index:
    return span.upper - span.lower + index(1)


def linear(term: Sum) -> Equation:
    """Split over addition; what is free of the bound name goes in front."""
    expect(isinstance(term, Sum), "not a sum")
    pieces = []
    for piece in addends(term.body):
        outside = [f for f in factors(piece) if term.name not in free(f)[0]]
        inside = [f for f in factors(piece) if term.name in free(f)[0]]
        pieces.append(product([*outside, replace(term, body=product(inside))]))
    return Equation(term, add(*pieces))


def constant(term: Sum) -> Equation:
    expect(isinstance(term, Sum) and term.name not in free(term.body)[0], "the body depends on the bound name")
    return Equation(term, mul(term.body, Size(count(term.range))), (Condition("countable", (term.range,)),))


def unfold(term: Sum) -> Equation:
    """Written out, where the bounds are numbers."""
    expect(isinstance(term, Sum) and not count(term.range).parts and not term.range.lower.parts, "no fixed length")
    expect(count(term.range).offset <= LONGEST, "too long to write out")
    places = range(term.range.lower.offset, term.range.upper.offset + 1)
    return Equation(term, Add(tuple(substitute(term.body, {term.name: index(i)}) for i in places)))


def shift(term: Sum, offset: int) -> Equation:
    """The bound name counted from another number."""
    expect(isinstance(term, Sum), "not a sum")
    by = index(offset)
    body = substitute(term.body, {term.name: index(term.name) - by})
    return Equation(term, replace(term, range=Range(term.range.lower + by, term.range.upper + by), body=body))


def last(term: Sum) -> Equation:
    """The last term on its own."""
    expect(isinstance(term, Sum), "not a sum")
    rest = replace(term, range=Range(term.range.lower, term.range.upper - index(1)))
    final = substitute(term.body, {term.name: term.range.upper})
    return Equation(term, add(rest, final), (Condition("nonempty", (term.range,)),))


def first(term: Sum) -> Equation:
    """The first term on its own."""
    expect(isinstance(term, Sum), "not a sum")
    rest = replace(term, range=Range(term.range.lower + index(1), term.range.upper))
    start = substitute(term.body, {term.name: term.range.lower})
    return Equation(term, add(start, rest), (Condition("nonempty", (term.range,)),))


def above(term: Sum) -> Equation:
    """One more term at the end, taken away again."""
    expect(isinstance(term, Sum), "not a sum")
    more = Range(term.range.lower, term.range.upper + index(1))
    extra = substitute(term.body, {term.name: more.upper})
    return Equation(term, sub(replace(term, range=more), extra), (Condition("nonempty", (more,)),))


def below(term: Sum) -> Equation:
    """One more term at the start, taken away again."""
    expect(isinstance(term, Sum), "not a sum")
    more = Range(term.range.lower - index(1), term.range.upper)
    extra = substitute(term.body, {term.name: more.lower})
    return Equation(term, sub(replace(term, range=more), extra), (Condition("nonempty", (more,)),))


def telescope(term: Sum) -> Equation:
    """A sum of differences of one function at neighbouring places: its value behind the last place less that at the
    first; over an empty range that begins just behind its end both are the same."""
    expect(isinstance(term, Sum) and isinstance(term.body, Add) and len(term.body.terms) == 2, "no sum of differences")
    upper, minus = term.body.terms  # type: ignore[attr-defined]
    expect(isinstance(minus, Mul) and len(minus.factors) == 2 and minus.factors[0] == MINUS_ONE, "no difference")
    lower, k, span = minus.factors[1], term.name, term.range
    expect(substitute(lower, {k: index(k) + index(1)}) == upper, "not the same function at neighbouring places")
    ends = substitute(lower, {k: span.upper + index(1)}), substitute(lower, {k: span.lower})
    return Equation(term, sub(*ends), (Condition("countable", (span,)),))


def flatten(term: Sum) -> tuple[list[tuple[str, Range]], list[Term]]:
    """The binders of nested sums of products, under different names, and all the factors."""
    taken = set(free(term)[0])
    return _flatten(term, taken)


def _flatten(term: Sum, taken: set[str]) -> tuple[list[tuple[str, Range]], list[Term]]:
    name = fresh(term.name, taken)
    taken.add(name)
    body = term.body if name == term.name else substitute(term.body, {term.name: index(name)})
    binders, rest = [(name, term.range)], []
    for factor in factors(body):
        for inner in _copies(factor):
            if not isinstance(inner, Sum):
                rest.append(inner)
                continue
            more, others = _flatten(inner, taken)
            binders, rest = binders + more, rest + others
    return binders, rest


def _copies(factor: Term) -> list[Term]:
    whole = isinstance(factor, Pow) and isinstance(factor.exponent, Num) and factor.exponent.value.denominator == 1
    if whole and isinstance(factor.base, Sum) and 0 < factor.exponent.value <= 3:  # type: ignore[attr-defined]
        return [factor.base] * int(factor.exponent.value)  # type: ignore[attr-defined]
    return [factor]


def nest(binders: list[tuple[str, Range]], pieces: list[Term]) -> Term:
    """Sums in the order of the binders, outermost first, each factor as far outside as it can be."""
    if not binders:
        return product(pieces)
    *outer, (name, span) = binders
    inside = [p for p in pieces if name in free(p)[0]]
    outside = [p for p in pieces if name not in free(p)[0]]
    return nest(outer, [*outside, Sum(name, span, product(inside))])


def reorder(term: Sum, order: tuple[int, ...]) -> Equation:
    """Nested sums of products in another order; no range may depend on another bound name."""
    expect(isinstance(term, Sum), "not a sum")
    binders, pieces = flatten(term)
    expect(independent(binders), "a range depends on a bound name")
    expect(sorted(order) == list(range(len(binders))), "not an order of the binders")
    return Equation(term, nest([binders[k] for k in order], pieces))


def independent(binders: list[tuple[str, Range]]) -> bool:
    names = {n for n, _ in binders}
    return not any(n in names for _, r in binders for end in (r.lower, r.upper) for n, _ in end.parts)


def rename(term: Any, name: str) -> Any:
    """A sum, product or extremum with another bound name, which is not free in it."""
    expect(name not in free(term)[0], f"{name} would be captured")
    return replace(
        term, name=name, range=put_range(term.range, {}), body=substitute(term.body, {term.name: index(name)})
    )


_x = Entry("x", (index("k"),))
_y = Entry("y", (index("l"),))
RULES = (
    Rule(
        "sum-linear",
        "Σ (a f + b g)",
        "a Σ f + b Σ g",
        "",
        linear,
        Example(Sum("k", upto("n"), Add((Mul((Sym("a"), _x)), Mul((num(2), Sym("b"), Pow(_x, num(2)))))))),
    ),
    Rule(
        "sum-constant",
        "Σ_{k=a}^{b} c",
        "(b - a + 1) c",
        "b ≥ a - 1",
        constant,
        Example(Sum("k", upto("n"), Sym("a")), (), Sum("k", Range(index(1), index(-3)), Sym("a"))),
    ),
    Rule(
        "sum-unfold",
        "Σ_{k=1}^{3} f(k)",
        "f(1) + f(2) + f(3)",
        "bounds are numbers",
        unfold,
        Example(Sum("k", upto(3), _x)),
    ),
    Rule(
        "sum-shift",
        "Σ_{k=a}^{b} f(k)",
        "Σ_{k=a+s}^{b+s} f(k-s)",
        "",
        shift,
        Example(Sum("k", upto("n"), Mul((Size(index("k")), _x))), (2,)),
    ),
    Rule(
        "sum-last",
        "Σ_{k=a}^{b} f(k)",
        "Σ_{k=a}^{b-1} f(k) + f(b)",
        "b ≥ a",
        last,
        Example(Sum("k", upto("n"), Size(index("k"))), (), Sum("k", upto(-1), Size(index("k")))),
    ),
    Rule("sum-first", "Σ_{k=a}^{b} f(k)", "f(a) + Σ_{k=a+1}^{b} f(k)", "b ≥ a", first,
         Example(Sum("k", upto("n"), Size(index("k"))), (), Sum("k", upto(-1), Size(index("k"))))),
    Rule("sum-above", "Σ_{k=a}^{b} f(k)", "Σ_{k=a}^{b+1} f(k) - f(b+1)", "b + 1 ≥ a", above,
         Example(Sum("k", upto("n"), Size(index("k"))), (), Sum("k", upto(-3), Size(index("k"))))),
    Rule("sum-below", "Σ_{k=a}^{b} f(k)", "Σ_{k=a-1}^{b} f(k) - f(a-1)", "b ≥ a - 1", below,
         Example(Sum("k", upto("n"), Pow(Size(index("k")), num(2))), (),
                 Sum("k", Range(index(5), index(1)), Size(index("k"))))),
    Rule("sum-telescope", "Σ_{k=a}^{b} (f(k+1) - f(k))", "f(b+1) - f(a)", "b ≥ a - 1", telescope,
         Example(Sum("k", upto("n"), sub(Entry("x", (index("k") + index(1),)), _x)), (),
                 Sum("k", Range(index(5), index(1)), sub(Size(index("k") + index(1)), Size(index("k")))))),
    Rule(
        "sum-reorder",
        "Σ_k Σ_l f(k, l)",
        "Σ_l Σ_k f(k, l)",
        "no range depends on a bound name",
        reorder,
        Example(Sum("k", upto("n"), Mul((_x, Sum("l", upto("n"), Pow(Add((_x, _y)), num(2)))))), ((1, 0),)),
    ),
)
