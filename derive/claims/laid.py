"""What a document lays down: the facts of its sentences and of its in-line relations, each with its hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import cast

from derive.claims.circumstances import circumstance
from derive.claims.contrary import OTHERWISE
from derive.claims.formulas import tree_of
from derive.claims.governed import LABEL, clause_of, is_question
from derive.claims.granting import takes_back
from derive.claims.links import as_chains, facts_in, links_of, names_under_braces
from derive.claims.model import Fact
from derive.claims.outline import Outline
from derive.claims.prose import facts_of, plain_relations
from derive.claims.roles import CASE_HEAD, DENIAL, EXCEPTED, Hold
from derive.claims.scope import TRAITS, TURNED, Held
from derive.claims.sentences import FORMULA, NEAR, Sentence, with_latex
from derive.claims.stated import INEQUALITIES, Statement
from derive.claims.taken import CONCLUDED, Taken
from derive.claims.walk import every, is_capital, is_index, is_letter, is_name, symbols, unmarked
from derive.notation.tree import Blank, Chain, Dots, Group, Matrix, Node, Number, Product, Script, Sequence, Symbol

Attached = dict[int, list[tuple[Taken, Statement]]]
INTRODUCED = re.compile(r"\W*for (?:an?|the|our|some|this) (?:[\w-]+ ){0,2}one-? ?hot\b", re.IGNORECASE)
BESIDE = re.compile(r"\W*for\b[^.;]*⟦\d+⟧, ⟦\d+⟧ one-? ?hot", re.IGNORECASE)  # "for the loss $L$, $y$ one-hot"
IN_PASSING = re.compile(r"\W*(?:for|when|if|in case)\b", re.IGNORECASE)
LET = re.compile(r"^\W*for\b.*\b(?:let|denote)\b", re.IGNORECASE)  # "for each example $i$, let $y^{(i)}$ be one-hot"
MOVING = {"\\to", "\\leftarrow", "\\mapsto"}
PASSING = (Hold.CASE, Hold.SETTING, Hold.SENTENCE)
UNDER = re.compile(r"(?:\b(?P<if>if|when|whenever|wenn|falls)\b|\b(?:for|für)\b)[^,;.⟦]*$", re.IGNORECASE)
EVERY = re.compile(r"\b(?:every|each|all|most|many|few|no) (?:[\w-]+ )?$", re.IGNORECASE)
DECLARING = re.compile(
    r"\b(?:let|suppose|consider|take|sei|seien|(?:for|für) (?:any|every|all|each|an|some|arbitrary|alle|jede[sn]?|"
    r"beliebige[sn]?))\b[^.;]*$",
    re.IGNORECASE,
)
EXAMPLE = re.compile(r"\b(?:(?:for|as an) (?:example|instance)|e\.g\.|zum beispiel|z\. ?b\.)|例如", re.IGNORECASE)
GOES_ON = re.compile(r"\W*(?:then|hence|thus|therefore|so|in this case|dann|also)\b", re.IGNORECASE)
EXPLAINS = re.compile(r"\W*(?:where|with|here|in which)\b", re.IGNORECASE)
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
    spoken, label = cast(Node, Blank()), ""
    defined = {each.sides[0].node for one in taken for each in one.statements if gives_value(one, each)}
    related = iter([one for one in taken if one.statements])
    following, before = next(related, None), None
    for sentence, behind in zip_longest(outline.sentences, outline.sentences[1:]):
        back = behind is not None and takes_back(behind.text)
        while following and following.place < sentence.start:
            spoken, following = following.statements[-1].sides[0].node, next(related, None)
        for fact, at in facts_of(sentence, outline.document, outline.trees, spoken, tree_of, label, defined):
            held = _held(outline, fact, _said_hold(fact, sentence, at), sentence, None, at)
            asked = fact.predicate in TRAITS and (back or is_question(sentence))
            if before is not None and fact.predicate == "unknown-trait" and EXPLAINS.match(sentence.text):
                held = replace(held, start=before.start)  # of a display: "where $M_{ij}$ is the determinant of ..."
            yield replace(held, hold=Hold.CASE, end=held.start) if asked else held
        before = sentence if sentence.spots else before
        label = sentence.text if LABEL.match(sentence.text) else ""
        for fact, words in plain_relations(sentence, outline.document, outline.trees, tree_of):
            case = sentence.opens and CASE_HEAD.match(words)
            yield _held(outline, fact, _plain_hold(fact, bool(case)), sentence, None, len(words))


def _said_hold(fact: Fact, sentence: Sentence, at: int) -> Hold:
    """How long a property holds: under "if" for its clause ("When $A$ is invertible, ..."), and so under "for" where
    its sentence says in full what holds then; else until the general case ("we show it for positive $x$:")."""
    lasting = fact.predicate in TRAITS or fact.predicate == "one-hot"
    under = UNDER.search(sentence.text[max(0, at - NEAR) : at]) if lasting else None
    if fact.predicate == "one-hot" and (INTRODUCED.match(sentence.text) or BESIDE.match(sentence.text)):
        return Hold.DOCUMENT
    passing = IN_PASSING.match(sentence.text) and not LET.search(sentence.text[:at])
    if (fact.predicate == "one-hot" and passing) or (under and under["if"]):
        return Hold.SENTENCE
    if under and LET.search(sentence.text):
        return Hold.SETTING  # "for a unit vector $u$ let $P = u u^T$"
    if under and sentence.text.rstrip().endswith(".") and len(FORMULA.findall(sentence.text[at : at + NEAR])) > 1:
        return Hold.SENTENCE
    if lasting and EVERY.search(sentence.text[max(0, at - NEAR) : at]):
        return Hold.SENTENCE
    return Hold.SETTING if under else Hold.DOCUMENT


def _plain_hold(fact: Fact, case: bool) -> Hold:
    if fact.predicate == "relation":
        return Hold.DOCUMENT
    return Hold.CASE if case else Hold.SENTENCE


def _formulas(outline: Outline, taken: list[Taken], attached: Attached) -> Iterator[Held]:
    for one in taken:
        yield from _normal(outline, one)
        for statement in one.statements:
            yield from _relations(outline, one, statement, attached)
            for name, body in (pair for side in statement.own for pair in names_under_braces(side.node)):
                fact = Fact("named", (name, body), one.formula.latex, one.span(name.at))
                yield _of_formula(outline, fact, Hold.DOCUMENT, one)


def _normal(outline: Outline, one: Taken) -> Iterator[Held]:
    """"Samples from $N(\\mu, \\Sigma)$": the second is a covariance."""
    for node in one.mentions:
        group = node.factors[1] if isinstance(node, Product) and len(node.factors) == 2 else None
        head = unmarked(node.factors[0]) if isinstance(node, Product) else node
        given = group.body.items if isinstance(group, Group) and isinstance(group.body, Sequence) else ()
        if isinstance(head, Symbol) and head.name == "N" and len(given) == 2 and is_capital(given[1]):
            fact = Fact("symmetric", (given[1],), one.formula.latex, one.span(node.at))
            yield _of_formula(outline, fact, Hold.DOCUMENT, one)


def _relations(outline: Outline, one: Taken, statement: Statement, attached: Attached) -> Iterator[Held]:
    if one.cue in (DENIAL, EXCEPTED):
        return
    conditions = conditions_of(one, statement, attached)
    words = with_latex(one.before[-BEFORE:] + f"⟦{one.formula.index}⟧", outline.document)
    for said, chain in placed_conditions(one, statement, attached):
        if chain.signs[0].name == "\\in":
            yield _of_formula(outline, Fact("relation", (chain,), words, said.span(chain.at)), Hold.CLAIM, one)
    written = written_out(statement)
    if written and not one.either:
        fact = Fact(written, (statement.sides[0].node,), words, one.span(statement.at))
        yield replace(_of_formula(outline, fact, Hold.DOCUMENT, one), start=one.sentence.start, piece=None)
    for chain in facts_in(statement):
        lasting = one.cue.hold if one.cue.hold in PASSING else Hold.DOCUMENT
        if chain.signs[0].name in MOVING:
            lasting = Hold.SENTENCE
        fact = Fact("relation", (chain, *conditions), words, one.span(chain.at))
        yield _of_formula(outline, fact, lasting, one)
    hold = hold_of(one, statement, attached)
    if not any(links_of(statement, one.formula.latex)):
        return
    if hold is Hold.NOTHING and statement.mood == "given" and statement is not one.statements[0]:
        for chain in as_chains(statement):  # "..., where K = ..." in one display explains what stands before it
            fact = Fact("relation", (chain, *conditions), words, one.span(chain.at))
            held = _of_formula(outline, fact, Hold.SENTENCE, one)
            yield replace(held, start=one.sentence.start, end=one.sentence.end, piece=None)
        return
    if gives_value(one, statement):
        lasting = hold if hold is Hold.SENTENCE else Hold.DOCUMENT
        value = isinstance(statement.sides[-1].node, Number) and isinstance(statement.sides[0].node, Symbol)
        if lasting is Hold.SENTENCE and value and not EXAMPLE.search(one.before):  # it may be meant behind it, too
            name = statement.sides[0].node
            yield _of_formula(outline, Fact("unknown-trait", (name,), words, one.span(name.at)), Hold.SETTING, one)
        for chain in as_chains(statement):
            fact = Fact("relation", (chain,), words, one.span(chain.at))
            concluded = CONCLUDED.search(one.before) is not None
            yield replace(_of_formula(outline, fact, lasting, one), value=True, concluded=concluded)
    if statement.inferred or (hold is Hold.NOTHING and not (one.either and one.cue.role in ("plain", "note"))):
        return
    predicate = "case" if one.cue.hold is Hold.CASE and hold is Hold.CASE else "relation"
    for chain in as_chains(statement):
        fact = Fact(predicate, (chain, *conditions), words, one.span(chain.at))
        if one.either or one.cue.open or depends(chain, conditions):
            about = (chain.items[0],) if one.cue.solution else tuple(part for part in every(chain) if is_name(part))
            fact = Fact("unknown-trait", about, words, fact.where)
        held = _of_formula(outline, fact, Hold.DOCUMENT if hold is Hold.NOTHING else hold, one)
        yield replace(held, start=one.place) if one.cue.solves or one.cue.open else held
        if hold is Hold.SENTENCE and fact.predicate == "relation" and chain.signs[0].name != "\\neq":
            yield from _beyond(outline, held, one.sentence)
    if one.cue.solves is not None:
        fact = Fact("unknown-trait", (one.cue.solves,), words, one.span(statement.sides[0].node.at))
        yield replace(_of_formula(outline, fact, hold, one), start=one.place)


def _beyond(outline: Outline, held: Held, sentence: Sentence) -> Iterator[Held]:
    """"When $a = b$, the difference vanishes. Then ...": what holds then may rest on the condition of the sentence
    before."""
    last = sentence
    if OTHERWISE.search(sentence.text):
        return
    for later in outline.sentences[outline.sentences.index(sentence) + 1 :]:
        if not GOES_ON.match(later.text):
            break
        last = later
    if last is not sentence:
        names = tuple(part for part in every(held.fact.subjects[0]) if is_name(part))
        fact = Fact("unknown-trait", names, held.fact.words, held.fact.where)
        yield replace(held, fact=fact, start=sentence.end, end=last.end)


def depends(chain: Chain, conditions: tuple[Node, ...]) -> bool:
    """Whether a relation is laid down for some values of other symbols only: "$y > 0$ whenever $x > 0$"."""
    chains = (node for node in conditions if isinstance(node, Chain))
    limits = (node for node in chains if all(sign.name in TURNED for sign in node.signs))
    return any(not symbols(node) & symbols(chain.items[0]) for node in limits)


def written_out(statement: Statement) -> str:
    """Whether `x = [x_1 & \\dots & x_n]` says of x that it is a row, or a column; empty for anything else."""
    if len(statement.sides) != 2 or statement.signs[0].name not in ("=", ":="):
        return ""
    name, form = statement.sides[0].node, statement.sides[1].node
    turned = isinstance(form, Script) and form.sub is None and form.sup in (Symbol("T"), Symbol("\\top"))
    grid = form.base if turned and isinstance(form, Script) else form
    if not isinstance(grid, Matrix) or not is_letter(name) or min(len(grid.rows), max(map(len, grid.rows))) != 1:
        return ""
    cells = [cell for row in grid.rows for cell in row]
    own = [cell for cell in cells if isinstance(cell, Script) and unmarked(cell.base) == unmarked(name)]
    if len(own) < 2 or not any(isinstance(cell, Dots) for cell in cells) or any(cell.sup for cell in own):
        return ""
    return "vector" if turned is (len(grid.rows) == 1) else "row-vector"


def gives_value(one: Taken, statement: Statement) -> bool:
    """Whether a statement may define a symbol: `x = 2`, `y = a + b`."""
    plain = one.cue.role in ("plain", "given", "note") and not statement.carried and not one.either
    if statement.of_bound:
        return False
    return plain and len(statement.signs) == 1 and statement.signs[0].name == "=" and is_name(statement.sides[0].node)


def conditions_of(one: Taken, statement: Statement, attached: Attached) -> tuple[Node, ...]:
    """The relations under which a statement is made: those in its formula and those in words behind it."""
    own = tuple(condition.node for condition in statement.conditions)
    behind = attached.get(one.formula.index, []) if statement is one.statements[-1] else []
    return (*own, *(chain for _, other in behind for chain in as_chains(other)))


def placed_conditions(one: Taken, statement: Statement, attached: Attached) -> Iterator[tuple[Taken, Chain]]:
    """The conditions of a statement that are relations, each with the formula that it stands in."""
    for condition in statement.conditions:
        if isinstance(condition.node, Chain):
            yield one, condition.node
    for other, behind in attached.get(one.formula.index, []) if statement is one.statements[-1] else []:
        yield from ((other, chain) for chain in as_chains(behind))


def hold_of(one: Taken, statement: Statement, attached: Attached) -> Hold:
    """How long a relation of a formula is taken for granted; a display never is, whatever its role."""
    hold, signs = one.cue.hold, {sign.name for sign in statement.signs}
    if one.cue.solves is not None or one.cue.open:
        return hold
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


def _of_formula(outline: Outline, fact: Fact, hold: Hold, one: Taken) -> Held:
    start, _ = one.sentence.spots[one.formula.index]
    held = _held(outline, fact, hold, one.sentence, one.formula.index, start)
    return replace(held, declared=one.cue.declares, again=one.again, solution=one.cue.solution)


def _held(outline: Outline, fact: Fact, hold: Hold, sentence: Sentence, piece: int | None, at: int) -> Held:
    section, level = outline.heading(sentence.start)
    held = Held(
        fact,
        hold,
        sentence.start,
        section=section,
        level=level,
        piece=piece,
        assumed=bool(ASSUMED.search(sentence.text)),
        declared=piece is None and bool(DECLARING.search(sentence.text[max(0, at - NEAR) : at])),
    )
    start, end = clause_of(sentence.text, at)
    held = replace(held, within=circumstance(sentence.text, start, at))
    if hold is Hold.SENTENCE:
        return replace(held, start=sentence.places[start], end=sentence.places[end])
    return replace(held, end=sentence.end) if hold is Hold.CLAIM else held
