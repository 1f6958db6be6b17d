"""The claims of a part gone through in order, and what its undeclared symbols must be for them to make sense.

Where a claim makes no sense, the changes of its symbols are tried, the least first: a change is taken when it mends
the claim and breaks none of those before it. The best few ways are followed side by side to the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product
from math import inf
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.context.kinds import Kind
from derive.context.names import base_name, strip
from derive.context.survey import transposed_among
from derive.context.symbols import ALONE
from derive.context.value import Clash, Unsupported

if TYPE_CHECKING:
    from derive.context.define import Defined
    from derive.context.understand import Understanding
    from derive.terms.term import Index, Range

ODD = 0.3  # the price of a claim that makes sense but looks odd: a transposed number
UNREAD = 0.1
EFFORT = 60  # readings of each claim, in the mean
TOGETHER = {1: 8, 2: 6, 3: 4}  # so many symbols may change at once, of so many that a claim holds
WIDTH = 4  # paths that are followed side by side
CANDIDATES = {
    0: (Kind("scalar"), Kind("column"), Kind("matrix"), Kind("row")),
    1: (Kind("column"), Kind("column", family=1), Kind("matrix"), Kind("row")),
    2: (Kind("matrix"), Kind("column", family=1), Kind("column", family=2)),
}
PRICE = {"scalar": 0.0, "column": 0.001, "row": 0.002, "matrix": 0.005}
CAPITAL = {"scalar": 0.0, "matrix": 0.001, "column": 0.003, "row": 0.004}  # most authors write matrices so
Change = dict[str, Kind]


@dataclass(frozen=True)
class State:
    """What reading the claims up to one has settled, kept so that they can be read on from there."""

    guessed: dict[str, Kind]
    defined: dict[str, Kind]
    sizes: dict[str, Index]
    ranges: dict[str, Range]
    entries: dict[str, list[Defined]]
    squares: set[str]
    stands: dict[int, str]
    layouts: dict[str, Kind]

    @classmethod
    def of(cls, doc: Understanding) -> State:
        env = doc.env
        return cls(dict(env.guessed), dict(env.defined), dict(env.sizes.parent), dict(env.seen_ranges),
                   {key: list(found) for key, found in doc.definitions.entries.items()}, set(env.squares),
                   dict(doc.stands), dict(doc.layouts))

    def restore(self, doc: Understanding) -> None:
        env = doc.env
        env.guessed, env.defined = dict(self.guessed), dict(self.defined)
        env.sizes.parent = dict(self.sizes)
        env.seen_ranges, env.squares = dict(self.ranges), set(self.squares)
        doc.definitions.entries = {key: list(found) for key, found in self.entries.items()}
        doc.stands, doc.layouts = dict(self.stands), dict(self.layouts)


@dataclass(frozen=True)
class Step:
    """One claim: the state before it, what is wrong with its shapes, the symbols it uses with the numbers of their
    indices and what they were, and those that it defines. `plain`: a number stands against an array in it."""

    before: State
    cost: float
    plain: bool
    touched: dict[str, set[int]]
    kinds: dict[str, Kind]
    defines: frozenset[str]


@dataclass(frozen=True)
class Path:
    """The first claims of a part, read under a change of what its symbols were taken for."""

    change: Change
    steps: tuple[Step, ...]
    after: State

    @property
    def price(self) -> float:
        return self.cost(0) + prior(self.change)

    @property
    def sound(self) -> int:
        """How many claims make sense."""
        return sum(step.cost == 0 for step in self.steps)

    def cost(self, start: int) -> float:
        return sum(step.cost for step in self.steps[start:])

    def first(self, key: str) -> int:
        """The first claim that uses or defines a symbol."""
        return next((n for n, step in enumerate(self.steps)
                     if key in step.touched or key in step.defines or f"{key}{ALONE}" in step.touched), 0)

    def suspects(self) -> list[str]:
        """The symbols of the last claim and, for one that the part defines, those it is made of; the newest first."""
        seen: dict[str, None] = {}
        waiting = list(self.steps[-1].touched)
        while waiting:
            key = waiting.pop(0)
            if key not in seen:
                seen[key] = None
                made = next((step for step in self.steps[:-1] if key in step.defines), None)
                waiting += [other for other in made.touched if other != key] if made is not None else []
        return sorted(seen, key=lambda key: -self.first(key))

    def is_given(self, key: str) -> bool:
        """Was the symbol defined before the part, or by an expression without other symbols, which may stand otherwise
        than it is written (`y = [0, 1, 0]`)?"""
        made = next((step for step in self.steps if key in step.defines), None)
        return key in self.steps[0].before.defined or (made is not None and len(made.touched) < 2)


@dataclass(frozen=True)
class Outcome:
    """How many of the claims that make sense use each symbol, which claims clash, and in which of these a number stands
    against an array whatever their symbols are taken for."""

    support: Counter[str]
    clashing: frozenset[int]
    inherent: frozenset[int]


class Course:
    """A way through the claims of a part; `path` is the best that was found."""

    def __init__(self, doc: Understanding, claims: Sequence[Claim], change: Change | None = None) -> None:
        self.doc, self.claims = doc, claims
        self.start, self.effort = State.of(doc), EFFORT * len(claims)
        self.unread: set[int] | None = None
        empty = Path(change or {}, (), self.start)
        self.path = self.read(empty, {}, 0, len(claims)) or empty
        self.unread = {claim.number for claim, step in zip(claims, self.path.steps, strict=True) if step.cost == UNREAD}

    @cached_property
    def upright(self) -> set[tuple[str, int]]:
        """What is written with a transpose; asked for only where a claim makes no sense."""
        return transposed_among(self.claims)

    def leave(self) -> None:
        """Everything is as it was before the claims were read."""
        self.start.restore(self.doc)

    def finish(self) -> None:
        """Everything is as the claims leave it on the best path."""
        self.path.after.restore(self.doc)

    def outcome(self) -> Outcome:
        support = Counter(key for step in self.path.steps if step.cost == 0 for key in step.touched)
        places = [place for place, step in enumerate(self.path.steps) if step.cost >= 1]
        inherent = [place for place in places if self.path.steps[place].plain and self.is_inherent(place)]
        self.finish()
        return Outcome(support, self.numbers(places), self.numbers(inherent))

    def numbers(self, places: Iterable[int]) -> frozenset[int]:
        return frozenset(self.claims[place].number for place in places)

    def is_inherent(self, place: int) -> bool:
        """Does a claim clash under every change, also one that breaks others? Where there are too many, or where it may
        go on from another line, who knows."""
        path = replace(self.path, steps=self.path.steps[: place + 1])
        if self.claims[place].alternatives or any(path.is_given(key) for key in path.suspects()):
            return False
        changes = self.changes(path)
        ways = (self.read(path, change, min(map(path.first, change)), place + 1) for change in changes)
        return len(changes) < EFFORT and not any(way is not None and way.steps[-1].cost < ODD for way in ways)

    # --- reading -----------------------------------------------------------------------------------------------
    def read(self, path: Path, change: Change, start: int, stop: int, below: float = inf) -> Path | None:
        """The path left at one claim and gone on to another under a change, if that costs less than `below`."""
        (path.steps[start].before if start < len(path.steps) else path.after).restore(self.doc)
        change = {**path.change, **change}
        self.doc.env.guessed |= change
        steps: list[Step] = []
        price = 0.0
        for claim in self.claims[start:stop]:
            steps.append(self.step(claim))
            price += steps[-1].cost
            if price >= below:
                return None
        return Path(change, (*path.steps[:start], *steps), State.of(self.doc))

    def step(self, claim: Claim) -> Step:
        self.effort -= 1
        step = read_on(self.doc, claim)
        if step.cost == UNREAD and self.unread is not None and claim.number not in self.unread:
            step = replace(step, cost=1.0)  # it was understood before its symbols were changed
        for key, counts in step.touched.items():
            self.doc.env.touched.setdefault(key, set()).update(counts)
        return step

    def defined_later(self) -> None:
        """What is defined further on ("where y = x") is that already, where more makes sense so."""
        odd = {key for step in self.path.steps if step.cost for key in step.touched}
        later = {key: replace(kind, certain=False) for key, kind in self.path.after.defined.items() if key in odd}
        if later:
            empty = Path({**self.path.change, **later}, (), self.start)
            way = self.read(empty, {}, 0, len(self.claims))
            self.path = way if way is not None and way.price < self.path.price else self.path

    # --- mending -----------------------------------------------------------------------------------------------
    def mend(self) -> None:
        """Goes through the claims with the best few paths, and branches where a claim makes no sense."""
        self.counts = counted(self.path)
        if all(step.cost < ODD for step in self.path.steps):
            return
        wholes = [way for change in self.arrays()
                  if (way := self.read(replace(self.path, steps=(), after=self.start), change, 0, len(self.claims)))]
        paths = [Path(self.path.change, (), self.start)]
        for place in range(len(self.claims)):
            ways = [way for path in paths for way in self.ways(path, place)]
            found = {tuple(sorted((key, kind.describe()) for key, kind in way.change.items())): way
                     for way in sorted(ways, key=lambda way: -way.price)}
            paths = sorted(found.values(), key=lambda way: way.price)[:WIDTH]
        self.path = min([self.path, *paths, *wholes], key=lambda way: way.price)

    def arrays(self) -> Iterator[Change]:
        """All undeclared symbols as arrays, small letters as vectors and capitals as matrices: nothing less makes
        sense of a layer `h = f(xW_1 + b_1)`."""
        kinds = {key: kind for step in self.path.steps for key, kind in step.kinds.items()}
        names = [key for key in kinds if self.may_be_an_array(key, kinds[key])]
        for element in ("column", "row"):
            yield {key: Kind(element if key.lower() == key else "matrix", domain=kinds[key].domain) for key in names}

    def may_be_an_array(self, key: str, kind: Kind) -> bool:
        """A Latin letter, of which the document does not say what it is, and which is no quantity that is
        differentiated: without an index, or with those of a component."""
        letter, _ = labels_of(key)
        plain = len(letter) == 1 and letter.isalpha() and self.counts.get(key, {0}) <= {0, 1 + letter.isupper()}
        known = kind.certain or key in self.path.after.defined or letter in self.doc.survey.numerators
        known = known or (key in self.doc.survey.divisors and key.islower())
        return plain and not known

    def ways(self, path: Path, place: int) -> Iterator[Path]:
        """The path one claim further, and where that makes no sense, the cheapest that are mended there."""
        plain = self.read(path, {}, place, place + 1)
        assert plain is not None
        yield plain
        if plain.steps[-1].cost < ODD or self.effort < 0:
            return
        found: list[Path] = []
        for change in self.changes(plain):
            if self.effort < 0:
                break
            start = min(plain.first(key) for key in change)
            way = self.read(plain, change, start, place + 1, below=plain.cost(start))
            if way is not None:
                found.append(way)
        yield from sorted(found, key=lambda way: way.price)[:WIDTH]

    def changes(self, path: Path) -> list[Change]:
        """What the symbols of the last claim may be instead, the least change first."""
        suspects = {key.removesuffix(ALONE): found for key in path.suspects() if (found := self.candidates(key, path))}
        changes: list[Change] = []
        for many, among in TOGETHER.items():
            for keys in combinations(list(suspects)[:among], many):
                changes += [dict(zip(keys, kinds, strict=True)) for kinds in product(*map(suspects.__getitem__, keys))]
        return sorted(changes, key=lambda change: (prior(change), len(change)))

    def candidates(self, key: str, path: Path) -> list[Kind]:
        if key.endswith(ALONE) and (family := self.doc.known.get(key.removesuffix(ALONE))) is not None:
            return [replace(family, split=True), replace(family, whole=True)]
        steps = [step for step in path.steps if key in step.touched]
        if any(key in step.before.defined or key in step.defines for step in steps):
            kind = path.after.defined.get(key)
            return [] if kind is None or kind.turned is None else [
                replace(kind, turned=not kind.turned, certain=False)]
        counts = self.counts.get(key, set()).union(*(step.touched[key] for step in steps))
        current = next((step.kinds[key] for step in steps[::-1] if key in step.kinds), None)
        return candidates(self.doc, key, current, counts, self.upright) if current is not None else []


def counted(path: Path) -> dict[str, set[int]]:
    """With how many indices each symbol is used in the whole part."""
    found: dict[str, set[int]] = {}
    for step in path.steps:
        for key, counts in step.touched.items():
            found.setdefault(key, set()).update(counts)
    return found


def prior(change: Change) -> float:
    prices = ((CAPITAL if key.lstrip("\\")[:1].isupper() else PRICE)[kind.element] for key, kind in change.items())
    return sum(prices) + sum(0.01 * kind.family + 0.02 * kind.split + 0.03 * kind.whole for kind in change.values())


def candidates(
    doc: Understanding, key: str, current: Kind, counts: set[int], upright: set[tuple[str, int]]
) -> list[Kind]:
    """What a symbol that is used with so many indices may be instead of what it is; no number, where it stands
    transposed among these claims."""
    both = 0 in counts and max(counts) > 0 and (key, 0) not in upright and not current.split
    if current.certain:
        letters = {base_name(strip(p)) for routine in doc.env.routines.values() for p in routine.parameters}
        own = both and current.order and key in letters and not current.source.startswith("context")
        return [replace(current, split=True)] if own else []  # `f(x)` of a number, beside the data `x_i`
    most, (letter, labels) = max(counts), labels_of(key)
    if key in doc.survey.divisors and key.islower() and most == 0:
        return []  # the m of `1/m` is a number
    found = [replace(k, domain=current.domain) for k in CANDIDATES.get(most, ())
             if (k.element, k.family) != (current.element, current.family)
             and not (k.element == "scalar" and (letter, most + labels) in upright)]
    return [*found, *([replace(k, split=True) for k in (*found, current) if k.order] if both else [])]


def labels_of(key: str) -> tuple[str, int]:
    """The letter of a name, and how many labels are written below it: `W`, 1 of `W_1`."""
    letter, _, labels = key.partition("_")
    return letter, labels.count(",") + 1 if labels else 0


def price_of(doc: Understanding, claims: Iterable[Claim], below: float) -> float:
    """What is wrong with the shapes of these claims, counted until it is no longer `below`; nothing is kept of them."""
    start, price = State.of(doc), 0.0
    for claim in claims:
        price += read_on(doc, claim).cost
        if price >= below:
            break
    start.restore(doc)
    return price


def read_on(doc: Understanding, claim: Claim) -> Step:
    """The claim read from the present state; once, for paths that branch off one another read much from the same."""
    before = State.of(doc)
    known = doc.read_before.setdefault(claim.number, [])
    found = next(((step, after) for step, after in known if step.before == before), None)
    if found is None:
        known.append(found := (first_read(doc, claim, before), State.of(doc)))
    else:
        found[1].restore(doc)
    return found[0]


def first_read(doc: Understanding, claim: Claim, before: State) -> Step:
    env = doc.env
    env.touched, outer = {}, env.touched
    cost, plain = shaped(doc, claim)
    env.touched, touched = outer, env.touched
    kinds = {key: env.kinds[key] for key in touched if key in env.kinds}
    return Step(before, cost, plain, touched, kinds, frozenset(env.defined) - frozenset(before.defined))


def shape(doc: Understanding, claim: Claim) -> float:
    """What is wrong with the shapes of one claim."""
    return shaped(doc, claim)[0]


def shaped(doc: Understanding, claim: Claim) -> tuple[float, bool]:
    """The same, and whether a number stands against an array."""
    try:
        scope = doc.shape(claim)
    except Clash as clash:
        return 1.0, clash.plain
    except Unsupported:
        return UNREAD, False
    return ODD * min(scope.odd, 2), False
