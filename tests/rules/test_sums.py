"""Sums and products over a range: what is too long, too deep or under another name than the rules can take."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from derive.rules import RULES
from derive.rules.model import RuleError
from derive.rules.sums import LONGEST, rename
from derive.terms.term import Entry, Extremum, Pow, Prod, Range, Sum, Sym, Term, add, index, mul, num, sub, upto
from derive.terms.walk import free

a, i, j, k, l, n = Sym("a"), *(index(name) for name in "ijkln")  # noqa: E741
TO_N = upto("n")


def x(place: Any) -> Term:
    return Entry("x", (place,))


@pytest.mark.parametrize(("rule", "binder"), [("sum-unfold", Sum), ("prod-unfold", Prod)])
def test_too_long_to_write_out(rule: str, binder: type[Any]) -> None:
    RULES[rule].apply(binder("k", upto(LONGEST), x(k)))
    for span in (upto(LONGEST + 1), upto("n"), Range(i, i + index(2)), Range(i, index(3))):
        with pytest.raises(RuleError):
            RULES[rule].apply(binder("k", span, x(k)))


REFUSED: dict[str, tuple[str, Term, tuple[Any, ...]]] = {
    "a range that depends on a bound name": (
        "sum-reorder", Sum("k", TO_N, Sum("l", upto("k"), mul(x(k), x(l)))), ((1, 0),)),
    "one that begins there": (
        "sum-reorder", Sum("k", TO_N, Sum("l", Range(k, n), mul(x(k), x(l)))), ((1, 0),)),
    "a binder twice": ("sum-reorder", Sum("k", TO_N, Sum("l", TO_N, mul(x(k), x(l)))), ((0, 0),)),
    "a binder left out": ("sum-reorder", Sum("k", TO_N, Sum("l", TO_N, mul(x(k), x(l)))), ((0,),)),
    "three terms": ("sum-telescope", Sum("k", TO_N, add(x(k + index(1)), mul(num(-1), x(k)), a)), ()),
    "a sum of neighbours": ("sum-telescope", Sum("k", TO_N, add(x(k + index(1)), x(k))), ()),
    "twice the first": ("sum-telescope", Sum("k", TO_N, add(x(k + index(1)), mul(num(-2), x(k)))), ()),
    "times a": ("sum-telescope", Sum("k", TO_N, add(x(k + index(1)), mul(num(-1), x(k), a))), ()),
    "not neighbours": ("sum-telescope", Sum("k", TO_N, sub(x(k + index(2)), x(k))), ()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    rule, term, arguments = REFUSED[name]
    with pytest.raises(RuleError):
        RULES[rule].apply(term, *arguments)


@pytest.mark.parametrize("binder", [lambda body: Sum("k", TO_N, body), lambda body: Prod("k", TO_N, body),
                                    lambda body: Extremum("max", "k", TO_N, body)])
def test_rename(binder: Any) -> None:
    """Σ_k x_k x_i under the name i would be Σ_i x_i^2."""
    term = binder(mul(x(k), x(i)))
    assert rename(term, "l") == replace(term, name="l", body=mul(x(l), x(i)))
    with pytest.raises(RuleError):
        rename(term, "i")


def test_a_square_of_a_sum() -> None:
    """(Σ_l x_l)^2 has two binders; a root of a sum, its inverse and its fourth power are factors as they are."""
    total = Sum("l", TO_N, x(l))
    term = Sum("k", TO_N, mul(x(k), Pow(total, num(2))))
    assert not free(RULES["sum-reorder"].apply(term, (2, 1, 0)).right)[0] - {"n"}
    half = num(Fraction(1, 2))
    for power in (Pow(total, num(4)), Pow(total, num(-1)), Pow(total, num(0)), Pow(total, a), Pow(total, half)):
        equation = RULES["sum-reorder"].apply(Sum("k", TO_N, mul(x(k), power)), (0,))
        assert equation.right == mul(power, Sum("k", TO_N, x(k)))
    term = Sum("k", TO_N, mul(a, Pow(x(k), num(2))))
    assert RULES["sum-reorder"].apply(term, (0,)).right == mul(a, Sum("k", TO_N, Pow(x(k), num(2))))
