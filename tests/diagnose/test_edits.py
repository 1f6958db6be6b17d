"""Single edits: where they happen, what they make, and that the result is a formula again."""

import pytest
from hand import case

from derive.diagnose.build import divided, negated, times, transposed, without_factor
from derive.diagnose.edits import FITTING, MAKERS, SHAPING, single_edits
from derive.diagnose.material import Material, completed, material, names_in
from derive.diagnose.places import free_letters, letters_of, places, put, renamed
from derive.notation.parse import parse
from derive.notation.show import show
from derive.notation.tree import Number, Symbol


def edits(left, right, verdict="disproved"):
    one = case(left, right, verdict)
    makers = (*SHAPING, *FITTING) if verdict == "ill-typed" else MAKERS
    return {edit.whole: edit for edit in single_edits(one.claim.right, completed(one, material(one)), makers)}


REACHED = [
    (r"x", r"a - b + c", r"a - b - c", "sign"),
    (r"x", r"(1 - p_o) v", r"(p_o - 1) v", "sign"),
    (r"x", r"-a - \log b", r"-a + \log b", "sign"),
    (r"x", r"e^{-z}", r"e^{z}", "sign"),
    (r"x", r"\sigma(u^T v)", r"\sigma(-u^T v)", "argument-sign"),
    (r"\frac{\partial J}{\partial u_w}", r"\sum_{x=1}^W p_x v", r"p_w v", "collapse"),
    (r"d_{ij}", r"a_i (1 - a_j)", r"a_i (\delta_{ij} - a_j)", "delta"),
    (r"d_{ij}", r"\delta_{ij} - \delta_{ij} s_j", r"\delta_{ij} - s_j", "undelta"),
    (r"x", r"A B", r"A^\top B", "transpose"),
    (r"x", r"A B", r"B A", "transpose"),
    (r"x", r"g x^T", r"x g^T", "transpose"),
    (r"x", r"\sum_{x=1}^V y_x u_o", r"\sum_{x=1}^V y_x u_x", "index"),
    (r"x_k", r"\sum_i x_{ij} x_{ij}", r"\sum_i x_{ij} x_{ik}", "index"),
    (r"x", r"\sum_{i=1}^n q_i", r"\sum_{i=1}^{n-1} q_i", "range"),
    (r"x", r"\sum_{i=1}^n q_i", r"\sum_{i=2}^n q_i", "range"),
    (r"\sum_{i=1}^n (x_i - a)", r"\sum_{i=1}^n x_i - a", r"\sum_{i=1}^n x_i - a n", "factor"),
    (r"\frac{1}{n} a", r"a", r"\frac{1}{n} a", "factor"),
    (r"x", r"2 a b", r"2 a", "unfactor"),
    (r"a + b", r"a", r"a + b", "term"),
    (r"(a + b)^2", r"a^2 + b^2", r"a^2 + b^2 + 2 a b", "term"),
    (r"x", r"a + c", r"a", "unterm"),
    (r"x", r"\frac{a}{s}", r"\frac{a}{s^2}", "square-below"),
    (r"x", r"\sum_j s_j", r"\log(\sum_j \exp(s_j))", "function"),
    (r"x", r"t (1 - t)", r"(1 - t^2)", "function"),
    (r"x", r"2 A x", r"(A + A^\top) x", "symmetrise"),
    (r"\sum_k a_k b_k", r"a_k \sum_k b_k", r"\sum_k a_k b_k", "into-sum"),
    (r"\frac{\partial}{\partial h_i} (v_i h_i)", r"h_i", r"v_i", "symbol"),
    (r"w_j - \sum_{n=1}^N t_n", r"x_j y_{jk}", r"\sum_{n=1}^N x_n y_{nk}", "uncollapse"),
    (r"w_j - \sum_{n=1}^N t_n", r"x_j y_{jj}", r"\sum_{n=1}^N x_n y_{nj}", "uncollapse"),
    (r"w_j - \sum_{n=1}^N t_n", r"\frac{e^{z_j}}{e^{z_j}}", r"\frac{e^{z_j}}{\sum_{n=1}^N e^{z_n}}", "uncollapse"),
    (r"d_{ij} a_i", r"\delta_{ij} a_i", r"\delta_{ij} a_i - a_i a_j", "term"),
]


@pytest.mark.parametrize(("left", "right", "meant", "kind"), REACHED)
def test_reached_by_one_edit(left, right, meant, kind):
    found = edits(left, right)
    assert parse(meant) in found
    assert found[parse(meant)].kind == kind


def test_component_only_where_shapes_clash():
    left, right, meant = r"\frac{\partial L}{\partial w_j}", "A r", "(A r)_j"
    assert parse(meant) in edits(left, right, "ill-typed")
    assert parse(meant) not in edits(left, right)
    assert parse("A r") in edits("b", "A r_j", "ill-typed")
    assert parse(r"X^\top \operatorname{diag}(r) X") in edits("b", r"X^\top (r) X", "ill-typed")


@pytest.mark.parametrize(("left", "right"), [(left, right) for left, right, _, _ in REACHED])
def test_every_edit_is_a_formula_that_reads_as_shown(left, right):
    for whole in edits(left, right):
        assert parse(show(whole)) == whole


def test_cheap_edits_come_first_and_none_twice():
    one = case("x", r"\sum_{i=1}^n a_i - 2 b")
    found = single_edits(one.claim.right, material(one))
    assert [edit.cost for edit in found] == sorted(edit.cost for edit in found)
    assert len({edit.whole for edit in found}) == len(found)


def test_no_edit_inside_subscripts_or_limits():
    where = {show(place.node) for place in places(parse(r"\sum_{w=1}^W u_w"))}
    assert "w" not in where and "1" not in where


def test_put_replaces_at_the_end_of_the_way():
    root = parse(r"a + \sum_i b_i")
    for place in places(root):
        assert put(root, place.steps, place.node) == root


def test_renaming_stops_at_a_sum_that_binds_the_letter_and_refuses_capture():
    assert renamed(parse(r"a_x"), "x", Symbol("w")) == parse("a_w")
    assert renamed(parse(r"\sum_x a_x"), "x", Symbol("w")) == parse(r"\sum_x a_x")
    assert renamed(parse(r"\sum_w a_x"), "x", Symbol("w")) is None


def test_letters():
    assert letters_of(parse(r"\sum_{-m \leq j \leq m, j \neq 0} a_j")) == ("j",)
    assert free_letters(parse(r"u_o + \sum_{x=1}^W p_x u_x")) == ("o",)
    assert [show(n) for n in names_in(parse(r"2 x_{ij} \log(p_i) A^T"))] == ["x_{i j}", "p_{i}", "A"]


def test_building():
    assert negated(parse("a - b")) == parse("b - a")
    assert times(parse("a + b"), Number("2")) == parse("2 (a + b)")
    assert divided(parse("2 a"), Symbol("m")) == parse(r"\frac{2}{m} a")
    assert without_factor(parse(r"a \cdot b c"), 0) == parse("b c")
    assert transposed(parse(r"A^\top")) == parse("A")


def test_nothing_is_drawn_from_nothing():
    assert all(edit.whole != parse("a") for edit in single_edits(parse("a"), Material()))
