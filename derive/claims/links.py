"""From a statement to its relations: one for each sign, each branch of `cases`, each note under a brace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from derive.claims.sides import Condition, Side
from derive.claims.stated import CLAIMED, LOOSE, Statement
from derive.claims.walk import every
from derive.notation.tree import (
    At,
    Blank,
    Cases,
    Chain,
    Derivative,
    Labelled,
    Node,
    Product,
    Relation,
    Script,
    Sequence,
    Sum,
    Words,
)

NEGATED = {"<": "\\geq", ">": "\\leq", "\\leq": ">", "\\geq": "<", "=": "\\neq", "==": "\\neq", "\\neq": "="}
OTHERWISE = re.compile(r"\W*(?:otherwise|else|sonst|andernfalls|in all other cases)\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """One relation: its sides, its sign, and the place of the sign (or of the branch) in the formula's text.
    `chain` and `link` are None for a note under a brace, which is a chain of its own; `whole` are the `cases` of a
    branch."""

    left: Side
    sign: str
    right: Side
    at: tuple[int, int]
    link: int | None
    condition: Condition | None = None
    branch: tuple[int, int] | None = None
    whole: Cases | None = None


def links_of(statement: Statement, latex: str) -> Iterator[Link]:
    """The relations of a statement that claim something, in the order of their places."""
    for place, sign in enumerate(statement.signs):
        left, right = statement.sides[place], statement.sides[place + 1]
        if not (sign.name in CLAIMED or _claims_membership(statement, place)) or _describes_map(statement, sign.name):
            continue
        if sign.name == "=:":
            yield Link(right, ":=", left, sign.at, None)  # what stands behind the sign is defined
        elif isinstance(right.node, Cases):
            yield from _branches(left, sign.name, right.node, statement.link + place, latex)
        else:
            yield Link(left, sign.name, right, sign.at, statement.link + place)
    for side in statement.own:
        yield from notes_of(side.node, latex)


def _claims_membership(statement: Statement, place: int) -> bool:
    """`x + y \\in S`: of a letter or a value it says what it is, of a sum it is a claim."""
    return statement.signs[place].name in ("\\in", "\\notin") and isinstance(statement.sides[place].node, Sum)


def _describes_map(statement: Statement, sign: str) -> bool:
    """`f : S \\subset \\mathbb{R} \\to \\mathbb{R}` says what kind of map f is."""
    return statement.signs[0].name == ":" and sign in LOOSE


def _branches(left: Side, sign: str, cases: Cases, link: int, latex: str) -> Iterator[Link]:
    for number, (value, condition) in enumerate(cases.branches):
        right = Side(value, latex[value.at[0] : value.at[1]].strip())
        if isinstance(condition, Words) and OTHERWISE.fullmatch(condition.text):
            condition = left_over([under for _, under in cases.branches[:number]], condition)
        under = None if isinstance(condition, Blank) else Condition(condition, condition.at)
        yield Link(left, sign, right, value.at, link, under, (number, len(cases.branches)), cases)


def left_over(before: list[Node], words: Node) -> Node:
    """What "otherwise" says behind simple comparisons: none of them holds."""
    found = [chain for node in before for chain in (node.factors if isinstance(node, Product) else (node,))
             if not isinstance(chain, Words)]
    if len(found) != len(before) or not found:
        return words
    turned = [negated(chain) for chain in found]
    if any(chain is None for chain in turned):
        return words
    chains = tuple(replace(chain, at=words.at) for chain in turned if chain is not None)
    return chains[0] if len(chains) == 1 else Sequence(chains, (",",) * (len(chains) - 1), at=words.at)


def negated(node: Node) -> Chain | None:
    """A comparison turned round: `x \\geq 0` for `x < 0`."""
    if not isinstance(node, Chain) or len(node.signs) != 1 or node.signs[0].name not in NEGATED:
        return None
    return replace(node, signs=(Relation(NEGATED[node.signs[0].name], at=node.signs[0].at),))


def notes_of(node: Node, latex: str) -> Iterator[Link]:
    """`\\underbrace{a}_{=0}`: the relation between what stands over the brace and the note under it."""
    for part in every(node):
        if isinstance(part, Labelled) and isinstance(part.note, Chain):
            items = (part.body, *part.note.items[1:]) if isinstance(part.note.items[0], Blank) else part.note.items
            sides = [Side(item, latex[item.at[0] : item.at[1]].strip()) for item in items]
            for place, sign in enumerate(part.note.signs):
                if sign.name in CLAIMED:
                    yield Link(sides[place], sign.name, sides[place + 1], sign.at, None)


def names_under_braces(node: Node) -> Iterator[tuple[Node, Node]]:
    """`\\underbrace{a}_{b}`: what is over the brace is called `b`."""
    for part in every(node):
        if isinstance(part, Labelled) and part.note is not None and not isinstance(part.note, Chain):
            yield part.note, part.body


def conditions_in(node: Node) -> Iterator[Node]:
    """The relations under which an expression is meant: `\\Big|_{w=0}`, `\\partial u_{w=o}`."""
    for part in every(node):
        if isinstance(part, At) and isinstance(part.condition, Chain):
            yield part.condition
        if isinstance(part, Derivative):
            for variable in part.variables:
                yield from (
                    inner.sub for inner in every(variable) if isinstance(inner, Script) and isinstance(inner.sub, Chain)
                )


def facts_in(statement: Statement) -> Iterator[Chain]:
    """The signs of a statement that claim nothing (`\\in`, `\\to`): what they say of the first side that equals."""
    nodes = tuple(side.node for side in statement.sides)
    if statement.signs[0].name == ":" and not isinstance(nodes[-1], Blank):
        yield Chain(nodes, tuple(statement.signs), at=statement.at)
    if statement.signs[0].name == ":":
        return
    for place, sign in enumerate(statement.signs):
        equal = all(before.name in CLAIMED for before in statement.signs[:place])
        left, right = statement.sides[0 if equal else place].node, statement.sides[place + 1].node
        if sign.name not in CLAIMED and not isinstance(left, Blank) and not isinstance(right, Blank):
            for subject in (*statement.lists, left) if equal else (left,):
                yield Chain((subject, right), (sign,), at=statement.at)


def as_chains(statement: Statement) -> Iterator[Chain]:
    """The whole statement as a relation; for a list `a, b > 0` one for each member."""
    items = tuple(side.node for side in statement.sides)
    for subject in (*statement.lists, items[0]):
        yield Chain((subject, *items[1:]), tuple(statement.signs), at=statement.at)
