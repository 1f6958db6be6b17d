"""The normal form: every term rewritten, innermost parts first, by the ordered steps of `prove.steps`.

A normal term is a polynomial (exponents may be negative) over normal atoms, in the order of texts. `normal`
returns it with the number of the line that proves the equation, or None where nothing had to be done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeAlias

from derive.prove.draft import Draft
from derive.rules.definitions import unfold
from derive.rules.derivatives import Differentiation
from derive.rules.monomials import Monomial, Poly, over
from derive.terms.term import (
    Add,
    Compare,
    Deriv,
    Extremum,
    Fun,
    Integral,
    Mul,
    Num,
    Pow,
    Prod,
    Size,
    Sum,
    Tensor,
    Term,
    index,
)
from derive.terms.theory import Hypothesis
from derive.terms.walk import parts, rebuild, substitute

Result: TypeAlias = tuple[Term, int | None]
Step: TypeAlias = tuple[Term, list[int]]
Try: TypeAlias = "Callable[[Normaliser, Any], Step | None]"


class Normaliser:
    """`steps`: what to try, in order, before and after the parts of an atom are normal, by the kind of the atom.
    `assume`: whether equations that are assumed may be used (not inside a derivative)."""

    def __init__(self, draft: Draft, before: dict[type, tuple[Try, ...]], after: dict[type, tuple[Try, ...]],
                 polish: tuple[Try, ...], assume: bool) -> None:
        self.draft, self.before, self.after, self.polish, self.assume = draft, before, after, polish, assume
        self.known: dict[Term, Result] = {}
        self.targets: set[Term] = set()
        self.grounded: set[Hypothesis] = set()
        self.leads: dict[Any, Any] = {}
        self.constants = self if not assume else Normaliser(draft, before, after, polish, False)

    @cached_property
    def plain(self) -> Normaliser:
        """The same without what is known of a matrix beside its inverse."""
        after = {**self.after, Sum: tuple(step for step in self.after[Sum] if step.__name__ != "inverted")}
        return Normaliser(self.draft, self.before, after, self.polish, self.assume)

    def normal(self, term: Term) -> Result:
        known = self.known.get(term)
        if known is None:
            known = self.polished(term) if is_algebra(term) else self.atom(term)
            self.known[term] = known
            self.known.setdefault(known[0], (known[0], None))
        return known

    # --- sums, products and whole powers ---
    def algebra(self, term: Term) -> Result:
        """The polynomial of a term over its normal atoms."""
        draft, given, lines = self.draft, dict[Term, Term](), list[int]()
        for atom in atoms(term):
            new, line = self.normal(atom)
            if line is not None:
                given[atom] = new
                lines.append(line)
        result = draft.ring.term(self.reduced(draft.ring.evaluate(term, given)))
        if result == term:
            return term, None
        return result, draft.write("ring", term, result, tuple(lines))

    def polished(self, term: Term) -> Result:
        """The polynomial, and what is known of products of atoms."""
        inner, line = self.inside(term) if is_reciprocal(term) else (term, None)
        lines = [] if line is None else [line]
        result, line = self.algebra(inner)
        lines += [] if line is None else [line]
        for step in self.polish:
            done = step(self, result)
            if done is not None:
                new, more = done
                final, last = self.normal(new)
                lines += more + ([] if last is None else [last])
                return final, self.draft.chain(lines)
        return result, self.draft.chain(lines)

    def reduced(self, poly: Poly) -> Poly:
        """Proper fractions: `e / (1 + e)` becomes `1 - 1 / (1 + e)`, whatever else stands with it."""
        ring = self.draft.ring
        for _ in range(400):
            place = next(((m, d) for m in poly for d in [self.divisor(m)] if d is not None), None)
            if place is None:
                break
            monomial, group = place
            rest = dict(poly)
            poly = ring.add(rest, self.quotient(monomial, group, rest.pop(monomial)))
        return poly

    def divisor(self, monomial: Monomial) -> tuple[int, Monomial] | None:
        """A denominator, and its monomial to solve for: the leading one where it divides the numerator, the
        constant one where another denominator divides all the others."""
        ring, powers = self.draft.ring, dict(monomial)
        for number, e in monomial:
            if e < 0 and ring.special.get(number) == "group":
                lead = ring.lead(number)
                if all(powers.get(n, 0) >= k > 0 for n, k in lead):
                    return number, lead
                if any(powers.get(n, 0) < 0 for n in ring.common(number)):
                    return number, ()
        return None

    def quotient(self, monomial: Monomial, by: tuple[int, Monomial], c: Any) -> Poly:
        """What `c * monomial` becomes by one step of division."""
        ring, (group, lead) = self.draft.ring, by
        rest, c = over(monomial, dict(lead)), c / ring.inner[group][lead]
        tail = {m: -d for m, d in ring.inner[group].items() if m != lead}
        whole = over(rest, {group: -1})
        return ring.add(ring.multiply({whole: c}, {(): ring.one}), ring.multiply({rest: c}, tail))

    # --- atoms ---
    def atom(self, term: Term) -> Result:
        """The first step that applies, before or after the parts are normal; then the normal form of its result."""
        done = self.first(self.before, term)
        lines: list[int] = []
        if done is None:
            inner, line = self.inside(term)
            lines += [] if line is None else [line]
            if inner != term and inner in self.known:
                final, last = self.known[inner]
                return final, self.draft.chain(lines + ([] if last is None else [last]))
            done = (inner, []) if is_algebra(inner) else self.first(self.after, inner)
            if done is None:
                return inner, self.draft.chain(lines)
        new, more = done
        final, last = self.normal(new)
        return final, self.draft.chain(lines + more + ([] if last is None else [last]))

    def first(self, table: dict[type, tuple[Try, ...]], term: Term) -> Step | None:
        for step in table.get(type(term), ()):
            done = step(self, term)
            if done is not None and done[0] != term:
                return done
        return None

    def apply(self, name: str, term: Term, *arguments: object) -> Step | None:
        """A rule as a step."""
        equation = self.draft.rule(name, term, *arguments)
        if equation is None or equation.right == term:
            return None
        return equation.right, [self.draft.write("rule", name, term, arguments)]

    def unfolded(self, term: Deriv, names: tuple[str, ...]) -> Step:
        """Definitions put in, in the body of a derivative."""
        line = self.draft.write("definition", names, term)
        new = unfold(term, names, self.draft.theory)
        self.draft.put_in(names)
        return new, [line]

    def differentiated(self, term: Deriv) -> Step | None:
        work = Differentiation(term.variable, self.draft.theory)
        slope = work.of(term.body)
        return None if slope == term else (slope, [self.draft.write("differentiate", term)])

    def inside(self, term: Term) -> Result:
        """The term with normal parts, its bound names replaced by introduced ones."""
        items, new = [], list(parts(term))
        binders: dict[int, tuple[str, ...]] = {}
        worker = self.constants if isinstance(term, Deriv | Integral) else self
        for place, part in enumerate(new):
            if isinstance(part, Compare) or (isinstance(term, Deriv) and place == 1):
                continue
            names, body = self.opened(term, part)
            result, line = worker.normal(body)
            self.note_granted(term, place, body, result, line)
            if line is not None or names:
                items.append((place, line, names))
                new[place], binders[place] = result, names
        if not items or (whole := rebuild(term, new, binders)) == term:
            return term, None
        return whole, self.draft.write("congruence", term, tuple(items))

    def opened(self, term: Any, part: Any) -> tuple[tuple[str, ...], Term]:
        """The names to introduce for what is bound around a part, and the part with them."""
        if isinstance(term, Sum | Prod | Extremum):
            name = self.draft.introduce(term.range, term)
            return (name,), substitute(part, {term.name: index(name)})
        if not isinstance(part, Tensor):
            return (), part
        names: list[str] = []
        for _, span in part.binders:
            names.append(self.draft.introduce_apart(span, term, names, "##"))
        swaps = {b: index(n) for (b, _), n in zip(part.binders, names, strict=True)}
        return tuple(names), substitute(part.body, swaps)

    def note_granted(self, term: Term, place: int, old: Term, new: Term, line: int | None) -> None:
        """What the claim grants of the argument of a logarithm or a root, it grants of its normal form."""
        root = isinstance(term, Pow) or (isinstance(term, Fun) and term.name in ("log", "sqrt"))
        if line is None or not root or place:
            return
        facts = [g for g in self.draft.raw if g.left == old]
        for kind in ("positive", "nonnegative"):
            if all(f.kind == "nonnegative" for f in facts) and self.draft.holds(kind, old):
                facts = [Hypothesis("presupposed", kind, old)]
        if facts:
            self.draft.write("granted", line)
            self.draft.grant([replace(f, left=new) for f in facts])


def is_algebra(term: Term) -> bool:
    whole = isinstance(term, Pow) and isinstance(term.exponent, Num) and term.exponent.value.denominator == 1
    return whole or isinstance(term, Add | Mul | Num | Size)


def atoms(term: Term) -> list[Term]:
    """The atoms of a sum of products, each once, in order."""
    found: dict[Term, None] = {}
    _atoms(term.base if isinstance(term, Pow) and is_reciprocal(term) else term, found, set())
    return list(found)


def is_reciprocal(term: Term) -> bool:
    """Whether a term is one divided by a sum or a product: what is divided by is brought to normal form first."""
    return is_algebra(term) and isinstance(term, Pow) and isinstance(term.base, Add | Mul) and (
        isinstance(term.exponent, Num) and term.exponent.value < 0)


def _atoms(term: Any, found: dict[Term, None], seen: set[Term]) -> None:
    """`seen`: the sums, products and powers gone through already; `f(f(f(x)))` written out has each many times."""
    if term in seen or isinstance(term, Num | Size):
        return
    if isinstance(term, Add | Mul):
        seen.add(term)
        for part in parts(term):
            _atoms(part, found, seen)
    elif isinstance(term, Pow) and is_algebra(term) and not is_reciprocal(term):
        seen.add(term)
        _atoms(term.base, found, seen)
    else:
        found.setdefault(term)
