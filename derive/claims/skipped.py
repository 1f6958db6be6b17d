"""The relations of a formula that neither claim anything nor say under what something is claimed.

A relation in a script, a range, an argument, an indicator, an event or a set is a part of an expression and no
statement. Any other of which no claim and no condition was made is told as one that could not be read: nothing is
passed over without a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from derive.claims.walk import is_name
from derive.notation.spellings import RELATIONS
from derive.notation.tree import (
    At,
    Cases,
    Chain,
    Font,
    Group,
    Labelled,
    Matrix,
    Node,
    Number,
    Product,
    Relation,
    Rows,
    Script,
    Sequence,
    Sum,
    Symbol,
    Words,
)

BRACKETS = ("(", "[", "{")
DENIAL = Symbol("\\neg")
HERE = "a relation that is no claim where it stands; set it apart if it is one"
IN_BRACKETS = "a relation in brackets may be an indicator, an event or a claim; leave the brackets out if it is a claim"
DENIED = "a statement that is denied is not read; state what holds instead"
IN_MATRIX = "equations as the entries of a matrix are not read; write them as rows without the brackets"


def skipped(tree: Node, understood: Iterable[Relation], claiming: Collection[str]) -> Iterator[tuple[Relation, str]]:
    """The signs (those of `claiming`) that stand for a statement and are not among those `understood`."""
    known = {sign.at for sign in understood}
    for sign, reason in _standing(tree, HERE):
        if sign.name in claiming and sign.at not in known:
            yield sign, reason


def stands_alone(group: Group) -> bool:
    """Whether a relation in round brackets can be a claim. What only compares letters, `(i = j)`, is an aside."""
    return group.left == "(" and isinstance(group.body, Chain) and not _compares_letters(group.body)


def _compares_letters(chain: Chain) -> bool:
    return all(is_name(item) or isinstance(item, Number) for item in chain.items)


def _standing(node: Node, reason: str) -> Iterator[tuple[Relation, str]]:
    """The signs of the statements in a tree, each with what to say if it is not understood."""
    if isinstance(node, Chain):
        yield from ((sign, reason) for sign in node.signs)
    if isinstance(node, Group) and isinstance(node.body, Chain):
        is_indicator = _compares_letters(node.body) or _is_set(node.body)
        yield from () if is_indicator else _standing(node.body, IN_BRACKETS if reason == HERE else reason)
    elif isinstance(node, Product | Sum):
        yield from _among(node, reason)
    else:
        reason = IN_MATRIX if isinstance(node, Matrix) else reason
        for part in _parts(node):
            yield from _standing(part, reason)


def _is_set(chain: Chain) -> bool:
    return chain.signs[0].name in (":", "\\in")


def _among(node: Product | Sum, reason: str) -> Iterator[tuple[Relation, str]]:
    """In a product only words part statements: a bracket beside a letter is an argument."""
    parts = node.factors if isinstance(node, Product) else node.terms
    denied = DENIAL in parts
    for part in parts:
        if isinstance(part, Symbol) and part.name in RELATIONS:
            yield Relation(part.name, at=part.at), reason
        if denied or any(isinstance(other, Words) for other in parts) or isinstance(part, Labelled | Product):
            yield from _standing(part, DENIED if denied else reason)


def _parts(node: Node) -> Iterator[Node]:
    if isinstance(node, Sequence | Chain):
        yield from node.items
    elif isinstance(node, Rows | Matrix):
        yield from (cell for row in node.rows for cell in row)
    elif isinstance(node, Cases):
        yield from (value for value, _ in node.branches)
    elif isinstance(node, Script):
        yield node.base
    elif isinstance(node, At | Labelled | Font) or (isinstance(node, Group) and node.left in BRACKETS):
        yield node.body
