"""The formulas of a document as statements, each with its words, going on from one another.

A formula that begins with a sign goes on from the nearest chain before it under the same heading, in-line
conditions passed over; one that ends with a sign is completed by the formula behind it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from derive.claims.chains import take
from derive.claims.circumstances import in_apposition
from derive.claims.formulas import Formula
from derive.claims.governed import OPENING, alternatives, claims_it, is_alternative, is_question
from derive.claims.granting import grants
from derive.claims.links import as_chains
from derive.claims.mentioned import elsewhere, in_passing, is_given, only_tried
from derive.claims.model import Unread
from derive.claims.outline import Outline
from derive.claims.roles import DENIAL, OPEN, PLAIN, Cue, Hold, cue_of
from derive.claims.sentences import NEAR, Place, Sentence
from derive.claims.sides import Side
from derive.claims.stated import INEQUALITIES, End, Statement
from derive.claims.walk import every, is_index, is_name, symbols
from derive.document.model import Kind
from derive.notation.tree import (
    Apply,
    Big,
    Blank,
    Chain,
    Fraction,
    Group,
    Node,
    Number,
    Product,
    Relation,
    Root,
    Rows,
    Script,
    Sequence,
    Symbol,
)
from derive.source import Span

REMEMBERED = 5
CONCLUDED = re.compile(
    r"\b(?:then|hence|thus|therefore|so|we (?:have|get|obtain|see|find|conclude)|(?<!what )follows|implies|clearly|"
    r"obviously|one might (?:think|guess|hope)),?(?: that)? *$",
    re.IGNORECASE,
)
AGAIN = re.compile(r"[ ,]*\(?(?:or|oder|i\.e\.|d\.h\.|that is|meaning)(?: equivalently)?,? *", re.IGNORECASE)
NAMED = re.compile(r"(?:^|\b(?!(?:for|when|if|case)\b)\w+[.:,]?|[⟧.:,]) ?(?<!\w)([A-Za-z]) ?:?= ?$", re.IGNORECASE)
OF_CASE = re.compile(r"\bcase \(?\w{1,3}\)?[:.,]? ?[A-Za-z] ?= ?$", re.IGNORECASE)
FOR_A = re.compile(r"\bfor (?:an?|the|our|this) (?:[\w-]+ ){1,4}$", re.IGNORECASE)
LET_ALSO = re.compile(r"\b(?:let|define|consider|put|set)\b.*\band *$", re.IGNORECASE | re.DOTALL)
SAME = re.compile(  # and nothing else: half of this is something else, and so is "taking logs, this can be written as"
    r"\W*(?:(?:and|so|but|now|then|thus|hence|therefore|(?:expand|simplify|multiply)ing(?: (?:it|this|out))*|"
    r"collecting(?: like)? terms|multiplied out|(?:note|observe|it follows|we (?:can )?(?:see|find|check|verify)) that|"
    r"(?:we (?:can |may )?)?(?:use|apply|expand)(?: \S+){0,5}? to (?:see|show|find|check) that),? )*"
    r"(?:this|that|which|it|the (?:above|last expression|right(?:-| )hand side)),? (?:then |just |simply |now )?"
    r"(?:is (?:then |just |simply )?(?:the same as|equal to)|equals|simplifies to|(?:can|may) be (?:re)?written as)"
    r" ?:? ?",
    re.IGNORECASE)
ALONE = re.compile(r"(?:\W*⟦\d+⟧)+\W*")


@dataclass(frozen=True)
class Taken:
    """One formula with its statements, its words and its place; `either` says that an "or" joins it to another,
    `again` is the relation that it says in other words, `unread` which of its relations are no statements."""

    formula: Formula
    statements: tuple[Statement, ...]
    mentions: tuple[Node, ...]
    sentence: Sentence
    cue: Cue
    either: bool = False
    again: Chain | None = None
    unread: tuple[Unread, ...] = ()

    @property
    def place(self) -> Place:
        return self.formula.index, 0

    @property
    def display(self) -> bool:
        return self.formula.piece.kind is Kind.DISPLAY

    @property
    def before(self) -> str:
        """The words in front of the formula, as far as they matter."""
        start = self.sentence.spots[self.formula.index][0]
        return self.sentence.text[max(0, start - NEAR) : start]

    @property
    def after(self) -> str:
        end = self.sentence.spots[self.formula.index][1]
        return self.sentence.text[end : end + NEAR]

    def span(self, at: tuple[int, int]) -> Span:
        return self.formula.piece.text.span(*at)

    @property
    def family(self) -> frozenset[str]:
        """The symbols that the first statement compares."""
        return frozenset().union(*(symbols(side.node) for side in self.statements[0].sides))


def taken_of(outline: Outline) -> list[Taken]:
    """Every formula taken apart, in order."""
    taken: list[Taken] = []
    ends: deque[End] = deque(maxlen=REMEMBERED)
    chain, heading = 1, outline.heading((-1, 0))
    for formula in outline.formulas:
        above = outline.heading((formula.index, 0))
        if above != heading:
            ends.clear()
            heading = above
        one = _taken(outline, _going_on(outline, formula, taken), tuple(ends), chain)
        one = _completing(taken, one)
        chain = max([chain, *(statement.chain + 1 for statement in one.statements)])
        if one.cue.role not in ("since", "when"):
            ends.extendleft(statement.end for statement in one.statements if statement.mood == "plain")
        taken.append(one)
    return list(_joined(list(_compared(taken))))


def _joined(taken: list[Taken]) -> Iterator[Taken]:
    """Marks what is joined by "or" to another statement, or to a further value: `$x = 1$ or $2$`."""
    spots: dict[int, list[int]] = {}
    for one in taken:
        if (one.statements or one.mentions) and one.again is None:
            spots.setdefault(id(one.sentence), []).append(one.formula.index)
    open_: dict[int, set[int]] = {}
    leads = {id(one.sentence.lead) for one in taken if one.sentence.lead and is_alternative(one.sentence)}
    for one in taken:
        key = id(one.sentence)
        if id(one.sentence.lead) in leads:
            open_[key] = {one.formula.index, *open_.get(key, ())}
        elif key not in open_:
            open_[key] = alternatives(one.sentence, spots.get(key, []))
        joined = one.formula.index in open_[key] and not one.display  # a display behind "or" says the same again
        yield replace(one, either=joined or any(each.either for each in one.statements))


def _taken(outline: Outline, formula: Formula, ends: tuple[End, ...], chain: int) -> Taken:
    sentence = outline.sentence_at[formula.index]
    cue = cue_of(sentence, formula.index, formula.piece.kind is Kind.DISPLAY)
    if sentence.kind is Kind.HEADING:
        cue = Cue(cue.role, Hold.CASE if cue.role == "when" else Hold.NOTHING)
    if cue.hold is Hold.SENTENCE and is_question(sentence) and OPENING.match(sentence.text):
        cue = replace(cue, hold=Hold.CASE)
    found = take(formula.tree, formula.latex, ends, chain)
    before = sentence.text[: sentence.spots[formula.index][0]]
    named = None if OF_CASE.search(before) else NAMED.search(before)
    if named and not found.statements and len(found.mentions) == 1:
        sides = [Side(Symbol(named[1]), named[1]), Side(found.mentions.pop(), formula.latex.strip())]
        found.statements.append(Statement(sides, [Relation("=")], (0, 0), chain=chain))
    text = formula.piece.text
    unread = tuple(Unread(text.span(*sign.at), text.value, reason) for sign, reason in found.skipped)
    unread = (*formula.unread, *unread)
    return Taken(formula, tuple(found.statements), tuple(found.mentions), sentence, cue, unread=unread)


def _going_on(outline: Outline, formula: Formula, taken: list[Taken]) -> Formula:
    """A display that words equate with the one before it, as if it began with the sign: "this is the same as"."""
    sentence, last = outline.sentence_at[formula.index], taken[-1] if taken else None
    before = sentence.text[: sentence.spots[formula.index][0]]
    if formula.piece.kind is not Kind.DISPLAY or isinstance(formula.tree, Blank | Chain | Rows | Sequence):
        return formula
    if last is None or not last.display or not last.statements or not SAME.fullmatch(before):
        return formula
    at = formula.tree.at[0], formula.tree.at[0]
    return replace(formula, tree=Chain((Blank(at=at), formula.tree), (Relation("=", at=at),), at=formula.tree.at))


def _completing(taken: list[Taken], one: Taken) -> Taken:
    """`$a =$ $b$`: a formula that ends with a sign, completed by the one behind it."""
    last = taken[-1] if taken else None
    if last is None or not last.statements or last.sentence is not one.sentence:
        return one
    end, start = last.sentence.spots[last.formula.index][1], one.sentence.spots[one.formula.index][0]
    statement, between = last.statements[-1], one.sentence.text[end:start]
    if not isinstance(statement.sides[-1].node, Blank) or one.statements or len(one.mentions) != 1 or between.strip():
        return one
    statement.sides[-1] = Side(one.mentions[0], one.formula.latex.strip())
    statement.completed = True
    return replace(one, mentions=())


def _compared(taken: list[Taken]) -> Iterator[Taken]:
    """Gives in-line comparisons that no word introduces their role: `\\epsilon > 0` lays down a sign, `w \\neq o`
    is a condition, and so is `w = o` in a sentence with another condition about the same letters."""
    conditions: dict[int, set[frozenset[str]]] = {}
    for one in taken:
        if one.cue.role == "when" and one.statements:
            conditions.setdefault(id(one.sentence), set()).add(one.family)
    last: Taken | None = None
    seen: set[Node] = set()
    for one in taken:
        open_ = one.cue == PLAIN and one.statements and not one.display
        cue = _comparison(one, conditions.get(id(one.sentence), set()), seen) if open_ else None
        one = replace(one, cue=cue or _spoken_of(one))
        aside = one.display or one.either or one.before.count("(") > one.before.count(")")
        if one.cue.role == "when" and one.statements and not aside and all(
                _introduces(statement, seen) for statement in one.statements):
            one = replace(one, cue=Cue("given", Hold.DOCUMENT))
        seen.update(filter(is_name, every(one.formula.tree)))
        if last is not None and (said := _said_again(one, last)) is not None:
            one = replace(one, cue=last.cue, again=said)
        yield (last := one)


def _spoken_of(one: Taken) -> Cue:
    """The cue of a formula, without what is not given or not for long."""
    if one.display or not one.statements:
        return one.cue
    if one.cue.role == "when" and LET_ALSO.search(one.before) and all(map(_defines_function, one.statements)):
        return Cue("given", Hold.DOCUMENT)
    if one.cue.role == "when" and FOR_A.search(one.before) and all(map(_names_expression, one.statements)):
        return Cue("given", Hold.DOCUMENT)
    if one.cue.hold not in (Hold.DOCUMENT, Hold.SETTING):
        return one.cue
    if elsewhere(one.before, is_question(one.sentence)):
        return DENIAL
    passing = all(map(_specialises, one.statements)) and in_passing(one.before, one.after, one.sentence.text)
    passing = passing or only_tried(one.before, one.after)
    return replace(one.cue, hold=Hold.SENTENCE) if passing else one.cue


def _introduces(statement: Statement, seen: set[Node]) -> bool:
    """`x^* = A^{-1} b` in "if A is invertible and ...", `f(x) = x^T A x` in "for ... we have": a name that was not
    there before for an expression of several symbols is no condition."""
    first, last = statement.sides[0].node, statement.sides[-1].node
    applied = isinstance(first, Product) and len(first.factors) == 2 and isinstance(first.factors[1], Group)
    head = first.factors[0] if applied and isinstance(first, Product) else first
    own = set(every(last))
    if isinstance(head, Script) and head.sub is not None and head.base in seen | own:
        return False  # `u_x = \\alpha u_y` is about two of the u
    single = [sign.name for sign in statement.signs] == ["="] and is_name(head) and head not in seen | own
    return single and not is_index(last) and len(symbols(last)) > 1


def _revalues(statement: Statement, seen: set[Node]) -> bool:
    """`w_i = 1/n`, where w was there before."""
    first = statement.sides[0].node
    head = first.base if isinstance(first, Script) else first
    return [sign.name for sign in statement.signs] == ["="] and is_name(first) and head in seen


def _defines_function(statement: Statement) -> bool:
    """`g(t) = t^2`: no condition, though it stands behind one: "Let $f(x) = \\log x$ for $x > 0$ and $g(t) = t^2$"."""
    first = statement.sides[0].node
    if not isinstance(first, Product) or len(first.factors) != 2 or not isinstance(first.factors[1], Group):
        return False
    return is_name(first.factors[0]) and [sign.name for sign in statement.signs] == ["="]


def _names_expression(statement: Statement) -> bool:
    """`\\ell = \\sum_i r_i^2`, as in "for a loss $\\ell = \\sum_i r_i^2$ we get"."""
    first, last = statement.sides[0].node, statement.sides[-1].node
    named = isinstance(first, Symbol) and [sign.name for sign in statement.signs] == ["="]
    return named and any(isinstance(part, Big | Fraction | Root | Group | Apply) for part in every(last))


def _specialises(statement: Statement) -> bool:
    """`b = 0`, `A = I`: a value is given, and nothing is defined by an expression."""
    first, last = statement.sides[0].node, statement.sides[-1].node
    single = [sign.name for sign in statement.signs] == ["="] and is_name(first)
    return single and (not symbols(last) or is_name(last))


def _said_again(one: Taken, last: Taken) -> Chain | None:
    """`w \\neq o (or, w = k)`: of an index that is not the one, what it is instead. No second possibility is meant,
    as in `x > 0 (or x = 0)`: what equals k is not o already."""
    if one.sentence is not last.sentence or last.cue.role != "when" or not one.statements or not last.statements:
        return None
    between = one.sentence.text[last.sentence.spots[last.formula.index][1] : one.sentence.spots[one.formula.index][0]]
    if not AGAIN.fullmatch(between):
        return None
    chains = [list(as_chains(each.statements[-1])) for each in (last, one)]
    if [len(found) for found in chains] != [1, 1]:
        return None
    first, second = chains[0][0], chains[1][0]
    signs = [[sign.name for sign in chain.signs] for chain in (first, second)]
    alike = first.items[0] == second.items[0] and first.items[1] != second.items[1]
    return first if signs == [["\\neq"], ["="]] and alike and all(map(is_index, second.items)) else None


def _comparison(one: Taken, beside: set[frozenset[str]], seen: set[Node]) -> Cue | None:
    if CONCLUDED.search(one.before) or claims_it(one.before) or ALONE.fullmatch(one.sentence.text):
        return None
    if is_question(one.sentence):
        return Cue("when", Hold.CASE) if OPENING.match(one.sentence.text) else None
    statement = one.statements[-1]
    if all(map(_specialises, one.statements)) and is_given(one.before, one.after):
        return Cue("given", Hold.SETTING)
    if all(_revalues(each, seen) for each in one.statements) and in_apposition(one.before, one.after):
        return Cue("when", Hold.SENTENCE)
    signs, sides = {sign.name for sign in statement.signs}, [side.node for side in statement.sides]
    if len(sides) == 2 and signs <= INEQUALITIES - {"\\neq"} and is_name(sides[0]) and isinstance(sides[1], Number):
        return Cue("given", Hold.DOCUMENT) if grants(one.before, one.after) else OPEN
    if len(sides) == 3 and signs <= INEQUALITIES and all(is_index(node) for node in sides):
        return Cue("given", Hold.DOCUMENT)
    if any(_computes(node) for node in sides):
        return None
    told = one.before.rstrip().endswith(":")  # "the difference vanishes: $a - b = 0$"
    if all(is_index(node) for node in sides) and (signs == {"\\neq"} or one.family in beside) and not told:
        return Cue("when", Hold.CASE if one.sentence.kind is Kind.HEADING else Hold.SENTENCE)
    return None


def _computes(node: Node) -> bool:
    """Whether a side is more than an index: `|x|`, `x / x`."""
    return any(
        isinstance(part, Fraction | Root)
        or (isinstance(part, Group) and part.left.startswith("|"))
        or (isinstance(part, Product) and "/" in part.ops)
        for part in every(node)
    )
