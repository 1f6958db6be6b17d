"""The value of a term at a point, in any arithmetic: compiled once to closures, run at many points.

A closure takes the `State` and returns a number or a `Dual`. The meaning is that of `terms.term`: sums over an
empty range are 0, a product with a factor that is 0 by a Kronecker delta is 0 whatever the other factors are, an
entry outside the range of its axis denotes nothing.

Nothing here knows a rule of differentiation beyond sum, product and the table of local slopes in the arithmetic:
`Deriv` perturbs one component and reads off the slope.
"""

from __future__ import annotations

from derive.functions import FUNCTIONS
from derive.refute import binders, calls, scalars
from derive.refute.state import Closure
from derive.terms.term import Sym, Term

COMPILE = scalars.COMPILE | binders.COMPILE | calls.COMPILE


class Compiler:
    """Terms to closures, each distinct term once.

    `primitive` are the functions of the arithmetic; other known functions are unfolded by their definition. A
    function that the document defines for itself (`own`) is left to the names of the state. `integers` are the
    variables with whole values."""

    def __init__(self, primitive: frozenset[str], own: frozenset[str] = frozenset(),
                 integers: frozenset[str] = frozenset()) -> None:
        self.integers = integers
        self.primitive = primitive - own
        self.derived = {n: f for n, f in FUNCTIONS.items() if f.definition and n not in primitive | own}
        self.done: dict[Term, Closure] = {}
        self.bodies: dict[str, Closure] = {}

    def body(self, name: str) -> Closure:
        """The definition of a known function of `ARGUMENT`, compiled once."""
        definition = self.derived[name].definition
        if name not in self.bodies and definition is not None:
            self.bodies[name] = self(definition(Sym(calls.ARGUMENT)))
        return self.bodies[name]

    def __call__(self, term: Term) -> Closure:
        closure = self.done.get(term)
        if closure is None:
            closure = self.done[term] = COMPILE[type(term)](self, term)
        return closure
