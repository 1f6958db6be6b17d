"""Words that take an assumption back: "Now drop this assumption", "For general $x$", "Case 2.", "In both cases".

What was only assumed ends there: all of it, or what was assumed about the symbols that the words name. A label such
as "Case 2." ends what was assumed since the label before it; behind "In both cases" neither case is in force.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from derive.claims.circumstances import opened
from derive.claims.governed import INSTEAD, clauses
from derive.claims.model import Fact
from derive.claims.patterns import ADJECTIVE
from derive.claims.roles import LABELLED, Hold
from derive.claims.scope import FOREVER, TRAITS, TURNED, Held, chosen, clash, compares
from derive.claims.sentences import FORMULA, Place, Sentence
from derive.claims.walk import children, every, is_name
from derive.document.model import Kind
from derive.notation.tree import Big, Chain, Font, Group, Node, Number, Product, Script, Symbol
from derive.notation.tree import Sequence as Listed

PASSING = (Hold.SETTING, Hold.CASE, Hold.SENTENCE)
MATTER = r"(?:assumptions?|hypothes[ie]s|conditions?|restrictions?|constraints?|requirements?)"
POINTED = r"(?:(?:this|that|the|these|those|our|such|any|additional|extra|sign|positivity) )*"
DROPPED = re.compile(
    rf"\b(?:drop|remov|lift|relax|discard|abandon|forget|withdraw|releas)(?:e|p?ing|p?ed)?\b {POINTED}{MATTER}\b"
    rf"|\bwithout (?:this|that|the|these|those|any|our) {POINTED}{MATTER}\b"
    r"|\bforget(?:ting)? (?:about|that)\b|\b(?:no longer|not|n['’]t) (?:need to |have to )?(?:assum|suppos|requir)\w*",
    re.IGNORECASE,
)
GENERALLY = re.compile(
    r"\W*(?:(?:now|but|and|so|then|next),? )*(?:in (?:full |complete )?general(?:ity)?|(?:more )?generally|"
    r"im allgemeinen|(?P<whole>(?:[\w'’]+ ){0,4}(?:general (?:case|problem|setting|situation)|allgemeine fall)|"
    r"(?:with|including|keeping|restoring|adding) (?:(?:an?|the|its|our|back) )*(?:non-?zero )?(?:bias(?:es)?|"
    r"intercept|offset|regulari[sz]\w+|penalty|noise|momentum|weight decay)(?: terms?)?)|allgemein(?:er)? gilt)\b|"
    r"\W*一般(?:地|来说|情况)",
    re.IGNORECASE,
)
ANY = re.compile(
    r"(?:\b(?:for|given|consider|with|take|to|case of|für|let) "
    r"(?:(?:an?|the|now|also|completely|more|every|fully|all) )*"
    r"(?P<word>general|arbitrary|other|different|further|any|all|every|each|real|complex|beliebige[sn]?|alle|jede[sn]?|"
    r"andere[sn]?)"
    r"(?: (?!⟦)[\w-]+){0,2} |"
    r"对于?(?:任意|所有|一切)[^⟦，。]{0,6})(?P<list>⟦\d+⟧(?:(?:,| and|, and) ⟦\d+⟧)*)"
    r"|(?P<free>⟦\d+⟧(?:(?:,| and|, and) ⟦\d+⟧)*) (?:be|is|are) (?:(?:now|again|an?|completely) )*"
    r"(?:arbitrary|general|unrestricted|beliebig|any\b)"
    r"|^\W*(?:every|each|any|all)(?: (?!⟦)[\w-]+){0,2} (?P<each>⟦\d+⟧)"
    r"|^\W*(?:(?:now|next|again|here|more generally),? )*(?:let|suppose|consider|take) "
    r"(?P<anew>⟦\d+⟧(?:(?:,| and|, and) ⟦\d+⟧)*),? (?:be |is |are )?(?:(?:an?|any|some|now) )*"
    r"(?:real|complex|rational)\b"
    r"|\blet (?P<varied>⟦\d+⟧(?:(?:,| and|, and) ⟦\d+⟧)*) (?:vary|range|run|change|be free)\b",
    re.IGNORECASE,
)
ALWAYS = re.compile(
    r"\bin (?:both|either|all|each|any|every)(?: of the(?:se)?| the(?:se)?| possible)?(?: two| three)? "
    r"cases?\b|\beither way\b|\b(?:both|all) cases (?:together|agree|give)\b|^\W*(?:combining|both cases)\b",
    re.IGNORECASE,
)


WIDE = re.compile(
    r"\b(?:for|given|holds? for|true for|case of|f\.a\.)? ?(?:all|any|every|each|arbitrary) (?:[\w-]+ )??"
    r"(?:real|complex)(?:[- ]valued)?(?: (?:numbers?|values?|scalars?|vectors?|matri(?:x|ces)|constants?))? "
    r"(?P<list>⟦\d+⟧(?:(?:,| and|, and) ⟦\d+⟧)*)|"
    r"(?:(?:\bfor |⟧,? )(?:all|any|every|each|arbitrary) |^\W*(?:(?:now|then|next|hence|so|but),? )?for )"
    r"(?:(?!⟦)[\w-]+ ){0,2}?(?P<space>⟦\d+⟧)",
    re.IGNORECASE,
)
RENEWED = re.compile(
    r"\b(?:let|suppose|consider|take) (?P<name>⟦\d+⟧) (?:now |again )?(?:be |is )?(?:now |again )?"
    r"(?P<new>another|an? (?:new|different|arbitrary|general|second|third)|any|arbitrary)\b|"
    r"\b(?P<now>now )?let (?P<function>⟦\d+⟧) (?:now |again )?be (?:an?|some|(?:twice |continuously |infinitely )*"
    r"(?:differentiable|continuous|smooth|convex|concave|integrable|measurable|bounded|analytic))\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    rf"(?P<list>⟦\d+⟧(?:(?:,| and|, and) ⟦\d+⟧)*),? (?:(?:is|are|be|being) )?(?:now )?not "
    rf"(?:\w+ ){{0,2}}(?:{ADJECTIVE})\b|"
    rf"\b(?:non|un|a|in|skew|anti)-?(?:{ADJECTIVE}) (?:\w+ )?(?P<named>⟦\d+⟧)",
    re.IGNORECASE,
)
ASSUMING = re.compile(r"\b(?:suppos|assum|let\b|angenommen)|假设", re.IGNORECASE)
ABSURD = re.compile(r"\bcontradict\w*|\babsurd|widerspr\w+|矛盾", re.IGNORECASE)
CLOSING = re.compile(
    r"\W*(?:(?:but|and|so|hence|which|this|that|it|we)(?: is| gives| yields)? )*(?:an? |our )?"
    r"(?:(?:have |get |obtain |reach(?:ed)? |arrive at )*(?:an? )?contradiction|absurd(?:ity)?|"
    r"contradicts (?:our|the|this) \w+|impossible|"
    r"(?:the|our|this) (?:supposition|assumption) (?:was|is|must (?:be|have been)) (?:false|wrong|untenable))"
    r"(?:(?: of)? ⟦\d+⟧)?\W*",
    re.IGNORECASE,
)
DECLARED = re.compile(
    r"\b(?:let|consider|take|given|suppose|assume)(?: (?:an?|the|now|again|any|some))* (?P<list>⟦\d+⟧"
    r"(?:(?:,| and|, and) ⟦\d+⟧)*)",
    re.IGNORECASE,
)
INDUCTION = re.compile(
    r"\binduct(?:ion|ive) (?:step|hypothesis)|\b(?:assume|suppose)(?: that)? (?:the|it|this)\b[^⟦.]*"
    r"\b(?:holds|statement|claim|formula|result|true)\b",
    re.IGNORECASE,
)
OPENING = re.compile(r"\W*(?:(?:then|now|but|and|so|hence|the|in general|generally),? )*", re.IGNORECASE)
MOST = 60
WHOLE = ("", "general", "arbitrary", "other", "different", "beliebige", "andere", "anderes", "anderen", "anderer")


@dataclass(frozen=True)
class Withdrawal:
    """Where assumptions end. `about` are the symbols that they must be about (None: all). `lasting` says that also
    a "Let $x > 0$" ends ("for arbitrary $x$"), `dropped` that the words speak of an assumption: otherwise equations
    that define something stay. `absurd` ends what was assumed for the sake of contradiction,
    `values` ends no more than `x = 2`, and with `fixed` that stays ("In general, this is hard."); `within` ends what
    stands under a circumstance of this kind, `renewed` the definition of what is declared anew. Behind
    `again` the letter that a quantifier bound is free again: what was known of it may hold there, `until` a place.
    `supposed` ends what was supposed and has led to a contradiction."""

    place: Place
    about: tuple[Node, ...] | None = None
    lasting: bool = False
    dropped: bool = False
    absurd: bool = False
    values: bool = False
    fixed: bool = False
    within: str = ""
    renewed: bool = False
    again: Place | None = None
    until: Place = FOREVER
    supposed: bool = False

    def ends(self, one: Held) -> bool:
        """Whether it ends a fact that began before it."""
        if one.start >= self.place:
            return False
        if self.within:
            return one.within == self.within and not (one.value and one.within == "for")
        if self.renewed:
            return self.about is not None and head_of(one.fact) in self.about
        if self.absurd:
            supposed = self.supposed and one.assumed and one.fact.predicate == "relation"
            return supposed or ABSURD.search(one.fact.words) is not None
        if self.values and not chosen(one.fact):
            return False
        passing = one.hold in PASSING
        laid = one.hold is Hold.DOCUMENT and (
            (chosen(one.fact) and not self.fixed)
            or (self.lasting and (compares(one.fact) or one.fact.predicate in {*TRAITS, "one-hot"}))
            or (one.declared and bounds(one.fact))
            or (self.about is not None and defines(one.fact) and one.about[0] in self.about)
            or (one.assumed and (self.dropped or (self.about is None and one.fact.predicate in TRAITS)))
        )
        if not (passing or laid) or is_membership(one.fact):
            return False
        if defines(one.fact) and not self.dropped and one.about[0] not in (self.about or ()):
            return False  # "for all $a$" speaks of every a, and not of `a = 2b`
        chain = one.fact.subjects[0] if one.fact.subjects else None
        if self.about is None:
            special = bounds(one.fact) or chosen(one.fact) or (one.hold is Hold.SETTING and not self.fixed)
            return self.dropped or chain is None or not compares(one.fact) or special
        return any(
            node in one.about
            or inside(node, chain)
            or ((self.lasting or one.hold is Hold.SETTING) and node in loose(chain))
            for node in self.about
        )


class Endings:
    """Every place where words end assumptions."""

    def __init__(self, sentences: Sequence[Sentence], trees: Mapping[int, Node]) -> None:
        self.withdrawals = [found for one in sentences for found in withdrawn(one, trees)]
        self.withdrawals += declared_again(sentences, trees)
        self.always = [one.start for one in sentences if ALWAYS.search(one.text)]
        self.stretches = list(labelled(sentences, self.always))
        self.stretches += [(last.start, one.start) for last, one in pairwise(sentences) if INSTEAD.match(one.text)]

    def bounded(self, one: Held) -> Held:
        """A fact that ends with its case, or where it is taken back."""
        ended = [found for found in self.withdrawals if found.ends(one)]
        ends = [found.place for found in ended]
        if one.hold in (Hold.CASE, Hold.SETTING) or bounds(one.fact) or one.fact.predicate in TRAITS:
            ends += [end for start, end in self.stretches if start <= one.start < end]
        renewed = any(found.renewed and found.place == min(ends) < one.end for found in ended)
        return replace(one, end=min([one.end, *ends]), renewed=renewed)

    def resumed(self, one: Held, ended: Held) -> Iterator[Held]:
        """What may hold again behind a sentence that bound its letter: "For all $x \\in \\mathbb{R}$, ... Then"."""
        first = min((found for found in self.withdrawals if found.place == ended.end and found.ends(one)),
                    key=lambda found: found.again or FOREVER, default=None)
        if first is not None and first.again is not None and first.again < one.end:
            fact = replace(one.fact, predicate="unknown-trait", subjects=first.about or one.about)
            yield replace(one, fact=fact, start=first.again, end=min(one.end, first.until), value=False)

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
    for start in clauses(sentence.text):
        kind = opened(sentence.text, start, trees)
        if kind:
            yield Withdrawal(sentence.places[start], within=kind)
        general = GENERALLY.match(sentence.text, start)
        if general:
            whole, claims = bool(general["whole"]), FORMULA.search(sentence.text, start)
            yield Withdrawal(sentence.places[start], lasting=whole, fixed=not whole and not claims)
    dropped = DROPPED.search(sentence.text)
    if dropped:
        clause = re.split(r"[.;:]|, ", sentence.text[dropped.end() :])[0]
        about = _nodes(clause[:MOST], trees, relations=True)
        denies = re.match(r"(?:not|n['’]t)\b", dropped[0], re.IGNORECASE)
        if about or not denies:
            yield Withdrawal(sentence.start, about or None, lasting=True, dropped=True)
    for found in ANY.finditer(sentence.text):
        about = _nodes(next(words for name, words in found.groupdict().items() if words and name != "word"), trees)
        whole = not found["each"] and (found["word"] or "").lower()[:9] in WHOLE
        if about and not (whole or _opens(sentence, found)):
            yield Withdrawal(sentence.start, about, values=True)
        elif about:
            behind = re.fullmatch(r"(?:\W*⟦\d+⟧)+\W*", sentence.text[: found.start()])
            place = sentence.places[found.start()] if behind else sentence.start
            yield Withdrawal(place, about, lasting=whole)
    for found in WIDE.finditer(sentence.text):
        about = _spaced(found, trees)
        if about:
            yield Withdrawal(sentence.start, about, lasting=True, again=sentence.end)
    for found in RENEWED.finditer(sentence.text):
        about = _nodes(found["name"] or found["function"], trees)
        if found["new"] or found["now"] or sentence.opens:
            yield Withdrawal(sentence.start, about, renewed=True)
    if INDUCTION.search(sentence.text):
        yield Withdrawal(sentence.start)
    for found in DENIED.finditer(sentence.text):
        about = _nodes(found["list"] or found["named"], trees)
        if about:
            yield Withdrawal(sentence.start, about, lasting=True)
    supposed = CLOSING.fullmatch(sentence.text) is not None
    if supposed or (ABSURD.search(sentence.text) and not ASSUMING.search(sentence.text)):
        closing = re.match(r"\W*(?:this|the|dieser?) (?:\w+ )?contra", sentence.text, re.IGNORECASE)
        yield Withdrawal(sentence.start if closing or supposed else sentence.end, absurd=True, supposed=supposed)


def declared_again(sentences: Sequence[Sentence], trees: Mapping[int, Node]) -> Iterator[Withdrawal]:
    """`Let $x \\in \\mathbb{R}^n$` under a new heading: that its length was 1 may hold there, and nobody says so."""
    headings = [one.start for one in sentences if one.kind is Kind.HEADING]
    for one in sentences:
        k = bisect_right(headings, one.start)
        for found in DECLARED.finditer(one.text) if k else ():
            chains = [trees[int(piece)] for piece in FORMULA.findall(found["list"]) if int(piece) in trees]
            about = tuple(node for tree in chains if is_space(tree) for node in _members(tree))
            if about:
                until = headings[k] if k < len(headings) else FOREVER
                yield Withdrawal(headings[k - 1], about, lasting=True, again=one.end, until=until)


def _nodes(text: str, trees: Mapping[int, Node], relations: bool = False) -> tuple[Node, ...]:
    """The symbols that a list of formulas speaks of: `$x$`, `$x \\in \\mathbb{R}$`, but none from `$w \\neq o$` on."""
    found = [trees[int(piece)] for piece in FORMULA.findall(text) if int(piece) in trees]
    named = found if relations else takewhile(lambda one: not _compares(one), found)
    return tuple(node for tree in named for node in _members(tree))


def _spaced(found: re.Match[str], trees: Mapping[int, Node]) -> tuple[Node, ...]:
    """The letters that range over a whole space: "for all real $x$", "for any $x \\in \\mathbb{R}^n$"."""
    if found["list"]:
        return tuple(node for node in _nodes(found["list"], trees) if is_name(node))
    tree = trees.get(int(FORMULA.findall(found["space"])[0]))
    return tuple(_members(tree)) if tree is not None and is_space(tree) else ()


def is_space(tree: Node) -> bool:
    """`x \\in \\mathbb{R}^n`"""
    last = tree.items[-1] if isinstance(tree, Listed) else tree
    return isinstance(last, Chain) and [sign.name for sign in last.signs] == ["\\in"] and _is_space(last.items[1])


def _is_space(node: Node) -> bool:
    """`\\mathbb{R}`, `\\mathbb{R}^n`, and not `\\mathbb{R}^+`."""
    above = node.sup if isinstance(node, Script) else None
    base = node.base if isinstance(node, Script) and node.sub is None else node
    signed = above is not None and any(isinstance(part, Symbol) and not part.name.isalpha() for part in every(above))
    return isinstance(base, Font) and base.kind == "bb" and base.body in (Symbol("R"), Symbol("C")) and not signed


def head_of(fact: Fact) -> Node | None:
    """The symbol that an equation defines: `f` of `f(x) = x^2`."""
    chain = fact.subjects[0] if fact.subjects else None
    if fact.predicate != "relation" or not isinstance(chain, Chain) or chain.signs[0].name != "=":
        return None
    left = chain.items[0]
    if isinstance(left, Product) and is_name(left.factors[0]) and isinstance(left.factors[-1], Group):
        return left.factors[0]
    return left if defines(fact) else None


def _compares(tree: Node) -> bool:
    """`$w \\neq o$` says under which condition, and takes nothing back."""
    return isinstance(tree, Chain) and all(sign.name in TURNED for sign in tree.signs)


def _opens(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether nothing but "Then" or "Now" stands before the words: "$y_w = 0$ for all $w$" takes nothing back."""
    return bool(OPENING.fullmatch(sentence.text[: found.start()]))


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


def loose(node: Node | None) -> Iterator[Node]:
    """The parts of a relation that are no indices: `a` and `b` of `a + b = 1`, `p` of `p_i = 1`."""
    if node is not None and not isinstance(node, Big):
        yield node
        for part in [node.base] if isinstance(node, Script) else children(node):
            yield from loose(part)


def inside(node: Node, chain: Node | None) -> bool:
    """Whether a relation is about a norm or a power of the symbol: `\\|x\\| = 1`."""
    left = chain.items[0] if isinstance(chain, Chain) else None
    while isinstance(left, Node) and left != node:
        left = getattr(left, "base", None) or (left.body if isinstance(left, Group) else None)
    return left == node and left is not None
