"""Certified disproof: a point where both sides of a claim are certainly different.

`refute(goal)` looks for one, `fails(goal)` only glances, `check(goal, witness)` tests one. Never imports the prover or
the kernel.
"""

from derive.refute.search import check, fails, refute
from derive.refute.witness import NoWitness, Witness

__all__ = ["NoWitness", "Witness", "check", "fails", "refute"]
