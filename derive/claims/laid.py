"""What a document lays down: the facts of its sentences and of its in-line relations, each with its hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derive.claims.chains import INEQUALITIES, Statement
from derive.claims.formulas import tree_of
from derive.claims.links import as_chains, facts_in, links_of, names_under_braces
from derive.claims.model import Fact
from derive.claims.outline import Outline
from derive.claims.prose import facts_of, plain_relations
from derive.claims.roles import CASE_HEAD, DENIAL, EXCEPTED, Hold
from derive.claims.scope import TRAITS, Held
from derive.claims.sentences import Sentence, with_latex
from derive.claims.taken import Taken
from derive.claims.walk import is_index
from derive.notation.tree import Blank, Node, Number, Symbol

Attached = dict[int, list[tuple[Taken, Statement]]]
IN_PASSING = re.compile(r"\W*(?:for|when|if|in case)\b", re.IGNORECASE)
MOVING = {"\\to", "\\leftarrow", "\\mapsto"}
PASSING = (Hold.CASE, Hold.SETTING, Hold.SENTENCE)
ASSUMED = re.compile(r"\b(?:assum|suppos)\w+|假设|假定", re.IGNORECASE)
BEFORE = 90


def attached_to(taken: list[Taken]) -> Attached:
    """For each in-line formula the relations behind it that are its conditions."""
    related = {one.formula.index for one in taken if one.statements and not one.display}
    attached: Attached = {}
    for one in taken:
        if one.cue.hold is Hold.CLAIM and one.cue.of in related:
            attached.setdefault(one.cue.of, []).extend((one, statement) for statement in one.statements)
    return attached


def laid_down(outline: Outline, taken: list[Taken], attached: Attached) -> list[Held]:
    """Every fact of the document, in the order of its place."""
    held = [*_prose(outline, taken), *_formulas(outline, taken, attached)]
    return sorted(held, key=lambda one: (one.fact.where.start, one.fact.where.end))


def _prose(outline: Outline, taken: list[Taken]) -> Iterator[Held]:
    spoken: Node = Blank()
    related = iter([one for one in taken if one.statements])
    following = next(related, None)
    for sentence in outline.sentences:
        while following and following.place < sentence.start:
            spoken, following = following.statements[-1].sides[0].node, next(related, None)
        for fact in facts_of(sentence, outline.document, outline.trees, spoken, tree_of):
            passing = fact.predicate == "one-hot" and IN_PASSING.match(sentence.text)
            supposed = fact.predicate in TRAITS and _supposed(sentence, fact, outline)
            yield _held(outline, fact, Hold.SENTENCE if passing or supposed else Hold.DOCUMENT, sentence, None)
        for fact, before in plain_relations(sentence, outline.document, outline.trees, tree_of):
            case = sentence.opens and CASE_HEAD.match(before)
            yield _held(outline, fact, _plain_hold(fact, bool(case)), sentence, None)


def _supposed(sentence: Sentence, fact: Fact, outline: Outline) -> bool:
    """Whether a property is said under an "if" of its sentence: "When $A$ is invertible, ..."."""
    words = with_latex(sentence.text, outline.document)
    before = words[: max(0, words.find(fact.words))]
    return bool(re.search(r"\b(?:if|when|whenever)\b[^,;.$]*$", before, re.IGNORECASE))


def _plain_hold(fact: Fact, case: bool) -> Hold:
    if fact.predicate == "relation":
        return Hold.DOCUMENT
    return Hold.CASE if case else Hold.SENTENCE


def _formulas(outline: Outline, taken: list[Taken], attached: Attached) -> Iterator[Held]:
    for one in taken:
        for statement in one.statements:
            yield from _relations(outline, one, statement, attached)
            for name, body in (pair for side in statement.own for pair in names_under_braces(side.node)):
                fact = Fact("named", (name, body), one.formula.latex, one.span(name.at))
                yield _held(outline, fact, Hold.DOCUMENT, one.sentence, one.formula.index)


def _relations(outline: Outline, one: Taken, statement: Statement, attached: Attached) -> Iterator[Held]:
    if one.cue in (DENIAL, EXCEPTED):
        return
    conditions = conditions_of(one, statement, attached)
    words = with_latex(one.before[-BEFORE:] + f"⟦{one.formula.index}⟧", outline.document)
    for chain in facts_in(statement):
        lasting = one.cue.hold if one.cue.hold in PASSING else Hold.DOCUMENT
        if chain.signs[0].name in MOVING:
            lasting = Hold.SENTENCE
        fact = Fact("relation", (chain, *conditions), words, one.span(chain.at))
        yield _held(outline, fact, lasting, one.sentence, one.formula.index)
    hold = hold_of(one, statement, attached)
    if hold is Hold.NOTHING or not any(links_of(statement, one.formula.latex)):
        return
    predicate = "case" if one.cue.hold is Hold.CASE and hold is Hold.CASE else "relation"
    for chain in as_chains(statement):
        fact = Fact(predicate, (chain, *conditions), words, one.span(chain.at))
        yield _held(outline, fact, hold, one.sentence, one.formula.index)


def conditions_of(one: Taken, statement: Statement, attached: Attached) -> tuple[Node, ...]:
    """The relations under which a statement is made: those in its formula and those in words behind it."""
    own = tuple(condition.node for condition in statement.conditions)
    behind = attached.get(one.formula.index, []) if statement is one.statements[-1] else []
    return (*own, *(chain for _, other in behind for chain in as_chains(other)))


def hold_of(one: Taken, statement: Statement, attached: Attached) -> Hold:
    """How long a relation of a formula is taken for granted; a display never is, whatever its role."""
    hold, signs = one.cue.hold, {sign.name for sign in statement.signs}
    if one.display:
        return Hold.NOTHING
    if one.cue.declares and signs <= INEQUALITIES and isinstance(statement.sides[-1].node, Number):
        return Hold.DOCUMENT
    if hold is Hold.CLAIM and one.cue.of not in attached:
        return Hold.SENTENCE
    if is_head(one) and not (signs <= INEQUALITIES or all(is_index(side.node) for side in statement.sides)):
        return Hold.NOTHING
    letters = all(isinstance(side.node, Symbol) and not side.node.word for side in statement.sides)
    return Hold.CASE if hold is Hold.DOCUMENT and letters and signs <= {"=", "\\neq"} else hold


def is_head(one: Taken) -> bool:
    """Whether the formula opens its sentence, so that nothing but its form says that it is a case."""
    return one.cue.hold is Hold.CASE and not one.before.strip(" (-")


def _held(outline: Outline, fact: Fact, hold: Hold, sentence: Sentence, piece: int | None) -> Held:
    level = outline.heading(sentence.start)[1]
    held = Held(fact, hold, sentence.start, level=level, piece=piece, assumed=bool(ASSUMED.search(sentence.text)))
    return replace(held, end=sentence.end) if hold in (Hold.SENTENCE, Hold.CLAIM) else held
