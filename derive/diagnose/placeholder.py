"""A formula that stands for another one.

What: a function is written at fixed arguments although it is meant for every word, sample or step.

Why it happens: the author abbreviates, and says so once in a sentence.

How it is detected: a sentence names an expression a placeholder, and the claim uses it.

When it is silent: where nobody says that an expression is a placeholder.
"""

from __future__ import annotations

from derive.claims.walk import every
from derive.diagnose.model import Case, Fault
from derive.notation.show import show
from derive.verdict import Finding

WRONG = r"""
Let $x \in \mathbb{R}^n$ and $v \in \mathbb{R}$. Let

$$J = \sum_{j=1}^n F(x_j, v)$$

Use $F(0, v)$ as a placeholder for the loss of one sample.

$$\frac{\partial J}{\partial v} = \sum_{j=1}^n \frac{\partial F(0, v)}{\partial v}$$
"""
RIGHT = r"""
Let $x \in \mathbb{R}^n$ and $v \in \mathbb{R}$. Let

$$J = \sum_{j=1}^n F(x_j, v)$$

$$\frac{\partial J}{\partial v} = \sum_{j=1}^n \frac{\partial F(x_j, v)}{\partial v}$$
"""


def detect(case: Case) -> Finding | None:
    claim = case.claim
    stands = [subject for fact in claim.scope if fact.predicate == "placeholder" for subject in fact.subjects]
    parts = {part for side in (claim.left, claim.right) for part in every(side)}
    used = next((subject for subject in stands if subject in parts), None)
    if used is None:
        return None
    text = (
        f"${show(used)}$ is a placeholder here: it stands for another expression in every term. "
        "The line is right with that expression in its place; written out, it would need no explanation."
    )
    return Finding("placeholder", "D025", text, serious=False)


FAULT = Fault("placeholder", "D025", "a formula that stands for another one", WRONG, RIGHT, detect, __doc__ or "")
