"""Random identities, true and false: none may be disproved, none may be proved, respectively.

    python bench/identities.py [--seed 1] [--count 20000] [--workers 2] [--only NUMBER]

Two sources of terms: the true claims of `bench/faults/derivations`, `examples` and `tests/cases/documents` as they
were understood, and random terms. Half of the items are true: one side is rewritten by a few legal steps, at random
places, that are written here and share nothing with `derive.rules`. The other half gets one random edit on top. An
edit of a random term counts as false when both sides, evaluated here with 200 digits, differ at a random point where
both have a value; an edit of a derivation's term when `derive.refute` gives a witness that stands its own test.
Each item has a seed of its own, so that `--only` repeats any one of them.
"""

from __future__ import annotations

import argparse
import multiprocessing as mp
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from mpmath import mp as digits
from mpmath import mpf

sys.path.insert(0, str(Path(__file__).parent / "faults"))

from judge import decided, opened
from run import documents

from derive.decide import theorem, understood
from derive.refute import Witness, check, refute
from derive.terms.term import (
    MINUS_ONE,
    ONE,
    Add,
    Delta,
    Deriv,
    Entry,
    Fun,
    Index,
    Mul,
    Num,
    Pow,
    Range,
    Size,
    Sum,
    Sym,
    Term,
    add,
    call,
    index,
    inverse,
    mul,
    neg,
    num,
    sub,
    upto,
)
from derive.terms.theory import Goal, Theory, Variable
from derive.terms.walk import free, parts, rebuilt, substitute, subterms

digits.dps = 200
STEP = mpf(10) ** -30  # of the central difference: derivatives of derivatives keep a hundred digits
FAR = mpf(10) ** -20  # two values further apart than this, relative to their size, are different
LARGEST = mpf(10) ** 12
POINTS = 8  # random points at which an edit is compared
REWRITES = 5
BATCH = 100
TWO = num(2)
SPANS = (upto("n"), upto("n"), upto("m"), Range(index(2), index("n")), Range(index(0), index("m")), upto(2))
THEORY = Theory(
    {"n": 1, "m": 1},
    {},
    {"i": upto("n"), "j": upto("n")},
    {
        "p": Variable("p", (), "positive"),
        "q": Variable("q", (), "positive"),
        "y": Variable("y", (), "bit"),
        "x": Variable("x", (upto("n"),)),
        "s": Variable("s", (upto("n"),)),
        "A": Variable("A", (upto("n"), upto("n"))),
    },
)
NAMES = ("a", "b", "p", "q", "y")


