"""The theory that a claim stands in: what is assumed, defined and known of every symbol that it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from derive.claims.model import Claim, Fact
from derive.context.declare import declares_total
from derive.context.define import is_range
from derive.context.environment import Scope
from derive.context.kinds import Kind
from derive.context.names import base_name, parts_of, strip, walk
from derive.context.ranges import size_key
from derive.context.sizes import unknown
from derive.context.symbols import ranges_of
from derive.context.value import Clash, Unsupported
from derive.functions import FUNCTIONS
from derive.notation.tree import Chain, Node, Number, Words
from derive.terms.term import (
    MINUS_ONE,
    Add,
    Delta,
    Deriv,
    Entry,
    Fun,
    Index,
    Mul,
    Num,
    Range,
    Sum,
    Sym,
    Tensor,
    Term,
    index,
)
from derive.terms.theory import Definition, Hypothesis, Theory, Variable
from derive.terms.walk import free, subterms

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator
    from derive.context.understand import Understanding

Axes = tuple[tuple[str, Range], ...]
MOST_ALTERNATIVES = 6
MOST_FIXED = 9  # a size that is given a greater number is left open: what holds for all sizes holds for that one


class Assumptions:
    """Builds theories. There are several where a reading is open: which word a one-hot vector marks, and
    over which range an index runs."""

    def __init__(self, doc: Understanding) -> None:
        self.doc = doc
        self.pack_definitions: dict[str, Definition] | None = None

    def theories(
        self, claim: Claim, scope: Scope, left: Term, right: Term, axes: Axes
    ) -> Iterator[tuple[Theory, tuple[str, ...], str]]:
        """Theories, best first, with the choices that make them up, and with why a proof in one says too little."""
        count = 0
        standings = self.standings(claim, (left, right))
        for held in standings:
            doubt = PUT_IN if held != standings[0] else ""
            base, used = self.base(claim, scope, (left, right), axes, held)
            for ranges, note in self.index_readings(base, (left, right)):
                for hypotheses, mark in self.one_hot_readings(base, used, (left, right), scope, claim):
                    if count == MOST_ALTERNATIVES:
                        return
                    count += 1
                    marked = {n: h.parameters[0][1] for h in hypotheses if isinstance(h.right, Delta)
                              for n, _ in h.right.right.parts if n in self.doc.env.index_names or n.endswith("*")}
                    theory = replace(
                        base, indices={**marked, **base.indices, **ranges}, hypotheses=(*base.hypotheses, *hypotheses)
                    )
                    fixed = HELD_FIXED if held else ""
                    yield theory, tuple(n for n in (note, mark, fixed) if n), doubt

    # --- what is used ----------------------------------------------------------------------------------------
    def standings(self, claim: Claim, terms: tuple[Term, ...]) -> tuple[frozenset[str], ...]:
        """How an assumed equation stands to a derivative: what `z = Wx + b` says is put in for z, or z is held fixed,
        as the data are where a text says `y_i = w^T x_i + \\epsilon_i` of them. Held fixed it can only be where
        something else depends on the variable. The names of what is held fixed, the likelier way first."""
        derivatives = [part for term in terms for part in subterms(term) if isinstance(part, Deriv)]
        inside = {name for part in derivatives for body in self.reached(part.body) for name in free(body)[1]}
        held = frozenset(map(given, self.from_scope(claim))) & inside
        if held and all(map(self.depends, derivatives)):
            return held, frozenset()
        return (frozenset(),)

    def reached(self, term: Term) -> tuple[Term, ...]:
        return (term, *(d.body for d in self.closure((term,)).values()))

    def depends(self, derivative: Deriv) -> bool:
        """Does what is differentiated reach the variable through definitions alone?"""
        name = getattr(derivative.variable, "name", "")
        return any(name in free(body)[1] for body in self.reached(derivative.body))

    def base(
        self, claim: Claim, scope: Scope, terms: tuple[Term, ...], axes: Axes, held: frozenset[str]
    ) -> tuple[Theory, set[str]]:
        every = [*terms, *(d.body for d in self.closure(terms).values())]
        symbols = {s for t in every for s in free(t)[1]}
        names = {n for t in every for n in free(t)[0]}
        offered = [*self.from_scope(claim), *self.from_pairs(scope), *self.from_pack(), *self.negatives(symbols)]
        offered = [h for h in offered if given(h) not in held]
        hypotheses = selected(offered, symbols, names)
        derivative = any(isinstance(part, Deriv) for term in terms for part in subterms(term))
        stated = {name: as_definition(h) for h in hypotheses
                  if (name := given(h)) and (derivative or isinstance(h.left, Sym))}
        hypotheses = tuple(h for h in hypotheses if given(h) not in stated)
        definitions = {**self.closure((*terms, *hypothesis_terms(hypotheses), *(d.body for d in stated.values()))),
                       **stated}
        every = [*terms, *(d.body for d in definitions.values()), *hypothesis_terms(hypotheses)]
        symbols = {s for t in every for s in free(t)[1]}
        names = {n for t in every for n in free(t)[0]} | {n for h in hypotheses for n in hypothesis_names(h)}
        variables = {s: self.variable(s, every) for s in sorted(symbols) if self.known(s)}
        bound = {name for name, _ in axes} | {p for d in definitions.values() for p in d.parameters}
        indices = {n: self.span(n, scope) for n in sorted(names) if n in self.doc.env.index_names and n not in bound}
        indices |= {n: found for n, rng in indices.items() if unknown(rng.upper)
                    for found in self.compared(n, every, definitions)[:1]}
        sizes = self.sizes(every, variables, indices, axes, bound)
        fixed = {n: value for n, value in self.fixed(claim).items() if n in sizes}
        return Theory(sizes, fixed, indices, variables, definitions, hypotheses, self.dependent(every)), symbols

    def span(self, name: str, scope: Scope) -> Range:
        """The range of a free index, as far as it is known."""
        env = self.doc.env
        known = scope.free.get(name) or env.index_ranges.get(name) or env.seen_ranges.get(name)
        return self.doc.env.sizes.resolve(known) if known else Range(index(1), index(f"?{name}"))

    def compared(self, name: str, terms: list[Term], definitions: dict[str, Definition]) -> list[Range]:
        """The whole ranges of what the index is compared with: c is one of the k in `q_k = \\delta_{kc}`."""
        spans = {part.name: part.range for term in terms for part in subterms(term) if isinstance(part, Sum)}
        for d in definitions.values():
            axes = ranges_of(d.name, self.doc.env.kinds.get(d.name, Kind()))
            spans |= dict(zip(d.parameters, map(self.doc.env.sizes.resolve, axes), strict=False))
        pairs = [(part.left.name, part.right.name) for term in terms for part in subterms(term)
                 if isinstance(part, Delta)]
        others = [b if a == name else a for a, b in pairs if name in (a, b)]
        return [spans[o] for o in others if o in spans and spans[o].lower == index(1) and not unknown(spans[o].upper)]

    def known(self, name: str) -> bool:
        return name.split("@")[0] in self.doc.env.kinds or name in self.doc.declarations.domains

    def closure(self, terms: tuple[Term, ...]) -> dict[str, Definition]:
        """The definitions that the terms reach."""
        visible = {name: e.definition for name, e in self.doc.definitions.visible().items() if e.definition}
        visible = {**self.from_context(), **self.doc.overrides, **self.losses(), **visible}
        found: dict[str, Definition] = {}
        pending = list(terms)
        while pending:
            for name in sorted(free(pending.pop())[1]):
                definition = visible.get(name)
                if definition is not None and name not in found:
                    found[name] = definition
                    pending.append(definition.body)
        return dict(sorted(found.items()))

    def from_context(self) -> dict[str, Definition]:
        """Definitions of the context file, read once."""
        if self.pack_definitions is None:
            self.pack_definitions = {}
            pack = self.doc.pack
            for one in pack.definitions if pack else ():
                scope = Scope()
                kind = self.doc.env.kinds.get(one.name, Kind())
                rng = ranges_of(one.name, kind)[0] if kind.order else Range(Index(), Index())
                unique = index(f"{one.index}#0")
                with scope.binding({one.index: (unique, rng)} if one.index else {}):
                    body = self.doc.value(one.body, scope).term
                parameters = (str(unique.name),) if one.index else ()
                self.pack_definitions[one.name] = Definition(
                    one.name, "tensor" if parameters else "scalar", parameters, body, f"context {pack and pack.name}"
                )
        return self.pack_definitions

    def variable(self, name: str, terms: list[Term]) -> Variable:
        key = name.split("@")[0]
        env, said = self.doc.env, self.doc.declarations
        kind = env.kinds.get(key, Kind())
        ranges = tuple(env.sizes.resolve(r) for r in ranges_of(key, kind)) if not kind.of else ()
        if not any(kind.sizes) and reaches_outside(terms, name, ranges):
            ranges = ()
        domain = said.domains.get(key, kind.domain)
        traits = kind.traits | frozenset(said.traits.get(key, ()))
        return Variable(name, ranges, domain if domain != "negative" else "nonzero", traits)

    def losses(self) -> dict[str, Definition]:
        """`g_i = dL/do_i`, where L is given nowhere: L is some function of the o."""
        found: dict[str, Definition] = {}
        visible = self.doc.definitions.visible()
        for entry in visible.values():
            body = entry.definition.body if entry.definition else None
            if not isinstance(body, Deriv) or not isinstance(body.body, Sym) or body.body.name in visible:
                continue
            name, by = body.body.name, body.variable
            kind = self.doc.env.kinds.get(getattr(by, "name", ""), Kind())
            if not isinstance(by, Entry) or name in found:
                continue
            spans = [self.doc.env.sizes.resolve(r) for r in ranges_of(by.name, kind)]
            binders = tuple((f"t#{name}{k}", span) for k, span in enumerate(spans))
            array = Tensor(binders, Entry(by.name, tuple(index(n) for n, _ in binders)))
            found[name] = Definition(name, "scalar", (), Fun(f"{name}()", (array,)), entry.definition.source
                                     if entry.definition else "")
        return found

    def dependent(self, terms: list[Term]) -> frozenset[str]:
        """Undefined symbols that are differentiated: `L` in `dL/dx` is a function of x that is not given."""
        known = {**self.doc.definitions.visible(), **self.from_context(), **self.losses()}
        bodies = [part.body for term in terms for part in subterms(term) if isinstance(part, Deriv)]
        return frozenset(b.name for b in bodies if isinstance(b, (Sym, Entry)) and b.name not in known)

    def sizes(
        self, terms: list[Term], variables: dict[str, Variable], indices: dict[str, Range], axes: Axes,
        bound: set[str],
    ) -> dict[str, int]:
        ranges = [r for v in variables.values() for r in v.ranges] + list(indices.values()) + [r for _, r in axes]
        names = {n for r in ranges for end in (r.lower, r.upper) for n, _ in end.parts}
        for term in terms:
            names |= free(term)[0]
        said = self.doc.declarations
        own = sorted(n for n in names if n not in indices and n not in bound)
        return {n: said.least.get(n, int(said.domains.get(n) != "nonnegative")) for n in own}

    # --- hypotheses --------------------------------------------------------------------------------------------
    def in_force(self, claim: Claim) -> Iterator[Fact]:
        """The relations that are assumed where the claim stands, and are not the claim itself."""
        conditions = [(s, fact.where.line) for fact in self.doc.reading.facts for s in fact.subjects[1:]
                      if fact.predicate == "relation"]
        for fact in claim.scope:
            only_condition = bool(fact.subjects) and (fact.subjects[0], fact.where.line) in conditions
            if only_condition or (fact.predicate == "case" and claim.condition is not None):
                continue
            where = (fact.where.start, fact.where.end)
            inside = where[0] <= claim.where.start < where[1] and fact.predicate != "case"
            if not inside and where not in self.doc.rejected and fact.predicate in ("relation", "case"):
                yield fact

    def fixed(self, claim: Claim) -> dict[str, int]:
        """The sizes that are given a number here: `for n = 2`."""
        chains = [fact.subjects[0] for fact in self.in_force(claim) if fact.subjects]
        return dict(found for chain in chains if (found := self.fixes(chain)))

    def fixes(self, chain: Node) -> tuple[str, int] | None:
        if not isinstance(chain, Chain) or [s.name for s in chain.signs] != ["="]:
            return None
        size, number = size_key(chain.items[0]), strip(chain.items[1])
        small = isinstance(number, Number) and number.digits.isdecimal() and int(number.digits) <= MOST_FIXED
        if size not in self.doc.env.size_names or not small:
            return None
        return self.doc.env.size_names[size], int(number.digits)  # type: ignore[attr-defined]

    def from_scope(self, claim: Claim) -> Iterator[Hypothesis]:
        for fact in self.in_force(claim):
            if all(map(is_range, fact.subjects[1:])):
                yield from self.from_fact(fact)
        for fact in self.doc.reading.facts:
            if fact.predicate == "relation" and len(fact.subjects) > 1 and states(fact, claim):
                for condition in fact.subjects[1:]:
                    yield from self.from_chain(condition, "its condition")
        if claim.condition is not None:
            made = list(self.from_chain(claim.condition, "the case"))
            if not made:
                raise Unsupported("the condition of the case is not understood", claim.condition.at)
            yield from made

    def from_fact(self, fact: Fact) -> Iterator[Hypothesis]:
        if fact.subjects:
            yield from self.from_chain(fact.subjects[0], f"line {fact.where.line}")

    def from_chain(self, node: Node, source: str) -> Iterator[Hypothesis]:
        if not isinstance(node, Chain):
            for part in getattr(node, "items", getattr(node, "factors", ())):
                if isinstance(part, Chain):
                    yield from self.from_chain(part, source)
            return
        for left, sign, right in zip(node.items, node.signs, node.items[1:], strict=False):
            if isinstance(left, Words) or isinstance(right, Words):
                continue
            try:
                with self.doc.trial():
                    made = self.one(left, sign.name, right, source)
            except (Clash, Unsupported):
                continue
            if made is not None:
                yield made

    def one(self, left: Node, sign: str, right: Node, source: str) -> Hypothesis | None:
        reader = self.doc.reader(Scope())
        indices = [reader.indices.read(n) for n in (left, right)]
        if sign in ("=", "\\neq", "==") and indices[0] is not None and indices[1] is not None:
            if not any(name in self.doc.env.index_names for i in indices if i for name, _ in i.parts):
                return None
            kind = "distinct" if sign == "\\neq" else "same"
            words = f"{text(indices[0])} {'is not' if kind == 'distinct' else 'is'} {text(indices[1])}"
            return Hypothesis(f"{words} ({source})", kind, indices[0], indices[1])
        if sign == "\\leq" or (sign in FLIPPED and not is_zero_node(right)):
            left, sign, right = right, FLIPPED[sign], left
        if sign in (">", "\\geq") and None not in indices:
            return self.above(reader, left, right, sign, source)
        if sign in SIGNS:
            one, other = reader.value(left), reader.value(right)
            if one.scalar and other.scalar:
                term = one.term if is_zero_node(right) else Add((one.term, Mul((MINUS_ONE, other.term))))
                return Hypothesis(f"{SIGNS[sign]} ({source})", SIGNS[sign], term)
            return None
        if sign in ("=", ":=", "\\equiv"):
            return self.equation(reader, left, right, source)
        return None

    def above(self, reader: Elaborator, left: Node, right: Node, sign: str, source: str) -> Hypothesis | None:
        """`w >= 1` of an index that begins at 0 says that it is not 0; of one that begins at 1 it says nothing new."""
        name, number = base_name(strip(left)), strip(right)
        if name not in self.doc.env.index_names or not isinstance(number, Number) or not number.digits.isdecimal():
            return None
        first = int(number.digits) + (sign == ">") - 1
        rng = self.doc.env.index_ranges.get(name)
        lower = rng.lower if rng is not None else index(1)
        excluded = index(first)
        if first >= 0:
            excluded = reader.indices.read(replace(number, digits=str(first))) or excluded
        if lower.parts or (first > lower.offset and not excluded.parts):
            return None
        return Hypothesis(f"{name} is not {text(excluded)} ({source})", "distinct", index(name), excluded)

    def unused(self, claim: Claim, touched: set[str], shown: Callable[[Fact], bool]) -> int | None:
        """The line of something that is assumed about the symbols of a claim, and that no goal of it can use: an
        equation between expressions, a property that is not known. What was `shown` adds nothing."""
        for fact in claim.scope:
            where = (fact.where.start, fact.where.end)
            if where in self.doc.rejected or where[0] <= claim.where.start < where[1] or shown(fact):
                continue
            if fact.predicate == "unknown-trait":
                keys = {found[0] for found in map(self.doc.declarations.key, fact.subjects) if found is not None}
            elif fact.predicate == "relation" and fact.subjects and not self.is_used(fact):
                keys = self.keys(fact.subjects[0])
            else:
                continue
            if keys & touched:
                return fact.where.line
        return None

    def is_used(self, fact: Fact) -> bool:
        """Does the relation become a hypothesis, or declare something?"""
        chain = fact.subjects[0]
        if isinstance(chain, Chain) and chain.signs[-1].name == "\\in":
            return self.doc.declarations.understands(chain.items[-1])
        if not isinstance(chain, Chain) or any(s.name not in {*SIGNS, "\\leq", "="} for s in chain.signs):
            return True
        reader = self.doc.reader(Scope())
        read = [reader.indices.read(item) for item in chain.items]
        if declares_total(chain) or self.fixes(chain) or (None not in read and (chain.signs[0].name != "=" or any(
                name in self.doc.env.index_names for i in read if i for name, _ in i.parts))):
            return True
        return len(list(self.from_fact(fact))) == len(chain.signs)

    def keys(self, node: Node) -> set[str]:
        found = (self.doc.declarations.key(part) for part in walk(node) if parts_of(part) is not None)
        return {one[0] for one in found if one is not None}

    def between_indices(self, claim: Claim) -> bool:
        """`w = o`: a relation between indices is a case or a condition, and claims nothing."""
        reader = self.doc.reader(Scope())
        sides = [reader.indices.read(n) for n in (claim.left, claim.right)]
        return all(s is not None for s in sides) and any(
            name in self.doc.env.index_names for s in sides if s for name, _ in s.parts
        )

    def equation(self, reader: Elaborator, left: Node, right: Node, source: str) -> Hypothesis | None:
        one, other = reader.value(left), reader.value(right)
        found = reader.algebra.compare(one, other, right.at)[0]
        axes = tuple((self.doc.env.fresh("p"), self.doc.env.sizes.resolve(a)) for a in found.left.axes)
        free_axes = [index(n) for n, _ in axes]
        sides = found.left.at(*free_axes), found.right.at(*free_axes)
        for atom, body in (sides, sides[::-1]):
            if isinstance(atom, (Sym, Entry, Fun)) and not self.determined(atom.name):
                if any(matches(atom, part, free_axes) or goes_on(atom, part) for part in subterms(body)):
                    return None
                return Hypothesis(f"equation of {source}", "equal", atom, body, axes)
        names = {name for side in sides for name in free(side)[1]} - set(FUNCTIONS)
        if not names or any(self.determined(name) for name in names):
            return None
        return Hypothesis(f"equation of {source}", "equal", *sides, axes)

    def determined(self, name: str) -> bool:
        """Is the symbol defined, or one-hot, so that an equation about it is a claim and no assumption?"""
        key = name.split("@")[0]
        return (name in self.doc.definitions.visible() or key in self.from_context() or self.is_one_hot(name)
                or (key in self.doc.env.routines and self.doc.env.routines[key].kind != "open")
                or name in ("exp", "log", "sqrt", "sigmoid", "tanh", "abs", "inv", "det"))

    def is_one_hot(self, name: str) -> bool:
        key = name.split("@")[0]
        return key in self.doc.declarations.one_hot or (self.doc.pack is not None and key in self.doc.pack.one_hot)

    def negatives(self, symbols: set[str]) -> Iterator[Hypothesis]:
        """A variable has no domain of negative numbers: what is said to be negative is assumed to be."""
        said, kinds = self.doc.declarations.domains, self.doc.env.kinds
        for name in sorted(symbols):
            kind = kinds.get(name, Kind())
            if "negative" in (said.get(name), kind.domain) and not kind.order:
                yield Hypothesis(f"{name} is negative", "negative", Sym(name))

    def from_pairs(self, scope: Scope) -> Iterator[Hypothesis]:
        for left, right in scope.distinct:
            yield Hypothesis(f"{text(left)} is not {text(right)}", "distinct", left, right)

    def from_pack(self) -> Iterator[Hypothesis]:
        pack, env = self.doc.pack, self.doc.env
        for one in pack.distinct if pack else ():
            unique = f"{one.letter}#0"
            upper = env.size_names.get(one.upper, one.upper)
            yield Hypothesis(one.words, "distinct", index(one.index), index(unique),
                             ((unique, Range(index(1), index(upper))),))

    # --- readings ------------------------------------------------------------------------------------------------
    def one_hot_readings(
        self, theory: Theory, used: set[str], terms: tuple[Term, ...], scope: Scope, claim: Claim
    ) -> Iterator[tuple[tuple[Hypothesis, ...], str]]:
        marked = {**(self.doc.pack.one_hot if self.doc.pack else {})}
        said = self.doc.declarations.one_hot
        keys = sorted(k for k in {*marked, *said} if k in used)
        if not keys:
            yield (), ""
            return
        key = keys[0]
        target = self.target(said.get(key)) or (index(marked[key]) if key in marked else None)
        fixed = said.get(key) is not None or claim.role in ("since", "when", "given")
        others = [] if fixed else [*self.marked_words(key), *self.other_targets(theory, terms, scope, target)]
        kind = self.doc.env.kinds.get(key, Kind("column"))
        if not kind.order:
            yield (), ""
            return
        rng = self.doc.env.sizes.resolve(ranges_of(key, kind)[-1])
        order = list(dict.fromkeys([target or index(f"{key}*"), *others]))
        if claim.link and claim.previous in self.doc.marks:
            order = [self.doc.marks[claim.previous]]  # the same word all along the chain
        for one in order:
            name = f"{key}#one"
            words = f"{key} is one-hot" + (f" at {text(one)}" if one != index(f"{key}*") else "")
            hypothesis = Hypothesis(words, "equal", Entry(key, (index(name),)), Delta(index(name), one), ((name, rng),))
            yield (hypothesis,), "" if one in (target, index(f"{key}*")) else words

    def marked_words(self, key: str) -> list[Index]:
        """Indices t of which the document says `y_t = 1`."""
        reader, found = self.doc.reader(Scope()), []
        for fact in self.doc.reading.facts:
            chain = fact.subjects[0] if fact.subjects else None
            if fact.predicate != "relation" or not isinstance(chain, Chain) or len(chain.items) != 2:
                continue
            parts = parts_of(chain.items[0])
            if parts is None or parts.name != key or getattr(strip(chain.items[1]), "digits", "") != "1":
                continue
            found += [i for i in map(reader.indices.read, parts.subs) if i is not None]
        return found

    def other_targets(
        self, theory: Theory, terms: tuple[Term, ...], scope: Scope, target: Index | None
    ) -> list[Index]:
        """Where the document never says which word is the true one, and this claim does not speak of the usual
        one: the words that it does speak of. What one differentiates by is any word, not the true one."""
        every = [*terms, *(d.body for d in theory.definitions.values())]
        names = {n for t in every for n in free(t)[0]}
        if target is not None and {n for n, _ in target.parts} & names:
            return []
        return [index(n) for n in theory.indices if n in names and n not in scope.differentiated]

    def target(self, node: Node | None) -> Index | None:
        return None if node is None else self.doc.reader(Scope()).indices.read(node)

    def index_readings(self, theory: Theory, terms: tuple[Term, ...]) -> Iterator[tuple[dict[str, Range], str]]:
        """A free index may run over the range of a sum over the same family instead of over the whole family; but
        n - 1 beside n is a slip."""
        yield {}, ""
        seen: dict[tuple[str, Range], None] = {}
        bodies = [*terms, *(d.body for d in theory.definitions.values())]
        spans = {s.range for t in bodies for s in subterms(t) if isinstance(s, Sum)}
        families = sum_families(bodies)
        for name, rng in theory.indices.items():
            if name in set_apart(theory) or (name in self.doc.env.index_ranges and name not in self.doc.base_ranges):
                continue
            letters = self.binder_ranges(name)
            for other in sorted({*spans, *letters}, key=str):
                same_family = families.get(other, set()) & used_by(terms, name) or other in letters
                if other.upper.parts != rng.upper.parts and same_family and not unknown(other.upper):
                    seen[name, other] = None
        for name, other in seen:
            yield {name: other}, f"{name} runs from {text(other.lower)} to {text(other.upper)}"

    def binder_ranges(self, name: str) -> set[Range]:
        """The ranges that sums elsewhere in the document give to the same letter."""
        reader, found = self.doc.reader(Scope()), set()
        for low, high in self.doc.survey.binders.get(name, ()):
            ends = [reader.indices.read(n) if n is not None else None for n in (low, high)]
            if ends[0] is not None and ends[1] is not None:
                found.add(Range(ends[0], ends[1]))
        return found


def given(h: Hypothesis) -> str:
    """The symbol that an equation could define; empty where it could not."""
    if h.kind != "equal" or not isinstance(h.right, Term) or isinstance(h.right, Num):
        return ""
    letters = [i.name for i in h.left.indices] if isinstance(h.left, Entry) else []
    plain = letters and all(letters) and len(set(letters)) == len(letters)
    return h.left.name if isinstance(h.left, Sym) or (isinstance(h.left, Entry) and plain) else ""


def as_definition(h: Hypothesis) -> Definition:
    assert isinstance(h.left, Sym | Entry) and isinstance(h.right, Term)
    if isinstance(h.left, Sym):
        return Definition(h.left.name, "scalar", (), h.right, h.name)
    return Definition(h.left.name, "tensor", tuple(str(i.name) for i in h.left.indices), h.right, h.name)


def set_apart(theory: Theory) -> set[str]:
    """Index names that a hypothesis keeps out of a whole range, and those that are equal to one of them."""
    names = {n for h in theory.hypotheses if h.kind == "distinct" and h.parameters for n in hypothesis_names(h)}
    for h in theory.hypotheses:
        pair = set(hypothesis_names(h)) if h.kind == "same" else set()
        names |= pair if pair & names else set()
    return names


def reaches_outside(terms: list[Term], name: str, ranges: tuple[Range, ...]) -> bool:
    """Is a size only inferred, and does a sum run differently, or an index like n + 1 pass it?"""
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Entry) and part.name == name and any(map(is_odd, part.indices)):
                return True
            if isinstance(part, Sum) and part.range not in ranges and any(
                n == name for n, _ in used_by((part.body,), part.name)
            ):
                return True
    return False


def is_odd(one: Index) -> bool:
    """An index other than a name or a positive number."""
    return one.name is None and (bool(one.parts) or one.offset < 1)


def used_by(terms: tuple[Term, ...], name: str) -> set[tuple[str, int]]:
    """The axes (tensor and place) on which an index is used."""
    return {(t.name, k) for term in terms for t in subterms(term) if isinstance(t, Entry)
            for k, i in enumerate(t.indices) if name == i.name}


def sum_families(terms: list[Term]) -> dict[Range, set[tuple[str, int]]]:
    found: dict[Range, set[tuple[str, int]]] = {}
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Sum):
                found.setdefault(part.range, set()).update(used_by((part.body,), part.name))
    return found


def goes_on(atom: Term, part: object) -> bool:
    """`F_{n+2}` and `F_{n+1}`: a recurrence, which is more than an equation for one n."""
    if not isinstance(atom, Entry) or not isinstance(part, Entry) or atom.name != part.name:
        return False
    one, other = atom.indices[0], part.indices[0]
    return one.parts == other.parts and one.offset != other.offset


def matches(atom: Term, part: object, parameters: list[Index]) -> bool:
    """Would replacing the atom go on for ever?"""
    if isinstance(atom, Entry) and isinstance(part, Entry) and atom.name == part.name:
        return all(a in parameters or a == b for a, b in zip(atom.indices, part.indices, strict=True))
    return atom == part or (isinstance(atom, Fun) and isinstance(part, Fun) and atom.name == part.name)


def states(fact: Fact, claim: Claim) -> bool:
    """Is the fact this very claim, with its conditions?"""
    chain = fact.subjects[0]
    return (isinstance(chain, Chain) and chain.items == (claim.left, claim.right)
            and fact.where.line <= claim.where.line <= fact.where.line + fact.where.text.count("\n"))


def selected(offered: list[Hypothesis], symbols: set[str], names: set[str]) -> tuple[Hypothesis, ...]:
    """The hypotheses that bear on the claim, directly or through one another; each said once."""
    chosen: dict[int, Hypothesis] = {}
    while True:
        more = {n: h for n, h in enumerate(offered) if n not in chosen and relevant(h, symbols, names)}
        if not more:
            break
        chosen |= more
        for h in more.values():
            names = names | set(hypothesis_names(h))
            for term in hypothesis_terms([h]):
                symbols, names = symbols | free(term)[1], names | free(term)[0]
    said: dict[tuple[object, ...], Hypothesis] = {}
    for n in sorted(chosen):
        h = chosen[n]
        said.setdefault((h.kind, h.left, h.right, h.parameters), h)
    return tuple(said.values())


def relevant(h: Hypothesis, symbols: set[str], names: set[str]) -> bool:
    """Facts about what the claim does not use are left out."""
    if h.kind == "equal" and isinstance(h.left, (Sym, Entry, Fun)) and h.left.name not in FUNCTIONS:
        return h.left.name in symbols
    if h.kind == "equal":
        return bool({name for term in hypothesis_terms([h]) for name in free(term)[1]} & symbols)
    if isinstance(h.left, Index):
        own = {n for n, _ in h.parameters}
        sides = [side for side in (h.left, h.right) if isinstance(side, Index)]
        used = [{n for n, _ in side.parts} - own for side in sides]
        return any(u & names for u in used)
    return isinstance(h.left, Term) and bool(free(h.left)[1] & symbols)


def hypothesis_terms(hypotheses: Iterable[Hypothesis]) -> list[Term]:
    return [t for h in hypotheses for t in (h.left, h.right) if isinstance(t, Term)]


def hypothesis_names(h: Hypothesis) -> list[str]:
    own = {n for n, _ in h.parameters}
    return [n for side in (h.left, h.right) if isinstance(side, Index) for n, _ in side.parts if n not in own]


def is_zero_node(node: Node) -> bool:
    return getattr(strip(node), "digits", "") == "0"


def text(one: Index) -> str:
    parts = [name if factor == 1 else f"{factor}{name}" for name, factor in one.parts]
    if one.offset or not parts:
        parts.append(str(one.offset))
    return " + ".join(parts).replace("+ -", "- ")


HELD_FIXED = "what is given by an assumed equation is held fixed"
PUT_IN = "it holds if what an assumed equation gives is put in before one differentiates, and not if it is held fixed"
FLIPPED = {"<": ">", "\\leq": "\\geq"}
SIGNS = {">": "positive", "\\geq": "nonnegative", "<": "negative", "\\neq": "nonzero"}
