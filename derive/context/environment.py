"""What is known while one claim is understood: kinds of symbols, index ranges, functions, and choices made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from derive.claims.model import Announced
from derive.context.kinds import Kind
from derive.context.sizes import Sizes
from derive.context.value import Value
from derive.functions import FUNCTIONS, Function
from derive.notation.tree import Node
from derive.terms.term import Index, Range, index
from derive.terms.theory import Hypothesis

SPELLINGS: dict[str, Function] = {
    spelling.removeprefix("\\"): function for function in FUNCTIONS.values() for spelling in function.spellings
}


@dataclass(frozen=True)
class Routine:
    """A function that the document defines, or leaves open.

    `kind`: `open` (nothing known), `scalar` (of one scalar: a `Fun` with a definition), `macro` (its body is
    read with the arguments in place of the parameters), `array` (nothing is known but the shape of its `value`, if
    that: "let $A(t)$ be an $n \\times n$ matrix"), `quantity` (always written with the same arguments, so
    that they only say what it depends on), `known` (a function of the field). `letters` are the indices of a family
    `L_i(\\theta) = ...`, whose name ends with an underscore: beside it L may be something else.
    """

    name: str
    kind: str
    parameters: tuple[Node, ...] = ()
    body: Node | None = None
    subscripts: tuple[str, ...] = ()
    known: Function | None = None
    source: str = ""
    letters: tuple[str, ...] = ()
    value: Kind | None = None


@dataclass(frozen=True)
class Own:
    """A sign or a letter that the document gives a meaning of its own: by a formula of parameters, or in words alone.
    Its key is as in `claims.operations`, or the name of the letter."""

    said: str
    line: int
    parameters: tuple[str, ...] = ()
    body: Node | None = None

    @property
    def why(self) -> str:
        return f"the document defines ${self.said}$ in its own way, line {self.line}"


@dataclass
class Environment:
    """Shared by all claims of a document; `Claim`-wise state is in `Scope`."""

    sizes: Sizes = field(default_factory=Sizes)
    kinds: dict[str, Kind] = field(default_factory=dict)
    guessed: dict[str, Kind] = field(default_factory=dict)
    defined: dict[str, Kind] = field(default_factory=dict)
    seen_ranges: dict[str, Range] = field(default_factory=dict)
    routines: dict[str, Routine] = field(default_factory=dict)
    size_names: dict[str, str] = field(default_factory=dict)
    index_names: set[str] = field(default_factory=set)
    index_ranges: dict[str, Range] = field(default_factory=dict)
    index_alias: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    letters: dict[str, tuple[str, ...]] = field(default_factory=dict)  # with which what is defined was defined
    put_back: str = ""  # the index that a section leaves out
    entries: dict[str, str] = field(default_factory=dict)  # the A of `a_{ij}`
    own: dict[str, Own] = field(default_factory=dict)
    settled: bool = False  # are the shapes that nobody declares inferred?
    conventions: dict[str, Announced] = field(default_factory=dict)
    here: dict[str, Announced] = field(default_factory=dict)  # what is announced for one formula
    version: dict[str, str] = field(default_factory=dict)
    running: dict[str, tuple[str, ...]] = field(default_factory=dict)
    paired: set[str] = field(default_factory=set)
    transposed: set[tuple[str, int]] = field(default_factory=set)
    lettered: set[str] = field(default_factory=set)
    raised: frozenset[str] = frozenset()  # the x of `x^{(i)}`, of which `x^{(1)}` is one
    layered: frozenset[str] = frozenset()  # the W of `W^{(l)}` and `W^{(l-1)}`, which are two matrices
    numbers: set[str] = field(default_factory=set)  # indices that are numbers as well here: the n of `a_n = n^2`
    counted_from: dict[str, set[int]] = field(default_factory=dict)  # {1} for the x of `[x_1, ..., x_n]`
    indexed: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()  # symbols with a letter for a name: `x_a`
    called: set[str] = field(default_factory=set)  # words that only stand in front of something: `grad f`
    applied: dict[str, list[tuple[Node, ...]]] = field(default_factory=dict)  # what functions are taken of
    standing: set[str] = field(default_factory=set)
    beside: dict[str, set[str]] = field(default_factory=dict)
    placeholders: dict[str, tuple[tuple[Node, ...], tuple[Node, ...]]] = field(default_factory=dict)
    touched: dict[str, set[int]] = field(default_factory=dict)
    squares: set[str] = field(default_factory=set)
    parameters: frozenset[str] = frozenset()
    probability: str = ""
    sampled: bool = False  # is there a context with negative samples?
    repeating: bool = False  # does the document say that they may repeat?
    events: frozenset[str] = frozenset()  # names of `p(y = k)`, of which `p(y = 1)` is one
    random: frozenset[str] = frozenset()  # the X of `E[X]`
    fixed: set[str] = field(default_factory=set)  # what is defined by what is not random
    functional: bool = False  # is the E of `E[u]` no expectation?
    chance: dict[str, Kind] = field(default_factory=dict)  # how likely outcomes are, and what is random at each
    ones: str = ""
    counted: int = 0

    def fresh(self, letter: str) -> str:
        self.counted += 1
        return f"{letter}#{self.counted}"


@dataclass
class Scope:
    """Names bound around the expression that is being read, and what was noticed on the way."""

    bound: dict[str, tuple[Index, Range]] = field(default_factory=dict)
    local: dict[str, Value] = field(default_factory=dict)
    inside: int = 0
    depth: int = 0
    readings: dict[str, None] = field(default_factory=dict)
    free: dict[str, Range] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)
    opened: dict[str, None] = field(default_factory=dict)
    distinct: list[tuple[Index, Index]] = field(default_factory=list)
    captured: dict[str, None] = field(default_factory=dict)
    differentiated: dict[str, None] = field(default_factory=dict)
    points: dict[str, Hypothesis] = field(default_factory=dict)
    anywhere: dict[str, None] = field(default_factory=dict)
    incomplete: bool = False
    doubt: str = ""  # why a proof would say too little
    odd: int = 0

    def note(self, reading: str) -> None:
        self.readings[reading] = None

    @contextmanager
    def binding(self, names: Mapping[str, tuple[Index, Range]]) -> Iterator[None]:
        before = self.bound
        self.bound = {**before, **names}
        try:
            yield
        finally:
            self.bound = before

    @contextmanager
    def argument(self) -> Iterator[None]:
        """Inside a function's argument, a scalar may be added to every component of an array."""
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1


def bound_index(env: Environment, letter: str) -> Index:
    return index(env.fresh(letter))
