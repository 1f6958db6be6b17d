"""The scalar functions of the losses: stable for logits of +-1000 and analytic in complex arithmetic.

A complex step needs f(x + ih) of the same analytic f.  `abs` and `max` are not analytic, so a branch is
chosen by the real part only, and both branches are the same analytic function.
"""

from __future__ import annotations

import numpy as np

from numeric.checks import Array


def softplus(x: Array) -> Array:
    """log(1 + exp(x)) elementwise, = -log sigmoid(-x); no overflow for any finite x, and no cancellation.

    For x > 0 it is x + log(1 + exp(-x)); `log1p` keeps the digits that 1 + exp(-x) would round away.
    """
    falling = np.where(x.real > 0, -x, x)
    tail = np.log1p(np.exp(falling))
    folded: Array = np.where(x.real > 0, x + tail, tail)
    return folded


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)) elementwise; the exponential taken is never above 1, so it cannot overflow.

    For x < 0 it is exp(x) / (1 + exp(x)), accurate relative to its own tiny value: callers write sigmoid(-x),
    never 1 - sigmoid(x).
    """
    positive = x.real > 0
    tail = np.exp(np.where(positive, -x, x))
    risen: Array = np.where(positive, np.ones_like(tail), tail)
    risen /= 1 + tail
    return risen
