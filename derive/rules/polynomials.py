"""Exact polynomials over atoms, their products, and what the cancellations need.

An atom is a term that is no sum, product or integer power. A monomial maps atoms to exponents, which may be
negative or fractional; the reciprocal (or a root) of a sum is a power of a `group`, one more atom.
`0**-1` counts as 0, so `1/(x y) = 1/x 1/y` needs nothing; `x / x = 1` needs `x` not zero, and says so in `needs`.
"""

from __future__ import annotations

from flint import fmpq

from derive.rules.model import Condition, nonnegative, nonzero, positive
from derive.rules.monomials import UNIT, Exponent, Monomial, Poly, TooLarge, fraction, over, rational
from derive.terms.term import ONE, ZERO, Add, Delta, Fun, Mul, Num, Pow, Term, num
from derive.terms.walk import text

LIMIT = 4000  # terms of one product
MOST = 2_000_000  # products of two terms, in all


class Polynomials:
    """Numbers the atoms, multiplies polynomials, and notes what the cancellations need."""

    def __init__(self, binary: frozenset[str] = frozenset(), signs: frozenset[str] = frozenset()) -> None:
        self.binary, self.signs = binary, signs
        self.work, self.most = 0, MOST
        self.atoms: list[Term] = []
        self.numbers: dict[Term, int] = {}
        self.special: dict[int, str] = {}
        self.inner: dict[int, Poly] = {}
        self.needs: dict[Condition, None] = {}
        self._terms: dict[Monomial, Term] = {}
        self._leads: dict[int, Monomial] = {}
        self._common: dict[int, frozenset[int]] = {}
        self.one = fmpq(1)

    # --- atoms ---
    def number(self, atom: Term) -> int:
        known = self.numbers.get(atom)
        if known is None:
            known = self.numbers[atom] = len(self.atoms)
            self.atoms.append(atom)
            self._classify(known, atom)
        return known

    def _classify(self, number: int, atom: Term) -> None:
        """Atoms with an algebra of their own: 0/1, -1/1, |x|^2 = x^2, roots of numbers."""
        name = getattr(atom, "name", "")
        if isinstance(atom, Delta) or (name in self.binary and not isinstance(atom, Fun)):
            self.special[number] = "binary"
        elif name in self.signs and not isinstance(atom, Fun):
            self.special[number] = "sign"
        elif isinstance(atom, Num):
            self.special[number] = "number"
        elif isinstance(atom, Fun) and name == "abs":
            self.special[number] = "abs"
            self.inner[number] = self.read(atom.arguments[0])  # type: ignore[arg-type]

    def atom(self, term: Term, exponent: Exponent = 1) -> Poly:
        return {((self.number(term), exponent),): fmpq(1)}

    # --- arithmetic ---
    def add(self, left: Poly, right: Poly, factor: fmpq = fmpq(1)) -> Poly:  # noqa: B008
        total = dict(left)
        for monomial, c in right.items():
            value = total.get(monomial, 0) + factor * c
            if value:
                total[monomial] = value
            else:
                total.pop(monomial, None)
        return total

    def multiply(self, left: Poly, right: Poly) -> Poly:
        self.work += 1 + len(left) * len(right)
        if len(left) * len(right) > LIMIT or self.work > self.most:
            raise TooLarge("a product of too many terms")
        if len(left) == 1 and left.get(UNIT) == 1:
            return dict(right)
        if len(right) == 1 and right.get(UNIT) == 1:
            return dict(left)
        total: Poly = {}
        for m, c in left.items():
            for n, d in right.items():
                piece, plain = self._merge(m, n)
                if plain:
                    total[piece] = total.get(piece, 0) + c * d
                    continue
                for monomial, e in self.settle(piece).items():
                    total[monomial] = total.get(monomial, 0) + c * d * e
        return {m: c for m, c in total.items() if c}

    def _merge(self, m: Monomial, n: Monomial) -> tuple[Monomial, bool]:
        """The product of two monomials, and whether no special atom met itself in it."""
        if not m or not n:
            return m or n, True
        total, plain = dict(m), True
        for number, e in n:
            if number not in total:
                total[number] = e
                continue
            self._need(number, total[number], e)
            plain = plain and number not in self.special
            total[number] += e
            if not total[number]:
                del total[number]
        return tuple(sorted(total.items())), plain

    def _need(self, number: int, one: Exponent, other: Exponent) -> None:
        """What `x^one x^other = x^(one + other)` needs of x."""
        whole = one % 1 == 0 and other % 1 == 0
        if whole and (one > 0) == (other > 0):
            return
        weak = nonzero if whole else positive
        condition = nonnegative if one > 0 and other > 0 else weak
        if self.special.get(number) != "number":
            self.needs.setdefault(condition(self.atoms[number]))

    def settle(self, monomial: Monomial) -> Poly:
        """The value of a monomial whose special atoms may stand in powers."""
        result: Poly = {UNIT: fmpq(1)}
        rest: list[tuple[int, Exponent]] = []
        for number, e in monomial:
            kind = self.special.get(number)
            whole = int(e // 1)
            if kind == "binary" and e > 0 and e == whole:
                rest.append((number, 1))
            elif kind == "sign" and e == whole:
                rest += [(number, 1)] * (whole % 2)
            elif kind == "number":
                result = {m: c * rational(self.atoms[number].value) ** whole for m, c in result.items()}  # type: ignore[attr-defined]
                rest += [(number, e - whole)] * (e != whole)
            elif kind == "abs" and e == whole and e > 1:
                result = self.multiply(result, self.power(self.inner[number], whole - whole % 2))
                rest += [(number, 1)] * (whole % 2)
            elif kind == "group" and e >= 1:
                result = self.multiply(result, self.power(self.inner[number], whole))
                rest += [(number, e - whole)] * (e != whole)
            else:
                rest.append((number, e))
        return self.multiply({tuple(rest): fmpq(1)}, result)

    def power(self, poly: Poly, exponent: int) -> Poly:
        if exponent < 0:
            return self.invert(poly, -exponent)
        if len(poly) == 1:
            return self._power_single(poly, exponent)
        result: Poly = {UNIT: fmpq(1)}
        for _ in range(exponent):
            result = self.multiply(result, poly)
        return result

    def _power_single(self, poly: Poly, exponent: int) -> Poly:
        ((monomial, c),) = poly.items()
        if exponent == 0:
            return {UNIT: fmpq(1)}
        if abs(exponent) > 10_000:
            raise TooLarge("a power too high")
        for n, e in ((n, e) for n, e in monomial if e % 1 and exponent != 1):
            self._need(n, e, e if exponent > 0 else -e)
        grown = tuple((n, e * exponent) for n, e in monomial)
        return self.multiply({UNIT: c**exponent}, self.settle(grown))

    def invert(self, poly: Poly, times: int = 1) -> Poly:
        """`poly ** -times`; 0 where `poly` is 0."""
        if not poly:
            return {}
        if len(poly) == 1:
            return self._power_single(poly, -times)
        content, group = self.primitive(poly)
        outside = self._power_single(content, -times) if content else {}
        return self.multiply(outside, {((self.group(group), -times),): fmpq(1)}) if len(group) > 1 else outside

    def group(self, poly: Poly) -> int:
        """The atom that stands for a sum of at least two terms."""
        number = self.number(self.term(poly))
        self.special[number], self.inner[number] = "group", poly
        return number

    def primitive(self, poly: Poly) -> tuple[Poly, Poly]:
        """A monomial and a sum without common factors whose product is `poly`, leading coefficient 1."""
        least: dict[int, Exponent] = dict(next(iter(poly)))
        for monomial in poly:
            here = dict(monomial)
            least = {n: min(e, here.get(n, 0)) for n, e in least.items()} | {
                n: min(e, 0) for n, e in here.items() if n not in least
            }
        for n, e in least.items():
            if e < 0 or e % 1:
                self.needs.setdefault((positive if e % 1 else nonzero)(self.atoms[n]))
        common = tuple(sorted((n, e) for n, e in least.items() if e))
        lead = poly[self.leading(poly)]
        back = dict(common)
        rest = {over(m, back): c / lead for m, c in poly.items()}
        if not any(e >= 1 and self.special.get(n) == "group" for m in rest for n, e in m):
            return {common: lead}, rest
        return self._primitive_again({common: lead}, self.raised(rest, {}))

    def _primitive_again(self, content: Poly, rest: Poly) -> tuple[Poly, Poly]:
        """After groups were written out, which may bring new common factors."""
        if len(rest) < 2:
            return self.multiply(content, rest), {UNIT: fmpq(1)}
        more, rest = self.primitive(rest)
        return self.multiply(content, more), rest

    def leading(self, poly: Poly) -> Monomial:
        """The monomial of highest degree, the last one in the order of texts among equals."""
        return max(poly, key=lambda m: (sum(e for _, e in m), text(self.monomial(m))))

    def raised(self, poly: Poly, least: dict[int, Exponent]) -> Poly:
        """Every monomial divided by `least`, groups in positive powers written out."""
        total: Poly = {}
        for monomial, c in poly.items():
            total = self.add(total, self.settle(over(monomial, least)), c)
        return total

    def lead(self, group: int) -> Monomial:
        """The leading monomial of a group."""
        if group not in self._leads:
            self._leads[group] = self.leading(self.inner[group])
        return self._leads[group]

    def common(self, group: int) -> frozenset[int]:
        """The atoms in every monomial of a group but the constant one, which it must have."""
        if group not in self._common:
            others = [frozenset(n for n, e in m if e > 0) for m in self.inner[group] if m]
            constant = UNIT in self.inner[group]
            self._common[group] = frozenset.intersection(*others) if constant and others else frozenset()
        return self._common[group]

    def read(self, term: Term) -> Poly:
        raise NotImplementedError  # `ring` reads terms

    # --- polynomials to terms ---
    def monomial(self, monomial: Monomial) -> Term:
        known = self._terms.get(monomial)
        if known is None:
            factors = [self.atoms[n] if e == 1 else Pow(self.atoms[n], num(e)) for n, e in monomial]
            factors.sort(key=text)
            known = Mul(tuple(factors)) if len(factors) > 1 else (factors or [ONE])[0]
            self._terms[monomial] = known
        return known

    def _scaled(self, monomial: Monomial, c: fmpq) -> Term:
        bare = self.monomial(monomial)
        if c == 1 or not monomial:
            return bare if c == 1 else Num(fraction(c))
        factors = bare.factors if isinstance(bare, Mul) else (bare,)
        return Mul((Num(fraction(c)), *factors))

    def term(self, poly: Poly) -> Term:
        """The one term of a polynomial: monomials and factors in the order of their texts."""
        if not poly:
            return ZERO
        ordered = sorted(poly.items(), key=lambda item: text(self.monomial(item[0])))
        pieces = [self._scaled(m, c) for m, c in ordered]
        return pieces[0] if len(pieces) == 1 else Add(tuple(pieces))
