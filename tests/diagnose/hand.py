"""Cases made by hand: claims from two pieces of LaTeX, and provers that know a fixed list of theorems."""

from __future__ import annotations

from dataclasses import replace

from derive.claims.model import Claim, Fact
from derive.diagnose import Case
from derive.notation.parse import parse
from derive.source import Source, Span
from derive.terms.term import ONE
from derive.terms.theory import Goal, Theory

SOURCE = Source("hand.md", "\n" * 200)
TRUE = Goal(ONE, ONE, Theory())


def claim(left, right, line=1, **more):
    where = Span(SOURCE, line - 1, line)
    return Claim(line, parse(left), "=", parse(right), where, left, right, True, **more)


def case(left, right, verdict="disproved", line=1, theorems=(), **more):
    """A case whose prover knows `theorems`: right sides that equal the left side."""
    known = {parse(text) for text in theorems}
    kept = {name: more.pop(name) for name in ("part", "scope", "condition", "branch") if name in more}
    if "condition" in kept:
        kept["condition"] = parse(kept["condition"])
    return Case(
        claim(left, right, line, **kept),
        verdict,
        proves=lambda one, other: other in known,
        goals_of=lambda one, other: points(known, other),
        **more,
    )


def points(known, right):
    """A goal that is true at every point for a theorem; no goal, as for a clash, for all others."""
    return (TRUE,) if right in known else ()


def in_part(cases, part="a)"):
    """The cases in one part, each with those before it."""
    placed = [replace(one, claim=replace(one.claim, part=part)) for one in cases]
    return [replace(one, same_part=tuple(placed[:k])) for k, one in enumerate(placed)]


def case_fact(latex):
    return Fact("case", (parse(latex),), f"Case ${latex}$", Span(SOURCE, 0, 0))
