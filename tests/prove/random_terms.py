"""Random terms, terms that mean the same, and terms that need not; all from a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

from derive.terms.term import (
    MINUS_ONE,
    ONE,
    Add,
    Cases,
    Compare,
    Delta,
    Deriv,
    Entry,
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
    mul,
    neg,
    num,
    sub,
    upto,
)
from derive.terms.theory import Theory, Variable
from derive.terms.walk import parts, rebuilt, substitute

SPANS = (upto("n"), upto("n"), upto("m"), Range(index(0), index("n")), Range(index(2), index("n")), upto(2),
         Range(-index("m"), index("m")))
THEORY = Theory(
    {"n": 1, "m": 1}, {}, {"i": upto("n"), "j": upto("n")},
    {"p": Variable("p", (), "positive"), "q": Variable("q", (), "positive"), "y": Variable("y", (), "bit"),
     "x": Variable("x", (upto("n"),)), "s": Variable("s", (upto("n"),)), "A": Variable("A", (upto("n"), upto("n")))})
SCALARS = ("a", "b", "p", "q", "y")


class Terms:
    """A source of random terms."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.fresh = 0

    def choice(self, *options: Any) -> Any:
        return self.random.choice(options)

    def index(self, bound: tuple[str, ...]) -> Index:
        name = self.choice(*bound, *bound, "i", "j")
        return index(name) if self.random.random() < 0.9 else index(name) + index(self.choice(-1, 1))

    def leaf(self, bound: tuple[str, ...]) -> Term:
        kind = self.random.randrange(8)
        if kind < 3:
            return Entry(self.choice("x", "s"), (self.index(bound),))
        if kind == 3:
            return Entry("A", (self.index(bound), self.index(bound)))
        if kind == 4:
            return Delta(self.index(bound), self.index(bound))
        if kind == 5:
            return num(Fraction(self.choice(-2, -1, 1, 2, 3), self.choice(1, 1, 2)))
        if kind == 6:
            return Size(self.choice(index("n"), self.index(bound)))
        return Sym(self.choice(*SCALARS))

    def term(self, depth: int, bound: tuple[str, ...] = ()) -> Term:
        if depth <= 0 or self.random.random() < 0.12:
            return self.leaf(bound)
        kind = self.random.randrange(14)
        if kind < 3:
            return Add(tuple(self.term(depth - 1, bound) for _ in range(self.choice(2, 2, 3))))
        if kind < 6:
            return Mul(tuple(self.term(depth - 1, bound) for _ in range(self.choice(2, 2, 3))))
        if kind < 9:
            self.fresh += 1
            name = self.choice(f"k{self.fresh}", "k", "l")
            return Sum(name, self.choice(*SPANS), self.term(depth - 1, (*bound, name)))
        if kind == 9:
            return Pow(self.term(depth - 1, bound), num(self.choice(2, 2, 3, -1)))
        if kind == 10:
            return call(self.choice("exp", "exp", "sigmoid", "tanh", "abs"), self.term(min(depth - 1, 1), bound))
        if kind == 11:
            return call(self.choice("log", "sqrt"), self.positive(depth - 1, bound))
        if kind == 12:
            condition = Compare(Size(self.index(bound)), self.choice("=", "!="), Size(self.index(bound)))
            return Cases(((condition, self.term(depth - 1, bound)), (None, self.term(depth - 1, bound))))
        return Deriv(self.term(min(depth - 1, 2), bound), self.choice(Sym("a"), Entry("x", (index("i"),))))

    def positive(self, depth: int, bound: tuple[str, ...]) -> Term:
        return self.choice(
            lambda: Sym("p"), lambda: call("exp", self.term(1, bound)), lambda: Pow(self.term(1, bound), num(2)),
            lambda: Mul((Sym("p"), Sym("q"))), lambda: add(ONE, Pow(self.term(1, bound), num(2))),
            lambda: self.term(depth, bound))()

    # --- the same, written otherwise ---
    def same(self, term: Any, times: int = 6) -> Any:
        """A term equal to `term` wherever both denote, by legal rewriting."""
        for _ in range(times):
            term = self.somewhere(term, self.legal)
        return term

    def somewhere(self, term: Any, change: Any) -> Any:
        inner = parts(term)
        if not inner or self.random.random() < 0.3 or isinstance(term, Compare):
            return change(term) if isinstance(term, Term) else term
        place = self.random.randrange(len(inner))
        if isinstance(term, Deriv):
            return replace(term, body=self.somewhere(term.body, change))
        count = iter(range(len(inner)))
        return rebuilt(term, lambda t: self.somewhere(t, change) if next(count) == place else t)

    def legal(self, term: Term) -> Term:
        kind = self.random.randrange(7)
        if isinstance(term, Add) and kind < 4:
            return Add(tuple(self.random.sample(term.terms, len(term.terms))))
        if isinstance(term, Mul):
            if kind < 2:
                return Mul(tuple(self.random.sample(term.factors, len(term.factors))))
            for place, factor in enumerate(term.factors):
                if isinstance(factor, Add):
                    return Add(tuple(Mul((*term.factors[:place], t, *term.factors[place + 1:])) for t in factor.terms))
        if isinstance(term, Sum):
            return self.legal_sum(term, kind)
        if kind == 0:
            return sub(add(term, Sym("b")), Sym("b"))
        if kind == 1:
            return neg(neg(term))
        if kind == 2:
            return mul(term, call("exp", Sym("a")), call("exp", neg(Sym("a"))))
        return Pow(term.base, num(1)) if isinstance(term, Pow) and term.exponent == ONE else term

    def legal_sum(self, term: Sum, kind: int) -> Term:
        if kind < 3:
            self.fresh += 1
            name = f"r{self.fresh}"
            return Sum(name, term.range, substitute(term.body, {term.name: index(name)}))
        if isinstance(term.body, Add):
            return Add(tuple(Sum(term.name, term.range, t) for t in term.body.terms))
        if isinstance(term.body, Sum) and kind < 6:
            inner = term.body
            return Sum(inner.name, inner.range, Sum(term.name, term.range, inner.body)) if (
                inner.name != term.name) else term
        by = index(1)
        return Sum(term.name, Range(term.range.lower + by, term.range.upper + by),
                   substitute(term.body, {term.name: index(term.name) - by}))

    # --- something near ---
    def near(self, term: Term) -> Term:
        return self.somewhere(term, self.changed)  # type: ignore[no-any-return]

    def changed(self, term: Term) -> Term:
        if isinstance(term, Num):
            return num(term.value + self.choice(1, -1))
        if isinstance(term, Entry):
            return Entry(term.name, term.indices[::-1]) if len(term.indices) > 1 else Entry(
                self.choice("x", "s"), (self.choice(index("i"), index("j")),))
        if isinstance(term, Sum):
            return replace(term, range=self.choice(*SPANS))
        if isinstance(term, Mul | Add) and self.random.random() < 0.5:
            rest = list(parts(term))
            del rest[self.random.randrange(len(rest))]
            return (mul if isinstance(term, Mul) else add)(*rest)
        if isinstance(term, Delta):
            return ONE
        return self.choice(neg(term), mul(num(2), term), Pow(term, MINUS_ONE), add(term, ONE), term)
