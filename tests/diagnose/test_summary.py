"""What becomes of a mistake in the rest of its part."""

from dataclasses import replace

from hand import case, case_fact, in_part

from derive.diagnose import part_summaries
from derive.verdict import Finding


def decided(*pairs, part="a)"):
    """Cases with the names of their findings; the first name is the fault, `!` marks a remark."""
    placed = in_part([one for one, _ in pairs], part)
    return [(one, tuple(finding(name) for name in names)) for one, (_, names) in zip(placed, pairs, strict=True)]


def finding(name):
    return Finding(name.rstrip("!"), "D000", "", serious=not name.endswith("!"))


def test_a_part_without_mistakes():
    (found,) = part_summaries(decided((case("x", "a", "proved"), ())))
    assert (found.title, found.first_wrong_line) == ("a)", None)
    assert (found.independent_mistakes, found.final_answer) == (0, "right")


def test_a_fault_that_is_carried_on_counts_once():
    lines = decided(
        (case("x", r"\sum_x p_x v", line=4), ["missing-delta"]),
        (case(r"\sum_x p_x v", r"\sum_x q_x v", "proved", line=5), ["carried-error!"]),
        (case("y", r"-v + \sum_x q_x v", line=6), ["missing-delta"]),
        (case("y", "v (1 - q_w)", line=7), ["sign-error"]),
    )
    (found,) = part_summaries(lines)
    assert (found.first_wrong_line, found.independent_mistakes, found.final_answer) == (4, 2, "wrong")


def test_a_recovered_end_is_right():
    lines = decided((case("x", "a"), ["sign-error"]), (case("a", "b"), ["recovered"]))
    assert part_summaries(lines)[0].final_answer == "right"


def test_a_carried_end_is_wrong():
    lines = decided((case("x", "a"), ["sign-error"]), (case("a", "b", "proved"), ["carried-error!"]))
    assert part_summaries(lines)[0].final_answer == "wrong"


def test_each_case_has_its_own_mistakes():
    zero, other = (case_fact("w = 0"),), (case_fact(r"w \neq 0"),)
    lines = decided(
        (case("x", r"\sum_x p_x v", line=1, scope=zero), ["missing-delta"]),
        (case("y", "v (1 - q_w)", line=2, scope=zero), ["sign-error"]),
        (case("x", r"\sum_x p_x v", line=3, scope=other), ["missing-delta"]),
        (case(r"\sum_x p_x v", "q_w v", line=4, scope=other), ["recovered"]),
        (case("z", "(1 - q_w) v", line=5, branch=(0, 2)), ["sign-error", "wrong-case!"]),
        (case("z", "q_w v", "proved", line=5, branch=(1, 2)), []),
    )
    first, second, whole = part_summaries(lines)
    assert (first.title, first.independent_mistakes, first.final_answer) == ("a), Case $w = 0$", 2, "wrong")
    assert (second.independent_mistakes, second.final_answer) == (2, "right")
    assert (whole.independent_mistakes, whole.final_answer) == (4, "wrong in the first branch only")


def test_parts_are_apart_and_definitions_are_no_answer():
    lines = decided((case("x", "a", "definition"), ())) + decided((case("x", "a", "undecided"), ()), part="b)")
    (found,) = part_summaries(lines)
    assert (found.title, found.final_answer) == ("b)", "not decided")


def test_what_only_a_proof_assumed_is_no_mistake():
    one = replace(case("x", "a", "conditional"), refuted=False, condition="x != 0")
    assert part_summaries(decided((one, ["holds-only-if"])))[0].first_wrong_line is None
