"""Writing brackets, lists, relations, rows."""

from __future__ import annotations

from derive.notation.reader import GIVEN, MID, PROSE, RELATION, SEQUENCE, SUM
from derive.notation.tree import (
    Blank,
    Cases,
    Chain,
    Given,
    Group,
    Matrix,
    Node,
    Relation,
    Rows,
    Sequence,
    Words,
)
from derive.notation.writing import part, show, writes

TALL = ("\\frac", "\\sum", "\\prod", "\\int", "\\begin", "\\binom", "\\Big")
_LEFT = {"{": "\\{", "<": "\\langle", "floor": "\\lfloor", "ceil": "\\lceil", "|": "\\lvert", "||": "\\lVert"}
_RIGHT = {"}": "\\}", ">": "\\rangle", "floor": "\\rfloor", "ceil": "\\rceil", "|": "\\rvert", "||": "\\rVert"}


def group(node: Group) -> str:
    left, right = _LEFT.get(node.left, node.left), _RIGHT.get(node.right, node.right)
    body = given_inside(node.body) if isinstance(node.body, Given) and node.left in "([{<" else part(node.body, 0.5)
    if not any(mark in body for mark in TALL):
        return f"{left}{body}{right}" if left == node.left else f"{left} {body} {right}"
    return f"\\left{left} {body} \\right{right}"


def given_inside(node: Given) -> str:
    """A condition in its brackets reaches from one bracket to the other."""
    bar = {"|": "\\mid", "||": "\\|"}.get(node.bar, node.bar)
    return f"{part(node.body, SEQUENCE)} {bar} {part(node.condition, SEQUENCE)}"


def sequence(node: Sequence) -> str:
    pieces = [item(node.items[0])]
    for separator, following in zip(node.separators, node.items[1:], strict=True):
        pieces.append(f" {separator} {item(following)}")
    return "".join(pieces).strip()


def item(node: Node) -> str:
    return part(node, PROSE)


def given(node: Given) -> str:
    """A condition outside brackets binds its two neighbours."""
    return f"{part(node.body, SUM)} \\mid {part(node.condition, SUM)}"


def relation(node: Relation) -> str:
    return node.name if node.note is None else f"\\overset{{{show(node.note)}}}{{{node.name}}}"


def chain(node: Chain) -> str:
    pieces = [operand(node.items[0])]
    for sign, following in zip(node.signs, node.items[1:], strict=True):
        pieces.append(f" {relation(sign)} {operand(following)}")
    return "".join(pieces).strip()


def operand(node: Node) -> str:
    if isinstance(node, (Blank, Words)):
        return "" if isinstance(node, Blank) else show(node)
    return part(node, MID)


# --- layout --------------------------------------------------------------------------------------------------
def rows(lines: tuple[tuple[Node, ...], ...]) -> str:
    return " \\\\ ".join(" & ".join(cell(node) for node in line) for line in lines)


def cell(node: Node) -> str:
    return "" if isinstance(node, Blank) else show(node)


def matrix(node: Matrix) -> str:
    columns = "{c}" if node.kind == "array" else ""
    return f"\\begin{{{node.kind}}}{columns} {rows(node.rows)} \\end{{{node.kind}}}"


def cases(node: Cases) -> str:
    return f"\\begin{{cases}} {rows(node.branches)} \\end{{cases}}"


def aligned(node: Rows) -> str:
    if not node.kind:
        return rows(node.rows)
    columns = "{c}" if node.kind in ("array", "alignat", "alignedat") else ""
    return f"\\begin{{{node.kind}}}{columns} {rows(node.rows)} \\end{{{node.kind}}}"


writes(Group, group)
writes(Sequence, sequence, SEQUENCE)
writes(Given, given, GIVEN)
writes(Relation, relation)
writes(Chain, chain, RELATION)
writes(Matrix, matrix)
writes(Cases, cases)
writes(Rows, aligned)
