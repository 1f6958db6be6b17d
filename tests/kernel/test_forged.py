"""Proofs of what is false, each stopped by one check of the kernel, and true ones that no check may stop."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from derive.kernel import Line, Proof, ProofError, Proved, replay
from derive.prove import prove
from derive.rules.derivatives import Differentiation
from derive.rules.ring import Ring
from derive.terms.term import (
    ONE,
    ZERO,
    Cases,
    Compare,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Index,
    Integral,
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
    num,
    sub,
    upto,
)
from derive.terms.theory import Definition, Goal, Hypothesis, Theory, Variable

x, y, z = Sym("x"), Sym("y"), Sym("z")
i, j, k, new = index("i"), index("j"), index("k"), index("#1")
TO_N = upto("n")
PLAIN = Theory({"n": 1}, {}, {"i": TO_N, "j": TO_N}, {"v": Variable("v", (TO_N,))})
MAY_BE_EMPTY = replace(PLAIN, sizes={"n": 0})


def v(place: Index) -> Term:
    return Entry("v", (place,))


def proof(*lines: tuple[Any, ...], **names: Range) -> Proof:
    """Lines by kind and subject; a name introduced is written `one=range` for `#1`, or as it is."""
    words = {"one": "#1", "two": "#2"}
    introduced = tuple((words.get(n, n), span) for n, span in names.items())
    return Proof(introduced, tuple(Line(kind, tuple(subject)) for kind, *subject in lines))


def refused(left: Term, right: Term, theory: Theory, attempt: Proof, why: str) -> None:
    with pytest.raises(ProofError, match=why):
        replay(Goal(left, right, theory), attempt)


def accepted(left: Term, right: Term, theory: Theory, attempt: Proof) -> Proved:
    return replay(Goal(left, right, theory), attempt)


def assuming(*hypotheses: Hypothesis, theory: Theory = PLAIN) -> Theory:
    return replace(theory, hypotheses=hypotheses)


# --- names that are introduced -------------------------------------------------------------------------------------
def test_no_name_of_an_index_or_size() -> None:
    """With j <= i, an i of its own from 1 to 1 would make every j the first; an n from 1 to 1 every i."""
    below = replace(PLAIN, indices={"i": TO_N, "j": Range(index(1), i)})
    first = Delta(j, index(2))
    refused(first, ZERO, below, proof(("rule", "delta-distinct", first, ()), i=upto(1)), "i is not a new name")
    first = Delta(i, index(2))
    refused(first, ZERO, PLAIN, proof(("rule", "delta-distinct", first, ()), n=upto(1)), "n is not a new name")


def test_no_name_of_the_goal() -> None:
    """Nothing is declared of z, so it may be 3."""
    third = Delta(index("z"), index(3))
    line = ("rule", "delta-distinct", third, ())
    refused(third, ZERO, PLAIN, proof(line, z=upto(2)), "z is not a new name")
    refused(ZERO, third, PLAIN, proof(line, ("reverse", 0), z=upto(2)), "z is not a new name")


def test_no_name_of_a_hypothesis() -> None:
    """One z is not i, one v_z is 0: not all."""
    one = index("z")
    term, nothing = mul(Delta(one, i), v(one)), Sum("z", TO_N, ZERO)
    total = Sum("k", TO_N, mul(Delta(k, i), v(k)))
    lines = proof(("rule", "delta-distinct", Delta(one, i), ()), ("ring", term, ZERO, (0,)),
                  ("congruence", total, ((0, 1, ("z",)),)), z=TO_N)
    refused(total, nothing, assuming(Hypothesis("apart", "distinct", i, one)), lines, "z is not a new name")
    total = Sum("k", TO_N, v(k))
    lines = proof(("hypothesis", 0, v(one)), ("congruence", total, ((0, 0, ("z",)),)), z=TO_N)
    refused(total, nothing, assuming(Hypothesis("none", "equal", v(one), ZERO)), lines, "z is not a new name")


def test_no_name_of_a_definition() -> None:
    """J is v_z for one z: Σ_k J v_k is not Σ_k v_k v_k."""
    given = replace(PLAIN, definitions={"J": Definition("J", "scalar", (), v(index("z")))})
    total = Sum("k", TO_N, mul(Sym("J"), v(k)))
    square = Sum("z", TO_N, mul(v(index("z")), v(index("z"))))
    lines = proof(("definition", ("J",), mul(Sym("J"), v(index("z")))), ("congruence", total, ((0, 0, ("z",)),)),
                  z=TO_N)
    refused(total, square, given, lines, "z is not a new name")


def test_no_name_that_is_free_in_the_term() -> None:
    """Σ_k Σ_l v_l v_k is not Σ_k Σ_k v_k v_k."""
    inside = Sum("l", TO_N, mul(v(index("l")), v(new)))
    total = Sum("k", TO_N, Sum("l", TO_N, mul(v(index("l")), v(k))))
    squares = Sum("#1", TO_N, Sum("#1", TO_N, mul(v(new), v(new))))
    lines = proof(("congruence", inside, ((0, None, ("#1",)),)), ("congruence", total, ((0, 0, ("#1",)),)), one=TO_N)
    refused(total, squares, PLAIN, lines, "cannot stand for")


def test_a_name_for_each_bound_one() -> None:
    whole = Fun("F", (Tensor((("a", TO_N), ("b", TO_N)), Entry("A", (index("a"), index("b")))),))
    wrong = Fun("F", (Tensor((("#1", TO_N),), Entry("A", (new, index("b")))),))
    refused(whole, wrong, PLAIN, proof(("congruence", whole, ((0, None, ("#1",)),)), one=TO_N), "as many names")


def test_two_arrays() -> None:
    """Names are closed by the arrays they stand in: whether a range is empty does not matter."""
    def pair(one: str, two: str, factor: Term) -> Fun:
        return Fun("F", tuple(Tensor(((n, TO_N),), mul(factor, v(index(n)))) for n in (one, two)))

    twice = add(ONE, ONE)
    lines = proof(*(("ring", mul(twice, v(index(n))), mul(num(2), v(index(n))), ()) for n in ("#1", "#2")),
                  ("congruence", pair("a", "b", twice), ((0, 0, ("#1",)), (1, 1, ("#2",)))), one=TO_N, two=TO_N)
    accepted(pair("a", "b", twice), pair("#1", "#2", num(2)), MAY_BE_EMPTY, lines)


@pytest.mark.parametrize("binder", [Sum, Prod, lambda *parts: Extremum("max", *parts)])
def test_the_body_of_a_binder(binder: Any) -> None:
    left, right = binder("k", TO_N, add(v(k), v(k))), binder("#1", TO_N, mul(num(2), v(new)))
    accepted(left, right, MAY_BE_EMPTY, proof(("ring", add(v(new), v(new)), right.body, ()),
                                              ("congruence", left, ((0, 0, ("#1",)),)), one=TO_N))


# --- assumed equations hold at a point -----------------------------------------------------------------------------
AT_ONE = assuming(Hypothesis("at one", "equal", x, ONE))
HANDED_ON: dict[str, tuple[Term, Term, tuple[tuple[Any, ...], ...]]] = {
    "hypothesis": (x, ONE, (("hypothesis", 0, x),)),
    "ring": (mul(x, x), ONE, (("hypothesis", 0, x), ("ring", mul(x, x), ONE, (0,)))),
    "chain": (x, ONE, (("ring", x, x, ()), ("hypothesis", 0, x), ("chain", (0, 1)))),
    "reverse": (ONE, x, (("hypothesis", 0, x), ("reverse", 0))),
    "congruence": (call("exp", x), call("exp", ONE),
                   (("hypothesis", 0, x), ("congruence", call("exp", x), ((0, 0, ()),)))),
    "difference": (x, ONE, (("hypothesis", 0, x), ("ring", sub(x, ONE), ZERO, (0,)), ("difference", 1, x, ONE))),
}


@pytest.mark.parametrize("kind", HANDED_ON)
def test_whatever_rests_on_an_assumed_equation_has_no_derivative(kind: str) -> None:
    """The slopes of x, x^2 and exp x at 1 are not those of 1 and exp 1."""
    left, right, lines = HANDED_ON[kind]
    attempt = proof(*lines, ("congruence", Deriv(left, x), ((0, len(lines) - 1, ()),)))
    accepted(left, right, AT_ONE, proof(*lines))
    refused(Deriv(left, x), Deriv(right, x), AT_ONE, attempt, "around the point")


def test_no_integral_of_what_holds_at_a_point() -> None:
    """L may be t^2, and 1 at this t: its integral is 1/3."""
    given = replace(assuming(Hypothesis("here", "equal", Sym("L"), ONE)), dependent=frozenset({"L"}))
    left, right = (Integral("t", body, ZERO, ONE) for body in (Sym("L"), ONE))
    refused(left, right, given, proof(("hypothesis", 0, Sym("L")), ("congruence", left, ((0, 0, ()),))),
            "around the point")


def test_what_does_not_depend_on_the_variable() -> None:
    """y = 1 holds for every x; an equation that is not used does not matter, nor a fact of the same name."""
    given = assuming(Hypothesis("y", "equal", y, ONE), Hypothesis("at one", "equal", x, ONE),
                     Hypothesis("y", "positive", z))
    left, right = (Deriv(Pow(x, other), x) for other in (y, ONE))
    lines = proof(("hypothesis", 0, y), ("congruence", Pow(x, y), ((1, 0, ()),)), ("congruence", left, ((0, 1, ()),)))
    assert accepted(left, right, given, lines).hypotheses == ("y",)


# --- hypotheses ----------------------------------------------------------------------------------------------------
def test_an_equation_for_all_of_a_range() -> None:
    """x = v_i for i = 1 is not x = v_i for every i; and for all i of no range at all, x = 1 says nothing."""
    first = assuming(Hypothesis("first", "equal", x, v(i), (("i", upto(1)),)))
    refused(x, v(i), first, proof(("hypothesis", 0, x)), "inside")
    every = Hypothesis("every", "equal", x, v(i), (("i", TO_N),))
    accepted(x, v(i), assuming(every), proof(("hypothesis", 0, x)))
    one = Hypothesis("one", "equal", x, ONE, (("i", TO_N),))
    accepted(x, ONE, assuming(one), proof(("hypothesis", 0, x)))
    refused(x, ONE, assuming(one, theory=MAY_BE_EMPTY), proof(("hypothesis", 0, x)), "nonempty")


def test_an_equation_for_all_of_no_range_grants_nothing() -> None:
    """v_k = log x for all k of none does not make x positive."""
    every = Hypothesis("every", "equal", v(k), call("log", x), (("k", TO_N),))
    lines = proof(("hypothesis", 0, v(new)), ("rule", "abs-nonnegative", call("abs", x), ()), one=TO_N)
    assert not accepted(call("abs", x), x, assuming(every), lines).assumed
    assert accepted(call("abs", x), x, assuming(every, theory=MAY_BE_EMPTY), lines).assumed
    plain = proof(("hypothesis", 0, y), ("rule", "abs-nonnegative", call("abs", x), ()), one=upto("m"))
    here = assuming(Hypothesis("here", "equal", y, call("log", x)), theory=replace(PLAIN, sizes={"n": 1, "m": 0}))
    assert not accepted(call("abs", x), x, here, plain).assumed


# --- what is granted -----------------------------------------------------------------------------------------------
def test_a_line_grants_no_more_than_is_known() -> None:
    """x = x makes x neither positive nor what log y makes y."""
    lines = proof(("ring", x, x, ()), ("granted", 0), ("rule", "abs-nonnegative", call("abs", x), ()))
    assert accepted(call("abs", x), x, PLAIN, lines).assumed
    left, right = (add(term, call("log", y)) for term in (call("abs", x), x))
    lines = proof(("ring", x, x, ()), ("granted", 0), ("rule", "abs-nonnegative", call("abs", x), ()),
                  ("congruence", left, ((0, 2, ()),)))
    assert accepted(left, right, PLAIN, lines).assumed
    lines = proof(("ring", y, y, ()), ("granted", 0), ("rule", "abs-nonnegative", call("abs", y), ()),
                  ("congruence", add(call("abs", y), call("log", y)), ((0, 2, ()),)))
    assert not accepted(add(call("abs", y), call("log", y)), add(y, call("log", y)), PLAIN, lines).assumed


def test_what_is_known_of_one_is_not_granted_of_all() -> None:
    """v_k is positive for one k: Σ_k 1/v_k does not make v_i positive."""
    one = assuming(Hypothesis("one", "positive", v(k)), theory=replace(PLAIN, indices={"i": TO_N, "k": TO_N}))
    total = Sum("k", TO_N, div(ONE, v(k)))
    left, right = (add(term, total) for term in (call("abs", v(i)), v(i)))
    lines = proof(("rule", "abs-nonnegative", call("abs", v(i)), ()), ("congruence", left, ((0, 0, ()),)))
    assert accepted(left, right, one, lines).assumed


def test_what_is_assumed_of_a_sum_is_no_condition() -> None:
    """-y + x >= 0 says it of what -y + x is as a polynomial, x - y."""
    ring, turned = Ring(), add(mul(num(-1), y), x)
    normal = ring.term(ring.evaluate(turned, {}))
    assert normal != turned
    lines = proof(("rule", "abs-nonnegative", call("abs", normal), ()))
    done = accepted(call("abs", normal), normal, assuming(Hypothesis("more", "nonnegative", turned)), lines)
    assert (done.conditions, done.assumed) == ((), ())


# --- conditions ----------------------------------------------------------------------------------------------------
BIT = replace(PLAIN, variables={"t": Variable("t", (), "bit"), "b": Variable("b", (TO_N,), "bit"),
                                "x": Variable("x")})
ARRAYS = replace(PLAIN, variables={
    "S": Variable("S", (TO_N, TO_N)), "p": Variable("p", (TO_N,), traits=frozenset({"sums-to-one"})),
    "Q": Variable("Q", (TO_N, TO_N), traits=frozenset({"orthogonal"})),
})


def chosen(value: Term) -> Cases:
    return Cases(((Compare(value, "=", ONE), y), (None, z)))


def mixed(bit: Term) -> Term:
    return add(mul(bit, y), mul(sub(ONE, bit), z))


def test_a_square_is_not_its_root() -> None:
    accepted(Pow(Sym("t"), num(2)), Sym("t"), BIT, proof(("ring", Pow(Sym("t"), num(2)), Sym("t"), ())))
    refused(Pow(x, num(2)), x, BIT, proof(("ring", Pow(x, num(2)), x, ())), "rational function")


@pytest.mark.parametrize("bit", [Sym("t"), Entry("b", (i,))])
def test_a_bit(bit: Term) -> None:
    accepted(chosen(bit), mixed(bit), BIT, proof(("rule", "cases-bit", chosen(bit), ())))


@pytest.mark.parametrize("number", [x, call("t", x)])
def test_no_bit(number: Term) -> None:
    """Where x is 2, the choice is z, the mixture 2 y - z."""
    refused(chosen(number), mixed(number), BIT, proof(("rule", "cases-bit", chosen(number), ())), "binary")


def pairs(place: Index) -> Sum:
    return Sum("k", TO_N, mul(Entry("Q", (k, i)), Entry("Q", (k, place))))


NOT_MET = {
    "the transpose of any matrix": (Entry("S", (i, j)), Entry("S", (j, i)), "symmetric", (), "trait"),
    "a part of what sums to 1": (Sum("k", upto(1), Entry("p", (k,))), ONE, "simplex", (), "axis"),
    "a column that is none": (pairs(index(0)), Delta(i, index(0)), "orthogonal", (0,), "place"),
    "a sum to n - 3": (Sum("k", Range(index(1), index("n") - index(3)), x), mul(x, Size(index("n") - index(3))),
                       "sum-constant", (), "countable"),
    "the last of none": (Sum("k", Range(index(2), index("n")), x),
                         add(Sum("k", Range(index(2), index("n") - index(1)), x), x), "sum-last", (), "nonempty"),
}


@pytest.mark.parametrize("name", NOT_MET)
def test_a_condition_that_is_not_met(name: str) -> None:
    left, right, rule, arguments, why = NOT_MET[name]
    refused(left, right, ARRAYS, proof(("rule", rule, left, arguments)), why)


def test_a_slope_where_there_is_one() -> None:
    """|x| has none at 0."""
    slope = Deriv(call("abs", x), x)
    done = accepted(slope, call("sign", x), PLAIN, proof(("differentiate", slope), ("ring", mul(call("sign", x), ONE),
                    call("sign", x), ()), ("chain", (0, 1))))
    assert [(c.kind, c.subject) for c in done.assumed] == [("nonzero", (x,))]


def both(body: Term, one: tuple[Any, ...], other: tuple[Any, ...]) -> Proof:
    """The derivatives by x of what `body` is by one line and by another, as equal."""
    slope = Deriv(body, x)
    return proof(one, ("congruence", slope, ((0, 0, ()),)), ("reverse", 1), other,
                 ("congruence", slope, ((0, 3, ()),)), ("chain", (2, 4)))


def test_nothing_below_where_there_is_a_slope() -> None:
    """1 / (1/x) is x, its slope 1; as a power of a power it is 0 where x is 0, were that not asked."""
    term = inverse(inverse(x))
    slope, at_zero = Deriv(term, x), assuming(Hypothesis("zero", "equal", x, ZERO))
    worked = Differentiation(x, at_zero).of(term)
    done = accepted(ONE, ZERO, at_zero, proof(
        ("ring", term, x, ()), ("congruence", slope, ((0, 0, ()),)), ("differentiate", Deriv(x, x)),
        ("chain", (1, 2)), ("reverse", 3), ("differentiate", slope), ("hypothesis", 0, x), ("ring", worked, ZERO, (6,)),
        ("chain", (4, 5, 7))))
    assert ("nonzero", (x,)) in [(c.kind, c.subject) for c in done.assumed]


def test_a_sign_holds_around_the_point() -> None:
    """Where x >= 0 and -x >= 0, |x| is x and -x, but their slopes are 1 and -1."""
    given = assuming(Hypothesis("above", "nonnegative", x), Hypothesis("below", "nonnegative", mul(num(-1), x)))
    bars = call("abs", x)
    lines = both(bars, ("rule", "abs-nonnegative", bars, ()), ("rule", "abs-negative", bars, ()))
    done = accepted(Deriv(x, x), Deriv(mul(num(-1), x), x), given, lines)
    assert [c.kind for c in done.assumed] == ["positive", "positive"]
    term = mul(bars, y)
    done = accepted(Deriv(term, x), Deriv(mul(x, y), x), given, proof(
        ("rule", "abs-nonnegative", bars, ()), ("congruence", term, ((0, 0, ()),)),
        ("congruence", Deriv(term, x), ((0, 1, ()),))))
    assert [(c.kind, c.subject) for c in done.assumed] == [("positive", (x,))]
    one = div(x, x)
    done = accepted(Deriv(one, x), Deriv(ONE, x), PLAIN, proof(("ring", one, ONE, ()),
                                                               ("congruence", Deriv(one, x), ((0, 0, ()),))))
    assert [c.kind for c in (*done.conditions, *done.assumed)] == ["nonzero"]
    area, plain = Integral("u", call("abs", Sym("u")), ZERO, ONE), Integral("u", Sym("u"), ZERO, ONE)
    done = accepted(area, plain, PLAIN, proof(("rule", "abs-nonnegative", call("abs", Sym("u")), ()),
                                              ("congruence", area, ((0, 0, ()),))))
    assert [c.kind for c in (*done.conditions, *done.assumed)] == ["nonnegative"], "it holds at every point of it"
    slope, other = Deriv(bars, y), Deriv(x, y)
    done = accepted(slope, other, given, proof(("rule", "abs-nonnegative", bars, ()),
                                               ("congruence", slope, ((0, 0, ()),))))
    assert (done.conditions, done.assumed) == ((), ())


def test_a_bit_has_no_neighbours() -> None:
    """t^2 is t for a bit, but 2 t is not 1; nor is the slope by t of a choice that of the mixture."""
    t = Sym("t")
    for left, right in ((mul(t, t), t), (sub(mul(t, t), t), ZERO), (ZERO, sub(mul(t, t), t))):
        slope = Deriv(left, t)
        refused(slope, Deriv(right, t), BIT, proof(("ring", left, right, ()), ("congruence", slope, ((0, 0, ()),))),
                "around")
    slope = Deriv(mul(t, t), t)
    sign = replace(PLAIN, variables={"t": Variable("t", (), "sign")})
    refused(slope, Deriv(ONE, t), sign, proof(("ring", mul(t, t), ONE, ()), ("congruence", slope, ((0, 0, ()),))),
            "around")
    slope = Deriv(chosen(t), t)
    refused(slope, Deriv(mixed(t), t), BIT, proof(("rule", "cases-bit", chosen(t), ()),
                                                  ("congruence", slope, ((0, 0, ()),))), "around")
    slope = Deriv(mul(t, t, x), x)
    accepted(slope, Deriv(mul(t, x), x), BIT, proof(("ring", mul(t, t, x), mul(t, x), ()),
                                                    ("congruence", slope, ((0, 0, ()),))))


def test_conditions_for_every_member() -> None:
    """None of the components is 0: the least one (-1 of -1 and 0) may be another than 0 all the same."""
    left, right = Sum("k", TO_N, div(v(k), v(k))), Sum("#1", TO_N, ONE)
    done = accepted(left, right, PLAIN, proof(("ring", div(v(new), v(new)), ONE, ()),
                                              ("congruence", left, ((0, 0, ("#1",)),)), one=TO_N))
    assert [c.subject for c in (*done.conditions, *done.assumed)] == [(Prod("#1", TO_N, v(new)),)]
    left, right = Sum("k", TO_N, call("exp", call("log", v(k)))), Sum("#1", TO_N, v(new))
    body = call("exp", call("log", v(new)))
    done = accepted(left, right, PLAIN, proof(("rule", "exp-log", body, ()), ("congruence", left, ((0, 0, ("#1",)),)),
                                              one=TO_N))
    assert [c.subject for c in (*done.conditions, *done.assumed)] == [(Extremum("min", "#1", TO_N, v(new)),)]


def test_only_the_goal_shows_its_sign() -> None:
    """1 > 0 says nothing of x."""
    with pytest.raises(ProofError, match="sign"):
        replay(Goal(x, ZERO, PLAIN, (), ">"), proof(("ring", ONE, ONE, ())))


# --- what is said of a proof ---------------------------------------------------------------------------------------
def test_no_lines_that_nothing_replays() -> None:
    bit = replace(PLAIN, variables={"t": Variable("t", (), "bit")})
    goal = Goal(call("exp", Sym("t")), add(ONE, mul(Sym("t"), sub(call("exp", ONE), ONE))), bit)
    found = prove(goal)
    assert isinstance(found, Proof)
    assert found.split
    assert replay(goal, found).hypotheses == ()
    with pytest.raises(ProofError, match="a case is missing"):
        replay(goal, replace(found, lines=(Line("ring", (ONE, ZERO, ())),)))


def test_what_was_used_is_named() -> None:
    given = replace(AT_ONE, definitions={"J": Definition("J", "scalar", (), Pow(x, num(2)))})
    slope = Deriv(Sym("J"), x)
    square = Deriv(Pow(x, num(2)), x)
    right = mul(num(2), Pow(x, ONE), ONE)
    lines = proof(("definition", ("J",), slope), ("differentiate", square), ("chain", (0, 1)), ("hypothesis", 0, x),
                  ("ring", right, num(2), (3,)), ("chain", (2, 4)))
    done = accepted(slope, num(2), given, lines)
    assert (done.rules, done.hypotheses, done.definitions) == (("derivative", "algebra"), ("at one",), ("J",))
    done = accepted(Delta(i, i), ONE, PLAIN, proof(("rule", "delta-normal", Delta(i, i), ())))
    assert done.rules == ("delta-normal",)


def test_what_the_claim_means_is_no_hypothesis() -> None:
    goal = Goal(add(call("abs", x), call("log", x)), add(x, call("log", x)), PLAIN)
    found = prove(goal)
    assert isinstance(found, Proof)
    assert replay(goal, found).hypotheses == ()


def test_only_conditions_of_its_own() -> None:
    """What the grants of a claim need is not what a line needs."""
    term = call("log", add(div(ONE, x), div(ONE, y)))
    lines = proof(("ring", term, term, ()), ("granted", 0), ("ring", term, term, ()))
    done = accepted(term, term, PLAIN, lines)
    assert (done.conditions, done.assumed) == ((), ())
