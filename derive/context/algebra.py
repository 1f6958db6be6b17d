"""Sums, products and equations of array values: the rules of shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from derive.context.sizes import Sizes, unknown
from derive.context.value import Clash, Unsupported, Value, column, describe, fill, is_zero, matrix, scalar, transpose
from derive.terms.term import MINUS_ONE, ZERO, Add, Index, Mul, Range, Sum, Term, index, inverse, mul

At = tuple[int, int]


@dataclass(frozen=True)
class Comparison:
    """Both sides of an equation component by component, under one way of laying them out. `laid` says of a derivative
    whose layout this fixes whether it stands transposed."""

    left: Value
    right: Value
    reading: str = ""
    laid: tuple[str, bool] | None = None


class Algebra:
    """The operations need the sizes, to tell which axes fit, and a supply of bound names for contractions."""

    def __init__(self, sizes: Sizes, fresh: Callable[[str], str]) -> None:
        self.sizes, self.fresh = sizes, fresh

    # --- sizes ---------------------------------------------------------------------------------------------
    def fits(self, left: Range, right: Range) -> bool:
        """Could these be one axis? (Nothing is unified yet.)"""
        left, right = self.sizes.resolve(left), self.sizes.resolve(right)
        if left.lower != right.lower:
            return False
        return left.upper == right.upper or unknown(left.upper) or unknown(right.upper)

    def settle(self, left: Value, right: Value) -> None:
        for one, other in zip(left.axes, right.axes, strict=True):
            self.sizes.same(one, other)

    def show(self, value: Value) -> str:
        return describe(value, lambda axis: size_text(self.sizes.resolve(axis)))

    # --- layout --------------------------------------------------------------------------------------------
    def layouts(self, value: Value) -> Iterator[Value]:
        """The ways a value may stand: as it is, and transposed if its layout is not said."""
        yield value
        if value.flexible and value.form != "tensor":
            yield transpose(value)

    def alike(self, left: Value, right: Value) -> bool:
        same = left.form == right.form and len(left.axes) == len(right.axes)
        return same and all(self.fits(a, b) for a, b in zip(left.axes, right.axes, strict=True))

    # --- addition ------------------------------------------------------------------------------------------
    def add(self, signs: list[str], values: list[Value], at: At, inside: bool) -> Value:
        """`inside` a function's argument a scalar may be added to every component: `softmax(x + c)`."""
        model = next((v for v in values if not v.scalar and not v.flexible), None)
        model = model or next((v for v in values if not v.scalar), None)
        if model is None:
            return scalar(signed_sum(signs, [v.term for v in values]), all(v.literal for v in values))
        laid = [self.like(v, model, at, inside) for v in values]
        flexible = all(v.flexible or v.scalar for v in values)
        return replace(
            model, at=lambda *ix: signed_sum(signs, [v.at(*ix) for v in laid]), flexible=flexible, literal=False
        )

    def like(self, value: Value, model: Value, at: At, inside: bool) -> Value:
        if value.scalar:
            if value.literal or inside:
                return fill(value, model)
            raise Clash(f"a scalar is added to {self.show(model)}", at)
        for laid in self.layouts(value):
            if self.alike(laid, model):
                self.settle(laid, model)
                return laid
        raise Clash(f"{self.show(model)} and {self.show(value)} are added", at)

    def in_number(self, left: Value, right: Value) -> bool:
        """Do the shapes differ in a size and a number alone, a column of length C and one of length 2?"""
        pairs = [(self.sizes.resolve(a).upper, self.sizes.resolve(b).upper)
                 for a, b in zip(left.axes, right.axes, strict=False)]
        return left.form == right.form and any(bool(a.parts) != bool(b.parts) for a, b in pairs if a != b)

    def single(self, value: Value) -> Value:
        """A matrix of one row and one column is the number in it: `v^T v` of a v that is n x 1."""
        one = index(1)
        alone = value.form == "matrix" and all(self.sizes.resolve(axis) == Range(one, one) for axis in value.axes)
        return scalar(value.at(one, one)) if alone else value

    # --- products ------------------------------------------------------------------------------------------
    def multiply(self, left: Value, right: Value, op: str, at: At) -> Value:
        if left.scalar or right.scalar:
            return scale(left, right)
        if op in ELEMENTWISE:
            return self.elementwise(left, right, at)
        if right.jacobian:
            chained = self.chain_rule(left, right)
            if chained:
                return chained
        for one in self.layouts(left):
            for other in self.layouts(right):
                result = self.contract(one, other)
                if result:
                    return result
        if left.vector and right.vector and op in ("cdot", "*"):
            dotted = self.dot(left, right)
            if dotted:
                return dotted
        raise Clash(f"{self.show(left)} times {self.show(right)}", at)

    def elementwise(self, left: Value, right: Value, at: At) -> Value:
        laid = self.like(left, right, at, False)
        return replace(right, at=lambda *ix: mul(laid.at(*ix), right.at(*ix)), flexible=right.flexible)

    def dot(self, left: Value, right: Value) -> Value | None:
        if not self.fits(left.axes[0], right.axes[0]):
            return None
        self.sizes.same(left.axes[0], right.axes[0])
        return scalar(self.contraction(left.axes[0], lambda k: mul(left.at(k), right.at(k)))())

    def squares(self, value: Value) -> Value:
        """The sum of the squares of all components of a matrix."""
        row = self.contraction(value.axes[1], lambda k, i: mul(value.at(i, k), value.at(i, k)))
        return scalar(self.contraction(value.axes[0], lambda i: row(i))())

    def contraction(self, axis: Range, body: Callable[..., Term]) -> Callable[..., Term]:
        """`body(k, *free)` summed over k. One operation, one bound name: equal terms stay shared."""
        name = self.fresh("n")
        return lambda *free: Sum(name, self.sizes.resolve(axis), body(Index(((name, 1),)), *free))

    def contract(self, left: Value, right: Value) -> Value | None:
        """The matrix product, if the shapes fit."""
        rule = CONTRACTIONS.get((left.form, right.form))
        if rule is None:
            return None
        if rule == "outer":
            return matrix(left.axes[0], right.axes[0], lambda i, j: mul(left.at(i), right.at(j)))
        if not self.fits(left.axes[-1], right.axes[0]):
            return None
        self.sizes.same(left.axes[-1], right.axes[0])
        axis = left.axes[-1]
        flexible = left.flexible or right.flexible
        if rule == "scalar":
            return scalar(self.contraction(axis, lambda k: mul(left.at(k), right.at(k)))())
        if rule == "row":
            row = self.contraction(axis, lambda k, j: mul(left.at(k), right.at(k, j)))
            return column(right.axes[1], row, "row", flexible)
        if rule == "column":
            col = self.contraction(axis, lambda k, i: mul(left.at(i, k), right.at(k)))
            return column(left.axes[0], col, "column", flexible)
        cell = self.contraction(axis, lambda k, i, j: mul(left.at(i, k), right.at(k, j)))
        return matrix(left.axes[0], right.axes[1], cell, flexible)

    def chain_rule(self, left: Value, right: Value) -> Value | None:
        """`dJ/dtheta dtheta/dv`: contracted over the axis of what is differentiated, whatever the layout."""
        if right.jacobian != 1 or not self.fits(left.axes[-1], right.axes[0]):
            return None
        self.sizes.same(left.axes[-1], right.axes[0])
        axis, kept = left.axes[-1], left.axes[:-1]
        if left.form == "matrix" and not left.jacobian:
            return None
        count = len(kept)
        at = self.contraction(axis, lambda k, *ix: mul(left.at(*ix[:count], k), right.at(k, *ix[count:])))
        axes = kept + right.axes[1:]
        form = {1: right.by, 2: "matrix"}.get(len(axes), "tensor")
        flexible = len(axes) == 1 or bool(kept)
        return Value(axes, at, form, flexible, jacobian=1 if kept else 0, by=right.by)

    def divide(self, top: Value, bottom: Value, at: At) -> Value:
        if bottom.scalar and bottom.term == ZERO:
            raise Unsupported("a division by zero", at)
        if bottom.scalar:
            return scale(top, scalar(inverse(bottom.term), bottom.literal))
        reciprocal = replace(bottom, at=lambda *ix: inverse(bottom.at(*ix)))
        if top.scalar:
            return scale(top, reciprocal)
        if self.alike(top, bottom):
            return self.elementwise(top, reciprocal, at)
        raise Clash(f"{self.show(top)} is divided by {self.show(bottom)}", at)

    # --- equations -----------------------------------------------------------------------------------------
    def compare(self, left: Value, right: Value, at: At) -> list[Comparison]:
        """The layouts under which an equation makes sense, best first. Raises `Clash` when there is none."""
        for value, other, swap in ((left, right, False), (right, left, True)):
            if value.scalar and not other.scalar and (is_zero(value)):
                pair = (fill(value, other), other)
                return [Comparison(*(reversed(pair) if swap else pair))]
        if left.scalar != right.scalar:
            left, right = self.single(left), self.single(right)
        if left.scalar != right.scalar:
            raise Clash(f"{self.show(left)} is equated with {self.show(right)}", at, plain=True)
        found = [
            Comparison(one, other, "" if one is left and other is right else LAYOUT_NOTE, laid(left, right, one, other))
            for one in self.layouts(left)
            for other in self.layouts(right)
            if self.alike(one, other)
        ]
        if not found:
            why = f"{self.show(left)} is equated with {self.show(right)}"
            raise Clash(why, at, doubtful=self.in_number(left, right))
        self.settle(found[0].left, found[0].right)
        if left.form != "matrix":
            return found[:1]
        crossed = [c for c in found[1:] if (c.left is left) != (c.right is right)]
        return [found[0], *(c for c in crossed[:1] if self.alike(c.left, c.right))]


