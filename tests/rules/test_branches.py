"""Where the first branch is not taken: the other one, as it is where nothing is left to decide."""

from __future__ import annotations

import pytest

from derive.rules import RULES
from derive.terms.term import ZERO, Cases, Compare, Sym, num

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
