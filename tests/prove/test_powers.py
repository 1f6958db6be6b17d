"""Powers and roots of real numbers: what a proof takes for granted is implied by both sides having a meaning, and
a whole power implies nothing of its base."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.kernel import Proved, replay
from derive.prove import Gap, prove
from derive.rules.granted import presupposed
from derive.rules.ring import Ring
from derive.terms.term import (
    ONE,
    Add,
    Delta,
    Entry,
    Mul,
    Pow,
    Prod,
    Size,
    Sum,
    Sym,
    Term,
    add,
    call,
    index,
    mul,
    num,
    sub,
    upto,
)
from derive.terms.theory import Goal, Theory, Variable

HALF = num(Fraction(1, 2))
a, b, c, x = (Sym(name) for name in "abcx")
k = Size(index("k"))
N = upto("n")
THEORY = Theory(sizes={"n": 1}, indices={"i": N}, variables={"y": Variable("y", (N,))})


def power(base: Term, exponent: Term | int) -> Term:
    return Pow(base, num(exponent) if isinstance(exponent, int) else exponent)


def root(term: Term) -> Term:
    return call("sqrt", term)


def log(term: Term) -> Term:
    return call("log", term)


def proved(left: Term, right: Term) -> Proved | Gap:
    goal = Goal(left, right, THEORY)
    found = prove(goal)
    return found if isinstance(found, Gap) else replay(goal, found)


# Both sides agree where both have a value; the left side has one at more points than the right.
RIGHT_ONLY = {
    "(x^2)^b = x^{2b}": (power(power(x, 2), b), power(x, mul(num(2), b))),
    "(x^2)^b = (x^b)^2": (power(power(x, 2), b), power(power(x, b), 2)),
    "sqrt(x^2) = (sqrt x)^2": (root(power(x, 2)), power(root(x), 2)),
    "log(x^2) = 2 log x": (log(power(x, 2)), mul(num(2), log(x))),
    "log(a c) = log a + log c": (log(mul(a, c)), add(log(a), log(c))),
    "sqrt(a c) = sqrt a sqrt c": (root(mul(a, c)), mul(root(a), root(c))),
    "(a c)^b = a^b c^b": (power(mul(a, c), b), mul(power(a, b), power(c, b))),
    "|x|^b = x^b": (power(call("abs", x), b), power(x, b)),
}


@pytest.mark.parametrize("name", RIGHT_ONLY)
def test_what_only_the_right_side_presupposes_is_told(name: str) -> None:
    """The kernel proves these where both sides have a value, and the difference of what they presuppose is seen."""
    left, right = RIGHT_ONLY[name]
    done = proved(left, right)
    assert isinstance(done, Proved)
    assert done.conditions or set(presupposed(right)) - set(presupposed(left))


FALSE = {
    "(x^2)^{1/2} = x": (power(power(x, 2), HALF), x),
    "(x^4)^{1/4} = x": (power(power(x, 4), num(Fraction(1, 4))), x),
    "sqrt(x^2) = x": (root(power(x, 2)), x),
    "x^2^{1/2} x^{k} = x x^{k}": (mul(power(power(x, 2), HALF), power(x, k)), mul(x, power(x, k))),
    "sum of |x| x^k": (Sum("k", N, mul(call("abs", x), power(x, k))), Sum("k", N, power(x, Add((k, ONE))))),
    "sum of |y| y^k": (Sum("k", N, mul(root(power(Entry("y", (index("i"),)), 2)), power(Entry("y", (index("i"),)), k))),
                       Sum("k", N, power(Entry("y", (index("i"),)), Add((k, ONE))))),
}


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_for_negative_numbers_is_not_proved(name: str) -> None:
    done = proved(*FALSE[name])
    assert isinstance(done, Gap) or done.assumed


TRUE = {
    "x^{k+1}": (Sum("k", N, power(x, Add((k, ONE)))), mul(x, Sum("k", N, power(x, k)))),
    "(a c)^k": (Sum("k", N, power(mul(a, c), k)), Sum("k", N, mul(power(a, k), power(c, k)))),
    "(x^2)^k": (Sum("k", N, power(power(x, 2), k)), Sum("k", N, power(power(x, k), 2))),
    "a product of equal factors": (Prod("k", N, x), power(x, Size(index("n")))),
    "x^{1/2} x^{1/2}": (mul(power(x, HALF), power(x, HALF)), x),
    "(x^{1/2})^2": (power(power(x, HALF), 2), x),
    "x^b x^{-b}": (mul(power(x, b), power(x, mul(num(-1), b))), ONE),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_holds_wherever_it_has_a_meaning_is_proved(name: str) -> None:
    done = proved(*TRUE[name])
    assert isinstance(done, Proved), done
    assert not done.assumed


def test_a_power_of_a_root_needs_a_base_that_is_not_negative() -> None:
    ring = Ring()
    assert ring.evaluate(power(power(x, HALF), 2), {}) == ring.evaluate(x, {})
    assert [(n.kind, n.subject) for n in ring.needs] == [("nonnegative", (x,))]


def test_a_whole_power_presupposes_nothing() -> None:
    natural = Theory(variables={"m": Variable("m", (), "natural")})
    assert presupposed(power(x, Add((k, ONE)))) == []
    assert presupposed(power(x, Mul((num(2), Sym("m")))), natural) == []
    assert [f.kind for f in presupposed(power(x, Sym("m")))] == ["positive"]
    assert [f.kind for f in presupposed(power(x, -1))] == ["nonzero"]
    assert presupposed(mul(Delta(index("i"), index("j")), power(sub(x, a), HALF))) == []
