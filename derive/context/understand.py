"""What every claim of a document means: goals for the prover, or why there is none.

The first passes over the claims only settle shapes and sizes; the meaning of a claim is then read off with
everything settled. Where there are several readings, all are given, best first, and each says what it chose.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from derive.claims.model import Claim, Fact, Reading
from derive.claims.taken import CONCLUDED
from derive.context.algebra import Comparison
from derive.context.assume import Assumptions
from derive.context.declare import Declarations
from derive.context.define import (
    ANEW,
    Definable,
    Definitions,
    definable,
    heads,
    restatable,
)
from derive.context.elaborate import Elaborator
from derive.context.environment import Environment, Routine, Scope
from derive.context.events import families
from derive.context.expectations import is_functional, random_letters
from derive.context.hypotheses import Hypotheses, states
from derive.context.infer import settle
from derive.context.kinds import Kind
from derive.context.limits import bounds, conditions_of, is_freed, is_used_there, stated_domains
from derive.context.names import base_name, is_bold, parts_of, strip, walk
from derive.context.notations import WHOLE, conventions, in_words, named_anew, take_notations
from derive.context.pack import Pack
from derive.context.placeholders import find_placeholders
from derive.context.routines import entire, find_routines
from derive.context.setting import detected, recognise, take_naturals, take_pack, take_ranges, take_sizes
from derive.context.shapes import Outcome
from derive.context.survey import Survey, index_letters, layered, survey
from derive.context.value import Clash, Unsupported, Value
from derive.notation.show import show
from derive.notation.tree import Big, Chain, Font, Node, Number, Script
from derive.terms.term import Delta, Index, Range, Term, index
from derive.terms.theory import Definition, Goal, Hypothesis
from derive.terms.walk import free

EQUALITIES = frozenset({"=", ":=", "\\equiv", "=="})
ORDERS = {"<": "<", ">": ">", "\\leq": "<=", "\\geq": ">=", "\\neq": "!="}
LABEL = re.compile(r"\W*(?:(?:part|exercise|question|problem|task)\b|[a-z0-9]{1,3}[.)])", re.IGNORECASE)
PI = "\\pi"
SYSTEMATIC = 2  # sides of equations in which a symbol has an index, for it to be no slip
SUPPORT = 2  # more claims than this must agree on a shape that nobody declares
NUMBER_PI = Kind(domain="positive", certain=True, source="the number pi, of which only the sign is used")
Prover = Callable[[Goal], bool]


@dataclass(frozen=True)
class Alternative:
    """One way to read a claim, and the choices that make it up; `doubt` is why a proof of it says too little."""

    goal: Goal
    readings: tuple[str, ...] = ()
    laid: tuple[str, bool] | None = None
    doubt: str = ""


@dataclass(frozen=True)
class Meaning:
    """What one claim means.

    `kind`: `step`, `definition`, `hypothesis`, `statement`. `alternatives` are goals, best first; there is none
    when the claim is ill-typed (`clash`), not understood (`reason`), or a plain definition.
    `firm`: no shape of a symbol in it is only inferred. `at` is where the clash or the unknown thing
    stands. `opened` are functions of which nothing
    is known, on the left and on the right.
    """

    claim: Claim
    kind: str
    alternatives: tuple[Alternative, ...] = ()
    clash: str = ""
    reason: str = ""
    at: tuple[int, int] = (0, 0)
    readings: tuple[str, ...] = ()
    captured: tuple[str, ...] = ()
    incomplete: bool = False
    defines: str = ""
    hypotheses: tuple[str, ...] = ()
    opened: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    touched: tuple[str, ...] = ()
    firm: bool = True


@dataclass(frozen=True)
class Place:
    """What is declared at one place of a document; `later` is what is only declared further on."""

    declarations: Declarations
    known: dict[str, Kind]
    later: frozenset[str]
    ranges: dict[str, Range]
    ones: str


@dataclass
class Sides:
    """Both sides of a claim, read in one scope."""

    comparisons: list[Comparison]
    scope: Scope
    opened: tuple[frozenset[str], frozenset[str]] = field(default=(frozenset(), frozenset()))


class Understanding:
    """The meaning of a document's claims, given in order by `meaning(claim)`.

    `proves` decides whether a goal is a theorem; it is asked whether a formula that defines a known symbol
    agrees with what is known, and whether a loss that is written again is a new one.
    """

    def __init__(self, reading: Reading, pack: Pack | None, proves: Prover) -> None:
        self.reading, self.proves = reading, proves
        self.survey: Survey = survey(reading)
        self.env = Environment()
        self.env.index_names = index_letters(self.survey)
        self.env.transposed = self.survey.transposed
        self.env.lettered = {
            name for name, texts in self.survey.subscripts.items() if any(t in self.env.index_names for t in texts)
        }
        self.env.layered = layered(self.survey)
        self.env.raised = frozenset(self.survey.raised) - self.env.layered
        self.env.beside = self.survey.beside
        self.env.indexed = frozenset(name for name, count in self.survey.indexed.items() if count >= SYSTEMATIC)
        written = {text for texts in self.survey.subscripts.values() for text in texts}
        self.env.parameters = frozenset(t for t in written - self.env.index_names if t.startswith("\\"))
        self.env.standing = set(self.survey.bare) | self.survey.scripted
        self.env.conventions = conventions(reading)
        self.env.own = {**in_words(reading), **named_anew(reading)}
        self.operations: dict[int, str] = {}
        self.two_fonts = two_fonts(reading)
        self.env.random, self.env.functional = random_letters(reading), is_functional(reading)
        self.pack = pack or detected(self.survey)
        take_sizes(self)
        if self.pack is not None:
            take_pack(self, self.pack)
        take_ranges(self)
        self.pi = {PI: Kind("column", split=True), f"{PI}·": NUMBER_PI} if self.survey.subscripts.get(PI) else {
            PI: NUMBER_PI}
        if PI in self.env.own:
            self.pi = {}
        self.base, self.base_ranges = dict(self.env.kinds), dict(self.env.index_ranges)
        self.declarations = Declarations(self.env)
        self.layouts: dict[str, Kind] = {}
        self.declared_at: tuple[int, ...] | None = None
        self.domains = list(stated_domains(reading, self.env.index_names))
        for fact in reading.facts:
            self.declarations.take(fact)
        take_naturals(self)
        self.env.routines |= find_routines(reading, self.survey, self.env)
        self.env.events = families(reading, self.reader(Scope()).indices.read)
        self.definitions = Definitions(ends={c.number: c.until for c in reading.claims if c.until is not None})
        self.hypotheses = Hypotheses(self)
        self.assumptions = Assumptions(self)
        self.overrides: dict[str, Definition] = {}
        self.soft: set[str] = set()
        self.undefined: dict[str, Claim] = {}
        self.limited: dict[str, tuple[Hypothesis, ...]] = {}
        self.notes: dict[str, str] = {}
        self.defined_by_cases: dict[tuple[int, int], str] = {}
        self.marks: dict[int, Index] = {}
        self.later: frozenset[str] = frozenset()
        self.places: dict[tuple[object, ...], Place] = {}
        self.first: dict[str, int] = {}
        self.known: dict[str, Kind] = {}
        self.kinds_of_claim: dict[int, dict[str, Kind]] = {}
        self.rejected: set[tuple[int, int]] = set()
        self.kinds_of_part: dict[str, dict[str, Kind]] = {}
        self.settled_parts: dict[str, Outcome] = {}
        find_placeholders(reading, self.env)
        settle(self)
        self.env.settled = True
        recognise(self)
        take_notations(self)

    def enter(self, claim: Claim) -> None:
        """What is declared where the claim stands: later declarations of the same letter are of no concern,
        but a symbol that is only declared further on is what it is said to be there."""
        stated = (fact for number, fact in self.domains if number < claim.number and not is_freed(claim, fact))
        facts = (*claim.scope, *stated)
        positions = tuple(f.where.start for f in facts)
        if positions != self.declared_at:
            self.declared_at = positions
            self.declared(claim, facts)
        past = self.definitions.past(claim.number)
        defined = {key: kind for key, kind in self.env.defined.items() if key not in past}
        self.env.kinds = {**self.pi, **self.env.chance, **self.env.guessed, **self.known, **defined, **self.layouts}
        for key, kind in self.env.guessed.items():
            if kind.split and key in self.known and self.known[key].certain:
                self.env.kinds[key] = replace(self.known[key], split=True)

    def declared(self, claim: Claim, facts: tuple[Fact, ...]) -> None:
        """What these facts declare, and facts elsewhere of what these are silent about. It is worked out once for
        every place and the sizes known there: a document is gone through many times."""
        place = (self.declared_at, self.ahead(claim), frozenset(self.env.size_names))
        if place not in self.places:
            self.env.kinds, self.env.index_ranges = dict(self.base), dict(self.base_ranges)
            self.declarations = Declarations(self.env)
            for fact in facts:
                self.declarations.take(fact)
            known, ranges = dict(self.env.kinds), dict(self.env.index_ranges)
            elsewhere, later = self.declared_elsewhere(claim, known)
            self.places[place] = Place(self.declarations, {**known, **elsewhere}, later, ranges, self.env.ones)
        found = self.places[place]
        self.declarations, self.known, self.later = found.declarations, found.known, found.later
        self.env.index_ranges, self.env.ones = dict(found.ranges), found.ones

    def ahead(self, claim: Claim) -> int:
        """How many facts stand before the claim; they stand in the order of the document."""
        return bisect_left(self.reading.facts, claim.where.start, key=lambda fact: fact.where.start)

    def declared_elsewhere(self, claim: Claim, here: dict[str, Kind]) -> tuple[dict[str, Kind], frozenset[str]]:
        """The kinds of symbols that are declared only before ("for a vector x, ..."), or else further on; and
        which of them only further on."""
        other, split = Declarations(self.env), self.ahead(claim)
        for facts in (self.reading.facts[:split], self.reading.facts[split:]):
            known = set(self.env.kinds)
            for fact in facts:
                names = other.names(fact)
                if names and not any(name in known for name in names):
                    other.take(fact)
        found = {key: kind for key, kind in self.env.kinds.items() if key not in here}
        return found, frozenset(key for key in found if key not in known)

    # --- settling shapes ---------------------------------------------------------------------------------------
    @contextmanager
    def trial(self) -> Iterator[None]:
        """Sizes that are unified in a claim that clashes are forgotten again."""
        kept = dict(self.env.sizes.parent)
        try:
            yield
        except (Clash, Unsupported):
            self.env.sizes.parent = kept
            raise

    def sides(self, claim: Claim, left: Node, right: Node) -> Sides:
        scope = Scope()
        reader = Elaborator(self.env, scope)
        with self.trial():
            one = reader.value(left)
            opened = frozenset(scope.opened)
            scope.opened.clear()
            other = reader.value(right)
            found = reader.algebra.compare(one, other, right.at)
        return Sides(found, scope, (opened, frozenset(scope.opened)))

    # --- meaning -----------------------------------------------------------------------------------------------
    def meaning(self, claim: Claim) -> Meaning:
        """What the claim means where it stands. Definitions take effect for the claims after it."""
        self.env.guessed = self.kinds_of_part.get(claim.part, self.env.guessed)
        self.env.guessed = {**self.env.guessed, **self.kinds_of_claim.get(claim.number, {})}
        self.enter(claim)
        self.env.touched, plain = {}, False
        if claim.number in self.operations:
            key = self.operations[claim.number]
            return Meaning(claim, "definition" if key else "hypothesis", defines=key)
        try:
            meaning = self.convened(self.read(claim))
        except (Clash, Unsupported) as failure:
            self.lost(claim)
            meaning = Meaning(claim, self.kind(claim), at=failure.at)
            if isinstance(failure, Clash) and not failure.doubtful:
                meaning = replace(meaning, clash=failure.message)
                plain = failure.plain
            else:
                meaning = replace(meaning, reason=failure.message)
        firm = all(self.is_firm(key) for key in self.env.touched)
        firm = firm or self.is_odd_one_out(claim, plain)
        from_context = self.pack is not None and meaning.defines in self.pack.kinds
        if meaning.defines and not firm and not from_context:
            self.soft.add(meaning.defines)
        return replace(meaning, touched=tuple(self.env.touched), firm=firm)

    def convened(self, meaning: Meaning) -> Meaning:
        """Nothing is decided where a convention holds that is not followed."""
        found = [one for key, one in sorted(self.env.conventions.items()) if key in WHOLE]
        if not found or meaning.defines or not meaning.alternatives:
            return meaning
        reason = f"line {found[0].where.line} announces {found[0].what}: not supported"
        return replace(meaning, alternatives=(), reason=reason)

    def lost(self, claim: Claim) -> None:
        """An equation that would have defined a symbol was not understood: nothing is known of the symbol then."""
        try:
            candidate = definable(self, claim)
        except (Clash, Unsupported):
            return
        if candidate is not None and not self.definitions.has(candidate.key, claim.number):
            self.undefined.setdefault(candidate.key, claim)

    def is_firm(self, key: str) -> bool:
        """Is the shape of the symbol said by the document or the context, rather than inferred?"""
        kind = self.env.kinds.get(key)
        number = key in self.declarations.domains and kind is not None and kind.element == "scalar"
        number = number and key not in self.survey.scripted  # of `a > 0` and `a_i`, a may be a vector
        return number or (kind is not None and kind.certain and key not in self.soft)

    def clashing(self, claims: Iterable[Claim]) -> frozenset[int]:
        """Those of the claims that make no sense whatever their symbols are taken for."""
        clashing = frozenset().union(*(part.clashing for part in self.settled_parts.values()))
        return clashing & {claim.number for claim in claims}

    def is_odd_one_out(self, claim: Claim, plain: bool) -> bool:
        """Does every other claim of the part make sense with the shapes that were inferred, several of them with
        each of its symbols, and this one with no others? (Of a chain `a = b = c` b may be wrong on both sides.)
        Two are enough where no other shapes at all mend it, nor another layout."""
        part = self.settled_parts[claim.part]
        sides = (claim.left, claim.right)
        others = (self.reading.numbered(number) for number in part.clashing - {claim.number})
        shared = all(one.chain == claim.chain and (one.left in sides or one.right in sides) for one in others)
        if plain and claim.number in part.inherent:
            arrays = [key for key in self.env.touched if self.is_array(key)]
            return shared and any(map(self.is_firm, arrays)) and all(part.support[key] >= SUPPORT for key in arrays)
        return shared and all(self.is_firm(key) or part.support[key] > SUPPORT for key in self.env.touched)

    def is_array(self, key: str) -> bool:
        kind = self.env.kinds.get(key)
        return kind is not None and kind.element != "scalar"

    def kind(self, claim: Claim) -> str:
        if claim.sign not in EQUALITIES:
            return "hypothesis" if claim.role in ("when", "since", "given") else "statement"
        return "hypothesis" if claim.role in ("when", "since") else "step"

    def read(self, claim: Claim) -> Meaning:
        if claim.sign not in EQUALITIES and claim.sign not in ORDERS:
            raise Unsupported(f"the relation {claim.sign} claims no equality", claim.right.at)
        if claim.role in ("when", "since") and self.hypotheses.between_indices(claim):
            return Meaning(claim, "hypothesis")
        self.env.version = self.definitions.versions(claim.number)
        by_cases = self.by_cases(claim)
        if by_cases is not None:
            return by_cases
        candidate = definable(self, claim)
        if candidate is not None:
            self.same_indices(candidate, claim)
        if candidate is not None and not self.in_full(candidate) and (
                self.is_constrained(candidate, claim) or self.again(candidate, claim)):
            candidate = None
        if candidate is not None and not self.definitions.has(candidate.key, claim.number):
            self.bound(claim, candidate)
            found = self.unlabelled(claim, candidate) or self.define(claim, candidate)
            if found is not None:
                return found
        self.reconsider(claim)
        self.one_name(claim)
        meaning = self.carried(claim)
        if candidate is None and self.restates(claim, meaning):
            return self.define_anew(claim, meaning)
        if candidate is not None and self.is_new(claim, candidate, meaning):
            self.bound(claim, candidate)
            if not self.is_another(claim, candidate):
                self.undefined.setdefault(candidate.key, claim)
                old = self.definitions.last(candidate.key, claim.number)
                line = self.reading.numbered(old.claim).where.line if old is not None else claim.where.line
                raise Unsupported(f"it differs from what line {line} says; no word says that it is another one",
                                  claim.left.at)
            return self.define(claim, candidate) or meaning
        return meaning

    def by_cases(self, claim: Claim) -> Meaning | None:
        """The definition of a symbol by a case distinction; its first branch defines it, the others go with it."""
        key = self.defined_by_cases.get((claim.chain, claim.link))
        if claim.branch is not None and key is not None:
            return Meaning(claim, "definition", defines=key)
        whole = entire(claim)
        if whole is None or whole is claim:
            return None
        candidate = definable(self, whole)
        if candidate is None or self.definitions.has(candidate.key, claim.number):
            return None
        try:
            found = self.define(whole, candidate)
        except (Clash, Unsupported):
            self.undefined.setdefault(candidate.key, claim)
            return None
        if found is not None:
            self.defined_by_cases[claim.chain, claim.link] = candidate.key
        return None if found is None else replace(found, claim=claim)

    def one_name(self, claim: Claim) -> None:
        """`L = \\sum_i L_i`: the total has the name of its terms, and is none of them."""
        parts = parts_of(claim.left)
        old = self.definitions.last(parts.name, claim.number) if parts is not None and not parts.subs else None
        if parts is None or old is None or not old.letters or claim.link or claim.carried or parts.sup is not None:
            return
        inner = [found for node in walk(claim.right) if isinstance(node, Big) for part in walk(node.body)
                 if (found := parts_of(part)) is not None]
        if old.key not in self.env.running and any(p.name == parts.name and p.subs for p in inner):
            self.undefined.setdefault(old.key, claim)
            raise Unsupported(f"{parts.name} has an index where it was defined, and none here", claim.left.at)

    def bound(self, claim: Claim, candidate: Definable) -> None:
        """Refuses an equation that holds under a condition only. Where that is the domain of a function, which is
        used nowhere else, it is assumed of what the function is of."""
        declared = [fact.subjects[0] for number, fact in self.domains if number == claim.number]
        found = [node for node in conditions_of(self.reading, claim, self.env.index_names) if node not in declared]
        self.limited.pop(candidate.key, None)
        if not found:
            return
        if is_used_there(self, claim, found):
            chains = [chain for node in found if isinstance(chain := bounds(node) or node, Chain)]
            said = f"for the {candidate.key} of line {claim.where.line}"
            made = [list(self.hypotheses.from_chain(chain, said)) for chain in chains]
            if all(len(one) == len(chain.signs) for one, chain in zip(made, chains, strict=True)):
                self.limited[candidate.key] = tuple(h for one in made for h in one)
                where = " and ".join(show(node) for node in found)
                self.notes[candidate.key] = f"{candidate.key} is what line {claim.where.line} says, where {where}"
                return
        self.undefined.setdefault(candidate.key, claim)
        self.settled(claim)
        if candidate.key in self.env.routines:
            self.env.routines[candidate.key] = Routine(candidate.key, "open")
        raise Unsupported("a definition that holds under a condition only", claim.left.at)

    def again(self, candidate: Definable, claim: Claim) -> bool:
        """Was a definition of the symbol tried before, and not understood?"""
        lost = self.undefined.get(candidate.key, claim)
        return lost.number != claim.number and lost.part == claim.part

    def in_full(self, candidate: Definable) -> bool:
        """Does `A_{ij} = ...` say in full what `A = softmax(S)` left open?"""
        lost = self.undefined.get(candidate.key)
        return lost is not None and bool(candidate.letters) and not any(isinstance(n, Script) for n in walk(lost.left))

    def is_constrained(self, candidate: Definable, claim: Claim) -> bool:
        """Was something assumed of the symbol before, as a recurrence or by cases? Then this is a claim about it."""
        concluded = CONCLUDED.search(claim.before) or isinstance(claim.right, Number)
        if concluded and any(candidate.key in self.hypotheses.keys(fact.subjects[0])
                                                  for fact in self.hypotheses.in_force(claim) if fact.subjects):
            return True
        earlier = (c for c in self.reading.claims if c.number < claim.number)
        return claim.role not in ("given", "note") and any(
            (c.role == "given" or c.branch is not None) and heads(self, c.left) == candidate.key
            and not self.definitions.has(candidate.key, c.number) for c in earlier)

    def shape(self, claim: Claim) -> Scope:
        """Reads both sides for their shapes alone; a definition declares its symbol."""
        self.env.version = {key: key for key in self.env.running if self.definitions.has(key, claim.number - 1)}
        self.enter(claim)
        if claim.role in ("when", "since") and self.hypotheses.between_indices(claim):
            return Scope()
        whole = entire(claim) or claim
        candidate = definable(self, whole)
        if candidate is not None:
            self.same_indices(candidate, claim)
        if candidate is not None and not self.definitions.has(candidate.key, claim.number):
            scope = Scope()
            self.definitions.add(self.definitions.make(self, whole, candidate, scope))
            return scope
        return self.sides(claim, claim.left, claim.right).scope

    def unlabelled(self, claim: Claim, candidate: Definable) -> Meaning | None:
        """`J = ...` behind `J_{naive-softmax} = ...` is the same loss where the two agree."""
        if candidate.letters or not any(k.startswith(f"{candidate.key}_") for k in self.env.defined):
            return None
        try:
            meaning = self.step(claim, claim.left, claim.right)
        except (Clash, Unsupported):
            return None
        return meaning if any(self.proves(a.goal) for a in meaning.alternatives) else None

    def restates(self, claim: Claim, meaning: Meaning) -> bool:
        """Does the document define in its own words what the context defines, as `\\hat y = softmax(\\theta)`?
        So it does where both agree, or where it speaks of a symbol that nothing else explains."""
        key = restatable(self, claim)
        if key is None:
            return False
        explained = {**self.known, **self.env.defined}
        strange = [k for k in self.env.touched if k not in explained]
        return bool(strange) or any(self.proves(a.goal) for a in meaning.alternatives)

    def reconsider(self, claim: Claim) -> None:
        """`\\hat y_o = p(o|c) = ...` in a later exercise: the symbol is again what the context says."""
        parts = parts_of(claim.left)
        key = parts.name if parts is not None and claim.link == 0 and claim.sign in EQUALITIES else ""
        kept = self.overrides.pop(key, None)
        if kept is None:
            return
        try:
            holds = any(self.proves(a.goal) for a in self.step(claim, claim.left, claim.right).alternatives)
        except (Clash, Unsupported):
            holds = False
        if not holds:
            self.overrides[key] = kept

    def define_anew(self, claim: Claim, meaning: Meaning) -> Meaning:
        """From here on the symbol is what the document says; the context's formula had the same value."""
        key = restatable(self, claim) or ""
        agreed = any(self.proves(a.goal) for a in meaning.alternatives)
        scope = Scope()
        value = self.value(claim.right, scope)
        axes = tuple(self.env.fresh("i") for _ in value.axes)
        body = value.at(*(index(a) for a in axes))
        if key not in free(body)[1]:
            source = f"line {claim.where.line}"
            self.overrides[key] = Definition(key, "tensor" if axes else "scalar", axes, body, source)
        return meaning if agreed else Meaning(claim, "definition", defines=key, readings=meaning.readings)

    def same_indices(self, candidate: Definable, claim: Claim) -> None:
        """`y_{ij}` and `y_j` may be two things of one name: then nothing is decided."""
        old = self.definitions.last(candidate.key, claim.number)
        if old is not None and len(old.letters) != len(candidate.letters) and old.letters and candidate.letters:
            raise Unsupported(f"{candidate.key} has {len(old.letters)} indices where it was defined", claim.left.at)

    def carried(self, claim: Claim) -> Meaning:
        """A formula that begins with its sign goes on from the one before it, or from an earlier one."""
        try:
            return self.step(claim, claim.left, claim.right)
        except Clash as clash:
            for earlier in claim.alternatives:
                try:
                    found = self.step(claim, earlier, claim.right)
                except (Clash, Unsupported):
                    continue
                return replace(found, readings=(*found.readings, f"goes on from {show(earlier)}"))
            raise clash

    def is_new(self, claim: Claim, candidate: Definable, meaning: Meaning) -> bool:
        """A quantity that is written again in a later part, and differs, is a new one from there on."""
        old = self.definitions.last(candidate.key, claim.number)
        if old is None or old.part == claim.part or claim.role in ("asked", "note"):
            return False
        return not any(self.proves(a.goal) for a in meaning.alternatives)

    def is_another(self, claim: Claim, candidate: Definable) -> bool:
        """Do words say that a quantity is a new one, as "now let", "the second model", the next question of an
        exercise, or what is declared of its symbols since?"""
        old = self.definitions.last(candidate.key, claim.number)
        if old is None or claim.role == "given" or ANEW.search(f"{claim.part} {claim.before[-80:]}"):
            return True
        if LABEL.match(claim.part):
            return True
        since = self.reading.numbered(old.claim).where.start
        names = {key for side in (claim.left, claim.right) for key in self.hypotheses.keys(side)}
        between = (f for f in self.reading.facts if since < f.where.start < claim.where.start and f.subjects)
        return any(
            self.hypotheses.keys(strip(f.subjects[0].items[0]) if isinstance(f.subjects[0], Chain) else f.subjects[0])
            & names for f in between if f.predicate != "case" and (
                not isinstance(f.subjects[0], Chain) or f.subjects[0].signs[-1].name == "\\in"))

    def define(self, claim: Claim, candidate: Definable) -> Meaning | None:
        """The definition, unless it would run in a circle: then the equation is a claim."""
        scope, kept = Scope(), dict(self.env.defined)
        entry = self.definitions.make(self, claim, candidate, scope)
        if self.definitions.circular(entry):
            self.env.defined = kept
            self.enter(claim)
            return None
        self.definitions.add(entry)
        self.undefined.pop(candidate.key, None)
        self.env.version = self.definitions.versions(claim.number + 1)
        return Meaning(
            claim,
            "definition",
            readings=tuple(scope.readings),
            defines=candidate.key,
            captured=tuple(scope.captured),
            incomplete=scope.incomplete,
        )

    def step(self, claim: Claim, left: Node, right: Node) -> Meaning:
        """What an equation of these sides means at the place of a claim, under each reading of its names."""
        found: list[Meaning] = []
        failure: Clash | Unsupported | None = None
        names = self.definitions.labelled({n for side in (left, right) for n in map(base_name, walk(side)) if n}, claim)
        for aliases in ({}, names) if names else ({},):
            kept = self.env.aliases
            self.env.aliases = {**kept, **aliases}
            try:
                found.append(self.step_as(claim, left, right))
            except (Clash, Unsupported) as one:
                failure = failure or one
            finally:
                self.env.aliases = kept
        if not found:
            raise failure or Unsupported("no reading", claim.left.at)
        if names and len(found) == 2 and self.definitions.newer_part(names, claim):
            found.reverse()
        return replace(found[0], alternatives=tuple(a for one in found for a in one.alternatives))

    def step_as(self, claim: Claim, left: Node, right: Node) -> Meaning:
        sides = self.sides(claim, left, right)
        alternatives = tuple(self.alternatives(claim, sides))
        return Meaning(
            claim,
            self.kind(claim),
            alternatives,
            readings=tuple(sides.scope.readings),
            captured=tuple(sides.scope.captured),
            incomplete=sides.scope.incomplete,
            opened=sides.opened,
            hypotheses=tuple(h.name for h in alternatives[0].goal.theory.hypotheses) if alternatives else (),
        )

    def alternatives(self, claim: Claim, sides: Sides) -> Iterator[Alternative]:
        for comparison in sides.comparisons:
            names, left, right = self.components(comparison)
            for theory, notes, doubt in self.assumptions.theories(claim, sides.scope, left, right, names):
                readings = (*sides.scope.readings, *((comparison.reading,) if comparison.reading else ()))
                goal = Goal(left, right, theory, names, ORDERS.get(claim.sign, "="))
                yield Alternative(goal, (*readings, *notes), comparison.laid, doubt)

    def components(self, comparison: Comparison) -> tuple[tuple[tuple[str, Range], ...], Term, Term]:
        """One component of each side, with free indices for the axes."""
        sizes = self.env.sizes
        axes = [sizes.resolve(axis) for axis in comparison.left.axes]
        names = tuple((self.env.fresh("i"), axis) for axis in axes)
        free = [index(name) for name, _ in names]
        return names, comparison.left.at(*free), comparison.right.at(*free)

    def goals(self, claim: Claim, left: Node, right: Node) -> tuple[Alternative, ...]:
        """The goals of an equation of other sides at the same place; none where it makes no sense."""
        self.env.version = self.definitions.versions(claim.number)
        try:
            return self.step(claim, left, right).alternatives
        except (Clash, Unsupported):
            return ()

    def mark(self, claim: Claim, goal: Goal, used: tuple[str, ...]) -> None:
        """Remembers which word a one-hot vector marks, for the rest of the chain, where a proof has used it."""
        before = self.marks.get(claim.previous) if claim.link and claim.previous is not None else None
        ones = [h.right.right for h in goal.theory.hypotheses if h.name in used and isinstance(h.right, Delta)]
        found = before or (ones[0] if ones else None)
        if found is not None:
            self.marks[claim.number] = found

    def settled(self, claim: Claim) -> None:
        """The claim was proved or disproved: what says the same is no assumption any more."""
        for fact in self.reading.facts:
            if fact.subjects and fact.predicate == "relation" and states(fact, claim):
                self.rejected.add((fact.where.start, fact.where.end))

    def reader(self, scope: Scope) -> Elaborator:
        return Elaborator(self.env, scope)

    def value(self, node: Node, scope: Scope) -> Value:
        return self.reader(scope).value(node)


def two_fonts(reading: Reading) -> frozenset[str]:
    """Letters that are declared bold and plain as different things: they are two symbols, and read as one."""
    said: dict[str, dict[bool, str]] = {}
    for fact in reading.facts:
        chain = fact.subjects[0] if fact.predicate == "relation" and fact.subjects else None
        if isinstance(chain, Chain) and [sign.name for sign in chain.signs] == ["\\in"]:
            for node in getattr(chain.items[0], "items", chain.items[:1]):
                parts = parts_of(strip(node) if not isinstance(node, Font) else node)
                if parts is not None:
                    said.setdefault(parts.name, {}).setdefault(is_bold(node), show(chain.items[1]))
    return frozenset(name for name, sets in said.items() if len(set(sets.values())) > 1 and len(sets) == 2)
