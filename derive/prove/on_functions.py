"""Steps for known functions and powers, and factored arguments for them."""

from __future__ import annotations

from typing import Any

from derive.functions import FUNCTIONS
from derive.prove.factor import factored
from derive.prove.normal import Normaliser, Step, Try
from derive.prove.on_inverses import determinant, inverse_matrix
from derive.rules.exponentials import coefficient
from derive.rules.sums import factors
from derive.rules.values import AT_ZERO
from derive.terms.term import (
    ONE,
    ZERO,
    Add,
    Fun,
    Mul,
    Num,
    Pow,
    Prod,
    Term,
    num,
)


# --- factored arguments ------------------------------------------------------------------------------------------
def with_factored(on: Normaliser, term: Any, rule: str) -> Step | None:
    """The argument (or base) as a product, and the rule for products applied to it."""
    inner = term.base if isinstance(term, Pow) else term.arguments[0]
    product = factored(on.draft, inner) if isinstance(inner, Add | Mul | Pow) else None
    if product is None:
        return None
    whole = Pow(product, term.exponent) if isinstance(term, Pow) else Fun(term.name, (product,))
    equation = on.draft.rule(rule, whole)
    if equation is None:
        return None
    merged = merged_powers(on, equation.right) if isinstance(term, Pow) else (equation.right, [])
    if merged is None:
        return None
    line = on.draft.write("ring", inner, product, ())
    lines = [on.draft.write("congruence", term, ((0, line, ()),))]
    lines += [on.draft.write("rule", rule, whole, ())] * (whole != equation.right)
    return merged[0], lines + merged[1]


def merged_powers(on: Normaliser, term: Term) -> Step | None:
    """A product of powers of powers as a product of powers; None where a base may be negative."""
    places, new = [], list(factors(term))
    for place, factor in enumerate(new):
        if isinstance(factor, Pow) and isinstance(factor.base, Pow):
            equation = on.draft.rule("power-power", factor)
            if equation is None:
                return None
            places.append((place, on.draft.write("rule", "power-power", factor, ()), ()))
            new[place] = equation.right
    if not places:
        return term, []
    if len(new) == 1:
        return new[0], [places[0][1]]
    return Mul(tuple(new)), [on.draft.write("congruence", term, tuple(places))]


# --- functions -----------------------------------------------------------------------------------------------------
def known_function(on: Normaliser, term: Fun) -> Step | None:
    function = FUNCTIONS.get(term.name)
    if function is None:
        return None
    if any(term.orders):
        return on.apply("function-slope", term)
    return on.apply("function", term)


def at_zero(on: Normaliser, term: Fun) -> Step | None:
    return on.apply("value-at-zero", term) if term.arguments == (ZERO,) and term.name in AT_ZERO else None


def by_name(on: Normaliser, term: Fun) -> Step | None:
    """The steps for the function of that name."""
    if term.orders:
        return None
    for step in FUNCTION_STEPS.get(term.name, ()):
        done = step(on, term)
        if done is not None:
            return done
    return None


def exponential(on: Normaliser, term: Fun) -> Step | None:
    argument_of = term.arguments[0]
    if not isinstance(argument_of, Add):
        done = on.apply("exp-log", term)
        if done is not None:
            return done
    c, rest = coefficient(argument_of)  # type: ignore[arg-type]
    several = isinstance(argument_of, Add) or (c != 1 and rest != ONE)
    return on.apply("exp-sum", term) if several or (rest == ONE and c != 1) else None


def logarithm(on: Normaliser, term: Fun) -> Step | None:
    inner = term.arguments[0]
    rules = {Num: ("log-number",), Fun: ("log-exp",), Prod: ("log-prod",), Mul: ("log-product",),
             Pow: ("log-product", "log-even")}.get(type(inner), ())
    if isinstance(inner, Num) and len(list(factors(inner))) and inner.value.denominator == 1 and _prime(inner):
        return None
    for rule in rules:
        done = on.apply(rule, term)
        if done is not None:
            return done
    return with_factored(on, term, "log-product")


def unopened(on: Normaliser, term: Fun) -> Step | None:
    """The logarithm of a product or of `(1 - p)^{1 - x}`, before that is multiplied out."""
    inner = term.arguments[0] if term.name == "log" and not term.orders else None
    raised = isinstance(inner, Mul | Pow) and any(isinstance(f, Pow) and not isinstance(f.exponent, Num)
                                                  for f in factors(inner))
    return logarithm(on, term) if raised or isinstance(inner, Prod) else None


def _prime(value: Num) -> bool:
    n = value.value.numerator
    return n > 1 and (n > 10**8 or all(n % k for k in range(2, int(n**0.5) + 1)))


def square_root(on: Normaliser, term: Fun) -> Step | None:
    return on.apply("sqrt-power", term)


def absolute(on: Normaliser, term: Fun) -> Step | None:
    inner = term.arguments[0]
    for rule in ("abs-nonnegative", "abs-negative"):
        done = on.apply(rule, term)
        if done is not None:
            return done
    if isinstance(inner, Mul | Num | Pow):
        return on.apply("abs-product", term)
    return with_factored(on, term, "abs-product")


def sign(on: Normaliser, term: Fun) -> Step | None:
    return on.apply("sign-quotient", term)


def odd_or_even(on: Normaliser, term: Fun) -> Step | None:
    inner = term.arguments[0]
    return on.apply("parity", term) if isinstance(inner, Mul) and inner.factors[0] == num(-1) else None


FUNCTION_STEPS: dict[str, tuple[Try, ...]] = {
    "exp": (exponential,),
    "log": (logarithm,),
    "sqrt": (square_root,),
    "abs": (absolute,),
    "sign": (sign,),
    "sin": (odd_or_even,),
    "cos": (odd_or_even,),
    "arctan": (odd_or_even,),
    "inv": (inverse_matrix,),
    "det": (determinant,),
}


# --- powers ----------------------------------------------------------------------------------------------------------
def power(on: Normaliser, term: Pow) -> Step | None:
    whole = isinstance(term.exponent, Num)
    rules: tuple[str, ...] = {Mul: ("power-product",), Pow: ("power-power", "power-even")}.get(type(term.base), ())
    if isinstance(term.base, Fun) and not whole:
        rules = ("power-exp",)
    if isinstance(term.base, Num):
        rules = ("number-power",) if whole and not (_prime(term.base) and term.base.value.denominator == 1) else ()
    if not whole and (isinstance(term.exponent, Add) or coefficient(term.exponent)[0] != 1):
        rules = (*rules, "power-sum-whole", "power-sum")
    for rule in rules:
        done = on.apply(rule, term)
        if done is not None:
            return done
    return with_factored(on, term, "power-product")


