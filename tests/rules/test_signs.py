"""The sign of a term is that of all its values, in the domains of its symbols and under what is assumed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from test_intervals import inside
from test_neighbours import Total

from derive.rules.ranges import Ranges
from derive.rules.signs import Signs
from derive.terms.term import (
    ONE,
    ZERO,
    Add,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Integral,
    Mul,
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
    index,
    mul,
    neg,
    num,
    sub,
    upto,
)
from derive.terms.theory import Definition, Hypothesis, Theory, Variable

DOMAINS = {"p": "positive", "q": "nonnegative", "u": "unit", "b": "bit", "s": "sign", "w": "nonzero", "N": "natural",
           "r": "real"}
CHOICES: dict[str, tuple[float, ...]] = {
    "p": (0.25, 3), "q": (0, 2), "u": (0.125, 0.875), "b": (0, 1), "s": (-1, 1), "w": (-1.5, 2), "N": (1, 4),
    "r": (-3, 0, 1.5), "g": (0.5, 2), "x": (-2, 0, 1),
}
TO_N, TO_M = upto("n"), upto("m")
i, k = index("i"), index("k")
p, q, u, b, s, w, N, r, g = (Sym(name) for name in "pqubswNrg")
f_k, v_k, x_k, v_i = Entry("f", (k,)), Entry("v", (k,)), Entry("x", (k,)), Entry("v", (i,))
FROM_TWO = Range(index(2), index("n"))
GIVEN = (Hypothesis("g", "positive", g), Hypothesis("later", "positive", v_k, None, (("k", FROM_TWO),)),
         Hypothesis("none", "negative", Sym("x"), None, (("k", TO_M),)), Hypothesis("two", "positive", add(r, num(4))),
         Hypothesis("equal", "equal", r, r), Hypothesis("index", "same", i, i))
THEORY = Theory(
    {"n": 2, "m": 0}, {}, {"i": TO_N},
    {**{name: Variable(name, (), domain) for name, domain in DOMAINS.items()},
     "f": Variable("f", (TO_N,), traits=frozenset({"simplex"})), "K": Variable("K", (TO_N, TO_N)),
     "M": Variable("M", (TO_N, TO_N), traits=frozenset({"invertible"}))},
    {"D": Definition("D", "scalar", (), add(p, ONE)),
     "T": Definition("T", "tensor", ("a",), neg(Entry("f", (index("a"),)))),
     "U": Definition("U", "scalar", (), Sym("V")), "V": Definition("V", "scalar", (), Sym("U")),
     "Y": Definition("Y", "function", ("t",), Fun("Z", (Sym("t"),))),
     "Z": Definition("Z", "function", ("t",), Fun("Y", (Sym("t"),))),
     "F": Definition("F", "function", ("t",), Pow(Sym("t"), num(2))),
     "R": Definition("R", "scalar", (), add(Sym("R"), p)), "p": Definition("p", "scalar", (), neg(p))},
    GIVEN,
)
RANGES = Ranges(THEORY, {"i": TO_N})
SCALARS: tuple[Term, ...] = (p, q, u, b, s, w, N, r, g, ZERO, ONE, num(-2), num(Fraction(1, 2)), Size(index("m")),
                             Size(i), Size(i - index("n")), Delta(i, index(1)), v_i, Entry("v", (index(2),)),
                             Sym("x"), Entry("f", (i,)))
BODIES: tuple[Term, ...] = (f_k, v_k, x_k, Size(k), p, neg(p), Delta(k, i), mul(f_k, x_k), w)
FUNCTIONS = ("exp", "abs", "sqrt", "sigmoid", "tanh", "sin", "log")


class Values(Total):
    """Values from the domains; f sums to 1, v is positive from the second on."""

    def value(self, key: Any, name: str) -> float:
        if key not in self.values:
            if isinstance(key, tuple) and key[0] == "f":
                self.values[key] = (0.0, 1.0)[key[1][0] == 2]
            elif isinstance(key, tuple) and key[0] == "v":
                self.values[key] = self.random.choice((-1.0, 0.0, 2.0) if key[1][0] < 2 else (0.5, 2.0))
            else:
                self.values[key] = float(self.random.choice(CHOICES.get(name, (-2, 0, 1))))
        return self.values[key]

    def at(self, name: str, value: int) -> Values:
        inner = Values(0)
        inner.random, inner.values, inner.indices = self.random, self.values, {**self.indices, name: value}
        return inner


def grown(draw: random.Random, deep: int) -> Term:
    kind = draw.choice(("atom", "add", "mul", "pow", "fun", "binder")) if deep else "atom"
    if kind == "binder":
        span = draw.choice((TO_N, TO_M, upto(2)))
        binder = draw.choice((Sum, Prod, Extremum)) if span == upto(2) else draw.choice((Sum, Prod))
        body = draw.choice(BODIES)
        return Extremum(draw.choice(("max", "min")), "k", span, body) if binder is Extremum else binder("k", span, body)
    if kind == "pow":
        exponent = draw.choice((num(2), num(-1), num(3), num(-2), num(Fraction(1, 2)), q, num(0)))
        return Pow(grown(draw, deep - 1), exponent)
    if kind == "fun":
        return call(draw.choice(FUNCTIONS), grown(draw, deep - 1))
    if kind == "atom":
        return draw.choice(SCALARS)
    return {"add": Add, "mul": Mul}[kind](tuple(grown(draw, deep - 1) for _ in range(2)))


def points() -> Iterator[Values]:
    for seed in range(24):
        yield Values(seed, n=2 + seed % 2, m=seed % 3, i=1 + seed % 2)


POINTS = list(points())


def square(name: str, span: Range = TO_N, column: str = "b") -> Tensor:
    return Tensor((("a", span), ("b", span)), Entry(name, (index("a"), index(column))))


POSITIVE: tuple[Term, ...] = (
    p, u, N, g, Sym("D"), call("exp", r), call("sigmoid", r), Pow(w, num(2)), Pow(p, r), call("sqrt", p),
    call("abs", w), Sum("k", TO_N, call("exp", x_k)), Prod("k", TO_M, call("exp", x_k)), Size(index("n") - index(1)),
    Extremum("min", "k", TO_N, call("exp", x_k)), Entry("v", (index(2),)), Fun("F", (p,)), sub(ONE, u), add(r, num(4)),
    neg(Sum("k", TO_N, neg(p))), Pow(neg(p), num(-2)),
)
NONNEGATIVE: tuple[Term, ...] = (
    q, b, Delta(i, k), Size(index("m")), Size(i - index(1)), Sum("k", TO_M, p), Sum("k", TO_N, f_k), Entry("f", (i,)),
    neg(Entry("T", (i,))), Fun("F", (r,)), Prod("k", TO_M, f_k), call("sqrt", q), call("abs", r), Pow(q, u),
    neg(neg(q)), neg(Sum("k", TO_M, neg(p))),
)
UNKNOWN: tuple[Term, ...] = (
    r, Sym("x"), v_i, Entry("v", (index(1),)), Sym("R"), Pow(r, q), Integral("t", p), Deriv(call("exp", r), r),
    Fun("exp", (r,), (1,)), Fun("F", (r,), (1,)), Fun("F", (r,), (), (i,)), Fun("F", (r, r)), Fun("H", (p,)),
    Sym("F"), Fun("G", (Tensor((("k", TO_N),), f_k),)), Sum("k", TO_N, v_k), Size(index("z")), sub(u, p),
    call("log", p), Pow(r, num(Fraction(2, 3))), Sym("U"), Fun("trace", (square("M"),)), Fun("det", (square("K"),)),
    Fun("det", (r,)), Fun("det", (Tensor((("a", TO_N), ("b", TO_N)), add(p, p)),)),
    Fun("det", (square("nothing"),)), Fun("det", (Tensor((("a", TO_N), ("b", TO_N)), p),)),
    Fun("det", (square("M", upto(1)),)), Fun("det", (square("M", TO_N, "c"),)), Fun("D", ()), Fun("Y", (p,)),
)


def test_what_is_known() -> None:
    """And no more: a sum over no index at all is 0, v_1 may be anything, and so may a component of an unknown one."""
    signs = Signs(THEORY, RANGES, list(GIVEN))
    for term in POSITIVE:
        assert signs.holds("positive", term), term
        assert signs.is_positive(term)
    for term in NONNEGATIVE:
        assert signs.holds("nonnegative", term), term
        assert not signs.holds("positive", term), term
        assert not signs.holds("nonzero", term), term
        assert not signs.is_positive(term)
    for term in UNKNOWN:
        assert not any(signs.holds(kind, term) for kind in ("positive", "nonnegative", "nonzero")), term
        assert not any(signs.holds(kind, neg(term)) for kind in ("positive", "nonnegative")), term
    assert signs.holds("nonzero", w)
    assert signs.holds("nonzero", Fun("det", (square("M"),)))
    assert signs.holds("nonzero", Prod("k", TO_M, w))
    assert {"g", "later", "two"} <= set(signs.used)
    assert "none" not in signs.used


def test_a_name_bound_elsewhere() -> None:
    """What is known of an i from 1 says nothing of the i of a sum from 0, and of one i nothing of all."""
    signs = Signs(THEORY, RANGES, [Hypothesis("i", "positive", v_i)])
    assert signs.holds("positive", v_i)
    for span in (Range(index(0), index(1)), TO_N):
        assert not signs.holds("nonnegative", Sum("i", span, v_i))
    new = Entry("v", (index("#1"),))
    signs = Signs(THEORY, Ranges(THEORY, {"#1": TO_N}), [Hypothesis("new", "positive", new)])
    assert signs.holds("positive", Sum("#1", TO_N, new))
    assert not signs.holds("nonnegative", Sum("#1", Range(index(0), index(1)), new))


@pytest.mark.parametrize("seed", range(5))
def test_every_value_is_inside(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(60):
        term = grown(draw, 2)
        signs = Signs(THEORY, RANGES, list(GIVEN))
        known = signs.of(term)
        for point in POINTS:
            try:
                value = point.of(term)
            except (OverflowError, ZeroDivisionError):
                continue
            if abs(value) != 17:  # nothing is known of the root of a negative number
                assert inside(Fraction(round(value, 9)), known) or abs(value) < 1e-9, (term, value, known)


def fact(kind: str, *terms: Term) -> Hypothesis:
    return Hypothesis("given", kind, Add(terms))


@pytest.mark.parametrize(("given", "term", "kind"), [
    (fact("negative", Sym("x"), num(-1)), sub(ONE, Sym("x")), "positive"),
    (fact("nonnegative", Sym("x"), num(-1)), Sym("x"), "positive"),
    (fact("nonnegative", Sym("x"), num(-1)), add(Sym("x"), num(-1)), "nonnegative"),
    (fact("positive", num(3), mul(num(-2), Sym("x"))), sub(num(2), Sym("x")), "positive"),
    (fact("positive", mul(num(2), Sym("x")), Sym("x"), mul(num(2), num(-3))), sub(Sym("x"), num(2)), "positive"),
])
def test_a_sum_with_one_variable_is_solved_for_it(given: Hypothesis, term: Term, kind: str) -> None:
    theory = Theory(variables={"x": Variable("x"), "y": Variable("y")}, hypotheses=(given,))
    signs = Signs(theory, Ranges(theory, {}), [given])
    assert signs.holds(kind, term)
    assert list(signs.used) == ["given"]
    assert not Signs(theory, Ranges(theory, {}), []).holds(kind, term)


@pytest.mark.parametrize(("given", "term", "kind"), [
    (fact("negative", Sym("x"), num(-1)), Sym("x"), "positive"),
    (fact("nonnegative", Sym("x"), num(-1)), add(Sym("x"), num(-1)), "positive"),
    (fact("positive", Sym("x"), Sym("y"), num(-1)), Sym("x"), "positive"),
    (fact("positive", mul(Sym("x"), Sym("x")), num(-1)), Sym("x"), "positive"),
    (fact("positive", mul(Sym("x"), Sym("y")), num(-1)), Sym("x"), "positive"),
    (fact("positive", Sym("y"), num(-1)), Sym("x"), "positive"),
    (fact("positive", Sym("x"), mul(num(-1), Sym("x")), num(1)), Sym("x"), "positive"),
    (fact("distinct", Sym("x"), num(-1)), Sym("x"), "positive"),
    (Hypothesis("given", "positive", Add((Sym("x"), num(-1))), None, (("k", upto("n")),)), Sym("x"), "positive"),
    (Hypothesis("given", "positive", Mul((Sym("y"), Sym("x")))), Sym("x"), "positive"),
])
def test_what_says_nothing_of_the_variable(given: Hypothesis, term: Term, kind: str) -> None:
    theory = Theory({"n": 0}, variables={"x": Variable("x"), "y": Variable("y")}, hypotheses=(given,))
    assert not Signs(theory, Ranges(theory, {}), [given]).holds(kind, term)
