"""Shapes of undeclared symbols: the assignment under which most of a part's equations make sense.

Each part of a document is settled in turn, starting from what the parts before it found: a letter may be a
vector in one exercise and a number in the next. A symbol that was declared is never changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from derive.claims.model import Claim
from derive.context.environment import Scope
from derive.context.kinds import Kind
from derive.context.names import base_name, strip
from derive.context.symbols import ALONE, ranges_of
from derive.context.value import Clash, Unsupported
from derive.terms.term import Num

if TYPE_CHECKING:
    from derive.context.understand import Understanding

MOST_TRIALS = 60
ROUNDS = 4
ODD = 0.3  # the price of a claim that makes sense but looks odd: a transposed number
CANDIDATES = {
    0: (Kind("scalar"), Kind("column"), Kind("matrix"), Kind("row")),
    1: (Kind("column"), Kind("column", family=1), Kind("matrix"), Kind("row")),
    2: (Kind("matrix"), Kind("column", family=1), Kind("column", family=2)),
}
PRICE = {"scalar": 0.0, "column": 0.001, "matrix": 0.003, "row": 0.004}


@dataclass(frozen=True)
class Trial:
    """How well a part makes sense: its price, the symbols of the claims that do not, how many that do use each
    symbol, and which claims clash."""

    price: float
    suspects: tuple[str, ...]
    touched: dict[str, set[int]]
    kinds: dict[str, Kind]
    defined: dict[str, Kind]
    support: Counter[str]
    clashing: frozenset[int]


def settle(doc: Understanding) -> None:
    parts: dict[str, list[Claim]] = {}
    for claim in doc.reading.claims:
        parts.setdefault(claim.part, []).append(claim)
    settle_layouts(doc)
    for part, claims in parts.items():
        settle_part(doc, part, claims)
    forget(doc)
    link_families(doc)


def link_families(doc: Understanding) -> None:
    """`E` beside vectors `e_w`: the matrix of these vectors, where their sizes fit in one way only."""
    sizes = doc.env.sizes
    kinds = {**doc.base, **doc.env.guessed, **doc.known}
    for key, kind in kinds.items():
        small = kinds.get(key.lower())
        if key == key.lower() or kind.of or kind.element != "matrix" or key in doc.layouts or small is None:
            continue
        if small.element != "column" or small.family != 1:
            continue
        whole = [sizes.resolve(r) for r in ranges_of(key, kind)]
        part = [sizes.resolve(r) for r in ranges_of(key.lower(), small)]
        if part[0] != part[1] and whole in (part, part[::-1]):
            side = "rows" if whole == part else "columns"
            doc.layouts[key] = Kind("matrix", of=key.lower(), layout=side, certain=True,
                                    source=f"read as the matrix whose {side} are the {key.lower()}")


def settle_layouts(doc: Understanding) -> None:
    """Whether a family of vectors makes the columns or the rows of its matrix is one choice for the whole
    document: that under which more of its claims make sense."""
    used = {*doc.survey.standing, *doc.env.aliases.values()}
    for key, kind in list(doc.base.items()):
        if kind.of and not kind.layout and key in used:
            prices: dict[str, float] = {}
            for side in ("columns", "rows"):
                doc.layouts[key] = replace(kind, layout=side, certain=True)
                prices[side] = attempt(doc, list(doc.reading.claims), {}, below=prices.get("columns", inf)).price
            side = "rows" if prices["rows"] < prices["columns"] else "columns"
            doc.layouts[key] = replace(kind, layout=side, certain=True)


def forget(doc: Understanding) -> None:
    """The sizes are unified once more with everything settled; definitions are then made anew."""
    doc.definitions.entries.clear()
    doc.env.defined.clear()
    doc.env.sizes.parent.clear()
    for claim in doc.reading.claims:
        doc.env.guessed = doc.kinds_of_part[claim.part]
        shape(doc, claim)
    firsts = {key: entries[0] for key, entries in doc.definitions.entries.items()}
    doc.first = {key: one.claim for key, one in firsts.items()
                 if one.definition is not None and not isinstance(one.definition.body, Num)}
    doc.definitions.entries.clear()
    doc.env.defined.clear()


def settle_part(doc: Understanding, part: str, claims: list[Claim]) -> None:
    trials = MOST_TRIALS
    best = attempt(doc, claims, {})
    chosen: dict[str, Kind] = {}
    later = {key: replace(kind, certain=False) for key, kind in best.defined.items() if key in best.suspects}
    if later and (tried := attempt(doc, claims, later, below=best.price)).price < best.price:
        best, chosen = tried, later  # what is defined further on ("where y = x") is that already
    for _ in range(ROUNDS):
        if best.price < ODD:
            break
        found: dict[str, Kind] | None = None
        for change in changes(doc, best):
            trials -= 1
            if trials < 0:
                break
            tried = attempt(doc, claims, {**chosen, **change}, below=best.price)
            if tried.price < best.price:
                best, found = tried, {**chosen, **change}
        if found is None:
            break
        chosen = found
    doc.settled_parts[part] = attempt(doc, claims, chosen, keep=True)
    doc.kinds_of_part[part] = dict(doc.env.guessed)
    if best.price >= 1:
        settle_chains(doc, claims)


def settle_chains(doc: Understanding, claims: list[Claim]) -> None:
    """A letter may mean something else in one chain, `x` a number in a lemma about a function of one variable:
    where a chain does not make sense and uses nothing that is defined, its undeclared symbols are its own."""
    chains: dict[int, list[Claim]] = {}
    for claim in claims:
        chains.setdefault(claim.chain, []).append(claim)
    for chain in chains.values():
        before = attempt(doc, chain, {})
        if before.price < 1 or any(key in doc.env.defined for key in before.touched):
            continue
        for count, change in enumerate(changes(doc, before)):
            if count == MOST_TRIALS:
                break
            if attempt(doc, chain, change, below=ODD).price < ODD:
                doc.kinds_of_claim |= {claim.number: change for claim in chain}
                break


def changes(doc: Understanding, trial: Trial) -> Iterator[dict[str, Kind]]:
    """One symbol at a time, then two: `w^T x` makes sense only when both are vectors."""
    single = [(key.removesuffix(ALONE), kind) for key in trial.suspects for kind in candidates(doc, key, trial)]
    for key, kind in single:
        yield {key: kind}
    for n, (key, kind) in enumerate(single):
        for other, other_kind in single[n + 1 :]:
            if other != key:
                yield {key: kind, other: other_kind}


def candidates(doc: Understanding, key: str, trial: Trial) -> list[Kind]:
    current = trial.kinds.get(key)
    if key.endswith(ALONE) and (family := doc.known.get(key.removesuffix(ALONE))) is not None:
        return [replace(family, split=True), replace(family, whole=True)]
    if current is None or key in trial.defined:
        return []
    counts = trial.touched.get(key, {0})
    both = 0 in counts and max(counts) > 0 and (key, 0) not in doc.env.transposed and not current.split
    if current.certain:
        letters = {base_name(strip(p)) for routine in doc.env.routines.values() for p in routine.parameters}
        own = both and current.order and key in letters and not current.source.startswith("context")
        return [replace(current, split=True)] if own else []  # `f(x)` of a number, beside the data `x_i`
    most = max(counts)
    found = [replace(k, domain=current.domain) for k in CANDIDATES.get(most, ())
             if (k.element, k.family) != (current.element, current.family)
             and not (k.element == "scalar" and (key, most) in doc.env.transposed)]
    return [*found, *([replace(k, split=True) for k in (*found, current) if k.order] if both else [])]


def attempt(
    doc: Understanding, claims: list[Claim], change: dict[str, Kind], keep: bool = False, below: float = inf
) -> Trial:
    """The price of a part under some kinds: one for each claim that clashes, less for what is only odd. What costs no
    less than `below` is given up where that is seen."""
    env = doc.env
    kept = (env.guessed, dict(env.defined), dict(env.sizes.parent), dict(env.seen_ranges),
            {k: list(v) for k, v in doc.definitions.entries.items()}, set(env.squares))
    env.guessed = {**env.guessed, **change}
    extra = sum(PRICE[k.element] + 0.01 * k.family + 0.02 * k.split + 0.03 * k.whole for k in change.values())
    price, suspects = 0.0, dict[str, None]()
    touched: dict[str, set[int]] = {}
    kinds: dict[str, Kind] = {}
    support, clashing = Counter[str](), set[int]()
    for claim in claims:
        env.touched, before = {}, env.touched
        cost = shape(doc, claim)
        if cost == 0:
            support.update(list(env.touched))
        if cost >= 1:
            clashing.add(claim.number)
        if cost >= ODD:
            suspects |= dict.fromkeys(env.touched)
            kinds |= {key: env.kinds[key] for key in env.touched if key in env.kinds and key not in kinds}
        for key, counts in env.touched.items():
            before.setdefault(key, set()).update(counts)
            touched.setdefault(key, set()).update(counts)
        env.touched = before
        price += cost
        if price + extra >= below:
            break
    trial = Trial(price + extra, tuple(suspects), touched, kinds, dict(env.defined), support, frozenset(clashing))
    if not keep:
        env.guessed, env.defined, env.sizes.parent, env.seen_ranges, doc.definitions.entries, env.squares = kept
    return trial


def shape(doc: Understanding, claim: Claim) -> float:
    """What is wrong with the shapes of one claim."""
    scope = Scope()
    try:
        scope = doc.shape(claim)
    except Clash:
        return 1.0
    except Unsupported:
        return 0.1
    return ODD * min(scope.odd, 2)