# --- random terms ----------------------------------------------------------------------------------------------------
@dataclass
class Source:
    """A source of random terms and random rewriting."""

    draw: random.Random
    spare: tuple[Term, ...] = ()
    fresh: int = 0

    def name(self) -> str:
        self.fresh += 1
        return f"b{self.fresh}"

    def index(self, bound: tuple[str, ...]) -> Index:
        return index(self.draw.choice((*bound, *bound, "i", "j")))

    def leaf(self, bound: tuple[str, ...]) -> Term:
        kind = self.draw.randrange(8)
        if kind < 3:
            return Entry(self.draw.choice("xs"), (self.index(bound),))
        if kind == 3:
            return Entry("A", (self.index(bound), self.index(bound)))
        if kind == 4:
            return Delta(self.index(bound), self.index(bound))
        if kind == 5:
            return num(Fraction(self.draw.choice((-2, -1, 1, 2, 3)), self.draw.choice((1, 1, 2))))
        return Size(index("n")) if kind == 6 else Sym(self.draw.choice(NAMES))

    def term(self, depth: int, bound: tuple[str, ...] = ()) -> Term:
        if depth <= 0 or self.draw.random() < 0.1:
            return self.leaf(bound)
        return self.draw.choice(MAKERS)(self, depth - 1, bound)

    def total(self, depth: int, bound: tuple[str, ...]) -> Term:
        return Add(tuple(self.term(depth, bound) for _ in range(self.draw.choice((2, 2, 3)))))

    def product(self, depth: int, bound: tuple[str, ...]) -> Term:
        return Mul(tuple(self.term(depth, bound) for _ in range(self.draw.choice((2, 2, 3)))))

    def big(self, depth: int, bound: tuple[str, ...]) -> Term:
        name = self.name()
        return Sum(name, self.draw.choice(SPANS), self.term(depth, (*bound, name)))

    def power(self, depth: int, bound: tuple[str, ...]) -> Term:
        return Pow(self.term(depth, bound), num(self.draw.choice((2, 2, 3, -1))))

    def function(self, depth: int, bound: tuple[str, ...]) -> Term:
        return call(self.draw.choice(("exp", "exp", "sigmoid", "tanh")), self.term(min(depth, 1), bound))

    def logarithm(self, depth: int, bound: tuple[str, ...]) -> Term:
        inside = (
            Mul((Sym("p"), Sym("q"))),
            call("exp", self.term(min(depth, 1), bound)),
            add(ONE, Pow(self.term(min(depth, 1), bound), TWO)),
        )
        return call(self.draw.choice(("log", "log", "sqrt")), self.draw.choice(inside))

    def slope(self, depth: int, bound: tuple[str, ...]) -> Term:
        return Deriv(self.term(min(depth, 2), bound), self.draw.choice((Sym("a"), Entry("x", (index("i"),)))))

    # --- legal steps ---
    def rewritten(self, term: Term, times: int) -> Term:
        for _ in range(times):
            term = self.somewhere(term, lambda t: self.draw.choice(LAWS)(self, t))
        return term

    def somewhere(self, term: Any, change: Callable[[Term], Term]) -> Any:
        """A part of the term changed; conditions, whole arrays and the variables of derivatives stay."""
        inner = parts(term)
        if not inner or self.draw.random() < 0.25 or not isinstance(term, Add | Mul | Sum | Fun | Pow | Deriv):
            return change(term) if isinstance(term, Term) else term
        if isinstance(term, Deriv):
            return replace(term, body=self.somewhere(term.body, change))
        if isinstance(term, Pow):
            return replace(term, base=self.somewhere(term.base, change))
        place, count = self.draw.randrange(len(inner)), iter(range(len(inner)))
        return rebuilt(term, lambda t: self.somewhere(t, change) if next(count) == place else t)


MAKERS = (
    Source.total, Source.total, Source.product, Source.product, Source.big, Source.big, Source.power, Source.function,
    Source.logarithm, Source.slope,
)  # fmt: skip


# --- the laws: each gives a term equal to the given one wherever both have a value -----------------------------------
def shuffle(source: Source, term: Term) -> Term:
    if isinstance(term, Add):
        return Add(tuple(source.draw.sample(term.terms, len(term.terms))))
    if isinstance(term, Mul):
        return Mul(tuple(source.draw.sample(term.factors, len(term.factors))))
    return term


def distribute(source: Source, term: Term) -> Term:
    for k, factor in enumerate(term.factors if isinstance(term, Mul) else ()):
        if isinstance(factor, Add):
            return Add(tuple(Mul((*term.factors[:k], t, *term.factors[k + 1 :])) for t in factor.terms))
    return term


def spare(source: Source) -> Term:
    return source.draw.choice((*source.spare, num(3))) if source.spare else Sym("b")


def add_and_take(source: Source, term: Term) -> Term:
    other = spare(source)
    return sub(add(term, other), other)


def times_and_over(source: Source, term: Term) -> Term:
    other = spare(source)
    return mul(term, call("exp", other), call("exp", neg(other)))


def turn_twice(source: Source, term: Term) -> Term:
    return source.draw.choice((neg(neg(term)), inverse(inverse(term)), call("log", call("exp", term))))


def rename(source: Source, term: Term) -> Term:
    if not isinstance(term, Sum):
        return term
    name = source.name()
    return Sum(name, term.range, substitute(term.body, {term.name: index(name)}))


def split_sum(source: Source, term: Term) -> Term:
    if isinstance(term, Sum) and isinstance(term.body, Add):
        return Add(tuple(Sum(term.name, term.range, t) for t in term.body.terms))
    return term


