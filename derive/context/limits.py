"""The conditions under which an equation holds: it defines nothing where they may fail."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from derive.claims.model import Claim, Fact, Reading
from derive.context.names import base_name, is_zero, parts_of, strip, walk
from derive.context.routines import head_and_arguments
from derive.context.survey import arguments_of, full_name
from derive.notation.show import show
from derive.notation.tree import (
    Apply,
    Big,
    Chain,
    Fraction,
    Group,
    Node,
    Number,
    Relation,
    Root,
    Script,
    Sequence,
    Words,
)

if TYPE_CHECKING:
    from derive.context.understand import Understanding

CASE_LABEL = re.compile(r"\W*(?:(?!in\b|for\b)\w+ )?(?:sub-?)?case\b|\W*[①-⑳]", re.IGNORECASE)
WHERE = re.compile(r"\W*where\b", re.IGNORECASE)
FOR = re.compile(r"\bfor(?: \w+){0,3} \$[^$]*\$$", re.IGNORECASE)
BEHIND = re.compile(
    r"[\s,(]*(?P<word>at|on|over|if|when|whenever|unless|only|as long as|provided|for|where)\b[^$.;]{0,40}"
    r"(?:\$(?P<formula>[^$]*)\$|$|[.;])", re.IGNORECASE)
PROPERTY = r"(?:even|odd|large|small|positive|negative|rational|irrational|prime|an? integer)"
IN_WORDS = re.compile(
    rf"[\s,(]*(?:if|when|whenever|unless|only|as long as|provided|for (?:{PROPERTY}|\$[^$]*\$ {PROPERTY}))\b",
    re.IGNORECASE)
ELSEWHERE = re.compile(r"\b(?:elsewhere|otherwise|everywhere else|outside)\b", re.IGNORECASE)
ORDERS = frozenset({"<", ">", "\\leq", "\\geq"})
SPACES = frozenset({"bb R", "bb N", "bb Z", "bb Q", "bb C", "\\R", "\\C", "\\N", "\\Z"})


def conditions_of(reading: Reading, claim: Claim, indices: Container[str]) -> list[Node]:
    """Under what an equation holds, but for ranges: `f = x^2 if x > 0`, `for $i \\neq j$ we have $A_{ij} = 0$`."""
    behind = [fact.subjects[0] for fact in limits(claim)]
    said = [*behind, *(fact.subjects[0] for fact in in_front(reading, claim)), *told_behind(reading, claim)]
    return [node for node in dict.fromkeys(said) if not is_range(node, indices)]


def limits(claim: Claim) -> list[Fact]:
    """The conditions behind an equation, but for those under which alone it has a value."""
    behind = [f for f in claim.scope
              if f.predicate == "case" and f.where.start > claim.where.start and "$" not in f.words]  # in its formula
    where = claim.condition_where
    own = []
    if claim.condition is not None and where is not None and where.start > claim.where.start and claim.branch is None:
        own.append(Fact("case", (claim.condition,), "", where))
    return [f for f in (*own, *behind) if not is_natural(claim, f.subjects[0])]


def in_front(reading: Reading, claim: Claim) -> Iterator[Fact]:
    """The conditions in the sentence before an equation, `If $y = 1$ then $c = 5$`, and what is said elsewhere of the
    very letters that it counts with. The heading of a case is none: a helper may be defined for what stands below."""
    whens = [c for c in reading.claims if c.role == "when" and c.number < claim.number]
    letters = {base_name(strip(item)) for item in getattr(parts_of(claim.left), "subs", ())}
    for fact in claim.scope:
        when = WHERE.match(fact.words) or any(fact.where.start <= c.where.start < fact.where.end for c in whens)
        if fact.predicate not in ("relation", "case") or not when or fact.where.start >= claim.where.start:
            continue
        own = {base_name(strip(item)) for item in getattr(fact.subjects[0], "items", ())}
        beside = f"${fact.where.text.strip()}$" in claim.before
        if own & letters or (beside and not CASE_LABEL.match(fact.words)):
            yield fact


def told_behind(reading: Reading, claim: Claim) -> Iterator[Node]:
    """A condition that stands behind an equation as a formula of its own, `at $t = 0$`, `on $[0, 1]$`, or in words,
    `if $n$ is even`."""
    found = BEHIND.match(claim.after) if claim.link == 0 else None
    if found is None or claim.condition is not None or claim.branch is not None:
        return
    where, latex = claim.where.start, found["formula"]
    split = head_and_arguments(claim.left)
    variables = set(map(base_name, arguments_of(split[1]))) if split is not None else set()
    whens = {c.where.start for c in reading.claims if c.role == "when"}
    for fact in reading.facts:
        letter = domain_of(fact.subjects[0]) if fact.subjects else None
        inside = any(fact.where.start <= start < fact.where.end for start in whens) or (
            letter is not None and base_name(letter) in variables)  # where $0 \leq x \leq 1$
        if latex and fact.where.start > where and inside and fact.where.text.strip() == latex.strip():
            yield fact.subjects[0]
            return
    for node, span in reading.mentions:
        if latex and span.start > where and span.text.strip() == latex.strip() and isinstance(node, Group):
            if found["word"].lower() in ("on", "over") and split is not None:
                yield Chain((split[1].body, node), (Relation("\\in"),))
            return
    if IN_WORDS.match(claim.after):
        yield Words(claim.after)


ANY = re.compile(
    r"\b(?:for|let|given|with) (?:an? )?(?:all|any|every|each|arbitrary|general|real)\b.*", re.IGNORECASE | re.DOTALL
)


def stated_domains(reading: Reading, indices: Container[str]) -> Iterator[tuple[int, Fact]]:
    """What the first equation for something says of other symbols, with its number: `J(w) = \\lambda w, \\lambda > 0`,
    `for $\\lambda > 0$ we define R = ...`. Where it is given in another way for other values, that is a case."""
    claims: dict[Node, list[Claim]] = {}
    for claim in reading.claims:
        if not claim.link and claim.sign in ("=", ":="):
            claims.setdefault(claim.left, []).append(claim)
    for first, *others in claims.values():
        behind = limits(first) if head_and_arguments(first.left) is not None else []
        names = parts_of(first.left) is not None or head_and_arguments(first.left) is not None
        front = [fact for fact in in_front(reading, first) if FOR.search(fact.words)] if names else []
        found = [f for f in (*behind, *front) if is_domain(first.left, f.subjects[0], indices)]
        if found and not any(c.condition is not None or limits(c) or [*in_front(reading, c)] for c in others):
            yield from ((first.number, replace(fact, predicate="relation")) for fact in found)


def is_freed(claim: Claim, fact: Fact) -> bool:
    """Does "for all real $\\lambda$" stand in front of the claim, or was the symbol declared anew since?"""
    chain = fact.subjects[0]
    symbol = chain.items[0] if isinstance(chain, Chain) else chain
    words = ANY.search(claim.before)
    anew = any(f.subjects and isinstance(f.subjects[0], Chain) and f.subjects[0].items[0] == symbol
               and f.subjects[0].signs[0].name == "\\in" and f.where.start > fact.where.start for f in claim.scope)
    return anew or (words is not None and show(symbol).strip() in words[0])


def is_used_there(doc: Understanding, claim: Claim, conditions: list[Node]) -> bool:
    """`f(x) = \\lambda e^{-\\lambda x}` for x >= 0: is f given in no other way, and of x alone wherever it stands?"""
    split = head_and_arguments(claim.left)
    parts = parts_of(split[0]) if split is not None else None
    if split is None or parts is None or ELSEWHERE.search(paragraph_behind(claim)):
        return False
    variables = set(map(base_name, arguments_of(split[1])))
    if not all((letter := domain_of(node)) is not None and base_name(letter) in variables for node in conditions):
        return False
    bound = {name for name in variables if name in doc.survey.binders} or any(
        isinstance(node, Big) and node.kind == "int" and parts.node in walk(node)
        for c in doc.reading.claims for side in (c.left, c.right) for node in walk(side))
    if bound:
        return False
    calls = set(doc.survey.applied.get(full_name(parts), ()))
    again = any(c.left == claim.left and c.number != claim.number and not c.link for c in doc.reading.claims)
    return calls == {arguments_of(split[1])} and not again


def domain_of(node: Node) -> Node | None:
    """The letter that a condition bounds by what it can be assumed to be: the x of `0 \\leq x \\leq 1`."""
    if not isinstance(node, Chain):
        return None
    signs = {s.name for s in node.signs}
    if len(node.signs) == 2 and signs <= ORDERS:
        return strip(node.items[1])
    if len(node.signs) == 1 and signs <= ORDERS | {"\\neq"}:
        return strip(node.items[0])
    return strip(node.items[0]) if signs == {"\\in"} and bounds(node) is not None else None


def bounds(node: Node) -> Chain | None:
    """`x \\in [a, b]` as `a \\leq x \\leq b`"""
    if not isinstance(node, Chain) or [s.name for s in node.signs] != ["\\in"]:
        return None
    group = node.items[-1]
    items = group.body.items if isinstance(group, Group) and isinstance(group.body, Sequence) else ()
    if not isinstance(group, Group) or len(items) != 2 or group.left not in "[(" or group.right not in "])":
        return None
    signs = tuple(Relation("\\leq" if edge in "[]" else "<") for edge in (group.left, group.right))
    return Chain((items[0], node.items[0], items[1]), signs)


def paragraph_behind(claim: Claim) -> str:
    text = claim.where.source.text[claim.where.end :]
    return re.split(r"\n\s*\n", text, maxsplit=1)[0][:400]


def is_domain(left: Node, node: Node, indices: Container[str]) -> bool:
    """Does it bound by zero a symbol that the left side neither counts with nor is a function of?"""
    if not isinstance(node, Chain) or len(node.signs) != 1 or not is_zero(node.items[1]):
        return False
    if node.signs[0].name not in ORDERS | {"\\neq"}:
        return False
    split, name = head_and_arguments(left), base_name(strip(node.items[0]))
    own = {base_name(part) for part in walk(split[1] if split is not None else left)}
    return name is not None and name not in indices and (name not in own or (split is None and name != base_name(left)))


def is_natural(claim: Claim, condition: Node) -> bool:
    """`f(x) = \\log x` for x > 0: where the condition fails, the right side has no value."""
    split = head_and_arguments(claim.left)
    if split is None or not isinstance(condition, Chain) or not is_zero(condition.items[-1]):
        return False
    variable, sign = strip(split[1].body), [s.name for s in condition.signs]
    if strip(condition.items[0]) != variable:
        return False
    parts = list(walk(claim.right))
    logs = any(isinstance(p, Apply) and base_name(p.head) in ("log", "ln") and strip(p.argument) == variable
               for p in parts)
    roots = any(isinstance(p, Root) and strip(p.body) == variable for p in parts)
    below = any(isinstance(p, Fraction) and strip(p.bottom) == variable for p in parts)
    return (logs and sign != ["="]) or (roots and sign == ["\\geq"]) or (below and sign == ["\\neq"])


def is_range(node: Node, indices: Container[str]) -> bool:
    """What an index runs over: `i = 1, \\dots, n`, `i \\in S`, `1 \\leq i \\leq n`, `k \\geq 1`; and
    `x \\in \\mathbb{R}^n`."""
    if isinstance(node, Words):
        return False
    if not isinstance(node, Chain):
        return all(is_range(part, indices) for part in getattr(node, "items", ()) if isinstance(part, Chain))
    signs = [s.name for s in node.signs]
    if signs[-1] == "\\in" and is_space(node.items[-1]):
        return True
    if isinstance(node.items[-1], Sequence):
        return True
    letters = node.items[1:2] if len(signs) == 2 else node.items[:1]
    names = [base_name(strip(one)) for item in letters for one in getattr(item, "items", (item,))]
    return (signs == ["\\in"] or len(signs) == 2 or is_from_first(node)) and all(name in indices for name in names)


def is_from_first(node: Chain) -> bool:
    """`k \\geq 1`: all there are."""
    last, sign = node.items[-1], node.signs[0].name if len(node.signs) == 1 else ""
    return isinstance(last, Number) and (sign, last.digits) in (("\\geq", "0"), ("\\geq", "1"), (">", "0"))


def is_whole_range(node: Node) -> bool:
    """`[1, K]`: from the first to a size."""
    group = strip(node)
    ends = group.body.items if isinstance(group, Group) and isinstance(group.body, Sequence) else ()
    return len(ends) == 2 and isinstance(ends[0], Number) and ends[0].digits in "01" and base_name(ends[1]) is not None


def is_space(node: Node) -> bool:
    """`\\mathbb{R}^n`: what kind of thing a symbol is, and not which values it has."""
    plain = strip(node)
    return base_name(strip(plain.base if isinstance(plain, Script) else plain)) in SPACES
