"""Whatever is given, the answer is a tree or a `NotationError` that points into the formula, in few steps."""

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from notation_trees import write

from derive.notation import reader as reader_module
from derive.notation.parse import NotationError, parse, parse_rows
from derive.notation.show import show
from derive.notation.table import Table

_WRITTEN = (
    r"x y d u 1 2.5 log exp softmax + - \pm \cdot / * = < \leq \in : \to ( ) [ ] \{ \} { } ^ _ ^{ _{ x_{ ' , ; . .. "
    r"\ldots ! | || \mid & \\ \frac \frac{ }{ \frac{\partial \partial \nabla \sum \sum_{ \int dx \lim \log \max \hat "
    r"\mathbf \mathbf{ \text{if} \text{Vocab} \left( \right) \left| \right| \left. \right. \Big| \Big|_{ \sqrt "
    r"\begin{aligned} \end{aligned} \begin{cases} \end{cases} \quad \Rightarrow \over \choose \underbrace{ "
    r"\overset{a}{=} \langle \rangle \mathrm{d} \forall \theta \prime \substack{ \operatorname{tr} \abs \pdv \not "
    r"\unknown $ ① ≤ % ~ \left \begin \text \right"
)
PIECES = _WRITTEN.split(" ")
BALANCED = st.recursive(
    st.sampled_from(PIECES),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map(" ".join),
        inner.map("({})".format),
        inner.map("{{{}}}".format),
        inner.map("x_{{{}}}".format),
        st.tuples(inner, inner).map(lambda p: f"\\frac{{{p[0]}}}{{{p[1]}}}"),
        st.tuples(inner, inner).map(lambda p: f"\\frac{{\\partial {p[0]}}}{{\\partial {p[1]}}}"),
    ),
    max_leaves=20,
)


@settings(max_examples=500, deadline=None)
@example("\\int dx \\int")
@example("\\int dx \\int_0^1 x")
@example("\\frac{\\partial x}{\\partial {{=}}}")
@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), BALANCED))
def test_random_formulas(latex: str) -> None:
    try:
        tree = parse(latex)
    except NotationError as error:
        assert 0 <= error.at[0] <= error.at[1] <= len(latex)
        assert error.message
        assert parse_rows(latex)
    else:
        again = parse(show(tree))
        assert again == tree, f"{write(tree)}\n{show(tree)}\n{write(again)}"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_random_characters(text: str) -> None:
    for row in parse_rows(text):
        assert not isinstance(row, NotationError) or row.at[1] <= len(text)


DEEP = {
    "braces": "{" * 10_000 + "x" + "}" * 10_000,
    "brackets": "(" * 10_000 + "x" + ")" * 10_000,
    "open braces": "{" * 10_000,
    "closed braces": "}" * 10_000,
    "powers": "9^{" * 1_000 + "9" + "}" * 1_000,
    "fractions": "\\frac{1}{" * 1_000 + "x" + "}" * 1_000,
    "roots": "\\sqrt" * 2_000 + "x",
    "signs": "-" * 5_000 + "x",
    "hats": "\\hat" * 2_000 + "x",
    "sums": "\\sum " * 2_000 + "x",
    "functions": "\\log " * 2_000 + "x",
    "left": "\\left(" * 2_000,
    "bars": "|" * 3_001,
    "factorials": "x" + "!" * 3_000,
    "environments": "\\begin{cases}" * 1_000 + "\\end{cases}" * 1_000,
    "derivatives": "\\frac{\\partial}{\\partial x} " * 1_000 + "f",
    "underbraces": "\\underbrace{" * 1_000 + "x" + "}_{a}" * 1_000,
}


@pytest.mark.parametrize("latex", DEEP.values(), ids=DEEP.keys())
def test_depth_is_refused(latex: str) -> None:
    with pytest.raises(NotationError):
        parse(latex)


ENDLESS = ["9" * 1_001, "0." + "1" * 5_000, "1\\mathrm{e}{99999}", "2\\mathrm{e}{-" + "9" * 5_000 + "}"]


@pytest.mark.parametrize("digits", ENDLESS)
def test_an_endless_number_is_refused_where_it_stands(digits: str) -> None:
    with pytest.raises(NotationError, match="more than 1,000 digits") as refused:
        parse(f"x = {digits} + y")
    assert refused.value.at[0] == 4


def test_ordinary_depth_is_read() -> None:
    latex = "x"
    for _ in range(25):
        latex = f"\\frac{{1 + ({latex})}}{{2}}"
    tree = parse(latex)
    assert parse(show(tree)) == tree


LONG = {
    "terms": " + ".join(["\\sigma(x_i)"] * 2_000),
    "factors": "x" * 20_000,
    "relations": " = ".join(["x"] * 5_000),
    "items": ", ".join(["x"] * 5_000),
    "rows": "\\begin{aligned}" + " \\\\ ".join(["x &= y"] * 2_000) + "\\end{aligned}",
    "digits": " + ".join(["9" * 1_000] * 20),
    "text": "\\text{" + "a " * 10_000 + "}",
    "integrals": "\\int x + y dx + " * 1_000 + "1",
}


@pytest.mark.parametrize("latex", LONG.values(), ids=LONG.keys())
def test_length_is_read_in_linear_time(latex: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = count_steps(monkeypatch)
    parse(latex)
    assert steps[0] <= 3 * len(latex)


@pytest.mark.parametrize("latex", ["(" * 60 + "x", "{" * 60 + "x", "|x" * 60, "\\frac{" * 60, "x_{" * 60])
def test_faults_do_not_multiply_steps(latex: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = count_steps(monkeypatch)
    parse_rows(latex)
    assert steps[0] <= 6 * len(latex)


def count_steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    steps = [0]
    original = reader_module.Reader.operand

    def counted(self: reader_module.Reader, *arguments: int) -> object:
        steps[0] += 1
        return original(self, *arguments)

    monkeypatch.setattr(reader_module.Reader, "operand", counted)
    return steps


def test_no_deeper_than_the_stack() -> None:
    """The bound on depth leaves room on the ordinary stack."""
    assert sys.getrecursionlimit() >= 6 * reader_module.DEEPEST


def test_a_second_entry_is_an_error() -> None:
    table: Table[int] = Table("things")
    table.add("a b", 1)
    with pytest.raises(ValueError, match="second entry of 'b'"):
        table.add(("b",), 2)


def test_known_injections_are_refused() -> None:
    for latex in (r"\input{/etc/passwd}", r"\write18{ls}", r"\def\a{\a}\a"):
        with pytest.raises(NotationError):
            parse(latex)


def test_a_d_of_a_d_is_written_back_as_it_is_read() -> None:
    tree = parse("\\mathrm{d} \\mathbf \\mathrm{d}")
    assert parse(show(tree)) == tree
