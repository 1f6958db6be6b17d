"""The claims of a document: one for each relation, with its role, its conditions and the facts in force."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derive.claims.chains import Statement
from derive.claims.contrary import Contrary, contrary_of
from derive.claims.laid import BEFORE, Attached, hold_of
from derive.claims.links import Link, as_chains, conditions_in, links_of, notes_of
from derive.claims.model import Claim, Fact
from derive.claims.outline import Outline
from derive.claims.roles import Hold
from derive.claims.scope import Held, consistent
from derive.claims.sentences import Place, with_latex
from derive.claims.sides import Condition
from derive.claims.taken import Taken
from derive.notation.tree import Node
from derive.source import Span

AFTER = 60


class Running:
    """The facts in force while the formulas are gone through in order: for each, those not yet ended."""

    def __init__(self, held: Iterable[Held]) -> None:
        self.waiting = deque(sorted((one for one in held if one.hold is not Hold.CLAIM), key=lambda one: one.start))
        self.active: dict[int, list[Held]] = {}

    def at(self, place: Place) -> Iterator[Held]:
        """The facts in force at a place, the same fact once; places must not go back."""
        while self.waiting and self.waiting[0].start <= place:
            self._enter(self.waiting.popleft())
        for key, stack in list(self.active.items()):
            stack[:] = [one for one in stack if place < one.end]
            if stack:
                yield stack[0]
            else:
                del self.active[key]

    def _enter(self, one: Held) -> None:
        stack = self.active.setdefault(one.key, [])
        if all(other.end < one.end for other in stack):
            stack.append(one)


@dataclass(frozen=True)
class Builder:
    """What claims are made from. `evaluated` holds for each chain the conditions inside its expressions."""

    outline: Outline
    attached: Attached
    running: Running
    evaluated: dict[int, list[Fact]]
    contrary: dict[int, Contrary]


def claims_of(outline: Outline, taken: list[Taken], attached: Attached, held: list[Held]) -> list[Claim]:
    """All claims in the order of their places, numbered."""
    builder = Builder(outline, attached, Running(held), {}, contrary_of(taken))
    claims: list[Claim] = []
    for one in taken:
        claims += sorted(_of_formula(builder, one), key=lambda claim: claim.where.start)
    return _numbered(claims)


def _of_formula(builder: Builder, one: Taken) -> Iterator[Claim]:
    around = tuple(_around(builder, one))
    for statement in one.statements:
        scope = (*around, *_own(builder, one, statement))
        for link in links_of(statement, one.formula.latex):
            yield _claim(builder, one, statement, link, scope)
    for node in one.mentions:
        for link in notes_of(node, one.formula.latex):
            yield _claim(builder, one, None, link, around)


def _claim(builder: Builder, one: Taken, statement: Statement | None, link: Link, scope: tuple[Fact, ...]) -> Claim:
    condition, where = _condition(builder, one, statement, link)
    chained = statement if link.link is not None else None
    first = chained is not None and chained.carried and link.link == chained.link
    document = builder.outline.document
    return Claim(
        number=0,
        left=link.left.node,
        sign=link.sign,
        right=link.right.node,
        where=one.span(link.at),
        left_latex=link.left.latex,
        right_latex=link.right.latex,
        display=one.display,
        role=_role(builder, one, statement),
        chain=chained.chain if chained else 0,
        link=link.link or 0,
        carried=first,
        condition=condition,
        condition_where=where,
        branch=link.branch,
        part=builder.outline.part(one.place),
        scope=consistent(scope, [] if condition is None else [condition], one.span(link.at).start),
        before=with_latex(one.before[-BEFORE:], document),
        after=with_latex(one.after[:AFTER], document),
        alternatives=tuple(side.node for side in chained.alternatives) if chained and first else (),
    )


def _role(builder: Builder, one: Taken, statement: Statement | None) -> str:
    if statement and statement.mood != "plain":
        return statement.mood
    if statement and one.cue.hold is Hold.CASE and hold_of(one, statement, builder.attached) is Hold.NOTHING:
        return "plain"
    return one.cue.role


def _condition(
    builder: Builder, one: Taken, statement: Statement | None, link: Link
) -> tuple[Node | None, Span | None]:
    """The condition of a branch, or the first of those that stand in words behind the formula."""
    if link.condition:
        return link.condition.node, one.span(link.condition.at)
    if statement is None:
        return None, None
    for other, behind in builder.attached.get(one.formula.index, []) if statement is one.statements[-1] else []:
        chain = next(as_chains(behind))
        return chain, other.span(chain.at)
    under = builder.contrary.get(one.formula.index)
    return (under.condition, one.span(link.at)) if under else (None, None)


def _around(builder: Builder, one: Taken) -> Iterator[Fact]:
    """The facts in force at a formula, each once, without those that are its own relations or do not hold for it."""
    under = builder.contrary.get(one.formula.index)
    without = {one.formula.index, *(under.without if under else ())}
    for held in builder.running.at(one.place):
        if held.piece not in without:
            yield held.fact


def _own(builder: Builder, one: Taken, statement: Statement) -> Iterator[Fact]:
    """The conditions of the statement itself, and those inside the expressions of its chain so far."""
    yield from (_case(one, condition) for condition in statement.conditions)
    evaluated = builder.evaluated.setdefault(statement.chain, [])
    for node in (node for side in statement.own for node in conditions_in(side.node)):
        if all(fact.subjects != (node,) for fact in evaluated):
            evaluated.append(_case(one, Condition(node, node.at)))
    yield from evaluated


def _case(one: Taken, condition: Condition) -> Fact:
    latex = one.formula.latex[condition.at[0] : condition.at[1]].strip()
    return Fact("case", (condition.node,), latex, one.span(condition.at))


def _numbered(claims: list[Claim]) -> list[Claim]:
    """Claims with their numbers, each with the number of the one before it in its chain."""
    numbered: list[Claim] = []
    last: dict[tuple[int, int], int] = {}
    for number, claim in enumerate(claims, start=1):
        previous = last.get((claim.chain, claim.link - 1)) if claim.chain else None
        numbered.append(replace(claim, number=number, previous=previous))
        last[claim.chain, claim.link] = number
    return numbered
