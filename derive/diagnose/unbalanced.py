"""A bracket that is opened and never closed, or closed and never opened.

What: the brackets of a formula do not come in pairs.

Why it happens: in a long formula the last bracket is forgotten.

How it is detected: the round and square brackets of one side are counted.

When it is silent: for half-open intervals, which are written so on purpose.
"""

from __future__ import annotations

import re

from derive.diagnose.model import Case, Fault
from derive.verdict import Finding

WRONG = r"""
For real numbers $a$ and $b$:

$$a (b + 1) = (a b + a$$
"""
RIGHT = r"""
For real numbers $a$ and $b$:

$$a (b + 1) = (a b + a)$$
"""


BRACKET = re.compile(r"[()\[\]]")
PAIRS = {")": "(", "]": "["}
INTERVAL = re.compile(r"\\in\s*[\[(][^()\[\]]*,[^()\[\]]*[\])]")


def detect(case: Case) -> Finding | None:
    beside = said(case.claim.mended.partition("`")[2][:1]) if "`" in case.claim.mended else None
    return in_text(case.claim.left_latex) or in_text(case.claim.right_latex) or beside


def in_text(latex: str) -> Finding | None:
    """The finding for any formula, also for one that could not be read for this reason."""
    bracket = unpaired(INTERVAL.sub("", latex))
    return said(bracket) if bracket else None


def said(bracket: str) -> Finding:
    told = "is closed but was never opened" if bracket in PAIRS else "is opened and never closed"
    text = f"A bracket ${bracket}$ {told}. Where it should be decides what the formula says."
    return Finding("unbalanced", "D027", text, serious=False)


def unpaired(latex: str) -> str:
    """The first bracket without a partner."""
    open_ones: list[str] = []
    for found in BRACKET.finditer(latex):
        bracket = found[0]
        if bracket not in PAIRS:
            open_ones.append(bracket)
        elif not open_ones or open_ones.pop() not in "([":
            return bracket
    return open_ones[-1] if open_ones else ""


FAULT = Fault(
    "unbalanced", "D027", "a bracket that is opened and never closed, or closed and never opened",
    WRONG, RIGHT, detect, __doc__ or "",
)
