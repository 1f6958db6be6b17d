"""Absolute values and signs."""

from __future__ import annotations

from derive.rules.exponentials import inner
from derive.rules.logarithms import parted
from derive.rules.model import Equation, Example, Rule, nonnegative, nonzero
from derive.rules.sums import factors, product
from derive.terms.term import Fun, Mul, Num, Pow, Sym, Term, call, div, mul, neg, num


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
    Rule("sign-quotient", "sign(a)", "a / |a|", "a ≠ 0", quotient, Example(call("sign", _z))),
)
