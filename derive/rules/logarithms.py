"""Logarithms of products, powers and exponentials, of positive factors only."""

from __future__ import annotations

from fractions import Fraction

from derive.rules.exponentials import inner
from derive.rules.model import Equation, Example, Rule, expect, nonzero, positive
from derive.rules.sums import factors
from derive.terms.term import (
    ZERO,
    Add,
    Entry,
    Extremum,
    Fun,
    Mul,
    Num,
    Pow,
    Prod,
    Sum,
    Sym,
    Term,
    call,
    index,
    mul,
    num,
    upto,
)


def parted(factor: Term) -> tuple[Term, Term]:
    """Base and exponent of a factor."""
    return (factor.base, factor.exponent) if isinstance(factor, Pow) else (factor, num(1))


def of_product(term: Fun) -> Equation:
    """One logarithm for each factor; exponents go in front."""
    pieces, conditions = [], []
    for factor in factors(inner(term, "log")):
        base, exponent = parted(factor)
        pieces.append(mul(exponent, call("log", base)))
        conditions.append(positive(base))
    return Equation(term, Add(tuple(pieces)), tuple(conditions))


def of_exp(term: Fun) -> Equation:
    return Equation(term, inner(inner(term, "log"), "exp"))


def of_even(term: Fun) -> Equation:
    """The logarithm of an even power, of whatever is not zero."""
    base, exponent = parted(inner(term, "log"))
    expect(isinstance(exponent, Num) and exponent.value % 2 == 0, "not an even power")
    return Equation(term, mul(exponent, call("log", call("abs", base))), (nonzero(base),))


def of_prod(term: Fun) -> Equation:
    """The logarithm of a product over a range; every factor is positive."""
    whole = inner(term, "log")
    expect(isinstance(whole, Prod), "not a product over a range")
    assert isinstance(whole, Prod)
    least = Extremum("min", whole.name, whole.range, whole.body)
    return Equation(term, Sum(whole.name, whole.range, call("log", whole.body)), (positive(least),))


def prime_factors(value: int) -> list[tuple[int, int]]:
    """Prime factors with exponents; what is left beyond 10^4 counts as one."""
    found, at = [], 2
    while at * at <= value and at < 10_000:
        times = 0
        while value % at == 0:
            value, times = value // at, times + 1
        if times:
            found.append((at, times))
        at += 1
    return found + [(value, 1)] * (value > 1)


def primes(value: Fraction) -> list[tuple[int, int]]:
    return prime_factors(value.numerator) + [(p, -e) for p, e in prime_factors(value.denominator)]


def of_number(term: Fun) -> Equation:
    """The logarithm of a positive rational number by its primes."""
    value = inner(term, "log")
    expect(isinstance(value, Num) and value.value > 0, "not a positive number")
    assert isinstance(value, Num)
    pieces = [mul(num(e), call("log", num(p))) for p, e in primes(value.value)]
    return Equation(term, Add(tuple(pieces)) if pieces else ZERO)


_p, _q = Sym("p"), Sym("q")
RULES = (
    Rule(
        "log-product",
        "log(a b^c)",
        "log a + c log b",
        "a > 0, b > 0",
        of_product,
        Example(call("log", Mul((_p, Pow(_q, Sym("a"))))), (), call("log", Mul((num(-2), num(-3))))),
    ),
    Rule("log-exp", "log(exp a)", "a", "", of_exp, Example(call("log", call("exp", Sym("a"))))),
    Rule("log-even", "log(a^2)", "2 log |a|", "a ≠ 0", of_even, Example(call("log", Pow(Sym("z"), num(2))))),
    Rule(
        "log-prod",
        "log Π_k f(k)",
        "Σ_k log f(k)",
        "f(k) > 0",
        of_prod,
        Example(
            call("log", Prod("k", upto("n"), call("exp", Entry("x", (index("k"),))))),
            (),
            call("log", Prod("k", upto(2), num(-2))),
        ),
    ),
    Rule(
        "log-number",
        "log 6",
        "log 2 + log 3",
        "a positive number",
        of_number,
        Example(call("log", num(Fraction(12, 5)))),
    ),
)
