"""A point where a claim fails, as plain data, and the test that it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq

from derive.refute import chosen
from derive.refute.balls import Reals, rational
from derive.refute.dual import Value, plain
from derive.refute.facts import require_hypotheses
from derive.refute.model import Model, label
from derive.refute.outcome import NoValue, Unclear
from derive.refute.points import BELONGS, rows_of, structured
from derive.refute.state import State
from derive.terms.theory import Variable

PRECISIONS = (64, 256, 1024)
DIGITS = 15
SMALL = 40  # bits: balls that overlap and are this narrow hold equal numbers, as far as a search cares
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True)
class Witness:
    """Where a claim fails: sizes, index values, values of all components used (exact rationals as strings), the
    functions chosen for open ones, the differing component, and both sides (rationals or decimal balls)."""

    dimensions: Mapping[str, int]
    indices: Mapping[str, int]
    values: Mapping[str, str]
    functions: Mapping[str, str]
    component: str
    left: str
    right: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Witness:
        return cls(**data)


@dataclass(frozen=True)
class NoWitness:
    """No counterexample: why, and how many points were tried. It says nothing about the claim being true."""

    reason: str
    points: int = 0


@dataclass
class Recorded:
    """The values that a witness states, and no others."""

    values: Mapping[str, Fraction]
    used: dict[str, Fraction] = field(default_factory=dict)

    def __call__(self, state: State, variable: Variable, where: tuple[int, ...]) -> Value:
        key = label(variable.name, where)
        if key not in self.values:
            raise NoValue(f"the witness has no value for {key}")
        return rational(self.values[key])


@dataclass(frozen=True)
class Difference:
    """Both sides at a point where the claim certainly fails."""

    left: Value
    right: Value


def difference(model: Model, base: dict[str, int]) -> Difference | None:
    """Both sides where the claim and nothing but the claim fails at this point; None where it does not.

    `NoValue` where a side denotes nothing or a hypothesis does not certainly hold."""
    for precision in PRECISIONS:
        with ctx.workprec(precision):
            try:
                return _compare(model, State(model, Reals, base))
            except Unclear:
                continue
    raise NoValue("the balls stay too wide")


def _compare(model: Model, state: State) -> Difference | None:
    left, right = plain(model.left(state)), plain(model.right(state))
    if settled(left, right) or not Reals.holds(left, OPPOSITE[model.goal.sign], right):
        return None
    require_hypotheses(model, state)
    return Difference(left, right)


def settled(left: Value, right: Value) -> bool:
    """Whether balls of both sides overlap and are so narrow that more precision would tell no more."""
    if isinstance(left, fmpq) and isinstance(right, fmpq):
        return False
    gap = arb(left) - arb(right)
    if not gap.contains(0):
        return False
    return bool(gap.rad() * 2**SMALL < 1 + abs(arb(left)))


# --- stating it ------------------------------------------------------------------------------------------------------
def state_witness(model: Model, base: dict[str, int], values: Mapping[str, fmpq], found: Difference) -> Witness:
    indices = {name: base[name] for name in sorted(model.axes)}
    axes = [name for name, _ in model.goal.axes]
    return Witness(
        {name: base[name] for name in model.sizes},
        indices,
        {key: str(value) for key, value in sorted(values.items())},
        {name: chosen.describe(name, count) for name, count in sorted(model.opened.items())},
        ", ".join(f"{name} = {base[name]}" for name in axes),
        shown(found.left),
        shown(found.right),
    )


def shown(value: Value) -> str:
    """A rational as it is, a ball as `middle +/- radius`."""
    if isinstance(value, fmpq):
        return str(value)
    text = str(value.str(DIGITS)).strip("[]")
    return f"0 {text}" if text.startswith("+/-") else text


# --- testing it ------------------------------------------------------------------------------------------------------
def stands(model: Model, witness: Witness) -> bool:
    """Whether the witness, evaluated from nothing but itself and the goal, refutes the claim as it says."""
    values = {key: Fraction(text) for key, text in witness.values.items()}
    base = {**witness.dimensions, **witness.indices}
    if not _names_fit(model, witness) or not _admissible(model, base, values):
        return False
    model.draw = Recorded(values)
    model.opened = {}
    try:
        found = difference(model, base)
    except NoValue:
        return False
    return found is not None and _restated(model, base, values, found) == witness


def _restated(model: Model, base: dict[str, int], values: Mapping[str, Fraction], found: Difference) -> Witness:
    return state_witness(model, base, {key: rational(value) for key, value in values.items()}, found)


def _names_fit(model: Model, witness: Witness) -> bool:
    theory = model.goal.theory
    sizes = witness.dimensions
    return (
        set(sizes) == set(model.sizes)
        and set(witness.indices) == set(model.axes)
        and all(value >= theory.sizes.get(name, 1) for name, value in sizes.items())
        and all(theory.fixed.get(name, value) == value for name, value in sizes.items())
    )


def _admissible(model: Model, base: dict[str, int], values: Mapping[str, Fraction]) -> bool:
    """Every value lies in the domain of its variable, and whole arrays have their traits."""
    for name in sorted(model.names & model.domains.keys()):
        variable = model.domains[name]
        places = model.components(name, base)
        own = {at: values[label(name, at)] for at in places if label(name, at) in values}
        if own and variable.traits and not _has_traits(variable, own, len(places)):
            return False
        if not variable.traits and not all(map(BELONGS[variable.domain], own.values())):
            return False
    return True


def _has_traits(variable: Variable, own: dict[tuple[int, ...], Fraction], count: int) -> bool:
    """Tested by the definition of each trait; `invertible` needs no more than that the draw leaves it alone."""
    if len(own) != count:
        return False
    entries = {at: rational(value) for at, value in own.items()}
    return all(trait in _TESTS and _TESTS[trait](entries) for trait in variable.traits)


def _is_invertible(entries: dict[tuple[int, ...], fmpq]) -> bool:
    return structured(Variable("", traits=frozenset({"invertible"})), entries, Reals) == entries


def _is_orthogonal(entries: dict[tuple[int, ...], fmpq]) -> bool:
    rows = sorted({at[0] for at in entries})
    return all(sum(entries[k, i] * entries[k, j] for k in rows) == int(i == j) for i in rows for j in rows)


def _total_is_one(entries: dict[tuple[int, ...], fmpq]) -> bool:
    return all(bool(sum(row.values()) == 1) for row in rows_of(entries))


_TESTS: dict[str, Callable[[dict[tuple[int, ...], fmpq]], bool]] = {
    "symmetric": lambda entries: all(bool(x == entries[at[::-1]]) for at, x in entries.items()),
    "simplex": lambda entries: bool(sum(entries.values()) == 1 and all(x >= 0 for x in entries.values())),
    "sums-to-one": lambda entries: _total_is_one(entries),
    "one-hot": lambda entries: all(sorted(map(int, row.values())) == [0] * (len(row) - 1) + [1]
                                   and all(x in (0, 1) for x in row.values()) for row in rows_of(entries)),
    "orthogonal": _is_orthogonal,
    "invertible": _is_invertible,
}
