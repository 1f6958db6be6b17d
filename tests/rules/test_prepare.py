"""Fixed sizes and equal indices are put in everywhere but where the name is bound; the cases are all there are."""

from __future__ import annotations

import pytest

from derive.rules.model import RuleError
from derive.rules.prepare import cases, prepare
from derive.terms.term import (
    ONE,
    ZERO,
    Add,
    Entry,
    Fun,
    Index,
    Mul,
    Pow,
    Range,
    Size,
    Sum,
    Sym,
    Term,
    call,
    index,
    num,
    upto,
)
from derive.terms.theory import Definition, Goal, Hypothesis, Theory, Variable

i, j, k, n, m = (index(name) for name in "ijknm")


def v(place: Index) -> Term:
    return Entry("v", (place,))


def same(left: Index, right: Index) -> Hypothesis:
    return Hypothesis("same", "same", left, right)


INDICES = {"i": upto("n"), "j": Range(index(2), m)}


def put_in(term: Term, *hypotheses: Hypothesis, **fixed: int) -> Term:
    theory = Theory({"n": 1, "m": 1}, fixed, INDICES, hypotheses=hypotheses)
    return prepare(Goal(term, term, theory))[0].left


def test_equal_indices() -> None:
    assert put_in(v(i), same(i, j)) == v(j)
    assert put_in(v(j), same(index(1), j - i)) == put_in(v(i + index(1)), same(index(1), j - i))
    assert put_in(v(i), same(i, j), same(j, k)) == v(k)
    assert put_in(v(i), same(i, j), same(i, k)) == v(k)
    assert put_in(v(i), same(i, j), same(n, m), same(i, k)) == v(k)
    assert put_in(Entry("A", (i, j)), same(i + i, j)) == Entry("A", (i, i + i))
    assert put_in(v(i), same(i + i, index(2))) == v(i)
    for left, right in ((i, j + index(1)), (j + index(1), i), (-i, -j), (index(3), i), (i, index(3)), (n - i, j)):
        one, other = (put_in(Size(side), same(left, right)) for side in (left, right))
        assert one == other


def test_only_indices_that_are_equal() -> None:
    apart = (Hypothesis("apart", "distinct", i, j), Hypothesis("sign", "positive", Sym("i")),
             Hypothesis("odd", "same", i, None), Hypothesis("odd", "same", Sym("i"), j))
    assert put_in(v(i), *apart) == v(i)


def test_fixed() -> None:
    prepared, used = prepare(Goal(Size(n), Sum("i", upto("n"), v(i)), Theory({"n": 1, "m": 1}, {"n": 1}, INDICES)))
    assert (prepared.left, prepared.right) == (Size(index(1)), Sum("i", upto(1), v(i)))
    assert used == ("n is 1",)
    assert put_in(v(i), n=1) == v(index(1))  # the one place there is
    assert put_in(v(i), n=2) == v(i)
    assert put_in(v(j)) == v(j)
    assert put_in(v(i), same(i, index("z")), n=1) == v(index(1))


def test_in_everything() -> None:
    """Not where the name is bound: a definition for all a, a hypothesis for all a."""
    a = index("a")
    theory = Theory(
        {"n": 1}, {"n": 2}, {"a": upto("n"), "i": Range(index(1), a)}, {"v": Variable("v", (upto("n"),))},
        {"T": Definition("T", "tensor", ("a",), v(a)), "J": Definition("J", "scalar", (), v(a))},
        (same(a, i), Hypothesis("all", "equal", v(a), ZERO, (("a", upto("n")),)), Hypothesis("one", "equal", v(a), ONE),
         Hypothesis("sign", "positive", v(a)), Hypothesis("apart", "distinct", a, n)),
    )
    found = prepare(Goal(v(a), ZERO, theory, (("b", upto("n")),)))[0]
    given = {h.name: h for h in found.theory.hypotheses}
    assert found.left == v(i)
    assert found.theory.variables["v"].ranges == (upto(2),)
    assert found.theory.definitions["T"].body == v(a)
    assert found.theory.definitions["J"].body == v(i)
    assert (given["all"].left, given["all"].parameters) == (v(a), (("a", upto(2)),))
    assert given["one"].left == given["sign"].left == v(i)
    assert (given["apart"].left, given["apart"].right, given["sign"].right) == (i, index(2), None)
    assert given["same"] == same(a, i)
    assert set(found.theory.indices) == {"i", "b"}
    assert found.axes == ()


