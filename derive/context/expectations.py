"""Expectations: `E[aX + b]`, `Var(X)` and `Cov(X, Y)` are sums over outcomes, of how likely one is and what X is there.

A document says which of its letters are random by taking moments of them: X is, where `E[X]`, `Var(X)` or `E[X^2]`
stands. The outcomes are finitely many, however many: so an expectation is linear, that of a constant is the constant,
and a counterexample is a distribution.

FAILURE: `Unsupported` for what nobody says whether it is random, and for moments of what is defined by other symbols.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from derive.claims.model import Reading
from derive.context.kinds import Kind
from derive.context.names import base_name, parts_of, strip, walk
from derive.context.value import Unsupported, Value, scalar
from derive.functions import FUNCTIONS
from derive.notation.tree import (
    Apply,
    Blank,
    Chain,
    Given,
    Group,
    Node,
    Number,
    Product,
    Script,
    Sequence,
)
from derive.terms.show import HOLE, VERBATIM, symbol, verbatim
from derive.terms.term import (
    MINUS_ONE,
    Deriv,
    Entry,
    Index,
    Integral,
    Pow,
    Range,
    Sum,
    Sym,
    Tensor,
    Term,
    add,
    index,
    mul,
    num,
)
from derive.terms.walk import free, substitute, subterms

if TYPE_CHECKING:
    from derive.context.elaborate import Elaborator
    from derive.context.environment import Environment

MOMENTS = {"bb E": "mean", "E": "mean", "Var": "variance", "var": "variance", "bb V": "variance", "Cov": "covariance",
           "cov": "covariance"}
SPOKEN = re.compile(r"expect|random|probab|varianc|distribut|stochast|zufall|wahrscheinlich", re.IGNORECASE)
OF_CHANCE = re.compile(
    r"\b(?:independ\w*|uncorrelated|iid|i\.i\.d|identical\w*|distribut\w*|sampl\w+|drawn|zero[- ]mean|mean[- ]zero|"
    r"cent(?:ere|re)d|(?:standard|normal)i[sz]\w+|normal|gaussian|poisson|bernoulli|binomial|uniform\w*|exponential|"
    r"geometric|martingale|noise|unbiased|orthogonal|coins?|toss\w*|dice|die|roll\w*|heads|number of|indicat\w+|"
    r"success\w*|with probability|(?:has|have|with|of|unit|zero|finite) (?:\w+ )?(?:mean|variance)|unabh\w+|verteilt|"
    r"gleichverteilt|ind[eé]pend\w*)\b|\\sim\b|\\perp\b|独立",
    re.IGNORECASE)
COUNTS = {"mean": 1, "variance": 1, "covariance": 2}
LIKELY = verbatim(f"\\Pr({HOLE}0)")
OUTCOMES = "?outcomes"
NOISE = frozenset({"\\epsilon", "\\varepsilon", "\\xi", "\\zeta", "\\eta", "\\nu", "\\omega"})
NOTE = "moments are sums over finitely many outcomes"


def split_moment(node: Node) -> tuple[str, tuple[Node, ...]] | None:
    """Which moment `\\mathbb{E}[X]`, `E[X]` or `\\operatorname{Cov}(X, Y)` is, and of what."""
    pair = (node.head, node.argument) if isinstance(node, Apply) else node.factors if isinstance(node, Product) else ()
    if len(pair) != 2 or (isinstance(node, Product) and node.ops != ("",)):
        return None
    head, group = pair
    kind = MOMENTS.get(str(base_name(head)).removeprefix("\\")) if base_name(head) is not None else None
    if kind is None or not isinstance(group, Group) or group.left not in "([{":
        return None
    given = group.body.items if isinstance(group.body, Sequence) else (group.body,)
    plain = base_name(head) != "E" or group.left == "["
    return (kind, given) if plain and len(given) == COUNTS[kind] else None


def moments_in(node: Node) -> Iterator[tuple[Node, ...]]:
    """What moments are taken of."""
    for part in walk(node):
        if isinstance(part, Apply) and (split := split_moment(part)) is not None:
            yield split[1]
        for pair in zip(part.factors, part.factors[1:], strict=False) if isinstance(part, Product) else ():
            head, group = pair[0], pair[1].base if isinstance(pair[1], Script) else pair[1]
            if (split := split_moment(Product((head, group), ("",)))) is not None:
                yield split[1]


def is_functional(reading: Reading) -> bool:
    """Is E something else: an energy `E[u] = \\int u^2 dx`, or a letter of a document that speaks of nothing random?"""
    for claim in reading.claims:
        split = split_moment(claim.left)
        parts = parts_of(strip(split[1][0])) if split is not None and split[0] == "mean" and not claim.link else None
        within = {name for given in moments_in(claim.right) for one in given for name in letters(one)}
        if parts is not None and parts.name in letters(claim.right) - within:
            return True
    return not any(SPOKEN.search(claim.where.source.text) for claim in reading.claims[:1])


def letters(node: Node) -> set[str]:
    return {parts.name for part in walk(node) if (parts := parts_of(part)) is not None}


def random_letters(reading: Reading) -> frozenset[str]:
    """The X of `E[X]`, `E[X_i]`, `E[X^2]` and `Var(X)`, and of `X \\sim p`."""
    sides = [side for claim in reading.claims for side in (claim.left, claim.right)]
    nodes = [*sides, *(node for node, _ in reading.mentions)]
    bare = [parts_of(strip(one)) for node in nodes for given in moments_in(node) for one in given]
    bare = [parts for parts in bare if parts is None or parts.sup is None or isinstance(parts.sup, Number)]
    if not any(bare):
        return frozenset()
    chains = [subject for fact in reading.facts for subject in fact.subjects if isinstance(subject, Chain)]
    drawn = [chain.items[0] for chain in chains if chain.signs[0].name == "\\sim"]
    drawn += [claim.left for claim in reading.claims if claim.sign == "\\sim"]
    return frozenset(parts.name for parts in (*bare, *map(parts_of, drawn)) if parts is not None)


def moment(self: Elaborator, node: Node) -> Value | None:
    """The value of a moment; None where the brackets hold a condition, or the letter means something else here."""
    split = split_moment(node)
    head = node.head if isinstance(node, Apply) else node.factors[0] if isinstance(node, Product) else node
    name = str(base_name(head))
    known = self.env.routines.get(name)
    said = name in self.env.kinds or name in self.env.own or (known is not None and known.body is not None)
    said = said or (name == "E" and self.env.functional)
    if split is None or said or not self.env.random or any(isinstance(one, Chain | Blank | Given) for one in split[1]):
        return None
    kind, given = split
    values = [outcomes_of(self, one) for one in given]
    self.scope.note(NOTE)
    if kind == "mean":
        return mean(self, values[0])
    if not all(value.scalar for value in values):
        raise Unsupported("the variance of an array", node.at)
    one, other = (deviation(self, value) for value in (values[0], values[-1]))
    return mean(self, scalar(Pow(one.term, num(2)) if kind == "variance" else mul(one.term, other.term)))


def outcomes_of(self: Elaborator, node: Node) -> Value:
    """What a moment is taken of, if it is clear of all in it whether it is random."""
    value = self.value(node)
    term = value.at(*(index(self.env.fresh("x")) for _ in value.axes))
    if any(isinstance(part, Deriv | Integral) for part in subterms(term)):
        raise Unsupported("a moment of a derivative or an integral", node.at)
    if moving := sorted(free(term)[0] & self.env.random):
        raise Unsupported(f"{moving[0]} is random, and an index or a size", node.at)
    for name in sorted(free(term)[1]):
        if name in self.env.version.values() and name not in self.env.fixed:
            raise Unsupported(f"a moment of {symbol(name)}, which is defined by other symbols", node.at)
        if letter(name) not in self.env.random and not is_constant(self.env, name):
            raise Unsupported(f"nothing says whether {symbol(name)} is random", node.at)
    return value


def is_constant(env: Environment, name: str) -> bool:
    """Is a symbol the same at all outcomes: a function, a moment, or a small letter where capitals are random?"""
    known = name in env.fixed or name in FUNCTIONS or name in env.chance or name in env.routines
    return known or (letter(name) not in env.random and is_small(name) and all(x[:1].isupper() for x in env.random))


def is_fixed(env: Environment, body: Term) -> bool:
    """Is what is defined made of constants alone, as `\\mu = E[X]` is?"""
    own = free(body)[1]
    defined = own & set(env.version.values())
    return bool(env.random) and defined <= env.fixed and all(is_constant(env, name) for name in own)


def letter(name: str) -> str:
    """The letter of `X_1`, and of an X that has indices elsewhere."""
    return name.split("_")[0].removesuffix("·")


def is_small(name: str) -> bool:
    """May a letter stand for a constant? Capitals and what wears a hat or a bar may be random, and so may noise."""
    plain = letter(name)
    return (plain.islower() or plain[:1] == "\\") and " " not in plain and plain not in NOISE and (
        not plain.startswith(VERBATIM))


def mean(self: Elaborator, value: Value) -> Value:
    """The sum over the outcomes."""
    name, at = self.env.fresh("s"), value.at
    span = Range(index(1), index(OUTCOMES))

    def cell(*ix: Index) -> Term:
        return Sum(name, span, mul(Entry(LIKELY, (index(name),)), at_outcome(self.env, at(*ix), index(name))))

    self.env.chance[LIKELY] = Kind("column", sizes=(OUTCOMES,), traits=frozenset({"simplex"}), certain=True)
    self.env.kinds |= self.env.chance
    return replace(value, at=cell, literal=False)


def deviation(self: Elaborator, value: Value) -> Value:
    """`X - E[X]`"""
    return scalar(add(value.term, mul(MINUS_ONE, mean(self, value).term)))


def at_outcome(env: Environment, term: Term, outcome: Index) -> Term:
    """The term with the random letters as they are at an outcome."""
    changed: dict[str, Term | Tensor] = {}
    for part in subterms(term):
        if isinstance(part, Sym | Entry) and letter(part.name) in env.random and part.name not in changed:
            changed[part.name] = at_each(env, part, outcome)
    env.kinds |= env.chance
    return substitute(term, {}, changed)  # type: ignore[no-any-return]


def at_each(env: Environment, part: Sym | Entry, outcome: Index) -> Term | Tensor:
    count = len(part.indices) if isinstance(part, Entry) else 0
    holes = ",".join(f"{HOLE}{k + 1}" for k in range(count))
    own = verbatim(symbol(part.name) + (f"_{{{holes}}}" if holes else "") + f"({HOLE}0)")
    kind = env.kinds.get(part.name, Kind())
    sizes = (OUTCOMES, *(kind.size(axis) or f"?{part.name}.{axis}" for axis in range(count)))
    env.chance[own] = Kind("scalar", family=count + 1, sizes=sizes, certain=True)
    binders = tuple((env.fresh("x"), Range(index(1), index(size))) for size in sizes[1:])
    entry = Entry(own, (outcome, *(index(name) for name, _ in binders)))
    return Tensor(binders, entry) if binders else entry


def is_of_chance(*terms: Term) -> bool:
    return any(LIKELY in free(term)[1] for term in terms)
