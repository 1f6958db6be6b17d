"""What is said of indices is true for every size and every index in its range; each line has an instance near it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from derive.rules.ranges import Ranges
from derive.terms.term import ZERO, Index, Range, index, upto
from derive.terms.theory import Hypothesis, Theory

n, m, i, j, k, z = (index(name) for name in "nmijkz")
one, two = index(1), index(2)
NAMES = {"i": upto("n"), "j": Range(i, n), "k": Range(two, index(3))}
APART = (
    Hypothesis("apart", "distinct", i, k), Hypothesis("others", "distinct", index("a"), j, (("a", upto(2)),)),
    Hypothesis("next", "distinct", i + one, z), Hypothesis("no indices", "distinct", ZERO, ZERO),
    Hypothesis("one index", "distinct", ZERO, i), Hypothesis("one index", "distinct", i, None),
)
VALUES = [a + index(b) for a, b in product((Index(), i, j, k, n, -i, n - i, i + j, n + m, k + k, z), (-1, 0, 1, 2))]


def ranges(*hypotheses: Hypothesis) -> Ranges:
    return Ranges(Theory({"n": 1, "m": 0}, hypotheses=hypotheses), NAMES)


def assignments(*hypotheses: Hypothesis) -> Iterator[dict[str, int]]:
    for size, other, outside in product(range(1, 4), range(2), (-1, 2, 7)):
        for one_, third in product(range(1, size + 1), (2, 3)):
            for second in range(one_, size + 1):
                env = {"n": size, "m": other, "i": one_, "j": second, "k": third, "z": outside}
                if APART[0] not in hypotheses or (one_ != third and second not in (1, 2) and one_ + 1 != outside):
                    yield env


def at(value: Index, env: dict[str, int]) -> int:
    return value.offset + sum(c * env[name] for name, c in value.parts)


PLAIN, GIVEN = list(assignments()), list(assignments(*APART))
SPANS = [Range(a, b) for a, b in product((one, two, i, k, z, index(0)), (n, n - one, i, j, index(0), one - m, z))]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_never_below(value: Index) -> None:
    least = ranges().least(value)
    assert least is None or all(at(value, env) >= least for env in PLAIN)


@pytest.mark.parametrize("span", SPANS, ids=str)
def test_members(span: Range) -> None:
    known = ranges()
    lengths = [at(span.upper, env) - at(span.lower, env) + 1 for env in PLAIN]
    assert not known.nonempty(span) or min(lengths) > 0
    assert not known.countable(span) or min(lengths) >= 0
    assert not known.empty(span) or max(lengths) <= 0
    for value in VALUES:
        places = [(at(span.lower, env), at(value, env), at(span.upper, env)) for env in PLAIN]
        assert not known.inside(value, span) or all(low <= place <= high for low, place, high in places)


@pytest.mark.parametrize("left", VALUES[::3], ids=str)
def test_distinct(left: Index) -> None:
    known, given = ranges(), ranges(*APART)
    for right in VALUES:
        assert not known.distinct(left, right) or all(at(left, env) != at(right, env) for env in PLAIN)
        assert not given.distinct(left, right) or all(at(left, env) != at(right, env) for env in GIVEN)
        assert known.distinct(left, right) <= given.distinct(left, right)


def test_what_is_known() -> None:
    known, given = ranges(), ranges(*APART)
    assert known.inside(i, upto("n"))
    assert known.inside(j, Range(one, n))
    assert known.inside(k, Range(one, index(3) + m))
    assert known.nonempty(upto("n"))
    assert known.countable(upto("m"))
    assert not known.nonempty(upto("m"))
    assert known.empty(Range(n + one, n))
    assert known.distinct(n + one, i)
    assert known.distinct(i, n + one)
    for left, right in ((i, k), (k, i), (i + one, k + one), (one, j), (j, two), (i + one, z)):
        assert given.distinct(left, right)
        assert not known.distinct(left, right)
    assert set(given.used) == {"apart", "others", "next"}


def test_two_that_bound_each_other() -> None:
    """i from 1 to j and j from 1 to i: no bound above is ever found, and the search for one ends."""
    circle = Ranges(Theory({"n": 1}), {"i": Range(one, j), "j": Range(one, i)})
    assert circle.least(-i) is None


def test_the_same_are_not_distinct() -> None:
    assert not ranges(Hypothesis("same", "same", i, k)).distinct(i, k)
