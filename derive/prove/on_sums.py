"""Steps for sums, deltas and products of atoms."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from derive.prove.normal import Normaliser, Step
from derive.rules.deltas import solve
from derive.rules.sums import LONGEST, addends, count, factors, flatten, independent, nest, rename
from derive.terms.term import (
    ONE,
    ZERO,
    Add,
    Delta,
    Entry,
    Fun,
    Index,
    Mul,
    Num,
    Pow,
    Prod,
    Range,
    Sum,
    Tensor,
    Term,
    index,
    mul,
    num,
)
from derive.terms.walk import BINDERS, free, substitute, subterms, text

FEW = 3  # terms by which a range may differ from a plain one


# --- sums --------------------------------------------------------------------------------------------------------
def aligned(on: Normaliser, term: Sum) -> Step | None:
    """The bound name counted so that the least component that the body speaks of is `x[k]`; from 1 if of none."""
    lower, own = term.range.lower, once_bound(term)
    spoken = [t for t in subterms(own.body) if isinstance(t, Entry | Delta)]
    offsets = [place.offset for t in spoken if isinstance(t, Entry) for place in t.indices
               if (own.name, 1) in place.parts]
    values = [solve(t, own.name) for t in spoken if isinstance(t, Delta)]
    free_names = on.draft.theory.indices
    offsets = offsets or [-v.offset for v in values if v and v.parts and all(n in free_names for n, _ in v.parts)]
    start = 0 if lower.parts else 1
    offset = min(offsets) if offsets else start - lower.offset
    return on.apply("sum-shift", term, offset) if offset else None


def once_bound(term: Sum) -> Sum:
    """The sum under a name that its body binds nowhere again."""
    inner = subterms(term.body)
    again = any(isinstance(t, BINDERS) and t.name == term.name for t in inner)
    again = again or any(isinstance(t, Tensor) and term.name in dict(t.binders) for t in inner)
    return rename(term, "#") if again else term


def completed(on: Normaliser, term: Sum) -> Step | None:
    """From 1 to a size, by a few terms more or less."""
    lower, upper = term.range.lower, term.range.upper
    if lower.parts or Index(upper.parts).name not in on.draft.theory.sizes:
        return None
    if abs(lower.offset - 1) + abs(upper.offset) > FEW:
        return None
    for rule, needed in (("sum-first", lower.offset < 1), ("sum-below", lower.offset > 1),
                         ("sum-last", upper.offset > 0), ("sum-above", upper.offset < 0)):
        done = on.apply(rule, term) if needed else None
        if done is not None:
            return done
    return None


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
    found = trait_rule(on, term)
    return on.apply(found[0], term, *found[1:]) if found else None


TRAIT_RULES: tuple[tuple[Any, ...], ...] = (("simplex",), ("orthogonal", 0), ("orthogonal", 1))


def trait_rule(on: Normaliser, term: Sum) -> tuple[Any, ...] | None:
    """The rule for the traits of an array that applies to a sum, with its arguments."""
    names = {getattr(f, "name", "") for f in factors(term.body)}
    if not any(on.draft.has_trait(n, t) for n in names for t in ("sums-to-one", "orthogonal")):
        return None
    return next((r for r in TRAIT_RULES if on.draft.rule(r[0], term, *r[1:]) is not None), None)


def reordered(on: Normaliser, term: Sum) -> Step | None:
    """Nested sums in the order that gives the least text."""
    if term in on.targets or not any(isinstance(t, Sum) for f in factors(term.body) for t in (f, *inner_base(f))):
        return None
    binders, pieces = flatten(term)
    if not 2 <= len(binders) <= 4 or not independent(binders):
        return None
    inward = contractible(on, binders, pieces)
    if inward is not None:
        return on.apply("sum-reorder", term, inward)
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


def contractible(on: Normaliser, binders: list[tuple[str, Range]], pieces: list[Term]) -> tuple[int, ...] | None:
    """The order that puts a sum inside where the traits of an array apply, if one does."""
    names: list[str] = []
    for _, span in binders:
        names.append(on.draft.introduce_apart(span, ZERO, names))
    swaps = {b: index(n) for (b, _), n in zip(binders, names, strict=True)}
    pieces = [substitute(p, swaps) for p in pieces]
    for place, (name, (_, span)) in enumerate(zip(names, binders, strict=True)):
        touched = [p for p in pieces if name in free(p)[0]]
        if len(touched) <= 2 and trait_rule(on, Sum(name, span, mul(*touched or (ONE,)))) is not None:
            return (*(k for k in range(len(binders)) if k != place), place)
    return None


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
    equation = on.draft.rule("delta-normal", term) if isinstance(term, Delta) else None
    return equation.right if equation else term


# --- deltas and products of atoms ------------------------------------------------------------------------------------
def delta(on: Normaliser, term: Delta) -> Step | None:
    return on.apply("delta-normal", term) or on.apply("delta-distinct", term)


def replaced(on: Normaliser, term: Term) -> Step | None:
    """What stands beside a delta speaks of one of the two equal indices only."""
    items, new = [], list(addends(term))
    for place, addend in enumerate(new):
        done = replaced_in(on, addend)
        if done is not None:
            new[place] = done[0]
            items.append((place, on.draft.chain(done[1]), ()))
    if not items or not isinstance(term, Add):
        return replaced_in(on, term) if items else None
    return Add(tuple(new)), [on.draft.write("congruence", term, tuple(items))]


def replaced_in(on: Normaliser, addend: Term) -> Step | None:
    """The same in one product."""
    for position, factor in enumerate(factors(addend)):
        name = replaceable(factor, addend) if isinstance(factor, Delta) else None
        done = name and on.apply("delta-replace", addend, position, name)
        if done:
            return done
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


