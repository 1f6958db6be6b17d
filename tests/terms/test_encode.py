"""The SymPy form says what the term says, and comes back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
import sympy

from derive.refute import NoWitness, refute
from derive.terms.encode import NotEncoded, Partial, decode, encode
from derive.terms.term import (
    Add,
    Delta,
    Deriv,
    Entry,
    Fun,
    Integral,
    Mul,
    Pow,
    Size,
    Sum,
    Sym,
    Tensor,
    call,
    div,
    index,
    mul,
    num,
    upto,
)  # fmt: skip
from derive.terms.walk import parts, text
from tests.refute.goals import FALSE, TRUE, u, v, x

i, j, w, o = (index(name) for name in "ijwo")
SIDES = {
    f"{name}, {side}": (goal, getattr(goal, side))
    for name, goal in {**TRUE, **FALSE}.items()
    for side in ("left", "right")
}


def shape(node):
    """A term up to the order of sums and products."""
    inner = [shape(part) for part in parts(node)] if not isinstance(node, (Size,)) else []
    if isinstance(node, (Add, Mul)):
        return type(node).__name__, tuple(sorted(inner, key=repr))
    return (type(node).__name__, tuple(inner)) if inner else text(node)


@pytest.mark.parametrize("name", SIDES)
def test_value_is_kept(name):
    goal, side = SIDES[name]
    found = refute(replace(goal, left=side, right=decode(encode(side)), sign="="), 40)
    assert isinstance(found, NoWitness), found


@pytest.mark.parametrize(
    "term",
    [
        u(w, i),
        mul(x, Pow(x, num(-1))),
        Sum("w", upto("W"), mul(Delta(w, o), v(i))),
        Deriv(call("log", Sum("w", upto("W"), call("exp", u(w, i)))), u(o, j)),
        Fun("F", (x, Tensor((("k", upto("d")),), Entry("p", (index("k"),)))), (1, 0), (i,)),
        Integral("x", call("exp", x)),
        Integral("x", x, num(0), Sym("y")),
        call("sigmoid", div(x, call("sqrt", Sym("y")))),
        call("log", call("exp", num(0))),
        Size(index("W")),
    ],
)
def test_structure_is_kept(term):
    assert shape(decode(encode(term))) == shape(term)


def test_nothing_is_evaluated():
    assert encode(mul(x, Pow(x, num(-1)))) != 1
    assert encode(call("exp", num(0))) != 1
    assert isinstance(encode(Deriv(call("log", u(w, i)), u(o, j))), Partial)


def test_two_kinds_of_the_same_letter():
    assert encode(Sym("W")) != encode(Size(index("W")))
    assert decode(encode(Sym("W"))) == Sym("W")


def test_real_sympy_objects():
    assert isinstance(encode(u(w, i)), sympy.Indexed)
    assert isinstance(encode(Sum("w", upto("W"), u(w, i))), sympy.Sum)
    assert encode(Delta(w, o)).has(sympy.KroneckerDelta)


def test_other_expressions_are_refused():
    with pytest.raises(NotEncoded):
        decode(sympy.Matrix([[1]]))


def test_nothing_else_starts_sympy():
    program = "import sys, derive.refute, derive.modular, derive.terms.codec\nprint('sympy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "False"
