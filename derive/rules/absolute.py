"""Absolute values and signs."""

from __future__ import annotations

from derive.rules.exponentials import inner
from derive.rules.logarithms import parted
from derive.rules.model import Equation, Example, Rule, expect, nonnegative, nonzero
from derive.rules.sums import factors, product
from derive.terms.term import Add, Fun, Mul, Num, Pow, Sym, Term, call, div, mul, neg, num
from derive.terms.walk import text


def of_product(term: Fun) -> Equation:
    """One absolute value for each factor; whole powers stay outside."""
    return Equation(term, product([_bar(f) for f in factors(inner(term, "abs"))]))


def _bar(factor: Term) -> Term:
    base, exponent = parted(factor)
    if isinstance(factor, Num):
        return num(abs(factor.value))
    if isinstance(exponent, Num) and exponent.value.denominator == 1 and exponent.value != 1:
        return Pow(call("abs", base), exponent)
    return call("abs", factor)


def of_nonnegative(term: Fun) -> Equation:
    return Equation(term, inner(term, "abs"), (nonnegative(inner(term, "abs")),))


def of_negative(term: Fun) -> Equation:
    opposite = neg(inner(term, "abs"))
    return Equation(term, opposite, (nonnegative(opposite),))


def even(term: Fun) -> Equation:
    """|-a| = |a|, for a sum: the one whose first addend in the order of texts has a positive factor."""
    value = inner(term, "abs")
    expect(isinstance(value, Add), "not a sum")
    assert isinstance(value, Add)
    return Equation(term, call("abs", Add(tuple(sorted((_negated(t) for t in value.terms), key=text)))))


def _negated(term: Term) -> Term:
    pieces = list(factors(term))
    if isinstance(pieces[0], Num):
        pieces[0] = num(-pieces[0].value)
    else:
        pieces.insert(0, num(-1))
    return product([p for p in pieces if p != num(1)])


def quotient(term: Fun) -> Equation:
    value = inner(term, "sign")
    return Equation(term, div(value, call("abs", value)), (nonzero(value),))


_z, _p = Sym("z"), Sym("p")
RULES = (
    Rule(
        "abs-product",
        "|a b^n|",
        "|a| |b|^n",
        "",
        of_product,
        Example(call("abs", Mul((num(-2), Sym("a"), Pow(Sym("b"), num(3)))))),
    ),
    Rule("abs-nonnegative", "|a|", "a", "a ≥ 0", of_nonnegative, Example(call("abs", _p), (), call("abs", num(-2)))),
    Rule(
        "abs-negative",
        "|a|",
        "-a",
        "-a ≥ 0",
        of_negative,
        Example(call("abs", mul(num(-1), _p)), (), call("abs", num(2))),
    ),
    Rule("abs-even", "|b - a|", "|a - b|", "", even, Example(call("abs", Add((Sym("a"), mul(num(-1), Sym("b"))))))),
    Rule("sign-quotient", "sign(a)", "a / |a|", "a ≠ 0", quotient, Example(call("sign", _z))),
)
