"""Where the first branch is not taken: the other one, as it is where nothing is left to decide."""

from __future__ import annotations

import pytest

from derive.rules import RULES
from derive.terms.term import ONE, ZERO, Cases, Compare, Num, Sym, num
from derive.terms.walk import subterms

p, a = Sym("p"), Sym("a")


@pytest.mark.parametrize("condition", [None, Compare(p, ">=", ZERO)])
def test_the_last_branch_is_taken(condition: Compare | None) -> None:
    """Where it has no condition, or the opposite one."""
    term = Cases(((Compare(p, "<", ZERO), a), (condition, num(2))))
    assert RULES["cases-skip"].apply(term).right == num(2)


def test_a_further_condition_stays() -> None:
    """Of x < 0, x < 2 and neither, where x >= 0: the second is still to be decided."""
    branches = (Compare(p, "<", num(2)), num(3)), (None, num(4))
    term = Cases(((Compare(p, "<", ZERO), a), *branches))
    assert RULES["cases-skip"].apply(term).right == Cases(branches)


@pytest.mark.parametrize("sign", ["=", "!="])
@pytest.mark.parametrize("bit", [ZERO, ONE])
def test_two_branches_for_the_two_values_of_a_bit(sign: str, bit: Num) -> None:
    """`p if y = 1, 2 if y = 0`: nothing is left over."""
    y, other = Sym("y"), ONE if bit == ZERO else ZERO
    term = Cases(((Compare(y, sign, bit), p), (Compare(y, sign, other), num(2))))
    found = RULES["cases-bit"].apply(term)
    assert not any(isinstance(part, Cases) for part in subterms(found.right))
    assert [c.kind for c in found.conditions] == ["binary"]


@pytest.mark.parametrize("second", [
    Compare(a, "=", ZERO), Compare(Sym("y"), "!=", ZERO), Compare(Sym("y"), "=", num(2)), Compare(Sym("y"), "=", ONE),
])
def test_the_second_branch_is_for_the_other_value(second: Compare) -> None:
    """Another symbol, the same value again, or another number leave something to decide."""
    term = Cases(((Compare(Sym("y"), "=", ONE), p), (second, num(2))))
    assert any(isinstance(part, Cases) for part in subterms(RULES["cases-bit"].apply(term).right))
