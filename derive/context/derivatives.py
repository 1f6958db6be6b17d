"""Derivatives and gradients: a scalar by an array has the array's shape, an array by an array is a Jacobian."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from derive.context import symbols
from derive.context.names import base_name, is_transpose, parts_of, strip, walk
from derive.context.survey import arguments_of, full_name
from derive.context.value import Clash, Unsupported, Value
from derive.functions import FUNCTIONS
from derive.notation.show import show
from derive.notation.tree import (
    Blank,
    Derivative,
    Differential,
    Fraction,
    Group,
    Nabla,
    Node,
    Product,
    Script,
    Symbol,
)
from derive.terms.term import ZERO, Deriv, Entry, Fun, Index, Sum, Sym, Tensor, Term, div, index, mul, neg, num
from derive.terms.theory import Hypothesis
from derive.terms.walk import free

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator

Turned = Callable[["Elaborator", Value, Value], Value]
VARIANCE = "\\sigma"


def derivative(self: Elaborator, node: Derivative) -> Value:
    if isinstance(node.body, Blank) or not node.variables:
        raise Unsupported("a derivative of nothing, or a Jacobian that does not say of what", node.at)
    if not node.complete:
        self.scope.incomplete = True
        self.scope.note("a fraction with one differential sign is read as a derivative")
    stand_ins = [stand_in(self, v) for v in node.variables]
    variables = [variable(self, own) for own, _ in stand_ins]
    with_letters(self, node.variables)
    value = self.value(node.body)
    self.scope.anywhere |= dict.fromkeys(map(name_of, variables))
    for one, (_, turned) in reversed(list(zip(variables, stand_ins, strict=True))):
        value = turned(self, differentiate(self, value, one, node), one)
    return value


def with_letters(self: Elaborator, variables: tuple[Node, ...]) -> None:
    """Remember the free indices of what one differentiates by: a sum inside may use the same letter."""
    for node in variables:
        for part in walk(node):
            if isinstance(part, Script) and part.sub is not None:
                letter = base_name(strip(part.sub))
                if letter is not None and letter not in self.scope.bound:
                    self.scope.differentiated[letter] = None


def variable(self: Elaborator, node: Node) -> Value:
    value = self.value(node)
    name = parts_of(node)
    if name is not None and name.name in self.env.parameters:
        raise Unsupported(f"a derivative by {name.name}, which stands as the parameter of a symbol", node.at)
    probe = value.at(*(index("?") for _ in value.axes))
    if not isinstance(probe, (Sym, Entry)):
        raise Unsupported("a derivative by something that is not a variable", node.at)
    parts = parts_of(node)
    if parts is not None:
        self.scope.used[f"by {probe.name}"] = None
    return value


def stand_in(self: Elaborator, node: Node) -> tuple[Node, Turned]:
    """What one differentiates by in place of a square or an inverse, and how the derivative by that follows."""
    root = root_of_square(self, node)
    if root is not None:
        return root, over_twice
    whole = strip(node)
    if isinstance(whole, Script) and whole.sup is not None and symbols.is_reciprocal(whole.sup):
        base = replace(whole, sup=None)
        if self.value(base).form == "matrix":
            self.scope.note(f"a derivative by {show(whole)} is read as the one by {show(base)}, by the chain rule")
            return base, by_inverse
    return node, as_it_is


def as_it_is(self: Elaborator, value: Value, by: Value) -> Value:
    return value


def root_of_square(self: Elaborator, node: Node) -> Node | None:
    """The sigma of `\\partial \\sigma^2`, where sigma^2 is one quantity: where it has brackets or is an argument of
    a function, or since a variance is written so. Elsewhere `dx^2` may be meant for a second derivative. Where the
    document defines sigma^2, that is a symbol of its own."""
    square = strip(node)
    parts = parts_of(square)
    if not isinstance(square, Script) or parts is None or parts.sup is None or parts.primes:
        return None
    root = replace(square, sup=None)
    own = symbols.resolve(self, parts)[2] is None
    if own or not symbols.is_square(parts.sup) or not self.value(root).scalar:
        return None
    if square is node and parts.name != VARIANCE and not is_argument(self, square):
        raise Unsupported(f"{show(square)} below a derivative may be meant for its square or its order", node.at)
    self.scope.note(f"a derivative by {show(square)} is read as the one by {show(root)}, divided by 2 {show(root)}")
    return root


def is_argument(self: Elaborator, square: Script) -> bool:
    """Is a square an argument of a function, as in `\\ell(\\mu, s^2)`? The second of `f(x^1, x^2)` is none."""
    for routine in self.env.routines.values():
        heads = [parts.name for one in routine.parameters if (parts := parts_of(strip(one))) is not None]
        if square in routine.parameters and heads.count(str(base_name(square.base))) == 1:
            return True
    return False


def over_twice(self: Elaborator, value: Value, root: Value) -> Value:
    """The derivative by the square, from the one by its root: df/d(s^2) = df/ds / (2 s)."""
    at = value.at
    return replace(value, at=lambda *ix: div(at(*ix), mul(num(2), root.term)))


def by_inverse(self: Elaborator, value: Value, by: Value) -> Value:
    """The derivative of a number by the inverse P of a matrix A, from the one by A: df/dP = -A^T (df/dA) A^T, since
    dA = -A dP A (Petersen and Pedersen, The Matrix Cookbook, 2012, equation 40)."""
    if len(value.axes) != 2 or not self.algebra.fits(*by.axes):
        raise Unsupported("a derivative by the inverse of a matrix that is not one of a number")
    self.env.sizes.same(*by.axes)
    span, at = self.env.sizes.resolve(by.axes[0]), value.at
    k, m = self.env.fresh("k"), self.env.fresh("m")

    def cell(i: Index, j: Index) -> Term:
        around = mul(at(index(k), index(m)), by.at(index(k), i), by.at(j, index(m)))
        return neg(Sum(k, span, Sum(m, span, around)))

    return replace(value, at=cell)


def name_of(by: Value) -> str:
    return str(by.at(*(index("?") for _ in by.axes)).name)  # type: ignore[attr-defined]


def differentiate(self: Elaborator, body: Value, by: Value, node: Node) -> Value:
    """The derivative of every component by every component; axes of the body first."""
    count = len(body.axes)
    at = lambda *ix: Deriv(body.at(*ix[:count]), by.at(*ix[count:]))  # noqa: E731
    axes = body.axes + by.axes
    if body.scalar:
        named = f"gradient by {name_of(by)}"
        return Value(by.axes, at, by.form, by.vector, derivative=named if by.form == "column" else "")
    if by.scalar:
        return Value(body.axes, at, body.form, body.flexible)
    if body.vector and by.vector:
        plain = body.form == by.form == "column"
        return Value(axes, at, "matrix", True, jacobian=1, derivative="Jacobian" if plain else "", by=by.form)
    if len(axes) > 4:
        raise Clash("a derivative of too high an order", node.at)
    return Value(axes, at, "tensor", True, jacobian=count)


def nabla(self: Elaborator, node: Nabla) -> Value:
    apart = bound_tightly(self, node)
    if apart is not None:
        return self.value(apart)
    body = at_point(self, node)
    named = node.variable or only_argument(self, body)
    if named is None or isinstance(body, Blank):
        raise Unsupported("a gradient that does not say by which variable", node.at)
    own, turned = stand_in(self, named)
    by = variable(self, own)
    with_letters(self, (named,))
    value = self.value(body)
    if node.variable is not None and is_of_others(value, name_of(by)):
        raise Unsupported("a gradient of a value that is not written in terms of its variable", node.at)
    if body is node.body:
        self.scope.anywhere[name_of(by)] = None
    for _ in range(node.order):
        value = turned(self, differentiate(self, value, by, node), by)
    return value


def is_of_others(value: Value, name: str) -> bool:
    """`\\nabla_x f(Az)`: the gradient of an open function, taken at Az."""
    term = value.at(*(index("?") for _ in value.axes))
    open_ = isinstance(term, Fun) and term.name not in FUNCTIONS and isinstance(term.arguments[0], Tensor)
    return open_ and name not in free(term)[1]


def bound_tightly(self: Elaborator, node: Nabla) -> Node | None:
    """`\\nabla f(x) v` is the gradient of f(x), times v; so is `\\nabla f(x)^T v`, its transpose."""
    body = node.body
    if not isinstance(body, Product) or len(body.factors) < 2 or body.ops[0]:
        return None
    head, after, *rest = body.factors
    row = isinstance(after, Script) and after.sub is None and is_transpose(after.sup)
    group = after.base if isinstance(after, Script) and row else after
    parts = parts_of(head)
    if not isinstance(group, Group) or parts is None or full_name(parts) not in self.env.routines or not (rest or row):
        return None
    own: Node = replace(node, body=Product((head, group), ("",), at=body.at))
    if row and isinstance(after, Script):
        own = Script(Group("(", ")", own, at=node.at), None, after.sup, at=node.at)
    return Product((own, *rest), body.ops[1:], at=node.at) if rest else own


def at_point(self: Elaborator, node: Nabla) -> Node:
    """What is differentiated; of `\\nabla R(\\hat w)`, where the document writes R(w), that is R(w), and w is
    \\hat w behind the gradient."""
    body = node.body
    head, group = body.factors if isinstance(body, Product) and len(body.factors) == 2 else (body, None)
    parts = parts_of(head)
    routine = None if parts is None else self.env.routines.get(full_name(parts))
    given = arguments_of(group) if isinstance(group, Group) else ()
    if routine is None or len(routine.parameters) != 1 or len(given) != 1 or given == routine.parameters:
        return body
    if node.variable not in (None, *routine.parameters):
        return body
    by, point = variable(self, routine.parameters[0]), self.value(given[0])
    if point.scalar and point.term == ZERO:
        point = replace(by, at=lambda *ix: ZERO)
    if len(by.axes) != len(point.axes):
        raise Clash(f"{show(given[0])} is no value of {show(routine.parameters[0])}", node.at)
    for one, other in zip(by.axes, point.axes, strict=True):
        self.env.sizes.same(one, other)
    names = tuple(self.env.fresh("p") for _ in by.axes)
    where = [index(n) for n in names]
    moving = {n for used, _ in self.scope.bound.values() for n, _ in used.parts}
    if moving & free(point.at(*where))[0]:
        raise Unsupported("a gradient at each of several points", node.at)
    said = f"{show(routine.parameters[0])} = {show(given[0])}"
    spans = zip(names, map(self.env.sizes.resolve, by.axes), strict=True)
    self.scope.points[said] = Hypothesis(said, "equal", by.at(*where), point.at(*where), tuple(spans))
    return Product((head, Group("(", ")", routine.parameters[0], at=group.at)), ("",), at=body.at)  # type: ignore[union-attr]


def only_argument(self: Elaborator, body: Node) -> Node | None:
    """`\\nabla L(\\theta)` is by theta; so is `\\nabla L` where the document writes L(theta)."""
    head, group = (body.factors[0], body.factors[1]) if isinstance(body, Product) and len(body.factors) == 2 else (
        body, None)
    parts = parts_of(head)
    routine = None if parts is None else self.env.routines.get(full_name(parts))
    given = arguments_of(group) if isinstance(group, Group) else ()
    if routine is None or len(routine.parameters) != 1:
        return given[0] if len(given) == 1 and parts_of(strip(given[0])) is not None else None
    if given and given != routine.parameters:
        raise Unsupported("a gradient by what is no variable", body.at)
    return routine.parameters[0]


def denominator(self: Elaborator, node: Fraction) -> Node:
    """What is divided by; in `1/(d\\sigma)` the d is a size where it is known as one and nothing is differentiated:
    `d \\sigma` is a common way to write a product, and `dx` is none."""
    signs = any(isinstance(part, Differential | Nabla) or part == Symbol("\\partial") for part in walk(node.top))
    if signs or "d" not in self.env.size_names:
        return node.bottom
    product = node.bottom if isinstance(node.bottom, Product) else Product((node.bottom,), (), at=node.bottom.at)
    return replace(product, factors=tuple(map(size_and_letter, product.factors)))


def size_and_letter(node: Node) -> Node:
    parts = parts_of(node.body) if isinstance(node, Differential) and node.order == 1 else None
    if not isinstance(node, Differential) or parts is None or not parts.name.startswith("\\"):
        return node
    return Product((Symbol("d", at=node.at), node.body), ("",), at=node.at)


def differential(self: Elaborator, node: Differential) -> Value:
    raise Unsupported("a bare differential", node.at)
