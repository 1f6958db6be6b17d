"""Exponentials of sums and of logarithms."""

from __future__ import annotations

from fractions import Fraction

from derive.rules.model import Equation, Example, Rule, expect, positive
from derive.rules.sums import addends, factors, product
from derive.terms.term import Add, Delta, Entry, Fun, Mul, Num, Pow, Size, Sym, Term, call, mul, num, sub
from derive.terms.theory import Theory

WHOLE = ("bit", "sign", "integer", "natural")


def coefficient(term: Term) -> tuple[Fraction, Term]:
    """A product as its rational factor and the rest."""
    value, rest = Fraction(1), []
    for factor in factors(term):
        if isinstance(factor, Num):
            value *= factor.value
        else:
            rest.append(factor)
    return value, product(rest)


def integers(theory: Theory) -> frozenset[str]:
    """The variables whose values are whole numbers."""
    return frozenset(n for n, v in theory.variables.items() if v.domain in WHOLE and n not in theory.definitions)


def whole(term: Term, integers: frozenset[str] = frozenset()) -> bool:
    """Whether a term has whole values by what it is made of; `integers` are the variables that have."""
    if isinstance(term, Num):
        return term.value.denominator == 1
    if isinstance(term, Add | Mul):
        return all(whole(part, integers) for part in (term.terms if isinstance(term, Add) else term.factors))
    return isinstance(term, Size | Delta) or (isinstance(term, Sym | Entry) and term.name in integers)


def raised(base: Term, exponent: Fraction) -> Term:
    return base if exponent == 1 else Pow(base, num(exponent))


def inner(term: Term, name: str) -> Term:
    """The argument of a function of one scalar."""
    expect(isinstance(term, Fun) and term.name == name and len(term.arguments) == 1, f"not {name}")
    argument = term.arguments[0]  # type: ignore[attr-defined]
    plain = not term.orders and not term.indices  # type: ignore[attr-defined]
    expect(isinstance(argument, Term) and plain, "not the plain function of a scalar")
    return argument  # type: ignore[no-any-return]


def split(term: Fun) -> Equation:
    """One exponential for each addend, with the addend's rational factor as exponent."""
    pieces = []
    for addend in addends(inner(term, "exp")):
        c, rest = coefficient(addend)
        if c:
            pieces.append(raised(call("exp", rest), c) if rest != num(1) else raised(call("exp", num(1)), c))
    return Equation(term, product(pieces))


def of_log(term: Fun) -> Equation:
    """A logarithm among the factors of the argument becomes a power."""
    pieces = list(factors(inner(term, "exp")))
    place = next((k for k, f in enumerate(pieces) if isinstance(f, Fun) and f.name == "log" and not f.orders), None)
    expect(place is not None, "no logarithm in the argument")
    assert place is not None
    base = inner(pieces.pop(place), "log")
    return Equation(term, Pow(base, product(pieces)) if pieces else base, (positive(base),))


_a, _b = Sym("a"), Sym("b")
RULES = (
    Rule(
        "exp-sum",
        "exp(c a + d b)",
        "exp(a)^c exp(b)^d",
        "",
        split,
        Example(call("exp", Add((mul(num(2), _a), sub(_b, num(Fraction(1, 3))))))),
    ),
    Rule(
        "exp-log",
        "exp(b log a)",
        "a^b",
        "a > 0",
        of_log,
        Example(call("exp", Mul((_b, call("log", Sym("p"))))), (), call("exp", call("log", num(-2)))),
    ),
)
