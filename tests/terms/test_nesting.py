"""Terms that nest very deep, or that share their parts very often, are gone through in time linear in their parts."""

from derive.prove.normal import atoms
from derive.rules.granted import presupposed
from derive.terms.show import show_term
from derive.terms.term import ONE, Add, Entry, Mul, Sym, Term, index, inverse
from derive.terms.walk import free, size

DEEP = 5_000
x: Term = Sym("x")


def product(factors: int) -> Term:
    term: Term = Entry("a", (index("n"),))
    for _ in range(factors):
        term = Mul((term, x))
    return term


def shared(levels: int) -> Term:
    """`t^2 + 1/t` of itself: a handful of parts, and 3^levels leaves when it is written out."""
    term = x
    for _ in range(levels):
        term = Add((Mul((term, term)), inverse(term), ONE))
    return term


def test_free_names_and_size_need_no_stack() -> None:
    assert free(product(DEEP)) == (frozenset("n"), frozenset("ax"))
    assert size(product(DEEP)) == 2 * DEEP + 1


def test_what_is_too_deep_to_read_is_shown_with_dots() -> None:
    shown = show_term(product(DEEP))
    assert "\\ldots" in shown and len(shown) < 5_000


def test_shared_parts_are_gone_through_once() -> None:
    assert len(presupposed(shared(40))) == 40
    assert len(atoms(shared(40))) == 40