def pull_out(source: Source, term: Term) -> Term:
    if not isinstance(term, Sum) or not isinstance(term.body, Mul):
        return term
    out = tuple(f for f in term.body.factors if term.name not in free(f)[0])
    rest = tuple(f for f in term.body.factors if term.name in free(f)[0])
    return mul(*out, Sum(term.name, term.range, mul(*rest))) if out and rest else term


def push_in(source: Source, term: Term) -> Term:
    sums = [f for f in term.factors if isinstance(f, Sum)] if isinstance(term, Mul) else []
    if not isinstance(term, Mul) or not sums:
        return term
    own, rest = sums[0], [f for f in term.factors if f is not sums[0]]
    name = source.name()
    return Sum(name, own.range, Mul((*rest, substitute(own.body, {own.name: index(name)}))))


def exchange(source: Source, term: Term) -> Term:
    inner = term.body if isinstance(term, Sum) else None
    if not isinstance(term, Sum) or not isinstance(inner, Sum):
        return term
    ends = {n for end in (inner.range.lower, inner.range.upper) for n, _ in end.parts}
    if inner.name == term.name or term.name in ends:
        return term
    return Sum(inner.name, inner.range, Sum(term.name, term.range, inner.body))


def shift(source: Source, term: Term) -> Term:
    if not isinstance(term, Sum):
        return term
    span = Range(term.range.lower + index(1), term.range.upper + index(1))
    return Sum(term.name, span, substitute(term.body, {term.name: index(term.name) - index(1)}))


def last_apart(source: Source, term: Term) -> Term:
    """The last summand on its own, of a range that has one."""
    if not isinstance(term, Sum) or term.range not in (upto("n"), upto("m")):
        return term
    end = term.range.upper
    shorter = Sum(term.name, Range(term.range.lower, end - index(1)), term.body)
    return add(shorter, substitute(term.body, {term.name: end}))


def spread(source: Source, term: Term) -> Term:
    """A sum with a delta that picks this very term."""
    if "j" not in free(term)[0] or any(isinstance(t, Deriv) for t in subterms(term)):
        return term
    name = source.name()
    return Sum(name, upto("n"), mul(Delta(index(name), index("j")), substitute(term, {"j": index(name)})))


def functional(source: Source, term: Term) -> Term:
    if not isinstance(term, Fun) or len(term.arguments) != 1 or term.orders or not isinstance(term.arguments[0], Term):
        return term
    x = term.arguments[0]
    if term.name == "exp":
        if isinstance(x, Add):
            return Mul(tuple(call("exp", t) for t in x.terms))
        return inverse(call("exp", neg(x)))
    if term.name == "sigmoid":
        ways = (
            inverse(add(ONE, call("exp", neg(x)))),
            sub(ONE, call("sigmoid", neg(x))),
            mul(call("exp", x), inverse(add(ONE, call("exp", x)))),
        )
        return source.draw.choice(ways)
    if term.name == "tanh":
        return sub(mul(TWO, call("sigmoid", mul(TWO, x))), ONE)
    if term.name == "log" and x == Mul((Sym("p"), Sym("q"))):
        return add(call("log", Sym("p")), call("log", Sym("q")))
    return term


def unfold_power(source: Source, term: Term) -> Term:
    if not isinstance(term, Pow) or not isinstance(term.exponent, Num) or term.exponent.value not in (2, 3):
        return term
    return Mul((term.base,) * int(term.exponent.value))


