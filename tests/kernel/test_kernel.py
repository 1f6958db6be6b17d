"""The kernel refuses every proof that does not prove its goal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from derive.kernel import Line, Proof, ProofError, Proved, from_data, replay, to_data
from derive.prove import Gap, prove, prove_under
from derive.rules import RULES
from derive.rules.model import Equation
from derive.terms.data import DataError
from derive.terms.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Add,
    Delta,
    Deriv,
    Entry,
    Fun,
    Index,
    Mul,
    Num,
    Pow,
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
    mul,
    neg,
    num,
    sub,
    upto,
)
from derive.terms.theory import Definition, Goal, Hypothesis, Theory, Variable

x, y, p = Sym("x"), Sym("y"), Sym("p")
i, k, o = index("i"), index("k"), index("o")
POSITIVE = Variable("p", (), "positive")
VECTOR = Variable("v", (upto("n"),))
PLAIN = Theory({"n": 1}, {}, {"i": upto("n")}, {"p": POSITIVE, "v": VECTOR})


def v(place: Index) -> Term:
    return Entry("v", (place,))


def proof(*lines: tuple[Any, ...], names: tuple[tuple[str, Range], ...] = ()) -> Proof:
    return Proof(names, tuple(Line(kind, subject) for kind, *subject in [(k, *s) for k, *s in lines]  # type: ignore[misc]
                              for subject in [tuple(subject)]))


def refused(goal: Goal, attempt: Proof, why: str = ".") -> None:
    with pytest.raises(ProofError, match=why):
        replay(goal, attempt)


def test_only_replay_makes_proved() -> None:
    goal = Goal(x, x, PLAIN)
    with pytest.raises(ProofError, match="only `replay`"):
        Proved(goal, 1, (), (), (), (), ())
    with pytest.raises(ProofError, match="only `replay`"):
        replace(replay(goal, proof(("ring", x, x, ()))), seal=None)


def test_the_last_line_is_the_goal() -> None:
    refused(Goal(x, y, PLAIN), proof(("ring", x, x, ())), "not the goal")
    refused(Goal(x, y, PLAIN), proof(), "without a line")


def test_ring_is_exact() -> None:
    left, right = Pow(add(x, y), num(2)), Add((Pow(x, num(2)), Pow(y, num(2))))
    refused(Goal(left, right, PLAIN), proof(("ring", left, right, ())), "rational function")
    refused(Goal(Pow(num(2), num(-99)), Pow(num(2), num(-98)), PLAIN),
            proof(("ring", Pow(num(2), num(-99)), Pow(num(2), num(-98)), ())))


def test_division_is_listed() -> None:
    done = replay(Goal(div(x, x), ONE, PLAIN), proof(("ring", div(x, x), ONE, ())))
    assert [(c.kind, c.subject) for c in done.conditions] == [("nonzero", (x,))]
    done = replay(Goal(div(p, p), ONE, PLAIN), proof(("ring", div(p, p), ONE, ())))
    assert not done.conditions


def test_what_the_claim_does_not_presuppose_is_assumed() -> None:
    goal = Goal(mul(x, y), mul(x, y), PLAIN)
    middle = mul(x, y, y, Pow(y, MINUS_ONE))
    done = replay(goal, proof(("ring", goal.left, middle, ()), ("ring", middle, goal.right, ()), ("chain", (0, 1))))
    assert not done.conditions
    assert [c.kind for c in done.assumed] == ["nonzero"]


def test_a_chain_is_unbroken() -> None:
    refused(Goal(x, y, PLAIN), proof(("ring", x, x, ()), ("ring", y, y, ()), ("chain", (0, 1))), "broken")


def test_no_line_rests_on_a_later_one() -> None:
    refused(Goal(x, x, PLAIN), proof(("chain", (1,)), ("ring", x, x, ())))
    refused(Goal(x, x, PLAIN), proof(("chain", (0,))))


def test_delta_only_inside_its_range() -> None:
    for outside in (index("z"), index("n") + index(1), index(0)):
        term = Sum("k", upto("n"), Mul((Delta(k, outside), v(k))))
        refused(Goal(term, v(outside), PLAIN), proof(("rule", "sum-delta", term, (0,))), "inside")
    term = Sum("k", upto("n"), Mul((Delta(k, i), v(k))))
    assert replay(Goal(term, v(i), PLAIN), proof(("rule", "sum-delta", term, (0,))))


def test_distinct_needs_a_reason() -> None:
    theory = replace(PLAIN, indices={"i": upto("n"), "o": upto("n")})
    goal = Goal(Delta(i, o), ZERO, theory)
    line = proof(("rule", "delta-distinct", Delta(i, o), ()))
    refused(goal, line, "distinct")
    given = replace(theory, hypotheses=(Hypothesis("apart", "distinct", i, o),))
    assert replay(replace(goal, theory=given), line).hypotheses == ("apart",)


def test_a_bound_name_is_not_captured() -> None:
    term = Sum("k", upto("n"), mul(v(k), v(i)))
    clash = (("i", upto("n")),)
    refused(Goal(term, term, PLAIN), proof(("congruence", term, ((0, None, ("i",)),)), names=clash), "new name")
    other = (("#1", upto("n")),)
    short = Sum("k", upto("m"), v(k))
    refused(Goal(short, short, PLAIN), proof(("congruence", short, ((0, None, ("#1",)),)), names=other), "range")


def test_an_introduced_name_of_a_range_that_may_be_empty() -> None:
    """A line about a member of a range says nothing where there is none."""
    total = Sum("k", upto("n"), Delta(k, index("#1")))
    lines = proof(("rule", "sum-delta", total, (0,)), ("reverse", 0), ("chain", (1, 0)), names=(("#1", upto("n")),))
    assert replay(Goal(ONE, ONE, PLAIN), lines)
    refused(Goal(ONE, ONE, replace(PLAIN, sizes={"n": 0})), lines, "may be empty")


def test_an_assumed_equation_does_not_hold_around_a_point() -> None:
    given = replace(PLAIN, hypotheses=(Hypothesis("at one", "equal", x, ONE),))
    slope = Deriv(Pow(x, num(2)), x)
    lines = proof(("hypothesis", 0, x), ("ring", Pow(x, num(2)), ONE, (0,)), ("congruence", slope, ((0, 1, ()),)),
                  ("differentiate", Deriv(ONE, x)), ("chain", (2, 3)))
    refused(Goal(slope, ZERO, given), lines, "around the point")


def test_a_declared_sum_does_not_hold_around_a_point() -> None:
    """The derivative of Σ f by f_i is 1, although f sums to 1."""
    given = replace(PLAIN, variables={"f": Variable("f", (upto("n"),), traits=frozenset({"simplex"}))})
    total = Sum("k", upto("n"), Entry("f", (k,)))
    slope = Deriv(total, Entry("f", (i,)))
    lines = proof(("rule", "simplex", total, ()), ("congruence", slope, ((0, 0, ()),)),
                  ("differentiate", Deriv(ONE, Entry("f", (i,)))), ("chain", (1, 2)))
    refused(Goal(slope, ZERO, given), lines, "around the point")
    found = prove(Goal(slope, ONE, given))
    assert isinstance(found, Proof)


def test_a_congruence_is_about_its_parts() -> None:
    goal = Goal(call("exp", x), call("exp", y), PLAIN)
    refused(goal, proof(("ring", y, y, ()), ("congruence", goal.left, ((0, 0, ()),))), "not about part")


def test_two_bound_names_stay_two() -> None:
    a, b, one = index("a"), index("b"), index("#1")
    whole = Fun("F", (Tensor((("a", upto("n")), ("b", upto("n"))), Entry("A", (a, b))),))
    wrong = Fun("F", (Tensor((("#1", upto("n")), ("#1", upto("n"))), Entry("A", (one, one))),))
    lines = proof(("congruence", whole, ((0, None, ("#1", "#1")),)), names=(("#1", upto("n")),))
    refused(Goal(whole, wrong, PLAIN), lines, "as many names")


def test_a_rule_speaks_of_its_term(monkeypatch: pytest.MonkeyPatch) -> None:
    lie = replace(RULES["delta-normal"], name="lie", apply=lambda term: Equation(y, y))
    monkeypatch.setitem(RULES, "lie", lie)
    refused(Goal(x, y, PLAIN), proof(("rule", "lie", x, ())), "another left side")


def test_only_an_equation_is_used_as_one() -> None:
    given = replace(PLAIN, hypotheses=(Hypothesis("h", "positive", x, ZERO),))
    refused(Goal(x, ZERO, given), proof(("hypothesis", 0, x)), "not an equation")


def test_only_a_difference_that_is_zero_makes_equal() -> None:
    gap = sub(x, y)
    refused(Goal(x, y, PLAIN), proof(("ring", gap, gap, ()), ("difference", 0, x, y)), "not a difference")
    refused(Goal(x, y, PLAIN), proof(("ring", sub(x, x), ZERO, ()), ("difference", 0, x, y)), "not a difference")


def test_a_hypothesis_speaks_of_its_own_term() -> None:
    given = replace(PLAIN, hypotheses=(Hypothesis("h", "equal", v(index("a")), ZERO, (("a", upto("m")),)),))
    refused(Goal(v(i), ZERO, given), proof(("hypothesis", 0, v(i))), "inside")
    refused(Goal(x, ZERO, given), proof(("hypothesis", 0, x)), "does not speak")


def test_a_definition_does_not_reach_into_its_own_derivative() -> None:
    given = replace(PLAIN, definitions={"x": Definition("x", "scalar", (), Pow(y, num(2)))})
    slope = Deriv(x, x)
    refused(Goal(slope, Deriv(Pow(y, num(2)), x), given), proof(("definition", ("x",), slope)))


def test_a_definition_is_not_captured() -> None:
    given = replace(PLAIN, definitions={"J": Definition("J", "scalar", (), v(k))})
    term = Sum("k", upto("n"), mul(Sym("J"), v(k)))
    wrong = Sum("k", upto("n"), mul(v(k), v(k)))
    refused(Goal(term, wrong, given), proof(("definition", ("J",), term)), "not the goal")


def test_signs_of_inequalities() -> None:
    goal = Goal(p, ZERO, PLAIN, (), ">")
    assert replay(goal, proof(("ring", sub(p, ZERO), p, ())))
    refused(replace(goal, left=x), proof(("ring", sub(x, ZERO), x, ())), "sign")
    refused(replace(goal, sign="<"), proof(("ring", sub(ZERO, p), neg(p), ())), "sign")


def test_cases_are_complete() -> None:
    bit = replace(PLAIN, variables={"t": Variable("t", (), "bit")})
    t = Sym("t")
    goal = Goal(call("exp", t), add(ONE, mul(t, sub(call("exp", ONE), ONE))), bit)
    done = prove(goal)
    assert not isinstance(done, Gap)
    assert done.split == ("bit", t)
    assert replay(goal, done).rules[0] == "cases-bit"
    refused(goal, replace(done, parts=done.parts[:1]), "a case is missing")
    refused(goal, replace(done, parts=done.parts[::-1]))
    refused(replace(goal, theory=PLAIN), done, "0 or 1")


# --- tampering -----------------------------------------------------------------------------------------------------
GOAL = Goal(
    Deriv(call("log", Sum("k", upto("n"), call("exp", v(k)))), v(i)),
    div(call("exp", v(i)), Sum("k", upto("n"), call("exp", v(k)))),
    PLAIN,
)


def tampered(term: Any) -> Iterator[Any]:
    """Values near a value, one place changed."""
    if isinstance(term, bool) or term is None:
        return
    if isinstance(term, int):
        yield term + 1
    elif isinstance(term, str):
        yield term + "z"
    elif isinstance(term, list):
        for place, item in enumerate(term):
            for other in tampered(item):
                yield [*term[:place], other, *term[place + 1:]]
    elif isinstance(term, dict):
        for key, item in term.items():
            for other in tampered(item):
                yield {**term, key: other}


def test_every_tampered_proof_is_refused() -> None:
    found = prove(GOAL)
    assert isinstance(found, Proof)
    data = json.loads(json.dumps(to_data(found)))
    assert from_data(data) == found
    honest = replay(GOAL, found)
    survived = 0
    changes = list(tampered(data))
    assert len(changes) > 200
    for change in changes:
        try:
            done = replay(GOAL, from_data(change))
        except (ProofError, DataError):
            continue
        assert done.assumed == honest.assumed
        survived += 1
    assert survived < len(changes) / 10  # another name for a bound name is another proof, and as good


def test_the_proof_of_another_goal_is_refused() -> None:
    found = prove(GOAL)
    assert isinstance(found, Proof)
    refused(replace(GOAL, right=neg(GOAL.right)), found)
    refused(replace(GOAL, theory=replace(PLAIN, indices={})), found)


@pytest.mark.parametrize("broken", [{}, [], None, {"terms": []}, {"terms": 3, "names": ["t"], "lines": []},
                                    {"terms": [["Sym"]], "names": ["t"], "lines": [], "split": ["t"], "parts": []},
                                    {"terms": [["Pow", 1, 2]], "names": ["t"], "lines": [], "split": ["t"],
                                     "parts": []}])
def test_what_is_no_proof(broken: Any) -> None:
    with pytest.raises(DataError):
        from_data(broken)


# --- true under an assumption only ---------------------------------------------------------------------------------
def test_proved_under_a_fixed_size() -> None:
    total = Sum("k", upto("n"), v(k))
    goal = Goal(total, v(index(1)), PLAIN)
    assert isinstance(prove(goal), Gap)
    narrowed, found = prove_under(goal, ("n", 1))
    assert isinstance(found, Proof)
    assert replay(narrowed, found)
    refused(goal, found)


def test_proved_under_a_hypothesis() -> None:
    goal = Goal(call("abs", x), x, PLAIN)
    assert isinstance(prove(goal), Gap)
    narrowed, found = prove_under(goal, Hypothesis("x positive", "positive", x))
    assert isinstance(found, Proof)
    assert replay(narrowed, found).hypotheses == ("x positive",)


def test_one_index_only() -> None:
    goal = Goal(Size(i), Size(index(1)), PLAIN)
    assert isinstance(prove(goal), Gap)
    narrowed, found = prove_under(goal, Hypothesis("i = 1", "same", i, index(1)))
    assert isinstance(found, Proof)
    assert replay(narrowed, found).hypotheses == ("i = 1",)


def test_numbers_are_numbers() -> None:
    refused(Goal(Num(ONE.value), num(2), PLAIN), proof(("ring", ONE, num(2), ())))
