"""The theory that a claim stands in: what is assumed, defined and known of every symbol that it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from derive.claims.model import Claim
from derive.context.environment import Scope
from derive.context.folding import folded
from derive.context.hypotheses import as_definition, given, hypothesis_names, hypothesis_terms, selected
from derive.context.kinds import Kind
from derive.context.readings import Readings, used_by
from derive.context.sizes import unknown
from derive.context.symbols import ranges_of
from derive.context.value import Unsupported
from derive.functions import FUNCTIONS
from derive.terms.term import ONE, ZERO, Add, Delta, Deriv, Entry, Fun, Index, Range, Sum, Sym, Tensor, Term, index
from derive.terms.theory import Definition, Goal, Hypothesis, Theory, Variable, turns
from derive.terms.walk import free, has_derivative, parts, subterms

if TYPE_CHECKING:
    from derive.context.understand import Understanding

Axes = tuple[tuple[str, Range], ...]
MOST_ALTERNATIVES = 6
HELD_FIXED = "what is given by an assumed equation is held fixed"
PUT_IN = "it holds if what an assumed equation gives is put in before one differentiates, and not if it is held fixed"


class Assumptions:
    """Builds theories. There are several where a reading is open."""

    def __init__(self, doc: Understanding) -> None:
        self.doc = doc
        self.hypotheses = doc.hypotheses
        self.readings = Readings(doc)
        self.pack_definitions: dict[str, Definition] | None = None

    def theories(
        self, claim: Claim, scope: Scope, left: Term, right: Term, axes: Axes
    ) -> Iterator[tuple[Theory, tuple[str, ...], str]]:
        """Theories, best first, with the choices that make them up, and with why a proof in one says too little."""
        count, said = 0, list(self.hypotheses.from_scope(claim))
        points = self.points(scope, (left, right))
        at = hypothesis_terms(points)
        standings = self.standings(said, (left, right))
        for held in standings:
            doubt = PUT_IN if held != standings[0] else ""
            assumed = [h for h in said if given(h) not in held]
            base, used = self.base(claim, scope, (left, right, *at), axes, assumed)
            for ranges, note in self.readings.index_readings(base, (left, right)):
                for hypotheses, mark in self.readings.one_hot_readings(base, used, (left, right), scope, claim):
                    if count == MOST_ALTERNATIVES:
                        return
                    count += 1
                    marked = {n: h.parameters[0][1] for h in hypotheses if isinstance(h.right, Delta)
                              for n, _ in h.right.right.parts if n in self.doc.env.index_names or n.endswith("*")}
                    indices = {**marked, **base.indices, **ranges}
                    theory = replace(base, indices=indices, hypotheses=(*base.hypotheses, *hypotheses, *points))
                    fixed = HELD_FIXED if held else ""
                    yield theory, tuple(n for n in (note, mark, fixed) if n), doubt

    def points(self, scope: Scope, terms: tuple[Term, ...]) -> tuple[Hypothesis, ...]:
        """`\\nabla R(\\hat w)` says that w is \\hat w: in the whole claim, if nothing else in it speaks of w."""
        points = tuple(scope.points.values())
        for point in points:
            name, value = point.left.name, point.right  # type: ignore[union-attr]
            beside = {n for term in (*terms, value) for n in outside(term, name)}  # type: ignore[arg-type]
            bodies = [body for n in sorted(beside) for body in self.reached(Sym(n))]
            if len(points) > 1 or name in scope.anywhere or any(name in free(body)[1] for body in bodies):
                raise Unsupported("a gradient at a point, beside what speaks of other points")
        return points

    def standings(self, said: list[Hypothesis], terms: tuple[Term, ...]) -> tuple[frozenset[str], ...]:
        """How an assumed equation stands to a derivative: what `z = Wx + b` says is put in for z, or z is held fixed,
        as the data are where a text says `y_i = w^T x_i + \\epsilon_i` of them. Held fixed it can only be where
        something else depends on the variable. The names of what is held fixed, the likelier way first."""
        derivatives = [part for term in terms for part in subterms(term) if isinstance(part, Deriv)]
        names = frozenset(filter(None, map(given, said))) if derivatives else frozenset()
        if not names:
            return (frozenset(),)
        held = names & {name for part in derivatives for body in self.reached(part.body) for name in free(body)[1]}
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
        self, claim: Claim, scope: Scope, terms: tuple[Term, ...], axes: Axes, assumed: list[Hypothesis]
    ) -> tuple[Theory, set[str]]:
        every = [*terms, *(d.body for d in self.closure(terms).values())]
        symbols = {s for t in every for s in free(t)[1]}
        names = {n for t in every for n in free(t)[0]}
        said = self.hypotheses
        reached = {name.split("@")[0] for name in symbols.union(*(free(t)[1] for t in every))}
        for key in sorted(reached & self.doc.limited.keys()):
            scope.note(self.doc.notes[key])
        for key in sorted(reached & self.doc.adopted.keys()):
            scope.note(self.doc.adopted[key][1])
        offered = [*assumed, *said.from_pairs(scope), *said.from_pack(), *said.negatives(symbols),
                   *said.from_domains(reached)]
        hypotheses = selected(offered, symbols, names, self.data)
        stated = {name: as_definition(h) for h in hypotheses
                  if (name := given(h)) and (isinstance(h.left, Sym) or has_derivative(*terms))}
        hypotheses = tuple(h for h in hypotheses if given(h) not in stated)
        definitions = {**self.closure((*terms, *hypothesis_terms(hypotheses), *(d.body for d in stated.values()))),
                       **stated}
        for name, changed in folded(terms, definitions):
            definitions |= changed
            scope.note(f"{' and '.join(sorted(changed))} depend{'s' * (len(changed) == 1)} on {name}, as it is written")
        for name in self.modelled(terms, definitions):
            scope.note(f"{name} is data here: what {definitions.pop(name).source} says of it is not put in")
            hypotheses = tuple(h for h in hypotheses if given(h) != name)
        every = [*terms, *(d.body for d in definitions.values()), *hypothesis_terms(hypotheses)]
        symbols = {s for t in every for s in free(t)[1]}
        names = {n for t in every for n in free(t)[0]} | {n for h in hypotheses for n in hypothesis_names(h)}
        variables = {s: totalled(self.variable(s, every), hypotheses) for s in sorted(symbols) if self.known(s)}
        bound = {name for name, _ in axes} | {p for d in definitions.values() for p in d.parameters}
        own = spans_of(every, {n for term in terms for n in free(term)[0]})
        indices = {n: own[n] if n in own else self.span(n, scope)
                   for n in sorted(names) if n in self.doc.env.index_names and n not in bound}
        indices |= {n: found for n, rng in indices.items() if unknown(rng.upper)
                    for found in self.compared(n, every, definitions)[:1]}
        sizes = self.sizes(every, variables, indices, axes, bound)
        fixed = {n: value for n, value in self.hypotheses.fixed(claim).items() if n in sizes}
        return Theory(sizes, fixed, indices, variables, definitions, hypotheses, self.dependent(every)), symbols

    def modelled(self, terms: tuple[Term, ...], definitions: dict[str, Definition]) -> list[str]:
        """Data that a model explains: the loss of `y_i = a + b x_i` holds `y_i - a - b x_i`, which would not depend on
        a any more if the model were put in for y. Nobody means that who differentiates by a."""
        derivatives = [part for term in terms for part in subterms(term) if isinstance(part, Deriv)]
        by = {part.variable.name: part.variable for part in derivatives if isinstance(part.variable, Sym | Entry)}
        bodies = [*(part.body for part in derivatives), *(d.body for d in definitions.values())]
        found = []
        for name, definition in definitions.items():
            fitted = [by[n] for n in sorted(by.keys() & free(definition.body)[1])]
            for residual in (r for body in bodies for r in subterms(body) if fitted and isinstance(r, Add)):
                used = free(residual)[1]
                if name in used and any(v.name in used and self.is_free_of(residual, v, definition) for v in fitted):
                    found.append(name)
                    break
        return found

    def is_free_of(self, residual: Term, variable: Sym | Entry, definition: Definition) -> bool:
        """Does a term not depend on a variable, once a definition is put in?"""
        names = free(residual)[0] | free(variable)[0] | free(definition.body)[0]
        bound = set(definition.parameters)
        indices = {n: Range(index(1), index("?model")) for n in names if n in self.doc.env.index_names or "#" in n}
        sizes = {**dict.fromkeys(names - indices.keys() - bound, 1), "?model": 1}
        theory = Theory(sizes, indices=indices, definitions={definition.name: definition})
        return self.doc.proves(Goal(Deriv(residual, variable), ZERO, theory))

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
        return self.closed(terms, self.losses(terms))

    def closed(self, terms: tuple[Term, ...], losses: dict[str, Definition]) -> dict[str, Definition]:
        visible = {name: e.definition for name, e in self.doc.definitions.visible().items() if e.definition}
        adopted = {name: definition for name, (definition, _) in self.doc.adopted.items()}
        visible = {**self.from_context(), **self.doc.overrides, **adopted, **losses, **visible}
        found: dict[str, Definition] = {}
        pending = list(terms)
        while pending:
            for name in sorted(free(pending.pop())[1]):
                definition = visible.get(name)
                if definition is not None and name not in found:
                    found[name] = definition
                    pending.append(definition.body)
        return dict(sorted(found.items()))

    def data(self, term: Term) -> set[str]:
        """The symbols that a term is made of in the end, through definitions."""
        definitions = self.closure((term,))
        bodies = [term, *(d.body for d in definitions.values())]
        return {name for body in bodies for name in free(body)[1]} - definitions.keys() - set(FUNCTIONS)

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
        if kind.order > 1 and key in said.one_hot and key not in said.by_columns:
            traits |= {"one-hot"}
        return Variable(name, ranges, domain if domain != "negative" else "nonzero", traits)

    def losses(self, terms: tuple[Term, ...]) -> dict[str, Definition]:
        """The losses that are some function of an array, unless the terms differentiate them by what does not go into
        that: `dL/du = 0` does not follow from `g_i = dL/do_i`."""
        found = self.every_loss()
        bodies = (*terms, *(d.body for d in self.closed(terms, {}).values())) if found else ()
        for part in (part for body in bodies for part in subterms(body)):
            loss = found.get(part.body.name) if isinstance(part, Deriv) and isinstance(part.body, Sym) else None
            if loss is not None:
                within = (loss.body, *(d.body for d in self.closed((loss.body,), {}).values()))
                if part.variable.name not in {name for body in within for name in free(body)[1]}:
                    del found[loss.name]
        return found

    def every_loss(self) -> dict[str, Definition]:
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
        known = {**self.doc.definitions.visible(), **self.from_context(), **self.losses(tuple(terms)),
                 **self.doc.adopted}
        derivatives = [part for term in terms for part in subterms(term) if isinstance(part, Deriv)]
        bodies = [part.body for part in derivatives]
        named = {b.name for b in bodies if isinstance(b, (Sym, Entry)) and b.name not in known}
        by = {part.variable.name for part in derivatives if isinstance(part.variable, (Sym, Entry))}
        named |= {name for name, variable in self.doc.declarations.depending if variable in by and name not in known}
        return frozenset(named.union(*(self.turned(part) for part in derivatives)))

    def turned(self, derivative: Deriv) -> set[str]:
        """Of `L = log x` by `y = 1/x^2`, the x: L is not written in terms of y, and y is made of x alone."""
        by = derivative.variable
        names = {name for body in self.reached(derivative.body) for name in free(body)[1]}
        if not isinstance(by, Sym) or by.name in names:
            return set()
        theory = Theory(definitions=self.closure((by,)))
        return {name for name in names if turns(name, by.name, theory)}

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


def spans_of(terms: list[Term], used: set[str]) -> dict[str, Range]:
    """What the letters of sums run over that nothing else uses here: of `w = k`, k is one of those it runs over."""
    sums = [part for term in terms for part in subterms(term) if isinstance(part, Sum)]
    return {name: part.range for part in sums if (name := part.name.split("#")[0]) not in used}


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


def outside(term: Any, name: str) -> set[str]:
    """The symbols in a term, but for derivatives by the one of that name."""
    if isinstance(term, Deriv) and getattr(term.variable, "name", "") == name:
        return set()
    own = {term.name} if isinstance(term, Sym | Entry | Fun) else set()
    return own.union(*(outside(part, name) for part in parts(term)))


def totalled(variable: Variable, hypotheses: tuple[Hypothesis, ...]) -> Variable:
    """That an array sums to 1 is a trait where it is assumed of the whole of its last axis, for every other index.
    Where it is assumed of other sums with free indices, of all of them or of some, no values are known."""
    said = variable.traits & {"sums-to-one", "some-total"}
    if {"simplex", "one-hot"} & variable.traits or not said:
        return variable
    whole = said == {"sums-to-one"} and any(is_total(h, variable) for h in hypotheses)
    new = {"sums-to-one"} if whole else {"some-total"} if len(variable.ranges) > 1 else set()
    return replace(variable, traits=variable.traits - said | new)


def is_total(h: Hypothesis, variable: Variable) -> bool:
    if h.kind != "equal" or h.right != ONE or not isinstance(h.left, Sum) or not isinstance(h.left.body, Entry):
        return False
    body, span = h.left.body, h.left.range
    names = [i.name for i in body.indices]
    plain = None not in names and len(set(names)) == len(names) and names[-1:] == [h.left.name]
    return plain and body.name == variable.name and len(names) == len(variable.ranges) and span == variable.ranges[-1]
