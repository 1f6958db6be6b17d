"""One index that a section leaves out everywhere: what was `\\mu_j` and `x_{ij}` is `\\mu` and `x_i` there.

It is said of each feature j before, and then of one: so that index is put back, with a prime, for its letter may run
over something else by now. Whether a section is read so is not decided here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from derive.claims.model import Claim, Fact, Reading
from derive.claims.walk import children, over_parts
from derive.notation.show import show
from derive.notation.tree import Accent, Font, Node, Product, Script, Sequence, Symbol

NOWHERE = (-1, -1)  # the place of an index that the author did not write
FEWEST = 3  # symbols that have the index where they are explained
Counts = dict[str, int]


def with_index(reading: Reading, starts: tuple[int, ...], number: int) -> Reading | None:
    """The reading with the index put back in one stretch; None where the stretch leaves out none."""
    def here(place: int) -> bool:
        return bisect_right(starts, place) == number

    before = [claim for claim in reading.claims if bisect_right(starts, claim.where.start) < number]
    own = [claim for claim in reading.claims if here(claim.where.start)]
    letter, whole = explained(before)
    written = counts(own)
    left_out = {name: most - 1 for name, most in whole.items() if written.get(name) == {most - 1}}
    if len(left_out) < FEWEST:
        return None
    index = Script(Symbol(letter), None, None, 1, at=NOWHERE)

    def fact(one: Fact) -> Fact:
        return replace(one, subjects=put_back(one.subjects, left_out, index)) if here(one.where.start) else one

    def claim(one: Claim) -> Claim:
        one = replace(one, scope=tuple(map(fact, one.scope)))
        names = ("left", "right", "condition", "alternatives", "whole")
        changed = {name: put_back(getattr(one, name), left_out, index) for name in names}
        return replace(one, **changed) if here(one.where.start) else one

    return replace(reading, claims=tuple(map(claim, reading.claims)), facts=tuple(map(fact, reading.facts)),
                   running=reading.running | {f"{letter}'"}, put_back=f"{letter}'")


def explained(claims: Iterable[Claim]) -> tuple[str, Counts]:
    """The last index that most symbols have where equations define them, and with how many indices they have it."""
    last: Counter[str] = Counter()
    found: dict[str, dict[str, int]] = {}
    for claim in claims:
        for side in (claim.left, claim.right):
            for name, subs in scripted(side):
                text = show(subs[-1]).strip() if subs else ""
                known = found.setdefault(name, {})
                known[text] = max(known.get(text, 0), len(subs))
    for known in found.values():
        last.update(text for text in known if text.isalpha())
    letter = max(sorted(last), key=lambda text: last[text], default="")
    return letter, {name: known[letter] for name, known in found.items()
                    if letter in known and known[letter] == max(known.values())}


def counts(claims: Iterable[Claim]) -> dict[str, set[int]]:
    """With how many indices each symbol is written."""
    found: dict[str, set[int]] = {}
    for claim in claims:
        for side in (claim.left, claim.right):
            for name, subs in scripted(side):
                found.setdefault(name, set()).add(len(subs))
    return found


def scripted(node: Node) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """The letters of a tree with their subscripts; not those that are subscripts themselves."""
    if is_letter(node):
        yield show(bare(node)).strip(), below(node)
        return
    for part in children(node):
        yield from scripted(part)


def put_back(node: Any, left_out: Counts, index: Node) -> Any:
    """The tree with the index put back on these letters."""
    if isinstance(node, tuple):
        return tuple(put_back(part, left_out, index) for part in node)
    if not isinstance(node, Node) or not is_letter(node):
        return over_parts(node, lambda part: put_back(part, left_out, index))
    if left_out.get(show(bare(node)).strip()) != len(below(node)):
        return node
    sub = side_by_side(*below(node), index)
    return replace(node, sub=sub) if isinstance(node, Script) else Script(node, sub, at=node.at)


def as_written(node: Any) -> Any:
    """The tree as the author would write it, without an index that was put back."""
    if isinstance(node, tuple):
        return tuple(map(as_written, node))
    new = over_parts(node, as_written)
    if not isinstance(new, Script) or not below(new) or below(new)[-1].at != NOWHERE:
        return new
    *subs, _ = below(new)
    if not subs and new.sup is None and not new.primes:
        return new.base
    return replace(new, sub=side_by_side(*subs) if subs else None)


def side_by_side(*indices: Node) -> Node:
    return indices[0] if len(indices) == 1 else Product(indices, ("",) * (len(indices) - 1))


def is_letter(node: Node) -> bool:
    """`x`, `\\hat{x}`, `x_{ij}^2`."""
    base = bare(node)
    while isinstance(base, Accent | Font):
        base = base.body
    return isinstance(base, Symbol)


def bare(node: Node) -> Node:
    return node.base if isinstance(node, Script) else node


def below(node: Node) -> tuple[Node, ...]:
    sub = node.sub if isinstance(node, Script) else None
    if isinstance(sub, Product):
        return sub.factors
    return sub.items if isinstance(sub, Sequence) else (sub,) if sub is not None else ()
