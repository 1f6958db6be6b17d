"""Programs of students held against a document that proves the formulas: the right ones pass, whatever their style; of
the wrong ones the wrong gradient is named, and what is wrong with it."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from derive.against import held_against
from derive.against.formulas import cases, formulas
from derive.cli import run
from derive.report.exit import exit_code
from derive.report.model import model
from derive.run import check_files
from derive.source import DeriveError
from derive.worker import Limits

HERE = Path(__file__).parent
DOCUMENT = HERE / "gradients.md"
EXAMPLE = HERE.parents[1] / "examples" / "word2vec-gradients.md"
OUTPUTS = ("loss", "gradCenterVec", "gradOutsideVecs")
SOFTMAX, SAMPLING = "naive_softmax_loss_and_gradient", "neg_sampling_loss_and_gradient"
RIGHT = {
    "softmax_loops": SOFTMAX,
    "softmax_vectorised": "loss_and_gradient",
    "softmax_reshaped": SOFTMAX,
    "sampling_course": SAMPLING,
    "sampling_einsum": SAMPLING,
}
WRONG = {
    "wrong_sign": (SOFTMAX, {"gradOutsideVecs": ("line 16", "every sign is turned")}),
    "wrong_transposed": (SOFTMAX, {"gradOutsideVecs": ("line 16", "transposed, of shape (3, 4) instead of (4, 3)")}),
    "wrong_target": (SOFTMAX, {"gradCenterVec": ("line 12", "the outside word's own -1 is missing")}),
    "wrong_repeated": (SAMPLING, {"gradOutsideVecs": ("line 34", "only in rows of words drawn more than once")}),
    "wrong_dropped": (SAMPLING, {"gradOutsideVecs": ("line 34", "only in the row of the last sample")}),
    "wrong_sigmoid": (SAMPLING, {"gradOutsideVecs": ("line 34", "the sigmoid has the opposite argument")}),
    "wrong_argument": (SAMPLING, {"loss": ("line 34", "K = "), "gradCenterVec": ("line 26", "instead of")}),
}


def sentences(report):
    """What is said of each output."""
    told = [notice.split(": ", 1)[1] for notice in report.documents[0].notices if notice.startswith("against ")]
    return {words.split(" ", 1)[0]: words for words in told}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_program_agrees(report, name):
    held = held_against(report, f"{name}:{RIGHT[name]}")
    assert all(" agrees with " in sentences(held)[output] for output in OUTPUTS)
    assert exit_code(model(held)) == 0


@pytest.mark.parametrize("name", WRONG)
def test_of_a_wrong_program_the_wrong_part_is_named(report, name):
    function, faults = WRONG[name]
    held = held_against(report, f"{name}:{function}")
    for output in OUTPUTS:
        words = sentences(held)[output]
        assert (" differs from " in words) == (output in faults), words
        assert all(part in words for part in faults.get(output, ())), words
    assert exit_code(model(held)) == 1


def test_the_difference_stands_at_the_row(report):
    rows = {row.line: row for row in held_against(report, f"wrong_sign:{SOFTMAX}").documents[0].rows}
    assert rows[12].numeric.agrees and not rows[16].numeric.agrees
    assert "held against wrong_sign" in rows[16].numeric.dimensions and "every sign" in rows[16].numeric.dimensions
    assert rows[26].numeric == {row.line: row for row in report.documents[0].rows}[26].numeric


def test_a_wrong_loss_counts_where_no_line_proves_the_loss(report):
    held = held_against(report, f"wrong_argument:{SAMPLING}")
    assert "what is differentiated in line 34" in sentences(held)["loss"]
    assert not next(row for row in held.documents[0].rows if row.line == 34).numeric.agrees


def test_the_points_reach_the_smallest_sizes_and_repeated_samples(report):
    met = [case.problem for formula in formulas(report.documents[0]) for case in cases(formula)]
    sampled = [problem for problem in met if problem.samples]
    assert any(len(set(problem.samples)) < len(problem.samples) for problem in sampled)
    assert any(len(set(problem.samples)) == len(problem.samples) > 1 for problem in sampled)
    assert all(problem.target not in problem.samples for problem in sampled)
    assert any(problem.samples != tuple(range(len(problem.samples))) for problem in sampled)
    assert {1, 2} <= {problem.table.shape[1] for problem in met}


def test_one_word_and_one_dimension_are_tried_where_the_document_allows_them():
    found = check_files([str(EXAMPLE)], certify=True)
    shapes = {case.problem.table.shape for formula in formulas(found.documents[0]) for case in cases(formula)}
    assert (1, 1) in shapes
    held = held_against(found, f"softmax_loops:{SOFTMAX}")
    assert all(" agrees with " in sentences(held)[output] for output in OUTPUTS)


def test_the_same_again(report):
    target = f"wrong_dropped:{SAMPLING}"
    assert held_against(report, target) == held_against(report, target)


def test_nothing_to_compare_is_no_agreement(tmp_path):
    (tmp_path / "other.md").write_text("$$\\sigma(x) = \\frac{1}{1 + e^{-x}}$$\n")
    held = held_against(check_files([str(tmp_path / "other.md")], certify=True), f"wrong_sign:{SOFTMAX}")
    assert "nothing to hold wrong_sign" in held.documents[0].notices[-1]
    assert exit_code(model(held)) == 2


def test_only_the_centre_gradient_is_proved(report, tmp_path):
    short = DOCUMENT.read_text(encoding="utf-8").partition("and by each outside vector,")[0]
    (tmp_path / "short.md").write_text(short, encoding="utf-8")
    held = held_against(check_files([str(tmp_path / "short.md")], certify=True), f"wrong_sign:{SOFTMAX}")
    assert sentences(held)["gradOutsideVecs"] == "gradOutsideVecs is not compared, as no formula for it is proved here"


def test_rows_of_which_no_formula_speaks_are_named(tmp_path):
    short = DOCUMENT.read_text(encoding="utf-8").partition("and by the vector of a sample,")[0]
    (tmp_path / "short.md").write_text(short, encoding="utf-8")
    held = held_against(check_files([str(tmp_path / "short.md")], certify=True), f"wrong_repeated:{SAMPLING}")
    assert sentences(held)["gradOutsideVecs"].endswith("but for negative samples no formula is proved here")


def test_the_command(capfd):
    assert run(["check", "gradients.md", "--against", f"wrong_sign:{SOFTMAX}"]) == 1
    assert "gradients.md: note: against wrong_sign" in capfd.readouterr().out
    assert run(["check", "gradients.md", "--against", f"softmax_reshaped:{SOFTMAX}", "--format", "json"]) == 0
    printed = capfd.readouterr()
    assert json.loads(printed.out)["failures"] == [] and "loss" in printed.err  # what a program prints spoils no report


# --- programs that cannot be compared --------------------------------------------------------------------------------
HEAD = "import numpy as np\ndef f(centerWordVec, outsideWordIdx, outsideVectors, dataset):\n    "
SAMPLER = HEAD.replace("dataset)", "dataset, K=10)")
UNUSABLE = {
    "raises": (HEAD + "return 1 / 0", "at W = 2, d = 1 raised ZeroDivisionError: division by zero"),
    "exits": (HEAD + "raise SystemExit(3)", "raised SystemExit: 3"),
    "none": (HEAD + "pass", "returned NoneType, not a tuple (loss, gradCenterVec, gradOutsideVecs)"),
    "pair": (HEAD + "return 1.0, centerWordVec", "returned 2 values"),
    "nan": (HEAD + "return 0.0, centerWordVec * np.nan, outsideVectors", "gradCenterVec holds nan"),
    "shape": (HEAD + "return 0.0, centerWordVec, outsideVectors[:, :0]", "gradOutsideVecs has shape (2, 0), expected"),
    "loss": (HEAD + "return centerWordVec, centerWordVec, outsideVectors", "loss has shape (2,), expected ()"),
    "text": (HEAD + "return 'low', centerWordVec, outsideVectors", "loss is no array of real numbers"),
    "ragged": (HEAD + "return 0.0, [[1], [1, 2]], outsideVectors", "gradCenterVec is no array of numbers"),
    "endless": (SAMPLER + "while True: dataset.sampleTokenIdx()", "draws more than K = 1 samples"),
    "unknown": (
        "def f(centerWordVec, o, U, temperature): pass",
        "temperature is not understood; understood are center",
    ),
    "missing": ("def f(centerWordVec, o): pass", "has no parameter for outsideVectors"),
    "undrawn": ("def f(v, o, U, K): pass", "takes K, but no dataset to draw samples from"),
    "broken": ("def f(:", "raised SyntaxError"),
    "deep": (HEAD + "return f(0, 1, 2, 3)", "exceeded (unusable_deep.py, line 3); see that it stops calling itself"),
    "huge": (
        HEAD + "return np.ones(2**50)",
        "array with shape (1125899906842624,) and data type float64 (unusable_huge",
    ),
    "array": (HEAD + "return 0, type('A', (), {'__array__': lambda self: 1 / 0})(), 0", "raised ZeroDivisionError"),
    "interrupt": (HEAD + "raise KeyboardInterrupt", "raised KeyboardInterrupt (unusable_interrupt.py, line 3)"),
    "gone": (HEAD + "import os; os._exit(0)", "at W = 2, d = 1 ended its process with code 0 and did not return"),
    "crash": (
        HEAD + "import ctypes; ctypes.string_at(0)",
        "at W = 2, d = 1 crashed with SIGSEGV in unusable_crash.py, ",
    ),
    "killed": (HEAD + "import os; os.kill(os.getpid(), 9)", "was killed by the system, which is short of memory"),
    "away": ("import os\nos._exit(3)", "--against unusable_away:f ended its process with code 3"),
    "nothing": ("x = 1", "has no f"),
    "number": ("f = 1", "this is no function"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_compared_is_said(report, tmp_path, monkeypatch, name):
    program, words = UNUSABLE[name]
    (tmp_path / f"unusable_{name}.py").write_text(program + "\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DeriveError) as failure:
        held_against(report, f"unusable_{name}:f")
    assert words in failure.value.message


ENDLESS = {
    "busy": (HEAD + "while True: pass", "endless_busy:f at W = 2, d = 1 was stopped in endless_busy.py, line 3"),
    "asleep": (HEAD + "import time; time.sleep(600)", "was stopped in endless_asleep.py, line 3"),
    "deaf": (
        HEAD + "import signal; signal.signal(signal.SIGABRT, signal.SIG_IGN)\n    while True: pass",
        "endless_deaf:f at W = 2, d = 1 was stopped: it took longer",
    ),
    "module": ("while True: pass", "--against endless_module:f was stopped in endless_module.py, line 1"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_does_not_end_is_stopped(report, tmp_path, monkeypatch, name):
    program, words = ENDLESS[name]
    (tmp_path / f"endless_{name}.py").write_text(program + "\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("derive.against.bounded.PATIENCE", 0.5)
    with pytest.raises(DeriveError) as failure:
        held_against(report, f"endless_{name}:f", Limits(seconds=2))
    assert words in failure.value.message
    assert "took longer than 2 s, all calls together; see that it ends" in failure.value.message
    assert not multiprocessing.active_children()


def test_more_memory_than_allowed_is_refused(report, tmp_path, monkeypatch):
    (tmp_path / "large.py").write_text(HEAD + "return np.ones(2**30)\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DeriveError, match="give it more memory with --memory-limit"):
        held_against(report, "large:f", Limits(megabytes=2048))


def test_a_program_that_ends_its_process_is_unusable_input(capfd, tmp_path, monkeypatch):
    (tmp_path / "leaves.py").write_text(HEAD + "import os; os._exit(0)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert run(["check", "gradients.md", "--against", "leaves:f"]) == 2
    complaint = capfd.readouterr().err
    assert complaint.startswith("derive: error: leaves:f at W = 2, d = 1 ended") and "Traceback" not in complaint


@pytest.mark.parametrize("target", ["nowhere:f", "no such thing", "wrong_sign", "wrong_sign.py:f:g", "../x:f", ":f"])
def test_what_is_not_there_is_unusable_input(capsys, target):
    assert run(["check", "gradients.md", "--against", target]) == 2
    complaint = capsys.readouterr().err
    assert target in complaint and "Traceback" not in complaint
