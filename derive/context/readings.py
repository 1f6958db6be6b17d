"""What is open in a claim: which word a one-hot vector marks, and over which range a free index runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.context.environment import Scope
from derive.context.hypotheses import hypothesis_names, text
from derive.context.kinds import Kind
from derive.context.names import parts_of, strip
from derive.context.sizes import unknown
from derive.context.symbols import ranges_of
from derive.notation.tree import Chain, Node
from derive.terms.term import (
    Delta,
    Entry,
    Index,
    Range,
    Sum,
    Term,
    index,
)
from derive.terms.theory import Hypothesis, Theory
from derive.terms.walk import free, subterms

if TYPE_CHECKING:
    from derive.context.understand import Understanding


class Readings:
    """The ways to read what a document leaves open."""

    def __init__(self, doc: Understanding) -> None:
        self.doc = doc

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
        others = [] if fixed else [*self.marked_words(key), *self.other_targets(key, theory, terms, scope, target)]
        kind = self.doc.env.kinds.get(key, Kind("column"))
        if kind.order != 1:  # of many, each with a one of its own, it is a trait
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
        self, key: str, theory: Theory, terms: tuple[Term, ...], scope: Scope, target: Index | None
    ) -> list[Index]:
        """Where the document never says which word is the true one, and this claim does not speak of the usual
        one: the words that one of its sides does speak of. What one differentiates by is any word, not the true
        one; and a claim about `y_i` speaks of every i."""
        every = [*terms, *(d.body for d in theory.definitions.values())]
        names = {n for t in every for n in free(t)[0]}
        if target is not None and {n for n, _ in target.parts} & names:
            return []
        own = {n for t in terms for part in subterms(t) if isinstance(part, Entry) and part.name == key
               for i in part.indices for n, _ in i.parts}
        if own & theory.indices.keys():
            return []
        names -= spoken_of(terms[0], theory) & spoken_of(terms[1], theory)  # c of `\\log p(w_i|c)`
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


def spoken_of(term: Term, theory: Theory) -> set[str]:
    """The indices that a side names, through definitions too."""
    names, pending, seen = set[str](), [term], set[str]()
    while pending:
        indices, symbols = free(pending.pop())
        names |= indices
        more = (symbols & theory.definitions.keys()) - seen
        seen |= more
        pending += [theory.definitions[name].body for name in sorted(more)]
    return names


def set_apart(theory: Theory) -> set[str]:
    """Index names that a hypothesis keeps out of a whole range, and those that are equal to one of them."""
    names = {n for h in theory.hypotheses if h.kind == "distinct" and h.parameters for n in hypothesis_names(h)}
    for h in theory.hypotheses:
        pair = set(hypothesis_names(h)) if h.kind == "same" else set()
        names |= pair if pair & names else set()
    return names


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
