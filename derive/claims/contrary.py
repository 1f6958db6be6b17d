"""What is said only to be taken back: "we do not assume $x > 0$", "unless $x < 0$", "otherwise".

`roles` sees to the relations that are taken back themselves. `contrary_of` finds the claims that stand under the
negation of one: "Unless $x < 0$ we have ..." under $x \\geq 0$, and so does "Otherwise" after "If $x < 0$, ...". A
negation that is no simple relation becomes words, which nobody understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derive.claims.governed import clause_of
from derive.claims.links import as_chains, negated
from derive.claims.roles import Hold
from derive.claims.sentences import Sentence
from derive.claims.taken import Taken
from derive.notation.tree import Blank, Node, Words

OTHERWISE = re.compile(
    r"(?<!unless )(?<!or )\b(?:otherwise|else|in the (?:other|opposite|contrary) case|if not)\b"
    r"(?! (?:stated|noted|specified|mentioned|said))",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"[ ,，]*\(?(?:otherwise|else)\b(?= ?(?:[.;:)]|$|and\b|but\b|,(?! ?(?:it|we|the|⟦))))", re.IGNORECASE
)
UNLESS = re.compile(r"\bunless\b(?! (?:otherwise|explicitly|stated|noted|specified|mentioned))", re.IGNORECASE)
CONDITIONAL = re.compile(r"^\W*(?:if|when|whenever)\b", re.IGNORECASE)
GOVERNED = ("plain", "note")


@dataclass(frozen=True)
class Contrary:
    """The condition a claim stands under, and the formulas whose relations do not hold for it."""

    condition: Node
    without: frozenset[int]


def contrary_of(taken: Sequence[Taken]) -> dict[int, Contrary]:
    """For each formula under "unless" or "otherwise" what it stands under."""
    found: dict[int, Contrary] = {}
    groups = list(_by_sentence(taken))
    for place, group in enumerate(groups):
        earlier = _alike(groups[:place])
        found |= _unless(group)
        found |= _otherwise(group, earlier)
    return found


def _by_sentence(taken: Sequence[Taken]) -> Iterator[list[Taken]]:
    group: list[Taken] = []
    for one in taken:
        if group and group[-1].sentence is not one.sentence:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _alike(groups: Sequence[Sequence[Taken]]) -> list[Taken]:
    """The sentence before, and those before it that tell further cases: "If $x > 0$, $a$. If $x = 0$, $b$"."""
    if not groups:
        return []
    alike, families = list(groups[-1]), {one.family for one in groups[-1] if _conditions(one)}
    for group in reversed(groups[:-1]):
        if not CONDITIONAL.search(group[0].sentence.text) or not families & {
            one.family for one in group if _conditions(one)
        }:
            break
        alike = [*group, *alike]
    return alike


def _unless(group: Sequence[Taken]) -> dict[int, Contrary]:
    excepted = [one for one in group if one.cue.excepts]
    if not excepted and not UNLESS.search(group[0].sentence.text):
        return {}
    contrary = _negation(excepted)
    return {one.formula.index: contrary for one in group if one.statements and one.cue.role in GOVERNED}


def _otherwise(group: Sequence[Taken], earlier: Sequence[Taken]) -> dict[int, Contrary]:
    """`$a$ if $c$, $b$ otherwise`, `If $c$, $a$; otherwise $b$`, `If $c$, $a$. Otherwise $b$`."""
    sentence, found = group[0].sentence, dict[int, Contrary]()
    for one in group:
        start = otherwise_at(sentence, one.formula.index)
        if start is None or not one.statements or one.cue.role == "when":
            continue
        before = [other for other in group if sentence.spots[other.formula.index][0] < start and other is not one]
        conditions = [other for other in before if _conditions(other)]
        if not conditions and not before:
            conditions = [other for other in earlier if _conditions(other)]
        said = not before and bool(earlier) and CONDITIONAL.search(earlier[-1].sentence.text) is not None
        if conditions or said:
            found[one.formula.index] = _negation(conditions)
    return found


def otherwise_at(sentence: Sentence, piece: int) -> int | None:
    """Where the "otherwise" stands that a formula of the sentence is under."""
    start, end = sentence.spots[piece]
    if BEHIND.match(sentence.text[end:]):
        return start
    clause, _ = clause_of(sentence.text, start)
    return max((match.start() for match in OTHERWISE.finditer(sentence.text[:start], clause)), default=None)


def _conditions(one: Taken) -> bool:
    return one.cue.role == "when" and one.cue.hold is not Hold.NOTHING and bool(one.statements)


def _negation(conditions: Sequence[Taken]) -> Contrary:
    without = frozenset(one.formula.index for one in conditions)
    chains = [chain for one in conditions for statement in one.statements for chain in as_chains(statement)]
    whole = len(chains) == 1 and not any(isinstance(item, Blank) for item in chains[0].items)
    simple = negated(chains[0]) if whole else None
    return Contrary(simple or Words("otherwise"), without)
