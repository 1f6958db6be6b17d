"""Probabilities of events: `p(y_i = k \\mid x_i)` is one symbol, whose name is all that is written, with the indices
i and k; and indicators, `1\\{y_i = k\\}`.

Nothing is known of such a symbol but what the document says of it: not even that it lies between 0 and 1. Where the
document says that y has two values alone, `p(y = 0 \\mid x)` is `1 - p(y = 1 \\mid x)`, unless it is defined itself.
What is written behind the bar belongs to the name, and so does the bar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from derive.claims.model import Reading
from derive.context.kinds import Kind
from derive.context.names import base_name, is_transpose, parts_of, strip, walk
from derive.context.value import Unsupported, Value, scalar
from derive.notation.show import show
from derive.notation.tree import (
    Apply,
    Blank,
    Chain,
    Font,
    Given,
    Group,
    Node,
    Number,
    Product,
    Script,
    Sum,
    Symbol,
)
from derive.terms.show import HOLE, verbatim
from derive.terms.term import ONE, Entry, Index, Sym, sub

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator
    from derive.context.environment import Environment

NUMBER_ONE = Number("1")
MINUS = Sum(("-",), (NUMBER_ONE,))
OTHERS: dict[str, dict[str, Node]] = {
    "bit": {"0": NUMBER_ONE, "1": Number("0")}, "sign": {"-1": NUMBER_ONE, "1": MINUS}}
PROBABILITIES = frozenset({"P", "p", "Pr", "bb P", "Prob"})
Reader = Callable[[Node], Index | None]


@dataclass
class Punched:
    """A tree in which the indices are holes; `numbers` are the values of events that are plain numbers, left alone."""

    read: Reader
    numbered: bool
    indices: list[Index] = field(default_factory=list)

    def tree(self, node: Node) -> Node:
        """With a hole for every index: a subscript, `^{(i)}`, what a random variable takes for its value."""
        if isinstance(node, Script):
            sup = node.sup if node.sup is None or is_transpose(node.sup) else self.raised(node.sup)
            sub = None if node.sub is None else self.place(node.sub)
            base = node.base if base_name(node.base) is not None else self.tree(node.base)
            return replace(node, base=base, sub=sub, sup=sup)
        if isinstance(node, Chain):
            first, *rest = node.items
            return replace(node, items=(self.tree(first), *map(self.value, rest)))
        if isinstance(node, Symbol):
            return self.place(node)
        return replace(node, **{f.name: self.within(getattr(node, f.name)) for f in fields(node) if f.name != "at"})

    def within(self, part: Any) -> Any:
        if isinstance(part, tuple):
            return tuple(map(self.within, part))
        return self.tree(part) if isinstance(part, Node) else part

    def raised(self, node: Node) -> Node:
        return replace(node, body=self.place(node.body)) if isinstance(node, Group) else self.tree(node)

    def value(self, node: Node) -> Node:
        return self.hole(node) if self.numbered and is_number(node) else self.place(unsigned(node))

    def place(self, node: Node) -> Node:
        """An index becomes a hole; of a list of them every one does."""
        number = is_number(node)
        if not number and self.read(node) is not None:
            return self.hole(node)
        return node if number or isinstance(node, Symbol) else self.tree(node)

    def hole(self, node: Node) -> Node:
        used = self.read(node)
        if used is None:
            return node
        if used not in self.indices or not used.parts:  # the second i of `p(y_i \\mid x_i)` is the first again
            self.indices.append(used)
        place = self.indices.index(used) if used.parts else len(self.indices) - 1
        return Symbol(f"{HOLE}{place}")


def is_number(node: Node) -> bool:
    """A number, with its sign."""
    plain = strip(node)
    return isinstance(plain.terms[0] if isinstance(plain, Sum) and len(plain.terms) == 1 else plain, Number)


def unsigned(node: Node) -> Node:
    """`+1` is 1."""
    plain = strip(node)
    return plain.terms[0] if isinstance(plain, Sum) and plain.signs == ("+",) else node


def is_event(group: Node) -> bool:
    """Does a bracket hold a relation, as `(y = 1 \\mid x)`, or an empty place, as `(x, \\cdot)`?"""
    return isinstance(group, Group) and group.left in "([" and any(
        isinstance(part, Chain | Blank) for part in listed(group.body))


def listed(node: Node) -> Iterator[Node]:
    """What stands in a bracket, on either side of a bar."""
    own = getattr(node, "items", None) if not isinstance(node, Chain) else None
    inner = own if own is not None else [getattr(node, name) for name in ("body", "condition") if hasattr(node, name)]
    if isinstance(node, Group | Chain) or not inner:
        yield node
        return
    for part in inner:
        yield from listed(part)


def split_event(node: Node) -> tuple[Node, Group] | None:
    """The head and the bracket of `P(X = k)`, of `\\Pr(X = k)` too."""
    pair = (node.head, node.argument) if isinstance(node, Apply) else node.factors if isinstance(node, Product) else ()
    if len(pair) != 2 or (isinstance(node, Product) and node.ops != ("",)):
        return None
    head, group = pair
    parts = parts_of(head)
    fits = parts is not None and parts.name in PROBABILITIES and isinstance(group, Group) and is_event(group)
    return (head, group) if fits else None  # type: ignore[return-value]


def named_event(head: Node, group: Group, read: Reader, families: frozenset[str]) -> tuple[str, list[Index]]:
    """The name of the symbol and its indices. `p(y = 1)` is one of the `p(y = k)` where there are such."""
    node = Product((head, group), ("",))
    for numbered in (True, False):
        punched = Punched(read, numbered)
        name = verbatim(show(punched.tree(node)))
        if not numbered or name in families:
            return name, punched.indices
    raise AssertionError("the second way always has a name")


def pattern(head: Node, group: Group) -> str:
    """The event with a hole for every value that is one letter or number."""
    def change(node: Node) -> Node:
        if isinstance(node, Chain):
            plain = (isinstance(strip(item), Symbol) or is_number(item) for item in node.items[1:])
            items = (Symbol(HOLE) if one else item for one, item in zip(plain, node.items[1:], strict=True))
            return replace(node, items=(node.items[0], *items))
        changed: dict[str, Any] = {}
        for name in ("body", "condition", "items"):
            part = getattr(node, name, None)
            if part is not None:
                changed[name] = tuple(map(change, part)) if isinstance(part, tuple) else change(part)
        return replace(node, **changed)

    return show(Product((head, change(group)), ("",)))


def is_one_of(reading: Reading, event: tuple[Node, Group]) -> bool:
    """Is `P(X = 0)` a value of what the document writes as `P(X = x)`?"""
    if any(isinstance(strip(item), Symbol) for item in values(event[1])):
        return False
    own = pattern(*event)
    every = (one for claim in reading.claims for side in (claim.left, claim.right) for one in events_in(side))
    return any(any(isinstance(strip(item), Symbol) for item in values(one[1])) and pattern(*one) == own
               for one in every)


def values(group: Group) -> Iterator[Node]:
    return (item for part in walk(group) if isinstance(part, Chain) for item in part.items[1:])


def families(reading: Reading, read: Reader) -> frozenset[str]:
    """The names of events of which every random variable takes a letter for its value: `p(y = k \\mid x)`."""
    found: set[str] = set()
    for claim in reading.claims:
        for side in (claim.left, claim.right):
            for head, group in events_in(side):
                if not any(map(is_number, values(group))):
                    found.add(named_event(head, group, read, frozenset())[0])
    return frozenset(found)


def events_in(node: Node) -> Iterator[tuple[Node, Group]]:
    for part in walk(node):
        if isinstance(part, Product):
            pairs = (Product(pair, ("",)) for pair, op in zip(zip(part.factors, part.factors[1:], strict=False),
                                                              part.ops, strict=True) if op == "")
            yield from (split for one in pairs if (split := split_event(unscripted(one))) is not None)
        elif isinstance(part, Apply) and (split := split_event(part)) is not None:
            yield split


def unscripted(node: Product) -> Product:
    """`p(y = 1)^y` without the power."""
    head, group = node.factors
    return replace(node, factors=(head, group.base)) if isinstance(group, Script) else node


# --- two values ------------------------------------------------------------------------------------------------
def other_value(group: Group, env: Environment) -> Group | None:
    """`(y = 1 \\mid x)` of `(y = 0 \\mid x)`, where y is declared to be 0 or 1; so it is for -1 and 1."""
    said = group.body.body if isinstance(group.body, Given) else group.body
    parts = parts_of(strip(said.items[0])) if isinstance(said, Chain) and len(said.items) == 2 else None
    if not isinstance(said, Chain) or parts is None or parts.primes or said.signs[0].name != "=":
        return None
    indexed = isinstance(parts.sup, Group) and parts.sup.left == "("
    kind = env.kinds.get(parts.name, Kind())
    if (parts.sup is not None and not indexed) or kind.order != len(parts.subs) + indexed:
        return None
    other = OTHERS.get(kind.domain, {}).get(show(unsigned(strip(said.items[1]))))
    if other is None:
        return None
    turned = replace(said, items=(said.items[0], other))
    return replace(group, body=replace(group.body, body=turned) if isinstance(group.body, Given) else turned)


def is_first(group: Group) -> bool:
    """Is this the value that the other one is read by, where neither is defined?"""
    said = group.body.body if isinstance(group.body, Given) else group.body
    return isinstance(said, Chain) and unsigned(said.items[1]) == NUMBER_ONE


# --- indicators ------------------------------------------------------------------------------------------------
def indicated(node: Node) -> Chain | None:
    """The relation of `1\\{y = k\\}`, `\\mathbb{1}[i = j]`, `\\mathbb{1}_{i = j}`, `I(y_i = k)`, `[i = j]`."""
    if isinstance(node, Group) and node.left == "[":
        return relation_in(node)
    if isinstance(node, Script) and node.sup is None and not node.primes and is_one(node.base):
        return relation_in(node.sub)
    if not isinstance(node, Product) or len(node.factors) != 2 or node.ops != ("",):
        return None
    head, group = node.factors
    bracket = group.left if isinstance(group, Group) else ""
    named = base_name(head) in ("I", "bb I")
    fits = bracket and bracket in "([{" and (is_one(head) or named or (head == Number("1") and bracket != "("))
    return relation_in(group) if fits else None


def is_one(node: Node) -> bool:
    return isinstance(node, Font) and node.body == Number("1")


def relation_in(node: Node | None) -> Chain | None:
    inner = node.body if isinstance(node, Group) and node.left in "([{" else node
    return inner if isinstance(inner, Chain) else None


# --- probabilities ---------------------------------------------------------------------------------------------
def event(self: Elaborator, head: Node, group: Group) -> Value:
    """The value of an event: of what the document defines, or of something of which nothing is known."""
    parts = parts_of(head)
    if parts is None or parts.sup is not None or parts.primes:
        raise Unsupported("the probability of an event", head.at)
    if any((one := parts_of(part)) is not None and one.name in self.scope.local for part in walk(group)):
        raise Unsupported("an event that depends on the argument of a function", group.at)
    name, indices = named_event(head, group, self.indices.read, self.env.events)
    if (other := complement(self, head, group, name)) is not None:
        self.scope.note(f"{show(Product((head, group), ('',)))} is 1 - {show(Product((head, other), ('',)))}")
        return scalar(sub(ONE, event(self, head, other).term))
    self.scope.used[name] = None
    self.env.touched.setdefault(name, set()).add(len(indices))
    key = self.env.version.get(name, name)
    return scalar(Entry(key, tuple(indices)) if indices else Sym(key))


def complement(self: Elaborator, head: Node, group: Group, name: str) -> Group | None:
    """The event of the other value, by which the probability is read: where that is defined and this one is not, or
    neither is."""
    other = other_value(group, self.env)
    if other is None or name in self.env.version or base_name(head) not in PROBABILITIES or name in self.env.events:
        return None
    known = named_event(head, other, self.indices.read, self.env.events)[0] in self.env.version
    return other if known or not is_first(group) else None
