"""What is only spoken of: "many authors take $b = 0$", "one could set $b = 0$", "the model with $b = 0$ is linear".

A value is given where the author gives it. What others do, what could be done, what was done in another place and
what is asked for gives nothing; a value inside of a noun or a gerund is in force in its sentence alone.
"""

from __future__ import annotations

import re

CLAUSE = re.compile(r".*[.;:；]|.*, (?=(?:and|but|so|then|while|whereas|we|let|here|now)\b)", re.IGNORECASE | re.DOTALL)
OWN = r"(?!.*\b(?:we|us|let|here|now)\b)"
OTHERS = re.compile(
    r"\b(?:(?:we|one|you|i) (?:\w+ )?(?:could|might|would)|could|would|tempt\w+|authors?|people|students?|readers?|"
    rf"practitioners?|researchers?|textbooks?|others|they|he|she|(?:most|many|some|several) (?!of\b)\w+)\b{OWN}",
    re.IGNORECASE | re.DOTALL,
)
ELSEWHERE = re.compile(
    r"(?<!as )(?<!like )(?<!similar to )(?:\b(?:in|from|of) (?:the |our |an? )?(?:last|previous|earlier|preceding|"
    r"classical|original|usual) [\w-]+|\b(?:unlike|in contrast to|as opposed to|contrary to|previously|earlier|"
    r"formerly|so far|until now))\b(?!.*\b(?:here|now)\b)",
    re.IGNORECASE | re.DOTALL,
)
ASKED = re.compile(
    r"^\W*(?:and |but |so )?(?:can|could|may|must|should|shall|do|does|did|is|are|was|will|would|why|why not)\b",
    re.IGNORECASE,
)
LASTING = re.compile(
    r"\b(?:throughout|from (?:now|here) on|in what follows|henceforth|hereafter|below|always)\b", re.IGNORECASE
)
GERUND = re.compile(r"\b(?:setting|choosing|taking|letting|putting)\b[^⟦]*(?:⟦\d+⟧(?:,| and|, and) )*$", re.IGNORECASE)
TRIED = re.compile(r"\b(?:assuming|supposing)(?: that)? (?:[\w-]+ ){0,2}$", re.IGNORECASE)
OPENED = re.compile(
    r"^\W*(?:here|now|in (?:this|the (?:next|following|second|third|last)|another|(?:a|our) (?:second|third|next)) "
    r"(?:section|example|case|part)|in (?:what follows|the following|the sequel)|throughout|"
    r"from (?:now|here) on|henceforth|hereafter),? *$",
    re.IGNORECASE,
)
LAID = re.compile(r" (?:is|are) (?:assumed|given|fixed|supposed|held fixed|chosen)\b", re.IGNORECASE)
PREDICATE = re.compile(
    r",? (?:is|are|was|were|has|have|gives?|yields?|recovers?|corresponds?|reduces?|becomes?|would|can|could|may|might|"
    r"will|leads?|means?|implies|simplif\w+|turns?|makes?|shows?|works?|does|do)\b",
    re.IGNORECASE,
)
PART = re.compile(r"\b(?:with|where|for which|given)(?: \w+)? *$", re.IGNORECASE)


def is_given(before: str, after: str) -> bool:
    """Whether a value is given without a verb in front of it: "Here $b = 0$", "$b = 0$ is assumed"."""
    return bool(OPENED.match(before) or LAID.match(after))


def elsewhere(before: str, question: bool) -> bool:
    """Whether a relation is laid down by somebody else, in another place, or only asked for."""
    clause = CLAUSE.sub("", before)
    told = OTHERS.search(clause) or ELSEWHERE.search(clause)
    return bool(told or (question and ASKED.match(before)))


def in_passing(before: str, after: str, sentence: str) -> bool:
    """Whether a value is given inside of a gerund or a noun: "setting $b = 0$ gives", "the model with $b = 0$ is"."""
    if LASTING.search(sentence):
        return False
    return bool(GERUND.search(before) or (PART.search(before) and PREDICATE.match(after)))


def only_tried(before: str, after: str) -> bool:
    """Whether an assumption is the subject of its sentence: "Assuming $x = 2y$ leads nowhere"."""
    return bool(TRIED.search(before) and re.match(r" \w", after) and PREDICATE.match(after))
