"""A read document becomes its claims and facts, in the order of the file.

    reading = read_claims(read("solution.md"))

Purely syntactic: a claim is a relation with what the words make of it; whether it is typed, true or even a
definition is decided by others. A formula that cannot be parsed becomes an `Unread`, never nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from derive.claims.chains import Condition, End, Side, Statement, take
from derive.claims.formulas import Formula, formulas_of, tree_of
from derive.claims.links import Link, as_chains, conditions_in, facts_in, links_of, names_under_braces, notes_of
from derive.claims.model import Claim, Fact, Reading
from derive.claims.parts import part_at, parts_of_document
from derive.claims.prose import facts_of
from derive.claims.roles import PLAIN, Cue, Hold, cue_of
from derive.claims.scope import Held, settle
from derive.claims.sentences import Place, Sentence, sentences_of, with_latex
from derive.claims.walk import is_index, is_name, symbols
from derive.document.model import Document, Kind
from derive.notation.tree import Blank, Node, Number, Symbol
from derive.source import Span

INEQUALITIES = {"<", ">", "\\leq", "\\geq", "\\neq"}
REMEMBERED = 5
IN_PASSING = re.compile(r"\W*(?:for|when|if|in case)\b", re.IGNORECASE)
BEFORE, AFTER = 90, 60


@dataclass(frozen=True)
class Taken:
    """One formula with its statements, its words and its place."""

    formula: Formula
    statements: tuple[Statement, ...]
    mentions: tuple[Node, ...]
    sentence: Sentence
    cue: Cue

    @property
    def place(self) -> Place:
        return self.formula.index, 0

    def span(self, at: tuple[int, int]) -> Span:
        return self.formula.piece.text.span(*at)


def read_claims(document: Document) -> Reading:
    """Everything a document claims and lays down."""
    return _Reader(document).reading()


class _Reader:
    """Holds the parts of one document while they are brought together."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.formulas = formulas_of(document)
        self.sentences = sentences_of(document)
        self.parts = parts_of_document(document, self.sentences, self.formulas)
        self.sentence_at = {piece: sentence for sentence in self.sentences for piece in sentence.spots}
        self.headings = sorted((s.start, s.level) for s in self.sentences if s.kind is Kind.HEADING)
        self.taken = self._take()
        self.conditions = self._attached()

    def reading(self) -> Reading:
        held = settle(sorted(self._held(), key=_order), self.sentences, self._labels())
        claims = _numbered([claim for taken in self.taken for claim in self._claims(taken, held)])
        unread = tuple(
            replace(one, part=part_at(self.parts, (formula.index, 0)))
            for formula in self.formulas
            for one in formula.unread
        )
        mentions = tuple((node, taken.span(node.at)) for taken in self.taken for node in taken.mentions)
        read = sum(not formula.unread for formula in self.formulas)
        facts = tuple(one.fact for one in held)
        return Reading(tuple(claims), unread, facts, mentions, len(self.formulas), read)

    def _labels(self) -> list[Place]:
        """Where a part begins that is no heading."""
        headings = {start for start, _ in self.headings}
        return [place for place, _ in self.parts if place not in headings]

    # --- formulas to statements ----------------------------------------------------------------------------
    def _take(self) -> list[Taken]:
        """The statements of every formula; each goes on, where it must, from the ends of those before it."""
        taken: list[Taken] = []
        ends: list[End] = []
        chain, level = 1, (-1, 0)
        for formula in self.formulas:
            sentence = self.sentence_at[formula.index]
            heading = max((start for start, _ in self.headings if start <= (formula.index, 0)), default=(-1, 0))
            ends, level = ([] if heading != level else ends), heading
            cue = self._cue(formula, sentence)
            found = take(formula.tree, formula.latex, ends[:REMEMBERED], chain)
            chain = max([chain, *(statement.chain + 1 for statement in found.statements)])
            if cue.role not in ("since", "when"):
                ends = [*(s.end for s in reversed(found.statements) if s.mood == "plain"), *ends]
            taken.append(Taken(formula, tuple(found.statements), tuple(found.mentions), sentence, cue))
        return [self._compared(one, taken) for one in taken]

    def _compared(self, one: Taken, taken: list[Taken]) -> Taken:
        """An in-line `w \\neq o` that no word introduces is a condition too, and so is `w = o` beside another."""
        if one.cue != PLAIN or one.formula.piece.kind is Kind.DISPLAY or not one.statements:
            return one
        sides = [side.node for statement in one.statements for side in statement.sides]
        if _bounds(one.statements[-1]):
            return replace(one, cue=Cue("given", Hold.DOCUMENT))
        if not all(is_index(node) for node in sides):
            return one
        signs = {sign.name for statement in one.statements for sign in statement.signs}
        beside = (t for t in taken if t.sentence is one.sentence and t.cue.role == "when" and t.statements)
        if signs == {"\\neq"} or any(family_of(t) == family_of(one) for t in beside):
            return replace(one, cue=Cue("when", Hold.SENTENCE))
        return one

    def _cue(self, formula: Formula, sentence: Sentence) -> Cue:
        if sentence.kind is Kind.HEADING:
            return PLAIN
        return cue_of(sentence, formula.index, formula.piece.kind is Kind.DISPLAY)

    def _attached(self) -> dict[int, list[tuple[Taken, Statement]]]:
        """For each formula the in-line relations that stand behind it as its conditions."""
        attached: dict[int, list[tuple[Taken, Statement]]] = {}
        related = {
            taken.formula.index for taken in self.taken if taken.statements and taken.formula.piece.kind is Kind.INLINE
        }
        for taken in self.taken:
            if taken.cue.hold is Hold.CLAIM and taken.cue.of in related:
                attached.setdefault(taken.cue.of, []).extend((taken, statement) for statement in taken.statements)
        return attached

    # --- facts ---------------------------------------------------------------------------------------------
    def _held(self) -> Iterator[Held]:
        trees = {formula.index: formula.tree for formula in self.formulas if not isinstance(formula.tree, Blank)}
        for sentence in self.sentences:
            for fact in facts_of(sentence, self.document, trees, self._spoken_of(sentence), tree_of):
                passing = fact.predicate == "one-hot" and IN_PASSING.match(sentence.text)
                yield self._hold(fact, Hold.SENTENCE if passing else Hold.DOCUMENT, sentence, None)
        for taken in self.taken:
            for statement in taken.statements:
                yield from self._relations(taken, statement)
                for side in statement.sides:
                    for name, body in names_under_braces(side.node):
                        fact = Fact("named", (name, body), taken.formula.latex, taken.span(name.at))
                        yield self._hold(fact, Hold.DOCUMENT, taken.sentence, taken.formula.index)

    def _spoken_of(self, sentence: Sentence) -> Node:
        """What "this" means: the left side of the last relation before the sentence."""
        before = [taken for taken in self.taken if taken.statements and taken.place < sentence.start]
        return before[-1].statements[-1].sides[0].node if before else Blank()

    def _relations(self, taken: Taken, statement: Statement) -> Iterator[Held]:
        conditions = self._conditions_of(taken, statement)
        words = self._words(taken)
        for chain in facts_in(statement):
            hold = taken.cue.hold if taken.cue.hold in (Hold.CASE, Hold.SETTING, Hold.SENTENCE) else Hold.DOCUMENT
            fact = Fact("relation", (chain, *conditions), words, taken.span(chain.at))
            yield self._hold(fact, hold, taken.sentence, taken.formula.index)
        hold = self._hold_of(taken, statement)
        if hold is Hold.NOTHING or not any(links_of(statement, taken.formula.latex)):
            return
        predicate = "case" if taken.cue.hold is hold is Hold.CASE else "relation"
        for chain in as_chains(statement):
            fact = Fact(predicate, (chain, *conditions), words, taken.span(chain.at))
            yield self._hold(fact, hold, taken.sentence, taken.formula.index)

    def _hold_of(self, taken: Taken, statement: Statement) -> Hold:
        if taken.formula.piece.kind is Kind.DISPLAY:
            return Hold.NOTHING
        cue, signs = taken.cue, {sign.name for sign in statement.signs}
        if cue.declares and signs <= INEQUALITIES and isinstance(statement.sides[-1].node, Number):
            return Hold.DOCUMENT
        if cue.hold is Hold.CLAIM:
            return Hold.CLAIM if cue.of in self.conditions else Hold.SENTENCE
        if _is_head(taken) and not (signs <= INEQUALITIES or all(is_index(side.node) for side in statement.sides)):
            return Hold.NOTHING
        if cue.hold is Hold.DOCUMENT and signs <= {"\\neq", "="} and _between_letters(statement):
            return Hold.CASE
        return cue.hold

    def _hold(self, fact: Fact, hold: Hold, sentence: Sentence, piece: int | None) -> Held:
        level = max((one for one in self.headings if one[0] <= sentence.start), default=((0, 0), 0))[1]
        held = Held(fact, hold, sentence.start, level=level, part=part_at(self.parts, sentence.start), piece=piece)
        return replace(held, end=sentence.end) if hold in (Hold.SENTENCE, Hold.CLAIM) else held

    def _words(self, taken: Taken) -> str:
        start, end = taken.sentence.spots[taken.formula.index]
        return with_latex(taken.sentence.text[max(0, start - BEFORE) : end], self.document)

    # --- claims --------------------------------------------------------------------------------------------
    def _conditions_of(self, taken: Taken, statement: Statement) -> tuple[Node, ...]:
        own = tuple(condition.node for condition in statement.conditions)
        if statement is not taken.statements[-1]:
            return own
        behind = self.conditions.get(taken.formula.index, [])
        return (*own, *(chain for _, other in behind for chain in as_chains(other)))

    def _claims(self, taken: Taken, held: list[Held]) -> list[Claim]:
        claims = [
            self._claim(taken, statement, link, held)
            for statement in taken.statements
            for link in links_of(statement, taken.formula.latex)
        ]
        claims += [
            self._claim(taken, None, link, held)
            for node in taken.mentions
            for link in notes_of(node, taken.formula.latex)
        ]
        return sorted(claims, key=lambda claim: claim.where.start)

    def _claim(self, taken: Taken, statement: Statement | None, link: Link, held: list[Held]) -> Claim:
        condition, where = self._condition(taken, statement, link)
        chained = statement is not None and link.link is not None
        start, end = taken.sentence.spots[taken.formula.index]
        return Claim(
            number=0,
            left=link.left.node,
            sign=link.sign,
            right=link.right.node,
            where=taken.span(link.at),
            left_latex=link.left.latex,
            right_latex=link.right.latex,
            display=taken.formula.piece.kind is Kind.DISPLAY,
            role=self._role(taken, statement),
            chain=statement.chain if statement and chained else 0,
            link=link.link or 0,
            carried=bool(statement and chained and statement.carried and link.link == statement.link),
            condition=condition,
            condition_where=where,
            branch=link.branch,
            part=part_at(self.parts, taken.place),
            scope=self._scope(taken, statement, held),
            before=with_latex(taken.sentence.text[max(0, start - BEFORE) : start], self.document),
            after=with_latex(taken.sentence.text[end : end + AFTER], self.document),
            alternatives=tuple(side.node for side in statement.alternatives)
            if statement and link.link == statement.link
            else (),
        )

    def _role(self, taken: Taken, statement: Statement | None) -> str:
        if statement and statement.mood != "plain":
            return statement.mood
        if statement and taken.cue.hold is Hold.CASE and self._hold_of(taken, statement) is Hold.NOTHING:
            return "plain"
        return taken.cue.role

    def _condition(self, taken: Taken, statement: Statement | None, link: Link) -> tuple[Node | None, Span | None]:
        if link.condition:
            return link.condition.node, taken.span(link.condition.at)
        if statement is None:
            return None, None
        behind = self.conditions.get(taken.formula.index, []) if statement is taken.statements[-1] else []
        for other, condition in behind:
            chain = next(as_chains(condition))
            return chain, other.span(chain.at)
        return None, None

    def _scope(self, taken: Taken, statement: Statement | None, held: list[Held]) -> tuple[Fact, ...]:
        """The facts in force at a formula, without those that are its own relations, and its own conditions."""
        around = [
            one.fact
            for one in held
            if one.hold is not Hold.CLAIM and one.piece != taken.formula.index and one.at(taken.place)
        ]
        around = list({(fact.predicate, fact.subjects): fact for fact in around}.values())
        if statement is None:
            return tuple(around)
        own = [*(c for c in statement.conditions), *self._evaluated(taken, statement)]
        return (*around, *(self._case(taken, condition) for condition in own))

    def _evaluated(self, taken: Taken, statement: Statement) -> Iterator[Condition]:
        """The conditions inside the expressions of the whole chain, as far as it has come."""
        seen: list[Node] = []
        for other in (s for t in self.taken for s in t.statements if s.chain == statement.chain):
            for node in (node for side in other.sides for node in conditions_in(side.node)):
                if node not in seen:
                    seen.append(node)
                    yield Condition(node, node.at)
            if other is statement:
                return

    def _case(self, taken: Taken, condition: Condition) -> Fact:
        latex = taken.formula.latex[condition.at[0] : condition.at[1]].strip()
        return Fact("case", (condition.node,), latex, taken.span(condition.at))


