"""Functions of arrays, written out in index notation: `softmax(x)`, `diag(s)`, `\\|x\\|`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from derive.context.environment import bound_index
from derive.context.names import items_of, walk
from derive.context.sizes import unknown_range
from derive.context.value import Clash, Unsupported, Value, column, listed, matrix, scalar
from derive.functions import Function
from derive.notation.tree import Big, Node, Number, Script
from derive.terms.walk import substitute

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator


def expanded(
    self: Elaborator, function: Function, values: list[Value], node: Node, args: tuple[Node, ...] = ()
) -> Value:
    """An array function, written out in index notation."""
    expander = EXPANDERS.get(function.shape)
    wanted = "matrix" if function.shape.startswith("matrix") else "vector"
    if function.name == "diag" and len(values) > 1 and all(value.scalar for value in values):
        values = [listed(values, "column")]
    fits = all(v.form == "matrix" if wanted == "matrix" else v.vector for v in values)
    if expander is None or function.expand is None:
        raise Unsupported(f"{function.name} here", node.at)
    if function.name == "diag" and values[0].scalar and args and (letter := only_free_index(self, args[0])):
        axis = unknown_range(self.env.fresh(letter))  # `diag(s_i)`: the vector of these components
        with self.scope.binding({letter: (unique := bound_index(self.env, letter), axis)}):
            term = self.value(args[0]).term
        made = column(self.env.sizes.resolve(axis), lambda i: substitute(term, {str(unique.name): i}))
        return EXPANDERS[function.shape](self, function, [made])
    if not fits and wanted == "vector" and values[0].form == "matrix":
        raise Clash(f"{function.name} of a matrix, which may go by rows or by columns", node.at, doubtful=True)
    if function.name == "trace" and values[0].scalar:
        return values[0]  # `\\operatorname{tr}(x^T A x)`
    if not fits:
        raise Clash(f"{function.name} of {self.algebra.show(values[0])}", node.at)
    if len(values) != (2 if function.shape == "vectors to scalar" else 1):
        raise Unsupported(f"{function.name} of {len(values)} arguments", node.at)
    return expander(self, function, values)


def vector_to_vector(self: Elaborator, function: Function, values: list[Value]) -> Value:
    value, fresh = values[0], self.env.fresh("n")
    made = lambda i: function.expand(value.at, self.env.sizes.resolve(value.axes[0]), lambda: fresh)(i)  # type: ignore[misc]  # noqa: E731
    return column(value.axes[0], made, value.form)


def vectors_to_scalar(self: Elaborator, function: Function, values: list[Value]) -> Value:
    for axis in (a for v in values for a in v.axes):
        self.env.sizes.same(values[0].axes[0], axis)
    span = self.env.sizes.resolve(values[0].axes[0])
    fresh = self.env.fresh("n")
    return scalar(function.expand(*(v.at for v in values), span, lambda: fresh))  # type: ignore[misc]


def vector_to_matrix(self: Elaborator, function: Function, values: list[Value]) -> Value:
    axis = values[0].axes[0]
    cell = function.expand(values[0].at, axis, lambda: self.env.fresh("n"))  # type: ignore[misc]
    return matrix(axis, axis, cell)


def matrix_to_vector(self: Elaborator, function: Function, values: list[Value]) -> Value:
    axis = values[0].axes[0]
    return column(axis, function.expand(values[0].at, axis, lambda: self.env.fresh("n")))  # type: ignore[misc]


def only_free_index(self: Elaborator, body: Node) -> str | None:
    """The one index letter in the body that nothing binds, for `\\sum e^{x_j}`."""
    inner = {self.indices.letter(b.lower) for b in walk(body) if isinstance(b, Big) and b.lower is not None}
    letters: dict[str, None] = {}
    for node in walk(body):
        if isinstance(node, Script):
            for item in items_of(node.sub):
                letter = None if isinstance(item, Number) else self.indices.letter(item)
                if letter in self.env.index_names and letter not in self.scope.bound and letter not in inner:
                    letters[str(letter)] = None
    return next(iter(letters)) if len(letters) == 1 else None


EXPANDERS: dict[str, Callable[[Elaborator, Function, list[Value]], Value]] = {
    "vector to vector": vector_to_vector,
    "vector to scalar": vectors_to_scalar,
    "vectors to scalar": vectors_to_scalar,
    "vector to matrix": vector_to_matrix,
    "matrix to scalar": vectors_to_scalar,
    "matrix to vector": matrix_to_vector,
}
