"""Case distinctions as Kronecker deltas and bits, or decided."""

from __future__ import annotations

from derive.rules.model import Condition, Equation, Example, Rule, expect, nonnegative, nonzero, positive
from derive.terms.term import (
    ONE,
    ZERO,
    Cases,
    Compare,
    Delta,
    Num,
    Size,
    Sym,
    Term,
    add,
    index,
    mul,
    num,
    sub,
)

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def rest(term: Cases) -> Term:
    """What holds where the first condition does not; the last of two complementary branches needs no condition."""
    (first, _), *others = term.branches
    expect(others, "a single branch")
    assert first is not None
    condition, value = others[0]
    if condition is None or condition == opposite(first):
        return value
    return Cases(tuple(others))


def opposite(condition: Compare) -> Compare:
    return Compare(condition.left, OPPOSITE[condition.sign], condition.right)


def _mixed(term: Cases, bit: Term, sign: str, other: Term | None = None) -> Equation:
    value, other = term.branches[0][1], other or rest(term)
    if sign == "!=":
        value, other = other, value
    return Equation(term, add(mul(bit, value), mul(sub(ONE, bit), other)))


def _first(term: Cases, *signs: str) -> Compare:
    expect(isinstance(term, Cases), "no case distinction")
    condition = term.branches[0][0]
    expect(condition is not None and condition.sign in signs, "another kind of condition")
    assert condition is not None
    return condition


def of_indices(term: Cases) -> Equation:
    """A comparison of indices is a delta."""
    condition = _first(term, "=", "!=")
    left, right = condition.left, condition.right
    sizes = [Size(index(int(s.value))) if isinstance(s, Num) and s.value.denominator == 1 else s for s in (left, right)]
    expect(all(isinstance(s, Size) for s in sizes), "not indices")
    delta = Delta(sizes[0].value, sizes[1].value)  # type: ignore[attr-defined]
    return _mixed(term, delta, condition.sign)


def of_bit(term: Cases) -> Equation:
    """A comparison of a bit with 0 or 1 is the bit."""
    condition = _first(term, "=", "!=")
    expect(condition.right in (num(0), num(1)), "not compared with 0 or 1")
    bit = condition.left if condition.right == ONE else sub(ONE, condition.left)
    second, value = (*term.branches, (None, None))[1]
    turned = Compare(condition.left, condition.sign, ZERO if condition.right == ONE else ONE)
    equation = _mixed(term, bit, condition.sign, value if second == turned else None)
    return Equation(term, equation.right, (Condition("binary", (condition.left,)),))


def truth(condition: Compare) -> Condition:
    """What makes an inequality true."""
    left, right = condition.left, condition.right
    return {
        "<": positive(sub(right, left)),
        "<=": nonnegative(sub(right, left)),
        ">": positive(sub(left, right)),
        ">=": nonnegative(sub(left, right)),
        "!=": nonzero(sub(left, right)),
    }[condition.sign]


def first(term: Cases) -> Equation:
    """The first branch, where its condition is met."""
    expect(isinstance(term, Cases), "no case distinction")
    condition, value = term.branches[0]
    if condition is None:
        return Equation(term, value)
    expect(condition.sign != "=", "an equality is not met by a sign")
    return Equation(term, value, (truth(condition),))


def skip(term: Cases) -> Equation:
    """The other branches, where the first condition fails."""
    condition = _first(term, "=", "<", "<=", ">", ">=")
    return Equation(term, rest(term), (truth(opposite(condition)),))


_x, _p = Sym("a"), Sym("p")
_i, _j = Size(index("k")), Size(index("o"))
RULES = (
    Rule(
        "cases-delta",
        "f if i = j else g",
        "δ(i, j) f + (1 - δ(i, j)) g",
        "",
        of_indices,
        Example(Cases(((Compare(_i, "=", _j), _x), (None, _p)))),
    ),
    Rule(
        "cases-bit",
        "f if y = 1 else g",
        "y f + (1 - y) g",
        "y is 0 or 1",
        of_bit,
        Example(
            Cases(((Compare(Sym("y"), "=", ONE), _x), (None, _p))),
            (),
            Cases(((Compare(num(2), "=", ONE), num(3)), (None, num(4)))),
        ),
    ),
    Rule(
        "cases-first",
        "f if a > 0 else g",
        "f",
        "a > 0",
        first,
        Example(
            Cases(((Compare(_p, ">", num(0)), _x), (None, num(2)))),
            (),
            Cases(((Compare(num(-1), ">", num(0)), num(5)), (None, num(2)))),
        ),
    ),
    Rule(
        "cases-skip",
        "f if a < 0 else g",
        "g",
        "a ≥ 0",
        skip,
        Example(
            Cases(((Compare(_p, "<", num(0)), _x), (None, num(2)))),
            (),
            Cases(((Compare(num(-1), "<", num(0)), num(5)), (None, num(2)))),
        ),
    ),
)
