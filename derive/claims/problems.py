"""The numbered problems of a homework: those that use nothing of one another may be read by themselves.

The letters of a problem are its own: `x` is a vector in "Problem 1" and a number in "Problem 2". A problem that goes on
from another ("with the loss $J$ of Problem 1") belongs to it, and is not read by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from derive.claims.model import Claim, Reading
from derive.claims.walk import children, is_name
from derive.notation.show import show
from derive.notation.tree import Accent, Font, Group, Node, Product, Script, Symbol
from derive.source import Span


def problems_in(reading: Reading) -> Iterator[Reading]:
    """The problems that use nothing an earlier one defines and define nothing a later one uses, each as a reading of
    its own with what stands before all."""
    members: dict[int, list[Claim]] = {}
    for claim in reading.claims:
        members.setdefault(number_of(reading, claim.where.start), []).append(claim)
    given = {problem: {name for claim in claims for name in defined(claim)} for problem, claims in members.items()}
    taken = {problem: used(claims) - given[problem] - given.get(0, set()) for problem, claims in members.items()}
    for problem in members:
        if problem and not any(taken[problem] & given[other] for other in members if 0 < other < problem) and not any(
                taken[other] & given[problem] for other in members if other > problem):
            yield of_problems(reading, {0, problem})


def without(reading: Reading, problems: Iterable[Reading]) -> Reading:
    """What is left of a reading when some of its problems are read by themselves."""
    gone = {number_of(reading, claim.where.start) for one in problems for claim in one.claims} - {0}
    return of_problems(reading, set(range(len(reading.problems) + 1)) - gone)


def number_of(reading: Reading, place: int) -> int:
    """Which problem a place of the file lies in, 0 before all."""
    return bisect_right(reading.problems, place)


def of_problems(reading: Reading, problems: set[int]) -> Reading:
    """The reading of some problems alone."""
    return restricted(reading, lambda where: number_of(reading, where.start) in problems)


def restricted(reading: Reading, here: Callable[[Span], bool]) -> Reading:
    """The reading of what stands at some places alone, as though the rest were not there."""
    claims = (replace(claim, scope=tuple(fact for fact in claim.scope if here(fact.where)))
              for claim in reading.claims if here(claim.where))
    facts = tuple(fact for fact in reading.facts if here(fact.where))
    mentions = tuple(one for one in reading.mentions if here(one[1]))
    return replace(reading, claims=tuple(claims), facts=facts, mentions=mentions)


def defined(claim: Claim) -> Iterator[str]:
    """The name that an equation may define: `J`, or `f(` for `f(x) = ...`."""
    if claim.sign in ("=", ":=") and not claim.link and not claim.carried:
        head = claim.left.factors[0] if is_call(claim.left) and isinstance(claim.left, Product) else claim.left
        if is_name(head):
            yield letter(head) + "(" * is_call(claim.left)


def used(claims: Iterable[Claim]) -> set[str]:
    return {name for claim in claims for side in (claim.left, claim.right) for name in names(side)}


def names(node: Node) -> Iterator[str]:
    if isinstance(node, Accent | Symbol):
        yield letter(node)
        return
    if is_call(node) and isinstance(node, Product):
        yield letter(node.factors[0]) + "("
    for part in children(node):
        yield from names(part)


def is_call(node: Node) -> bool:
    """`f(x)`"""
    return isinstance(node, Product) and is_name(node.factors[0]) and isinstance(node.factors[1], Group)


def letter(node: Node) -> str:
    while isinstance(node, Font | Script):
        node = node.base if isinstance(node, Script) else node.body
    return node.name if isinstance(node, Symbol) else show(node)
