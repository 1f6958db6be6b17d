"""Kronecker's delta: contraction inside its range, replacement, values."""

from __future__ import annotations

from derive.rules.model import Condition, Equation, Example, Rule, expect
from derive.rules.sums import factors, product
from derive.terms.term import ONE, ZERO, Delta, Entry, Index, Mul, Sum, Term, index, mul, upto
from derive.terms.walk import substitute, text


def normal(term: Delta) -> Equation:
    """Both sides without common parts, in the order of their texts; a value where the difference is a number."""
    expect(isinstance(term, Delta), "not a delta")
    gap = term.left - term.right
    if not gap.parts:
        return Equation(term, ZERO if gap.offset else ONE)
    left = Index(tuple((n, c) for n, c in gap.parts if c > 0), max(gap.offset, 0))
    right = Index(tuple((n, -c) for n, c in gap.parts if c < 0), max(-gap.offset, 0))
    return Equation(term, Delta(*sorted((left, right), key=text)))


def distinct(term: Delta) -> Equation:
    expect(isinstance(term, Delta), "not a delta")
    return Equation(term, ZERO, (Condition("distinct", (term.left, term.right)),))


def solve(delta: Delta, name: str) -> Index | None:
    """The value of `name` where the delta is 1, if it has one."""
    gap = delta.left - delta.right
    factor = dict(gap.parts).get(name)
    if factor not in (1, -1):
        return None
    rest = gap - index(name) if factor == 1 else gap + index(name)
    return -rest if factor == 1 else rest


def split(term: Term, position: int) -> tuple[Delta, list[Term]]:
    pieces = list(factors(term))
    expect(position < len(pieces) and isinstance(pieces[position], Delta), "no delta there")
    delta = pieces.pop(position)
    assert isinstance(delta, Delta)
    return delta, pieces


def contract(term: Sum, position: int) -> Equation:
    """The one term of the sum where the delta is 1, which must lie in the range."""
    expect(isinstance(term, Sum), "not a sum")
    delta, rest = split(term.body, position)
    value = solve(delta, term.name)
    expect(value is not None, "the delta does not fix the bound name")
    assert value is not None
    inside = Condition("inside", (value, term.range))
    return Equation(term, substitute(product(rest), {term.name: value}), (inside,))


def replaced(term: Mul, position: int, name: str) -> Equation:
    """Where the delta is 1, a name has the value that the delta gives it."""
    delta, rest = split(term, position)
    value = solve(delta, name)
    expect(value is not None, "the delta does not fix the name")
    assert value is not None
    return Equation(term, mul(delta, substitute(product(rest), {name: value})))


_k, _o = index("k"), index("o")
_x = Entry("x", (_k,))
RULES = (
    Rule("delta-normal", "δ(i + c, j + c)", "δ(i, j)", "", normal, Example(Delta(_o + index(1), _k + index(1)))),
    Rule(
        "delta-distinct",
        "δ(i, j)",
        "0",
        "i ≠ j",
        distinct,
        Example(Delta(index(1), index(2)), (), Delta(index(1), index(1))),
    ),
    Rule(
        "sum-delta",
        "Σ_k δ(k, o) f(k)",
        "f(o)",
        "o in the range of k",
        contract,
        Example(
            Sum("k", upto("n"), Mul((Delta(_k, _o), _x))),
            (0,),
            Sum("k", upto("n"), Mul((Delta(_k, index("n") + index(1)), _x))),
        ),
    ),
    Rule("delta-replace", "δ(i, j) f(i)", "δ(i, j) f(j)", "", replaced, Example(Mul((Delta(_k, _o), _x)), (0, "k"))),
)
