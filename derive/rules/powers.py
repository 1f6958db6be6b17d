"""Roots and powers with any exponent, of bases that are not negative; whole powers of any base."""

from __future__ import annotations

from fractions import Fraction

from derive.rules.exponentials import coefficient, inner, raised, whole
from derive.rules.logarithms import parted, primes
from derive.rules.model import Equation, Example, Rule, expect, nonnegative, nonzero, positive
from derive.rules.sums import addends, factors, product
from derive.terms.term import ZERO, Add, Mul, Num, Pow, Size, Sym, Term, call, index, mul, num


def root(term: Term) -> Equation:
    """A square root is a power."""
    base = inner(term, "sqrt")
    return Equation(term, Pow(base, num(Fraction(1, 2))), (nonnegative(base),))


def _plain(exponent: Term) -> bool:
    return isinstance(exponent, Num) and exponent.value > 0


def of_product(term: Pow) -> Equation:
    """One power for each factor."""
    expect(isinstance(term, Pow), "not a power")
    kind = nonnegative if _plain(term.exponent) else positive
    pieces = factors(term.base)
    needs = () if whole(term.exponent) else tuple(kind(f) for f in pieces)
    return Equation(term, product([Pow(f, term.exponent) for f in pieces]), needs)


def of_power(term: Pow) -> Equation:
    """A power of a power."""
    expect(isinstance(term, Pow), "not a power")
    base, own = parted(term.base)
    kind = nonnegative if _plain(term.exponent) and _plain(own) else positive
    needs = () if whole(own) and whole(term.exponent) else (kind(base),)
    return Equation(term, Pow(base, _times(own, term.exponent)), needs)


def _times(one: Term, two: Term) -> Term:
    if isinstance(one, Num) and isinstance(two, Num):
        return num(one.value * two.value)
    return two if one == num(1) else mul(one, two)


def of_sum(term: Pow) -> Equation:
    """One power for each addend of the exponent, with its rational factor as an exponent of its own."""
    expect(isinstance(term, Pow), "not a power")
    pieces = []
    for addend in addends(term.exponent):
        c, rest = coefficient(addend)
        base = term.base if rest == num(1) else Pow(term.base, rest)
        pieces.append(raised(base, c))
    return Equation(term, product(pieces), ((nonzero if whole(term.exponent) else positive)(term.base),))


def of_whole_sum(term: Pow) -> Equation:
    """One power for each addend of the exponent, all of them whole numbers that are not negative."""
    expect(isinstance(term, Pow) and whole(term.exponent), "not a whole power")
    return Equation(term, of_sum(term).right, tuple(nonnegative(a) for a in addends(term.exponent)))


def of_exp(term: Pow) -> Equation:
    expect(isinstance(term, Pow), "not a power")
    return Equation(term, call("exp", mul(inner(term.base, "exp"), term.exponent)))


def of_even(term: Pow) -> Equation:
    """A root of an even power is a power of the absolute value."""
    expect(isinstance(term, Pow) and isinstance(term.exponent, Num), "not a root")
    base, own = parted(term.base)
    expect(isinstance(own, Num) and own.value > 0 and own.value % 2 == 0, "not even")
    return Equation(term, Pow(call("abs", base), _times(own, term.exponent)))


def of_number(term: Pow) -> Equation:
    """A rational power of a positive number by its primes."""
    expect(isinstance(term, Pow) and isinstance(term.base, Num) and isinstance(term.exponent, Num), "no number")
    assert isinstance(term.base, Num) and isinstance(term.exponent, Num)
    expect(term.base.value > 0, "not a positive number")
    return Equation(term, product([Pow(num(p), num(e * term.exponent.value)) for p, e in primes(term.base.value)]))


_p, _q, _a, _b = Sym("p"), Sym("q"), Sym("a"), Sym("b")
_half = num(Fraction(1, 2))
RULES = (
    Rule("sqrt-power", "√a", "a^{1/2}", "a ≥ 0", root, Example(call("sqrt", _p))),
    Rule(
        "power-product",
        "(a b)^c",
        "a^c b^c",
        "a > 0, b > 0",
        of_product,
        Example(Pow(Mul((_p, Pow(_q, num(3)))), _a), (), Pow(Mul((num(-2), num(-3))), _half)),
    ),
    Rule(
        "power-sum",
        "a^{b + c d}",
        "a^b (a^d)^c",
        "a > 0",
        of_sum,
        Example(Pow(_p, Add((_a, mul(num(3), _b)))), (), Pow(num(-2), Add((_half, _half)))),
    ),
    Rule(
        "power-sum-whole",
        "a^{m + k n}",
        "a^m (a^n)^k",
        "m, k n whole, ≥ 0",
        of_whole_sum,
        Example(Pow(Sym("z"), Add((num(2), Size(index("k"))))), (), Pow(ZERO, Add((num(1), num(-1))))),
    ),
    Rule(
        "power-power",
        "(a^b)^c",
        "a^{b c}",
        "a > 0",
        of_power,
        Example(Pow(Pow(_p, _a), _b), (), Pow(Pow(num(-2), num(2)), _half)),
    ),
    Rule("power-exp", "exp(a)^b", "exp(a b)", "", of_exp, Example(Pow(call("exp", _a), _b))),
    Rule("power-even", "(a^2)^{1/2}", "|a|", "", of_even, Example(Pow(Pow(Sym("z"), num(2)), _half))),
    Rule("number-power", "8^{1/2}", "2^{3/2}", "a positive number", of_number, Example(Pow(num(12), _half))),
)
