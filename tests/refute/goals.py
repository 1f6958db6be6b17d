"""Claims about the softmax loss and small traps, as terms; shared by the tests of refuting, of the second
witness and of the encodings."""

from __future__ import annotations

from dataclasses import replace

from derive.terms.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Add,
    Cases,
    Compare,
    Delta,
    Deriv,
    Entry,
    Extremum,
    Fun,
    Pow,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    add,
    call,
    div,
    index,
    inverse,
    mul,
    neg,
    num,
    sub,
    upto,
)
from derive.terms.theory import Definition, Goal, Hypothesis, Theory, Variable

W, D = upto("W"), upto("d")
i, j, o, w = (index(name) for name in "ijow")
x, y, z = Sym("x"), Sym("y"), Sym("z")


def u(a, b):
    return Entry("u", (a, b))


def v(a):
    return Entry("v", (a,))


def yhat(a):
    return Entry("yhat", (a,))


def onehot(a):
    return Entry("y", (a,))


def dot(a):
    return Sum("k", D, mul(u(a, index("k")), v(index("k"))))


Z = Sum("m", W, call("exp", dot(index("m"))))
J = Sym("J")
SOFTMAX = Theory(
    sizes={"W": 1, "d": 1},
    indices={"o": W, "w": W, "i": D, "j": D},
    variables={
        "u": Variable("u", (W, D)),
        "v": Variable("v", (D,)),
        "yhat": Variable("yhat", (W,)),
        "y": Variable("y", (W,)),
    },
    definitions={
        "yhat": Definition("yhat", "tensor", ("w",), div(call("exp", dot(w)), Z)),
        "y": Definition("y", "tensor", ("w",), Delta(w, o)),
        "J": Definition("J", "scalar", (), neg(call("log", yhat(o)))),
    },
)


def claim(left, right, theory=SOFTMAX, axes=(), sign="="):
    return Goal(left, right, theory, tuple((name, theory.indices[name]) for name in axes), sign)


def with_facts(theory, *facts):
    return replace(theory, hypotheses=(*theory.hypotheses, *facts))


def weighted(f):
    return Sum("w", W, mul(f(w), u(w, i)))


SAME = Hypothesis("case 1", "same", w, o)
DISTINCT = Hypothesis("case 2", "distinct", w, o)
POSITIVE_X = Hypothesis("x > 0", "positive", x)
PLAIN = Theory()
SQUARE = Theory(sizes={"d": 1}, indices={"i": D, "j": D})


def product(a, b):
    return Sum("k", D, mul(Entry(a, (i, index("k"))), Entry(b, (index("k"), j))))


def inner(a, b):
    return Sum("k", D, mul(Entry(a, (index("k"),)), Entry(b, (index("k"),))))


# L is a function of h, h of a, a of W and x: a gate
H = upto("H")
GATE = Theory(
    sizes={"H": 1, "d": 1},
    indices={"i": H, "j": D},
    variables={
        "h": Variable("h", (H,)),
        "a": Variable("a", (H,)),
        "A": Variable("A", (H, D)),
        "x": Variable("x", (D,)),
    },
    definitions={
        "a": Definition(
            "a", "tensor", ("i",), Sum("k", D, mul(Entry("A", (i, index("k"))), Entry("x", (index("k"),))))
        ),
        "h": Definition("h", "tensor", ("i",), call("tanh", Entry("a", (i,)))),
        "g": Definition("g", "tensor", ("i",), Deriv(Sym("L"), Entry("h", (i,)))),
    },
    dependent=frozenset({"L"}),
)


def entry(name, *indices):
    return Entry(name, indices)


def slope(name):
    return mul(entry("g", i), sub(ONE, Pow(entry("h", i), num(2))), entry(name, j))


