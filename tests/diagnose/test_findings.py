"""From a wrong claim to its one fault, with provers that know a fixed list of theorems."""

from dataclasses import replace

import pytest
from hand import TRUE, case, case_fact, claim, in_part

from derive.diagnose import FAULTS, findings, probe
from derive.notation.parse import parse


@pytest.fixture(autouse=True)
def _believe_the_prover(monkeypatch):
    """Goals made by hand have no points to be compared at."""
    monkeypatch.setattr(probe, "may_hold", lambda goal: True)


def names(one):
    return [finding.name for finding in findings(one)]


NAMED = [
    (r"x", r"-a - b", (r"-a + b",), "sign-error"),
    (r"\frac{\partial J}{\partial u_w}", r"\sum_{x=1}^W p_x v", (r"p_w v",), "missing-delta"),
    (r"d_{ij}", r"\delta_{ij} - \delta_{ij} s_j", (r"\delta_{ij} - s_j",), "extra-delta"),
    (r"x", r"A B", (r"A^\top B",), "transpose"),
    (r"x", r"\sum_{x=1}^V y_x u_o", (r"\sum_{x=1}^V y_x u_x",), "wrong-index"),
    (r"q", r"a_k \sum_k b_k", (r"\sum_k a_k b_k",), "index-out-of-scope"),
    (r"x", r"\sum_{i=1}^n q_i", (r"\sum_{i=1}^{n-1} q_i",), "wrong-range"),
    (r"(a + b) c", r"a c", (r"a c + b c",), "dropped-term"),
    (r"x", r"a + c", (r"a",), "extra-term"),
    (r"\sum_{i=1}^n x_i", r"a", (r"a n",), "lost-factor"),
    (r"\frac{\partial}{\partial x} \exp(a x)", r"\exp(a x)", (r"a \exp(a x)", r"\exp(a x) a"), "chain-rule"),
    (r"\frac{\partial}{\partial x} \frac{f}{g}", r"\frac{a - b}{g}", (r"\frac{a - b}{g^2}",), "quotient-rule"),
    (r"\frac{\partial}{\partial x} \frac{f}{g}", r"\frac{a + b}{g^2}", (r"\frac{a - b}{g^2}",), "quotient-rule"),
    (r"x", r"\sigma(z)", (r"\sigma(-z)",), "wrong-function"),
    (r"\frac{\partial}{\partial h_i} (v_i h_i)", r"h_i", (r"v_i",), "wrong-variable"),
]


@pytest.mark.parametrize(("left", "right", "theorems", "name"), NAMED)
def test_the_edit_names_the_fault(left, right, theorems, name):
    found = findings(case(left, right, theorems=theorems))
    assert [finding.name for finding in found] == [name]
    assert found[0].repair is not None and found[0].repair.verdict == "proved"
    assert found[0].code == FAULTS[name].code


def test_the_one_term_that_a_delta_leaves_is_told():
    meant = r"\sum_{k=1}^K \delta_{w k} p_k v"
    (found,) = findings(case(r"\frac{\partial J}{\partial u_w}", r"\sum_{k=1}^K p_k v", theorems=(meant,)))
    assert found.name == "missing-delta" and "p_{w} v$ is left" in found.message


def test_the_smaller_edit_wins():
    found = findings(case("x", "a - b + c", theorems=("a - b", "a + b + c")))
    assert [finding.name for finding in found] == ["sign-error"]


def test_the_repair_keeps_the_spelling_of_the_author():
    (found,) = findings(case(r"x", r"-(u_k^T v_c) - \log\left( z \right)", theorems=(r"-(u_k^T v_c) + \log(z)",)))
    assert found.repair.latex.startswith("x = ")
    one = case(r"x", r"\left( 1 - \hat{y}_w \right) v_c", theorems=(r"(\hat{y}_w - 1) v_c",))
    (found,) = findings(one)
    assert found.repair.latex == r"x = \left( \hat{y}_w - 1 \right) v_c"
    assert (found.repair.removed, found.repair.added) == (r"1 - \hat{y}_{w}", r"\hat{y}_{w} - 1")