def differentiate(source: Source, term: Term) -> Term:
    """One step: of a sum, a product, a square, an exponential, a logistic function."""
    if not isinstance(term, Deriv):
        return term
    body, by = term.body, term.variable
    if isinstance(body, Add):
        return Add(tuple(Deriv(t, by) for t in body.terms))
    if isinstance(body, Mul):
        return Add(tuple(Mul((*body.factors[:k], Deriv(f, by), *body.factors[k + 1 :]))
                         for k, f in enumerate(body.factors)))  # fmt: skip
    if isinstance(body, Sum) and body.name not in free(by)[0]:
        return Sum(body.name, body.range, Deriv(body.body, by))
    if isinstance(body, Pow) and body.exponent == TWO:
        return mul(TWO, body.base, Deriv(body.base, by))
    if isinstance(body, Fun) and body.name in ("exp", "sigmoid") and isinstance(body.arguments[0], Term):
        x = body.arguments[0]
        slope: Term = body if body.name == "exp" else mul(body, sub(ONE, body))
        return mul(slope, Deriv(x, by))
    if isinstance(body, Entry) and isinstance(by, Entry):
        same = body.name == by.name and len(by.indices) == 1
        return Delta(body.indices[0], by.indices[0]) if same and body.name in "xs" else term
    return term


LAWS = (
    shuffle, distribute, add_and_take, times_and_over, turn_twice, rename, split_sum, pull_out, push_in, exchange,
    shift, functional, functional, unfold_power, differentiate, differentiate, split_sum, pull_out, distribute,
)  # fmt: skip
OWN_LAWS = (*LAWS, last_apart, spread)


# --- edits -----------------------------------------------------------------------------------------------------------
def edited(source: Source, term: Term) -> Term:
    draw = source.draw
    if isinstance(term, Num):
        return num(term.value + draw.choice((1, -1)))
    if isinstance(term, Entry) and len(term.indices) == 2:
        return Entry(term.name, term.indices[::-1])
    if isinstance(term, Delta):
        return ONE
    if isinstance(term, Sum) and draw.random() < 0.6:
        ends = term.range
        return replace(term, range=draw.choice((Range(ends.lower, ends.upper - index(1)),
                                                Range(ends.lower + index(1), ends.upper))))  # fmt: skip
    if isinstance(term, Mul | Add) and draw.random() < 0.6:
        rest = list(parts(term))
        del rest[draw.randrange(len(rest))]
        return (mul if isinstance(term, Mul) else add)(*rest)
    if isinstance(term, Fun) and term.name in SWAPS and not term.orders:
        return replace(term, name=SWAPS[term.name])
    return draw.choice((neg(term), mul(TWO, term), Pow(term, TWO), add(term, ONE), Pow(term, MINUS_ONE)))


SWAPS = {"exp": "sigmoid", "sigmoid": "exp", "log": "exp", "tanh": "sigmoid", "sqrt": "log"}


# --- values with 200 digits ------------------------------------------------------------------------------------------
class Nothing(Exception):
    """The term has no value here, or one too large to compare."""


