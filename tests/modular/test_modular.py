"""The second witness agrees with what is true, contradicts what is false, and says how it knows."""

from __future__ import annotations

from itertools import pairwise

import pytest

from derive.crosscheck import crosscheck
from derive.measured import Doubles
from derive.modular import agree
from derive.refute.balls import Reals
from derive.refute.dual import Dual, slope_of
from derive.refute.outcome import Beyond, NoValue
from derive.refute.prepare import prepare
from derive.residues import CHAIN, PLAIN, Residue, Tower, discrete_log, is_square
from derive.terms.term import Integral, num
from tests.refute.goals import FALSE, TRUE, claim, x
from tests.refute.goals import PLAIN as EMPTY

BALLS = ("a weighted constant", "greatest of equal", "cases", "a sum of squares")


@pytest.mark.parametrize("name", TRUE)
@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_what_is_true(name, seed):
    found = agree(TRUE[name], seed)
    assert found.agrees is True, found
    assert found.method == ("ball" if name in BALLS else "modular")
    assert found.points == 3


@pytest.mark.parametrize("name", sorted(FALSE.keys() - {"less"}))
def test_contradicts_what_is_false(name):
    found = agree(FALSE[name])
    assert found.agrees is False, found
    assert found.left and found.right


def test_says_when_it_does_not_apply():
    found = agree(claim(Integral("x", x), num(0), EMPTY))
    assert (found.method, found.agrees) == ("none", None)
    assert "integral" in found.reason


def test_the_same_seed_the_same_answer():
    assert agree(FALSE["AB = BA"], 7) == agree(FALSE["AB = BA"], 7) != agree(FALSE["AB = BA"], 8)


# --- the tower -------------------------------------------------------------------------------------------------------
def test_each_prime_is_twice_the_last_and_one():
    assert all(b == 2 * a + 1 for a, b in pairwise(CHAIN))
    assert all(p % 4 == 3 for p in (*CHAIN, *PLAIN))


@pytest.fixture
def tower():
    return Tower(CHAIN[:4])


def residue(tower, *parts):
    return Residue(parts, tower.primes)


def test_exponentials_of_sums(tower):
    a, b = residue(tower, 5, 6, 7, 8), residue(tower, 11, 12, 13, 14)
    together = tower.apply("exp", a + b)
    assert together == tower.apply("exp", a) * tower.apply("exp", b)
    assert together.parts[0] is None and None not in together.parts[1:]


def test_logarithms_of_products(tower):
    a, b = residue(tower, 4, 9, 16, 25), residue(tower, 49, 36, 81, 100)
    assert tower.apply("log", a * b) == tower.apply("log", a) + tower.apply("log", b)
    back = tower.apply("exp", tower.apply("log", a))
    assert tower.same(back, a)


@pytest.mark.parametrize("p", CHAIN[1:4])
def test_discrete_logarithms(p):
    assert all(discrete_log(pow(4, k, p), p) == k for k in (0, 1, 2, 4095, 4096, 4097, (p - 3) // 2))


def test_square_roots_are_squares(tower):
    a = residue(tower, 4, 9, 16, 25)
    root = tower.apply("sqrt", a)
    assert root * root == a
    assert all(is_square(r, p) for r, p in zip(root.parts, tower.primes, strict=True))


def test_what_is_no_square_has_no_logarithm(tower):
    assert set(tower.apply("log", tower.minus * residue(tower, 4, 9, 16, 25)).parts) == {None}


def test_used_up_levels_are_noticed():
    tower = Tower(CHAIN[:1])
    with pytest.raises(Beyond):
        tower.apply("exp", tower.one)
    tower = Tower(CHAIN[:2])
    once = tower.apply("exp", tower.one)
    with pytest.raises(NoValue):
        tower.same(tower.apply("exp", once), once)


def test_derivatives_by_duals(tower):
    a = residue(tower, 4, 9, 16, 25)
    at = Dual(1, a, tower.one)
    assert slope_of(tower.apply("exp", at), 1, tower.zero) == tower.apply("exp", a)
    assert tower.same(slope_of(tower.apply("log", at), 1, tower.zero) * a, tower.one)
    cube = tower.power(at, 3)
    assert slope_of(cube, 1, tower.zero) == a * a * tower.number(3)
    assert tower.same(slope_of(tower.power(at, -1), 1, tower.zero), tower.minus * tower.power(a, -2))


def test_there_is_no_order(tower):
    a = residue(tower, 4, 9, 16, 25)
    with pytest.raises(Beyond):
        tower.holds(a, "<", a)
    assert tower.holds(tower.number(2), "<", tower.number(3))


def test_one_preparation_serves_both_witnesses():
    assert Reals.functions == Doubles.functions
    for name in ("gradient by v", "a sum of squares"):
        model = prepare(TRUE[name], Reals.functions)
        assert agree(TRUE[name], model=model) == agree(TRUE[name])
        assert crosscheck(TRUE[name], model=model) == crosscheck(TRUE[name])
