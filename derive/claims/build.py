"""The claims of a document: one for each relation, with its role, its conditions and the facts in force."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from derive.claims.contrary import Contrary, contrary_of
from derive.claims.explained import explained
from derive.claims.governed import EITHER
from derive.claims.laid import BEFORE, Attached, gives_value, hold_of
from derive.claims.links import Link, as_chains, conditions_in, links_of, notes_of
from derive.claims.model import Claim, Fact
from derive.claims.outline import Outline
from derive.claims.roles import Hold
from derive.claims.scope import FOREVER, TRAITS, Held, compares, consistent, vacuous
from derive.claims.sentences import Place, with_latex
from derive.claims.sides import Condition
from derive.claims.stated import Statement
from derive.claims.taken import Taken
from derive.claims.walk import every, is_letter, is_name, symbols
from derive.notation.tree import Chain, Derivative, Font, Node, Number, Script, Words
from derive.source import Span

AFTER = 60
SOLVED = re.compile(r"\b(?:set|setting|solv(?:e|ing)|equat(?:e|ing))\b[^$]*\$[^$]*\$?$", re.IGNORECASE)


class Running:
    """The facts in force while the formulas are gone through in order: for each, those not yet ended."""

    def __init__(self, held: Iterable[Held]) -> None:
        ruling = (one for one in held if one.hold is not Hold.CLAIM and not one.value)
        self.waiting = deque(sorted(ruling, key=lambda one: one.start))
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
    again: tuple[Held, ...]
    values: tuple[Held, ...]


def claims_of(outline: Outline, taken: list[Taken], attached: Attached, held: list[Held]) -> list[Claim]:
    """All claims in the order of their places, numbered."""
    again = tuple(one for one in held if one.again is not None)
    values = tuple(one for one in held if one.value)
    builder = Builder(outline, attached, Running(held), {}, contrary_of(taken), again, values)
    claims: list[Claim] = []
    places: list[Place] = []
    made = [(one, sorted(_of_formula(builder, one), key=lambda claim: claim.where.start)) for one in taken]
    for place, found in explained(made):
        claims += found
        places += [place] * len(found)
    return _ended(_numbered(claims), places, held)


def _of_formula(builder: Builder, one: Taken) -> Iterator[Claim]:
    around = tuple(_around(builder, one))
    for statement in one.statements:
        own = tuple(_own(builder, one, statement))
        for link in links_of(statement, one.formula.latex):
            yield _claim(builder, one, statement, link, around, own)
    for node in one.mentions:
        for link in notes_of(node, one.formula.latex):
            yield _claim(builder, one, None, link, around, ())


def _claim(
    builder: Builder,
    one: Taken,
    statement: Statement | None,
    link: Link,
    around: tuple[Held, ...],
    own: tuple[Fact, ...],
) -> Claim:
    condition, where = _condition(builder, one, statement, link)
    meant = (one for one in around if not ((one.solution or _is_to_solve(one)) and _varies(one, link)))
    facts = (*(held.fact for held in meant), *own)
    if link.condition:
        facts += tuple(_said_again(builder, one, link.condition.node))
    if condition is None and vacuous(around):
        condition, where = Words("excluded"), one.span(link.at)
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
        role=_role(builder, one, statement, around, link),
        chain=chained.chain if chained else 0,
        link=link.link or 0,
        carried=first,
        condition=condition,
        condition_where=where,
        branch=link.branch,
        whole=link.whole,
        part=builder.outline.part(one.place),
        section=builder.outline.section(one.place),
        scope=consistent(facts, [] if condition is None else [condition], one.span(link.at).start),
        before=with_latex(one.before[-BEFORE:], document),
        after=with_latex(one.after[:AFTER], document),
        alternatives=tuple(side.node for side in chained.alternatives) if chained and first else (),
        mended=one.formula.mended(link.left.node.at[0], link.right.node.at[1]),
    )


def _role(
    builder: Builder, one: Taken, statement: Statement | None, around: tuple[Held, ...], link: Link | None
) -> str:
    """What a claim is for. A value for what is known to be one of several is asked for, and defines nothing. Of the
    premise `f'(x) = 2x - 4 = 0` only the last link is assumed."""
    if statement and statement.of_bound and one.cue.role == "plain":
        return "asked"
    if statement and one.cue.role == "plain" and gives_value(one, statement):
        several = (held.fact for held in around if held.piece is not None and held.fact.predicate == "unknown-trait")
        if any(statement.sides[0].node in fact.subjects for fact in several):
            return "asked"
    inner = statement is not None and link is not None and link.link is not None and (
        link.link - statement.link < len(statement.signs) - 1 and isinstance(statement.sides[-1].node, Number))
    if statement and statement.mood != "plain" and not (inner and statement.mood == "when"):
        return statement.mood
    if one.either and one.cue.role == "given":
        return "when"
    if statement and one.cue.hold is Hold.CASE and hold_of(one, statement, builder.attached) is Hold.NOTHING:
        return "plain"
    return one.cue.role


def _condition(
    builder: Builder, one: Taken, statement: Statement | None, link: Link
) -> tuple[Node | None, Span | None]:
    """The condition of a branch, or the first of those that stand in words behind the formula."""
    if link.condition:
        words = (part for part in every(link.condition.node) if isinstance(part, Words))
        either = any(EITHER.fullmatch(f" {part.text.strip()}") for part in words)
        return Words("or") if either else link.condition.node, one.span(link.condition.at)
    if statement is None:
        return None, None
    if _known(builder, one, statement):
        return Words("for all"), one.span(link.at)
    open_ = any(isinstance(condition.node, Words) for condition in statement.conditions)
    if open_ or (one.either and one.cue.role not in ("when", "since", "given")):
        return Words("or"), one.span(link.at)
    for other, behind in builder.attached.get(one.formula.index, []) if statement is one.statements[-1] else []:
        chain = next(as_chains(behind))
        if is_space(chain) and not other.either:
            continue
        return Words("or") if other.either else chain, other.span(chain.at)
    under = builder.contrary.get(one.formula.index)
    return (under.condition, one.span(link.at)) if under else (None, None)


def _varies(held: Held, link: Link) -> bool:
    """Whether a relation differentiates by what a solution was found for: it speaks of every value then. So does
    `f'(x) = 2x`."""
    parts = [part for side in (link.left, link.right) for part in every(side.node)]
    names = [node for subject in held.fact.subjects for node in every(subject) if is_name(node)]
    slopes = (variable for part in parts if isinstance(part, Derivative) for variable in part.variables)
    primed = any(isinstance(part, Script) and part.primes for part in parts)
    return any(node in every(variable) for variable in slopes for node in names) or (
        primed and any(node in parts for node in names))


def _is_to_solve(held: Held) -> bool:
    """"Setting $2x - 4 = 0$ gives": the equation is one for x."""
    chain = held.fact.subjects[0] if held.fact.subjects else None
    return isinstance(chain, Chain) and isinstance(chain.items[-1], Number) and not is_name(chain.items[0]) and (
        SOLVED.search(held.fact.words) is not None)


def is_space(chain: Chain) -> bool:
    """`x \\in \\mathbb{R}^n` says what x is, and is no case."""
    letters = (part for part in every(chain.items[-1]) if isinstance(part, Font))
    return chain.signs[0].name == "\\in" and is_name(chain.items[0]) and any(letters)


def _known(builder: Builder, one: Taken, statement: Statement) -> bool:
    """Whether a letter that the statement binds was spoken of before: "for all a" does not mean `a = 2`."""
    around = [held.fact for held in builder.values if held.start <= one.place < held.end]
    around += [held.fact for held in _around(builder, one) if compares(held.fact) or held.fact.predicate in TRAITS]
    subjects = (fact.subjects[0] for fact in around if statement.bound and fact.subjects)
    firsts = (node.items[0] if isinstance(node, Chain) else node for node in subjects)
    return any(is_letter(node) and symbols(node) & statement.bound for node in firsts)


def _around(builder: Builder, one: Taken) -> Iterator[Held]:
    """The facts in force at a formula, each once, without those that are its own relations or do not hold for it."""
    under = builder.contrary.get(one.formula.index)
    without = {one.formula.index, *(under.without if under else ())}
    for held in builder.running.at(one.place):
        if held.piece not in without:
            yield held


def _own(builder: Builder, one: Taken, statement: Statement) -> Iterator[Fact]:
    """The conditions of the statement itself, and those inside the expressions of its chain so far."""
    yield from (_case(one, condition) for condition in statement.conditions)
    evaluated = builder.evaluated.setdefault(statement.chain, [])
    for node in (node for side in statement.own for node in conditions_in(side.node)):
        if all(fact.subjects != (node,) for fact in evaluated):
            evaluated.append(_case(one, Condition(node, node.at)))
    yield from evaluated


def _said_again(builder: Builder, one: Taken, condition: Node) -> Iterator[Fact]:
    """What a case of this part says in other words is said of the branch that takes it up, too."""
    for held in builder.again:
        same = held.again == condition and builder.outline.part(held.start) == builder.outline.part(one.place)
        if same and held.start < one.place:
            yield replace(held.fact, predicate="relation")


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


def _ended(claims: Sequence[Claim], places: Sequence[Place], held: Iterable[Held]) -> list[Claim]:
    """Claims that give a symbol a value, each with the number of the claim from which it has it no more."""
    ends: dict[int, Place] = {}
    for one in held:
        if (one.value or one.renewed) and one.piece is not None and one.end < FOREVER:
            ends[one.piece] = min(one.end, ends.get(one.piece, FOREVER))
    return [
        replace(claim, until=bisect_left(places, ends[place[0]]) + 1) if place[0] in ends else claim
        for claim, place in zip(claims, places, strict=True)
    ]
