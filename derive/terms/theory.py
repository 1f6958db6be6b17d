"""What is known where a claim stands: sizes, ranges, domains, definitions and hypotheses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from derive.terms.parts import free, subterms
from derive.terms.term import Entry, Index, Range, Sym, Term


@dataclass(frozen=True)
class Variable:
    """A scalar (no ranges) or a tensor (one range for each axis) and the values its components may take.

    `domain`: `real`, `positive`, `nonnegative`, `nonzero`, `unit` (strictly between 0 and 1), `bit` (0 or 1),
    `sign` (-1 or 1), `integer`, `natural` (a positive integer).
    `traits`: `symmetric`, `invertible`, `orthogonal` (square matrices), `sums-to-one` (the
    components along the last axis, for each value of the other indices), `simplex` (a vector of nonnegative numbers
    that sum to 1; it has both traits), `some-total` (some of its sums are 1; nothing follows from that), `one-hot`
    (one component along the last axis is 1, and the others are 0; it sums to one, too).
    """

    name: str
    ranges: tuple[Range, ...] = ()
    domain: str = "real"
    traits: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if "simplex" in self.traits and len(self.ranges) == 1:
            object.__setattr__(self, "traits", self.traits | {"sums-to-one"})
        if "one-hot" in self.traits and self.ranges:
            object.__setattr__(self, "traits", self.traits | {"sums-to-one"})


@dataclass(frozen=True)
class Definition:
    """`name` stands for `body`. What takes parameters:

    kind `scalar`   `Sym(name)`
    kind `tensor`   `Entry(name, ...)`: `parameters` are index names in `body`
    kind `function` `Fun(name, ...)`: `parameters` are the names of `Sym`s (a `Tensor` argument replaces the
                    entries of that name) in `body`
    `source` says where it comes from ("line 15", "pack word2vec") in words for the reader.
    """

    name: str
    kind: str
    parameters: tuple[str, ...]
    body: Term
    source: str = ""


@dataclass(frozen=True)
class Hypothesis:
    """A fact assumed where the claim stands, used by name.

    kind `equal`     `left = right`; oriented: the prover may replace `left` (an atom: `Sym`, `Entry`, `Fun`)
                     by `right`, for all values of the index names in `parameters`
    kind `same`      the indices `left` and `right` are equal (`w = o`)
    kind `distinct`  they are different (`w != o`), for all values of the names in `parameters`
    kind `positive`, `nonnegative`, `negative`, `nonzero`   of the term `left`, for all values of `parameters`
    """

    name: str
    kind: str
    left: Term | Index
    right: Term | Index | None = None
    parameters: tuple[tuple[str, Range], ...] = ()


@dataclass(frozen=True)
class Theory:
    """`sizes`: each size symbol with its least value. `fixed`: sizes set to a number (to try `K = 1`).
    `indices`: the range of each index name that is free in claims (`o`, `c`, `k`; axes of the claim too).
    `dependent`: undefined symbols that are functions of what one differentiates by (`L` in `dL/dx`);
    their derivatives stay open, while any other undefined symbol is constant."""

    sizes: Mapping[str, int] = field(default_factory=dict)
    fixed: Mapping[str, int] = field(default_factory=dict)
    indices: Mapping[str, Range] = field(default_factory=dict)
    variables: Mapping[str, Variable] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    hypotheses: tuple[Hypothesis, ...] = ()
    dependent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Goal:
    """`left = right` (or another `sign`: `<`, `<=`, `>`, `>=`, `!=`) for all values of the `axes`,
    the free indices of a claim between arrays."""

    left: Term
    right: Term
    theory: Theory
    axes: tuple[tuple[str, Range], ...] = ()
    sign: str = "="


def turns(name: str, by: str, theory: Theory) -> bool:
    """Whether the scalar `by` is made of the symbol of that name and of no other: `y = 1/x^2`."""
    made = theory.definitions.get(by)
    if made is None or made.kind != "scalar" or free(made.body)[1] & theory.definitions.keys():
        return False
    return {part.name for part in subterms(made.body) if isinstance(part, Sym | Entry)} == {name}