SIGMA = replace(
    PLAIN, definitions={"s": Definition("s", "function", ("t",), inverse(add(ONE, call("exp", neg(Sym("t"))))))}
)
BIT = replace(PLAIN, variables={"b": Variable("b", (), "bit")})
SIMPLEX = Theory(sizes={"W": 1}, variables={"q": Variable("q", (W,), "nonnegative", frozenset({"simplex"}))})
ORTHOGONAL = replace(SQUARE, variables={"Q": Variable("Q", (D, D), "real", frozenset({"orthogonal"}))})
SYMMETRIC = replace(SQUARE, variables={"S": Variable("S", (D, D), "real", frozenset({"symmetric"}))})
UNIT_VECTOR = Theory(
    sizes={"W": 1},
    indices={"o": W, "w": W},
    variables={"y": Variable("y", (W,))},
    hypotheses=(Hypothesis("y is one-hot", "equal", onehot(w), Delta(w, o), (("w", W),)),),
)
SCALED = Theory(
    sizes={"d": 1},
    variables={"p": Variable("p", (D,)), "q": Variable("q", (D,))},
    hypotheses=(Hypothesis("p = a q", "equal", entry("p", i), mul(Sym("a"), entry("q", i)), (("i", D),)),),
)


def unit(name):
    norm = call("sqrt", Sum("k", D, Pow(entry(name, index("k")), num(2))))
    return div(entry(name, i), norm)


def kept(*facts):
    return replace(with_facts(SCALED, *facts), indices={"i": D})


TRUE = {
    "gradient by v": claim(Deriv(J, v(i)), weighted(lambda a: sub(yhat(a), onehot(a))), axes="i"),
    "gradient by u": claim(Deriv(J, u(w, i)), mul(sub(yhat(w), onehot(w)), v(i)), axes="wi"),
    "gradient by u, w = o": claim(Deriv(J, u(w, i)), mul(sub(yhat(w), ONE), v(i)), with_facts(SOFTMAX, SAME), "wi"),
    "gradient by u, w != o": claim(Deriv(J, u(w, i)), mul(yhat(w), v(i)), with_facts(SOFTMAX, DISTINCT), "wi"),
    "hessian": claim(
        Deriv(Deriv(J, v(i)), v(j)),
        weighted(lambda a: mul(yhat(a), sub(u(a, j), Sum("n", W, mul(yhat(index("n")), u(index("n"), j)))))),
        axes="ij",
    ),
    "probabilities add up": claim(Sum("w", W, yhat(w)), ONE),
    "square root of a square": claim(call("sqrt", Pow(x, num(2))), x, with_facts(PLAIN, POSITIVE_X)),
    "logarithm of a product": claim(call("log", mul(x, y)), add(call("log", x), call("log", y)), PLAIN),
    "chain rule of an open function": claim(
        Deriv(Fun("F", (mul(num(2), x), y)), x), mul(num(2), Fun("F", (mul(num(2), x), y), (1, 0))), PLAIN
    ),
    "chain rule through a gate": claim(Deriv(Sym("L"), entry("A", i, j)), slope("x"), GATE, "ij"),
    "slope of a function defined here": claim(
        Fun("s", (x,), (1,)), mul(Fun("s", (x,)), sub(ONE, Fun("s", (x,)))), SIGMA
    ),
    "slope of tanh": claim(Deriv(call("tanh", x), x), sub(ONE, Pow(call("tanh", x), num(2))), PLAIN),
    "a bit is its square": claim(Pow(Sym("b"), num(2)), Sym("b"), BIT),
    "a simplex adds up": claim(Sum("w", W, entry("q", w)), ONE, SIMPLEX),
    "orthogonal columns": claim(
        Sum("k", D, mul(entry("Q", index("k"), i), entry("Q", index("k"), j))), Delta(i, j), ORTHOGONAL, "ij"
    ),
    "symmetric": claim(entry("S", i, j), entry("S", j, i), SYMMETRIC, "ij"),
    "one-hot picks": claim(Sum("w", W, mul(onehot(w), entry("c", w))), entry("c", o), UNIT_VECTOR),
    "same direction": claim(unit("p"), unit("q"), kept(Hypothesis("a > 0", "positive", Sym("a"))), "i"),
    "guarded division": claim(
        Sum("w", W, mul(sub(ONE, Delta(w, o)), inverse(Size(w - o)))),
        Sum("w", W, div(sub(ONE, Delta(w, o)), Size(w - o))),
    ),
    "log of a product over an index": claim(
        call("log", Prod("w", W, call("exp", entry("c", w)))), Sum("w", W, entry("c", w)), Theory(sizes={"W": 1})
    ),
    "greatest of equal": claim(Extremum("max", "w", W, x), x, Theory(sizes={"W": 1})),
    "cases": claim(call("abs", x), Cases(((Compare(x, "<", ZERO), neg(x)), (None, x))), PLAIN),
    "a sum of squares": claim(add(Pow(x, num(2)), Pow(y, num(2))), ZERO, PLAIN, sign=">="),
    "turned round": claim(
        Deriv(Sym("s"), Sym("b")),
        mul(num(MINUS_ONE.value / 2), Pow(Sym("s"), num(3))),
        Theory(
            variables={"s": Variable("s", (), "positive"), "b": Variable("b", (), "positive")},
            definitions={
                "b": Definition("b", "scalar", (), Pow(Sym("s"), num(-2))),
                "s": Definition("s", "scalar", (), Pow(Sym("b"), num(MINUS_ONE.value / 2))),
            },
        ),
    ),
}