def test_the_range_of_what_is_put_in() -> None:
    """A name that is known keeps its own range; one that is not gets that of the other, and a size none."""
    def indices(left: Index, right: Index) -> dict[str, Range]:
        theory = Theory({"n": 1, "m": 1}, {}, INDICES, hypotheses=(same(left, right),))
        return dict(prepare(Goal(v(i), v(j), theory))[0].theory.indices)

    assert indices(i, j) == {"j": INDICES["j"]}
    assert indices(i, index("z")) == {"j": INDICES["j"], "z": upto("n")}
    assert indices(i, m) == {"j": INDICES["j"]}
    assert indices(i, index(3)) == {"j": INDICES["j"]}
    assert indices(index("z"), index("y")) == INDICES


BITS = Theory(variables={"t": Variable("t", (), "bit"), "b": Variable("b", (upto("n"),), "bit"), "x": Variable("x")})
GOAL = Goal(Sym("x"), Sym("x"), BITS)


def test_cases() -> None:
    assert [h.theory.hypotheses[-1].right for h in cases(GOAL, ("bit", Sym("t")))] == [ZERO, ONE]
    assert [h.theory.hypotheses[-1].right for h in cases(GOAL, ("bit", Entry("b", (i,))))] == [ZERO, ONE]
    assert [h.theory.hypotheses[-1].kind for h in cases(GOAL, ("indices", i, j))] == ["same", "distinct"]


LINE = Theory({"n": 1}, indices={"i": upto("n"), "j": Range(index(2), n)},
              variables={"x": Variable("x"), "d": Variable("d"), "v": Variable("v", (upto("n"),))},
              definitions={"d": Definition("d", "scalar", (), call("log", Sym("x")))})


@pytest.mark.parametrize("term", [Sym("x"), num(2), Add((Sym("x"), num(-1))), Mul((Sym("x"), Sym("x"))), v(i)])
def test_the_signs_of_what_there_is(term: Term) -> None:
    first, last = (h.theory.hypotheses[-1] for h in cases(Goal(ZERO, ZERO, LINE), ("sign", term)))
    assert [(h.kind, h.left) for h in (first, last)] == [("nonnegative", term), ("negative", term)]


def test_the_signs_of_components() -> None:
    goal = Goal(ZERO, ZERO, LINE, (("a", upto("n")),))
    assert len(cases(goal, ("sign", v(index("a"))))) == 2


@pytest.mark.parametrize("term", [
    Sym("y"), Sym("d"), call("log", Sym("x")), Pow(Sym("x"), num(-1)), Add((Sym("x"), call("log", Sym("x")))),
    Mul((Sym("x"), Pow(Sym("x"), num(-1)))), v(i + index(1)), v(j), v(index("z")), v(index(1)), Entry("w", (i,)),
    Entry("v", (i, i)), Sum("k", upto("n"), call("log", v(k))), Size(n),
])
def test_no_signs_of_what_may_have_no_value(term: Term) -> None:
    """A name with a definition, a logarithm, a component outside of its array are not negative and not the contrary."""
    with pytest.raises(RuleError, match="no value"):
        cases(Goal(ZERO, ZERO, LINE), ("sign", term))


@pytest.mark.parametrize("split", [
    ("bit", Sym("x")), ("bit", Sym("y")), ("bit", Fun("t", (Sym("x"),))), ("thirds", i), ("thirds", Sym("x")),
])
def test_no_cases(split: tuple[object, ...]) -> None:
    """A real number is not 0 or 1, and neither is a function that has the name of a bit."""
    with pytest.raises(RuleError):
        cases(GOAL, split)
