"""Each part of a document: its first wrong line, how many independent mistakes, and whether it ends right."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby

from derive.claims.model import Fact
from derive.claims.walk import every
from derive.diagnose.chain import is_wrong
from derive.diagnose.model import Case
from derive.diagnose.same import same_form
from derive.notation.tree import Node
from derive.verdict import Finding, PartSummary

Decided = tuple[Case, tuple[Finding, ...]]
Subjects = tuple[Node, ...]
Taint = tuple[str, Hashable]  # a fault and the form of the right side that has it
STEPS = frozenset({"proved", "disproved", "conditional", "ill-typed", "undecided"})
ENDS = {"proved": "right", "undecided": "not decided"}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def part_summaries(decided: Sequence[Decided]) -> tuple[PartSummary, ...]:
    """One summary for each part with steps, and before it one for each case that the part goes through.

    `decided` are the claims of the document in order, each with its findings."""
    found: list[PartSummary] = []
    for title, group in groupby(decided, key=lambda one: one[0].claim.part):
        steps = [one for one in group if one[0].verdict in STEPS]
        cases = [(words, list(members)) for words, members in groupby(steps, key=case_words)]
        worked_out = [(words, members) for words, members in cases if words]
        if len(worked_out) > 1:
            found += [summary(f"{title}, {words}" if title else words, members) for words, members in worked_out]
        found += [summary(title, steps)] if steps else []
    return tuple(found)


def case_words(one: Decided) -> str:
    """The words of the case in force, nothing for the branches that put cases together."""
    if one[0].claim.branch is not None:
        return ""
    said = [fact.words for fact in case_facts(one[0]).values()]
    longest = [words for words in said if not any(other != words and other.startswith(words) for other in said)]
    return " ".join(words + ")" * (words.count("(") > words.count(")")) for words in longest)


def case_facts(case: Case) -> dict[Subjects, Fact]:
    """The cases in force, each condition once, by their conditions."""
    found: dict[Subjects, Fact] = {}
    for fact in case.claim.scope:
        if fact.predicate == "case":
            found.setdefault(fact.subjects, fact)
    return found


def summary(title: str, steps: Sequence[Decided]) -> PartSummary:
    wrong = [case.claim.where.line for case, _ in steps if is_wrong(case)]
    return PartSummary(title, wrong[0] if wrong else None, independent(steps), final_answer(steps))


def independent(steps: Sequence[Decided]) -> int:
    """The number of mistakes; one that is carried on from an earlier line counts once."""
    count, last = 0, ""
    tainted: dict[Taint, set[frozenset[Subjects]]] = {}
    for case, found in steps:
        wrong = is_wrong(case)
        if wrong:
            last = main_fault(found)
            count += not goes_on(tainted, last, case)
        if wrong or (tainted and any(finding.name == "carried-error" for finding in found)):
            tainted.setdefault((last, same_form(case.claim.right)), set()).add(frozenset(case_facts(case)))
    return count


def main_fault(found: Iterable[Finding]) -> str:
    return next((finding.name for finding in found if finding.serious), "")


def goes_on(tainted: dict[Taint, set[frozenset[Subjects]]], fault: str, later: Case) -> bool:
    """Whether the right side of a line that is wrong in the same way is a part of this one's, in the same case."""
    cases = frozenset(case_facts(later))
    found = (tainted.get((fault, same_form(part)), ()) for part in every(later.claim.right))
    if later.claim.branch is not None or not cases:
        return any(found)
    return any(cases in earlier for earlier in found)


def final_answer(steps: Sequence[Decided]) -> str:
    """`right`, `wrong`, `not decided`, or which branches of the last case distinction are wrong."""
    last, found = steps[-1]
    if last.claim.branch is None:
        return ending(last, found)
    count = last.claim.branch[1]
    ends = [ending(case, remarks) for case, remarks in steps[-count:]]
    wrong = [ORDINALS[k] if k < len(ORDINALS) else str(k + 1) for k, end in enumerate(ends) if end == "wrong"]
    if len(wrong) == len(ends) or not wrong:
        return ends[-1] if wrong or "not decided" not in ends else "not decided"
    return f"wrong in the {' and '.join(wrong)} branch only"


def ending(case: Case, found: Iterable[Finding]) -> str:
    names = {finding.name for finding in found}
    if "recovered" in names:
        return "right"
    return "wrong" if "carried-error" in names else ENDS.get(case.verdict, "wrong")
