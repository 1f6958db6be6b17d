"""Signs and letters to which a document gives a meaning of its own, and the conventions that it announces.

    Define $a \\circ b = a + b + ab$.            `circ`, of a and b, with that formula
    Let $\\langle x, y\\rangle = x^\\top M y$.      `angle 2`: it may be a definition, or be said of one x and one y
    Let $I$ be the interval $[0, 1]$.            `I`, in words alone

A definition that agrees with what the sign is read as anyway changes nothing: it is proved, like any equation. Where
it does not, the sign is read as its formula says if the words leave no doubt that this is a definition; else nothing
that uses the sign is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from derive.claims.announced import HERE
from derive.claims.model import Announced, Claim, Reading
from derive.claims.operations import CHANGE, DELTA, operation
from derive.context.environment import SPELLINGS, Own, Routine
from derive.context.names import base_name, parts_of, strip, walk
from derive.context.routines import head_and_arguments
from derive.context.value import Clash, Unsupported
from derive.notation.tree import Group, Node, Number, Product, Script, Symbol

if TYPE_CHECKING:
    from derive.context.understand import Understanding

LOG = Symbol("log", word=True)
SIGNS = ("=", ":=", "\\equiv")
DEFINING = re.compile(r"\b(?:defin\w+|notation|write|writing|denot\w+|introduc\w+)\b[^.;$]*$", re.IGNORECASE)
NAMED = re.compile(
    r"\b(?:operation|norm|(?:inner|scalar|dot|star|cross) product|bracket|composition)(?: (?:is )?(?:given|defined) "
    r"(?:by|as|through))?:? ?$", re.IGNORECASE)
NAMED_BEHIND = re.compile(r"\W*(?:be|denote|is|as) (?:the|an?|our|its)\b", re.IGNORECASE)
WHOLE = frozenset({"arithmetic modulo a number", "other numbers than the real ones", "an equality of another kind"})
"""Conventions that touch every claim there is."""


def conventions(reading: Reading) -> dict[str, Announced]:
    """What is announced, by its key. Of two conventions of one kind that differ, none is."""
    said: dict[str, list[Announced]] = {}
    for one in (*reading.announced, *bases(reading)):
        if not one.meaning and one.what != HERE:
            said.setdefault(one.what, []).append(one)
    return {key: found[0] for key, found in said.items() if len({one.value for one in found}) == 1}


def bases(reading: Reading) -> Iterator[Announced]:
    """`\\log = \\log_2`"""
    for claim in reading.claims:
        right = claim.right
        if claim.left == LOG and isinstance(right, Script) and right.base == LOG and isinstance(right.sub, Number):
            yield Announced("base", right.sub.digits, claim.where)


def in_words(reading: Reading) -> dict[str, Own]:
    """What words give a meaning of its own."""
    found = {one.what: Own(one.value, one.where.line) for one in reading.announced if one.meaning}
    if DELTA in found:
        found[CHANGE] = found[DELTA]
    return found


def named_anew(reading: Reading) -> dict[str, Own]:
    """`e = x - y`: a letter that stands for a number elsewhere, and for what the document says here."""
    given = (claim for claim in reading.claims if not claim.link and claim.sign in SIGNS[:2] and not claim.carried)
    return {claim.left.name: Own(claim.left.name, claim.where.line) for claim in given
            if isinstance(claim.left, Symbol) and claim.left.name == "e" and any(map(parts_of, walk(claim.right)))}


def take_notations(doc: Understanding) -> None:
    """Learns every operation that an equation defines, and that does not agree with what it is read as."""
    doc.env.own |= iterated(doc.reading)
    for claim, key, own in by_equation(doc.reading):
        name = key.removeprefix("fn ")
        if name != key and name not in SPELLINGS:
            continue
        if name in doc.env.routines or agrees(doc, claim):
            continue
        doc.env.own[key] = own
        doc.settled(claim)
        doc.operations[claim.number] = key if own.body is not None else ""
        if name != key and own.body is not None:
            doc.env.routines[name] = Routine(name, "macro", tuple(map(Symbol, own.parameters)), own.body,
                                             source=f"line {own.line}")


def by_equation(reading: Reading) -> Iterator[tuple[Claim, str, Own]]:
    """The equations that may define an operation: `a \\circ b = ...`, of letters that all stand on the right."""
    for claim in reading.claims:
        found = operation(claim.left) if not claim.link and claim.sign in SIGNS and claim.branch is None else None
        letters = [letter_in(node) for node in found[1]] if found is not None else []
        names = {base_name(part) for part in walk(claim.right)}
        if found is None or None in letters or len(set(letters)) < len(letters) or not names.issuperset(letters):
            continue
        named = NAMED.search(claim.before) is not None
        sure = claim.sign == ":=" or named or bool(DEFINING.search(claim.before) or NAMED_BEHIND.match(claim.after))
        if (claim.role == "given" or claim.sign == ":=" or named) and not uses(claim.right, found[0]):
            body = claim.right if sure and found[0] != CHANGE else None
            yield claim, found[0], Own(claim.left_latex.strip(), claim.where.line, tuple(map(str, letters)), body)


def iterated(reading: Reading) -> dict[str, Own]:
    """`f^2(x) = f(f(x))`: powers of f are compositions."""
    found = {}
    for claim in reading.claims:
        split = head_and_arguments(claim.left)
        head = parts_of(split[0]) if split is not None else None
        if head is None or head.sup is None or claim.role != "given":
            continue
        calls = [part for part in walk(claim.right)
                 if isinstance(part, Product) and base_name(part.factors[0]) == head.name]
        groups = [group for call in calls for group in call.factors[1:] if isinstance(group, Group)]
        inner = [part for group in groups for part in walk(group)]
        if head.name in map(base_name, inner):
            found[f"power {head.name}"] = Own(claim.left_latex.strip(), claim.where.line)
    return found


def letter_in(node: Node) -> str | None:
    parts = parts_of(strip(node))
    plain = parts is not None and not parts.subs and parts.sup is None and not parts.primes
    return parts.name if parts is not None and plain else None


def uses(node: Node, key: str) -> bool:
    """Does the operation stand anywhere in a tree?"""
    for part in walk(node):
        found = operation(part)
        if (found is not None and found[0] == key) or (isinstance(part, Product) and key in part.ops):
            return True
    return False


def agrees(doc: Understanding, claim: Claim) -> bool:
    """Does the equation hold of the operation as it is read?"""
    doc.env.guessed = doc.kinds_of_unit[doc.units[claim.number]]
    doc.enter(claim)
    try:
        return any(doc.proves(one.goal) for one in doc.step(claim, claim.left, claim.right).alternatives)
    except (Clash, Unsupported):
        return False
