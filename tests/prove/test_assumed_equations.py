"""Equations assumed between terms prove what follows from them by algebra, and nothing else."""

from __future__ import annotations

import pytest

from derive.kernel import from_data, replay, to_data
from derive.prove import Gap, prove
from tests.refute.test_assumed import FALSE, TRUE

BEYOND = ("a rotation", "skew", "a recurrence")  # true, and not proved by this


@pytest.mark.parametrize("name", [n for n in TRUE if n not in BEYOND])
def test_what_follows_is_proved(name: str) -> None:
    proof = prove(TRUE[name])
    assert not isinstance(proof, Gap), proof
    done = replay(TRUE[name], proof)
    assert not done.assumed
    assert done.hypotheses == ("assumed",)
    assert from_data(to_data(proof)) == proof


@pytest.mark.parametrize("name", FALSE)
def test_what_does_not_follow_is_not(name: str) -> None:
    assert isinstance(prove(FALSE[name]), Gap)
