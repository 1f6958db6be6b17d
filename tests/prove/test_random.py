"""Random identities: what means the same is proved, what was changed is proved only if the numbers agree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from points import Nothing, Numbers
from random_terms import THEORY, Terms

from derive.kernel import replay
from derive.prove import Gap, prove
from derive.prove.draft import Draft
from derive.prove.normal import Normaliser
from derive.prove.steps import AFTER, BEFORE, POLISH
from derive.terms.term import Term
from derive.terms.theory import Goal
from derive.terms.walk import text

SEEDS = st.integers(0, 10**6)
MANY = settings(max_examples=120, deadline=None, derandomize=True)


def agree_at(left: Term, right: Term, seed: int) -> bool:
    """Whether both sides have one value, wherever both have any."""
    point = Numbers(seed)
    try:
        one, two = point.of(left), point.of(right)
    except Nothing:
        return True
    return abs(one - two) <= 1e-3 * (1 + abs(one) + abs(two))


@given(SEEDS)
@MANY
def test_what_means_the_same_is_proved(seed: int) -> None:
    source = Terms(seed)
    term = source.term(source.choice(2, 3))
    goal = Goal(term, source.same(term), THEORY)
    found = prove(goal)
    assert not isinstance(found, Gap), (text(goal.left), text(goal.right), found)
    assert replay(goal, found)


@given(SEEDS)
@MANY
def test_what_was_changed_is_proved_only_if_it_is_true(seed: int) -> None:
    source = Terms(seed)
    term = source.term(source.choice(2, 3))
    goal = Goal(term, source.near(source.same(term, 2)), THEORY)
    found = prove(goal)
    if isinstance(found, Gap) or replay(goal, found).assumed:
        return
    assert all(agree_at(goal.left, goal.right, k) for k in range(8)), (text(goal.left), text(goal.right))


@given(SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_one_normal_form_for_all_ways_of_writing(seed: int) -> None:
    source = Terms(seed)
    term = source.term(3)
    draft = Draft(Goal(term, term, THEORY), 4000)
    on = Normaliser(draft, BEFORE, AFTER, POLISH, True)
    forms = [on.normal(other)[0] for other in (term, source.same(term, 3), source.same(term, 9))]
    first = draft.poly(forms[0])
    for form in forms[1:]:  # the same, or the same over a common denominator
        assert draft.ring.vanishes(draft.ring.add(first, draft.poly(form), -draft.ring.one))


@pytest.mark.parametrize("seed", [5894])
def test_seeds_that_once_made_trouble(seed: int) -> None:
    source = Terms(seed)
    term = source.term(source.choice(2, 3, 4))
    assert not isinstance(prove(Goal(term, source.same(term), THEORY)), Gap)
