"""The value of an expression: its axes, how it stands (column, row, matrix), and its components.

Components are a function of indices, so a contraction or a transpose needs no renaming of indices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from derive.terms.term import Delta, Entry, Index, Num, Range, Term, add, index, mul

SPOKEN_WITH_AN = frozenset("AEFHILMNORSXaefhilmnorsx8")
FORMS = ("scalar", "column", "row", "matrix", "tensor")


class Clash(Exception):
    """No reading of an expression has matching shapes; where it is `doubtful`, a reading that is not supported has.
    `plain`: a number stands against an array, which no layout mends."""

    def __init__(
        self, message: str, at: tuple[int, int] = (0, 0), doubtful: bool = False, plain: bool = False
    ) -> None:
        super().__init__(message)
        self.message, self.at, self.doubtful, self.plain = message, at, doubtful, plain


class Unsupported(Exception):
    """Notation that is read but not understood: the claim is undecided, with this reason."""

    def __init__(self, message: str, at: tuple[int, int] = (0, 0)) -> None:
        super().__init__(message)
        self.message, self.at = message, at


@dataclass(frozen=True)
class Value:
    """`at(i, j)` is the component; a `column` or `row` has one axis, a `matrix` two (rows first).

    `flexible`: a gradient or Jacobian whose layout the author has not said; it may stand transposed.
    `literal`: a plain number, which may stand for an array of any shape that is filled with it.
    `jacobian`: how many of the axes belong to what was differentiated (the rest to the variable).
    `derivative`: what a derivative is called whose layout is one choice for a whole document; a gradient may be a
    row for one variable and a column for another, as many texts have it. `by`: how the variable of a Jacobian stands.
    """

    axes: tuple[Range, ...]
    at: Callable[..., Term]
    form: str
    flexible: bool = False
    literal: bool = False
    jacobian: int = 0
    derivative: str = ""
    by: str = "column"

    @property
    def scalar(self) -> bool:
        return self.form == "scalar"

    @property
    def vector(self) -> bool:
        return self.form in ("column", "row")

    @property
    def term(self) -> Term:
        """The term of a scalar."""
        return self.at()


def scalar(term: Term, literal: bool = False) -> Value:
    return Value((), lambda: term, "scalar", literal=literal)


def column(axis: Range, at: Callable[[Index], Term], form: str = "column", flexible: bool = False) -> Value:
    return Value((axis,), at, form, flexible)


def matrix(rows: Range, cols: Range, at: Callable[[Index, Index], Term], flexible: bool = False) -> Value:
    return Value((rows, cols), at, "matrix", flexible)


def identity(axis: Range) -> Value:
    return matrix(axis, axis, lambda i, j: Delta(i, j))


def entry_value(name: str, fixed: tuple[Index, ...], axes: tuple[Range, ...], form: str) -> Value:
    return Value(axes, lambda *free: Entry(name, (*fixed, *free)), form)


def transpose(value: Value) -> Value:
    swapped = {"column": "row", "row": "column"}
    if value.form in swapped:
        return replace(value, form=swapped[value.form])
    if value.form == "matrix":
        at = value.at
        return replace(value, axes=value.axes[::-1], at=lambda i, j: at(j, i))
    return value


def fill(value: Value, model: Value) -> Value:
    """A scalar repeated over the shape of `model`."""
    term = value.term
    return replace(model, at=lambda *_: term, literal=value.literal)


def is_zero(value: Value) -> bool:
    return value.literal and value.scalar and isinstance(value.term, Num) and value.term.value == 0


def describe(value: Value, show: Callable[[Range], str]) -> str:
    """The shape in words: `a column of length d`, `a W x d matrix`."""
    sizes = [show(axis) for axis in value.axes]
    if value.scalar:
        return "a scalar"
    if value.vector:
        return f"a {value.form} of length {sizes[0]}"
    article = "an" if sizes[0].partition(" ")[0] in SPOKEN_WITH_AN else "a"
    sizes = [f"({size})" if " + " in size or " - " in size else size for size in sizes]
    return f"{article} {' x '.join(sizes)} " + ("matrix" if value.form == "matrix" else "array")


def listed(values: list[Value], form: str) -> Value:
    """Numbers one below the other, or side by side."""
    rng = Range(index(1), index(len(values)))
    terms = [v.term for v in values]
    return column(rng, lambda i: add(*(mul(Delta(i, index(k + 1)), t) for k, t in enumerate(terms))), form)
