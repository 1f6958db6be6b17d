"""Real numbers as the refuter knows them: exact rationals while possible, else balls that contain the number.

A rational stays exact through `+ - * /`, integer powers, square roots of squares, `exp 0` and `log 1`; any other
function gives a ball at the precision in force. A rational that grows beyond `HEIGHT` bits becomes a ball too,
so that no input can make the arithmetic run away.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb, fmpq

from derive.functions import FUNCTIONS
from derive.refute.dual import Dual, Value, plain
from derive.refute.outcome import Beyond, NoValue, Unclear

HEIGHT = 4096

ZERO, ONE = fmpq(0), fmpq(1)


def rational(value: Fraction | int) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def ball(value: Value) -> arb:
    return value if isinstance(value, arb) else arb(value)


def sign(value: Value) -> int:
    """-1, 0 or 1, when it is certain."""
    if isinstance(value, fmpq):
        return int(value > 0) - int(value < 0)
    if value > 0:
        return 1
    if value < 0:
        return -1
    if value.is_zero():
        return 0
    raise Unclear(f"the sign of {value}")


def inverse(value: Value) -> Value:
    if type(value) is Dual:
        top = inverse(value.real)
        return Dual(value.tag, top, top * top * value.slope * -ONE)
    if sign(value) == 0:
        raise NoValue("division by zero")
    return 1 / value


def power(base: Value, exponent: int) -> Value:
    """An integer power, also of a dual number: by squaring, exact while the result stays small."""
    if exponent < 0:
        return inverse(power(base, -exponent))
    if type(base) is not Dual:
        if isinstance(base, fmpq) and base.height_bits() * exponent > HEIGHT:
            base = arb(base)
        return base**exponent
    if exponent == 0:
        return ONE
    lower = power(base.real, exponent - 1)
    return Dual(base.tag, lower * base.real, lower * base.slope * rational(exponent))


def settle(value: Value) -> Value:
    """A rational of great height as a ball; everything else unchanged."""
    if type(value) is Dual:
        return Dual(value.tag, settle(value.real), settle(value.slope))
    return arb(value) if isinstance(value, fmpq) and value.height_bits() > HEIGHT else value


# --- functions on plain numbers ----------------------------------------------------------------------------------
EXACT = {("exp", 0): ONE, ("log", 1): ZERO, ("sin", 0): ZERO, ("cos", 0): ONE, ("sqrt", 0): ZERO,
         ("arctan", 0): ZERO}


def _value(name: str, x: Value) -> Value:
    """A primitive function at a number: exact where the table or a square root says so, else a ball."""
    function = FUNCTIONS[name]
    if function.domain is not None and not SIGNS[function.domain](sign(x)):
        raise NoValue(f"{name} of a number that is not {function.domain}")
    if isinstance(x, fmpq):
        if name in _RATIONAL:
            return _RATIONAL[name](x)
        if x.q == 1 and (name, int(x)) in EXACT:
            return EXACT[name, int(x)]
    if function.value is None:
        raise Beyond(f"no value is known for {name}")
    return function.value(ball(x))


def _sqrt(x: fmpq) -> Value:
    return x.sqrt() if x.p.is_square() and x.q.is_square() else arb(x).sqrt()


_RATIONAL: dict[str, Callable[[fmpq], Value]] = {
    "abs": abs,
    "sign": lambda x: rational(sign(x)),
    "sqrt": _sqrt,
}


def _away_from_zero(slope: Callable[[int], int]) -> Callable[[Value, Value], Value]:
    def run(x: Value, y: Value) -> Value:
        direction = sign(plain(x))
        if direction == 0:
            raise NoValue("a derivative at a kink")
        return rational(slope(direction))

    return run


# the derivative of each primitive, from its argument and its value (both may be dual numbers)
SLOPES: dict[str, Callable[[Value, Value], Value]] = {
    "exp": lambda x, y: y,
    "log": lambda x, y: inverse(x),
    "sqrt": lambda x, y: inverse(y * rational(2)),
    "abs": _away_from_zero(lambda s: s),
    "sign": _away_from_zero(lambda s: 0),
    "sin": lambda x, y: apply("cos", x),
    "cos": lambda x, y: apply("sin", x) * -ONE,
    "arctan": lambda x, y: inverse(x * x + ONE),
}


def apply(name: str, x: Value) -> Value:
    """The primitive function `name` at any number; the chain rule is here, once, for all of them."""
    if type(x) is not Dual:
        return _value(name, x)
    at = apply(name, x.real)
    return Dual(x.tag, at, SLOPES[name](x.real, at) * x.slope)


def real_power(base: Value, exponent: Value) -> Value:
    """`base ** exponent` for an exponent that is not an integer numeral: the base must be positive."""
    if sign(plain(base)) <= 0:
        raise NoValue("a real power of a number that is not positive")
    if isinstance(exponent, fmpq) and exponent.q == 1 and abs(exponent) <= HEIGHT:
        return power(base, int(exponent.p))
    if isinstance(exponent, fmpq) and exponent.q == 2 and abs(exponent) <= HEIGHT:
        return power(apply("sqrt", base), int(exponent.p))
    return apply("exp", exponent * apply("log", base))


def whole(value: Value) -> int | None:
    """The whole number that an exact value is."""
    return int(value.p) if isinstance(value, fmpq) and value.q == 1 else None


# --- comparisons ---------------------------------------------------------------------------------------------------
HOLDS: dict[str, Callable[[int], bool]] = {
    "=": lambda s: s == 0,
    "!=": lambda s: s != 0,
    "<": lambda s: s < 0,
    "<=": lambda s: s <= 0,
    ">": lambda s: s > 0,
    ">=": lambda s: s >= 0,
}
SIGNS: dict[str, Callable[[int], bool]] = {
    "positive": lambda s: s > 0,
    "nonnegative": lambda s: s >= 0,
    "negative": lambda s: s < 0,
    "nonzero": lambda s: s != 0,
}


class Reals:
    """The arithmetic of this module as the evaluator wants it: one object with everything in it."""

    zero = ZERO
    one = ONE
    functions = frozenset(SLOPES)
    number = staticmethod(rational)
    inverse = staticmethod(inverse)
    power = staticmethod(power)
    real_power = staticmethod(real_power)
    whole = staticmethod(whole)
    apply = staticmethod(apply)
    settle = staticmethod(settle)

    @staticmethod
    def holds(left: Value, relation: str, right: Value) -> bool:
        """Whether the comparison certainly holds; `Unclear` where the balls do not tell."""
        return HOLDS[relation](sign(plain(left) - plain(right)))

    @staticmethod
    def meets(kind: str, value: Value) -> bool:
        """Whether a number certainly has the sign that a hypothesis says."""
        return SIGNS[kind](sign(value))

    @staticmethod
    def same(left: Value, right: Value) -> bool:
        """Certainly equal: both are exact. Balls never are."""
        return isinstance(left, fmpq) and isinstance(right, fmpq) and bool(left == right)

    @staticmethod
    def extreme(kind: str, values: list[Value]) -> Value:
        """The greatest or least of the values, with the derivatives of the one that attains it."""
        best = values[0]
        for value in values[1:]:
            best = _better(kind, best, value)
        return best


def _better(kind: str, best: Value, value: Value) -> Value:
    if type(best) is not Dual and type(value) is not Dual and (isinstance(best, arb) or isinstance(value, arb)):
        return ball(best).max(ball(value)) if kind == "max" else ball(best).min(ball(value))
    order = sign(plain(value) - plain(best))
    if order == 0 and (type(best) is Dual or type(value) is Dual):
        raise NoValue(f"the derivative of a {kind} that two entries attain")
    return value if (order > 0) == (kind == "max") and order else best
