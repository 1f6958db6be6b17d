"""The index of a sum is used outside that sum.

What: a term with the running index of a sum stands outside it, where the letter means nothing.

Why it happens: a factor is pulled out of a sum although it depends on the index.

How it is detected: moving the factor or the term into the sum makes the line a theorem; or a letter is used that
nothing binds or fixes.

When it is silent: where the letter has a meaning of its own outside the sum.
"""

from __future__ import annotations

from derive.claims.walk import every
from derive.diagnose.chain import is_wrong
from derive.diagnose.edit import Edit
from derive.diagnose.model import Case, Fault
from derive.diagnose.naming import found_by_edit, tex
from derive.diagnose.places import free_letters, letters_of
from derive.diagnose.repair import as_repair
from derive.notation.tree import Big, Node
from derive.verdict import Finding

WRONG = r"""
Let $a \in \mathbb{R}^n$ and $b \in \mathbb{R}^n$.

$$\sum_{k=1}^n a_k b_k = a_k \sum_{k=1}^n b_k$$
"""
RIGHT = r"""
Let $a \in \mathbb{R}^n$ and $b \in \mathbb{R}^n$.

$$\sum_{k=1}^n a_k b_k = \sum_{k=1}^n a_k b_k$$
"""


def is_own(case: Case, edit: Edit) -> bool:
    return edit.kind in ("into-sum", "sum")


def message(case: Case, edit: Edit) -> str:
    return (
        f"The running index of a sum is used outside the sum: {tex(edit.before)} should be {tex(edit.after)}. "
        "A factor that changes from term to term cannot be pulled out."
    )


def escaped(case: Case) -> tuple[str, ...]:
    """Letters that a sum of this claim binds and that the right side uses outside, while the left side does not."""
    sides = (case.claim.left, case.claim.right)
    bound = {letter for side in sides for letter in bound_letters(side)}
    outside = set(free_letters(sides[0]))
    return tuple(letter for letter in free_letters(sides[1]) if letter in bound - outside)


def bound_letters(side: Node) -> tuple[str, ...]:
    return tuple(letter for part in every(side) if isinstance(part, Big) for letter in letters_of(part))


def detect(case: Case) -> Finding | None:
    repaired = found_by_edit(case, "index-out-of-scope", "D010", is_own, message)
    lost = case.unbound or (escaped(case) if is_wrong(case) else ())
    if repaired or not lost:
        return repaired
    why = "A running index means something only inside its sum; outside, nobody can say which term is meant."
    offered = tuple(dict.fromkeys(as_repair(case, edit) for edit in case.repaired))
    told = f"The index ${lost[0]}$ is used outside its sum. {why}"
    return Finding("index-out-of-scope", "D010", told, offered[0] if offered else None, offered)


FAULT = Fault(
    "index-out-of-scope", "D010", "the index of a sum is used outside that sum",
    WRONG, RIGHT, detect, __doc__ or "", rank=12,
)
