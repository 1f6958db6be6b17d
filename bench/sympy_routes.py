"""Two ways to check dJ/dv_c of the naive softmax loss in SymPy by hand, for `run.py` to time.

    python sympy_routes.py components W d [flipped]      explicit components, `diff`, `simplify`
    python sympy_routes.py symbolic                      `IndexedBase`, `Sum`, `diff`, `doit`, `simplify`

Prints the processor seconds it took, imports apart, and whether SymPy found the claim true.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import sympy as sp


def components(words: int, size: int, flipped: bool = False) -> bool:
    """dJ/dv_c = -u_o + sum of yhat_w u_w at given sizes; with one sign turned round when `flipped`."""
    u = sp.Matrix(words, size, lambda w, i: sp.Symbol(f"u_{w}_{i}", real=True))
    v = [sp.Symbol(f"v_{i}", real=True) for i in range(size)]
    scores = [sum(u[w, i] * v[i] for i in range(size)) for w in range(words)]
    total = sum(sp.exp(s) for s in scores)
    loss = -sp.log(sp.exp(scores[0]) / total)
    sign = 1 if flipped else -1
    claimed = [sign * u[0, i] + sum(sp.exp(scores[w]) / total * u[w, i] for w in range(words)) for i in range(size)]
    return all(sp.simplify(sp.diff(loss, v[i]) - claimed[i]) == 0 for i in range(size))


def symbolic() -> bool:
    """The same for all sizes: the sums of the scores are differentiated entry by entry."""
    size, words = sp.symbols("d W", integer=True, positive=True)
    i, o, w, k = sp.symbols("i o w k", integer=True, positive=True)
    u, v = sp.IndexedBase("u", real=True), sp.IndexedBase("v", real=True)

    def score(at: sp.Symbol) -> sp.Expr:
        return sp.Sum(u[at, i] * v[i], (i, 1, size))

    total = sp.Sum(sp.exp(score(w)), (w, 1, words))
    loss = -score(o) + sp.log(total)
    slope = sp.diff(loss, v[k]).doit()
    claimed = -u[o, k] + sp.Sum(sp.exp(score(w)) * u[w, k], (w, 1, words)) / total
    difference = sp.refine(settled(slope), sp.Q.positive(size)) - claimed
    return bool(sp.simplify(difference.as_dummy()) == 0)


def settled(term: sp.Expr) -> sp.Expr:
    """What is left to do by hand: the branch of each sum over a delta where the index is in range."""
    return term.replace(lambda t: isinstance(t, sp.Piecewise), lambda t: t.args[0][0])


def timed(work: Callable[[], bool]) -> str:
    start = time.process_time()
    found = work()
    return f"{time.process_time() - start:.4f} {found}"


def main() -> None:
    if sys.argv[1] == "symbolic":
        print(timed(symbolic))
        return
    words, size = int(sys.argv[2]), int(sys.argv[3])
    print(timed(lambda: components(words, size, "flipped" in sys.argv)))


if __name__ == "__main__":
    main()