def laid(left: Value, right: Value, one: Value, other: Value) -> tuple[str, bool] | None:
    """The derivative that is laid out as the other side is, and whether it is transposed for that."""
    if left.derivative and not right.flexible:
        return left.derivative, one is not left
    if right.derivative and not left.flexible:
        return right.derivative, other is not right
    return None


LAYOUT_NOTE = "the gradient is laid out as the other side is"
ELEMENTWISE = frozenset({"odot", "circ", "*."})
CONTRACTIONS = {
    ("row", "column"): "scalar",
    ("row", "matrix"): "row",
    ("matrix", "column"): "column",
    ("matrix", "matrix"): "matrix",
    ("column", "row"): "outer",
}


def scale(left: Value, right: Value) -> Value:
    model, factor, first = (right, left, True) if left.scalar else (left, right, False)
    if model.scalar:
        return scalar(mul(left.term, right.term), left.literal and right.literal)
    term = factor.term
    at = model.at
    ordered = (lambda *ix: mul(term, at(*ix))) if first else (lambda *ix: mul(at(*ix), term))
    return replace(model, at=ordered, literal=False)


def signed_sum(signs: list[str], terms: list[Term]) -> Term:
    signed = [Mul((MINUS_ONE, t)) if s == "-" else t for s, t in zip(signs, terms, strict=True)]
    return signed[0] if len(signed) == 1 else Add(tuple(signed))


def size_text(axis: Range) -> str:
    if unknown(axis.upper):
        return "some size"
    size = axis.upper - axis.lower + index(1)
    parts = [name if factor == 1 else f"{factor}{name}" for name, factor in size.parts]
    if size.offset or not parts:
        parts.append(str(size.offset))
    return " + ".join(parts).replace("+ -", "- ")
