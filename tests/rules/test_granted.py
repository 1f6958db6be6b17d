"""What a term presupposes holds wherever the term has a value, and what follows from a fact wherever the fact holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from test_neighbours import Total

from derive.rules.exponentials import integers, whole
from derive.rules.granted import normalised, presupposed, signs_assumed
from derive.rules.ranges import Ranges
from derive.rules.ring import Ring
from derive.rules.signs import Signs
from derive.terms.term import (
    ONE,
    ZERO,
    Add,
    Cases,
    Compare,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Mul,
    Num,
    Pow,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
    add,
    call,
    div,
    index,
    inverse,
    mul,
    neg,
    num,
    sub,
    upto,
)
from derive.terms.theory import Hypothesis, Theory, Variable
from derive.terms.walk import subterms

x, y, t, m = (Sym(name) for name in "xytm")
k, TO_N = index("k"), upto("n")
x_k, HALF = Entry("x", (k,)), num(Fraction(1, 2))
THEORY = Theory({"n": 1}, {}, {}, {"y": Variable("y", (), "positive"), "t": Variable("t", (), "bit"),
                                   "m": Variable("m", (), "integer")})
DELTA = Delta(index("i"), index("o"))
ATOMS: tuple[Term, ...] = (x, x, y, t, m, ZERO, ONE, num(-2), HALF, DELTA, Size(index("n")), call("abs", x),
                           call("sqrt", x), call("log", x), sub(x, y), sub(ONE, DELTA), Pow(sub(x, y), HALF))
BODIES: tuple[Term, ...] = (x_k, call("log", x_k), inverse(x_k), call("sqrt", x_k), call("log", x),
                            mul(DELTA, inverse(x)))
EXPONENTS: tuple[Term, ...] = (num(2), num(3), num(-1), num(-2), HALF, t, m, Size(index("n")), neg(t), add(x, y))


class Undefined(Exception):
    """A term has no value."""


class Strict(Total):
    """No value of what divides by 0, or takes the logarithm or root of what has none; a product with a delta that is 0
    is 0 all the same."""

    def of_pow(self, term: Pow) -> float:
        base, exponent = self.of(term.base), self.of(term.exponent)
        if (base == 0 and exponent < 0) or (base <= 0 and not whole(term.exponent, frozenset("tm"))):
            raise Undefined
        return 1.0 if exponent == 0 else super().of_pow(term)

    def of_fun(self, term: Fun) -> float:
        inner = self.of(term.arguments[0])
        if (term.name == "log" and inner <= 0) or (term.name == "sqrt" and inner < 0):
            raise Undefined
        return super().of_fun(term)

    def of_mul(self, term: Mul) -> float:
        deltas = [f for f in term.factors if all(isinstance(p, Delta | Num | Add | Mul) for p in subterms(f))]
        return 0.0 if any(self.of(f) == 0 for f in deltas) else super().of_mul(term)

    def at(self, name: str, value: int) -> Strict:
        inner = Strict(0)
        inner.random, inner.values, inner.indices = self.random, self.values, {**self.indices, name: value}
        return inner

    def value(self, key: Any, name: str) -> float:
        if key not in self.values:
            choices = {"y": (0.5, 2.0), "t": (0, 1), "m": (-2, 0, 3)}
            self.values[key] = self.random.choice(choices.get(name, (-1.5, 0, 1.2)))
        return self.values[key]

    def true(self, fact: Hypothesis) -> bool:
        """Of all values of its parameters."""
        (name, span), *rest = fact.parameters or (("", upto(1)),)
        if name:
            inner = Hypothesis(fact.name, fact.kind, fact.left, None, tuple(rest))
            return all(self.at(name, value).true(inner) for value in self.members(span))  # type: ignore[attr-defined]
        value = self.of(fact.left)
        return {"positive": value > -1e-9, "nonnegative": value > -1e-9, "nonzero": True}[fact.kind] and (
            fact.kind == "nonnegative" or abs(value) > 1e-9)


def grown(draw: random.Random, deep: int) -> Term:
    kind = draw.choice(("atom", "add", "mul", "mul", "pow", "pow", "fun", "binder", "cases")) if deep else "atom"
    if kind == "binder":
        binder = draw.choice((Sum, Prod))
        return binder("k", draw.choice((TO_N, Range(index(2), index("n")))), draw.choice(BODIES))
    if kind == "pow":
        return Pow(grown(draw, deep - 1), draw.choice(EXPONENTS))
    if kind == "fun":
        return call(draw.choice(("log", "sqrt", "abs", "exp")), grown(draw, deep - 1))
    if kind == "cases":
        return Cases(((Compare(x, ">", ZERO), grown(draw, deep - 1)), (None, grown(draw, deep - 1))))
    if kind == "atom":
        return draw.choice(ATOMS)
    return {"add": Add, "mul": Mul}[kind](tuple(grown(draw, deep - 1) for _ in range(2)))


def points() -> Iterator[Strict]:
    for seed in range(30):
        yield Strict(seed, n=1 + seed % 2, i=1, o=1 + seed % 3 % 2)


POINTS = list(points())
SIGNS = Signs(THEORY, Ranges(THEORY, {}), [])


def checked(fact: Hypothesis, point: Strict) -> bool:
    try:
        return point.true(fact)
    except OverflowError:
        return True


def facts(*pairs: tuple[str, Term]) -> set[tuple[str, Term]]:
    return set(pairs)


GRANTED: dict[str, tuple[Term, set[tuple[str, Term]]]] = {
    "a denominator": (div(y, x), facts(("nonzero", x))),
    "a logarithm": (call("log", x), facts(("positive", x))),
    "a root": (call("sqrt", x), facts(("nonnegative", x))),
    "a power that is a root": (Pow(x, HALF), facts(("positive", x))),
    "any exponent": (Pow(x, y), facts(("positive", x))),
    "a whole power": (Pow(x, num(2)), facts()),
    "a whole exponent": (Pow(x, m), facts()),
    "a size": (Pow(x, Size(index("n"))), facts()),
    "beside a delta": (mul(DELTA, call("log", x)), facts()),
    "beside 0": (mul(ZERO, call("log", x)), facts()),
    "beside two": (mul(y, mul(num(2), call("log", x))), facts(("positive", x))),
    "beside 2": (mul(num(2), call("log", x)), facts(("positive", x))),
    "beside a sum of deltas": (mul(sub(ONE, DELTA), inverse(x)), facts()),
    "beside what has a delta in it": (mul(call("exp", DELTA), inverse(x)), facts(("nonzero", x))),
    "in cases": (Cases(((Compare(x, ">", ZERO), call("log", x)), (None, ZERO))), facts()),
    "in a derivative": (Deriv(call("log", x), x), facts(("positive", x))),
    "a logarithm in an exponential": (call("exp", call("log", x)), facts(("positive", x))),
    "of an array": (Fun("log", (Tensor((("k", TO_N),), x_k),)), facts()),
    "inside an array": (Fun("F", (Tensor((("k", TO_N),), inverse(x_k)),)), facts(("nonzero", x_k))),
    "inside a maximum": (Extremum("max", "k", TO_N, call("log", x_k)), facts(("positive", x_k))),
    "inside a product": (Prod("k", TO_N, call("log", x_k)), facts(("positive", x_k))),
}


@pytest.mark.parametrize("name", GRANTED)
def test_granted(name: str) -> None:
    term, expected = GRANTED[name]
    found = presupposed(term, THEORY)
    assert {(fact.kind, fact.left) for fact in found} == expected
    bound = {"inside an array", "inside a maximum", "inside a product"}
    assert all(fact.parameters == ((("k", TO_N),) if name in bound else ()) for fact in found)


FOLLOWS: dict[str, tuple[str, Term, str, Term]] = {
    "a factor": ("nonzero", mul(x, y), "nonzero", x),
    "a sum among the factors": ("nonzero", mul(x, add(x, y)), "nonzero", add(x, y)),
    "the one factor that may not be positive": ("positive", mul(x, y), "positive", x),
    "the sum below": ("positive", mul(y, sub(x, y)), "positive", sub(x, y)),
    "the sum with the other sign": ("positive", mul(neg(y), sub(x, y)), "positive", sub(y, x)),
    "a sum that is positive": ("positive", mul(m, sub(x, y)), "nonzero", sub(y, x)),
    "under a root": ("nonzero", call("sqrt", x), "positive", x),
    "between bars": ("nonzero", call("abs", x), "nonzero", x),
    "under a power": ("positive", Pow(x, num(2)), "nonzero", x),
    "under any exponent": ("nonzero", Pow(x, y), "positive", x),
    "under a power that is a root": ("nonzero", Pow(sub(x, y), HALF), "positive", sub(x, y)),
}


@pytest.mark.parametrize("name", FOLLOWS)
def test_follows(name: str) -> None:
    kind, term, other, part = FOLLOWS[name]
    ring = Ring()
    found = normalised([Hypothesis("h", kind, term)], ring, SIGNS.is_positive, integers(THEORY))
    read = ring.evaluate(part, {})
    assert any(f.kind == other and read == ring.evaluate(f.left, {}) for f in found), found  # type: ignore[arg-type]


def test_two_factors_may_both_be_negative() -> None:
    found = normalised([Hypothesis("h", "positive", mul(x, m))], Ring(), SIGNS.is_positive, integers(THEORY))
    assert {fact.kind for fact in found if fact.left in (x, m)} <= {"nonzero"}


def test_no_theory() -> None:
    assert presupposed(call("log", x)) == presupposed(call("log", x), THEORY)


def test_no_end() -> None:
    """As many facts as are looked at, not all that follow."""
    many = [Hypothesis("h", "nonzero", add(Sym(f"a{n}"), ONE)) for n in range(1000)]
    assert len(normalised(many, Ring(), SIGNS.is_positive)) <= 400


def test_the_signs_of_sums() -> None:
    given = (Hypothesis("sum", "nonnegative", sub(x, y)), Hypothesis("plain", "positive", x),
             Hypothesis("equal", "equal", sub(x, y), ZERO))
    assert [h.name for h in signs_assumed(Theory(hypotheses=given))] == ["sum"]


@pytest.mark.parametrize("seed", range(3))
def test_presupposed(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(60):
        term = grown(draw, 2)
        for point in POINTS:
            try:
                point.of(term)
            except (Undefined, OverflowError):
                continue
            for fact in presupposed(term, THEORY):
                assert checked(fact, point), (term, fact, point.values)


@pytest.mark.parametrize("seed", range(3))
def test_what_follows(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(40):
        term = grown(draw, 2)
        for kind in ("positive", "nonnegative", "nonzero"):
            fact = Hypothesis("h", kind, term)
            found = normalised([fact], Ring(frozenset("t")), SIGNS.is_positive, integers(THEORY))
            for point in POINTS:
                try:
                    if not point.true(fact):
                        continue
                except (Undefined, OverflowError):
                    continue
                for other in found:
                    try:
                        assert checked(other, point), (term, kind, other, point.values)
                    except Undefined:
                        continue
