"""Words in formulas: which runs of letters are one name and which are a product of letters.

1. A run that spells a known name is that name: `log`, `softmax`, `CE`. So is the end of a run, when at most
   two letters stand before it and an argument behind it: `ylog(x)` is y times log(x).
2. A run of four letters or more, written like a word (`Vocab`, `CrossEntropy`) with a vowel, is one name;
   letters that follow each other in the alphabet (`ijkl`) are not. In a subscript three letters do (`neg`),
   if the vowel is not `i`, and three capitals (`CBOW`, `RNN`), since labels are more common there than products.
3. A subscript of letters and hyphens is a label if every part has two letters or more and some part three:
   `skip-gram`, `softmax-CE`. `i-j`, `c-m` and `t-1` are index arithmetic.
4. Text (`\\text{..}`) of one word is a name, unless it is a word of prose (`if`, `otherwise`).
"""

from __future__ import annotations

import re

from derive.notation.table import listed

FUNCTION_COMMANDS = listed(
    "arccos arcsin arctan arg argmax argmin cos cosh cot coth csc det diag dim exp gcd hom inf ker lg ln log "
    "max min rank sec sech sgn sign sigmoid sin sinh softmax sup tan tanh tr Tr trace relu ReLU erf softplus "
    "Pr liminf limsup Var Cov cov vec KL Diag logit"
)
DEFAULT_NAMES = (FUNCTION_COMMANDS - {"vec", "hom"}) | listed(
    "CE KL MSE logit logsumexp Softmax Sigmoid Exp Log Diag"
)
PROSE = listed(
    "a all also an and any are as at be because but by consider else equals every for from given has hence have "
    "if iff in is it let not of on only or otherwise since so some such that the then there therefore this thus "
    "to using we when where which while with yields respectively resp"
)
ORDINALS = frozenset(("st", "nd", "rd", "th"))

_WORDLIKE = re.compile(r"[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\Z")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_DIFFERENTIALS = ("dx", "dy", "dz", "dt")
SHORTEST_SUFFIX = 3
LONGEST_REST = 2


WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9_]|-(?=[A-Za-z]))*\Z")


def is_name(text: str) -> bool:
    """Whether text alone (`\\text{..}`) is a name: one letter, or one word that is no word of prose."""
    return WORD.match(text) is not None and (len(text) == 1 or text.lower() not in PROSE)


def is_word(run: str, in_script: bool) -> bool:
    """Whether a run of bare letters that is no known name is one word (rule 2)."""
    low = run.lower()
    if low in _ALPHABET or any(pair in run for pair in _DIFFERENTIALS):
        return False
    if in_script and run.isupper():
        return len(run) > 2
    if not _WORDLIKE.match(run):
        return False
    if len(run) == 3:
        return in_script and any(c in "aeou" for c in low)
    return len(run) > 3 and any(c in "aeiou" for c in low)


def suffix_name(run: str, names: frozenset[str]) -> int:
    """Where a known name begins at the end of `run` (rule 1), or -1."""
    for start in range(1, min(LONGEST_REST, len(run) - SHORTEST_SUFFIX) + 1):
        if run[start:] in names:
            return start
    return -1


def is_label(parts: list[str]) -> bool:
    """Whether letters joined by hyphens are a label (rule 3)."""
    return len(parts) > 1 and min(map(len, parts)) > 1 and max(map(len, parts)) > 2
