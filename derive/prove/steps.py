"""The steps of the normal form, in the order in which they are tried, for each kind of atom.

A step returns the new term and the lines that prove the equation, or None where it does not apply.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

from derive.functions import FUNCTIONS
from derive.prove.normal import Normaliser, Step, Try
from derive.rules.arrays import argument
from derive.rules.deltas import solve
from derive.rules.derivatives import depends
from derive.rules.exponentials import coefficient
from derive.rules.model import RuleError
from derive.rules.ring import Poly
from derive.rules.sums import LONGEST, addends, count, factors, flatten, independent, nest
from derive.rules.values import AT_ZERO
from derive.terms.term import (
    ONE,
    ZERO,
    Add,
    Cases,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Integral,
    Mul,
    Num,
    Pow,
    Prod,
    Sum,
    Sym,
    Term,
    index,
    num,
)
from derive.terms.walk import free, match, substitute, subterms, text


# --- names -------------------------------------------------------------------------------------------------------
def hypothesis(on: Normaliser, term: Any) -> Step | None:
    """An assumed equation about this very term."""
    if not on.assume:
        return None
    for number, known in enumerate(on.draft.theory.hypotheses):
        if known.kind != "equal" or getattr(known.left, "name", None) != term.name or known.left == known.right:
            continue
        found = match(known.left, term, [n for n, _ in known.parameters])  # type: ignore[arg-type]
        inside = found is not None and all(
            on.draft.ranges.inside(found[n], r) for n, r in known.parameters if n in found)
        if inside:
            return substitute(known.right, found or {}), [on.draft.write("hypothesis", number, term)]
    return None


def symmetric(on: Normaliser, term: Entry) -> Step | None:
    if len(term.indices) != 2 or not on.draft.has_trait(term.name, "symmetric"):
        return None
    return on.apply("symmetric", term) if text(term.indices[1]) < text(term.indices[0]) else None


# --- sums --------------------------------------------------------------------------------------------------------
def start_at_one(on: Normaliser, term: Sum) -> Step | None:
    lower = term.range.lower
    return on.apply("sum-shift", term, 1 - lower.offset) if not lower.parts and lower.offset != 1 else None


def written_out(on: Normaliser, term: Sum | Prod) -> Step | None:
    length = count(term.range)
    if length.parts or term.range.lower.parts or length.offset > LONGEST:
        return None
    return on.apply("sum-unfold" if isinstance(term, Sum) else "prod-unfold", term)


def linear(on: Normaliser, term: Sum) -> Step | None:
    outside = any(term.name not in free(f)[0] for f in factors(term.body))
    return on.apply("sum-linear", term) if isinstance(term.body, Add) or (outside and term.body != ONE) else None


def constant(on: Normaliser, term: Sum) -> Step | None:
    return on.apply("sum-constant", term) if term.body == ONE else None


def contracted(on: Normaliser, term: Sum) -> Step | None:
    for place, factor in enumerate(factors(term.body)):
        if isinstance(factor, Delta):
            done = on.apply("sum-delta", term, place)
            if done is not None:
                return done
    return None


def traits(on: Normaliser, term: Sum) -> Step | None:
    names = {getattr(f, "name", "") for f in factors(term.body)}
    if not any(on.draft.has_trait(n, t) for n in names for t in ("simplex", "orthogonal", "invertible")):
        return None
    tries = [("simplex",), ("orthogonal", 0), ("orthogonal", 1), *(("inverse", p, a) for p in (0, 1) for a in (0, 1))]
    for name, *arguments in tries:
        done = on.apply(str(name), term, *arguments)
        if done is not None:
            return done
    return None


def reordered(on: Normaliser, term: Sum) -> Step | None:
    """Nested sums in the order that gives the least text."""
    if term in on.targets or not any(isinstance(t, Sum) for f in factors(term.body) for t in (f, *inner_base(f))):
        return None
    binders, pieces = flatten(term)
    if not 2 <= len(binders) <= 4 or not independent(binders):
        return None
    best: tuple[str, tuple[int, ...]] | None = None
    for order in permutations(range(len(binders))):
        shape = text(named(on, nest([binders[k] for k in order], pieces)))
        if best is None or shape < best[0]:
            best = (shape, order)
    assert best is not None
    if best[0] == text(named(on, nest(binders, pieces))) and len(inner_sums(term)) + 1 == len(binders):
        return None
    done = on.apply("sum-reorder", term, best[1])
    if done is not None:
        on.targets.add(named(on, done[0]))
    return done


def inner_base(factor: Term) -> tuple[Term, ...]:
    return (factor.base,) if isinstance(factor, Pow) else ()


def inner_sums(term: Sum) -> list[Term]:
    """The sums that stand as plain factors, at any depth."""
    found = [f for f in factors(term.body) if isinstance(f, Sum)]
    return found + [s for f in found for s in inner_sums(f)]


def named(on: Normaliser, term: Term) -> Term:
    """A nest of sums with introduced names and factors in the order of texts: as the normal form will have it."""
    if isinstance(term, Sum):
        name = on.draft.introduce(term.range, term)
        return Sum(name, term.range, named(on, substitute(term.body, {term.name: index(name)})))
    if isinstance(term, Mul):
        return on.draft.ring.term(on.draft.poly(Mul(tuple(named(on, f) for f in term.factors))))
    return term


# --- deltas and products of atoms ------------------------------------------------------------------------------------
def delta(on: Normaliser, term: Delta) -> Step | None:
    return on.apply("delta-normal", term) or on.apply("delta-distinct", term)


def replaced(on: Normaliser, term: Term) -> Step | None:
    """What stands beside a delta speaks of one of the two equal indices only."""
    for place, addend in enumerate(addends(term)):
        for position, factor in enumerate(factors(addend)):
            name = replaceable(factor, addend) if isinstance(factor, Delta) else None
            if name is None:
                continue
            done = on.apply("delta-replace", addend, position, name)
            if done is not None:
                return in_place(on, term, place, done)
    return None


def replaceable(factor: Delta, addend: Term) -> str | None:
    """The last name that the delta fixes, if anything beside the delta speaks of it."""
    names = [n for n, _ in (factor.left - factor.right).parts if solve(factor, n) is not None]
    if not names:
        return None
    name = max(names)
    beside = [f for f in factors(addend) if f != factor]
    return name if any(name in free(f)[0] for f in beside) else None


def in_place(on: Normaliser, term: Term, place: int, done: Step) -> Step:
    """A step on one addend as a step on the sum."""
    new, lines = done
    if not isinstance(term, Add):
        return done
    whole = Add((*term.terms[:place], new, *term.terms[place + 1:]))
    line = on.draft.chain(lines)
    return whole, [on.draft.write("congruence", term, ((place, line, ()),))]


def sine_squared(on: Normaliser, term: Term) -> Step | None:
    for place, addend in enumerate(addends(term)):
        for factor in factors(addend):
            square = isinstance(factor, Pow) and isinstance(factor.base, Fun) and factor.base.name == "sin"
            if square and isinstance(factor.exponent, Num) and factor.exponent.value >= 2:  # type: ignore[attr-defined]
                return in_place(on, term, place, _squared(on, addend, factor))
    return None


def _squared(on: Normaliser, addend: Term, factor: Any) -> Step:
    """One square of a sine, taken out of its power and replaced."""
    square = Pow(factor.base, num(2))
    line = on.draft.write("rule", "pythagoras", square, ())
    new = on.draft.rule("pythagoras", square)
    assert new is not None
    others = [f for f in factors(addend) if f != factor]
    target = Mul((*others, Pow(factor.base, num(factor.exponent.value - 2)), square))
    first = on.draft.write("ring", addend, target, ())
    whole = Mul((*target.factors[:-1], new.right))
    return whole, [first, on.draft.write("congruence", target, ((len(target.factors) - 1, line, ()),))]


# --- factored arguments ------------------------------------------------------------------------------------------
def factored(on: Normaliser, term: Term) -> Term | None:
    """A sum as a product: its common factor, what is left, and its denominators; None if it has neither."""
    ring = on.draft.ring
    poly = ring.evaluate(term, {})
    if len(poly) < 2:
        return None
    cleared, bottom = poly, Poly()
    if any(e < 0 and ring.special.get(n) == "group" for m in poly for n, e in m):
        cleared = ring.clear(poly)
        bottom = denominators(poly)
    if not cleared:
        return None
    content, group = ring.primitive(cleared) if len(cleared) > 1 else (cleared, {(): ring.one})
    pieces = [*factors(ring.term(content)), ring.term(group), *(f for f in factors(ring.term(bottom)) if bottom)]
    pieces = [p for p in pieces if p != ONE]
    return Mul(tuple(pieces)) if len(pieces) > 1 else None


def denominators(poly: Poly) -> Poly:
    least: dict[int, Any] = {}
    for monomial in poly:
        for n, e in monomial:
            if e < 0:
                least[n] = min(e, least.get(n, 0))
    one = next(iter(poly.values()))
    return {tuple(sorted(least.items())): one / one}


def with_factored(on: Normaliser, term: Any, rule: str) -> Step | None:
    """The argument (or base) as a product, and the rule for products applied to it."""
    inner = term.base if isinstance(term, Pow) else term.arguments[0]
    product = factored(on, inner) if isinstance(inner, Add) else None
    if product is None:
        return None
    whole = Pow(product, term.exponent) if isinstance(term, Pow) else Fun(term.name, (product,))
    equation = on.draft.rule(rule, whole)
    if equation is None:
        return None
    line = on.draft.write("ring", inner, product, ())
    return equation.right, [on.draft.write("congruence", term, ((0, line, ()),)),
                            on.draft.write("rule", rule, whole, ())]


# --- functions -----------------------------------------------------------------------------------------------------
def known_function(on: Normaliser, term: Fun) -> Step | None:
    function = FUNCTIONS.get(term.name)
    if function is None or term.orders or function.definition is None:
        return None
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
    done = with_factored(on, term, "abs-product")
    if done is None and isinstance(inner, Add):
        other = on.draft.rule("abs-even", term)
        if other is not None and text(other.right) < text(term):
            return on.apply("abs-even", term)
    return done


def sign(on: Normaliser, term: Fun) -> Step | None:
    return on.apply("sign-quotient", term)


def odd_or_even(on: Normaliser, term: Fun) -> Step | None:
    inner = term.arguments[0]
    return on.apply("parity", term) if isinstance(inner, Mul) and inner.factors[0] == num(-1) else None


def inverse_matrix(on: Normaliser, term: Fun) -> Step | None:
    """The inverse of a transpose; the inverse of a symmetric matrix with its indices in order."""
    try:
        argument(term)
    except RuleError:
        return None
    done = on.draft.rule("inverse-transposed", term)
    return on.apply("inverse-transposed", term) if done and text(done.right) < text(term) else None


FUNCTION_STEPS: dict[str, tuple[Try, ...]] = {
    "exp": (exponential,),
    "log": (logarithm,),
    "sqrt": (square_root,),
    "abs": (absolute,),
    "sign": (sign,),
    "sin": (odd_or_even,),
    "cos": (odd_or_even,),
    "inv": (inverse_matrix,),
}


# --- powers ----------------------------------------------------------------------------------------------------------
def power(on: Normaliser, term: Pow) -> Step | None:
    whole = isinstance(term.exponent, Num)
    rules: tuple[str, ...] = {Fun: ("power-exp",), Mul: ("power-product",), Pow: ("power-product", "power-even")}.get(
        type(term.base), ())
    if isinstance(term.base, Num):
        rules = ("number-power",) if whole and not (_prime(term.base) and term.base.value.denominator == 1) else ()
    if not whole and (isinstance(term.exponent, Add) or coefficient(term.exponent)[0] != 1):
        rules = (*rules, "power-sum")
    for rule in rules:
        done = on.apply(rule, term)
        if done is not None:
            return done
    return with_factored(on, term, "power-product")


# --- derivatives -----------------------------------------------------------------------------------------------------
def derivative(on: Normaliser, term: Deriv) -> Step | None:
    """Definitions that may depend on the variable unfolded, inner derivatives worked out, then the derivative."""
    theory, name = on.draft.theory, term.variable.name  # type: ignore[attr-defined]
    names = tuple(sorted(n for n in free(term.body)[1] if n != name and n in theory.definitions
                         and depends(theory.definitions[n].body, name, theory)))
    if names:
        return on.unfolded(term, names)
    if any(isinstance(t, Deriv | Integral) for t in subterms(term.body)):
        inner, line = on.inside(term)
        if line is not None and inner != term:
            return inner, [line]
    return on.differentiated(term)


# --- the order -------------------------------------------------------------------------------------------------------
def cases(on: Normaliser, term: Cases) -> Step | None:
    for rule in ("cases-first", "cases-skip", "cases-delta", "cases-bit"):
        done = on.apply(rule, term)
        if done is not None:
            return done
    return None


def product_of_exp(on: Normaliser, term: Prod) -> Step | None:
    for rule in ("prod-exp", "prod-constant"):
        done = on.apply(rule, term)
        if done is not None:
            return done
    return on.apply("prod-split", term) if isinstance(term.body, Mul | Pow) else None


def extremum(on: Normaliser, term: Extremum) -> Step | None:
    outside = any(term.name not in free(t)[0] for t in addends(term.body))
    return on.apply("extremum-shift", term) if outside else None


BEFORE: dict[type, tuple[Try, ...]] = {
    Sym: (hypothesis,),
    Entry: (hypothesis, symmetric),
    Delta: (delta,),
    Sum: (start_at_one, written_out),
    Prod: (written_out,),
    Fun: (hypothesis, known_function),
    Deriv: (derivative,),
    Cases: (cases,),
}
AFTER: dict[type, tuple[Try, ...]] = {
    Sum: (linear, constant, contracted, traits, reordered),
    Prod: (product_of_exp,),
    Extremum: (extremum,),
    Fun: (hypothesis, at_zero, by_name),
    Pow: (power,),
    Cases: (cases,),
}
POLISH: tuple[Try, ...] = (replaced, sine_squared)
