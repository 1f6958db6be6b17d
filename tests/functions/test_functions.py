"""Every function: its derivative by a complex step in ball arithmetic, its sign, its definition, its expansion."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import flint
import numpy as np
import pytest
from flint import acb, arb

from derive.catalogue import CatalogueError, register
from derive.functions import FUNCTIONS, Function
from derive.terms import term as t
from derive.terms.term import Entry, Sym, Term, index, upto

ELEMENTWISE = [f for f in FUNCTIONS.values() if f.shape == "elementwise"]
POINTS = {"positive": (0.3, 1.7, 4.0), "nonnegative": (0.4, 2.5), "nonzero": (-1.2, 0.7), "unit": (0.1, 0.85)}
ANYWHERE = (-1.7, -0.4, 0.6, 2.3)
STEP = arb("1e-40")
PLAIN: dict[str, Callable[[Any], Any]] = {"exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.abs,
                                          "det": np.linalg.det}


def points(function: Function) -> tuple[float, ...]:
    return POINTS.get(function.smooth or function.domain or "", ANYWHERE)


def number(term: Term, x: Any) -> Any:
    """A term of one symbol in ball arithmetic."""
    if isinstance(term, t.Num):
        return arb(term.value.numerator) / term.value.denominator
    if isinstance(term, Sym):
        return x
    if isinstance(term, t.Add):
        return sum((number(a, x) for a in term.terms), arb(0))
    if isinstance(term, t.Mul):
        product = arb(1)
        for factor in term.factors:
            product = product * number(factor, x)
        return product
    if isinstance(term, t.Pow):
        assert isinstance(term.exponent, t.Num)
        return number(term.base, x) ** int(term.exponent.value)
    assert isinstance(term, t.Fun)
    value = FUNCTIONS[term.name].value
    assert value is not None
    return value(number(term.arguments[0], x))  # type: ignore[arg-type]


def slope(function: Function, x: float) -> arb:
    """By a complex step; for what has a kink, by a small real one."""
    assert function.value is not None
    if function.smooth == "nonzero":
        return (function.value(arb(x) + STEP) - function.value(arb(x) - STEP)) / (2 * STEP)
    return function.value(acb(arb(x), STEP)).imag / STEP


@pytest.mark.parametrize("function", ELEMENTWISE, ids=lambda f: f.name)
def test_derivative(function: Function) -> None:
    assert function.derivative is not None
    with flint.ctx.workprec(400):
        for x in points(function):
            found = number(function.derivative(Sym("x")), arb(x))
            assert abs(found - slope(function, x)) < arb("1e-9"), x


@pytest.mark.parametrize("function", ELEMENTWISE, ids=lambda f: f.name)
def test_value_sign_and_definition(function: Function) -> None:
    assert function.value is not None
    for x in points(function):
        value = function.value(arb(x))
        low, high = {"positive": (0, None), "nonnegative": (0, None), "unit": (0, 1), "band": (-1, 1),
                     None: (None, None)}[function.sign]
        assert low is None or value >= low
        assert high is None or value < high
        assert float(value) == pytest.approx(float(eval_numpy(function.numpy, np.float64(x))))
        if function.definition is not None:
            assert abs(number(function.definition(Sym("x")), arb(x)) - value) < arb("1e-10")


def eval_numpy(expression: str, x: Any) -> Any:
    return eval(expression, {"np": np, "x": x})


@pytest.mark.parametrize("function", [f for f in FUNCTIONS.values() if f.expand], ids=lambda f: f.name)
def test_expansions_agree_with_numpy(function: Function) -> None:
    rng, names = np.random.default_rng(3), map("k{}".format, itertools.count())
    size, span = 3, upto(3)
    x, y = rng.normal(size=size), rng.uniform(size=size)
    if function.shape.startswith("matrix"):
        x = rng.normal(size=(size, size))
    if function.name == "cross_entropy":
        x = np.exp(x)
    arrays = {"x": x, "y": y}
    assert function.expand is not None

    def component(name: str) -> Callable[..., Term]:
        return lambda *where: Entry(name, where)

    inputs = [component("y"), component("x")] if function.shape.startswith("vectors") else [component("x")]
    result = function.expand(*inputs, span, lambda: next(names))
    expected = eval(function.numpy, {"np": np, **arrays})
    got = np.empty_like(np.asarray(expected, dtype=float))
    for place in np.ndindex(got.shape):
        term = result(*(index(k + 1) for k in place)) if callable(result) else result
        got[place] = plain(term, arrays)
    assert np.allclose(got, expected)


def plain(term: Any, arrays: dict[str, Any], where: dict[str, int] | None = None) -> Any:
    """An expansion as a number."""
    where = where or {}

    def at(i: t.Index) -> int:
        return i.offset + sum(c * where[n] for n, c in i.parts)

    def of(inner: Any) -> float:
        return plain(inner, arrays, where)

    def whole(array: t.Tensor) -> Any:
        names, size = [n for n, _ in array.binders], len(arrays["x"])
        places = np.ndindex((size,) * len(names))
        entries = [plain(array.body, arrays, {**where, **{n: k + 1 for n, k in zip(names, at, strict=True)}})
                   for at in places]
        return np.array(entries).reshape((size,) * len(names))

    table: dict[type, Callable[[Any], Any]] = {
        t.Num: lambda s: float(s.value),
        t.Entry: lambda s: float(arrays[s.name][tuple(at(i) - 1 for i in s.indices)]),
        t.Add: lambda s: sum(map(of, s.terms)),
        t.Mul: lambda s: float(np.prod(list(map(of, s.factors)))),
        t.Pow: lambda s: of(s.base) ** of(s.exponent),
        t.Size: lambda s: float(at(s.value)),
        t.Delta: lambda s: float(at(s.left) == at(s.right)),
        t.Fun: lambda s: float(PLAIN[s.name](of(s.arguments[0]))),
        t.Tensor: lambda s: whole(s),
        t.Sum: lambda s: sum(plain(s.body, arrays, {**where, s.name: k})
                             for k in range(at(s.range.lower), at(s.range.upper) + 1)),
    }
    return table[type(term)](term)


def test_spellings_are_not_shared() -> None:
    spellings = [s for f in FUNCTIONS.values() for s in f.spellings]
    assert len(spellings) == len(set(spellings))


def test_the_catalogue_refuses_duplicates_and_nameless_entries() -> None:
    one = FUNCTIONS["exp"]
    with pytest.raises(CatalogueError, match="two entries"):
        register([one, one], "function")
    with pytest.raises(CatalogueError, match="without a name"):
        register([Function("", ())], "function")


def test_an_array_function_needs_its_expansion() -> None:
    with pytest.raises(ValueError, match="expand"):
        Function("odd", (), shape="vector to scalar")
