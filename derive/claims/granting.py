"""Whether the words around an equation in running prose give it: "the score $z = Wx$" does, "a student wrote $x = 2y$"
and "the constraint $x = 2y$ is violated" do not.

Words give what they are known to give: a noun for a quantity in front ("the loss $J = ...$"), a verb or a preposition
that lays down ("we get", "by", "apply the chain rule to"), or nothing but a label. What is reported, asked, doubted,
only named as an equation, or stands behind words of no known kind is spoken of. A formula set apart is given by any
words but those that take it back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from derive.claims.giving import (
    AMONG,
    ASIDE,
    ASKS,
    BACK,
    BEHIND,
    CALLED,
    CASE,
    CELL_AHEAD,
    CELL_BEHIND,
    CUT,
    DEFINING_HEAD,
    DELIMITER,
    DETERMINED,
    DOUBTED,
    FOREIGN,
    GIVING,
    HEADED,
    IF_ONLY,
    INNER,
    INTO,
    LABEL,
    LAID,
    LISTED,
    LOOSE_BEFORE,
    LOOSE_BEHIND,
    MODEL,
    NAMED,
    NOT_MEANT,
    OF,
    OPENED,
    PHRASE,
    PREPOSITION,
    QUANTITY,
    QUOTED,
    REPORTED,
    SENTENCE,
    STRUCK,
    SUBORDINATE,
    THAT,
    TITLE,
    TO_GIVE,
    TREATED,
    UNDONE,
    WHEN_ASKED,
    WRONG_TITLE,
)


def grants(before: str, after: str, question: bool = False) -> bool:
    """Whether the words around a formula in running prose give it."""
    if disputes(before, after) or QUOTED.search(before) or HEADED.search(before):
        return False
    return not (question and _is_asked(before, after)) and _leads_to(_clause(before))


def disputes(before: str, after: str) -> bool:
    """Whether the words report a relation, take it back or doubt it, also one set apart."""
    clause = _clause(before)
    titled = clause.endswith(":") and TITLE.search(clause.rstrip(": "))
    behind = BEHIND.match(after) or LOOSE_BEHIND.match(after)
    return reported(before) or bool(titled or WRONG_TITLE.search(before)) or behind is not None


def in_name_only(before: str, after: str, question: bool) -> bool:
    """Whether a condition or what is given is only named: "the set of points with $x = 2y$", "when is $x = 2y$?"."""
    clause = SENTENCE.sub("", re.sub(r"⟦\d+⟧", "X", before))
    if (question and WHEN_ASKED.match(before)) or NOT_MEANT.search(before) or UNDONE.match(after):
        return True
    if AMONG.search(clause) and not LAID.search(clause):
        return True
    return bool(IF_ONLY.search(before) or (CASE.search(clause) and TREATED.match(after)))


def reported(before: str) -> bool:
    """Whether somebody else said it."""
    clause = _clause(before)
    return REPORTED.search(clause) is not None and not MODEL.search(clause)


def takes_back(sentence: str) -> bool:
    """Whether a sentence says that what was said right before is wrong: "This is false." """
    return BACK.match(sentence) is not None


def disowned(text: str) -> bool:
    """Whether words inside of a formula take it back: `x = 2y, \\text{ which is wrong}`."""
    words = f" {text.strip()}"
    if any(pattern.match(words) for pattern in (BEHIND, LOOSE_BEHIND, ASIDE)):
        return True
    return TITLE.search(text.strip(" :.!")) is not None


def struck_out(text: str, start: int, end: int) -> bool:
    """Whether the author has struck out what stands from start to end: `~~$x = 2y$~~`."""
    marks = _strikes(text)
    ahead = bisect_left(marks, start)
    behind = len(marks) - bisect_left(marks, end)
    return ahead % 2 == 1 or (ahead == 0 and behind % 2 == 1)


def given_in_table(text: str, start: int, end: int) -> bool | None:
    """Whether a table that a formula stands in gives it: one with "definition" or "symbol" in its head does. None where
    there is no table."""
    row, defining = _head(text)
    if row is not None and start > row:
        return defining
    beside = CELL_AHEAD.search(text[max(0, start - 3) : start]) or CELL_BEHIND.match(text, end)
    return False if beside else None


@lru_cache(maxsize=16)
def _strikes(text: str) -> tuple[int, ...]:
    return tuple(found.start() for found in STRUCK.finditer(text))


@lru_cache(maxsize=16)
def _head(text: str) -> tuple[int | None, bool]:
    """Where the head of a table ends, and whether it speaks of definitions."""
    row = DELIMITER.search(text)
    return (None, False) if row is None else (row.start(), DEFINING_HEAD.search(text, 0, row.start()) is not None)


def _is_asked(before: str, after: str) -> bool:
    """Whether a relation is what its question is about: "Is $x = 2y$?", not "Is the loss $J = ...$ convex?"."""
    ends = not re.search(r"[^\W\d_]", after) or re.match(r" (?:hold|true|satisfied|possible|correct)", after)
    bare = not DETERMINED.search(_clause(before)) and not OF.search(_clause(before))
    return bool(ASKS.match(before)) and (bool(ends) or bare) and not OF.search(before.rstrip())


@lru_cache(maxsize=64)
def _clause(before: str) -> str:
    """The words of the clause in front of a formula, without the formulas of the list that it stands in."""
    words = LABEL.sub("", CUT.sub("", before))
    while found := LISTED.search(words):
        shorter = words[: found.start()]
        if words.rstrip().endswith((",", "，")) and SUBORDINATE.search(shorter):  # "when $z = 0$, ..."
            break
        words = shorter
    return re.sub(r"⟦\d+⟧", "X", OPENED.sub("", words)).strip(" *—–-").strip()


def _leads_to(clause: str) -> bool:
    """Whether the words of a clause give the formula behind them."""
    if not clause or FOREIGN.search(clause) or CALLED.search(clause) or clause.endswith(":"):
        return True
    if LOOSE_BEFORE.search(clause):
        return False
    clause = INNER.sub("", clause)
    if DOUBTED.search(clause) or AMONG.search(clause + " "):
        return False
    if clause.endswith((",", "X")) or PHRASE.search(clause):
        return True
    if clause.lower().endswith("that"):
        return bool(THAT.search(clause)) or clause.endswith(", that")
    if GIVING.search(clause):
        return True
    named = NAMED.search(clause)
    if named:
        return TO_GIVE.search(clause[: named.start()]) is not None
    if PREPOSITION.search(clause):
        return bool(OF.search(clause) or INTO.search(clause))
    return bool(DETERMINED.search(clause) or QUANTITY.search(clause))
