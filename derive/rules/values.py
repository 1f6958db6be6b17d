"""Known functions by their definitions, and the values and identities of the trigonometric ones."""

from __future__ import annotations

from dataclasses import replace

from derive.functions import FUNCTIONS
from derive.rules.derivatives import Differentiation
from derive.rules.exponentials import inner
from derive.rules.model import Condition, Equation, Example, Rule, expect
from derive.rules.sums import factors, product
from derive.terms.term import ONE, ZERO, Fun, Mul, Pow, Sym, Term, call, neg, num, sub
from derive.terms.theory import Theory
from derive.terms.walk import free, fresh, substitute

AT_ZERO = {"exp": ONE, "sin": ZERO, "cos": ONE, "abs": ZERO, "sqrt": ZERO, "sign": ZERO, "arctan": ZERO}


def unfold(term: Fun) -> Equation:
    """A known function by simpler ones."""
    expect(isinstance(term, Fun) and term.name in FUNCTIONS, "not a known function")
    definition = FUNCTIONS[term.name].definition
    expect(definition is not None, f"{term.name} is a primitive")
    assert definition is not None
    return Equation(term, definition(inner(term, term.name)))


def slope(term: Fun) -> Equation:
    """A known function with primes: its derivative at the argument, as often as there are primes."""
    expect(isinstance(term, Fun) and term.name in FUNCTIONS and len(term.orders) == 1, "not a known function")
    expect(FUNCTIONS[term.name].derivative is not None, f"no derivative of {term.name} is known")
    argument = inner(replace(term, orders=()), term.name)
    variable = Sym(fresh("x", free(term)[1]))
    body, needs = Fun(term.name, (variable,)), dict[Condition, None]()
    for _ in range(term.orders[0]):
        work = Differentiation(variable, Theory())
        body = work.of(body)  # type: ignore[assignment]
        needs.update(work.needs)
    swap = {variable.name: argument}
    conditions = tuple(Condition(c.kind, (substitute(c.subject[0], {}, swap),)) for c in needs)
    return Equation(term, substitute(body, {}, swap), conditions)


def at_zero(term: Fun) -> Equation:
    expect(isinstance(term, Fun) and term.name in AT_ZERO, "no known value at 0")
    expect(inner(term, term.name) == ZERO, "not at 0")
    return Equation(term, AT_ZERO[term.name])


def sine_squared(term: Pow) -> Equation:
    expect(isinstance(term, Pow) and term.exponent == num(2), "not a square")
    return Equation(term, sub(ONE, Pow(call("cos", inner(term.base, "sin")), num(2))))


def parity(term: Fun) -> Equation:
    """The sine and the arctangent are odd, the cosine even."""
    expect(isinstance(term, Fun) and term.name in ("sin", "cos", "arctan"), "neither odd nor even")
    opposite = call(term.name, _opposite(inner(term, term.name)))
    return Equation(term, opposite if term.name == "cos" else neg(opposite))


def _opposite(term: Term) -> Term:
    pieces = list(factors(term))
    expect(pieces[0] == num(-1) and len(pieces) > 1, "not a product with the factor -1")
    return product(pieces[1:])


_a = Sym("a")
RULES = (
    Rule("function", "σ(a)", "1 / (1 + exp(-a))", "", unfold, Example(call("sigmoid", _a))),
    Rule("function-slope", "σ'(a)", "σ(a) (1 - σ(a))", "differentiable at a", slope,
         Example(Fun("log", (Sym("p"),), (2,)), (), Fun("abs", (ZERO,), (1,)))),
    Rule("value-at-zero", "exp(0)", "1", "", at_zero, Example(call("cos", ZERO))),
    Rule("pythagoras", "sin(a)^2", "1 - cos(a)^2", "", sine_squared, Example(Pow(call("sin", _a), num(2)))),
    Rule("parity", "sin(-a)", "-sin(a)", "", parity, Example(call("sin", Mul((num(-1), _a))))),
)
