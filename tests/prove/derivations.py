"""A tiny builder of goals, and derivations of the field as goals: what must be proved, and what must not."""

from __future__ import annotations

from fractions import Fraction

from derive.terms.term import (
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
    Index,
    Integral,
    Mul,
    Pow,
    Prod,
    Range,
    Size,
    Sum,
    Sym,
    Tensor,
    Term,
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

__all__ = ["Compare", "Mul"]

i, j, k, w, o, n, a, m = map(index, "ijkwonam")
HALF = num(Fraction(1, 2))
x, y, z, b, c = map(Sym, "xyzbc")


def E(name: str, *where: Index) -> Entry:
    return Entry(name, where)


def S(name: str, size: str | Range, body: Term) -> Sum:
    return Sum(name, upto(size) if isinstance(size, str) else size, body)


def exp(t: Term) -> Term:
    return call("exp", t)


def log(t: Term) -> Term:
    return call("log", t)


def sig(t: Term) -> Term:
    return call("sigmoid", t)


def sq(t: Term) -> Term:
    return Pow(t, num(2))


def D(t: Term, v: Term) -> Term:
    return Deriv(t, v)


def size(name: str) -> Term:
    return Size(index(name))


def scalar(name: str, domain: str = "real", *traits: str) -> Variable:
    return Variable(name, (), domain, frozenset(traits))


def array(name: str, *sizes: str, domain: str = "real", traits: tuple[str, ...] = ()) -> Variable:
    return Variable(name, tuple(upto(s) for s in sizes), domain, frozenset(traits))


def theory(*variables: Variable, indices: dict[str, str] | None = None, define: tuple[Definition, ...] = (),
           given: tuple[Hypothesis, ...] = (), least: dict[str, int] | None = None,
           dependent: frozenset[str] = frozenset()) -> Theory:
    sizes = dict.fromkeys(("W", "d", "K", "N", "n", "m", "B", "M", "H"), 1) | (least or {})
    ranges = {name: upto(size) for name, size in (indices or {}).items()}
    return Theory(sizes, {}, ranges, {v.name: v for v in variables}, {d.name: d for d in define}, given, dependent)


def defined(name: str, body: Term) -> Definition:
    return Definition(name, "scalar", (), body)


def components(name: str, parameters: str, body: Term) -> Definition:
    return Definition(name, "tensor", tuple(parameters), body)


# --- word vectors ------------------------------------------------------------------------------------------------
def score(word: Index) -> Term:
    return S("l", "d", mul(E("u", word, index("l")), E("v", index("l"))))


Z = S("t", "W", exp(score(index("t"))))
NAIVE = add(neg(score(o)), log(Z))
VECTORS = (array("u", "W", "d"), array("v", "d"))
YHAT = components("p", "w", div(exp(score(w)), Z))
WORDS = {"o": "W", "w": "W", "i": "d"}
naive = theory(*VECTORS, indices=WORDS, define=(defined("J", NAIVE), YHAT))
same = theory(*VECTORS, indices=WORDS, define=(defined("J", NAIVE), YHAT), given=(Hypothesis("Case 1", "same", w, o),))
apart = theory(*VECTORS, indices=WORDS, define=(defined("J", NAIVE), YHAT),
               given=(Hypothesis("Case 2", "distinct", w, o),))
J = Sym("J")
NEGATIVE = sub(neg(log(sig(score(o)))), S("k", "K", log(sig(neg(score(k))))))
negative = theory(array("u", "W", "d"), array("v", "d"), indices={"o": "W", "i": "d"},
                  define=(defined("J", NEGATIVE),))

# --- other subjects ------------------------------------------------------------------------------------------------
plain = theory(scalar("p", "positive"), scalar("q", "positive"), scalar("r", "unit"), scalar("t", "bit"),
               array("x", "n"), array("s", "n"), array("A", "n", "n"), array("Bm", "n", "n"),
               array("S", "n", "n", traits=("symmetric",)), array("G", "n", "n", traits=("invertible",)),
               array("Q", "n", "n", traits=("orthogonal",)), array("f", "K", traits=("simplex",)),
               indices={"i": "n", "j": "n", "k": "n"})


def soft(entry: Index, vector: str = "x", shift: Term = ZERO) -> Term:
    total = S("h", "n", exp(add(E(vector, index("h")), shift)))
    return div(exp(add(E(vector, entry), shift)), total)


MEAN = div(S("i", "B", E("a", i)), size("B"))
VARIANCE = div(S("i", "B", sq(sub(E("a", i), Sym("m")))), size("B"))
normed = theory(
    array("a", "B"), scalar("e", "positive"), array("h", "B"), scalar("g"), indices={"j": "B", "i": "B"},
    define=(defined("m", MEAN), defined("V", VARIANCE), defined("s", call("sqrt", add(Sym("V"), Sym("e")))),
            components("h", "i", div(sub(E("a", i), Sym("m")), Sym("s")))))
logistic = theory(
    array("X", "n", "d"), array("th", "d"), array("y", "n", domain="bit"), indices={"j": "d", "k": "d", "i": "n"},
    define=(components("z", "i", S("l", "d", mul(E("th", index("l")), E("X", i, index("l"))))),
            components("p", "i", sig(E("z", i))),
            defined("L", neg(S("i", "n", add(mul(E("y", i), log(E("p", i))),
                                             mul(sub(ONE, E("y", i)), log(sub(ONE, E("p", i))))))))))
PI = Sym("pi")
DENSITY = mul(inverse(call("sqrt", mul(num(2), PI, sq(Sym("sg"))))),
              exp(neg(div(sq(sub(E("x", i), Sym("mu"))), mul(num(2), sq(Sym("sg")))))))
gauss = theory(array("x", "N"), scalar("sg", "positive"), scalar("pi", "positive"), scalar("mu"),
               define=(components("f", "i", DENSITY), defined("L", S("i", "N", log(E("f", i)))),
                       defined("xb", div(S("i", "N", E("x", i)), size("N")))))
LOGLIK = sub(sub(neg(mul(size("N"), HALF, log(mul(num(2), PI)))), mul(size("N"), log(Sym("sg")))),
             div(S("i", "N", sq(sub(E("x", i), Sym("mu")))), mul(num(2), sq(Sym("sg")))))
RESIDUAL = sub(S("l", "d", mul(E("X", i, index("l")), E("th", index("l")))), E("y", i))
weighted = theory(array("X", "n", "d"), array("th", "d"), array("y", "n"), array("W2", "n"), indices={"j": "d"},
                  define=(components("r", "i", RESIDUAL),
                          defined("L", mul(HALF, S("i", "n", mul(E("W2", i), sq(E("r", i))))))))
window = Range(-index("m"), index("m"))
skip = theory(array("u", "W", "d"), array("v", "d"), indices={"i": "d", "o": "W"})


def F(word: Index) -> Term:
    return Fun("F", (Tensor((("q", upto("d")),), E("u", word, index("q"))),
                     Tensor((("q", upto("d")),), E("v", index("q")))))


def inv(row: Index, column: Index, name: str = "G") -> Term:
    return Fun("inv", (Tensor((("aa", upto("n")), ("bb", upto("n"))), E(name, index("aa"), index("bb"))),), (),
               (row, column))


def skipgram(body: object) -> Term:
    assert callable(body)
    return Sum("j", window, mul(sub(ONE, Delta(j, index(0))), body(index("c") + j)))


p, q, r, t = map(Sym, "pqrt")
A, Bm = (lambda *s: E("A", *s)), (lambda *s: E("Bm", *s))
xs, hs = E("x", i), E("h", i)
norm = call("sqrt", S("i", "n", sq(xs)))
kl = S("k", "n", mul(E("s", k), sub(log(E("s", k)), log(E("x", k)))))

PROVED: dict[str, Goal] = {
    "square": Goal(sq(add(x, y)), add(sq(x), mul(num(2), x, y), sq(y)), plain),
    "sigmoid-slope": Goal(D(sig(x), x), mul(sig(x), sub(ONE, sig(x))), plain),
    "sigmoid-reflect": Goal(sig(neg(x)), sub(ONE, sig(x)), plain),
    "tanh-sigmoid": Goal(call("tanh", x), sub(mul(num(2), sig(mul(num(2), x))), ONE), plain),
    "tanh-slope": Goal(D(call("tanh", x), x), sub(ONE, sq(call("tanh", x))), plain),
    "log-odds": Goal(log(div(sig(x), sub(ONE, sig(x)))), x, plain),
    "softplus": Goal(neg(log(sig(neg(x)))), log(add(ONE, exp(x))), plain),
    "naive-dv": Goal(D(J, E("v", i)), add(neg(E("u", o, i)), S("w", "W", mul(E("p", w), E("u", w, i)))), naive),
    "naive-du": Goal(D(J, E("u", w, i)), mul(sub(E("p", w), Delta(w, o)), E("v", i)), naive),
    "naive-du-same": Goal(D(J, E("u", w, i)), mul(sub(E("p", w), ONE), E("v", i)), same),
    "naive-du-apart": Goal(D(J, E("u", w, i)), mul(E("p", w), E("v", i)), apart),
    "naive-cases": Goal(D(J, E("u", w, i)), Cases((
        (Compare(Size(w), "=", Size(o)), mul(sub(E("p", w), ONE), E("v", i))),
        (None, mul(E("p", w), E("v", i))))), naive),
    "naive-log": Goal(neg(log(E("p", o))), J, naive),
    "naive-sum": Goal(S("w", "W", E("p", w)), ONE, naive),
    "onehot": Goal(neg(S("w", "W", mul(Delta(w, o), log(E("p", w))))), J, naive),
    "negative-dv": Goal(D(J, E("v", i)), add(
        mul(sub(sig(score(o)), ONE), E("u", o, i)),
        neg(S("k", "K", mul(sub(sig(neg(score(k))), ONE), E("u", k, i))))), negative),
    "softmax-shift": Goal(soft(i, shift=c), soft(i), plain),
    "softmax-jacobian": Goal(D(soft(i), E("x", j)), mul(soft(i), sub(Delta(i, j), soft(j))), plain),
    "softmax-sums": Goal(S("i", "n", soft(i)), ONE, plain),
    "jacobian-columns": Goal(S("i", "n", D(soft(i), E("x", j))), ZERO, plain),
    "log-softmax": Goal(log(soft(i)), sub(xs, log(S("k", "n", exp(E("x", k))))), plain),
    "norm-scaled": Goal(call("sqrt", S("i", "n", sq(mul(c, xs)))), mul(call("abs", c), norm), plain),
    "norm-slope": Goal(D(norm, E("x", j)), div(E("x", j), norm), plain),
    "trace-cycle": Goal(S("i", "n", S("k", "n", mul(A(i, k), Bm(k, i)))),
                        S("i", "n", S("k", "n", mul(Bm(i, k), A(k, i)))), plain),
    "triple": Goal(S("k", "n", mul(S("m", "n", mul(A(i, m), Bm(m, k))), xs)),
                   mul(xs, S("m", "n", mul(A(i, m), S("k", "n", Bm(m, k))))), plain),
    "quadratic-slope": Goal(D(S("i", "n", S("j", "n", mul(xs, A(i, j), E("x", j)))), E("x", k)),
                            S("i", "n", mul(add(A(k, i), A(i, k)), xs)), plain),
    "quadratic-symmetric": Goal(D(S("i", "n", S("j", "n", mul(xs, E("S", i, j), E("x", j)))), E("x", k)),
                                mul(num(2), S("i", "n", mul(E("S", k, i), xs))), plain),
    "complement": Goal(sub(S("k", "n", ONE), S("k", "n", inverse(add(ONE, exp(E("x", k)))))),
                       S("k", "n", div(exp(E("x", k)), add(ONE, exp(E("x", k))))), plain),
    "logistic-gradient": Goal(D(Sym("L"), E("th", j)),
                              S("i", "n", mul(sub(E("p", i), E("y", i)), E("X", i, j))), logistic),
    "logistic-hessian": Goal(D(D(Sym("L"), E("th", j)), E("th", k)),
                             S("i", "n", mul(E("X", i, j), E("p", i), sub(ONE, E("p", i)), E("X", i, k))), logistic),
    "logistic-loss": Goal(Sym("L"), neg(S("i", "n", sub(mul(E("y", i), E("z", i)), log(add(ONE, exp(E("z", i))))))),
                          logistic),
    "gauss-log": Goal(Sym("L"), LOGLIK, gauss),
    "gauss-mean": Goal(D(Sym("L"), Sym("mu")), div(S("i", "N", sub(E("x", i), Sym("mu"))), sq(Sym("sg"))), gauss),
    "gauss-scale": Goal(D(Sym("L"), Sym("sg")), add(neg(div(size("N"), Sym("sg"))), div(
        S("i", "N", sq(sub(E("x", i), Sym("mu")))), Pow(Sym("sg"), num(3)))), gauss),
    "scatter": Goal(S("i", "N", sq(sub(E("x", i), Sym("mu")))), add(
        S("i", "N", sq(sub(E("x", i), Sym("xb")))), mul(size("N"), sq(sub(Sym("xb"), Sym("mu"))))), gauss),
    "batchnorm-centred": Goal(S("i", "B", E("h", i)), ZERO, normed),
    "batchnorm-second": Goal(div(S("i", "B", sq(E("h", i))), size("B")), div(Sym("V"), add(Sym("V"), Sym("e"))),
                             normed),
    "batchnorm-variance": Goal(D(Sym("V"), E("a", j)), mul(div(num(2), size("B")), sub(E("a", j), Sym("m"))), normed),
    "batchnorm-deviation": Goal(D(Sym("s"), E("a", j)), div(E("h", j), size("B")), normed),
    "batchnorm-jacobian": Goal(D(E("h", i), E("a", j)), mul(inverse(Sym("s")), sub(
        sub(Delta(i, j), inverse(size("B"))), div(mul(E("h", i), E("h", j)), size("B")))), normed),
    "weighted-gradient": Goal(D(Sym("L"), E("th", j)), S("i", "n", mul(E("X", i, j), E("W2", i), E("r", i))), weighted),
    "skip-gram": Goal(D(skipgram(F), E("v", i)), skipgram(lambda s: D(F(s), E("v", i))), skip),
    "range-shift": Goal(Sum("j", Range(index(0), index("n") - index(1)), E("x", j + index(1))), S("j", "n", E("x", j)),
                        plain),
    "without-one": Goal(S("k", "n", E("x", k)), add(xs, S("k", "n", mul(sub(ONE, Delta(k, i)), E("x", k)))), plain),
    "log-power": Goal(log(mul(Pow(p, x), Pow(q, sub(ONE, x)))), add(mul(x, log(p)), mul(sub(ONE, x), log(q))), plain),
    "bernoulli-slope": Goal(D(log(mul(Pow(r, t), Pow(sub(ONE, r), sub(ONE, t)))), r), div(
        sub(t, r), mul(r, sub(ONE, r))), plain),
    "bit-square": Goal(sq(t), t, plain),
    "bit-cases": Goal(Cases(((Compare(t, "=", ONE), x), (None, y))), add(mul(t, x), mul(sub(ONE, t), y)), plain),
    "exp-log": Goal(exp(mul(num(2), log(p))), sq(p), plain),
    "root-square": Goal(call("sqrt", sq(x)), call("abs", x), plain),
    "root-of-binomial": Goal(call("sqrt", add(sq(x), mul(num(2), x, y), sq(y))), call("abs", add(x, y)), plain),
    "root-of-shared-square": Goal(call("sqrt", mul(p, sq(sub(x, y)))), mul(call("abs", sub(y, x)), call("sqrt", p)),
                                  plain),
    "log-of-square": Goal(log(sq(sub(x, y))), mul(num(2), log(call("abs", sub(y, x)))), plain),
    "log-of-fraction": Goal(log(div(exp(x), add(ONE, exp(x)))), sub(x, log(add(ONE, exp(x)))), plain),
    "density-of-pi": Goal(log(inverse(call("sqrt", mul(num(2), z)))), neg(mul(HALF, log(mul(num(2), z)))), plain),
    "gathered": Goal(
        sub(S("k", "n", inverse(add(ONE, exp(E("x", k))))), S("k", "n", inverse(add(num(2), exp(E("x", k)))))),
        S("k", "n", inverse(mul(add(ONE, exp(E("x", k))), add(num(2), exp(E("x", k)))))), plain),
    "gathered-twice": Goal(
        sub(S("k", "n", S("i", "n", mul(xs, inverse(add(ONE, exp(E("s", k))))))),
            S("k", "n", S("i", "n", mul(xs, inverse(add(num(2), exp(E("s", k)))))))),
        S("i", "n", S("k", "n", mul(xs, inverse(mul(add(ONE, exp(E("s", k))), add(num(2), exp(E("s", k)))))))), plain),
    "bernoulli-bit": Goal(mul(Pow(r, t), Pow(sub(ONE, r), sub(ONE, t))),
                          add(mul(t, r), mul(sub(ONE, t), sub(ONE, r))), plain),
    "through-an-array": Goal(
        D(Fun("L0", (Tensor((("q", upto("n")),), E("hh", index("q"))),)), E("x", i)),
        mul(num(2), xs, D(Fun("L0", (Tensor((("q", upto("n")),), E("hh", index("q"))),)), E("hh", i))),
        theory(array("x", "n"), indices={"i": "n"}, define=(components("hh", "q", sq(E("x", index("q")))),))),
    "sigmoid-prime": Goal(Fun("sigmoid", (x,), (1,)), mul(sig(x), sig(neg(x))), plain),
    "circle": Goal(Pow(Sym("be"), num(Fraction(-3, 2))), Pow(Sym("sg"), num(3)), theory(
        scalar("sg", "positive"), scalar("be"),
        define=(defined("be", Pow(Sym("sg"), num(-2))), defined("sg", Pow(Sym("be"), num(Fraction(-1, 2))))))),
    "logsumexp-hessian": Goal(
        D(D(log(S("k", "n", exp(E("x", k)))), xs), E("x", j)),
        sub(mul(Delta(i, j), soft(i)), mul(soft(i), soft(j))), plain),
    "first-apart": Goal(S("k", "n", E("x", k)), add(E("x", index(1)), Sum("k", Range(index(2), index("n")), E("x", k))),
                        plain),
    "last-apart": Goal(soft(index("n")), sub(ONE, Sum("k", Range(index(1), index("n") - index(1)), soft(k))), plain),
    "shifted": Goal(Sum("k", Range(index(2), index("n")), E("x", k - index(1))),
                    Sum("k", Range(index(1), index("n") - index(1)), E("x", k)), plain),
    "root-product": Goal(mul(call("sqrt", p), call("sqrt", p)), p, plain),
    "root-twelve": Goal(call("sqrt", num(12)), mul(num(2), call("sqrt", num(3))), plain),
    "log-prod": Goal(log(Prod("i", upto("n"), exp(xs))), S("i", "n", xs), plain),
    "prod-exp": Goal(Prod("i", upto("n"), exp(xs)), exp(S("i", "n", xs)), plain),
    "max-shift": Goal(Extremum("max", "i", upto("n"), add(xs, c)), add(Extremum("max", "k", upto("n"), E("x", k)), c),
                      plain),
    "log-sum-exp-max": Goal(log(S("i", "n", exp(xs))), add(
        Extremum("max", "k", upto("n"), E("x", k)),
        log(S("i", "n", exp(sub(xs, Extremum("max", "k", upto("n"), E("x", k))))))), plain),
    "symmetric": Goal(S("i", "n", mul(E("S", i, j), xs)), S("i", "n", mul(E("S", j, i), xs)), plain),
    "orthogonal": Goal(S("k", "n", mul(E("Q", k, i), E("Q", k, j))), Delta(i, j), plain),
    "isometry": Goal(S("i", "n", sq(S("k", "n", mul(E("Q", i, k), E("x", k))))), S("i", "n", sq(xs)), plain),
    "inverse": Goal(S("k", "n", mul(E("G", i, k), inv(k, j))), Delta(i, j), plain),
    "simplex": Goal(S("k", "K", sub(E("f", k), inverse(size("K")))), ZERO, plain),
    "sine": Goal(add(sq(call("sin", x)), sq(call("cos", x))), ONE, plain),
    "unrolled": Goal(Sum("i", upto(3), E("x", i)), add(*(E("x", index(v)) for v in (1, 2, 3))), plain),
    "product-rule": Goal(D(mul(Fun("f1", (x,)), Fun("g1", (x,))), x), add(
        mul(Fun("f1", (x,), (1,)), Fun("g1", (x,))), mul(Fun("f1", (x,)), Fun("g1", (x,), (1,)))), plain),
    "chain-rule": Goal(D(Fun("f1", (sq(x),)), x), mul(num(2), x, Fun("f1", (sq(x),), (1,))), plain),
    "positive-sum": Goal(S("i", "n", exp(xs)), ZERO, plain, (), ">"),
    "nonnegative": Goal(S("i", "n", sq(xs)), ZERO, plain, (), ">="),
    "integral-linear": Goal(D(Integral("tt", mul(x, exp(Sym("tt"))), ZERO, ONE), x),
                            Integral("tt", exp(Sym("tt")), ZERO, ONE), plain),
}

GAPS: dict[str, Goal] = {
    "naive-du-nodelta": Goal(D(J, E("u", w, i)), mul(E("p", w), E("v", i)), naive),
    "naive-dv-sign": Goal(D(J, E("v", i)), add(E("u", o, i), S("w", "W", mul(E("p", w), E("u", w, i)))), naive),
    "commute": Goal(S("k", "n", mul(A(i, k), Bm(k, j))), S("k", "n", mul(Bm(i, k), A(k, j))), plain),
    "outer-inner": Goal(mul(xs, E("s", j)), S("k", "n", mul(E("x", k), E("s", k))), plain),
    "transposed": Goal(S("k", "n", mul(A(i, k), E("x", k))), S("k", "n", mul(A(k, i), E("x", k))), plain),
    "case-matters": Goal(add(size("W"), ONE), add(Size(w), ONE), naive),
    "powers": Goal(Pow(num(2), num(-99)), Pow(num(2), num(-98)), plain),
    "bounds": Goal(S("k", "n", E("x", k)), S("k", "K", E("x", k)), plain),
    "delta-outside": Goal(S("k", "n", mul(Delta(k, index("z9")), E("x", k))), E("x", index("z9")), plain),
    "delta-past-the-end": Goal(S("k", "n", mul(Delta(k, index("n") + index(1)), E("x", k))),
                               E("x", index("n") + index(1)), plain),
    "root-of-square": Goal(call("sqrt", sq(x)), x, plain),
    "captured": Goal(S("i", "n", mul(xs, E("s", i))), mul(xs, S("i", "n", E("s", i))), plain),
    "lse-slope-zero": Goal(D(log(Z), E("u", w, i)), ZERO, naive),
    "one-word-only": Goal(E("p", o), ONE, naive),
    "log-of-product": Goal(log(mul(x, y)), add(log(neg(x)), log(neg(y))), plain),
    "sign-unknown": Goal(xs, ZERO, plain, (), ">"),
    "sum-of-squares": Goal(sq(S("i", "n", xs)), S("i", "n", sq(xs)), plain),
    "log-of-sum": Goal(log(S("i", "n", exp(xs))), S("i", "n", xs), plain),
    "asymmetric": Goal(A(i, j), A(j, i), plain),
}

__all__ += ["GAPS", "PROVED", "Add", "hs", "kl"]