def test_two_edits_where_one_is_not_enough():
    (found,) = findings(case("x", "a - b - c_i", theorems=("a + b + c_i",)))
    assert found.name == "sign-error"


def test_shapes():
    one = case(r"\frac{\partial L}{\partial w_j}", "A r", "ill-typed", theorems=("(A r)_j",), clash="one, many")
    assert names(one) == ["component-for-vector"]
    assert names(case("x", "a + b", "ill-typed", clash="a scalar is added to a column")) == ["shape-mismatch"]
    assert names(case("x", "A b", "ill-typed", theorems=(r"A^\top b",), clash="sizes")) == ["transpose"]


def test_a_vector_equated_with_one_number():
    one = case(r"\hat{y}", "P(O = o)", "ill-typed", clash="a column is equated with a scalar")
    one = replace(one, goals_of=lambda left, right: (TRUE,) if left == parse(r"\hat{y}_o") else ())
    one = replace(one, proves=lambda left, right: left == parse(r"\hat{y}_o"))
    (found,) = findings(one)
    assert found.name == "component-for-vector" and r"\hat{y}_{o}" in found.message
    assert found.repair.latex == r"\hat{y}_{o} = P(O = o)"


def test_a_repair_under_the_condition_of_a_missing_case_comes_first():
    worked = [
        case("g_w", "a", "proved", scope=(case_fact("w = 0"),)),
        case("g_w", "b", "proved", scope=(case_fact(r"w \neq 0"),)),
        case("g_w", "a - b", condition="w = 1", branch=(0, 2), theorems=("b",)),
    ]
    meant = (parse("b - a"), parse("w = 0"))
    one = replace(worked[2], proves_when=lambda left, right, condition: (right, condition) == meant)
    found = findings(in_part([*worked[:2], one])[2])
    assert [f.name for f in found] == ["sign-error", "wrong-case"]
    assert found[0].repair.condition == "w = 0"


def test_nothing_is_tried_for_a_very_long_claim():
    def never(left, right):
        raise AssertionError("too long to be edited")

    one = replace(case("x", " + ".join(f"a_{k}" for k in range(9)) * 200), goals_of=never)
    assert names(one) == []


def test_what_follows_from_a_wrong_line_needs_no_proof():
    def never(left, right):
        raise AssertionError("it is as wrong as the line before")

    first = case("x", "a - b", theorems=("a + b",))
    carried = replace(case("a - b", "b - a", "proved"), previous=first, proves=never, goals_of=never)
    assert names(carried) == ["carried-error"]


def test_layout_conflict_names_the_other_line():
    (found,) = findings(case("x", "A b", "ill-typed", conflict=(claim("z", "A v", 7),), clash="sizes", theorems=()))
    assert found.name == "layout-conflict" and "line 7" in found.message


def test_the_matrix_that_only_another_line_lays_out_is_a_layout_conflict():
    first = case("z", "E v", "definition", line=3)
    wrong = case("g", "E p", "ill-typed", line=9, theorems=(r"E^\top p",), clash="sizes")
    (found,) = findings(in_part([first, wrong])[1])
    assert found.name == "layout-conflict" and "line 3" in found.message and found.repair is not None


def test_a_true_claim_has_remarks_only_and_costs_no_proof():
    def never(left, right):
        raise AssertionError("a true claim needs no proof")

    one = replace(case("x", "a", "proved", captured=("w",), incomplete=True), proves=never)
    found = findings(one)
    assert [f.name for f in found] == ["index-capture", "missing-partial"]
    assert not any(f.serious for f in found)


def test_following_the_error_through_a_chain():
    first = case("x", "a - b", theorems=("a + b",))
    carried = replace(case("a - b", "b - a", "proved"), previous=first)
    back = replace(case("b - a", "a + b", theorems=("a + b",)), previous=carried)
    after = replace(case("a + b", "b + a", "proved", theorems=("b + a",)), previous=back)
    assert names(carried) == ["carried-error"]
    assert names(back) == ["recovered"]
    assert names(after) == ["right-end-wrong-middle"]


