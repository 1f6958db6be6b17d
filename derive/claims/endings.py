"""Words that take an assumption back: "Now drop this assumption", "For general $x$", "Case 2.", "In both cases".

What was only assumed ends there: all of it, or what was assumed about the symbols that the words name. A label such
as "Case 2." ends what was assumed since the label before it; behind "In both cases" neither case is in force.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from derive.claims.model import Fact
from derive.claims.roles import LABELLED, Hold
from derive.claims.scope import FOREVER, TRAITS, TURNED, Held, clash, compares
from derive.claims.sentences import FORMULA, Place, Sentence
from derive.claims.walk import is_name
from derive.notation.tree import Chain, Group, Node, Number, Product
from derive.notation.tree import Sequence as Listed

PASSING = (Hold.SETTING, Hold.CASE, Hold.SENTENCE)
MATTER = r"(?:assumptions?|hypothes[ie]s|conditions?|restrictions?|constraints?|requirements?)"
POINTED = r"(?:(?:this|that|the|these|those|our|such|any|additional|extra|sign|positivity) )*"
DROPPED = re.compile(
    rf"\b(?:drop|remov|lift|relax|discard|abandon|forget|withdraw|releas)(?:e|p?ing|p?ed)?\b {POINTED}{MATTER}\b"
    rf"|\bwithout (?:this|that|the|these|those|any|our) {POINTED}{MATTER}\b"
    r"|\b(?:no longer|not|n['’]t) (?:need to |have to )?(?:assum|suppos|requir)\w*",
    re.IGNORECASE,
)
GENERALLY = re.compile(r"^\W*(?:now,? )?(?:in general|more generally|generally)\b", re.IGNORECASE)
ANY = re.compile(
    r"\b(?:for|consider|with|take|to) (?:(?:an?|now|completely|more|every|fully) )*"
    r"(?P<word>general|arbitrary|any|all|every)(?: (?!⟦)[\w-]+){0,2} (?P<list>⟦\d+⟧(?:(?:,| and|, and) ⟦\d+⟧)*)"
    r"|(?P<free>⟦\d+⟧(?:(?:,| and|, and) ⟦\d+⟧)*) (?:be|is|are) (?:(?:now|again|an?|completely) )*"
    r"(?:arbitrary|general|unrestricted|any\b)",
    re.IGNORECASE,
)
ALWAYS = re.compile(
    r"\bin (?:both|either|all|each|any|every)(?: of the(?:se)?| the(?:se)?| possible)?(?: two| three)? "
    r"cases?\b|\beither way\b|\b(?:both|all) cases (?:together|agree|give)\b|^\W*(?:combining|both cases)\b",
    re.IGNORECASE,
)


MOST = 60


@dataclass(frozen=True)
class Withdrawal:
    """Where assumptions end. `about` are the symbols that they must be about (None: all). `lasting` says that also
    a "Let $x > 0$" ends ("for arbitrary $x$"), `dropped` that the words speak of an assumption: otherwise equations
    that define something stay."""

    place: Place
    about: tuple[Node, ...] | None = None
    lasting: bool = False
    dropped: bool = False

    def ends(self, one: Held) -> bool:
        """Whether it ends a fact that began before it."""
        if one.start >= self.place:
            return False
        passing = one.hold in PASSING
        laid = one.hold is Hold.DOCUMENT and (
            (self.lasting and (bounds(one.fact) or one.fact.predicate in TRAITS))
            or (one.assumed and (self.dropped or (self.about is None and one.fact.predicate in TRAITS)))
        )
        if not (passing or laid) or is_membership(one.fact):
            return False
        if defines(one.fact) and not self.dropped:
            return False
        chain = one.fact.subjects[0] if one.fact.subjects else None
        return self.about is None or any(node in one.about or inside(node, chain) for node in self.about)


class Endings:
    """Every place where words end assumptions."""

    def __init__(self, sentences: Sequence[Sentence], trees: Mapping[int, Node]) -> None:
        self.withdrawals = [found for one in sentences for found in withdrawn(one, trees)]
        self.always = [one.start for one in sentences if ALWAYS.search(one.text)]
        self.stretches = list(labelled(sentences, self.always))

    def bounded(self, one: Held) -> Held:
        """A fact that ends with its case, or where it is taken back."""
        ends = [found.place for found in self.withdrawals if found.ends(one)]
        if one.hold in (Hold.CASE, Hold.SETTING) or bounds(one.fact) or one.fact.predicate in TRAITS:
            ends += [end for start, end in self.stretches if start <= one.start < end]
        return replace(one, end=min([one.end, *ends]))

    def after_cases(self, held: Sequence[Held]) -> list[Held]:
        """Ends what took the place of its contrary where both are spoken of: "In both cases"."""
        return [replace(one, end=min(one.end, self._always(one))) if self._replaces(one, held) else one for one in held]

    def _replaces(self, one: Held, held: Sequence[Held]) -> bool:
        if not self.always or one.hold not in (Hold.CASE, Hold.SETTING, Hold.DOCUMENT) or not compares(one.fact):
            return False
        return any(
            other.end == one.start and compares(other.fact) and clash(other.fact.subjects[0], one.fact.subjects[0])
            for other in held
        )

    def _always(self, one: Held) -> Place:
        at = bisect_right(self.always, one.start)
        return self.always[at] if at < len(self.always) else FOREVER


def labelled(sentences: Sequence[Sentence], always: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    """The stretch of each labelled case: to the next label of its style, or to "In both cases"."""
    last: dict[str, Place] = {}
    starts = {one.start: found for one in sentences if (found := LABELLED.match(one.text))}
    recent: Place | None = None
    for place in sorted({*starts, *always}):
        label = starts.get(place)
        if label is None:
            if recent is not None:
                yield recent, place
            continue
        style = ("sub" if "sub" in label[0].lower() else "") + ("number" if label["label"].isdigit() else "letter")
        if style in last:
            yield last[style], place
        last[style] = recent = place


def withdrawn(sentence: Sentence, trees: Mapping[int, Node]) -> Iterator[Withdrawal]:
    """What a sentence takes back."""
    if GENERALLY.match(sentence.text):
        yield Withdrawal(sentence.start)
    dropped = DROPPED.search(sentence.text)
    if dropped:
        clause = re.split(r"[.;]|, ", sentence.text[dropped.end() :])[0]
        about = _nodes(clause[:MOST], trees, relations=True)
        denies = re.match(r"(?:not|n['’]t)\b", dropped[0], re.IGNORECASE)
        if about or not denies:
            yield Withdrawal(sentence.start, about or None, lasting=True, dropped=True)
    for found in ANY.finditer(sentence.text):
        about = _nodes(found["list"] or found["free"], trees)
        whole = (found["word"] or "").lower() in ("", "general", "arbitrary")
        if about and (whole or _opens(sentence, found)):
            yield Withdrawal(sentence.start, about, lasting=whole)


def _nodes(text: str, trees: Mapping[int, Node], relations: bool = False) -> tuple[Node, ...]:
    """The symbols that a list of formulas speaks of: `$x$`, `$x \\in \\mathbb{R}$`, but none from `$w \\neq o$` on."""
    found = [trees[int(piece)] for piece in FORMULA.findall(text) if int(piece) in trees]
    named = found if relations else takewhile(lambda one: not _compares(one), found)
    return tuple(node for tree in named for node in _members(tree))


def _compares(tree: Node) -> bool:
    """`$w \\neq o$` says under which condition, and takes nothing back."""
    return isinstance(tree, Chain) and all(sign.name in TURNED for sign in tree.signs)


def _opens(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether nothing but "Then" or "Now" stands before the words: "$y_w = 0$ for all $w$" takes nothing back."""
    return bool(
        re.fullmatch(r"\W*(?:(?:then|now|but|and|so|hence),? )?", sentence.text[: found.start()], re.IGNORECASE)
    )


