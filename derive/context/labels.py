"""Which letters in subscripts are no indices but names: the anchor `x_a`, the positive `x_p` and the negative `x_n`."""

from __future__ import annotations

from collections.abc import Iterator

from derive.claims.model import Fact, Reading
from derive.context.environment import SPELLINGS
from derive.context.names import Parts, base_name, parts_of, strip
from derive.context.survey import Survey
from derive.notation.tree import Chain, Node, Number, Script

RUNNING = frozenset("ijklmnrstuvw")  # letters that run, unless one of another kind stands beside them
ENTRYWISE = frozenset({*SPELLINGS, "\\sigma"})
ARRAYS = frozenset({"vector", "row-vector", "matrix", "one-hot", "distribution"})


def labels(reading: Reading, found: Survey) -> tuple[frozenset[str], frozenset[str]]:
    """Symbols with a subscript that names them, `m_a` and `m_b`: those that the document lists or speaks of one by
    one, and those that only look like it, since no such letter ever runs over anything."""
    listed, spoken, arrays = members(reading), spoken_of(reading), declared_arrays(reading)
    said, guessed = set[str](), set[str]()
    for base, letters in found.alone.items():
        if len(letters) < 2 or letters <= RUNNING or base in found.paired | found.computed | found.numbered:
            continue
        if letters & (found.binders.keys() | found.related | found.beside_others):
            continue
        several = len(listed.get(base, set()) & letters) > 1 or (
            len(spoken.get(base, set()) & letters) > 1 and base not in arrays)
        if several or not (found.bare[base] or base in arrays):
            (said if several else guessed).update(f"{base}_{letter}" for letter in letters)
    return frozenset(said | set(iterates(found))), frozenset(guessed)


def iterates(found: Survey) -> Iterator[str]:
    """The `w_0` and `w_1` of which a function is taken that is taken of w, too: they are no components of w."""
    for name, calls in found.applied.items():
        given = [parts_of(strip(call[0])) for call in calls if len(call) == 1 and name not in ENTRYWISE]
        plain = {parts.name for parts in given if parts is not None and not parts.subs}
        points = {parts.name for parts in given if parts is not None and len(parts.subs) == 1
                  and isinstance(strip(parts.subs[0]), Number)} & plain - found.paired
        for point in sorted(points):
            yield from (f"{point}_{text}" for text in found.subscripts[point] if text.isdecimal())


def members(reading: Reading) -> dict[str, set[str]]:
    """The letters of `x_a, x_p, x_n \\in \\mathbb{R}^d`."""
    nodes = [chain.items[0] for fact in reading.facts if (chain := membership(fact)) is not None]
    return letters_of(part for node in nodes for part in getattr(node, "items", ()))


def spoken_of(reading: Reading) -> dict[str, set[str]]:
    """The letters of the `x_a` and `x_p` that stand alone, or in front of an equation each."""
    alone = [node for node, _ in reading.mentions if not isinstance(node, Chain)]
    given = [claim.left for claim in reading.claims if not claim.link and claim.sign in ("=", ":=")]
    return letters_of(part for node in (*alone, *given) for part in getattr(node, "items", (node,)))


def letters_of(nodes: Iterator[Node]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node in nodes:
        parts = parts_of(strip(node))
        letter = base_name(strip(parts.subs[0])) if parts is not None and len(parts.subs) == 1 else None
        if parts is not None and letter is not None:
            found.setdefault(parts.name, set()).add(letter)
    return found


def declared_arrays(reading: Reading) -> set[str]:
    """The x of `x \\in \\mathbb{R}^n`, whose components are the `x_a`."""
    found: list[Parts | None] = []
    for fact in reading.facts:
        chain = membership(fact)
        if chain is not None and isinstance(strip(chain.items[-1]), Script):
            found += [parts_of(strip(part)) for part in getattr(chain.items[0], "items", chain.items[:1])]
        elif fact.predicate in ARRAYS:
            found += [parts_of(strip(node)) for node in fact.subjects]
    return {parts.name for parts in found if parts is not None and not parts.subs}


def membership(fact: Fact) -> Chain | None:
    chain = fact.subjects[0] if fact.predicate == "relation" and fact.subjects else None
    return chain if isinstance(chain, Chain) and chain.signs[-1].name == "\\in" else None
