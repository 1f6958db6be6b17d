"""What a claim means: goals for the prover, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.claims.model import Claim
from derive.context.algebra import Comparison
from derive.context.environment import Scope
from derive.terms.theory import Goal

EQUALITIES = frozenset({"=", ":=", "\\equiv", "=="})
ORDERS = {"<": "<", ">": ">", "\\leq": "<=", "\\geq": ">=", "\\neq": "!="}
PROPORTIONAL = "\\propto"


@dataclass(frozen=True)
class Alternative:
    """One way to read a claim, and the choices that make it up; `doubt` is why a proof of it says too little. `beside`:
    what must not fail where the goal is proved, and must fail as well where the claim is wrong."""

    goal: Goal
    readings: tuple[str, ...] = ()
    laid: tuple[str, bool] | None = None
    doubt: str = ""
    beside: Goal | None = None


@dataclass(frozen=True)
class Meaning:
    """What one claim means.

    `kind`: `step`, `definition`, `hypothesis`, `statement`. `alternatives` are goals, best first; there is none
    when the claim is ill-typed (`clash`), not understood (`reason`), or a plain definition.
    `firm`: no shape of a symbol in it is only inferred. `at` is where the clash or the unknown thing
    stands. `opened` are functions of which nothing
    is known, on the left and on the right.
    """

    claim: Claim
    kind: str
    alternatives: tuple[Alternative, ...] = ()
    clash: str = ""
    reason: str = ""
    at: tuple[int, int] = (0, 0)
    readings: tuple[str, ...] = ()
    captured: tuple[str, ...] = ()
    incomplete: bool = False
    defines: str = ""
    hypotheses: tuple[str, ...] = ()
    opened: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    touched: tuple[str, ...] = ()
    firm: bool = True


@dataclass
class Sides:
    """Both sides of a claim, read in one scope."""

    comparisons: list[Comparison]
    scope: Scope
    opened: tuple[frozenset[str], frozenset[str]] = field(default=(frozenset(), frozenset()))
