"""The rows of a display are read one by one where one of them has a fault."""

from notation_trees import write

from derive.notation.parse import NotationError, parse_rows
from derive.notation.tree import Node, Rows


def shown(rows: list[Node | NotationError]) -> list[str]:
    return [row.message if isinstance(row, NotationError) else write(row) for row in rows]


def test_a_fault_in_one_row() -> None:
    latex = "\\begin{aligned} a &= b \\\\ c &= (d \\\\ &= \\foo \\\\ e &= f. \\end{aligned}"
    assert shown(parse_rows(latex)) == [
        "(rows aligned [a & (= _ b)])",
        "`(` opened here is not closed",
        "unknown command `\\foo`; define it, or write it out",
        "(rows aligned [e & (= _ f)])",
    ]


def test_offsets_are_those_of_the_whole_text() -> None:
    latex = "a = b) \\\\ c = d \\\\ e = (f"
    first, second, third = parse_rows(latex)
    assert isinstance(first, NotationError) and latex[slice(*first.at)] == ")"
    assert isinstance(second, Rows) and latex[slice(*second.at)] == "c = d"
    assert isinstance(third, NotationError) and latex[slice(*third.at)] == "("


def test_all_is_well() -> None:
    assert shown(parse_rows("a = b \\\\ = c")) == ["(rows [(= a b)])", "(rows [(= _ c)])"]
    assert shown(parse_rows("a = b")) == ["(= a b)"]


def test_nothing_to_part() -> None:
    assert shown(parse_rows("a = (b")) == ["`(` opened here is not closed"]


def test_boxes_within_boxes() -> None:
    latex = "\\begin{equation}\\begin{split} a &= b \\\\ &= ) \\end{split}\\end{equation}"
    assert [isinstance(row, NotationError) for row in parse_rows(latex)] == [False, True]


def test_offsets_of_relations() -> None:
    latex = "a  =  b \\leq c"
    (tree,) = parse_rows(latex)
    assert [latex[slice(*sign.at)] for sign in tree.signs] == ["=", "\\leq"]  # type: ignore[union-attr]
