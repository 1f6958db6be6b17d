"""Definitions: the first equation for a new symbol says what it is, from there on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.claims.reach import without_index
from derive.claims.taken import CONCLUDED
from derive.context.calls import arguments, is_of_array
from derive.context.environment import Routine, Scope
from derive.context.events import events_in, is_one_of, named_event, other_value, split_event
from derive.context.expectations import is_fixed
from derive.context.kinds import Kind
from derive.context.names import Parts, base_name, is_transpose, of_arguments, parts_of, strip, walk
from derive.context.routines import head_and_arguments, lists_components
from derive.context.sizes import unknown, unknown_range
from derive.context.symbols import DELTA, has_two_indices, is_square, resolve
from derive.context.value import Clash, Unsupported, Value, scalar, transpose
from derive.notation.tree import Cases, Derivative, Nabla, Node, Number, Script, Words
from derive.terms.show import VERBATIM
from derive.terms.term import Entry, Range, Sym, Term, call, index
from derive.terms.theory import Definition
from derive.terms.walk import free

if TYPE_CHECKING:
    from derive.context.understand import Understanding

ROOT = "@root"
PAST = "past"
ANEW = re.compile(
    r"\b(?:now|instead|new|re-?define\w*|(?:an)?other|alternative\w*|second|third|modified|variant|different|changes?)\b",
    re.IGNORECASE)
CONDITIONED = re.compile(r"\W*(?:if|when|for|where|otherwise|unless|wenn|falls|für)\b", re.IGNORECASE)
ONE_ONLY = re.compile(r"\b(?:only|correct|true|target|exactly one|one of)\b", re.IGNORECASE)
FORMS = {"scalar": "scalar", "column": "column", "row": "row", "matrix": "matrix"}


@dataclass(frozen=True)
class Definable:
    """A left side that can name something new: `key` with index parameters."""

    key: str
    letters: tuple[str, ...] = ()
    routine: str = ""


@dataclass(frozen=True)
class Defined:
    """A definition in force from `claim` on, under the name `term` in terms (`J`, later `J@2`)."""

    key: str
    term: str
    claim: int
    part: str
    definition: Definition | None = None
    letters: tuple[str, ...] = ()


@dataclass
class Definitions:
    """All definitions of a document, in order. A symbol may be defined anew in a later part. `ends` has for the claim
    that gives a value the claim from which the symbol has it no more."""

    entries: dict[str, list[Defined]] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)

    def add(self, entry: Defined) -> None:
        self.entries.setdefault(entry.key, []).append(entry)

    def last(self, key: str, claim: int) -> Defined | None:
        found = [e for e in self.entries.get(key, ()) if e.claim <= claim]
        return found[-1] if found and claim < self.ends.get(found[-1].claim, claim + 1) else None

    def has(self, key: str, claim: int) -> bool:
        """Is the symbol defined by an equation of its own (not only as the root of its square)?"""
        found = self.last(key, claim)
        return found is not None and not found.term.endswith(ROOT)

    def labelled(self, names: set[str], claim: Claim) -> dict[str, str]:
        """`J` behind a later `J_{neg-sample}`, which is not made of it nor it of that, may stand for the new one."""
        found = {}
        for name in sorted(names):
            plain = self.last(name, claim.number - 1)
            keys = (key for key in self.entries if key.startswith(f"{name}_"))
            later = [one for key in keys if (one := self.last(key, claim.number - 1)) is not None]
            newest = max(later, key=lambda one: one.claim, default=None)
            if plain is None or newest is None or newest.claim < plain.claim or newest.letters or plain.letters:
                continue
            if not made_of(plain, newest.term) and not made_of(newest, plain.term):
                found[name] = newest.key
        return found

    def newer_part(self, names: dict[str, str], claim: Claim) -> bool:
        """Was what the labels name defined in the part of the claim, and what goes without them in another?"""
        pairs = [(self.last(old, claim.number - 1), self.last(new, claim.number - 1)) for old, new in names.items()]
        return all(old and new and new.part == claim.part != old.part for old, new in pairs)

    def versions(self, claim: int) -> dict[str, str]:
        """For each defined symbol the name it has in terms at that claim; one that is defined no more has its own."""
        found = {key: self.last(key, claim) for key in self.entries}
        past = {key: f"{key}@{PAST}" for key in self.past(claim)}
        return past | {key: entry.term for key, entry in found.items() if entry is not None}

    def past(self, claim: int) -> set[str]:
        """Symbols that are defined no more."""
        return {key for key, entries in self.entries.items() if entries[0].claim < claim and not self.last(key, claim)}

    def visible(self) -> dict[str, Defined]:
        return {entry.term: entry for entries in self.entries.values() for entry in entries}

    def circular(self, entry: Defined) -> bool:
        """Does the body reach the name that it is to define?"""
        visible = self.visible()
        pending = [entry.definition.body] if entry.definition else []
        seen: set[str] = set()
        while pending:
            for name in sorted(free(pending.pop())[1] - seen):
                seen.add(name)
                known = visible.get(name)
                if known is not None and known.definition is not None:
                    pending.append(known.definition.body)
        return entry.term in seen

    def make(self, doc: Understanding, claim: Claim, candidate: Definable, scope: Scope) -> Defined:
        """The definition as a term. Raises `Clash` or `Unsupported` when the right side has no meaning."""
        number = len(self.entries.get(candidate.key, ())) + 1
        name = candidate.key if number == 1 else f"{candidate.key}@{number}"
        source = f"line {claim.where.line}"
        if without_index(claim.right) != claim.right:
            raise Unsupported("how far the sum reaches is not said, and its index stands nowhere", claim.right.at)
        if candidate.routine:
            return self.function(doc, claim, candidate, scope, source)
        ranges = {letter: doc.env.index_ranges.get(letter, unknown_range(f"{candidate.key}.{k}"))
                  for k, letter in enumerate(candidate.letters)}
        uniques = {letter: (index(doc.env.fresh(letter)), rng) for letter, rng in ranges.items()}
        kept_definition = doc.env.version
        with scope.binding(uniques), doc.trial():
            value = doc.value(claim.right, scope)
            if value.axes and candidate.key.startswith(VERBATIM):
                raise Clash(f"a probability is a number, and this is {doc.reader(scope).algebra.show(value)}",
                            claim.right.at)
        doc.env.version = kept_definition
        value = laid_out(doc, candidate.key, value)
        parameters = tuple(str(unique.name) for unique, _ in uniques.values())
        axes = tuple(doc.env.fresh("i") for _ in value.axes)
        body = value.at(*(index(a) for a in axes))
        running = tuple(sorted(free(body)[0] & doc.env.index_names & doc.survey.summed.get(candidate.key, set())))
        if running and not candidate.letters:  # `z = w^T x_i`, and a sum of the z over i
            doc.env.running[candidate.key] = running
            return self.make(doc, claim, replace(candidate, letters=running), scope)
        if not candidate.letters:
            doc.env.running.pop(candidate.key, None)
        doc.env.letters[candidate.key] = candidate.letters
        for letter, (_, rng) in uniques.items():
            if not unknown(doc.env.sizes.resolve(rng).upper):
                doc.env.seen_ranges.setdefault(letter, rng)
        kind = "scalar" if not parameters and not axes else "tensor"
        declare(doc, candidate, claim, value, [doc.env.sizes.resolve(rng) for _, rng in uniques.values()])
        made = Definition(name, kind, (*parameters, *axes), body, source)
        (doc.env.fixed.add if is_fixed(doc.env, body) else doc.env.fixed.discard)(name)
        if candidate.key.endswith("^2"):
            self.add(root_of(doc, claim, candidate, made))
        return Defined(candidate.key, name, claim.number, claim.part, made, candidate.letters)

    def function(
        self, doc: Understanding, claim: Claim, candidate: Definable, scope: Scope, source: str
    ) -> Defined:
        """A function of one scalar; its parameter is a symbol that the body may use. Where that makes no sense, the
        parameter may be an array."""
        routine = doc.env.routines[candidate.routine]
        if routine.kind != "scalar" or is_of_array(doc.env, routine):
            with doc.trial():
                check_macro(doc, claim, candidate, scope)
            return Defined(candidate.key, candidate.key, claim.number, claim.part)
        parameter = str(base_name(strip(routine.parameters[0])))
        kept = doc.env.kinds.get(parameter)
        if kept is None:
            doc.env.guessed[parameter] = Kind()
        doc.env.kinds[parameter] = kept if kept is not None and not kept.order else Kind()  # a number here
        scope.local[parameter] = scalar(Sym(parameter))
        try:
            with doc.trial():
                value = doc.value(claim.right, scope)
            if not value.scalar:
                said = f"{candidate.key} is a function of a number, and its value is an array"
                raise Clash(said, claim.right.at, doubtful=True)
        except Clash:
            doc.env.touched.setdefault(parameter, set()).add(0)
            raise
        finally:
            if kept is not None:
                doc.env.kinds[parameter] = kept
        made = Definition(candidate.key, "function", (parameter,), value.term, source)
        return Defined(candidate.key, candidate.key, claim.number, claim.part, made)


def laid_out(doc: Understanding, key: str, value: Value) -> Value:
    """A symbol for a derivative whose layout is not said: as it is, or transposed, where more makes sense so."""
    kind = doc.env.guessed.get(key)
    return transpose(value) if value.flexible and kind is not None and kind.turned else value


def made_of(one: Defined, name: str) -> bool:
    return one.definition is not None and name in free(one.definition.body)[1]


def check_macro(doc: Understanding, claim: Claim, candidate: Definable, scope: Scope) -> None:
    """A function of arrays is read again at each use; reading it once here finds what cannot be read."""
    uniques = {letter: (index(doc.env.fresh(letter)), unknown_range(doc.env.fresh(letter)))
               for letter in candidate.letters}
    with scope.binding(uniques):
        doc.value(claim.right, scope)


def declare(doc: Understanding, candidate: Definable, claim: Claim, value: Value, ranges: list[Range]) -> None:
    """The defined symbol has the shape of what defines it, unless it was declared otherwise."""
    key = candidate.key
    if value.form not in FORMS:
        raise Unsupported("a definition by an array with more than two axes", claim.right.at)
    known, wished = doc.env.kinds.get(key), doc.env.guessed.get(key)
    axes = [*ranges, *(doc.env.sizes.resolve(a) for a in value.axes)]
    turned = (wished is not None and bool(wished.turned)) if value.flexible else None
    kind = Kind(FORMS[value.form], len(ranges), turned=turned, source=f"line {claim.where.line}", certain=True)
    if kind.element == "scalar" and kind.family in (1, 2):
        kind = replace(kind, element=("column", "matrix")[kind.family - 1], family=0)
    if kind.element == "column" and not kind.family and of_a_row(doc, claim.left):
        kind = replace(kind, element="row")
    if known is not None and known.certain:
        old = doc.definitions.last(key, claim.number)
        apart = old.part != claim.part if old is not None else is_declared_apart(doc, known, claim)
        if known.order != kind.order and (claim.role == "given" or apart):
            known = None  # "let x = ..." says anew what the letter is, and so does an equation in another part
        elif known.order != kind.order:
            said = f"{key} was declared as {known.describe()}, and is defined as {kind.describe()}"
            raise Clash(said, claim.right.at)
    if known is not None and known.certain:
        kind = known
    doc.env.kinds[key] = doc.env.defined[key] = kind
    for axis, rng in enumerate(axes):
        own = unknown_range(f"{key}.{axis}") if not kind.size(axis) else Range(index(1), index(kind.size(axis)))
        doc.env.sizes.same(own, rng)


def of_a_row(doc: Understanding, left: Node) -> bool:
    """`s(x)_i`, where x is a row: such a function makes a row of it."""
    split = head_and_arguments(left)
    if split is None or not split[2]:
        return False
    kind = doc.env.kinds.get(str(base_name(strip(split[1].body))))
    return kind is not None and kind.element == "row" and not kind.family


def is_declared_apart(doc: Understanding, known: Kind, claim: Claim) -> bool:
    """Does something of another part stand between what declares a symbol and the claim?"""
    line = known.source.removeprefix("line ")
    return line.isdecimal() and any(
        one.part != claim.part and int(line) <= one.where.line < claim.where.line for one in doc.reading.claims)


# --- what can be defined -------------------------------------------------------------------------------------
def definable(doc: Understanding, claim: Claim) -> Definable | None:
    """The symbol that an equation may define: a plain new symbol on its left, not data, not known."""
    if claim.link or claim.carried or claim.branch is not None or claim.sign not in ("=", ":=", "\\equiv"):
        return None
    if claim.role in ("when", "since", "asked") or isinstance(claim.left, (Derivative, Nabla)):
        return None
    if isinstance(claim.condition, Words) or was_asked(doc, claim):
        return None
    if split_event(claim.left) is not None and not doc.env.probability:
        return definable_event(doc, claim)
    split = head_and_arguments(claim.left)
    if split is not None:
        return definable_function(doc, claim)
    parts = parts_of(claim.left)
    if parts is None:
        return None
    return definable_symbol(doc, claim)


def was_asked(doc: Understanding, claim: Claim) -> bool:
    """Is this what was to be shown? "We want to prove that $x = y$", and then the same in a display."""
    return any(one.role == "asked" and one.number < claim.number and (one.left, one.right) == (claim.left, claim.right)
               for one in doc.reading.claims)


def definable_event(doc: Understanding, claim: Claim) -> Definable | None:
    """`p(y = k \\mid x)`, by the first equation for it."""
    split = split_event(claim.left)
    if split is None or is_one_of(doc.reading, split):
        return None
    read = doc_reader(doc, Scope()).indices.read
    name, indices = named_event(*split, read, doc.env.events)
    letters = tuple(i.name for i in indices)
    other = other_value(split[1], doc.env)
    twin = named_event(split[0], other, read, doc.env.events)[0] if other is not None else name
    named = {named_event(*one, read, doc.env.events)[0] for one in events_in(claim.right)}
    if {name, twin} & named or (twin != name and follows(doc, claim, name, twin)):
        return None
    if not all(letters) or len(set(letters)) < len(letters):
        return None
    return Definable(name, tuple(map(str, letters)))


def follows(doc: Understanding, claim: Claim, name: str, twin: str) -> bool:
    """Does `p(y = 1) = a` of the same part say what p(y = 0) is, unless words speak of another model?"""
    known = doc.definitions.last(twin, claim.number)
    own = claim.role == "given" or ANEW.search(claim.before[-80:]) or doc.definitions.last(name, claim.number)
    return known is not None and known.part == claim.part and not own


def definable_function(doc: Understanding, claim: Claim) -> Definable | None:
    split = head_and_arguments(claim.left)
    parts = parts_of(split[0]) if split else None
    if parts is None or parts.primes:
        return None
    key = resolve_key(doc, parts.node)
    routine = doc.env.routines.get(key) or doc.env.routines.get(parts.name)
    other = doc.env.routines.get(of_arguments(key, len(arguments(split[1])))) if split is not None else None
    if other is not None:
        routine, key = other, other.name
    if routine is None or routine.kind not in ("quantity", "scalar", "macro"):
        return None
    if split is not None and arguments(split[1]) != routine.parameters:
        return None  # `g(0) = 1` says something of one value
    if split is not None and lists_components(claim.right, *split[:2]):
        return None
    if parts.subs and any(is_parameter(other, parts.name) for name, other in doc.env.routines.items() if name != key):
        return None  # `h_2(x)` where `h_w(x) = wx` is known says something of one parameter
    if routine.kind == "quantity":
        letters = tuple(str(base_name(strip(s))) for s in parts.subs) if routine.letters else routine.subscripts
        return None if is_data(doc, key) or not doc.env.index_names.issuperset(letters) else Definable(key, letters)
    return Definable(key, routine.subscripts, routine.name)


def is_parameter(routine: Routine, name: str) -> bool:
    """Does the formula of `h_w(x)` hold its subscript w?"""
    head, _, letter = routine.name.partition("_")
    return head == name and routine.body is not None and letter in map(base_name, walk(routine.body))


def definable_symbol(doc: Understanding, claim: Claim) -> Definable | None:
    parts = parts_of(claim.left)
    if parts is None or (parts.sup is not None and not is_square(parts.sup) and not is_index_sup(doc, parts.sup)):
        return None
    if is_slope(doc, parts):
        return None
    scope = Scope()
    key, indices, sup = resolve(doc_reader(doc, scope), parts)
    if sup is not None and not is_square(sup):
        return None
    letters = tuple(i.name for i in indices)
    constant = isinstance(claim.right, Number)
    if constant and (key in doc.env.size_names or key in doc.env.size_names.values()):
        return None
    if sup is None and key in doc.env.squares and claim.role != "given":
        return None  # `r = x + y` behind `r^2 = x^2 + y^2`
    counted = constant or isinstance(claim.right, Cases)
    if counted and key == DELTA and len(letters) == 2 and not has_two_indices(doc_reader(doc, scope), key):
        return None  # Kronecker's
    if constant and key in doc.known and CONCLUDED.search(claim.before):
        return None
    known_number = not letters and key in ("\\pi", "e") and key not in doc.known and key not in doc.env.own
    if known_number or (constant and letters and CONDITIONED.match(claim.after)):
        return None
    if constant and letters and ONE_ONLY.search(claim.before):
        return None  # "only the correct class $c$ has $y_c = 1$"
    plain = all(letters) and len(set(letters)) == len(letters)
    if not plain or is_data(doc, key) or key in doc.env.index_names or mentions(doc, claim.right, key):
        return None
    if sup is not None and (constant or key == "i" or key in doc.known or used_before(doc, claim, key)):
        return None  # `Q^2 = I` is a claim about the matrix Q, and `x^2 = 4` has two solutions
    if sup is not None:
        doc.env.squares.add(key)
        key = f"{key}^2"
    written = {str(letter): str(letter) for letter in letters}
    return Definable(key, tuple(written))


def is_slope(doc: Understanding, parts: Parts) -> bool:
    """`y'` behind a definition of y, and `f_x` of a function f(x, y), are derivatives and no new names."""
    routine = doc.env.routines.get(parts.name)
    by = {base_name(strip(p)) for p in routine.parameters} if routine is not None else set()
    known = routine is not None or parts.name in doc.definitions.entries
    return (bool(parts.primes) and known) or any(base_name(strip(s)) in by for s in parts.subs)


def restatable(doc: Understanding, claim: Claim) -> str | None:
    """The symbol on the left, where the context defines it and this equation is one for the whole of it."""
    parts = parts_of(claim.left)
    plain = claim.link == 0 and not claim.carried and claim.branch is None and claim.sign in ("=", ":=", "\\equiv")
    if parts is None or not plain or claim.role in ("when", "asked", "note") or parts.sup is not None:
        return None
    key, indices, _ = resolve(doc_reader(doc, Scope()), parts)
    defined = doc.pack is not None and key in {d.name for d in doc.pack.definitions}
    return key if defined and not indices and not mentions(doc, claim.right, key) else None


def heads(doc: Understanding, left: Node) -> str:
    """The symbol that a left side begins with: `a` of `a_{n+1}`, `f` of `f(x)`."""
    split = head_and_arguments(left)
    node = split[0] if split else left
    return resolve_key(doc, node)


def is_index_sup(doc: Understanding, sup: Node) -> bool:
    return not is_transpose(sup) and not is_square(sup)


def resolve_key(doc: Understanding, node: Node) -> str:
    parts = parts_of(node)
    try:
        return resolve(doc_reader(doc, Scope()), parts)[0] if parts is not None else ""
    except (Clash, Unsupported):
        return ""


def doc_reader(doc: Understanding, scope: Scope):  # type: ignore[no-untyped-def]
    return doc.reader(scope)


def is_data(doc: Understanding, key: str) -> bool:
    """A symbol of the context that has no definition, or one that is known to be one-hot."""
    if key in doc.declarations.one_hot:
        return True
    return doc.pack is not None and key in doc.pack.kinds


def mentions(doc: Understanding, node: Node, key: str) -> bool:
    """Does the right side use the symbol itself? Then it is an equation for it, or an update. Neither the f of `a_f`
    nor the c of `c_{prev}` is a symbol of its own."""
    whole = [(part, parts_of(part)) for part in walk(node)]
    within = {id(strip(item)) for _, parts in whole if parts is not None for item in parts.subs}
    within |= {id(part.base) for part, parts in whole if isinstance(part, Script) and parts is not None}
    return any(parts is not None and id(part) not in within and resolve_key(doc, part) == key for part, parts in whole)


def is_assignment(doc: Understanding, claim: Claim) -> bool:
    """`w := w - \\eta g` gives w a new value, made of the one that it had."""
    parts = parts_of(claim.left)
    key = resolve_key(doc, claim.left) if parts is not None and claim.sign == ":=" and not claim.link else ""
    return bool(key) and mentions(doc, claim.right, key)


def used_before(doc: Understanding, claim: Claim, key: str) -> bool:
    earlier = (c for c in doc.reading.claims if c.number < claim.number)
    return any(mentions(doc, side, key) for c in earlier for side in (c.left, c.right))


def root_of(doc: Understanding, claim: Claim, candidate: Definable, square: Definition) -> Defined:
    """Where `s^2` is defined, `s` is its root, until it is defined itself."""
    key = candidate.key.removesuffix("^2")
    where = tuple(index(p) for p in square.parameters)
    inner: Term = Entry(square.name, where) if where else Sym(square.name)
    made = replace(square, name=f"{key}{ROOT}", body=call("sqrt", inner))
    doc.env.kinds[key] = doc.env.defined[key] = doc.env.kinds[candidate.key]
    return Defined(key, made.name, claim.number, "", made, candidate.letters)
