"""Index names and the ranges of sums: `w=1` to `W`, `w \\in Vocab`, `w \\neq o`, `-m \\leq j \\leq m, j \\neq 0`."""

from __future__ import annotations

from dataclasses import dataclass

from derive.context.environment import Environment, Scope
from derive.context.names import base_name, label_text, parts_of, strip, walk
from derive.context.sizes import unknown, unknown_range
from derive.context.value import Unsupported
from derive.notation.tree import Big, Blank, Chain, Group, Node, Number, Product, Script, Sequence, Sum, Symbol
from derive.terms.term import Index, Range, index


def size_key(node: Node) -> str | None:
    """A name for a size or a set of indices: `W`, `|V|`, `|Vocab|`, `Vocab`."""
    node = strip(node)
    if isinstance(node, Group) and node.left == "|":
        inner = base_name(strip(node.body))
        return None if inner is None else f"|{inner}|"
    parts = parts_of(node)
    if parts is None or parts.sup is not None:
        return None
    return "_".join([parts.name, *(base_name(strip(s)) or label_text(s) for s in parts.subs)])


class Indices:
    """Reads index expressions. What is not an index expression gives None, and is a label to the caller."""

    def __init__(self, env: Environment, scope: Scope) -> None:
        self.env, self.scope = env, scope

    def read(self, node: Node) -> Index | None:
        node = strip(node)
        reader = {Number: self.number, Symbol: self.symbol, Sum: self.sum, Chain: self.chain, Group: self.group,
                  Product: self.product, Script: self.script}.get(type(node))
        return reader(node) if reader else None  # type: ignore[operator]

    def number(self, node: Number) -> Index | None:
        alias = self.env.index_alias.get(node.digits)
        if alias:
            self.scope.note(f"the index {node.digits} is read as {alias}")
            return index(alias)
        return index(int(node.digits)) if node.digits.isdecimal() else None

    def symbol(self, node: Node) -> Index | None:
        name = base_name(node)
        if name is None:
            return None
        if name in self.scope.bound:
            return self.scope.bound[name][0]
        if name in self.env.index_alias:
            return index(self.env.index_alias[name])
        if name in self.env.index_names:
            return index(name)
        if name in self.env.size_names:
            return index(self.env.size_names[name])
        return None

    def group(self, node: Group) -> Index | None:
        key = size_key(node)
        return index(self.env.size_names[key]) if key in self.env.size_names else None

    def script(self, node: Script) -> Index | None:
        key = size_key(node)
        if key in self.env.size_names:
            return index(self.env.size_names[key])
        if node.primes and node.sub is None and node.sup is None:
            name = (base_name(node.base) or "?") + "'" * node.primes
            if name in self.scope.bound:
                return self.scope.bound[name][0]
            return index(name) if name in self.env.index_names else None
        return None

    def sum(self, node: Sum) -> Index | None:
        total = Index()
        for sign, term in zip(node.signs, node.terms, strict=True):
            part = self.read(term) or self.offset(node, term)
            if part is None:
                return None
            total = total + (part if sign == "+" else -part)
        return total

    def offset(self, node: Sum, term: Node) -> Index | None:
        """`t` in `w_{t+j}` is an index because j is one."""
        name = base_name(strip(term))
        beside = any(self.read(other) is not None for other in node.terms if other is not term)
        if name is None or not beside or not isinstance(strip(term), Symbol):
            return None
        self.env.index_names.add(name)
        return index(name)

    def product(self, node: Product) -> Index | None:
        if len(node.factors) != 2 or not isinstance(node.factors[0], Number) or not node.factors[0].digits.isdecimal():
            return None
        times, part = int(node.factors[0].digits), self.read(node.factors[1])
        if part is None:
            return None
        return Index(tuple((n, c * times) for n, c in part.parts), part.offset * times)

    def chain(self, node: Chain) -> Index | None:
        """`u_{w=o}` is `u_o`; `u_{w \\neq o}` is `u_w` for a w other than o."""
        if len(node.signs) != 1:
            return None
        left, right = self.read(node.items[0]), self.read(node.items[1])
        if left is None or right is None:
            return None
        if node.signs[0].name == "\\neq":
            self.scope.distinct.append((left, right))
            return left
        return right if node.signs[0].name == "=" else None

    def letter(self, node: Node) -> str | None:
        """The name that a range binds: a letter, or a letter with primes (`w'`)."""
        node = strip(node)
        if isinstance(node, Script) and node.primes and node.sub is None and node.sup is None:
            base = base_name(node.base)
            return None if base is None else base + "'" * node.primes
        return base_name(node) if not isinstance(node, Script) else None


