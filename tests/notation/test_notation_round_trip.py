"""`parse(show(t)) == t`, for every fixture and for every formula of real documents that is read."""

from pathlib import Path

import pytest
from notation_cases import load

from derive.document import read
from derive.notation.parse import NotationError, parse
from derive.notation.show import show

SHARED = Path(__file__).parents[3] / "shared"
DOCUMENTS = sorted((SHARED / "documents").glob("*.txt"))
ABOUT = {"README.md", "MACROS.md"}
CORPUS = sorted(path for path in (SHARED / "corpus").glob("*") if path.name not in ABOUT)
NEEDED = 0.9

needs_shared = pytest.mark.skipif(not DOCUMENTS, reason="needs the documents in ../shared")


@pytest.mark.parametrize("latex", [c.latex for c in load() if c.kind == "tree"])
def test_fixture_survives(latex: str) -> None:
    tree = parse(latex)
    assert parse(show(tree)) == tree


def formulas(path: Path) -> list[str]:
    return [piece.text.value for piece in read(path).pieces if piece.is_formula]


def unread(latex: list[str]) -> list[tuple[str, str]]:
    """What is not read, with the reason; what is read survives being shown."""
    refused = []
    for formula in latex:
        try:
            tree = parse(formula)
        except NotationError as error:
            refused.append((formula, error.message))
        else:
            assert parse(show(tree)) == tree, formula
    return refused


@needs_shared
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_are_read(path: Path) -> None:
    assert unread(formulas(path)) == []


@needs_shared
def test_corpus_is_read() -> None:
    latex = [formula for path in CORPUS for formula in formulas(path)]
    assert len(unread(latex)) < (1 - NEEDED) * len(latex)
