"""What is assumed where a claim stands: the relations that are in force there, as hypotheses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from derive.claims.model import Claim, Fact
from derive.context.declare import declares_total
from derive.context.environment import Scope
from derive.context.kinds import Kind
from derive.context.limits import is_range, is_whole_range
from derive.context.names import base_name, is_zero, label_text, parts_of, strip, walk
from derive.context.ranges import size_key
from derive.context.routines import head_and_arguments
from derive.context.value import Clash, Unsupported
from derive.functions import FUNCTIONS
from derive.notation.tree import Chain, Node, Number, Sum, Words
from derive.terms.show import VERBATIM
from derive.terms.term import (
    MINUS_ONE,
    Add,
    Entry,
    Fun,
    Index,
    Mul,
    Num,
    Range,
    Sym,
    Term,
    index,
)
from derive.terms.theory import Definition, Hypothesis
from derive.terms.walk import free, substitute, subterms

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator
    from derive.context.understand import Understanding

OF_PRODUCTS = ("symmetric", "orthogonal")
MOST_FIXED = 9  # a size that is given a greater number is left open: what holds for all sizes holds for that one


class Hypotheses:
    """Reads the relations of a document that are assumed."""

    def __init__(self, doc: Understanding) -> None:
        self.doc = doc
        self.conditions = [(s, fact.where.line) for fact in doc.reading.facts for s in fact.subjects[1:]
                           if fact.predicate == "relation"]

    def in_force(self, claim: Claim) -> Iterator[Fact]:
        """The relations that are assumed where the claim stands, and are not the claim itself."""
        for fact in claim.scope:
            only_condition = bool(fact.subjects) and (fact.subjects[0], fact.where.line) in self.conditions
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
            if all(is_range(node, self.doc.env.index_names) for node in fact.subjects[1:]):
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
        names = parts_of(node.items[0]) is not None or head_and_arguments(node.items[0]) is not None
        for link, (left, sign, right) in enumerate(zip(node.items, node.signs, node.items[1:], strict=False)):
            computed = link and sign.name == "=" and parts_of(left) is None and not isinstance(strip(right), Number)
            computed = computed and names
            if isinstance(left, Words) or isinstance(right, Words) or computed:
                continue  # `z = (x+1)^2 = x^2 + 1` assumes its first link alone
            env, touched = self.doc.env, dict(self.doc.env.touched)  # what is assumed is not what is claimed
            try:
                with self.doc.trial():
                    made = self.one(left, sign.name, right, source)
            except (Clash, Unsupported):
                continue
            finally:
                env.touched = touched
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
        if sign == "\\leq" or (sign in FLIPPED and not is_zero(right)):
            left, sign, right = right, FLIPPED[sign], left
        if sign in (">", "\\geq") and None not in indices:
            return self.above(reader, left, right, sign, source)
        if sign in SIGNS:
            one, other = reader.value(left), reader.value(right)
            if one.scalar and other.scalar:
                minus = Mul((MINUS_ONE, other.term))
                term = minus if is_zero(left) else one.term if is_zero(right) else Add((one.term, minus))
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

    def equation(self, reader: Elaborator, left: Node, right: Node, source: str) -> Hypothesis | None:
        one, other = reader.value(left), reader.value(right)
        found = reader.algebra.compare(one, other, right.at)[0]
        axes = tuple((self.doc.env.fresh("p"), self.doc.env.sizes.resolve(a)) for a in found.left.axes)
        free_axes = [index(n) for n, _ in axes]
        sides = found.left.at(*free_axes), found.right.at(*free_axes)
        if self.is_definition(*sides) or self.is_definition(*sides[::-1]):
            return None
        for atom, body in (sides, sides[::-1]):
            if isinstance(atom, (Sym, Entry, Fun)) and not self.determined(atom.name):
                if any(matches(atom, part, free_axes) or goes_on(atom, part) for part in subterms(body)):
                    return None
                return Hypothesis(f"equation of {source}", "equal", atom, body, axes)
        names = {name for side in sides for name in free(side)[1]} - set(FUNCTIONS)
        called = {part.name for side in sides for part in subterms(side) if isinstance(part, Fun)}
        if any(self.determined(name) for name in called - {*FUNCTIONS, "inv", "det"}):
            return None  # `s'(x) = 2 \\sigma(x)` of a function that is defined
        if not names or any(self.determined(name) for name in names):
            return None
        return Hypothesis(f"equation of {source}", "equal", *sides, axes)

    def is_definition(self, left: Term, right: Term) -> bool:
        """`u = a`, where that is what u is, or `v = W_2`: it says nothing of a, and W_2 is not made of v."""
        entry = self.doc.definitions.visible().get(left.name) if isinstance(left, Sym | Entry) else None
        made = entry.definition if entry is not None else None
        places = left.indices if isinstance(left, Entry) else ()
        return made is not None and made.kind != "function" and len(places) == len(made.parameters) and (
            substitute(made.body, dict(zip(made.parameters, places, strict=True))) == right)

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

    def from_domains(self, names: set[str]) -> Iterator[Hypothesis]:
        """Of what functions are that are given on a part of the numbers alone."""
        for key in sorted(names & self.doc.limited.keys()):
            yield from self.doc.limited[key]

    def from_pack(self) -> Iterator[Hypothesis]:
        pack, env = self.doc.pack, self.doc.env
        for one in pack.distinct if pack else ():
            unique = f"{one.letter}#0"
            upper = env.size_names.get(one.upper, one.upper)
            yield Hypothesis(one.words, "distinct", index(one.index), index(unique),
                             ((unique, Range(index(1), index(upper))),))

    # --- is it one? ----------------------------------------------------------------------------------------------
    def determined(self, name: str) -> bool:
        """Is the symbol defined, or one-hot, so that an equation about it is a claim and no assumption?"""
        key = name.split("@")[0]
        pack = {one.name for one in self.doc.pack.definitions} if self.doc.pack is not None else ()
        return (name in self.doc.definitions.visible() or key in pack or self.is_one_hot(name)
                or (key in self.doc.env.routines and self.doc.env.routines[key].kind != "open")
                or name in {*FUNCTIONS, "inv", "det"} or name.startswith(f"{VERBATIM}1"))  # an indicator

    def is_one_hot(self, name: str) -> bool:
        key = name.split("@")[0]
        return key in self.doc.declarations.one_hot or (self.doc.pack is not None and key in self.doc.pack.one_hot)

    def between_indices(self, claim: Claim) -> bool:
        """`w = o`: a relation between indices is a case or a condition, and claims nothing."""
        reader = self.doc.reader(Scope())
        sides = [reader.indices.read(n) for n in (claim.left, claim.right)]
        return all(s is not None for s in sides) and any(
            name in self.doc.env.index_names for s in sides if s for name, _ in s.parts
        )

    def unused(self, claim: Claim, touched: set[str], shown: Callable[[Fact], bool]) -> int | None:
        """The line of something that is assumed about the symbols of a claim, and that no goal of it can use: an
        equation between expressions, a property that is not known. What was `shown` adds nothing."""
        for fact in claim.scope:
            where = (fact.where.start, fact.where.end)
            if where in self.doc.rejected or where[0] <= claim.where.start < where[1] or shown(fact):
                continue
            if fact.predicate in ("unknown-trait", "two-valued"):
                keys = {found[0] for found in map(self.doc.declarations.key, fact.subjects) if found is not None}
                keys = {key for key in keys if fact.predicate == "unknown-trait" or not self.has_two_values(key)}
            elif fact.predicate in OF_PRODUCTS and any(parts_of(strip(node)) is None for node in fact.subjects):
                keys = {key for node in fact.subjects for key in self.keys(node)}  # "such that $AB$ is symmetric"
            elif fact.predicate == "relation" and fact.subjects and not self.is_used(fact):
                keys = set() if self.splits_size(fact, touched) else self.keys(fact.subjects[0])
            else:
                continue
            if keys & touched:
                return fact.where.line
        return None

    def splits_size(self, fact: Fact, touched: set[str]) -> bool:
        """`m = m_0 + m_1` of a number of things: it says something of parts that the claim does not speak of."""
        chain = fact.subjects[0]
        if not isinstance(chain, Chain) or [sign.name for sign in chain.signs] != ["="]:
            return False
        whole, split = chain.items
        terms = split.terms if isinstance(split, Sum) and set(split.signs) == {"+"} else ()
        named = [parts_of(term) for term in terms]
        written = {f"{parts.name}_{label_text(parts.subs[0])}" for parts in named if parts is not None and parts.subs}
        return size_key(whole) in self.doc.env.size_names and len(written) == len(terms) > 1 and not written & touched

    def has_two_values(self, key: str) -> bool:
        kind = self.doc.env.kinds.get(key)
        return kind is not None and kind.domain in ("bit", "sign")

    def is_used(self, fact: Fact) -> bool:
        """Does the relation become a hypothesis, or declare something?"""
        chain = fact.subjects[0]
        if isinstance(chain, Chain) and chain.signs[-1].name == "\\in":
            whole = base_name(strip(chain.items[0])) in self.doc.env.index_names and is_whole_range(chain.items[-1])
            return whole or self.doc.declarations.understands(chain.items[-1])
        if not isinstance(chain, Chain) or any(s.name not in {*SIGNS, "\\leq", "="} for s in chain.signs):
            return True
        if self.places_the_one(fact):
            return True  # that is a reading of its own
        reader = self.doc.reader(Scope())
        read = [reader.indices.read(item) for item in chain.items]
        if declares_total(chain) or self.fixes(chain) or (None not in read and (chain.signs[0].name != "=" or any(
                name in self.doc.env.index_names for i in read if i for name, _ in i.parts))):
            return True
        return len(list(self.from_fact(fact))) == len(chain.signs)

    def places_the_one(self, fact: Fact) -> bool:
        """`y_k = 1`, and `y_i = 0` for `i \\neq k`: where the one of a one-hot vector stands."""
        chain = fact.subjects[0]
        parts = parts_of(chain.items[0]) if isinstance(chain, Chain) else None
        if parts is None or not isinstance(chain, Chain) or not self.is_one_hot(parts.name):
            return False
        others = [node.items[0] for node in fact.subjects[1:]
                  if isinstance(node, Chain) and [sign.name for sign in node.signs] == ["\\neq"]]
        value = getattr(strip(chain.items[-1]), "digits", "")
        return value == "1" or (value == "0" and any(node in others for node in parts.subs))

    def keys(self, node: Node) -> set[str]:
        found = (self.doc.declarations.key(part) for part in walk(node) if parts_of(part) is not None)
        return {one[0] for one in found if one is not None}


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


def selected(
    offered: list[Hypothesis], symbols: set[str], names: set[str], made_of: Callable[[Term], set[str]]
) -> tuple[Hypothesis, ...]:
    """The hypotheses that bear on the claim, directly or through one another, or through what their symbols are
    `made_of`: of `p = \\sigma(z)`, `p > 1/2` says something of z. Each is said once."""
    chosen: dict[int, Hypothesis] = {}
    while True:
        more = {n: h for n, h in enumerate(offered) if n not in chosen and relevant(h, symbols, names, made_of)}
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


def relevant(h: Hypothesis, symbols: set[str], names: set[str], made_of: Callable[[Term], set[str]]) -> bool:
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
    return isinstance(h.left, Term) and bool((free(h.left)[1] | made_of(h.left)) & symbols)


def hypothesis_terms(hypotheses: Iterable[Hypothesis]) -> list[Term]:
    return [t for h in hypotheses for t in (h.left, h.right) if isinstance(t, Term)]


def hypothesis_names(h: Hypothesis) -> list[str]:
    own = {n for n, _ in h.parameters}
    return [n for side in (h.left, h.right) if isinstance(side, Index) for n, _ in side.parts if n not in own]


def text(one: Index) -> str:
    parts = [name if factor == 1 else f"{factor}{name}" for name, factor in one.parts]
    if one.offset or not parts:
        parts.append(str(one.offset))
    return " + ".join(parts).replace("+ -", "- ")


FLIPPED = {"<": ">", "\\leq": "\\geq"}
SIGNS = {">": "positive", "\\geq": "nonnegative", "<": "negative", "\\neq": "nonzero"}