def test_conditional_without_a_repair_holds_only_if():
    (found,) = findings(replace(case(r"\sqrt{x^2}", "x", "conditional"), condition="x >= 0"))
    assert found.name == "holds-only-if" and found.repair.condition == "x >= 0"


def test_conditional_with_a_repair_is_that_fault():
    assert names(replace(case("x", "-a - b", "conditional", theorems=("-a + b",)), condition="W = 1")) == ["sign-error"]


def test_branches_that_overlap_and_leave_a_gap():
    branches = [
        case("g_w", "a", "proved", condition="w = 1", branch=(0, 2)),
        case("g_w", "b", "proved", condition=r"w \neq 0", branch=(1, 2)),
    ]
    first, last = in_part(branches)
    assert names(first) == []
    (found,) = findings(last)
    assert found.name == "case-coverage"
    assert "at $w = 1$ more than one branch applies" in found.message and "at $w = 0$ none does" in found.message


def test_branches_that_fit():
    branches = [
        case("g_w", "a", "proved", condition="w = o", branch=(0, 2)),
        case("g_w", "b", "proved", condition=r"w \neq o", branch=(1, 2)),
    ]
    assert names(in_part(branches)[1]) == []


def test_a_branch_under_a_condition_that_no_case_had():
    worked = [
        case("g_w", "a", "proved", scope=(case_fact("w = 0"),)),
        case("g_w", "b", "proved", scope=(case_fact(r"w \neq 0"),)),
        case("g_w", "c", condition="w = 1", branch=(0, 2)),
    ]
    assert "wrong-case" in names(in_part(worked)[2])


def test_a_branch_that_holds_under_another_condition():
    one = case("g_w", "c", condition="w = 1", branch=(0, 2))
    one = replace(one, proves_when=lambda left, right, condition: condition == parse("w = 0"))
    (found,) = findings(one)
    assert found.name == "wrong-case" and (found.repair.removed, found.repair.added) == ("w = 1", "w = 0")


def test_running_index_in_a_reason():
    first = case("J", r"-\sum_i y_i \log p_i", "definition")
    reason = case("y_i", "1", "hypothesis")
    reason = replace(reason, claim=replace(reason.claim, display=False, role="since"))
    assert names(in_part([first, reason])[1]) == ["imprecise-hypothesis"]


def test_a_running_index_that_a_case_fixes_is_precise():
    first = case("J", r"-\sum_i y_i \log p_i", "definition")
    reason = case("y_i", "1", "hypothesis", scope=(case_fact("i = o"),))
    reason = replace(reason, claim=replace(reason.claim, display=False))
    assert names(in_part([first, reason])[1]) == []


def test_a_zero_of_all_other_indices_is_precise():
    first = case("J", r"-\sum_w y_w \log p_w", "definition")
    reason = case("y_w", "0", "hypothesis")
    reason = replace(reason, claim=replace(reason.claim, display=False, role="since"))
    assert names(in_part([first, reason])[1]) == []


def test_a_renamed_symbol_is_said_once_in_a_part():
    reading = ("\\mu is read as u", "the index 0 is read as o")
    first, second = in_part([case("x", "a", "proved", readings=reading), case("x", "b", "proved", readings=reading)])
    assert names(first) == ["changed-symbol"]
    assert names(second) == []


def test_unknown_symbol_of_a_false_claim():
    assert names(case("x", r"\beta a", unknown=("\\beta",))) == ["undefined-symbol"]
    assert names(case("x", r"\beta a", "proved", unknown=("\\beta",))) == []


def test_brackets():
    detect, one = FAULTS["unbalanced"].detect, case("x", r"f(a) + [b]", "proved")
    assert detect(one) is None
    assert detect(replace(one, claim=replace(one.claim, right_latex="(a"))) is not None
