"""JSON data of goals: exact both ways; anything else is refused by name."""

from __future__ import annotations

import json

import pytest

from derive.terms.codec import MalformedData, from_data, to_data
from derive.terms.term import Index, Integral, Num, Sym, index, num
from derive.terms.theory import Goal
from tests.refute.goals import FALSE, TRUE


@pytest.mark.parametrize("name", [*TRUE, *FALSE])
def test_round_trip(name):
    goal = TRUE.get(name) or FALSE[name]
    again = from_data(json.loads(json.dumps(to_data(goal))), Goal)
    assert again == goal
    assert to_data(again) == to_data(goal)


def test_bounds_of_an_integral():
    for term in (Integral("x", Sym("x")), Integral("x", Sym("x"), num(0), num(1))):
        assert from_data(to_data(term)) == term


MALFORMED = {
    "unknown kind": ["Sin", ["Sym", "x"]],
    "no kind": [],
    "not a list": {"Sym": "x"},
    "too few fields": ["Pow", ["Sym", "x"]],
    "too many fields": ["Sym", "x", "y"],
    "name is a number": ["Sym", 3],
    "not lowest terms": ["Num", "2/4"],
    "zero denominator": ["Num", "1/0"],
    "float": ["Num", 0.5],
    "boolean for integer": ["Size", [[["W", True]], 0]],
    "unsorted index": ["Size", [[["b", 1], ["a", 1]], 0]],
    "zero coefficient": ["Size", [[["b", 0]], 0]],
    "index for a term": ["Add", [["Index", [], 1]]],
    "a tensor alone": ["Add", [["Tensor", [], ["Sym", "x"]]]],
    "derivative by a number": ["Deriv", ["Sym", "x"], ["Num", "1"]],
    "negative order": ["Fun", "F", [["Sym", "x"]], [-1], []],
    "unknown extremum": ["Extremum", "mean", "k", [[[], 1], [[], 2]], ["Sym", "x"]],
    "unknown sign": ["Goal", ["Sym", "x"], ["Sym", "x"], [[], [], [], [], [], [], []], [], "~"],
    "name twice": ["Goal", ["Sym", "x"], ["Sym", "x"], [[["W", 1], ["W", 2]], [], [], [], [], [], []], [], "="],
    "unknown domain": ["Variable", "x", [], "complex", []],
    "text that looks like code": ["Num", "__import__('os')"],
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_data_is_refused(name):
    with pytest.raises(MalformedData):
        from_data(MALFORMED[name])


def test_a_kind_can_be_demanded():
    assert from_data(["Num", "-1"], Num) == num(-1)
    with pytest.raises(MalformedData):
        from_data(["Sym", "x"], Goal)


def test_indices_stand_alone():
    value = index("W") - index(1)
    assert from_data(to_data(value), Index) == value


def test_deep_nesting_is_refused():
    data = ["Sym", "x"]
    for _ in range(100_000):
        data = ["Add", [data]]
    with pytest.raises(MalformedData):
        from_data(data)
