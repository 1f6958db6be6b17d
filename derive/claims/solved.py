"""Equations that are to be solved: conditions on a symbol, where an identity would be false for nearly every value.

What a text sets, solves or looks for the zeros of is no claim: "the equation $2x + 1 = 5$ has the solution", or, behind
"we want to minimize $f$", the first `f'(x) = 0`. Only an equation that a solution follows on is one: `x = 1`, of a
symbol that stands in it. From there on it is a hypothesis, the solution is what is asked for, and nothing about the
symbol is called false, since one solution may be meant among several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.claims.outline import Outline
from derive.claims.roles import Cue, Hold
from derive.claims.sentences import Place
from derive.claims.stated import Statement
from derive.claims.taken import Taken
from derive.claims.walk import every, is_name, symbols
from derive.notation.tree import Derivative, Nabla, Node, Number, Script

SOLVING = re.compile(
    r"\b(?:solv(?:e[sd]?|ing)|equat(?:e|ing)|requir\w+|impos\w+|lösen?|nullstellen?|(?:roots?|zeros?|solutions?|fixed "
    r"points?) (?:of|to))\b[^.;⟦]{0,40}$|\b(?:the|an|this|die) (?:\w+ )?(?:equation|gleichung) ?$|"
    r"解(?:方程)?[^。⟦]{0,6}$",
    re.IGNORECASE,
)
SET = re.compile(r"\b(?:set|setting|putting)\b(?: (?!that\b)[\w-]+){0,4} ?$", re.IGNORECASE)
TO_ZERO = re.compile(
    r"\b(?:set|setting|equat\w+|putting)\b[^.;⟦]{0,60}\b(?:to|equal(?: to)?|with) (?:zero|0)\b[^.;⟦]{0,40}$",
    re.IGNORECASE)
SOLVED = re.compile(r" ?,? ?(?:has|have|hat|is solved|gives? the (?:root|solution)|holds (?:only )?(?:for|if|when))\b")
AIM = re.compile(
    r"\b(?:minimi[sz]\w*|maximi[sz]\w*|optim\w+|extrem(?:um|a|ize)|(?:stationary|critical|saddle) points?|"
    r"first[- ]order conditions?|(?:find|seek|want|look(?:ing)? for) (?:the |all |a )?(?:\w+ )?(?:roots?|zeros?|"
    r"solutions?|values? of)|solv(?:e|ing)|nullstellen?|minimum|maximum)\b",
    re.IGNORECASE,
)


ZERO = Number("0")
NEARBY = 40


def with_solutions(outline: Outline, taken: Sequence[Taken]) -> list[Taken]:
    """The formulas with the cues of equations to be solved and of their solutions."""
    found = list(taken)
    aims: dict[str, Place] = {}
    for sentence in outline.sentences:
        if AIM.search(sentence.text):
            aims.setdefault(outline.part(sentence.start), sentence.start)
    solved: set[tuple[str, Node]] = set()
    for k, one in enumerate(found):
        part = outline.part(one.place)
        if gives_name(one) and TO_ZERO.search(one.before):
            found[k] = replace(one, cue=Cue("asked"))  # "setting the gradient to zero gives $w = ...$"
            continue
        if sets_to_zero(one):
            letters = symbols(one.statements[0].sides[0].node)
            for place in _solutions_of(outline, letters, found[k + 1 : k + 1 + NEARBY], part):
                found[k + 1 + place] = replace(found[k + 1 + place], cue=Cue("asked"))
            continue
        aimed = part in aims and aims[part] <= one.place and is_condition(one) and right_of(one) == ZERO
        if not aimed and not (is_condition(one) and says_so(one)):
            continue
        solutions = list(_solutions(outline, one, found[k + 1 : k + 1 + NEARBY], part))
        name = found[solutions[0] + k + 1].statements[0].sides[0].node if solutions else None
        if name is None or (part, name) in solved:
            continue
        solved.add((part, name))
        found[k] = replace(one, cue=Cue("when", Hold.SETTING, solves=name))
        for place in solutions:
            found[k + 1 + place] = replace(found[k + 1 + place], cue=Cue("asked"))
    return found


def sets_to_zero(one: Taken) -> bool:
    """`f'(x) = 2x - a = 0`, and `f'(x) = 0` behind "setting": its links are claims or not, and a solution is none."""
    if len(one.statements) != 1 or one.statements[0].carried or right_of(one) != ZERO:
        return False
    left, signs = one.statements[0].sides[0].node, [sign.name for sign in one.statements[0].signs]
    several = len(signs) > 1 and one.cue.role == "plain" and is_slope(left)
    return set(signs) == {"="} and not is_name(left) and (several or (
        len(signs) == 1 and one.cue.role == "given" and SET.search(one.before) is not None))


def is_slope(node: Node) -> bool:
    parts = every(node)
    return any(isinstance(part, Derivative | Nabla) or (isinstance(part, Script) and part.primes) for part in parts)


def gives_name(one: Taken) -> bool:
    """`w = (X^T X)^{-1} X^T y`"""
    return len(one.statements) == 1 and one.cue.role == "plain" and _is_equation(one.statements[0]) and (
        is_name(one.statements[0].sides[0].node))


def says_so(one: Taken) -> bool:
    return bool(SOLVING.search(one.before) or SOLVED.match(one.after))


def right_of(one: Taken) -> Node:
    return one.statements[0].sides[-1].node


def is_condition(one: Taken) -> bool:
    """Whether a formula is one equation that defines nothing: `2x + 1 = 5`, `x^2 = 4`."""
    if one.cue.role != "plain" or len(one.statements) != 1 or not _is_equation(one.statements[0]):
        return False
    left = one.statements[0].sides[0].node
    return not is_name(left) or (isinstance(left, Script) and isinstance(left.sup, Number))


def _is_equation(statement: Statement) -> bool:
    return [sign.name for sign in statement.signs] == ["="] and not statement.carried


def _solutions(outline: Outline, one: Taken, behind: Sequence[Taken], part: str) -> Iterator[int]:
    """Places of the solutions for the first symbol of the equation that has one: `x = 2` and `x = -2`."""
    return _solutions_of(outline, symbols(one.statements[0].sides[0].node), behind, part)


def _solutions_of(outline: Outline, letters: frozenset[str], behind: Sequence[Taken], part: str) -> Iterator[int]:
    name = None
    for place, other in enumerate(behind):
        if outline.part(other.place) != part:
            return
        if other.cue.role != "plain" or not other.statements or not _is_equation(other.statements[0]):
            continue
        left, right = (side.node for side in other.statements[0].sides)
        plain = is_name(left) and not (isinstance(left, Script) and left.sup is not None)
        if plain and symbols(left) <= letters and not symbols(left) & symbols(right) and name in (None, left):
            name = left
            yield place