def _bounds(statement: Statement) -> bool:
    """`\\epsilon > 0`: a quantity introduced with its sign."""
    signs = {sign.name for sign in statement.signs}
    return len(statement.signs) == 1 and signs <= INEQUALITIES - {"\\neq"} and _is_sized(statement.sides)


def _is_sized(sides: list[Side]) -> bool:
    return is_name(sides[0].node) and isinstance(sides[1].node, Number)


def _between_letters(statement: Statement) -> bool:
    """`j \\neq i`, `w = o`: a comparison of indices, which holds for a while and not for good."""
    return all(isinstance(side.node, Symbol) and not side.node.word for side in statement.sides)


def family_of(taken: Taken) -> frozenset[str]:
    """The symbols that the first statement of a formula compares."""
    return frozenset().union(*(symbols(side.node) for side in taken.statements[0].sides))


def _is_head(taken: Taken) -> bool:
    """Whether the formula opens its sentence, so that nothing but its form says that it is a case."""
    return taken.cue.hold is Hold.CASE and not taken.sentence.text[
        : taken.sentence.spots[taken.formula.index][0]
    ].strip(" (-")


def _order(held: Held) -> tuple[int, int]:
    return held.fact.where.start, held.fact.where.end


def _numbered(claims: list[Claim]) -> list[Claim]:
    """Claims with their numbers, each with the number of the one before it in its chain."""
    numbered: list[Claim] = []
    last: dict[tuple[int, int], int] = {}
    for number, claim in enumerate(claims, start=1):
        previous = last.get((claim.chain, claim.link - 1)) if claim.chain else None
        numbered.append(replace(claim, number=number, previous=previous))
        last[claim.chain, claim.link] = number
    return numbered
