"""Where to look: sizes in the order of their total, then values with small numerators and denominators.

Nothing is random: each value is picked by a digest of its name, its index and the number of the attempt, so the
same goal meets the same points in every run.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat

from derive.refute.balls import rational
from derive.refute.chosen import pick
from derive.refute.dual import Value
from derive.refute.model import Model, label
from derive.refute.outcome import Beyond, NoValue
from derive.refute.state import State
from derive.terms.theory import Theory, Variable

STRETCH = 2  # sizes go from their least value up to this much more
FIRST, MORE = 3, 2  # candidates at the first attempt, and how many more at each further one

CANDIDATES: dict[str, tuple[str, ...]] = {
    "real": ("1", "2", "-1", "0", "1/2", "3", "-2", "-1/2", "3/2", "1/3", "-3"),
    "positive": ("1", "2", "1/2", "3", "1/3", "3/2", "4", "1/4"),
    "nonnegative": ("1", "2", "1/2", "0", "3", "1/3", "3/2"),
    "negative": ("-1", "-2", "-1/2", "-3", "-1/3", "-3/2"),
    "nonzero": ("1", "2", "-1", "1/2", "-2", "3", "-1/2", "-3"),
    "unit": ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5"),
    "bit": ("0", "1"),
    "sign": ("1", "-1"),
    "integer": ("1", "2", "-1", "0", "3", "-2", "-3"),
    "natural": ("1", "2", "3", "4", "5"),
}
_POOLS = {domain: tuple(Fraction(text) for text in texts) for domain, texts in CANDIDATES.items()}

BELONGS: dict[str, Callable[[Fraction], bool]] = {
    "real": lambda x: True,
    "positive": lambda x: x > 0,
    "nonnegative": lambda x: x >= 0,
    "negative": lambda x: x < 0,
    "nonzero": lambda x: x != 0,
    "unit": lambda x: 0 < x < 1,
    "bit": lambda x: x in (0, 1),
    "sign": lambda x: x in (1, -1),
    "integer": lambda x: x.denominator == 1,
    "natural": lambda x: x.denominator == 1 and x > 0,
}


def dimensions(names: tuple[str, ...], theory: Theory) -> Iterator[dict[str, int]]:
    """All sizes, the smallest total first; a fixed size keeps its number."""
    free = [name for name in names if name not in theory.fixed]
    fixed = {name: theory.fixed[name] for name in names if name in theory.fixed}
    least = {name: theory.sizes.get(name, 1) for name in free}
    for total in range(STRETCH * len(free) + 1):
        for extra in _splits(total, len(free)):
            yield {**fixed, **{name: least[name] + more for name, more in zip(free, extra, strict=True)}}


def _splits(total: int, count: int) -> Iterator[tuple[int, ...]]:
    if not count:
        yield from [()] if not total else []
        return
    for first in range(min(total, STRETCH), -1, -1):
        yield from ((first, *rest) for rest in _splits(total - first, count - 1))


def small(name: str, where: tuple[int, ...], domain: str, attempt: int) -> fmpq:
    """The value of one component at the attempt of this number."""
    if domain not in _POOLS:
        raise Beyond(f"no values are known for the domain {domain}")
    pool = _POOLS[domain][: FIRST + MORE * attempt]
    return rational(pool[pick(f"{attempt}/{name}/{where}", len(pool))])


@dataclass
class Sample:
    """The values of one attempt, drawn as they are asked for and written down in `drawn`."""

    model: Model
    attempt: int
    drawn: dict[str, fmpq] = field(default_factory=dict)
    kept: dict[str, fmpq] = field(default_factory=dict)

    def __call__(self, state: State, variable: Variable, where: tuple[int, ...]) -> Value:
        key = label(variable.name, where)
        if key not in self.drawn:
            if key in self.kept:
                self.drawn[key] = self.kept[key]
            else:
                self._draw(state, variable, where)
        if key not in self.drawn:
            raise NoValue(f"{key} lies outside its array")
        return self.drawn[key]

    def _draw(self, state: State, variable: Variable, where: tuple[int, ...]) -> None:
        if not variable.traits:
            self.drawn[label(variable.name, where)] = small(variable.name, where, variable.domain, self.attempt)
            return
        places = self.model.components(variable.name, state.base)
        raw = {at: small(variable.name, at, variable.domain, self.attempt) for at in places}
        for at, value in structured(variable, raw, state.field).items():
            self.drawn[label(variable.name, at)] = value


Entries = dict[tuple[int, ...], Any]


def structured(variable: Variable, raw: Entries, arithmetic: Any) -> Entries:
    """The raw components changed so that the traits of the variable hold, in any arithmetic."""
    unknown = variable.traits - _TRAITS.keys()
    if unknown or {"symmetric", "orthogonal"} <= variable.traits:
        raise Beyond(f"no values are known with the traits {', '.join(sorted(variable.traits))}")
    if not raw:
        return raw
    if not all(_FITS[trait](raw) for trait in variable.traits):
        raise Beyond(f"{variable.name} cannot be {', '.join(sorted(variable.traits))} with these axes")
    entries = raw
    for trait, change in _TRAITS.items():
        if trait in variable.traits:
            entries = change(entries, arithmetic)
    return entries


def _square(entries: Entries) -> bool:
    """As many rows as columns, by the same names."""
    if not all(len(at) == 2 for at in entries):
        return False
    rows, columns = ({at[k] for at in entries} for k in (0, 1))
    return rows == columns


def _symmetric(entries: Entries, arithmetic: Any) -> Entries:
    return {at: entries[tuple(sorted(at))] for at in entries}


def rows_of(entries: Entries) -> list[Entries]:
    """The components along the last axis, for each value of the other indices."""
    rows: dict[tuple[int, ...], Entries] = {}
    for at, value in sorted(entries.items(), key=lambda item: item[0]):
        rows.setdefault(at[:-1], {})[at] = value
    return list(rows.values())


def _total(entries: Entries, arithmetic: Any) -> Entries:
    """The last component makes up for the others."""
    found = dict(entries)
    for row in rows_of(entries):
        *others, last = row
        minus = arithmetic.number(-1)
        found[last] = sum((row[at] * minus for at in others), arithmetic.number(1))
    return found


def _simplex(entries: Entries, arithmetic: Any) -> Entries:
    squares = {at: x * x for at, x in entries.items()}
    scale = arithmetic.inverse(sum(squares.values(), arithmetic.zero))
    return {at: x * scale for at, x in squares.items()}


def _one_hot(entries: Entries, arithmetic: Any) -> Entries:
    """The one stands where the first of the largest drawn values stood."""
    found: Entries = {}
    for row in rows_of(entries):
        place = max(row, key=lambda at: (str(row[at]), at))
        found |= {at: arithmetic.number(int(at == place)) for at in row}
    return found


def _orthogonal(entries: Entries, arithmetic: Any) -> Entries:
    """A product of two reflections `I - 2 v v^T / v^T v`: orthogonal, rational, and not symmetric."""
    rows = sorted({at[0] for at in entries})
    first, second = ([entries[i, j] for j in rows] for i in (rows[0], rows[-1]))
    return _multiply(_reflection(rows, first, arithmetic), _reflection(rows, second, arithmetic), rows, arithmetic)


def _reflection(rows: list[int], v: list[Any], arithmetic: Any) -> Entries:
    scale = arithmetic.inverse(sum((x * x for x in v), arithmetic.zero)) * arithmetic.number(-2)
    unit = {(i, j): arithmetic.number(int(i == j)) for i, j in itertools.product(rows, rows)}
    return {(i, j): one + v[a] * v[b] * scale for (i, j), one in unit.items() for a, b in [(i - rows[0], j - rows[0])]}


def _multiply(a: Entries, b: Entries, rows: list[int], arithmetic: Any) -> Entries:
    pairs = itertools.product(rows, rows)
    return {(i, j): sum((a[i, k] * b[k, j] for k in rows), arithmetic.zero) for i, j in pairs}


def _invertible(entries: Entries, arithmetic: Any) -> Entries:
    """The diagonal is moved until the determinant is not zero (exact rationals; elsewhere zero is unlikely)."""
    rows = sorted({at[0] for at in entries})
    if not all(isinstance(x, fmpq) for x in entries.values()):
        return entries
    for shift in range(len(rows) + 1):
        moved: Entries = {(i, j): x + (shift if i == j else 0) for (i, j), x in entries.items()}
        if fmpq_mat([[moved[i, j] for j in rows] for i in rows]).det() != 0:
            return moved
    raise NoValue("no invertible matrix found")


_TRAITS: dict[str, Callable[[Entries, Any], Entries]] = {
    "symmetric": _symmetric,
    "simplex": _simplex,
    "sums-to-one": _total,
    "one-hot": _one_hot,
    "orthogonal": _orthogonal,
    "invertible": _invertible,
}
_FITS: dict[str, Callable[[Entries], bool]] = {
    "symmetric": _square,
    "simplex": lambda entries: all(len(at) == 1 for at in entries),
    "sums-to-one": lambda entries: all(at for at in entries),
    "one-hot": lambda entries: all(at for at in entries),
    "orthogonal": _square,
    "invertible": _square,
}
