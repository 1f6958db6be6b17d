"""Circumstances in words that a clause opens with: "For the uniform distribution, ...", "Under the null, ...".

What is given under one of them is not given under the next that opens alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from derive.notation.tree import Chain, Node

KINDS = {"for": "for", "with": "for", "für": "for", "under": "under", "unter": "under", "when": "when",
         "whenever": "when", "if": "when", "wenn": "when", "falls": "when"}  # fmt: skip
LEADS = "(?:and|but|now|next|then|similarly|likewise|however|finally|again|also|here|conversely|und|aber|nun),? "
POINTED = r"this|that|these|those|such|our|it|its|them|us|we|one|the (?:same|above|given|following)|\w+ing\b|diese\w?"
NEUTRAL = (
    r"all|each|every|any|both|example|instance|simplicity|convenience|brevity|clarity|completeness|reference|ease|more|"
    r"now|later|the (?:proof|rest|sake|first|second|third|last|next|other|remaining|moment|time|record|right|left|"
    r"latter|former|derivation|computation|calculation|gradient|derivative|numerator|denominator|chain|product|"
    r"quotient|sum|definition|notation|help|previous)|notational|respect|regard|a (?:start|proof|moment|while)"
)
OPENS = re.compile(
    rf"\W*(?:{LEADS})*(?P<word>(?:for|with|für) (?!(?:{NEUTRAL})\b)|(?:under|unter|when|whenever|if|wenn|falls) )"
    rf"(?!(?:{POINTED})\b)[^⟦,.;:()]{{2,60}}?(?:, ?| ?(?=⟦(?P<piece>\d+)⟧))",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r" ?, ?(?:we|one|the|this|it|then|thus|so|hence|and (?:we|so|thus|hence)|wir|man)\b", re.IGNORECASE
)


def circumstance(text: str, start: int, end: int) -> str:
    """The kind of circumstance in words that the clause from `start` on opens with, of what stands at `end`."""
    found = OPENS.match(text, start)
    return KINDS[found["word"].strip().lower()] if found and found.end() <= end else ""


def opened(text: str, start: int, trees: Mapping[int, Node]) -> str:
    """The kind of circumstance that begins here: behind its words a comma or a relation ("For large $n$" is none)."""
    found = OPENS.match(text, start)
    if not found or (found["piece"] and not isinstance(trees.get(int(found["piece"])), Chain)):
        return ""
    return KINDS[found["word"].strip().lower()]


def in_apposition(before: str, after: str) -> bool:
    """Whether a relation says in a formula what the circumstance before it says in words: "When all weights are equal,
    $w_i = 1/n$, we get"."""
    found = OPENS.match(before)
    return found is not None and found.end() == len(before) and GOES_ON.match(after) is not None
