"""The second witness of a proof: both sides evaluated exactly modulo primes, at random small sizes.

Two different rational functions of degree n agree at a random point modulo p with probability at most n/p
(Schwartz and Zippel), and exponentials and logarithms keep their laws in a tower of primes (`residues`). Independent
of the prover: it shares no rule with it.

    agree(goal)  ->  Agreement(agrees=True, method="modular", points=4, ...)

`method` is `modular`; or `ball`, the certified comparison of `refute` at random points, where a claim has an
order, `abs`, `max` or an angle in it, or where a positive sum has no positive image; or `none`, with the reason.
`agrees` is None for `none`. A disagreement carries both values and is an internal error of the program: it is for
the caller to report it, never to drop it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from derive.refute.balls import Reals
from derive.refute.dual import Value, plain
from derive.refute.facts import require_hypotheses
from derive.refute.indices import all_tuples
from derive.refute.meet import meet_equations
from derive.refute.model import Model, label
from derive.refute.outcome import Beyond, NoValue, Spent
from derive.refute.points import CANDIDATES, Sample, structured
from derive.refute.prepare import prepare
from derive.refute.search import BUDGET, search
from derive.refute.state import State
from derive.refute.witness import NoWitness, difference, shown
from derive.residues import CHAIN, PLAIN, Residue, Tower, is_square
from derive.terms.theory import Goal, Variable

POINTS = 3  # that must agree
PLACES = 64  # sizes and index values tried to find them
TRIES = 12  # draws of values at each
WAIT = 64  # digests looked at for a residue in a domain
FIRST = (1, 2, 0)
SPREAD = 3  # sizes go from their least value to two more
Pair = tuple[Value, Value]
NOWHERE = "no admissible point"
NO_PLACE = "the index conditions exclude each other"
WHOLE = ("bit", "sign", "integer", "natural")
TOWERS = (PLAIN, CHAIN[:3], CHAIN[:5], CHAIN)
EXPONENTIAL = frozenset({"exp", "log", "sqrt", "sigmoid", "tanh"})  # one prime is no tower


@dataclass(frozen=True)
class Agreement:
    """What the second witness says. `left` and `right` are given where they differ, with `where`."""

    method: str
    agrees: bool | None
    points: int = 0
    dimensions: tuple[str, ...] = ()
    reason: str = ""
    left: str = ""
    right: str = ""
    where: str = ""


@dataclass
class Residues:
    """Random values of components in their domains, by a digest of seed, try and name."""

    model: Model
    tower: Tower
    salt: str
    drawn: dict[str, Any] = field(default_factory=dict)

    def __call__(self, state: State, variable: Variable, where: tuple[int, ...]) -> Value:
        key = label(variable.name, where)
        if key not in self.drawn:
            if variable.traits:
                places = self.model.components(variable.name, state.base)
                raw = {at: self._draw(variable, at) for at in places}
                for at, value in structured(variable, raw, self.tower).items():
                    self.drawn[label(variable.name, at)] = value
            else:
                self.drawn[key] = self._draw(variable, where)
        return self.drawn[key]

    def _draw(self, variable: Variable, where: tuple[int, ...]) -> Residue:
        name, domain = label(variable.name, where), variable.domain
        if domain in WHOLE:
            pool = CANDIDATES[domain]
            return self.tower.number(int(pool[_digest(f"{self.salt}/{name}") % len(pool)]))
        parts = tuple(self._part(f"{self.salt}/{name}/{p}", domain, p) for p in self.tower.primes)
        return Residue(parts, self.tower.primes)

    def _part(self, key: str, domain: str, p: int) -> int:
        for k in range(WAIT):
            a = _digest(f"{key}/{k}") % p
            fits = _FITS[domain](a, p)
            if fits:
                return a
        raise NoValue(f"no residue found in the domain {domain}")


_FITS: dict[str, Any] = {
    "real": lambda a, p: True,
    "nonzero": lambda a, p: a != 0,
    "positive": is_square,
    "nonnegative": is_square,
    "negative": lambda a, p: is_square(-a % p, p),
    "unit": lambda a, p: is_square(a, p) and is_square((1 - a) % p, p),
}


def _digest(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")


class Doubt(Exception):
    """The residues differ, but a positive sum may have had no positive image: balls must decide."""


def agree(goal: Goal, seed: int = 0, points: int = POINTS, model: Model | None = None) -> Agreement:
    """Both sides compared at `points` random points; see the module for what the answer means. `model` is the goal
    prepared for reals, where it is at hand."""
    try:
        model = model or prepare(goal, Reals.functions)
        modular = _excluded(model) or _modular(model, seed, points)
        return modular if isinstance(modular, Agreement) else _by_balls(model, seed, points, modular)
    except (Beyond, Spent) as failure:
        return Agreement("none", None, reason=str(failure))
    except RecursionError:
        return Agreement("none", None, reason="nested too deeply")


def _excluded(model: Model) -> str:
    """Why residues cannot be compared: random ones do not meet an equation between terms."""
    if model.goal.sign != "=":
        return "an order has no image modulo a prime"
    given = {equation.origin.name for found in model.equations.values() for equation in found}
    met = (h for h in model.hypotheses if h.kind == "equal" and h.name not in given)
    return next((f"the residues are random, and {h.name} need not hold of them" for h in met), "")


# --- modulo primes ---------------------------------------------------------------------------------------------------
def _modular(model: Model, seed: int, points: int) -> Agreement | str:
    """The agreement modulo primes, or why there is none."""
    reason = ""
    for primes in TOWERS[1:] if model.names & EXPONENTIAL else TOWERS:
        try:
            return _in_tower(model, Tower(primes), seed, points)
        except Doubt:
            return _searched(model)
        except (Beyond, NoValue) as failure:
            reason = str(failure)
    return reason


def _in_tower(model: Model, tower: Tower, seed: int, points: int) -> Agreement:
    met: list[str] = []
    reason = ""
    for k, base in _random_points(model, seed):
        pair: Pair | str | None = ""
        for trial in range(TRIES):
            pair = _compare(model, tower, base, f"{seed}/{k}/{trial}")
            if not isinstance(pair, str):
                break
        if isinstance(pair, str):
            reason = pair
        elif pair is not None:
            return _disagreement(model, tower, base, pair)
        else:
            met.append(_sizes(model, base))
        if len(met) == points:
            break
    if not met:
        raise NoValue(reason)
    return Agreement("modular", True, len(met), tuple(dict.fromkeys(met)))


def _compare(model: Model, tower: Tower, base: dict[str, int], salt: str) -> Pair | str | None:
    """None where both sides agree, both where they do not, the reason where they cannot be compared."""
    model.draw, model.opened = Residues(model, tower, salt), {}
    state = State(model, tower, base)
    try:
        left, right = plain(model.left(state)), plain(model.right(state))
        if tower.same(left, right):
            return None
        require_hypotheses(model, state)
    except NoValue as failure:
        return str(failure)
    return left, right


def _disagreement(model: Model, tower: Tower, base: dict[str, int], pair: Pair) -> Agreement:
    if tower.signed:
        raise Doubt
    left, right = pair
    return Agreement("modular", False, 1, (_sizes(model, base),), "", repr(left), repr(right), _place(model, base))


def _random_points(model: Model, seed: int) -> Iterator[tuple[int, dict[str, int]]]:
    """Sizes and index values: all sizes one more than the least, two more, the least, then random ones."""
    theory = model.goal.theory
    for k in range(PLACES):
        more = FIRST[k] if k < len(FIRST) else None
        sizes = {
            name: theory.sizes.get(name, 1) + (_digest(f"{seed}/{k}/{name}") % SPREAD if more is None else more)
            for name in model.sizes
        }
        sizes.update({name: value for name, value in theory.fixed.items() if name in sizes})
        bases = all_tuples(model, sizes)
        if bases:
            yield k, bases[_digest(f"{seed}/{k}") % len(bases)]


def _searched(model: Model) -> Agreement:
    """A whole search for a counterexample, because the residues differ."""
    found = search(model, BUDGET)
    reason = "the residues differ, where a positive sum may have no positive image"
    if isinstance(found, NoWitness):
        return Agreement("ball", True, found.points, (), f"{reason}; {found.reason}")
    where = ", ".join(f"{name} = {value}" for name, value in {**found.dimensions, **found.indices}.items())
    return Agreement("ball", False, 1, (), reason, found.left, found.right, where)


# --- in balls --------------------------------------------------------------------------------------------------------
def _by_balls(model: Model, seed: int, points: int, reason: str) -> Agreement:
    met, dimensions = 0, []
    for k, base in _random_points(model, seed):
        sample = Sample(model, seed + k)
        model.draw, model.opened = sample, {}
        meet_equations(model, base, sample)
        try:
            found = difference(model, base)
        except NoValue as failure:
            reason = str(failure)
            continue
        if found is not None:
            sides = shown(found.left), shown(found.right)
            return Agreement("ball", False, met + 1, (_sizes(model, base),), reason, *sides, _place(model, base))
        met += 1
        dimensions.append(_sizes(model, base))
        if met == points:
            return Agreement("ball", True, met, tuple(dict.fromkeys(dimensions)), reason)
    if not met:
        return Agreement("none", None, reason=f"{NOWHERE}: {reason or NO_PLACE}")
    return Agreement("ball", True, met, tuple(dict.fromkeys(dimensions)), reason)


def _sizes(model: Model, base: dict[str, int]) -> str:
    return ", ".join(f"{name} = {base[name]}" for name in model.sizes)


def _place(model: Model, base: dict[str, int]) -> str:
    return ", ".join(f"{name} = {base[name]}" for name in (*model.sizes, *sorted(model.axes)))
