"""Every rule is true at seeded points where its conditions hold, and false somewhere where one is dropped."""

from __future__ import annotations

import pytest
from numbers_at_points import Point

from derive.rules import RULES
from derive.rules.model import KINDS, Rule, RuleError
from derive.terms.data import Reader, Table
from derive.terms.term import Entry, Sym, index, mul
from derive.terms.walk import free

SEEDS = range(5)
DECLARED = {"simplex", "orthogonal"}  # true of declared arrays only: below
TOLERANCE = 1e-9


def agree(rule: Rule, seed: int) -> bool:
    equation = rule.apply(rule.example.term, *rule.example.arguments)
    point = Point(seed)
    return abs(point.of(equation.left) - point.of(equation.right)) < TOLERANCE * (1 + abs(point.of(equation.left)))


@pytest.mark.parametrize("name", [n for n in RULES if n not in DECLARED])
@pytest.mark.parametrize("seed", SEEDS)
def test_true_inside_its_conditions(name: str, seed: int) -> None:
    assert agree(RULES[name], seed)


@pytest.mark.parametrize("name", [n for n in RULES if RULES[n].example.broken is not None])
def test_false_where_a_condition_is_dropped(name: str) -> None:
    rule = RULES[name]
    assert rule.example.broken is not None
    equation = rule.apply(rule.example.broken, *rule.example.arguments)
    assert equation.conditions
    point = Point(0)
    assert abs(point.of(equation.left) - point.of(equation.right)) > TOLERANCE


@pytest.mark.parametrize("name", RULES)
def test_a_rule_with_conditions_shows_where_it_breaks(name: str) -> None:
    rule = RULES[name]
    equation = rule.apply(rule.example.term, *rule.example.arguments)
    assert all(c.kind in KINDS for c in equation.conditions)
    harmless = {"nonempty", "trait", "axis", "place"}
    weak = ("log-even", "sign-quotient", "sqrt-power")
    if any(c.kind not in harmless for c in equation.conditions) and name not in weak:
        assert rule.example.broken is not None, f"{name} needs a broken example"


@pytest.mark.parametrize("name", RULES)
def test_returns_an_equation_about_its_term(name: str) -> None:
    rule = RULES[name]
    equation = rule.apply(rule.example.term, *rule.example.arguments)
    assert equation.left == rule.example.term
    assert free(equation.right)[0] <= free(equation.left)[0]
    assert rule.left
    assert rule.right


@pytest.mark.parametrize("name", RULES)
def test_refuses_what_it_does_not_speak_of(name: str) -> None:
    rule = RULES[name]
    strange = Entry("nothing", (index("k"),)) if rule.name != "symmetric" else Sym("nothing")
    with pytest.raises((RuleError, AttributeError)):
        equation = rule.apply(strange, *rule.example.arguments)
        if equation.right == mul(strange):
            raise RuleError("no change")


@pytest.mark.parametrize("name", RULES)
def test_terms_as_data(name: str) -> None:
    table = Table()
    data = table.put(RULES[name].example.term)
    assert Reader(table.rows).read(data) == RULES[name].example.term


def given(seed: int) -> Point:
    """A point where p sums to 1, Q is a rotation and A has a known inverse, all of size 2."""
    point = Point(seed, n=2)
    c, s = 0.6, 0.8
    point.values.update({("p", (1,)): 0.3, ("p", (2,)): 0.7})
    point.values.update({("Q", (1, 1)): c, ("Q", (1, 2)): -s, ("Q", (2, 1)): s, ("Q", (2, 2)): c})
    return point


@pytest.mark.parametrize("name", ["simplex", "orthogonal"])
@pytest.mark.parametrize("places", [(1, 1), (1, 2)])
def test_declared_arrays(name: str, places: tuple[int, int]) -> None:
    equation = RULES[name].apply(RULES[name].example.term, *RULES[name].example.arguments)
    point = given(0)
    point.indices.update(i=places[0], j=places[1])
    assert {c.kind for c in equation.conditions} <= {"trait", "axis", "place"}
    assert point.of(equation.left) == pytest.approx(point.of(equation.right))


def test_not_orthogonal_is_not_covered() -> None:
    rule = RULES["orthogonal"]
    equation = rule.apply(rule.example.term, 0)
    assert Point(0, n=2).of(equation.left) != pytest.approx(Point(0, n=2).of(equation.right))
