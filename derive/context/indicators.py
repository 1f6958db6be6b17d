"""Indicators: `1\\{y_i = k\\}` is 1 where the relation holds, and 0 elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from derive.context import symbols
from derive.context.conditions import SIGNS, cases
from derive.context.events import Punched
from derive.context.kinds import Kind
from derive.context.names import parts_of, walk
from derive.context.ranges import meet
from derive.context.value import Unsupported, Value, scalar
from derive.notation.show import show
from derive.notation.tree import Chain, Group, Number, Product, Relation, Words
from derive.terms.show import verbatim
from derive.terms.term import ONE, ZERO, Cases, Compare, Delta, Entry, Index, Sym, Term, index, sub

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator


def indicator(self: Elaborator, relation: Chain) -> Value:
    """Kronecker's delta of two indices; for a label that is one of the numbers from 1 to K, a component of the one-hot
    vector of that label; any other relation is a case distinction."""
    if [sign.name for sign in relation.signs] == ["\\neq"]:
        equal = replace(relation, signs=(Relation("="),))
        return scalar(sub(ONE, indicator(self, equal).term))
    if [sign.name for sign in relation.signs] != ["="]:
        by_entry = entrywise(self, relation)
        if by_entry is not None:
            return by_entry
        return scalar(cases(self, [(ONE, relation), (ZERO, Words("otherwise"))]))
    left, right = relation.items
    read = [self.indices.read(item) for item in (left, right)]
    if read[0] is not None and read[1] is not None:
        return scalar(Delta(read[0], read[1]))
    return labelled(self, replace(relation, items=(right, left)) if read[0] is not None else relation)


def entrywise(self: Elaborator, relation: Chain) -> Value | None:
    """`1[z > 0]` of an array z: the array of the indicators of its entries."""
    if len(relation.signs) != 1 or relation.signs[0].name not in SIGNS:
        return None
    if all(self.indices.read(item) is not None for item in relation.items):
        return None
    one, other = (self.value(item) for item in relation.items)
    if one.scalar is other.scalar:
        return None
    array, sign = other if one.scalar else one, SIGNS[relation.signs[0].name]

    def entry(*ix: Index) -> Term:
        left, right = (one.term, other.at(*ix)) if one.scalar else (one.at(*ix), other.term)
        return Cases(((Compare(left, sign, right), ONE), (None, ZERO)))

    return replace(array, at=entry, literal=False)


def labelled(self: Elaborator, relation: Chain) -> Value:
    """`1\\{y^{(i)} = k\\}`, with the indices i and k."""
    if any((one := parts_of(part)) is not None and one.name in self.scope.local for part in walk(relation)):
        raise Unsupported("an indicator that depends on the argument of a function", relation.at)
    parts = parts_of(relation.items[0])
    classes = self.env.index_ranges.get(parts.name) if parts is not None else None
    classes = classes if classes is not None and classes.lower == index(1) else None
    punched = Punched(self.indices.read, classes is not None)
    name = verbatim(show(Product((Number("1"), Group("{", "}", punched.tree(relation))), ("",))))
    self.env.touched.setdefault(name, set()).add(len(punched.indices))
    self.scope.used[name] = None
    where = tuple(punched.indices)
    if parts is None or classes is None or len(where) > 2 or self.indices.read(relation.items[1]) != where[-1:][0]:
        return scalar(Entry(name, where) if where else Sym(name))
    size = classes.upper.name or str(classes.upper.offset)
    kind = Kind(("column", "matrix")[len(where) - 1], sizes=("",) * (len(where) - 1) + (size,), certain=True,
                traits=frozenset({"one-hot"}), source=f"which of its values {parts.name} has")
    self.env.kinds[name] = self.env.guessed[name] = kind
    for used, axis in zip(where, symbols.ranges_of(name, kind), strict=True):
        meet(self.env, self.scope, used, axis)
    return scalar(Entry(name, where))
