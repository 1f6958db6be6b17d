"""A fact about one index is said of all of them.

What: the reason given is `y_i = 1`, where i runs through all indices, and it is so for one of them only.

Why it happens: one has the true index in mind and writes the running one.

How it is detected: a reason equates a component with a number, and its index is the running index of a sum in which
this component stood.

When it is silent: where the index is a fixed one, where a case or the sentence says which one it is (`y_i = 1` for
`i = o`), or the number is zero, which most components of a one-hot vector are.
"""

from __future__ import annotations

from derive.claims.model import Claim
from derive.claims.walk import every
from derive.diagnose.model import Case, Fault
from derive.diagnose.places import free_letters, letters_of
from derive.notation.show import show
from derive.notation.tree import Big, Chain, Node, Number, Script, Symbol
from derive.verdict import Finding

WRONG = r"""
Let $y \in \mathbb{R}^n$ be a one-hot vector with $y_o = 1$, and $x \in \mathbb{R}^n$. Then

$$\sum_{i=1}^n y_i x_i = x_o$$

because $y_i = 1$.
"""
RIGHT = r"""
Let $y \in \mathbb{R}^n$ be a one-hot vector with $y_o = 1$, and $x \in \mathbb{R}^n$. Then

$$\sum_{i=1}^n y_i x_i = x_o$$

because $y_o = 1$.
"""


ZERO = Number("0")
REASONS = ("since", "given", "plain")


def detect(case: Case) -> Finding | None:
    claim = case.claim
    if claim.role not in REASONS or claim.display or claim.condition is not None:
        return None
    if not isinstance(claim.right, Number) or claim.right == ZERO:
        return None
    if not isinstance(claim.left, Script) or not runs(claim.left, case):
        return None
    index = free_letters(claim.left)[0]
    if is_said(claim, index):
        return None
    text = (
        f"${show(claim.left)} = {claim.right.digits}$ cannot hold for every ${index}$, the running index of the sum "
        "above. Say for which index it holds, and what the other components are."
    )
    return Finding("imprecise-hypothesis", "D021", text, serious=case.verdict == "disproved")


def runs(component: Script, case: Case) -> bool:
    """Whether a sum of an earlier claim runs over the index of this very component."""
    letters = free_letters(component)
    if len(letters) != 1:
        return False
    earlier = (side for other in case.same_part for side in (other.claim.left, other.claim.right))
    return any(holds(part, letters[0], component) for side in earlier for part in every(side))


def is_said(claim: Claim, letter: str) -> bool:
    """Whether a case in force, or a condition, says which index the letter is."""
    facts = (fact.subjects[:1] for fact in claim.scope if fact.predicate in ("case", "relation"))
    return any(equates(subject, letter) for subjects in facts for subject in subjects)


def equates(node: Node, letter: str) -> bool:
    return isinstance(node, Chain) and node.signs[0].name == "=" and Symbol(letter) in node.items


def holds(part: Node, letter: str, component: Node) -> bool:
    return isinstance(part, Big) and letter in letters_of(part) and component in every(part.body)


FAULT = Fault(
    "imprecise-hypothesis", "D021", "a fact about one index is said of all of them",
    WRONG, RIGHT, detect, __doc__ or "", rank=8,
)
