"""`F(0, v_c)` as a placeholder for `F(w_{c+j}, v_c)`: what a document writes short, read in full."""

from __future__ import annotations

from derive.claims.model import Reading
from derive.context.environment import Environment
from derive.context.names import parts_of, walk
from derive.context.routines import head_and_arguments
from derive.context.survey import arguments_of, full_name
from derive.notation.tree import Node, Product


def find_placeholders(reading: Reading, env: Environment) -> None:
    """For each function that is declared a placeholder, the full call is the one that the document writes
    with as many other arguments."""
    for fact in reading.facts:
        if fact.predicate != "placeholder" or not fact.subjects:
            continue
        short = call_of(fact.subjects[0])
        if short is None:
            continue
        for claim in reading.claims:
            full = next((c for tree in (claim.left, claim.right) for c in calls(tree, short[0]) if c != short[1]), None)
            if full is not None and len(full) == len(short[1]):
                env.placeholders.setdefault(short[0], (short[1], full))
                break


def call_of(node: Node) -> tuple[str, tuple[Node, ...]] | None:
    split = head_and_arguments(node)
    parts = parts_of(split[0]) if split else None
    return (full_name(parts), arguments_of(split[1])) if split and parts else None


def calls(tree: Node, name: str) -> list[tuple[Node, ...]]:
    """The arguments of every call of that function in the tree."""
    found = []
    for node in walk(tree):
        if isinstance(node, Product):
            for head, group in zip(node.factors, node.factors[1:], strict=False):
                call = call_of(Product((head, group), ("",)))
                if call is not None and call[0] == name:
                    found.append(call[1])
    return found
