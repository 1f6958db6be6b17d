"""Derivatives are the slopes of secants, from both sides, wherever the needs are met; and what has none stays open."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from test_granted import Strict, Undefined

from derive.functions import FUNCTIONS
from derive.rules.derivatives import Differentiation, depends
from derive.rules.model import Condition, nonzero, positive
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
    Integral,
    Mul,
    Pow,
    Prod,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
    add,
    call,
    index,
    inverse,
    mul,
    neg,
    num,
    upto,
)
from derive.terms.theory import Definition, Theory, Variable
from derive.terms.walk import free, substitute

x, y, m, t = (Sym(name) for name in "xymt")
i, j, k, n = (index(name) for name in "ijkn")
TO_N = upto("n")
THEORY = Theory({"n": 1}, {}, {"i": TO_N}, {"m": Variable("m", (), "integer"), "t": Variable("t", (), "bit")})
STEP = 1e-6


def v(place: Any) -> Term:
    return Entry("v", (place,))


V_I = v(i)
ATOMS: tuple[Term, ...] = (
    x, x, y, V_I, v(index(1)), num(2), Size(n), Delta(i, index(1)), Sum("k", TO_N, v(k)), Sum("i", TO_N, mul(v(i), x)),
    Prod("k", TO_N, add(v(k), x)), Prod("i", TO_N, v(i)), Sum("k", TO_N, mul(Delta(k, i), v(k))), Entry("v", (i, i)),
    Cases(((Compare(y, ">", ZERO), x), (None, V_I))), Cases(((Compare(x, ">", num(7)), num(5)), (None, x))),
    Entry("v", ()),
    Sum("k", TO_N, call("abs", v(k))), Sum("k", TO_N, call("log", add(v(k), x))), Prod("k", TO_N, call("abs", v(k))),
)
EXPONENTS: tuple[Term, ...] = (num(2), num(3), num(-1), m, t, Size(n), neg(Size(n)), neg(m), x, y, V_I)
KNOWN = [name for name in FUNCTIONS if name in ("exp", "log", "sqrt", "abs", "sign", "sin", "cos")
         or (FUNCTIONS[name].definition is not None and FUNCTIONS[name].derivative is not None)]


class Slopes(Strict):
    """Open derivatives as differences."""

    def value(self, key: Any, name: str) -> float:
        if key not in self.values:
            choices = {"m": (-2.0, 1.0, 3.0), "t": (0.0, 1.0)}
            self.values[key] = self.random.choice(choices.get(name, (-1.3, 0.0, 0.6, 1.4)))
        return self.values[key]

    def at(self, name: str, value: int) -> Slopes:
        inner = Slopes(0)
        inner.random, inner.values, inner.indices = self.random, self.values, {**self.indices, name: value}
        return inner

    def moved(self, variable: Any, by: float) -> Slopes:
        key = (variable.name, tuple(map(self.index, variable.indices))) if isinstance(variable, Entry) else variable
        self.of(variable)
        inner = Slopes(0)
        inner.random, inner.indices = self.random, self.indices
        inner.values = {**self.values, key: self.values[key] + by}
        return inner

    def secants(self, term: Term, variable: Term) -> tuple[float, float]:
        here = self.of(term)
        return tuple((self.moved(variable, way).of(term) - here) / way for way in (STEP, -STEP))  # type: ignore[return-value]

    def of_deriv(self, term: Deriv) -> float:
        return self.secants(term.body, term.variable)[0]


def grown(draw: random.Random, deep: int) -> Term:
    kind = draw.choice(("add", "mul", "pow", "fun", "atom")) if deep else "atom"
    if kind == "atom":
        return draw.choice(ATOMS)
    if kind == "pow":
        return Pow(grown(draw, deep - 1), draw.choice(EXPONENTS))
    if kind == "fun":
        return call(draw.choice(KNOWN), grown(draw, deep - 1))
    return {"add": Add, "mul": Mul}[kind](tuple(grown(draw, deep - 1) for _ in range(2)))


def needs(term: Term, variable: Term = x) -> list[tuple[str, Any]]:
    work = Differentiation(variable, THEORY)
    work.of(term)
    return [(need.kind, need.subject[0]) for need in work.needs]


def test_where_there_is_a_slope() -> None:
    """x^m has none at 0 for m = -1, a product only the one here where no factor is 0."""
    assert needs(call("abs", x)) == [("nonzero", x)]
    assert needs(call("log", x)) == [("positive", x)]
    assert needs(call("logit", x)) == [("positive", mul(x, add(ONE, mul(num(-1), x))))]
    assert needs(Pow(x, y)) == [("positive", x)]
    assert needs(Pow(y, x)) == [("positive", y)]
    assert needs(Pow(x, m)) == [("nonnegative", m)]
    assert needs(Pow(y, m), m) == [("positive", y)]
    assert needs(Pow(x, neg(m))) == [("nonzero", x)]
    assert needs(Pow(x, num(2))) == needs(Pow(x, num(0))) == []
    assert needs(Pow(x, num(-2))) == [("nonzero", x)]
    assert needs(Pow(x, num(Fraction(3, 2)))) == needs(Pow(x, num(Fraction(-1, 2)))) == [("positive", x)]
    product = Prod("k", TO_N, v(k))
    assert needs(product, V_I) == [("nonzero", product)]
    assert needs(Sum("k", TO_N, call("abs", v(k))), V_I) == [("nonzero", Prod("k", TO_N, v(k)))]
    assert needs(Sum("k", TO_N, call("log", v(k))), V_I) == [("positive", Extremum("min", "k", TO_N, v(k)))]
    assert needs(Sum("k", TO_N, mul(v(k), call("log", x)))) == [("positive", x)]
    assert needs(add(Sum("k", TO_N, v(k)), call("log", v(k))), v(k)) == [("positive", v(k))]
    assert all(isinstance(need, Condition) for need in Differentiation(x, THEORY).needs)


@pytest.mark.parametrize("name", ["det", "inv"])
def test_a_matrix_has_a_slope_where_all_its_entries_have_one(name: str) -> None:
    array = Tensor((("a", TO_N), ("b", TO_N)), call("log", add(x, v(index("a")), v(index("b")))))
    places = () if name == "det" else (i, j)
    inside = needs(Fun(name, (array,), (), places))
    smallest = Extremum("min", "a", TO_N, Extremum("min", "b", TO_N, array.body.arguments[0]))  # type: ignore[attr-defined]
    assert ("nonzero", Fun("det", (array,))) in inside and ("positive", smallest) in inside
    assert all(not free(subject)[0] & {"a", "b"} for _, subject in inside)


OPEN = replace(THEORY, dependent=frozenset({"L"}), definitions={
    "D": Definition("D", "scalar", (), add(Sym("E"), ONE)), "E": Definition("E", "scalar", (), Pow(x, num(2))),
    "R": Definition("R", "scalar", (), Sym("R")), "G": Definition("G", "function", ("u",), mul(Sym("u"), x))})
VECTOR = Tensor((("k", TO_N),), v(k))
MOVING = Tensor((("k", TO_N),), Entry("h", (k,)))
STAY: dict[str, Term] = {
    "a name that stands for more": Sym("D"), "what is said to depend": Sym("L"),
    "a function that is defined": Fun("G", (y,)), "a function that is said to depend": Fun("L", (x,)),
    "a component of a function": Fun("F", (x,), (), (i,)), "an end that moves": Integral("u", x, ZERO, x),
    "cases that move": Cases(((Compare(x, ">", ZERO), x), (None, neg(x)))), "its own name": Integral("x", Sym("L")),
    "an array without a name": Fun("F", (Tensor((("k", TO_N),), mul(x, v(k))),)),
    "an array with primes": Fun("F", (VECTOR, x), (0, 1)), "the greatest": Extremum("max", "k", TO_N, mul(x, v(k))),
    "another number of indices": Entry("x", (i,)), "an array in another order": Fun(
        "F", (Tensor((("k", TO_N), ("j", TO_N)), Entry("x", (j, k))),)),
}


@pytest.mark.parametrize("name", STAY)
def test_what_stays_open(name: str) -> None:
    assert Differentiation(x, OPEN).of(STAY[name]) == Deriv(STAY[name], x)


def test_what_does_not_depend() -> None:
    for term in (y, Sym("R"), Fun("F", (y,)), Entry("v", (i,)), Integral("x", x), num(2)):
        assert Differentiation(x, OPEN).of(term) == ZERO or depends(term, "x", OPEN)
    assert not depends(Sym("R"), "x", OPEN)
    assert depends(Sym("D"), "x", OPEN)
    assert depends(Fun("G", (y,)), "x", OPEN)
    assert Differentiation(v(i), THEORY).of(Entry("v", (i, j))) == Deriv(Entry("v", (i, j)), v(i))
    assert Differentiation(v(i), THEORY).of(Sym("v")) == Deriv(Sym("v"), v(i))
    assert Differentiation(Sym("v"), THEORY).of(v(i)) == Deriv(v(i), Sym("v"))
    assert Differentiation(Entry("v", ()), THEORY).of(Entry("v", ())) == ONE


def test_through_an_array() -> None:
    """∂L(h)/∂x is Σ_k ∂L(h)/∂h_k ∂h_k/∂x, unless L depends on x, or h on another array, in another way as well."""
    given = replace(THEORY, definitions={
        "h": Definition("h", "tensor", ("a",), mul(x, Entry("w", (index("a"),)))),
        "g": Definition("g", "tensor", ("a",), Pow(Entry("h", (index("a"),)), num(2))),
    })
    other = Tensor((("k", TO_N),), Entry("g", (k,)))
    loss = Fun("L", (MOVING, VECTOR))
    slope = Differentiation(x, given).of(loss)
    assert slope == Sum("k", TO_N, mul(Deriv(loss, Entry("h", (k,))), Deriv(Entry("h", (k,)), x)))
    for term in (Fun("L", (MOVING, x)), Fun("L", (MOVING, other)), Fun("L", (MOVING,), (1,)),
                 Fun("L", (MOVING, Tensor((("k", TO_N),), mul(x, v(k)))))):
        assert Differentiation(x, given).of(term) == Deriv(term, x)
    whole = Fun("L", (Tensor((("k", TO_N),), v(k)),))
    assert Differentiation(V_I, given).of(whole) == Deriv(whole, V_I)


def test_through_the_whole_array_once() -> None:
    """L(h, h_1 and h_2) is no sum to 2 alone; an h_k that stands n times counts n times; what stays may be anything."""
    given = replace(THEORY, definitions={"h": Definition("h", "tensor", ("a",), mul(x, Entry("w", (index("a"),))))})
    part = Tensor((("k", upto(2)),), Entry("h", (k,)))
    often = Tensor((("k", TO_N), ("j", TO_N)), Entry("h", (k,)))
    for term in (Fun("L", (MOVING, part)), Fun("L", (part, MOVING)), Fun("L", (often,))):
        assert Differentiation(x, given).of(term) == Deriv(term, x)
    again = Tensor((("j", TO_N),), Entry("h", (j,)))
    for beside in (again, VECTOR, Tensor((("k", TO_N),), Pow(v(k), num(2)))):
        loss = Fun("L", (MOVING, VECTOR, beside))
        slope = Differentiation(x, given).of(loss)
        assert isinstance(slope, Sum)
        here = Entry("h", (index(slope.name),))
        assert slope == Sum(slope.name, TO_N, mul(Deriv(loss, here), Deriv(here, x)))


def test_by_what_is_made_of_a_symbol() -> None:
    """∂x/∂y is 1 / (∂y/∂x), where that is not 0: y = x^2 has no such slope at 0, nor y = |x|."""
    bodies: dict[Term, tuple[list[Condition], Term]] = {
        Pow(x, num(2)): ([nonzero(mul(num(2), x))], mul(num(2), x)),
        Pow(x, num(-2)): ([nonzero(num(-2)), nonzero(x)], mul(num(-2), Pow(x, num(-3)))),
        call("abs", x): ([nonzero(call("sign", x)), nonzero(x)], call("sign", x)),
        call("log", x): ([nonzero(ONE), positive(x), nonzero(x)], inverse(x)),
    }
    for body, (conditions, below) in bodies.items():
        given = replace(THEORY, definitions={"y": Definition("y", "scalar", (), body)}, dependent=frozenset({"x"}))
        work = Differentiation(y, given)
        assert work.of(x) == inverse(below)
        assert list(work.needs) == conditions


def test_another_array_that_is_made_of_it() -> None:
    """∂g_j/∂v_i is not δ_ij for g = v^2."""
    given = replace(THEORY, definitions={"g": Definition("g", "tensor", ("a",), Pow(v(index("a")), num(2)))})
    assert Differentiation(V_I, given).of(Entry("g", (j,))) == Deriv(Entry("g", (j,)), V_I)


def test_cases_that_stay() -> None:
    term = Cases(((Compare(y, ">", ZERO), x), (None, V_I)))
    assert Differentiation(x, THEORY).of(term) == Cases(((Compare(y, ">", ZERO), ONE), (None, ZERO)))


def test_a_bound_name_steps_aside() -> None:
    """∂/∂v_k Σ_k v_k^2 is 2 v_k, not Σ_k 2 v_k."""
    total = Sum("k", TO_N, Pow(v(k), num(2)))
    slope = Differentiation(v(k), THEORY).of(total)
    assert isinstance(slope, Sum)
    assert slope.name != "k"
    busy = Sum("k", TO_N, mul(v(k), v(index("k'"))))
    slope = Differentiation(v(k), THEORY).of(busy)
    assert isinstance(slope, Sum)
    assert slope.name not in ("k", "k'")
    assert substitute(slope, {"k": index(1)}) != slope
    constant = Differentiation(v(k), THEORY).of(Sum("k", TO_N, v(i)))
    assert isinstance(constant, Sum)
    assert constant.name != "k", "Σ_k δ(i, k) is 1, not n δ(i, k)"
    entry = Entry("M", (k, index("k'")))
    slope = Differentiation(entry, THEORY).of(Sum("k", TO_N, Entry("M", (k, j))))
    assert isinstance(slope, Sum)
    assert slope.name not in ("k", "k'")


def test_an_array_steps_aside() -> None:
    given = replace(THEORY, definitions={"h": Definition("h", "tensor", ("a",), mul(v(index("a")), v(index("a"))))})
    loss = Fun("L", (MOVING,), (), ())
    slope = Differentiation(v(k), given).of(loss)
    assert isinstance(slope, Sum)
    assert slope.name != "k"
    slope = Differentiation(x, replace(given, dependent=frozenset({"h"}))).of(Fun("L", (MOVING, Size(k))))
    assert isinstance(slope, Sum)
    assert slope.name != "k", "the k beside h is another"


def test_more_primes() -> None:
    assert Differentiation(x, THEORY).of(Fun("F", (x, y))) == mul(Fun("F", (x, y), (1, 0)), ONE)
    assert Differentiation(x, THEORY).of(Fun("F", (x, y), (1, 0))) == mul(Fun("F", (x, y), (2, 0)), ONE)
    assert Differentiation(x, THEORY).of(Fun("exp", (x,), (1,))) == mul(Fun("exp", (x,), (2,)), ONE)


def test_under_the_integral_sign() -> None:
    work = Differentiation(x, THEORY)
    assert work.of(Integral("u", mul(x, Sym("u")), ZERO)) == Integral("u", mul(ONE, Sym("u")), ZERO)
    assert list(work.assumed) == ["differentiation under the integral sign"]


@pytest.mark.parametrize("seed", range(5))
def test_secants(seed: int) -> None:
    draw = random.Random(seed)
    met = 0
    for _ in range(40):
        term, variable = grown(draw, 2), draw.choice((x, V_I))
        work = Differentiation(variable, THEORY)
        slope = work.of(term)
        for number in range(8):
            point = Slopes(number, n=1 + number % 2, i=1 + number // 2 % 2)
            try:
                found, (right, left) = point.of(slope), point.secants(term, variable)
                if not all(map(point.meets, work.needs)) or abs(found) > 1e4:
                    continue
            except (Undefined, OverflowError, ZeroDivisionError):
                continue
            met += 1
            for secant in (left, right):
                assert math.isclose(found, secant, rel_tol=1e-2, abs_tol=1e-2), (term, variable, slope, point.values)
    assert met > 50
