"""What a known function is: one frozen record that answers the same questions in the same order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from derive.terms.term import Index, Range, Sum, Term, index

Component: TypeAlias = Callable[[Index], Term]
Fresh: TypeAlias = Callable[[], str]

DOMAINS = ("positive", "nonnegative", "nonzero", "unit", None)
SIGNS = ("positive", "nonnegative", "unit", "band", None)
SHAPES = (
    "elementwise",
    "vector to vector",
    "vector to scalar",
    "vectors to scalar",
    "vectors to vector",
    "matrix to scalar",
    "matrix to vector",
    "vector to matrix",
)


@dataclass(frozen=True)
class Function:
    """One function of the field.

    `name`        as in `Fun(name, ...)`
    `spellings`   LaTeX commands (`\\\\exp`) and bare words (`exp`) that mean it
    `shape`       `elementwise`: a `Fun` of one scalar; any other: `expand` writes it out in index notation
    `domain`      what the argument must be, `None` for any real
    `sign`        what the value is: `positive`, `nonnegative`, `unit` (strictly between 0 and 1), `band`
                  (strictly between -1 and 1), `None` for unknown
    `derivative`  of the function at its argument; the chain rule is not here
    `smooth`      what the argument must be for that derivative, where that is less than the domain
    `definition`  the value by simpler functions, or `None` for a primitive
    `value`       the value of a python-flint ball
    `numpy`       the expression of an array `x` in NumPy, for the reader's own code
    `expand`      array functions: from components, ranges and fresh names to components or a scalar
    """

    name: str
    spellings: tuple[str, ...]
    shape: str = "elementwise"
    domain: str | None = None
    sign: str | None = None
    derivative: Callable[[Term], Term] | None = None
    smooth: str | None = None
    definition: Callable[[Term], Term] | None = None
    value: Callable[[Any], Any] | None = None
    numpy: str = ""
    expand: Callable[..., Any] | None = None

    def __post_init__(self) -> None:
        if self.domain not in DOMAINS or self.sign not in SIGNS or self.shape not in SHAPES:
            raise ValueError(f"{self.name}: unknown domain, sign or shape")
        if (self.shape == "elementwise") != (self.expand is None):
            raise ValueError(f"{self.name}: `expand` is for array functions, and they need it")


def total(component: Component, span: Range, fresh: Fresh) -> Term:
    """The sum of the components, under a name that is used nowhere else."""
    name = fresh()
    return Sum(name, span, component(index(name)))