def _members(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Listed):
        for item in tree.items:
            yield from _members(item)
    elif isinstance(tree, Chain):
        first = tree.items[1] if isinstance(tree.items[0], Number) else tree.items[0]
        yield from _members(first)
    else:
        yield tree


def bounds(fact: Fact) -> bool:
    """`x > 0`, `1 < x`: an order relation between a symbol and a number."""
    chain = fact.subjects[0] if fact.subjects else None
    if not compares(fact) or not isinstance(chain, Chain) or len(chain.items) != 2:
        return False
    return chain.signs[0].name != "=" and any(isinstance(item, Number) for item in chain.items)


def is_membership(fact: Fact) -> bool:
    return fact.predicate == "relation" and not compares(fact)


def defines(fact: Fact) -> bool:
    """`f(x) = x^2`, `y = a + b`: an equation that says what a symbol stands for."""
    chain = fact.subjects[0] if fact.subjects else None
    if not compares(fact) or not isinstance(chain, Chain) or chain.signs[0].name != "=":
        return False
    left, right = chain.items[0], chain.items[-1]
    called = isinstance(left, Product) and is_name(left.factors[0]) and isinstance(left.factors[-1], Group)
    return (is_name(left) or called) and not isinstance(right, Number) and not is_name(right)


def inside(node: Node, chain: Node | None) -> bool:
    """Whether a relation is about a norm or a power of the symbol: `\\|x\\| = 1`."""
    left = chain.items[0] if isinstance(chain, Chain) else None
    while isinstance(left, Node) and left != node:
        left = getattr(left, "base", None) or (left.body if isinstance(left, Group) else None)
    return left == node and left is not None
