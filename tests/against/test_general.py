"""Any loss of a document, against a program whose parameters are the document's symbols."""

from __future__ import annotations

import pytest

from derive.against import held_against
from derive.report.exit import exit_code
from derive.report.model import model
from derive.run import check_files
from derive.source import DeriveError
from tests.against.conftest import HERE

FOLDER = HERE / "losses"
DOCUMENTS = ("logistic", "ridge", "cross-entropy")
RIGHT = {
    "logistic": ("logistic", {"loss": "lines 9, 11", "gradient by w": "lines 9, 11"}),
    "logistic_in_loops": ("logistic", {"loss": "lines 9, 11", "gradient by w": "lines 9, 11"}),
    "logistic_loss_alone": ("logistic", {"loss": "lines 9, 11"}),
    "ridge": ("ridge", {"loss": "lines 5, 7", "gradient by x": "line 5", "gradient by A": "line 7"}),
    "cross_entropy": ("cross-entropy", {"loss": "line 5", "gradient by z": "line 5"}),
    "mean_square": ("cross-entropy", {"loss": "line 9", "gradient by z": "line 9"}),
}
WRONG = {
    "logistic_sign": (
        "logistic",
        {"gradient by w": "[0] is 2.73 instead of -2.73 at d = 3, n = 4; every sign is turned"},
    ),
    "logistic_mean": ("logistic", {"gradient by w": "all of it is divided by n"}),
    "logistic_loss": ("logistic", {"loss": "what is differentiated in line"}),
    "ridge_penalty": ("ridge", {"gradient by x": "line 5: [0] is "}),
    "ridge_transposed": ("ridge", {"gradient by A": "it is transposed, of shape"}),
    "cross_entropy_delta": ("cross-entropy", {"gradient by z": "[0] is 1 instead of 0 at n = 1"}),
}


@pytest.fixture(scope="module")
def reports():
    found = {name: check_files([str(FOLDER / f"{name}.md")], certify=True) for name in DOCUMENTS}
    assert all(not report.internal and not report.failures for report in found.values())
    return found


@pytest.fixture(autouse=True)
def programs(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))


def sentences(report):
    told = [notice.split(": ", 1)[1] for notice in report.documents[0].notices if notice.startswith("against ")]
    return {words.partition(" agrees ")[0].partition(" differs ")[0].partition(" is not ")[0]: words for words in told}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_program_agrees(reports, name):
    document, lines = RIGHT[name]
    held = held_against(reports[document], f"programs:{name}")
    assert sentences(held).keys() == lines.keys()
    assert all(" agrees with " in words and lines[output] in words for output, words in sentences(held).items())
    assert exit_code(model(held)) == 0


@pytest.mark.parametrize("name", WRONG)
def test_of_a_wrong_program_the_wrong_part_is_named(reports, name):
    document, faults = WRONG[name]
    held = held_against(reports[document], f"programs:{name}")
    for output, words in sentences(held).items():
        assert (" differs from " in words) == (output in faults), words
        assert faults.get(output, "") in words
    assert exit_code(model(held)) == 1


def test_a_parameter_too_few_is_no_comparison(reports):
    held = held_against(reports["ridge"], "programs:ridge_without")
    words = "of a loss of its parameters (x, A, b); the losses here are of (A, \\lambda, b, x)"
    assert words in held.documents[0].notices[-1]
    assert exit_code(model(held)) == 2


def test_vectors_that_are_no_array_are_not_compared(tmp_path):
    """A program cannot be given u_0, ..., u_K as one symbol that the document has not declared as a table."""
    text = r"""We have vectors $u_0, u_1, \dots, u_K \in \mathbb{R}^d$ and $v \in \mathbb{R}^d$. The loss:

$$J = u_0^T v - \sum_{k=1}^K u_k^T v$$

$$\frac{\partial J}{\partial v} = u_0 - \sum_{k=1}^K u_k$$
"""
    (tmp_path / "vectors.md").write_text(text, encoding="utf-8")
    report = check_files([str(tmp_path / "vectors.md")], certify=True)
    assert [row.verdict for row in report.documents[0].rows] == ["definition", "proved"]
    held = held_against(report, "programs:two_symbols")
    assert "nothing to hold" in held.documents[0].notices[-1]


def test_a_gradient_that_no_line_proves_is_not_compared(reports, tmp_path):
    short = (FOLDER / "ridge.md").read_text(encoding="utf-8").rpartition("$$\\frac{\\partial f}{\\partial A}")[0]
    (tmp_path / "short.md").write_text(short, encoding="utf-8")
    held = held_against(check_files([str(tmp_path / "short.md")], certify=True), "programs:ridge")
    assert sentences(held)["gradient by A"] == "gradient by A is not compared, as no formula for it is proved here"


def test_the_difference_stands_at_the_row(reports):
    rows = {row.line: row for row in held_against(reports["ridge"], "programs:ridge_penalty").documents[0].rows}
    assert (
        not rows[5].numeric.agrees
        and "held against programs:ridge_penalty, gradient by x" in rows[5].numeric.dimensions
    )


UNUSABLE = {
    "many": ("def f(z, o): return 1.0, z, z, z", "returned 4 values, not a tuple (loss, gradient by z, gradient by o)"),
    "shape": ("def f(z, o): return 1.0, [1.0, 2.0]", "gradient by z has shape (2,), expected (1,)"),
    "none": ("def f(z, o): pass", "loss is no array of real numbers"),
    "raises": ("def f(z, o): raise ValueError('no')", "f at n = 1 raised ValueError: no (unusable_raises.py, line 1)"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_compared_is_said(reports, tmp_path, monkeypatch, name):
    program, words = UNUSABLE[name]
    (tmp_path / f"unusable_{name}.py").write_text(program + "\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(DeriveError) as failure:
        held_against(reports["cross-entropy"], f"unusable_{name}:f")
    assert words in failure.value.message
