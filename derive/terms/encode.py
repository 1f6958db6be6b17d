"""The SymPy expression of a term. **The claim's SymPy expression is this one**; SymPy is imported nowhere else but
in `crosscheck`, so that a check starts quickly.

    u[w, i]                 Indexed(IndexedBase("u"), w, i)         index names are integer symbols, all others real
    sum over w of f         Sum(f, (w, 1, W))                       likewise Product and Integral
    delta(w, o)             KroneckerDelta(w, o)
    one case or another     Piecewise
    sqrt(x)                 x ** (1/2)

Nothing is evaluated: `x * x**-1` stays. SymPy's own `Derivative` is not used, for it returns 0, silently, where it
does not see the variable in the expression (by an entry `u[o, j]` of a sum over `u[w, j]`, or under a name that is
defined); `Partial(body, variable)` stands for a derivative, `Prime(F(x), 1)` for F', `Component(F(x), k)` for one
component of an array-valued function, `Array` for a whole array as an argument, `Greatest` and `Least` for extrema.

`decode(encode(t))` is equal to `t` in value, and in structure up to the order in sums and products, to `Size` terms
written out (`Size(i + 1)` comes back as `Size(i) + 1`) and to nested sums written as one.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from derive.source import DeriveError
from derive.terms import term as t

Expr = Any


class Partial(sympy.Function):  # type: ignore[misc]
    """`Partial(body, variable)`: a partial derivative that is never worked out."""


class Prime(sympy.Function):  # type: ignore[misc]
    """`Prime(F(x, y), 1, 0)`: an open function differentiated by its arguments."""


class Component(sympy.Function):  # type: ignore[misc]
    """`Component(F(x), k)`: one component of an array-valued function."""


class Array(sympy.Function):  # type: ignore[misc]
    """`Array(Lambda((i,), body), 1, d)`: a whole array, its axes by lower and upper ends."""


class Greatest(sympy.Function):  # type: ignore[misc]
    """`Greatest(Lambda((i,), body), 1, d)`: the maximum over an index."""


class Least(sympy.Function):  # type: ignore[misc]
    """`Least(Lambda((i,), body), 1, d)`: the minimum over an index."""


class NotEncoded(DeriveError):
    """An expression that no term has."""


KNOWN: dict[str, Any] = {
    "exp": sympy.exp,
    "log": sympy.log,
    "abs": sympy.Abs,
    "sign": sympy.sign,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "arctan": sympy.atan,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
}
EXTREMA: dict[str, Any] = {"max": Greatest, "min": Least}
RELATIONS: dict[str, Any] = {
    "=": sympy.Eq,
    "!=": sympy.Ne,
    "<": sympy.Lt,
    "<=": sympy.Le,
    ">": sympy.Gt,
    ">=": sympy.Ge,
}


# --- from terms ------------------------------------------------------------------------------------------------------
def encode(term: t.Term) -> Expr:
    """The SymPy expression of a term."""
    return _ENCODE[type(term)](term)


def _name(name: str) -> Expr:
    return sympy.Symbol(name, integer=True)


def encode_index(index: t.Index) -> Expr:
    return sympy.Add(sympy.Integer(index.offset), *(factor * _name(name) for name, factor in index.parts))


def _limits(name: str, range_: t.Range) -> tuple[Expr, Expr, Expr]:
    return _name(name), encode_index(range_.lower), encode_index(range_.upper)


def _entry(term: t.Entry) -> Expr:
    return sympy.Indexed(sympy.IndexedBase(term.name, real=True), *map(encode_index, term.indices))


def _pow(term: t.Pow) -> Expr:
    return sympy.Pow(encode(term.base), encode(term.exponent), evaluate=False)


def _extremum(term: t.Extremum) -> Expr:
    return EXTREMA[term.kind](*_array(((term.name, term.range),), term.body))


def _array(binders: tuple[tuple[str, t.Range], ...], body: t.Term) -> list[Expr]:
    ends = [encode_index(end) for _, r in binders for end in (r.lower, r.upper)]
    return [sympy.Lambda(tuple(_name(name) for name, _ in binders), encode(body)), *ends]


def _fun(term: t.Fun) -> Expr:
    arguments = [Array(*_array(a.binders, a.body)) if isinstance(a, t.Tensor) else encode(a) for a in term.arguments]
    if term.name == "sqrt" and not term.orders:
        return sympy.Pow(arguments[0], sympy.S.Half, evaluate=False)
    value = KNOWN.get(term.name, sympy.Function(term.name))(*arguments, evaluate=False)
    if any(term.orders):
        value = Prime(value, *term.orders)
    return Component(value, *map(encode_index, term.indices)) if term.indices else value


def _integral(term: t.Integral) -> Expr:
    variable = sympy.Symbol(term.name, real=True)
    if term.lower is None or term.upper is None:
        return sympy.Integral(encode(term.body), variable)
    return sympy.Integral(encode(term.body), (variable, encode(term.lower), encode(term.upper)))


def _cases(term: t.Cases) -> Expr:
    branches = [(encode(value), True if c is None else _compare(c)) for c, value in term.branches]
    return sympy.Piecewise(*branches, evaluate=False)


def _compare(condition: t.Compare) -> Expr:
    return RELATIONS[condition.sign](encode(condition.left), encode(condition.right), evaluate=False)


_ENCODE: dict[type, Callable[[Any], Expr]] = {
    t.Num: lambda term: sympy.Rational(term.value.numerator, term.value.denominator),
    t.Sym: lambda term: sympy.Symbol(term.name, real=True),
    t.Entry: _entry,
    t.Size: lambda term: encode_index(term.value),
    t.Add: lambda term: sympy.Add(*map(encode, term.terms), evaluate=False),
    t.Mul: lambda term: sympy.Mul(*map(encode, term.factors), evaluate=False),
    t.Pow: _pow,
    t.Delta: lambda term: sympy.KroneckerDelta(encode_index(term.left), encode_index(term.right), evaluate=False),
    t.Sum: lambda term: sympy.Sum(encode(term.body), _limits(term.name, term.range)),
    t.Prod: lambda term: sympy.Product(encode(term.body), _limits(term.name, term.range)),
    t.Extremum: _extremum,
    t.Fun: _fun,
    t.Deriv: lambda term: Partial(encode(term.body), encode(term.variable)),
    t.Integral: _integral,
    t.Cases: _cases,
}


# --- to terms --------------------------------------------------------------------------------------------------------
def decode(expression: Expr) -> t.Term:
    """The term of an expression that `encode` made. `NotEncoded` for any other."""
    for kind, rule in _DECODE:
        if isinstance(expression, kind):
            return rule(expression)
    raise NotEncoded(f"no term has the expression {type(expression).__name__}")


def decode_index(expression: Expr) -> t.Index:
    total = t.Index()
    for part in sympy.Add.make_args(expression):
        factor, rest = part.as_coeff_Mul()
        whole = rest == 1 or (isinstance(rest, sympy.Symbol) and rest.is_integer)
        if not factor.is_Integer or not whole:
            raise NotEncoded(f"not an index: {expression}")
        total += t.Index((), int(factor)) if rest == 1 else t.Index(((rest.name, int(factor)),))
    return total


def _symbol(expression: Expr) -> t.Term:
    return t.Size(t.index(expression.name)) if expression.is_integer else t.Sym(expression.name)


def _decode_pow(expression: Expr) -> t.Term:
    base, exponent = expression.args
    return t.call("sqrt", decode(base)) if exponent == sympy.S.Half else t.Pow(decode(base), decode(exponent))


def _decode_exp(expression: Expr) -> t.Term:
    return t.call("exp", decode(expression.args[0]))


def _binder(node: type) -> Callable[[Expr], t.Term]:
    def run(expression: Expr) -> t.Term:
        term = decode(expression.function)
        for name, lower, upper in expression.limits:
            term = node(name.name, t.Range(decode_index(lower), decode_index(upper)), term)
        return term

    return run


def _axes(expression: Expr) -> tuple[tuple[tuple[str, t.Range], ...], t.Term]:
    bound, *ends = expression.args
    ranges = [t.Range(decode_index(a), decode_index(b)) for a, b in zip(ends[::2], ends[1::2], strict=True)]
    return tuple(zip((v.name for v in bound.variables), ranges, strict=True)), decode(bound.expr)


def _extreme(kind: str) -> Callable[[Expr], t.Term]:
    def run(expression: Expr) -> t.Term:
        ((name, range_),), body = _axes(expression)
        return t.Extremum(kind, name, range_, body)

    return run


def _decode_function(expression: Expr) -> t.Term:
    return t.Fun(type(expression).__name__, tuple(map(_argument, expression.args)))


def _argument(expression: Expr) -> t.Term | t.Tensor:
    return t.Tensor(*_axes(expression)) if isinstance(expression, Array) else decode(expression)


def _known(name: str) -> Callable[[Expr], t.Term]:
    return lambda expression: t.call(name, *map(decode, expression.args))


def _call(expression: Expr) -> t.Fun:
    inner = decode(expression)
    if not isinstance(inner, t.Fun):
        raise NotEncoded(f"not a function value: {expression}")
    return inner


def _prime(expression: Expr) -> t.Term:
    inner = _call(expression.args[0])
    return t.Fun(inner.name, inner.arguments, tuple(int(order) for order in expression.args[1:]), inner.indices)


def _component(expression: Expr) -> t.Term:
    inner = _call(expression.args[0])
    return t.Fun(inner.name, inner.arguments, inner.orders, tuple(map(decode_index, expression.args[1:])))


def _decode_integral(expression: Expr) -> t.Term:
    ((variable, *ends),) = expression.limits
    return t.Integral(variable.name, decode(expression.function), *map(decode, ends))


def _decode_cases(expression: Expr) -> t.Term:
    return t.Cases(tuple((_condition(c), decode(value)) for value, c in expression.args))


def _condition(condition: Expr) -> t.Compare | None:
    if condition == sympy.true:
        return None
    for sign, relation in RELATIONS.items():
        if isinstance(condition, relation):
            return t.Compare(decode(condition.args[0]), sign, decode(condition.args[1]))
    raise NotEncoded(f"not a comparison: {condition}")


# looked through in order: a subclass stands before its class
_DECODE: list[tuple[Any, Callable[[Expr], t.Term]]] = [
    (sympy.Rational, lambda e: t.Num(Fraction(int(e.p), int(e.q)))),
    (sympy.Symbol, _symbol),
    (sympy.Indexed, lambda e: t.Entry(str(e.base.label), tuple(map(decode_index, e.indices)))),
    (sympy.Add, lambda e: t.Add(tuple(map(decode, e.args)))),
    (sympy.Mul, lambda e: t.Mul(tuple(map(decode, e.args)))),
    (sympy.exp, _decode_exp),
    (sympy.Pow, _decode_pow),
    (sympy.KroneckerDelta, lambda e: t.Delta(decode_index(e.args[0]), decode_index(e.args[1]))),
    (sympy.Sum, _binder(t.Sum)),
    (sympy.Product, _binder(t.Prod)),
    (sympy.Integral, _decode_integral),
    (sympy.Piecewise, _decode_cases),
    (Partial, lambda e: t.Deriv(decode(e.args[0]), decode(e.args[1]))),
    (Prime, _prime),
    (Component, _component),
    (Greatest, _extreme("max")),
    (Least, _extreme("min")),
    *((kind, _known(name)) for name, kind in KNOWN.items() if name != "exp"),
    (sympy.Function, _decode_function),
]
