"""What every claim of a document means: goals for the prover, or why there is none.

The first passes over the claims only settle shapes and sizes; the meaning of a claim is then read off with
everything settled. Where there are several readings, all are given, best first, and each says what it chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product

from derive.claims.announced import HERE, REPEATING
from derive.claims.model import Claim, Reading
from derive.claims.reach import without_index
from derive.context.algebra import Comparison
from derive.context.anew import (
    again,
    define_anew,
    in_full,
    is_another,
    is_constrained,
    is_new,
    not_renewed,
    reconsider,
    restates,
    unlabelled,
)
from derive.context.arrays import of_entries
from derive.context.assume import Assumptions
from derive.context.declare import Declarations
from derive.context.declared import Place, declared, is_withdrawn
from derive.context.define import (
    Definable,
    Definitions,
    definable,
    is_assignment,
)
from derive.context.elaborate import Elaborator
from derive.context.entrywise import arguments_alone
from derive.context.environment import Environment, Routine, Scope
from derive.context.events import families
from derive.context.expectations import is_functional, random_letters
from derive.context.firmness import is_firm, is_odd_one_out, is_of_two_shapes
from derive.context.hypotheses import Hypotheses, states
from derive.context.infer import settle
from derive.context.kinds import Kind
from derive.context.labels import labels
from derive.context.limits import bounds, conditions_of, is_freed, is_used_there, stated_domains
from derive.context.losses import adopted
from derive.context.meaning import EQUALITIES, ORDERS, PROPORTIONAL, Alternative, Meaning, Sides
from derive.context.names import base_name, is_bold, parts_of, strip, walk
from derive.context.notations import WHOLE, conventions, in_words, named_anew, take_notations
from derive.context.pack import Pack
from derive.context.placeholders import find_placeholders
from derive.context.proportional import proportional
from derive.context.routines import entire, find_routines
from derive.context.setting import (
    detected,
    recognise,
    take_entries,
    take_naturals,
    take_pack,
    take_ranges,
    take_sizes,
)
from derive.context.shapes import Outcome, State, Step
from derive.context.stances import laid_down, lay_down
from derive.context.survey import COUNTING, Survey, index_letters, layered, lettered, subscripts_of, survey
from derive.context.symbols import ALONE
from derive.context.value import Clash, Unsupported, Value
from derive.notation.show import show
from derive.notation.tree import Big, Chain, Font, Node
from derive.terms.show import symbol
from derive.terms.term import Delta, Deriv, Index, Range, Sum, Term, index
from derive.terms.theory import Definition, Goal, Hypothesis
from derive.terms.walk import free, subterms

PI = "\\pi"
NEXT = 200  # characters behind a sentence in which a display of it may stand
SYSTEMATIC = 2  # sides of equations in which a symbol has an index, for it to be no slip
NUMBER_PI = Kind(domain="positive", certain=True, source="the number pi, of which only the sign is used")
Prover = Callable[[Goal], bool]


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
        self.env.put_back = reading.put_back
        self.env.index_names |= {n for n in reading.running if n in COUNTING or not self.survey.standing[n]}
        self.env.transposed = self.survey.transposed
        self.env.lettered, self.env.paired = lettered(self.survey, self.env.index_names), self.survey.paired
        self.env.layered = layered(self.survey)
        self.env.raised = frozenset(self.survey.raised) - self.env.layered
        self.env.beside, self.env.counted_from = self.survey.beside, self.survey.counted_from
        self.env.indexed = frozenset(name for name, count in self.survey.indexed.items() if count >= SYSTEMATIC)
        self.env.called, self.env.applied = self.survey.called, self.survey.applied
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
        take_entries(self)
        self.pi = {PI: Kind("column", split=True), f"{PI}·": NUMBER_PI} if self.survey.subscripts.get(PI) else {
            PI: NUMBER_PI}
        if PI in self.env.own:
            self.pi = {}
        self.base, self.base_ranges = dict(self.env.kinds), dict(self.env.index_ranges)
        self.declarations = Declarations(self.env)
        self.layouts: dict[str, Kind] = {}
        self.read_before: dict[int, list[tuple[Step, State]]] = {}
        self.declared_at: tuple[tuple[int, str], ...] | None = None
        said, self.guessed_labels = labels(reading, self.survey)
        self.env.labels = frozenset() if self.pack is not None else said | self.guessed_labels
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
        self.adopted: dict[str, tuple[Definition, str]] = {}
        self.adopted_in: dict[str, dict[str, tuple[Definition, str]]] = {}
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
        self.left_out: frozenset[int] = frozenset()  # claims in which an index is put back
        self.elsewhere: frozenset[str] = frozenset()  # letters that another chapter may explain
        self.stands: dict[int, str] = {}
        self.units: dict[int, tuple[str, int]] = {}
        self.kinds_of_unit: dict[tuple[str, int], dict[str, Kind]] = {}
        self.settled_units: dict[tuple[str, int], Outcome] = {}
        find_placeholders(reading, self.env)
        settle(self)
        self.env.settled = True
        recognise(self)
        take_notations(self)

    def enter(self, claim: Claim) -> None:
        """What is declared where the claim stands: later declarations of the same letter are of no concern,
        but a symbol that is only declared further on is what it is said to be there."""
        stated = (fact for number, fact in self.domains if number < claim.number and not is_freed(claim, fact))
        facts = tuple(fact for fact in (*claim.scope, *stated) if not is_withdrawn(self, fact, claim))
        positions = tuple((fact.where.start, fact.predicate) for fact in facts)
        if positions != self.declared_at:
            self.declared_at = positions
            declared(self, claim, facts)
        self.env.here = {HERE.removesuffix(" here"): one for one in self.reading.announced
                         if one.what == HERE and one.where.start <= claim.where.start <= one.where.end + NEXT}
        repeated = self.env.conventions.get(REPEATING)
        self.env.repeating = repeated is not None and repeated.where.start < claim.where.start
        self.env.numbers = self.survey.numbers and self.survey.numbers & {
            letter for side in (claim.left, claim.right) for letter in subscripts_of(side)}
        past = self.definitions.past(claim.number)
        defined = {key: kind for key, kind in self.env.defined.items() if key not in past}
        self.env.kinds = {**self.pi, **self.env.chance, **self.env.guessed, **self.known, **defined, **self.layouts}
        self.env.kinds |= laid_down(self, claim)
        for key, kind in self.env.guessed.items():
            said = self.known.get(key)
            if said is not None and not said.certain and {said.element, kind.element} == {"column", "row"}:
                self.env.kinds[key] = replace(said, element=kind.element)  # one-hot, and it may lie
            if (kind.split or kind.whole) and key in self.known and self.known[key].certain:
                self.env.kinds[key] = replace(self.known[key], split=kind.split, whole=kind.whole)
                if kind.split:
                    self.env.kinds[f"{key}{ALONE}"] = Kind(certain=True)


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
        """Both sides, and the layouts under which they fit. What makes no sense of a vector is read of a component,
        where that is what `\\sigma'(z) = \\sigma(z)(1 - \\sigma(z))` says."""
        try:
            found = self.sides_as(left, right)
            if claim.number in self.left_out:
                found.scope.note(f"an index is left out here: it is put back as {self.env.put_back}")
            return found
        except Clash as clash:
            kept, numbers = self.env.kinds, arguments_alone(self.env, left, right)
            if not numbers:
                raise
            try:
                self.env.kinds = {**kept, **numbers}
                found = self.sides_as(left, right)
            except (Clash, Unsupported):
                raise clash from None
            finally:
                self.env.kinds = kept
            for name in (name for name, kind in numbers.items() if kind.split):
                found.scope.note(f"{name} is read as one number, of which the function is taken")
            return found

    def sides_as(self, left: Node, right: Node) -> Sides:
        scope = Scope()
        reader = Elaborator(self.env, scope)
        with self.trial():
            one = reader.value(left)
            opened = frozenset(scope.opened)
            scope.opened.clear()
            other = of_entries(reader, right) or reader.value(right)
            found = reader.algebra.compare(one, other, right.at)
        return Sides(found, scope, (opened, frozenset(scope.opened)))

    # --- meaning -----------------------------------------------------------------------------------------------
    def meaning(self, claim: Claim) -> Meaning:
        """What the claim means where it stands. Definitions take effect for the claims after it."""
        if claim.part not in self.adopted_in:
            self.adopted_in[claim.part] = adopted(self, claim.part)
        self.adopted = self.adopted_in[claim.part]
        self.go_to(claim)
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
        firm = all(is_firm(self, key) for key in self.env.touched)
        firm = firm or is_odd_one_out(self, claim, plain)
        firm = firm and not any(is_of_two_shapes(self, key, claim) for key in self.env.touched)
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

    def go_to(self, claim: Claim) -> None:
        """All symbols are what they are where the claim stands."""
        self.env.guessed = self.kinds_of_unit[self.units[claim.number]]
        self.env.guessed = {**self.env.guessed, **self.kinds_of_claim.get(claim.number, {})}
        self.enter(claim)

    def lost(self, claim: Claim) -> None:
        """An equation that would have defined a symbol was not understood: nothing is known of the symbol then."""
        try:
            candidate = definable(self, claim)
        except (Clash, Unsupported):
            return
        if candidate is not None and not self.definitions.has(candidate.key, claim.number):
            self.undefined.setdefault(candidate.key, claim)

    def kind(self, claim: Claim) -> str:
        if claim.sign not in EQUALITIES:
            return "hypothesis" if claim.role in ("when", "since", "given") else "statement"
        return "hypothesis" if claim.role in ("when", "since") else "step"

    def read(self, claim: Claim) -> Meaning:
        varies = claim.sign == PROPORTIONAL and claim.role not in ("given", "when", "since")
        if claim.sign not in EQUALITIES and claim.sign not in ORDERS and not varies:
            raise Unsupported(f"the relation {claim.sign} claims no equality", claim.right.at)
        if claim.role in ("when", "since") and self.hypotheses.between_indices(claim):
            return Meaning(claim, "hypothesis")
        if is_assignment(self, claim):
            raise Unsupported("an assignment, which claims no equality", claim.right.at)
        self.env.version = self.definitions.versions(claim.number)
        by_cases = self.by_cases(claim)
        if by_cases is not None:
            return by_cases
        candidate = definable(self, claim)
        not_renewed(self, claim, candidate)
        if candidate is not None:
            self.same_indices(candidate, claim)
        if candidate is not None and not in_full(self, candidate) and (
                is_constrained(self, candidate, claim) or again(self, candidate, claim)):
            candidate = None
        if candidate is not None and not self.definitions.has(candidate.key, claim.number):
            self.bound(claim, candidate)
            found = unlabelled(self, claim, candidate) or self.define(claim, candidate)
            if found is not None:
                return found
        lay_down(self, claim)
        reconsider(self, claim)
        self.one_name(claim)
        meaning = self.taken_up(claim, candidate)
        if meaning is not None and candidate is None and restates(self, claim, meaning):
            return define_anew(self, claim, meaning)
        if candidate is not None and (meaning is None or is_new(self, claim, candidate, meaning)):
            self.bound(claim, candidate)
            if not is_another(self, claim, candidate):
                self.undefined.setdefault(candidate.key, claim)
                old = self.definitions.last(candidate.key, claim.number)
                line = self.reading.numbered(old.claim).where.line if old is not None else claim.where.line
                raise Unsupported(f"it differs from what line {line} says; no word says that it is another one",
                                  claim.left.at)
            return self.define(claim, candidate) or meaning or Meaning(claim, self.kind(claim))
        return meaning or Meaning(claim, self.kind(claim))

    def taken_up(self, claim: Claim, candidate: Definable | None) -> Meaning | None:
        """The claim as one about what is known; None where its left side was something of another shape in another
        part, `\\hat y = \\operatorname{softmax}(z)` behind a section on two classes."""
        try:
            return self.carried(claim)
        except Clash:
            old = self.definitions.last(candidate.key, claim.number) if candidate is not None else None
            if old is None or old.part == claim.part:
                raise
            return None

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

    def shape(self, claim: Claim) -> Scope:
        """Reads both sides for their shapes alone; a definition declares its symbol."""
        self.env.version = {key: key for key in self.env.running if self.definitions.has(key, claim.number - 1)}
        self.enter(claim)
        lay_down(self, claim)
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
        wide = tuple(dict.fromkeys(product((without_index(left), left), (without_index(right), right))))
        for aliases in ({}, names) if names else ({},):
            kept = self.env.aliases
            self.env.aliases = {**kept, **aliases}
            try:
                found += [self.step_as(claim, *sides) for sides in wide]
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
                alike = of_like_terms(goal) if sides.scope.doubt else None
                doubt = doubt or self.of_labels(goal) or (sides.scope.doubt if alike is None else "")
                goal = alike or goal
                if claim.sign == PROPORTIONAL:
                    yield from (Alternative(equation, (*readings, *notes, said), None, doubt or alone, order)
                                for equation, order, said, alone in proportional(goal, claim.right.at))
                    continue
                yield Alternative(goal, (*readings, *notes), comparison.laid, doubt)

    def of_labels(self, goal: Goal) -> str:
        """Why a derivative says too little: nothing says that `x_a` and `x_b` are two different symbols."""
        names = {str(getattr(part.variable, "name", "")).split("@")[0]
                 for side in (goal.left, goal.right) for part in subterms(side) if isinstance(part, Deriv)}
        found = sorted(names & self.guessed_labels & self.env.labels)
        return f"nothing says whether the letter of {symbol(found[0])} is a name or an index" if found else ""

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
        """The value of a whole side."""
        reader = self.reader(scope)
        return of_entries(reader, node) or reader.value(node)


def of_like_terms(goal: Goal) -> Goal | None:
    """One term for another, of two sums over the same that hold no index: whether it was left out or not, the sums are
    equal where the terms are, and where they differ, so do the sums of such terms."""
    one, other = goal.left, goal.right
    sums = isinstance(one, Sum) and isinstance(other, Sum) and one.range == other.range
    if not sums or one.name in free(one.body)[0] or other.name in free(other.body)[0]:  # type: ignore[attr-defined]
        return None
    return replace(goal, left=one.body, right=other.body)  # type: ignore[attr-defined]


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
