"""One step of stochastic gradient descent on negative sampling, in place, for a batch of pairs.

The formulas are those of `loss.negative_sampling`, and a test holds the two against each other.  What is
different here is the arithmetic around them: float32 tables are changed where they are, only rows that occur
are touched, and no gradient of the size of a table is ever made.

A batch is one step, taken from the same point for all of its pairs.  With a large batch a frequent word
collects hundreds of gradients, and their sum overshoots: training diverges.  So the rate of a row is never
above 1/L, where L bounds the curvature of the batch's loss along that row: a logistic term bends at most 1/4,
hence

    L(u_w) = 1/4 sum of |v_c|^2 over the occurrences of w,
    L(v_c) = 1/4 sum of |u_k|^2 over the words of its pairs.

With the tables of usual size and small batches the bound is not reached and the step is plain descent.
"""

from __future__ import annotations

import numpy as np

from numeric.checks import Array, Indices
from numeric.logistic import sigmoid, softplus
from numeric.loss import score_gradient, turn_first
from numeric.scatter import scatter_add


def separate_step(V: Array, U: Array, centres: Indices, words: Indices, rate: float) -> Array:
    """A step on B pairs, each with negatives of its own; changes V and U, returns the loss before it (B,).

    V (W, d) and U (W, d) float32 or float64, contiguous; centres (B,); words (B, K+1), the outside word
    first.
    """
    v, rows = V.take(centres, axis=0), U.take(words, axis=0)
    signed = turn_first((rows @ v[:, :, None])[:, :, 0])
    slope = score_gradient(signed)
    toward_v = (slope[:, None, :] @ rows)[:, 0]
    rate_U = _bounded(rate, words, np.broadcast_to(_squares(v)[:, None], words.shape))
    rate_v = _bounded(rate, centres, _squares(rows))
    np.multiply((slope * -rate_U)[:, :, None], v[:, None, :], out=rows)
    scatter_add(U, words.ravel(), rows.reshape(-1, v.shape[1]))
    scatter_add(V, centres, toward_v * -rate_v[:, None])
    loss: Array = softplus(signed).sum(axis=1)
    return loss


def shared_step(
    V: Array, U: Array, centres: Indices, outside: Indices, negatives: Indices, weight: float, rate: float
) -> Array:
    """A step on B pairs that share N negatives, each counting `weight` times; returns the loss before (B,).

    With weight = K/N the expectation over the drawn words is that of K negatives for each pair; the N scores
    of all pairs are one matrix product.  V, U as in `separate_step`; centres, outside (B,); negatives (N,).
    """
    # Pairs of one centre follow each other: what they share, the scores of the negatives, is computed once.
    starts = np.flatnonzero(np.diff(centres, prepend=-1))
    lengths = np.diff(starts, append=len(centres))
    v, own, drawn = V.take(centres[starts], axis=0), U.take(outside, axis=0), U.take(negatives, axis=0)
    each_v = np.repeat(v, lengths, axis=0)
    score, against = np.einsum("bd,bd->b", own, each_v), v @ drawn.T
    slope, slopes = -sigmoid(-score), sigmoid(against) * (weight * lengths[:, None]).astype(v.dtype)
    squares_v, squares_drawn = _squares(each_v), weight * _squares(drawn).sum()
    rate_v = _bounded(rate, centres, _squares(own) + squares_drawn)
    share_drawn = np.full(len(negatives), weight * squares_v.sum(), v.dtype)
    rate_U = _bounded(rate, np.concatenate([outside, negatives]), np.concatenate([squares_v, share_drawn]))
    rate_own, rate_drawn = np.split(rate_U, [len(outside)])
    scatter_add(V, centres[starts], (slopes @ drawn) * -rate_v[starts, None])
    scatter_add(V, centres, own * (slope * -rate_v)[:, None])
    scatter_add(U, outside, each_v * (slope * -rate_own)[:, None])
    scatter_add(U, negatives, (slopes.T @ v) * -rate_drawn[:, None])
    loss: Array = softplus(-score) + weight * np.repeat(softplus(against).sum(axis=1), lengths)
    return loss


def _squares(rows: Array) -> Array:
    """The squared length of each of B rows (B, d), or of each of B groups of rows (B, K+1, d)."""
    flat = rows.reshape(len(rows), -1)
    squares: Array = np.einsum("bd,bd->b", flat, flat)
    return squares


def _bounded(rate: float, rows: Indices, squares: Array) -> Array:
    """For each occurrence of a row the rate min(rate, 1/L) of that row, L being a quarter of the squares'
    sum.
    """
    curvature = np.bincount(rows.ravel(), weights=squares.ravel())[rows] / 4
    rates: Array = (1 / np.maximum(curvature, 1 / rate)).astype(squares.dtype)
    return rates
