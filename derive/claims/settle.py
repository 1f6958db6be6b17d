"""How long a fact holds.

A declaration, a "since" and a "given" hold to the end of the document, until a later fact about the same subject
contradicts them. A case holds until its sibling, a heading of the same or a higher level, a new part, or words that
close the cases ("In general", "Combining both cases"; "Therefore" once a second case was opened). A setting
("Suppose", "Consider the case where") survives headings of its own level below a section. What takes an assumption
back in words ("Now drop this assumption", "Case 2.", "In both cases") is found by `endings`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from derive.claims.endings import Endings
from derive.claims.governed import THEOREM
from derive.claims.model import Fact
from derive.claims.roles import Hold
from derive.claims.scope import FOREVER, Held, contradicts
from derive.claims.sentences import Place, Sentence
from derive.claims.walk import is_name
from derive.document.model import Kind
from derive.notation.tree import Chain, Node, Number

SECTION = 2
DEEPEST = 9
CLOSES = re.compile(
    r"^\W*(?:unified|in general|generally|combining|combined|together|altogether|overall|in total|in both cases|"
    r"both cases|otherwise|to summari[sz]e|in summary|综上|总之|合并)",
    re.IGNORECASE,
)
STATEMENT = re.compile(
    rf"^\W*(?:{THEOREM}|problem|exercise|question|example|remark|aufgabe)\b ?[\w.]{{0,5}}\W",
    re.IGNORECASE,
)
CLOSES_CASES = re.compile(r"^\W*(?:therefore|thus|hence|so|finally|consequently|∴|所以|因此|故)\b", re.IGNORECASE)


class Bounds:
    """The places where cases and settings end, whatever they say."""

    def __init__(self, sentences: Sequence[Sentence], labels: Sequence[Place]) -> None:
        opening = [one for one in sentences if one.opens and one.kind is not Kind.HEADING]
        headings = [one for one in sentences if one.kind is Kind.HEADING]
        self.statements = [one.start for one in opening if one.closes or STATEMENT.match(one.text)]
        self.statements = sorted([*self.statements, *(one.start for one in headings if STATEMENT.match(one.text))])
        self.labels = sorted([*labels, *self.statements])
        self.closing = [one.start for one in opening if CLOSES.match(one.text)]
        self.therefore = [one.start for one in opening if CLOSES_CASES.match(one.text)]
        self.headings = [[one.start for one in headings if one.level <= level] for level in range(DEEPEST + 1)]

    def own(self, one: Held) -> Place:
        """What is assumed inside a theorem or an example, or given a number there, ends with the next one."""
        inside = bisect_right(self.statements, one.start) > 0
        chain = one.fact.subjects[0] if one.fact.subjects else None
        numbered = isinstance(chain, Chain) and isinstance(chain.items[-1], Number)
        one_name = isinstance(chain, Chain) and chain.signs[0].name == "=" and all(map(is_name, chain.items))
        passing = one.assumed or numbered or one_name
        return _after(self.statements, one.start) if inside and passing else FOREVER

    def end(self, one: Held, second: bool) -> Place:
        """The first bound behind the beginning of a case or a setting."""
        if one.hold is Hold.SETTING:
            level = max(one.level - 1, SECTION)
            return min(_after(self.headings[min(level, DEEPEST)], one.start), _after(self.labels, one.start))
        ends = [_after(self.headings[one.level or DEEPEST], one.start), _after(self.labels, one.start)]
        ends.append(_after(self.closing, one.start))
        return min([*ends, _after(self.therefore, one.start)] if second else ends)


def _after(places: Sequence[Place], start: Place) -> Place:
    at = bisect_right(places, start)
    return places[at] if at < len(places) else FOREVER


def settle(
    held: Sequence[Held],
    sentences: Sequence[Sentence],
    labels: Sequence[Place],
    trees: Mapping[int, Node],
    claimed: Sequence[Place],
) -> list[Held]:
    """Every fact with its end found, and its key; `claimed` are the places where something is claimed."""
    endings = Endings(sentences, trees)
    before = _bounded(_keyed(held), Bounds(sentences, labels))
    bounded = [endings.bounded(one) for one in before]
    pairs = zip(before, bounded, strict=True)
    bounded += _keyed([again for one, ended in pairs for again in endings.resumed(one, ended)], len(before))
    bounded.sort(key=lambda one: (one.fact.where.start, one.fact.where.end))
    return _concluded(endings.after_cases(_contradicted(bounded, claimed)))


def _concluded(held: Sequence[Held]) -> list[Held]:
    """What is concluded under a setting ("Suppose $y = 1$. Then $l = ...$") gives no value beyond it."""
    settings = [one for one in held if one.hold in (Hold.SETTING, Hold.CASE) and not one.value]
    return [
        replace(one, end=min([one.end, *(each.end for each in settings if each.start < one.start < each.end)]))
        if one.value and one.concluded
        else one
        for one in held
    ]


def _keyed(held: Sequence[Held], first: int = 0) -> list[Held]:
    keys: dict[tuple[str, tuple[Node, ...]], int] = {}
    return [replace(one, key=keys.setdefault(_content(one.fact), first + len(keys))) for one in held]


def _content(fact: Fact) -> tuple[str, tuple[Node, ...]]:
    return fact.predicate, fact.subjects


def _bounded(held: Sequence[Held], bounds: Bounds) -> list[Held]:
    """Ends cases and settings at their bounds; "therefore" bounds a case that follows upon a sibling."""
    bounded: list[Held] = []
    last: dict[frozenset[str], Held] = {}
    for one in held:
        if one.hold in (Hold.CASE, Hold.SETTING):
            before = last.get(one.family)
            second = before is not None and before.start < one.start < before.end
            end = bounds.end(one, second) if before is None or one.again is None else before.end
            one = replace(one, end=min(one.end, end))
        if one.hold is Hold.CASE:
            last[one.family] = one
        if one.hold is Hold.DOCUMENT:
            one = replace(one, end=min(one.end, bounds.own(one)))
        bounded.append(one)
    return bounded


def _contradicted(held: Sequence[Held], claimed: Sequence[Place]) -> list[Held]:
    """Ends every fact where a later one contradicts it. Goes backwards, so that a repeated fact ends with its
    repetition."""
    later: dict[Hashable, list[Held]] = defaultdict(list)
    settled: list[Held] = []
    for one in reversed(held):
        if one.hold not in (Hold.SENTENCE, Hold.CLAIM):
            ends = [_first(one, later[handle], claimed) for handle in one.handles]
            one = replace(one, end=min([one.end, *ends]))
        for handle in one.handles:
            later[handle].append(one)
        settled.append(one)
    return settled[::-1]


def _first(one: Held, later: Sequence[Held], claimed: Sequence[Place]) -> Place:
    """Where the nearest of the later facts that contradicts this one begins."""
    for other in reversed(later):
        used = bisect_left(claimed, one.start) < bisect_left(claimed, other.start)
        if other.start > one.start and contradicts(other, one, used):
            return other.start
        if other.key == one.key and other.hold is one.hold is Hold.DOCUMENT:
            return other.end
    return FOREVER
