"""Random identities, made by legal rewriting, are never refuted; with something positive added, always."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from derive.crosscheck import crosscheck
from derive.modular import agree
from derive.refute import NoWitness, Witness, check, refute
from derive.terms.term import (
    MINUS_ONE,
    ONE,
    Add,
    Delta,
    Deriv,
    Mul,
    Pow,
    Range,
    Sum,
    Sym,
    Term,
    add,
    call,
    index,
    inverse,
    mul,
    neg,
    num,
    sub,
    upto,
)
from derive.terms.theory import Goal, Theory, Variable
from derive.terms.walk import free
from tests.refute.goals import entry

D = upto("d")
i, k = index("i"), index("k")
THEORY = Theory(
    sizes={"d": 1},
    indices={"i": D},
    variables={
        "a": Variable("a", (D,)),
        "b": Variable("b", (D,), "positive"),
        "M": Variable("M", (D, D)),
        "t": Variable("t", (), "positive"),
    },
)
LEAVES = st.sampled_from(
    [Sym("x"), Sym("t"), num(2), num(-1), entry("a", i), entry("b", i), Delta(i, index(1)), entry("M", i, index(1))]
)


def over(body: Term) -> Term:
    """A sum of the body with its index bound."""
    return Sum("k", D, mul(entry("M", i, k), body))


def grow(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.one_of(
        st.tuples(inner, inner).map(lambda p: add(*p)),
        st.tuples(inner, inner).map(lambda p: mul(*p)),
        inner.map(lambda t: call("sigmoid", t)),
        inner.map(lambda t: call("tanh", t)),
        inner.map(lambda t: inverse(add(ONE, Pow(t, num(2))))),
        inner.map(over),
    )


TERMS = st.recursive(LEAVES, grow, max_leaves=6)


def total(term: Term, name: str = "k") -> Term:
    return Sum(name, D, mul(entry("a", index(name)), term))


# each takes two terms and gives both sides of a law
LAWS = [
    lambda p, q: (add(p, q), add(q, p)),
    lambda p, q: (mul(p, q), mul(q, p)),
    lambda p, q: (mul(p, add(q, ONE)), add(mul(p, q), p)),
    lambda p, q: (p, neg(neg(p))),
    lambda p, q: (add(p, sub(q, q)), p),
    lambda p, q: (call("exp", add(p, q)), mul(call("exp", p), call("exp", q))),
    lambda p, q: (call("log", call("exp", p)), p),
    lambda p, q: (total(mul(p, entry("b", k))), mul(p, total(entry("b", index("m")), "m"))),
    lambda p, q: (Sum("k", D, mul(Delta(k, i), entry("b", k), p)), mul(entry("b", i), p)),
    lambda p, q: (Sum("k", D, add(p, entry("a", k))), add(Sum("k", D, p), Sum("n", D, entry("a", index("n"))))),
    lambda p, q: (
        add(Sum("k", Range(index(1), index("d") - index(1)), mul(p, entry("a", k))), mul(p, entry("a", index("d")))),
        total(p, "n"),
    ),
    lambda p, q: (Deriv(mul(p, q), Sym("x")), add(mul(Deriv(p, Sym("x")), q), mul(p, Deriv(q, Sym("x"))))),
    lambda p, q: (
        Deriv(call("tanh", p), entry("a", i)),
        mul(sub(ONE, Pow(call("tanh", p), num(2))), Deriv(p, entry("a", i))),
    ),
    lambda p, q: (call("sigmoid", neg(p)), sub(ONE, call("sigmoid", p))),
    lambda p, q: (mul(Sym("t"), inverse(Sym("t")), p), p),
    lambda p, q: (call("sqrt", Pow(Sym("t"), num(2))), Sym("t")),
    lambda p, q: (sub(Pow(p, num(2)), Pow(q, num(2))), mul(add(p, q), sub(p, q))),
]  # fmt: skip


@st.composite
def identities(draw: st.DrawFn) -> tuple[Term, Term]:
    left, right = draw(st.sampled_from(LAWS))(draw(TERMS), draw(TERMS))
    if draw(st.booleans()):
        more = draw(st.sampled_from(LAWS))(draw(TERMS), draw(TERMS))
        wrap = draw(st.sampled_from((add, mul)))
        left, right = wrap(left, more[0]), wrap(more[1], right)
    return left, shuffled(right, draw(st.randoms(use_true_random=False)))


def shuffled(term: Term, source) -> Term:
    """Sums and products in another order."""
    if isinstance(term, (Add, Mul)):
        parts = [shuffled(part, source) for part in (term.terms if isinstance(term, Add) else term.factors)]
        source.shuffle(parts)
        return type(term)(tuple(parts))
    return term


def goal_of(left: Term, right: Term) -> Goal:
    axes = (("i", D),) if "i" in free(left)[0] | free(right)[0] else ()
    return Goal(left, right, THEORY, axes)


@given(identities())
@settings(max_examples=80, deadline=None)
def test_identities_are_never_refuted(sides):
    goal = goal_of(*sides)
    assert isinstance(refute(goal, 16), NoWitness)
    assert agree(goal).agrees is not False
    assert crosscheck(goal).agrees is not False


@given(identities(), TERMS)
@settings(max_examples=80, deadline=None)
def test_what_is_off_by_something_positive_is_refuted(sides, more):
    left, right = sides
    goal = goal_of(left, add(right, ONE, Pow(more, num(2))))
    found = refute(goal)
    assert isinstance(found, Witness), found
    assert check(goal, found)


@given(identities())
@settings(max_examples=100, deadline=None)
def test_a_lost_sign_is_refuted_unless_both_sides_vanish(sides):
    left, right = sides
    found = refute(goal_of(left, mul(MINUS_ONE, right)))
    zero = refute(goal_of(left, num(0)), 60)
    assert isinstance(found, Witness) or isinstance(zero, NoWitness)
