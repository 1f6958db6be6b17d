"""Products over a range, and largest and smallest values."""

from __future__ import annotations

from dataclasses import replace

from derive.rules.exponentials import inner
from derive.rules.logarithms import parted
from derive.rules.model import Condition, Equation, Example, Rule, expect
from derive.rules.sums import addends, count, factors, product
from derive.terms.term import (
    ONE,
    ZERO,
    Add,
    Entry,
    Extremum,
    Mul,
    Num,
    Pow,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Term,
    add,
    call,
    index,
    num,
    upto,
)
from derive.terms.walk import free, substitute

LONGEST = 12


def split(term: Prod) -> Equation:
    """One product for each factor; whole powers outside."""
    expect(isinstance(term, Prod), "not a product over a range")
    pieces = [_raised(term, f) for f in factors(term.body)]
    return Equation(term, product(pieces))


def _raised(term: Prod, factor: Term) -> Term:
    base, exponent = parted(factor)
    if isinstance(exponent, Num) and exponent.value.denominator == 1 and exponent.value != 1:
        return Pow(replace(term, body=base), exponent)
    return replace(term, body=factor)


def constant(term: Prod) -> Equation:
    """A factor, as often as the range has members."""
    expect(isinstance(term, Prod) and term.name not in free(term.body)[0], "the body depends on the bound name")
    needed = Condition("countable", (term.range,))
    if term.body == ONE:
        return Equation(term, ONE)
    return Equation(term, Pow(term.body, Size(count(term.range))), (needed,))


def of_exp(term: Prod) -> Equation:
    expect(isinstance(term, Prod), "not a product over a range")
    return Equation(term, call("exp", Sum(term.name, term.range, inner(term.body, "exp"))))


def unfold(term: Prod) -> Equation:
    """Written out, where the bounds are numbers."""
    expect(isinstance(term, Prod) and not count(term.range).parts and not term.range.lower.parts, "no fixed length")
    expect(count(term.range).offset <= LONGEST, "too long to write out")
    places = range(term.range.lower.offset, term.range.upper.offset + 1)
    return Equation(term, Mul(tuple(substitute(term.body, {term.name: index(i)}) for i in places)))


def shifted(term: Extremum) -> Equation:
    """What is free of the bound name is added outside."""
    expect(isinstance(term, Extremum), "not an extremum")
    outside = [t for t in addends(term.body) if term.name not in free(t)[0]]
    inside = [t for t in addends(term.body) if term.name in free(t)[0]]
    rest = replace(term, body=add(*inside)) if inside else ZERO
    return Equation(term, add(rest, *outside), (Condition("nonempty", (term.range,)),))


_x = Entry("x", (index("k"),))
_q = Entry("q", (index("k"),))
RULES = (
    Rule(
        "prod-split", "Π (f g^n)", "Π f (Π g)^n", "", split, Example(Prod("k", upto("n"), Mul((_x, Pow(_q, num(2))))))
    ),
    Rule(
        "prod-constant",
        "Π_{k=a}^{b} c",
        "c^{b-a+1}",
        "b ≥ a - 1",
        constant,
        Example(Prod("k", upto("n"), Sym("p")), (), Prod("k", Range(index(1), index(-3)), num(2))),
    ),
    Rule("prod-exp", "Π exp(f)", "exp(Σ f)", "", of_exp, Example(Prod("k", upto("n"), call("exp", _x)))),
    Rule("prod-unfold", "Π_{k=1}^{2} f(k)", "f(1) f(2)", "bounds are numbers", unfold, Example(Prod("k", upto(2), _x))),
    Rule(
        "extremum-shift",
        "max_k (f(k) + c)",
        "max_k f(k) + c",
        "the range is not empty",
        shifted,
        Example(Extremum("max", "k", upto("n"), Add((_x, Sym("a"))))),
    ),
)
