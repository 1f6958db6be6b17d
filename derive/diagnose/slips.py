"""Edits of signs, factors, powers and terms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from derive.diagnose.build import (
    ONE,
    OTHER,
    TWO,
    bracketed,
    divided,
    is_transposed,
    key_of,
    negated,
    plus,
    product,
    signed,
    squared,
    times,
    total,
    without_factor,
)
from derive.diagnose.functions import is_argument, is_delta
from derive.diagnose.material import Material, names_in
from derive.diagnose.places import Place
from derive.notation.tree import Apply, Big, Derivative, Fraction, Group, Node, Number, Product, Script, Sum, Symbol

Change = tuple[str, int, Node]
DEEP = 2  # brackets and fractions inside which lost terms are looked for


def is_whole(place: Place) -> bool:
    """Whether the place holds a full expression: a side, or what stands in brackets, a fraction or an exponent."""
    parent = place.parent
    if parent is None:
        return True
    if isinstance(parent, Group | Fraction):
        return True
    return isinstance(parent, Script) and place.steps[-1][0] == "sup" and not is_transposed(parent)


def signs(place: Place, found: Material) -> Iterator[Change]:
    """The two terms of a difference exchanged, or one sign of a sum turned round."""
    node = place.node
    if isinstance(node, Sum):
        if node.signs == ("+", "-"):
            yield "sign", 1, negated(node)
        for k, sign in enumerate(node.signs):
            yield "sign", 1, total((*node.signs[:k], OTHER.get(sign, sign), *node.signs[k + 1 :]), node.terms)


def negations(place: Place, found: Material) -> Iterator[Change]:
    """A whole side, an exponent or an argument negated."""
    if place.parent is not None and is_argument(place) and not isinstance(place.node, Group):
        yield "argument-sign", 1, negated(place.node)
    elif place.parent is None or (is_whole(place) and isinstance(place.parent, Script)):
        yield "sign", 1, negated(place.node)


def ratios(place: Place, found: Material) -> Iterator[Change]:
    """A factor too few, in a summand, a whole expression, below a sum sign or in an argument."""
    node = place.node
    if not takes_factor(place):
        return
    for factor in found.factors:
        if isinstance(node, Product) and isinstance(factor, Symbol) and factor in node.factors:
            k = node.factors.index(factor)
            yield "power", 2, product((*node.factors[:k], squared(factor), *node.factors[k + 1 :]), node.ops)
        if factor not in (node, ONE):
            yield "factor", 2, times(node, factor)
    for divisor in found.divisors:
        yield "factor", 2, divided(node, divisor)


def takes_factor(place: Place) -> bool:
    node, parent = place.node, place.parent
    if isinstance(node, Group) or (isinstance(node, Sum) and isinstance(parent, Sum | Big)):
        return False
    return is_whole(place) or isinstance(parent, Sum) or (isinstance(parent, Big) and place.steps[-1][0] == "body")


def inner_slopes(place: Place, found: Material) -> Iterator[Change]:
    """The derivative of a name in a term by what the left side differentiates by: the inner one, forgotten."""
    if found.by is not None and found.scalar and not found.mixed and takes_factor(place):
        for name in dict.fromkeys(names_in(place.node)):
            if key_of(name) in found.made:
                yield "factor", 3, times(place.node, Derivative(name, (found.by,)))  # a number first: `1/m` of a mean


def fewer_deltas(place: Place, found: Material) -> Iterator[Change]:
    """A Kronecker delta too many."""
    node = place.node
    if isinstance(node, Product):
        deltas = [k for k, factor in enumerate(node.factors) if is_delta(factor)]
        yield from (("undelta", 1, without_factor(node, k)) for k in deltas)


def fewer_factors(place: Place, found: Material) -> Iterator[Change]:
    """A factor too many."""
    node = place.node
    if isinstance(node, Product):
        for k in range(len(node.factors)):
            if not (k and node.ops[k - 1] == "/") and not is_head(node, k):
                yield "unfactor", 2, without_factor(node, k)
    elif isinstance(node, Fraction):
        yield "unfactor", 2, node.top


def is_head(node: Product, k: int) -> bool:
    """Whether factor k is a function in front of its argument, or the argument."""
    near = [Place(node.factors[j], (("factors", (j,)),), (node,)) for j in (k, k + 1) if j < len(node.factors)]
    return any(is_argument(place) for place in near)


def numbers(place: Place, found: Material) -> Iterator[Change]:
    """Another small number: a coefficient, an exponent, the constant in a count."""
    node = place.node
    if not isinstance(node, Number) or not node.digits.isdecimal() or len(node.digits) > 3:
        return
    value = int(node.digits)
    kind = "power" if place.steps and place.steps[-1][0] == "sup" else "number"
    for other in dict.fromkeys((value * 2, value // 2 if value % 2 == 0 else value + 1, value + 1, value - 1)):
        if other > 0:
            yield kind, 2, Number(str(other))


def powers(place: Place, found: Material) -> Iterator[Change]:
    """A square too few or too many, and a fraction upside down."""
    node = place.node
    if isinstance(node, Fraction):
        yield "square-below", 2, Fraction(node.top, squared(node.bottom))
        yield "inverse", 2, Fraction(node.bottom, node.top)
    if isinstance(node, Script) and node.sup == TWO:
        yield "power", 2, node.base if node.sub is None else Script(node.base, node.sub, None, node.primes)
    plain = isinstance(node, Group) or (isinstance(node, Script) and node.sup is None)
    if plain and isinstance(place.parent, Product | Sum | Big):
        yield "power", 2, squared(node)


def fewer_terms(place: Place, found: Material) -> Iterator[Change]:
    """A term too many."""
    node = place.node
    if isinstance(node, Sum) and len(node.terms) > 1:
        for k in range(len(node.terms)):
            yield "unterm", 2, total(node.signs[:k] + node.signs[k + 1 :], node.terms[:k] + node.terms[k + 1 :])
        if node.signs == ("+", "-"):
            yield "unterm", 3, node.terms[1]  # `1 - p` for p


def more_terms(place: Place, found: Material) -> Iterator[Change]:
    """A term that the author had before and lost."""
    if not is_whole(place) or (isinstance(place.node, Group) and place.parent is not None):
        return
    own = dict.fromkeys(signed(place.node)[1])
    for cross in mixed_terms(place.node):
        yield "term", 3, plus(place.node, "+", cross)
        yield "term", 3, plus(place.node, "-", cross)
    for sign, term in found.terms if len(place.around) <= DEEP else ():
        if term not in own:
            yield "term", 3, plus(place.node, sign, term)
            yield "term", 3, plus(place.node, OTHER.get(sign, sign), term)


def mixed_terms(node: Node) -> Iterator[Node]:
    """`2 a b` for a sum of the squares of `a` and `b`."""
    squares = [term for term in signed(node)[1] if isinstance(term, Script) and term.sup == TWO]
    roots = [term.base if term.sub is None else Script(term.base, term.sub, None, term.primes) for term in squares]
    yield from (Product((TWO, a, b), ("", "")) for a, b in combinations(roots, 2))


def symmetrised(place: Place, found: Material) -> Iterator[Change]:
    """`2 A x` for `(A + A^T) x`: true of a symmetric matrix only."""
    node = place.node
    if isinstance(node, Product) and node.factors[0] == TWO and len(node.factors) > 1:
        matrix = node.factors[1]
        if not isinstance(matrix, Apply | Big | Group | Number) and not is_transposed(matrix):
            pair: Node = Sum(("+", "+"), (matrix, Script(bracketed(matrix), None, found.mark)))
            rest = node.factors[2:]
            yield "symmetrise", 2, product((bracketed(pair), *rest), node.ops[1:]) if rest else pair


FEW = (inner_slopes, fewer_factors, fewer_terms, symmetrised, powers, numbers)