class Point:
    """A random point: small sizes, index values and reals, each drawn when it is asked for."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.where = {"n": draw.randint(1, 3), "m": draw.randint(1, 2)}
        self.where |= {name: draw.randint(1, self.where["n"]) for name in "ij"}
        self.known: dict[Any, Any] = {}

    def real(self, key: Any, name: str) -> Any:
        if key not in self.known:
            low, high = (1, 9) if name in "pq" else (-7, 7)
            bit = mpf(self.draw.randint(0, 1))
            self.known[key] = bit if name == "y" else mpf(self.draw.randint(low, high)) / self.draw.choice((3, 4, 5))
        return self.known[key]

    def whole(self, value: Index, where: dict[str, int]) -> int:
        return value.offset + sum(c * where[n] for n, c in value.parts)

    def value(self, term: Any, where: dict[str, int]) -> Any:
        found = VALUES[type(term)](self, term, where)
        if abs(found) > LARGEST:
            raise Nothing
        return found

    def entry(self, term: Entry, where: dict[str, int]) -> Any:
        places = tuple(self.whole(i, where) for i in term.indices)
        if not all(1 <= place <= self.where["n"] for place in places):
            raise Nothing
        return self.real((term.name, places), term.name)

    def product(self, term: Mul, where: dict[str, int]) -> Any:
        """A delta that is 0 settles a product: the rest need not have a value."""
        if any(isinstance(f, Delta) and not self.value(f, where) for f in term.factors):
            return mpf(0)
        return digits.fprod(self.value(f, where) for f in term.factors)

    def total(self, term: Sum, where: dict[str, int]) -> Any:
        low, high = self.whole(term.range.lower, where), self.whole(term.range.upper, where)
        return digits.fsum(self.value(term.body, {**where, term.name: k}) for k in range(low, high + 1))

    def power(self, term: Pow, where: dict[str, int]) -> Any:
        base, exponent = self.value(term.base, where), self.value(term.exponent, where)
        if (base == 0 and exponent < 0) or (abs(base) < FAR and exponent < 0):
            raise Nothing
        if exponent != int(exponent) and base <= 0:
            raise Nothing
        return base**exponent

    def function(self, term: Fun, where: dict[str, int]) -> Any:
        x = self.value(term.arguments[0], where)
        if (term.name == "log" and x <= FAR) or (term.name == "sqrt" and x < 0) or (term.name == "exp" and x > 60):
            raise Nothing
        return FUNCTIONS[term.name](x)

    def slope(self, term: Deriv, where: dict[str, int]) -> Any:
        key, name = self.variable(term.variable, where)
        kept = self.real(key, name)
        try:
            self.known[key] = kept + STEP
            above = self.value(term.body, where)
            self.known[key] = kept - STEP
            below = self.value(term.body, where)
        finally:
            self.known[key] = kept
        return (above - below) / (2 * STEP)

    def variable(self, by: Term, where: dict[str, int]) -> tuple[Any, str]:
        if isinstance(by, Entry):
            self.entry(by, where)
            return (by.name, tuple(self.whole(i, where) for i in by.indices)), by.name
        return by.name, by.name  # type: ignore[attr-defined]


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "exp": digits.exp, "log": digits.log, "sqrt": digits.sqrt, "tanh": digits.tanh,
    "sigmoid": lambda x: 1 / (1 + digits.exp(-x)),
}  # fmt: skip
VALUES: dict[type, Callable[[Point, Any, dict[str, int]], Any]] = {
    Num: lambda p, t, w: mpf(t.value.numerator) / t.value.denominator,
    Sym: lambda p, t, w: p.real(t.name, t.name),
    Entry: Point.entry,
    Size: lambda p, t, w: mpf(p.whole(t.value, w)),
    Add: lambda p, t, w: digits.fsum(p.value(a, w) for a in t.terms),
    Mul: Point.product,
    Pow: Point.power,
    Delta: lambda p, t, w: mpf(p.whole(t.left, w) == p.whole(t.right, w)),
    Sum: Point.total,
    Fun: Point.function,
    Deriv: Point.slope,
}


def differ(left: Term, right: Term, draw: random.Random) -> bool:
    """Whether both sides have values somewhere that are further apart than any rounding."""
    for _ in range(POINTS):
        point = Point(draw)
        try:
            one, other = point.value(left, point.where), point.value(right, point.where)
        except (Nothing, OverflowError):
            continue
        if abs(one - other) > FAR * (1 + abs(one)) * 1000:
            return True
    return False


# --- items -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Item:
    """An identity with what is known of it: `true`, `false`, or `same` (an edit that no point tells apart)."""

    kind: str
    source: str
    goal: Goal


def derivation_goals() -> list[tuple[str, Goal]]:
    found = []
    for path in documents():
        walk = opened(path)
        for claim in walk.claims:
            one = decided(walk, claim)
            if one.row.verdict == "proved" and one.decision.chosen is not None and claim.sign == "=":
                found.append((f"{path}:{claim.where.line}", one.decision.chosen.goal))
    return found


def item(number: int, seed: int, goals: list[tuple[str, Goal]]) -> Item:
    draw = random.Random(f"{seed} {number}")
    source = Source(draw)
    if number % 2:
        where, goal = draw.choice(goals)
        return from_derivation(source, where, goal, false=number % 4 == 3)
    term = source.term(4)
    changed = Source.rewritten(source, term, draw.randint(1, REWRITES))
    goal = Goal(term, own_law(source, changed), THEORY)
    if number % 4 == 0:
        return Item("true", "random", goal)
    goal = replace(goal, right=source.somewhere(goal.right, lambda t: edited(source, t)))
    return Item("false" if differ(goal.left, goal.right, draw) else "same", "random", goal)


def own_law(source: Source, term: Term) -> Term:
    return source.somewhere(term, lambda t: source.draw.choice(OWN_LAWS)(source, t))  # type: ignore[no-any-return]


def from_derivation(source: Source, where: str, goal: Goal, false: bool) -> Item:
    names = {name for name, _ in goal.axes} | set(goal.theory.indices)
    plain = [t for t in subterms(goal.left) if isinstance(t, Sym | Entry) and free(t)[0] <= names]
    source.spare = tuple(plain[:4])
    side = source.draw.choice(("left", "right"))
    changed = source.rewritten(getattr(goal, side), source.draw.randint(1, REWRITES))
    goal = replace(goal, **{side: changed})
    if not false:
        return Item("true", where, goal)
    goal = replace(goal, **{side: source.somewhere(changed, lambda t: edited(source, t))})
    witness = refute(goal)
    return Item("false" if isinstance(witness, Witness) and check(goal, witness) else "same", where, goal)


def verdict(goal: Goal) -> str:
    if theorem(goal) is not None:
        return "proved"
    return "disproved" if isinstance(refute(goal), Witness) else "undecided"


# --- the run ---------------------------------------------------------------------------------------------------------
GOALS: list[tuple[str, Goal]] = []
Found = tuple[Counter[tuple[str, str, str]], list[str]]


def batch(task: tuple[int, int, int]) -> Found:
    first, last, seed = task
    counts: Counter[tuple[str, str, str]] = Counter()
    wrong = []
    for number in range(first, last):
        one = item(number, seed, GOALS)
        found = verdict(one.goal)
        counts["random" if one.source == "random" else "derivations", one.kind, found] += 1
        if (one.kind, found) in (("true", "disproved"), ("false", "proved")):
            wrong.append(f"item {number} ({one.source}) is {one.kind} and was {found}: {understood(one.goal)}")
    return counts, wrong


def report(counts: Counter[tuple[str, str, str]]) -> Iterator[str]:
    yield "| terms | identity | items | proved | disproved | undecided |"
    yield "|---|---|--:|--:|--:|--:|"
    for source in ("random", "derivations"):
        for kind in ("true", "false", "same"):
            own = [counts[source, kind, word] for word in ("proved", "disproved", "undecided")]
            title = "an edit that changes nothing seen" if kind == "same" else kind
            yield f"| {source} | {title} | {sum(own)} | " + " | ".join(map(str, own)) + " |"


def main() -> int:
    parser = argparse.ArgumentParser(description="Random identities, true and false.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", type=int, help="show and decide this one item")
    arguments = parser.parse_args()
    start = time.perf_counter()
    GOALS.extend(derivation_goals())
    if arguments.only is not None:
        one = item(arguments.only, arguments.seed, GOALS)
        print(f"{one.kind} ({one.source}): {understood(one.goal)}\n{verdict(one.goal)}\n{refute(one.goal)}")
        return 0
    tasks = [(k, min(k + BATCH, arguments.count), arguments.seed) for k in range(0, arguments.count, BATCH)]
    counts: Counter[tuple[str, str, str]] = Counter()
    wrong: list[str] = []
    with mp.get_context("fork").Pool(arguments.workers) as pool:
        for some, bad in pool.imap(batch, tasks):
            counts += some
            wrong += bad
    print(f"seed {arguments.seed}, {arguments.count} identities, {time.perf_counter() - start:.0f} s\n")
    print("\n".join(report(counts)))
    false_disproofs = sum(n for (_, kind, word), n in counts.items() if (kind, word) == ("true", "disproved"))
    false_proofs = sum(n for (_, kind, word), n in counts.items() if (kind, word) == ("false", "proved"))
    print(f"\nfalse proofs: {false_proofs}; false disproofs: {false_disproofs}")
    print("\n".join(wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
