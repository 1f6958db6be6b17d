"""The chain that a claim stands in: where it began, and whether an earlier step of it was wrong."""

from __future__ import annotations

from collections.abc import Iterator

from derive.claims.model import Claim
from derive.diagnose.model import Case

WRONG = frozenset({"disproved", "ill-typed"})


def is_wrong(case: Case) -> bool:
    """Whether the claim does not hold as it is written."""
    return case.verdict in WRONG or (case.verdict == "conditional" and case.refuted)


def before(case: Case) -> Iterator[Case]:
    """The earlier steps of the chain, the nearest first."""
    earlier = case.previous
    while earlier is not None:
        yield earlier
        earlier = earlier.previous


def wrong_before(case: Case) -> Case | None:
    """The nearest wrong step that this one goes on from."""
    return next((earlier for earlier in before(case) if is_wrong(earlier)), None)


def origin(case: Case) -> Claim:
    """The claim whose left side this right side should equal: after a wrong step, the first one of the chain."""
    return case.claim if wrong_before(case) is None else list(before(case))[-1].claim


def truth(case: Case) -> bool | None:
    """Whether what the chain began with equals this right side; None where no earlier step was wrong.

    Behind a step that was proved, it is as it was before: only after a wrong step it is tried anew."""
    earlier = case.previous
    if earlier is None or wrong_before(case) is None:
        return None
    if case.verdict == "proved" and earlier.verdict in ("proved", "disproved"):
        return truth(earlier) or False
    first = origin(case).left
    return case.proves(first, case.claim.right)
