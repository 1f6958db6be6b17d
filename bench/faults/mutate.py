"""Mutants of a true claim: one slip of a named class in the syntax tree of its right-hand side.

    for mutant in mutants(claim, setting):
        mutant.kind, mutant.note, mutant.claim

Every mutant can be written: it is shown as LaTeX and read back as the same tree. Whether it is false is not decided
here; some slips change nothing (`x_i` for `x_j` where both are bound alike).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tree import (
    Place,
    bound_letters,
    every,
    free_subscripts,
    letters,
    mapped,
    places,
    put,
    subscript_letters,
    swapped,
)

from derive.claims.model import Claim, Fact
from derive.notation.errors import NotationError
from derive.notation.parse import parse
from derive.notation.show import show
from derive.notation.tree import (
    Accent,
    Apply,
    Big,
    Chain,
    Derivative,
    Font,
    Fraction,
    Group,
    Node,
    Number,
    Product,
    Relation,
    Root,
    Script,
    Sequence,
    Sum,
    Symbol,
)

Change = tuple[str, Node]
OTHER = {"+": "-", "-": "+"}
ONE, TWO = Number("1"), Number("2")
TOP = Symbol("\\top")
TRANSPOSES = (TOP, Symbol("T"), Symbol("t"), Symbol("\\intercal"))
FRESH = "xrstabij"
FUNCTIONS = {"log": "exp", "ln": "exp", "exp": "log", "tanh": "sinh", "sin": "cos", "cos": "sin"}


@dataclass(frozen=True)
class Setting:
    """What the document offers for slips: the range of each subscripted name, index letters, and which names are
    functions of one number; `siblings` are the values of the other cases of the same case distinction."""

    ranges: dict[str, Node | None] = field(default_factory=dict)
    indices: tuple[str, ...] = ()
    arrays: frozenset[str] = frozenset()
    sigmoid: bool = False
    siblings: dict[int, tuple[Claim, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Mutant:
    """A claim with one slip. `at` is the place of the slip in the right-hand side, as words."""

    kind: str
    note: str
    claim: Claim

    @property
    def latex(self) -> str:
        return " ".join(show(self.claim.right).split())


# --- signs, terms, factors -------------------------------------------------------------------------------------------
def total(signs: tuple[str, ...], terms: tuple[Node, ...]) -> Node:
    return terms[0] if len(terms) == 1 and signs[0] == "+" else Sum(signs, terms)


def bracketed(node: Node) -> Node:
    return Group("(", ")", node) if isinstance(node, Sum) else node


def product(factors: tuple[Node, ...], ops: tuple[str, ...]) -> Node:
    return factors[0] if len(factors) == 1 else Product(factors, ops)


def sign(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if isinstance(node, Sum):
        for k, one in enumerate(node.signs):
            if one in OTHER:
                signs = (*node.signs[:k], OTHER[one], *node.signs[k + 1 :])
                yield f"the sign of term {k + 1}", total(signs, node.terms)
    elif place.parent is None:
        yield "the whole side negated", Sum(("-",), (node,))


def order(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if isinstance(node, Sum) and node.signs == ("+", "-"):
        yield "a difference the wrong way round", Sum(node.signs, node.terms[::-1])


def term(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if not isinstance(node, Sum) or len(node.terms) < 2:
        return
    for k, one in enumerate(node.signs):
        yield f"term {k + 1} dropped", total(node.signs[:k] + node.signs[k + 1 :], node.terms[:k] + node.terms[k + 1 :])
        yield f"term {k + 1} twice", Sum((*node.signs, one), (*node.terms, node.terms[k]))


def factor(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if isinstance(node, Product):
        for k, one in enumerate(node.factors):
            if not applies(node, k, setting):
                yield f"factor {k + 1} dropped", without(node, k)
                if not isinstance(one, Apply | Big | Derivative):
                    yield f"factor {k + 1} twice", doubled(node, k)
    elif isinstance(node, Fraction):
        yield "the denominator dropped", node.top
        if node.top != ONE:
            yield "the numerator dropped", Fraction(ONE, node.bottom)
        yield "the denominator twice", Fraction(node.top, product((bracketed(node.bottom),) * 2, ("",)))
    elif isinstance(node, Script) and node.sup == TWO:
        yield "a square dropped", node.base if node.sub is None else replace(node, sup=None)


def applies(node: Product, k: int, setting: Setting) -> bool:
    """Whether factor k is a function in front of its argument, the argument, or divided by with a slash."""
    if k and (node.ops[k - 1] == "/" or is_function(node, k - 1, setting)):
        return True
    return is_function(node, k, setting) or (k < len(node.ops) and node.ops[k] == "/")


def is_function(node: Product, k: int, setting: Setting) -> bool:
    """Whether factor k stands before brackets as a function may: `\\sigma(`, `f(`."""
    if k + 1 >= len(node.factors) or node.ops[k] or not isinstance(node.factors[k + 1], Group):
        return False
    name = letters(node.factors[k])[:1]
    return name in (("f",), ("g",), ("F",), ("L",), ("E",), ("R",)) or (setting.sigmoid and name == ("\\sigma",))


def without(node: Product, k: int) -> Node:
    return product(node.factors[:k] + node.factors[k + 1 :], node.ops[: max(k - 1, 0)] + node.ops[max(k, 1) :])


def doubled(node: Product, k: int) -> Node:
    return Product((*node.factors[: k + 1], *node.factors[k:]), (*node.ops[:k], "\\cdot"[1:], *node.ops[k:]))


# --- Kronecker deltas ------------------------------------------------------------------------------------------------
def is_delta(node: Node) -> bool:
    return isinstance(node, Script) and node.base == Symbol("\\delta") and len(letters(node.sub)) == 2


def delta_of(a: str, b: str) -> Node:
    return Script(Symbol("\\delta"), Product((Symbol(a), Symbol(b)), ("",)))


def free_indices(claim: Claim) -> tuple[str, ...]:
    found = (*free_subscripts(claim.left), *free_subscripts(claim.right))
    return tuple(dict.fromkeys(x for x in found if not x.startswith("\\")))


def missing_delta(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if is_delta(node) and not isinstance(place.parent, Product):
        yield "1 for a delta", ONE
    if isinstance(node, Product):
        yield from (("a delta dropped", without(node, k)) for k, one in enumerate(node.factors) if is_delta(one))
    if not is_summand(place):
        return
    for letter in free_indices(claim):
        if letter in free_subscripts(node) and letter not in place.bound:
            yield from summed(node, letter, setting)


def is_summand(place: Place) -> bool:
    return not isinstance(place.node, Sum) and (place.parent is None or isinstance(place.parent, Sum))


def summed(node: Node, letter: str, setting: Setting) -> Iterator[Change]:
    """A sum that differentiation should have collapsed."""
    end = next((setting.ranges[name] for name in names_at(node, letter) if name in setting.ranges), None)
    fresh = next((x for x in FRESH if x not in letters(node) and x != letter), None)
    if end is not None and fresh is not None:
        lower = Chain((Symbol(fresh), ONE), (Relation("="),))
        yield "a sum not collapsed", Big("sum", lower, end, swapped(node, {letter: fresh}))


def names_at(node: Node, letter: str) -> Iterator[str]:
    """The names that carry this letter as their only subscript."""
    for part in every(node):
        if isinstance(part, Script) and part.sub == Symbol(letter):
            yield show(part.base)


def extra_delta(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node, free = place.node, free_indices(claim)
    if is_summand(place):
        own = [x for x in free_subscripts(node) if x in free]
        for a in own:
            yield from (("a delta put in", times(delta_of(a, b), node)) for b in free if a < b)
    if isinstance(node, Big) and node.kind == "sum" and len(bound_letters(node)) == 1:
        own_letter = bound_letters(node)[0]
        for other in free[:3]:
            if other != own_letter and own_letter in subscript_letters(node.body):
                yield "a sum collapsed", swapped(node.body, {own_letter: other})
                yield "a delta in a sum", replace(node, body=times(delta_of(own_letter, other), node.body))


def times(one: Node, node: Node) -> Node:
    rest = node if isinstance(node, Product) else Product((bracketed(node),), ())
    return Product((one, *rest.factors), ("", *rest.ops))


# --- shapes ----------------------------------------------------------------------------------------------------------
def is_transposed(node: Node) -> bool:
    return isinstance(node, Script) and node.sup in TRANSPOSES


def is_array(node: Node, setting: Setting) -> bool:
    """A bare name of an array, or a vector with an index (`x_i` where the document has `x_i^T`)."""
    return isinstance(node, Symbol | Font | Accent | Script) and show(node) in setting.arrays


def transpose(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if isinstance(node, Script) and is_transposed(node):
        yield "a transpose dropped", node.base if node.sub is None else replace(node, sup=None)
    elif is_array(node, setting) and not isinstance(place.parent, Script | Derivative):
        mark = replace(node, sup=TOP) if isinstance(node, Script) else Script(node, None, TOP)
        yield "a transpose put on", mark
    if isinstance(node, Product):
        yield from moved(node, setting)


def moved(node: Product, setting: Setting) -> Iterator[Change]:
    """The transpose on the other one of two factors, or two factors exchanged."""
    for k in range(len(node.factors) - 1):
        one, two = node.factors[k], node.factors[k + 1]
        if is_transposed(one) and isinstance(two, Symbol | Font | Accent | Script) and not is_transposed(two):
            bare = one.base if one.sub is None else replace(one, sup=None)  # type: ignore[attr-defined]
            if isinstance(two, Script) and two.sup is not None:
                continue
            other = replace(two, sup=TOP) if isinstance(two, Script) else Script(two, None, TOP)
            yield "the transpose on the other factor", pair(node, k, bare, other)
        if is_array(one, setting) and is_array(two, setting) and one != two:
            yield "two factors exchanged", pair(node, k, two, one)


def pair(node: Product, k: int, one: Node, two: Node) -> Node:
    return replace(node, factors=(*node.factors[:k], one, two, *node.factors[k + 2 :]))


def scalar(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    """One component for the whole, or the whole for one component."""
    node = place.node
    if isinstance(node, Script) and isinstance(node.sub, Symbol) and node.sub.name in setting.indices:
        whole = node.base if node.sup is None and not node.primes else replace(node, sub=None)
        yield "the whole for a component", whole
    elif isinstance(place.parent, Script | Derivative):
        return
    elif isinstance(node, Symbol | Font | Accent) and is_array(node, setting):
        for letter in (*free_indices(claim), *setting.indices[:1])[:2]:
            yield "a component for the whole", Script(node, Symbol(letter))


# --- indices and ranges ----------------------------------------------------------------------------------------------
def index(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if not isinstance(node, Script) or node.sub is None:
        return
    own = [x for x in letters(node.sub) if x in setting.indices or x in place.bound]
    choices = dict.fromkeys((*place.bound, *free_indices(claim)))
    for old in own:
        for new in choices:
            if new != old and new in setting.indices:
                yield f"{new} for {old}", replace(node, sub=mapped(node.sub, {old: new}, True))


def bound(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if not isinstance(node, Big) or node.kind not in ("sum", "prod"):
        return
    for own in bound_letters(node):
        for free in free_indices(claim):
            inside = subscript_letters(node.body)
            if free == own or free not in setting.indices or own not in inside:
                continue
            if free in inside:
                yield f"{own} and {free} swapped", replace(node, body=swapped(node.body, {own: free, free: own}))
                yield f"{free} caught by the sum", replace(node, body=swapped(node.body, {free: own}))
            yield f"{free} for the bound {own}", replace(node, body=swapped(node.body, {own: free}))


def limits(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if not isinstance(node, Big) or node.kind not in ("sum", "prod"):
        return
    if node.upper is not None:
        yield "one less at the end", replace(node, upper=Sum(("+", "-"), (node.upper, ONE)))
        yield "one more at the end", replace(node, upper=Sum(("+", "+"), (node.upper, ONE)))
    yield from ((note, replace(node, lower=low)) for note, low in lowers(node, claim, setting))


def lowers(node: Big, claim: Claim, setting: Setting) -> Iterator[Change]:
    low = node.lower
    if isinstance(low, Chain) and low.signs[0].name == "=" and isinstance(low.items[1], Number):
        for value in (int(low.items[1].digits) + 1, int(low.items[1].digits) - 1):
            yield f"from {value}", replace(low, items=(low.items[0], Number(str(value))))
    if isinstance(low, Sequence):
        for k in range(1, len(low.items)):
            rest = low.items[:k] + low.items[k + 1 :]
            yield "a condition dropped", rest[0] if len(rest) == 1 else Sequence(rest, low.separators[: len(rest) - 1])
    if isinstance(low, Chain) and low.signs[0].name == "\\neq" and len(low.items) == 2:
        yield "a condition dropped", low.items[0]
    if isinstance(low, Symbol):
        others = [x for x in free_indices(claim) if x != low.name and x in setting.indices]
        yield from (("one left out", Chain((low, Symbol(x)), (Relation("\\neq"),))) for x in others[:2])


# --- functions -------------------------------------------------------------------------------------------------------
def function(place: Place, claim: Claim, setting: Setting) -> Iterator[Change]:
    node = place.node
    if isinstance(node, Apply):
        name = node.head.name if isinstance(node.head, Symbol) else ""
        if name in FUNCTIONS:
            yield f"{FUNCTIONS[name]} for {name}", replace(node, head=Symbol(FUNCTIONS[name], word=True))
        if name:
            yield f"{name} left out", bracketed(node.argument)
            yield "the argument negated", replace(node, argument=negative(node.argument))
    if isinstance(node, Root):
        yield "the root left out", node.body
    if isinstance(node, Product):
        for k, one in enumerate(node.factors[:-1]):
            if one == Symbol("\\sigma") and is_function(node, k, setting):
                yield "the argument negated", pair(node, k, one, negative(node.factors[k + 1]))
                ops = node.ops[:k] + node.ops[k + 1 :]
                yield "sigma left out", product(node.factors[:k] + node.factors[k + 1 :], ops)


def negative(argument: Node) -> Node:
    body = argument.body if isinstance(argument, Group) else argument
    if isinstance(body, Sum) and body.signs == ("-",):
        return Group("(", ")", body.terms[0])
    return Group("(", ")", Sum(("-",), (bracketed(body),)))


# --- cases -----------------------------------------------------------------------------------------------------------
def other_cases(claim: Claim, setting: Setting) -> Iterator[tuple[str, Claim]]:
    """The value of another case, and the condition turned round."""
    for other in setting.siblings.get(claim.number, ()):
        yield "the value of another case", replace(claim, right=other.right)
    if claim.condition is not None and (turned := turn(claim.condition)) is not None:
        yield "the condition turned round", replace(claim, condition=turned)
    for k, fact in enumerate(claim.scope):
        chain = fact.subjects[0] if fact.predicate == "case" and fact.subjects else None
        if chain is not None and (turned := turn(chain)) is not None:
            changed = replace(fact, subjects=(turned, *fact.subjects[1:]))
            yield "the case turned round", replace(claim, scope=(*claim.scope[:k], changed, *claim.scope[k + 1 :]))


def turn(condition: Node) -> Node | None:
    turned = {"=": "\\neq", "\\neq": "="}
    if isinstance(condition, Chain) and len(condition.signs) == 1 and condition.signs[0].name in turned:
        return replace(condition, signs=(Relation(turned[condition.signs[0].name]),))
    return None


def siblings(claims: tuple[Claim, ...]) -> dict[int, tuple[Claim, ...]]:
    """For a claim under a case: those of the same part under another one, with the same place in their chain."""
    found: dict[int, tuple[Claim, ...]] = {}
    under = [(claim, words) for claim in claims if (words := case_words(claim))]
    for claim, words in under:
        others = [c for c, w in under if w != words and c.part == claim.part and (c.left == claim.left or c.link)]
        found[claim.number] = tuple(c for c in others if c.link == claim.link and c.right != claim.right)[:2]
    return found


def case_words(claim: Claim) -> str:
    if claim.condition is not None:
        return show(claim.condition)
    return " ".join(fact.words for fact in case_facts(claim))


def case_facts(claim: Claim) -> list[Fact]:
    return [fact for fact in claim.scope if fact.predicate == "case"]


# --- all of them -----------------------------------------------------------------------------------------------------
Slip = Callable[[Place, Claim, Setting], Iterator[Change]]
SLIPS: dict[str, Slip] = {
    "sign": sign,
    "1 - y for y - 1": order,
    "missing delta": missing_delta,
    "extra delta": extra_delta,
    "transpose": transpose,
    "term": term,
    "factor": factor,
    "wrong index": index,
    "bound and free index": bound,
    "range": limits,
    "wrong function": function,
    "scalar for vector": scalar,
}
CLASSES = (*SLIPS, "wrong case")


def setting_of(claims: tuple[Claim, ...], text: str) -> Setting:
    """What the claims of a document offer for slips."""
    sides = [side for claim in claims for side in (claim.left, claim.right)]
    ranges: dict[str, Node | None] = {}
    for part in (part for side in sides for part in every(side) if isinstance(part, Big) and part.upper is not None):
        for letter in bound_letters(part):
            ranges |= {name: part.upper for name in names_at(part.body, letter) if name not in ranges}
    indices = {x for side in sides for x in subscript_letters(side) if len(x) == 1 and x.islower()}
    sigmoid = "\\sigma(" in text or "\\sigma\\left(" in text
    return Setting(ranges, tuple(sorted(indices)), arrays_of(sides), sigmoid, siblings(claims))


def arrays_of(sides: list[Node]) -> frozenset[str]:
    """Names that the document transposes, writes in bold, or writes both bare and with an index."""
    parts = [part for side in sides for part in every(side)]
    transposed = {show(replace(p, sup=None) if p.sub else p.base) for p in parts if is_transposed(p)}  # type: ignore[attr-defined]
    bold = {show(p) for p in parts if isinstance(p, Font) and p.kind == "bold"}
    indexed = {show(p.base) for p in parts if isinstance(p, Script) and isinstance(p.sub, Symbol)}
    bare = {show(p) for side in sides for p in bare_names(side)}
    return frozenset(transposed | bold | (indexed & bare))


def bare_names(side: Node) -> Iterator[Node]:
    for place in places(side):
        if isinstance(place.node, Symbol | Font | Accent) and not isinstance(place.parent, Script):
            yield place.node


def mutants(claim: Claim, setting: Setting) -> Iterator[Mutant]:
    """All mutants of a claim, each tree once."""
    seen: set[tuple[Node, Node | None, tuple[Fact, ...]]] = {(claim.right, claim.condition, claim.scope)}
    for mutant in every_mutant(claim, setting):
        key = (mutant.claim.right, mutant.claim.condition, mutant.claim.scope)
        if key not in seen and readable(mutant.claim.right):
            seen.add(key)
            yield mutant


def every_mutant(claim: Claim, setting: Setting) -> Iterator[Mutant]:
    for note, changed in other_cases(claim, setting):
        yield Mutant("wrong case", note, changed)
    found = list(places(claim.right))
    for kind, slip in SLIPS.items():
        for place in found:
            for note, new in slip(place, claim, setting):
                yield Mutant(kind, note, replace(claim, right=put(claim.right, place.way, new)))


def readable(node: Node) -> bool:
    try:
        return parse(show(node)) == node
    except NotationError:
        return False
