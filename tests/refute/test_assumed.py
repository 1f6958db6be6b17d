"""Equations assumed between terms: a witness meets them, or there is none."""

from __future__ import annotations

import pytest

from derive.modular import agree
from derive.refute import NoWitness, Witness, check, refute
from derive.terms.term import (
    ONE,
    ZERO,
    Delta,
    Entry,
    Fun,
    Pow,
    Range,
    Size,
    Sum,
    Sym,
    add,
    call,
    index,
    mul,
    neg,
    num,
    sub,
    upto,
)
from derive.terms.theory import Goal, Hypothesis, Theory, Variable

N = upto("n")
i, j, k, m = (index(name) for name in "ijkm")
a, b, c, d, x = (Sym(name) for name in "abcdx")
MATRICES = {
    "sizes": {"n": 1},
    "indices": {"i": N, "j": N},
    "variables": {name: Variable(name, (N, N) if name in "AB" else (N,)) for name in "ABuvw"},
}
BOTH = (("i", N), ("j", N))


def at(name, *where):
    return Entry(name, where)


def square(term):
    return Pow(term, num(2))


def total(f):
    return Sum("k", N, f)


def product(p, q):
    return total(mul(at(p, i, k), at(q, k, j)))


def equal(left, right, *parameters):
    return Hypothesis("assumed", "equal", left, right, parameters)


def claim(left, right, *facts, axes=(), **theory):
    return Goal(left, right, Theory(hypotheses=facts, **theory), axes)


SUM = equal(add(a, b), ONE)
PRODUCT = equal(mul(c, d), ONE)
CIRCLE = equal(add(square(a), square(b)), ONE)
UNIT = equal(total(square(at("w", k))), ONE)
NORM = equal(call("sqrt", total(square(at("w", k)))), ONE)
ACROSS = equal(total(mul(at("u", k), at("v", k))), ZERO)
COMMUTE = equal(product("A", "B"), product("B", "A"), *BOTH)
TWICE = equal(product("A", "A"), at("A", i, j), *BOTH)
ROTATION = equal(total(mul(at("A", k, i), at("A", k, j))), Delta(i, j), *BOTH)
SKEW = equal(at("A", j, i), neg(at("A", i, j)), *BOTH)
EIGEN = equal(total(mul(at("A", i, k), at("v", k))), mul(c, at("v", i)), ("i", N))
FORM = Sum("i", N, Sum("j", N, mul(at("w", i), at("A", i, j), at("w", j))))
FIBONACCI = (
    equal(at("F", index(0)), ZERO),
    equal(at("F", index(1)), ONE),
    equal(at("F", k + index(2)), add(at("F", k + index(1)), at("F", k)), ("k", Range(index(0), m))),
)
SEQUENCE = {"sizes": {"m": 0}, "variables": {"F": Variable("F", (Range(index(0), m + index(2)),))}}
SQUARED = total(mul(add(at("A", i, k), at("B", i, k)), add(at("A", k, j), at("B", k, j))))

TRUE = {
    "a + b = 1": claim(add(square(a), square(b)), sub(ONE, mul(num(2), a, b)), SUM),
    "c d = 1": claim(mul(square(c), square(d)), ONE, PRODUCT),
    "a circle": claim(square(add(a, b)), add(ONE, mul(num(2), a, b)), CIRCLE),
    "a unit vector": claim(total(mul(at("w", k), at("w", k))), ONE, UNIT, **MATRICES),
    "a norm": claim(total(square(at("w", k))), ONE, NORM, **MATRICES),
    "u and v are orthogonal": claim(
        total(square(add(at("u", k), at("v", k)))), add(total(square(at("u", k))), total(square(at("v", k)))), ACROSS,
        **MATRICES),
    "AB = BA": claim(SQUARED, add(product("A", "A"), mul(num(2), product("A", "B")), product("B", "B")), COMMUTE,
                     axes=BOTH, **MATRICES),
    "a projection": claim(product("A", "A"), at("A", i, j), TWICE, axes=BOTH, **MATRICES),
    "a rotation": claim(total(mul(at("A", i, k), at("A", j, k))), Delta(i, j), ROTATION, axes=BOTH, **MATRICES),
    "skew": claim(FORM, ZERO, SKEW, **MATRICES),
    "an eigenvector": claim(total(mul(at("A", i, k), num(2), at("v", k))), mul(num(2), c, at("v", i)), EIGEN,
                            axes=BOTH[:1], **MATRICES),
    "a recurrence": claim(Sum("k", Range(index(1), m), at("F", k)), sub(at("F", m + index(2)), ONE), *FIBONACCI,
                          **SEQUENCE),
}
FALSE = {
    "a + b = 1": claim(add(square(a), square(b)), ONE, SUM),
    "c d = 1": claim(square(c), square(d), PRODUCT),
    "a circle": claim(add(a, b), ONE, CIRCLE),
    "the other root": claim(Pow(x, num(3)), num(8), equal(square(x), num(4))),
    "a unit vector": claim(square(total(at("w", k))), ONE, UNIT, **MATRICES),
    "a norm": claim(total(at("w", k)), ONE, NORM, **MATRICES),
    "u and v are orthogonal": claim(
        total(square(add(at("u", k), at("v", k)))), total(square(at("u", k))), ACROSS, **MATRICES),
    "AB = BA": claim(product("A", "B"), product("A", "A"), COMMUTE, axes=BOTH, **MATRICES),
    "a projection": claim(at("A", i, j), at("A", j, i), TWICE, axes=BOTH, **MATRICES),
    "a rotation": claim(at("A", i, j), at("A", j, i), ROTATION, axes=BOTH, **MATRICES),
    "skew": claim(at("A", i, j), at("A", j, i), SKEW, axes=BOTH, **MATRICES),
    "an eigenvector": claim(total(mul(at("A", i, k), at("v", k))), at("v", i), EIGEN, axes=BOTH[:1], **MATRICES),
    "a recurrence": claim(at("F", m), Size(m), *FIBONACCI, **SEQUENCE),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_follows_is_not_disproved(name):
    assert isinstance(refute(TRUE[name]), NoWitness)
    assert agree(TRUE[name]).agrees is not False


@pytest.mark.parametrize("name", FALSE)
def test_a_witness_meets_what_is_assumed(name):
    found = refute(FALSE[name])
    assert isinstance(found, Witness), found
    assert check(FALSE[name], found)


def test_no_point_no_witness():
    impossible = claim(a, b, equal(square(a), num(-1)))
    found = refute(impossible)
    assert isinstance(found, NoWitness)
    assert "assumed does not hold here" in found.reason


def test_a_property_of_an_open_function_is_not_met_by_chance():
    """`f(-x) = f(x)` holds of the chosen f at x = 0: no witness against f(-x - 1) = f(x + 1)."""
    even = equal(Fun("f", (neg(x),)), Fun("f", (x,)))
    found = refute(claim(Fun("f", (sub(neg(x), ONE),)), Fun("f", (add(x, ONE),)), even))
    assert isinstance(found, NoWitness)
    assert "property" in found.reason
