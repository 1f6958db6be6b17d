"""Terms as rational functions of their atoms: the trusted half of "both sides are the same rational function"."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from flint import fmpq

from derive.rules.model import nonzero, positive
from derive.rules.monomials import UNIT, Exponent, Poly, TooLarge, rational
from derive.rules.polynomials import Polynomials
from derive.terms.term import Add, Index, Mul, Num, Pow, Size, Term, index, num

__all__ = ["Poly", "Ring", "TooLarge"]


class Ring(Polynomials):
    """Reads terms, and decides equality."""

    def read(self, term: Term) -> Poly:
        return self.evaluate(term, {})

    # --- terms to polynomials ---
    def evaluate(self, term: Term, given: Mapping[Term, Term]) -> Poly:
        """The polynomial of a term, where the atoms in `given` are replaced by their values."""
        if isinstance(term, Num):
            return {UNIT: rational(term.value)} if term.value else {}
        if isinstance(term, Add):
            total: Poly = {}
            for piece in term.terms:
                total = self.add(total, self.evaluate(piece, given))
            return total
        if isinstance(term, Mul):
            return self._product(term, given)
        if isinstance(term, Size):
            return self._size(term.value, given)
        if isinstance(term, Pow) and isinstance(term.exponent, Num):
            return self._evaluate_power(term, term.exponent.value, given)
        if term in given:
            return self.evaluate(given[term], {})
        return self.atom(term)

    def _product(self, term: Mul, given: Mapping[Term, Term]) -> Poly:
        result: Poly = {UNIT: fmpq(1)}
        for factor in term.factors:
            result = self.multiply(result, self.evaluate(factor, given))
            if not result:
                break
        return result

    def _size(self, value: Index, given: Mapping[Term, Term]) -> Poly:
        total: Poly = {UNIT: fmpq(value.offset)} if value.offset else {}
        for name, c in value.parts:
            total = self.add(total, self.atom(Size(index(name))), fmpq(c))
        return total

    def _evaluate_power(self, term: Pow, exponent: Fraction, given: Mapping[Term, Term]) -> Poly:
        if term in given:
            return self.evaluate(given[term], {})
        if exponent.denominator == 1:
            return self.power(self.evaluate(term.base, given), exponent.numerator)
        if isinstance(term.base, Num) and term.base.value > 0:
            return self.settle(((self.number(term.base), exponent),))
        base = self.evaluate(term.base, given)
        root = self._root(base, exponent)
        return self.atom(Pow(self.term(base), num(exponent))) if root is None else root

    def _root(self, base: Poly, exponent: Fraction) -> Poly | None:
        """A fractional power of one atom or of one group; of anything else it is an atom itself."""
        if len(base) > 1:
            content, group = self.primitive(base)
            alone = len(group) > 1 and content in ({UNIT: fmpq(1)}, {UNIT: fmpq(-1)})
            return self.settle(((self.group(base), exponent),)) if alone else None
        ((monomial, c),) = base.items() or ((UNIT, fmpq(1)),)
        if c == 1 and len(monomial) == 1 and monomial[0][1] == 1:
            return {((monomial[0][0], exponent),): fmpq(1)}
        return None

    # --- equality ---
    def clear(self, poly: Poly) -> Poly:
        """`poly` times its denominators, which must not be zero: zero where `poly` is."""
        poly = self.one_sign(poly)
        for _ in range(60):
            least: dict[int, Exponent] = {}
            for monomial in poly:
                for n, e in monomial:
                    if e < 0:
                        least[n] = min(e, least.get(n, 0))
            if not least:
                return poly
            for n, e in least.items():
                self.needs.setdefault((positive if e % 1 else nonzero)(self.atoms[n]))
            poly = self.raised(poly, least)
        raise TooLarge("denominators within denominators")

    def one_sign(self, poly: Poly) -> Poly:
        """Whole powers of the negative of a sum that stands under a root, as powers of that sum."""
        rooted = {n for m in poly for n, e in m if e % 1 and self.special.get(n) == "group"}
        turned = {self.numbers.get(self.term(self.add({}, self.inner[n], fmpq(-1)))): n for n in sorted(rooted)}
        if not any(n in turned and n not in rooted for m in poly for n, _ in m):
            return poly
        total: Poly = {}
        for monomial, c in poly.items():
            piece: Poly = {UNIT: c}
            for n, e in monomial:
                other = n if n in rooted else turned.get(n, n)
                piece = self.multiply(piece, {((other, e),): fmpq(1) if other == n else fmpq(-1) ** int(e)})
            total = self.add(total, piece)
        return total

    def vanishes(self, poly: Poly) -> bool:
        """Whether `poly` is the zero function, wherever what `needs` says holds."""
        return not poly or not self.clear(poly)