WEIGHTS = Theory(
    sizes={"W": 1},
    variables={"q": Variable("q", (W,))},
    hypotheses=(Hypothesis("weights add up", "equal", Sum("w", W, entry("q", w)), ONE),),
)
TRUE["a weighted constant"] = claim(Sum("w", W, mul(entry("q", w), x)), x, WEIGHTS)

FALSE = {
    "a weighted mean": claim(Sum("w", W, mul(entry("q", w), entry("c", w))), Sum("w", W, entry("c", w)), WEIGHTS),
    "sign": claim(Deriv(J, v(i)), weighted(lambda a: sub(onehot(a), yhat(a))), axes="i"),
    "missing delta": claim(Deriv(J, u(w, i)), mul(sub(yhat(w), ONE), v(i)), axes="wi"),
    "wrong case": claim(Deriv(J, u(w, i)), mul(yhat(w), v(i)), with_facts(SOFTMAX, SAME), "wi"),
    "AB = BA": claim(product("A", "B"), product("B", "A"), SQUARE, "ij"),
    "outer and inner": claim(mul(entry("a", i), entry("b", j)), inner("a", "b"), SQUARE, "ij"),
    "case of letters": claim(add(Size(index("W")), ONE), add(Sym("w"), ONE), Theory(sizes={"W": 1})),
    "powers of two": claim(inverse(Pow(num(2), num(99))), inverse(Pow(num(2), num(98))), PLAIN),
    "square root of a square": claim(call("sqrt", Pow(x, num(2))), x, PLAIN),
    "upper bounds": claim(
        Sum("w", W, entry("c", w)),
        Sum("w", Range(index(1), index("W") - index(1)), entry("c", w)),
        Theory(sizes={"W": 1}),
    ),
    "log-sum-exp has a gradient": claim(Deriv(call("log", Z), u(w, i)), ZERO, axes="wi"),
    "wrong function": claim(Deriv(call("tanh", x), x), mul(call("tanh", x), sub(ONE, call("tanh", x))), PLAIN),
    "lost inner derivative": claim(Deriv(Fun("F", (mul(num(2), x),)), x), Fun("F", (mul(num(2), x),), (1,)), PLAIN),
    "array argument": claim(
        Fun("F", (Tensor((("k", D),), entry("p", index("k"))),)),
        Fun("F", (Tensor((("k", D),), entry("q", index("k"))),)),
        Theory(sizes={"d": 1}),
    ),
    "wrong factor in the gate": claim(Deriv(Sym("L"), entry("A", i, j)), mul(entry("g", i), entry("x", j)), GATE, "ij"),
    "same direction": claim(unit("p"), unit("q"), kept(), "i"),
    "square of a simplex": claim(Sum("w", W, Pow(entry("q", w), num(2))), ONE, SIMPLEX),
    "transpose": claim(entry("Q", i, j), entry("Q", j, i), ORTHOGONAL, "ij"),
    "one-hot picks": claim(Sum("w", W, mul(onehot(w), entry("c", w))), entry("c", w), UNIT_VECTOR, "w"),
    "greatest is least": claim(
        Extremum("max", "w", W, entry("c", w)), Extremum("min", "w", W, entry("c", w)), Theory(sizes={"W": 1})
    ),
    "less": claim(Pow(x, num(2)), ZERO, PLAIN, sign=">"),
    "not equal": claim(x, Add((x, ZERO)), PLAIN, sign="!="),
}
