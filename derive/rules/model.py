"""What a rewrite rule is, and what it returns: an equation with its conditions.

Between the sides of a goal, everything denotes: `0**-1` is 0, the logarithm of a negative number is some number,
a `Cases` without a true branch is some number. So an equation with no condition holds always, and one with
conditions holds wherever they do. What a claim means is not touched by this: it is made where both sides denote.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derive.terms.term import Term

KINDS = (
    "positive",
    "nonnegative",
    "nonzero",
    "inside",
    "distinct",
    "countable",
    "nonempty",
    "trait",
    "axis",
    "place",
    "binary",
)


@dataclass(frozen=True)
class Condition:
    """What must hold for an equation.

    `positive` `nonnegative` `nonzero`   of a term
    `inside`     an index lies in a range            `distinct`  two indices differ
    `countable`  a range has `upper - lower + 1` members (it may be empty, not less)
    `nonempty`   a range has a member
    `trait`      a variable (its name) has a trait   `binary`    a term is 0 or 1
    `axis`       an axis of a variable has just this range
    `place`      an index lies in the range of an axis of a variable
    """

    kind: str
    subject: tuple[Any, ...]


def positive(term: Term) -> Condition:
    return Condition("positive", (term,))


def nonnegative(term: Term) -> Condition:
    return Condition("nonnegative", (term,))


def nonzero(term: Term) -> Condition:
    return Condition("nonzero", (term,))


@dataclass(frozen=True)
class Equation:
    left: Term
    right: Term
    conditions: tuple[Condition, ...] = ()


class RuleError(Exception):
    """A rule was applied to a term it does not speak of."""


@dataclass(frozen=True)
class Example:
    """A term the rule applies to, with the arguments, and (where there is a side condition) one where the
    equation would be false: the same rule, its condition violated."""

    term: Term
    arguments: tuple[Any, ...] = ()
    broken: Term | None = None


@dataclass(frozen=True)
class Rule:
    """`left = right` under `conditions` (in words for the reader); `apply` gives the instance for a term."""

    name: str
    left: str
    right: str
    conditions: str
    apply: Callable[..., Equation]
    example: Example


def expect(holds: object, why: str) -> None:
    """Refuse to apply a rule where its left side does not fit."""
    if not holds:
        raise RuleError(why)
