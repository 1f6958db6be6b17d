"""Two relations that exclude each other are never in force together, and properties end where they are taken back."""

from __future__ import annotations

import pytest

from derive.claims import read_claims
from derive.claims.formulas import tree_of
from derive.claims.scope import clash
from derive.document.read import read_text

CLASHES = [
    ("t \\geq 0", "t < 0"),
    ("0 \\leq t", "t < 0"),
    ("x > 1", "x = 0"),
    ("x < -1", "x > -\\frac12"),
    ("0 < x < 1", "x \\geq 1"),
    ("a < b", "b < a"),
    ("a \\geq b", "b > a"),
    ("w = o", "w \\neq o"),
    ("x = 0", "x \\neq 0"),
]
AGREE = [("t \\geq 0", "t \\leq 0"), ("x > 0", "x > 1"), ("x > 0", "y < 0"), ("a < b", "b > a"), ("w = o", "k \\neq o")]

WITHDRAWN = [
    ("Assume that $A$ is symmetric. Then $a = b$. Now drop this assumption. Then $c = d$.", ["symmetric"], []),
    ("Let $A$ be symmetric. Then $a = b$. For arbitrary $A$, $c = d$.", ["symmetric"], []),
    ("When $A$ is invertible, $a = b$. Then $c = d$.", ["invertible"], []),
    ("Case 1: $A$ is symmetric. Then $a = b$. Case 2: $A$ is not symmetric. Then $c = d$.", ["symmetric"], []),
    ("Let $A$ be symmetric. Then $a = b$. In general $c = d$.", ["symmetric"], ["symmetric"]),
    ("We do not assume that $A$ is symmetric: $a = b$. Unless $A$ is orthogonal, $c = d$.", [], []),
]


@pytest.mark.parametrize(("one", "other"), CLASHES)
def test_relations_that_exclude_each_other(one: str, other: str) -> None:
    assert clash(tree_of(one), tree_of(other))
    assert clash(tree_of(other), tree_of(one))


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_relations_that_may_hold_together(one: str, other: str) -> None:
    assert not clash(tree_of(one), tree_of(other))
    assert not clash(tree_of(other), tree_of(one))


@pytest.mark.parametrize(("text", "first", "second"), WITHDRAWN)
def test_properties_end_where_they_are_taken_back(text: str, first: list[str], second: list[str]) -> None:
    claims = read_claims(read_text(text, "text.md", "markdown")).claims
    assert [[fact.predicate for fact in claim.scope] for claim in claims] == [first, second]
