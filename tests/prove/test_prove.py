"""Derivations of the field are proved for all dimensions; what is false, or true in one case only, is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from derivations import GAPS, PROVED

from derive.kernel import from_data, replay, to_data
from derive.prove import Gap, prove


@pytest.mark.parametrize("name", PROVED)
def test_proved(name: str) -> None:
    goal = PROVED[name]
    proof = prove(goal)
    assert not isinstance(proof, Gap), proof
    done = replay(goal, proof)
    assert not done.assumed
    assert done.steps == sum(len(p.lines) for p in (proof, *proof.parts))
    assert from_data(to_data(proof)) == proof


@pytest.mark.parametrize("name", GAPS)
def test_not_proved(name: str) -> None:
    gap = prove(GAPS[name])
    assert isinstance(gap, Gap)
    assert gap.left is not None
    assert gap.right is not None


def test_what_was_used_is_named() -> None:
    done = {n: replay(PROVED[n], prove(PROVED[n])) for n in ("naive-du-same", "naive-du-apart")}  # type: ignore[arg-type]
    assert done["naive-du-same"].hypotheses == ("Case 1",)
    assert done["naive-du-apart"].hypotheses == ("Case 2",)
    assert done["naive-du-same"].definitions == ("J", "p")
    assert "derivative" in done["naive-du-same"].rules


def test_a_spent_budget_is_a_gap() -> None:
    gap = prove(PROVED["naive-du"], budget=5)
    assert isinstance(gap, Gap)
    assert gap.reason.startswith("budget spent")


def test_the_same_proof_on_every_run() -> None:
    here = Path(__file__).parent
    script = ("from derivations import PROVED; from derive.prove import prove; from derive.kernel import to_data;"
              "print([to_data(prove(PROVED[n])) for n in ('naive-du', 'logistic-gradient', 'isometry')])")
    outputs = {
        subprocess.run([sys.executable, "-c", script], cwd=here.parents[1], text=True, capture_output=True, check=True,
                       env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}:{here.parents[1]}"}).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
