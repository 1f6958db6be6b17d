"""What the rules of roots and powers ask for: no more than they need, and no less."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.rules import RULES
from derive.rules.model import Condition, RuleError, nonnegative, nonzero, positive
from derive.terms.term import Delta, Mul, Pow, Size, Sym, Term, add, call, index, mul, num

a, b, x, y = (Sym(name) for name in "abxy")
HALF, BACK, k = num(Fraction(1, 2)), num(Fraction(-1, 2)), Size(index("k"))
BIT = Delta(index("i"), index("j"))

ASKED: dict[str, tuple[str, Term, tuple[Condition, ...]]] = {
    "√a": ("sqrt-power", call("sqrt", a), (nonnegative(a),)),
    "(a b)^{1/2}": ("power-product", Pow(mul(a, b), HALF), (nonnegative(a), nonnegative(b))),
    "(a b)^{-1/2}": ("power-product", Pow(mul(a, b), BACK), (positive(a), positive(b))),
    "(a b)^x": ("power-product", Pow(mul(a, b), x), (positive(a), positive(b))),
    "(a b)^{-2}": ("power-product", Pow(mul(a, b), num(-2)), ()),
    "(a b)^k": ("power-product", Pow(mul(a, b), k), ()),
    "(a^2)^{1/2}": ("power-power", Pow(Pow(a, num(2)), HALF), (nonnegative(a),)),
    "(a^{1/2})^2": ("power-power", Pow(Pow(a, HALF), num(2)), (nonnegative(a),)),
    "(a^2)^{-1/2}": ("power-power", Pow(Pow(a, num(2)), BACK), (positive(a),)),
    "(a^{-2})^{1/2}": ("power-power", Pow(Pow(a, num(-2)), HALF), (positive(a),)),
    "(a^2)^k": ("power-power", Pow(Pow(a, num(2)), k), ()),
    "(a^x)^2": ("power-power", Pow(Pow(a, x), num(2)), (positive(a),)),
    "(a^2)^x": ("power-power", Pow(Pow(a, num(2)), x), (positive(a),)),
    "a^{k + 2}": ("power-sum", Pow(a, add(k, num(2))), (nonzero(a),)),
    "a^{1/2 + 2}": ("power-sum", Pow(a, add(HALF, num(2))), (positive(a),)),
    "a^{x + y}": ("power-sum", Pow(a, add(x, y)), (positive(a),)),
    "a^{k + δ}": ("power-sum-whole", Pow(a, add(k, BIT)), (nonnegative(k), nonnegative(BIT))),
}
REFUSED: dict[str, tuple[str, Term]] = {
    "a^{1/2 + 1/2} is not √a √a": ("power-sum-whole", Pow(a, add(HALF, HALF))),
    "a^{x + y} is no whole power": ("power-sum-whole", Pow(a, add(x, y))),
    "(a^3)^{1/3} is not |a|": ("power-even", Pow(Pow(a, num(3)), num(Fraction(1, 3)))),
    "(a^{2/3})^{3/2} is not |a|": ("power-even", Pow(Pow(a, num(Fraction(2, 3))), num(Fraction(3, 2)))),
    "(a^x)^{1/2}": ("power-even", Pow(Pow(a, x), HALF)),
    "(-4)^{1/2}": ("number-power", Pow(num(-4), HALF)),
    "2^x": ("number-power", Pow(num(2), x)),
    "x^2": ("number-power", Pow(x, num(2))),
    "a product": ("power-product", Mul((a, b))),
}


@pytest.mark.parametrize("name", ASKED)
def test_asked(name: str) -> None:
    rule, term, conditions = ASKED[name]
    assert RULES[rule].apply(term).conditions == conditions


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    rule, term = REFUSED[name]
    with pytest.raises(RuleError):
        RULES[rule].apply(term)
