"""What a fault is told, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from derive.claims.model import Claim
from derive.diagnose.edit import Edit
from derive.notation.tree import Node
from derive.terms.term import Term
from derive.terms.theory import Goal, Hypothesis
from derive.verdict import Finding


@dataclass(frozen=True)
class Case:
    """One claim after it was decided, with what is needed to explain it.

    `verdict` is `proved`, `disproved`, `conditional`, `ill-typed`, `undecided`...; `goal` is the claim as
    understood (None when ill-typed or not understood) and `clash` says why shapes do not match.
    `captured`: letters that a sum binds although one differentiates by something with that index.
    `incomplete`: a derivative was written with one of its two signs missing.
    `readings`: the choices made to understand it. `unbound`: index letters used that nothing binds or fixes.
    `unknown`: symbols on one side only that the document never defines or uses elsewhere.
    `proves(left, right)`: is this equation, read at the same place, a theorem under one of its readings?
    `proves_if(left, right, hypothesis_or_fixed_size)`: the same under one more hypothesis, or with a size set
    (`("K", 1)`). Both are expensive (milliseconds), count them: a search is bounded by the number of calls.
    `goals_of(left, right)`: the readings of the claim with other sides, none when ill-typed: for filtering by shape
    and by value before anything is proved. `compared(left, right, names)`: only the sides, for each way to lay them
    out: the number of axes and the component of each at these index names (None where that cannot be told): cheaper.
    `previous`: the case of the claim whose right side is this one's left side. `same_part`: the cases of the
    same part so far, in order.
    `refuted`: whether the claim is false in general; not so where `conditional` only says what the proof assumed.
    `condition`: the words of the condition under which a `conditional` claim holds. `conflict`: the other claims
    that leave no layout for this one; `laid`: the derivative whose layout that is. `proves_when(left, right,
    condition)`: the same as `proves` with another condition in place of the claim's own (a branch of `cases`).
    `earlier`: all cases of the document so far (where not given, those of the part serve).
    `repaired` is filled in by `findings`: the smallest edits that make the claim a theorem, proved; `likely`, where
    there is none: the smallest edit under which both sides agree at all points compared. It names, it is not offered.
    `true`: does what its chain began with equal its right side (None: no earlier step of the chain was wrong).
    """

    claim: Claim
    verdict: str
    goal: Goal | None = None
    clash: str = ""
    captured: tuple[str, ...] = ()
    incomplete: bool = False
    readings: tuple[str, ...] = ()
    unbound: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    proves: Callable[[Node, Node], bool] = lambda left, right: False
    proves_if: Callable[[Node, Node, Hypothesis | tuple[str, int]], bool] = lambda left, right, extra: False
    goals_of: Callable[[Node, Node], tuple[Goal, ...]] = lambda left, right: ()
    compared: Callable[[Node, Node, tuple[str, ...]], tuple[tuple[int, Term, Term], ...] | None] = (
        lambda left, right, names: None
    )
    previous: Case | None = None
    same_part: tuple[Case, ...] = field(default=(), repr=False)
    condition: str = ""
    refuted: bool = True
    conflict: tuple[Claim, ...] = ()
    laid: str = ""
    proves_when: Callable[[Node, Node, Node], bool] = lambda left, right, condition: False
    earlier: tuple[Case, ...] = field(default=(), repr=False)
    repaired: tuple[Edit, ...] = ()
    likely: tuple[Edit, ...] = ()
    true: bool | None = None


@dataclass(frozen=True)
class Fault:
    """A named fault. `code` is stable (`D001`...). The module's docstring is its manual, under the headings
    What, Why it happens, How it is detected, When it is silent. `wrong` and `right` are short documents:
    `wrong` gets exactly this finding, `right` is proved. `detect` answers None where the fault is not there.
    Of several faults that explain one wrong claim, the one of the lowest `rank` is named: the most specific.
    `beside`: the other faults that its wrong example cannot do without."""

    name: str
    code: str
    summary: str
    wrong: str
    right: str
    detect: Callable[[Case], Finding | None]
    manual: str = ""
    rank: int = 50
    beside: tuple[str, ...] = ()