@dataclass(frozen=True)
class Binder:
    """One bound name of a sum: its letter, range, and the indices left out."""

    letter: str
    range: Range
    omitted: tuple[Node, ...] = ()


class Ranges:
    """Reads what stands below and above a sum sign."""

    def __init__(self, env: Environment, scope: Scope) -> None:
        self.env, self.scope, self.indices = env, scope, Indices(env, scope)

    def read(self, node: Big) -> list[Binder]:
        if node.lower is None or isinstance(node.lower, Blank):
            raise Unsupported("the sum names no index", node.at)
        found: dict[str, Range] = {}
        omitted: dict[str, list[Node]] = {}
        for part in conditions(node.lower):
            self.condition(part, node.upper, found, omitted)
        return [Binder(letter, rng, tuple(omitted.get(letter, ()))) for letter, rng in found.items()]

    def condition(
        self, part: Node, upper: Node | None, found: dict[str, Range], omitted: dict[str, list[Node]]
    ) -> None:
        if not isinstance(part, Chain):
            letter = self.indices.letter(part)
            if letter is None:
                raise Unsupported("the range of the sum is not understood", part.at)
            found[letter] = self.closed(letter, None, upper, part)
            return
        signs = tuple(s.name for s in part.signs)
        letter = self.indices.letter(part.items[1 if len(signs) == 2 else 0])
        if letter is None:
            raise Unsupported("the range of the sum is not understood", part.at)
        if signs == ("\\neq",):
            omitted.setdefault(letter, []).append(part.items[1])
            found.setdefault(letter, unknown_range(self.env.fresh(letter)))
        elif signs == ("=",):
            found[letter] = self.closed(letter, part.items[1], upper, part)
        elif signs == ("\\in",):
            found[letter] = self.members(part.items[1], letter)
        elif signs in (("\\leq", "\\leq"), ("<", "<"), ("\\leq", "<"), ("<", "\\leq")):
            low, high = self.bound(part.items[0]), self.bound(part.items[2])
            found[letter] = Range(
                low if signs[0] == "\\leq" else low + index(1), high if signs[1] == "\\leq" else high - index(1)
            )
        else:
            raise Unsupported("the range of the sum is not understood", part.at)

    def closed(self, letter: str, low: Node | None, high: Node | None, at: Node) -> Range:
        lower = index(1) if low is None else self.bound(low)
        if high is None or isinstance(high, Blank):
            if low is not None:
                raise Unsupported("a sum with a first index and no last one", at.at)
            return unknown_range(self.env.fresh(letter))
        return Range(lower, self.bound(high))

    def bound(self, node: Node) -> Index:
        """An end of a range; an undeclared name there is a size."""
        if any(base_name(part) == "\\infty" for part in walk(node)):
            raise Unsupported("an infinite range", node.at)
        found = self.indices.read(node)
        if found is not None:
            return found
        key = size_key(node)
        if key is None:
            raise Unsupported("an end of the range is not understood", node.at)
        return index(self.env.size_names.setdefault(key, key))

    def members(self, node: Node, letter: str) -> Range:
        """`w \\in Vocab`, `i \\in \\{1, ..., n\\}`, `k \\in [1, K]`."""
        listed = node.body if isinstance(node, Group) and node.left in "{[" else None
        if isinstance(listed, Sequence) and len(listed.items) >= 2:
            return Range(self.bound(listed.items[0]), self.bound(listed.items[-1]))
        key = size_key(node)
        if key is None:
            raise Unsupported("the set that the sum runs over is not understood", node.at)
        return Range(index(1), index(self.env.size_names.setdefault(key, key)))


def conditions(node: Node) -> list[Node]:
    if isinstance(node, Sequence):
        return [part for item in node.items for part in conditions(item)]
    return [node]


def meet(env: Environment, scope: Scope, used: Index, axis: Range) -> None:
    """An index is used on an axis: an unknown range of either becomes that of the other."""
    name = used.name
    if name is None:
        return
    bound = {str(ix.name): rng for ix, rng in scope.bound.values()}
    rng = bound.get(name)
    if rng is not None:
        rng, axis = env.sizes.resolve(rng), env.sizes.resolve(axis)
        if unknown(rng.upper) or (unknown(axis.upper) and rng.lower == axis.lower):
            env.sizes.same(rng, axis)
        return
    known = scope.free.setdefault(name, env.index_ranges.get(name, axis))
    env.seen_ranges.setdefault(name, known)
    if unknown(env.sizes.find(known.upper)) or unknown(env.sizes.find(axis.upper)):
        env.sizes.same(known, axis)
