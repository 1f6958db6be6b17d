"""The two losses of skip-gram with all their gradients, for a batch of pairs at once.

Convention: words are the ROWS of both tables.  V (W, d) holds the centre vectors, U (W, d) the outside
vectors; a batch of B pairs is v (B, d), the centre vectors themselves, and o (B,), the indices of the outside
words.  A single pair may be given as v (d,) and o a plain integer; then loss and gradient of v lose their
batch axis too.

The sources: Mikolov, Sutskever, Chen, Corrado, Dean, "Distributed representations of words and phrases and
their compositionality", 2013: equation (2) is the softmax, equation (4) negative sampling.  There both are
maximised; here, as usual, the negative is minimised.

Float32, float64, complex64 and complex128 are computed in the common dtype of v and U.  Complex input is for
the complex-step derivative: everything is analytic in v and U (no conjugate anywhere).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from numeric.checks import (
    Array,
    Indices,
    InputError,
    require_finite,
    require_floating,
    require_indices,
    require_rows,
)
from numeric.logistic import sigmoid, softplus
from numeric.scatter import scatter_add

# Logits at once: this bounds memory; large, as every block costs one more pass over the gradient of U.
_SOFTMAX_BLOCK = 1 << 24
# Gathered numbers at once: they are used four times, so they should stay in cache.
_SAMPLING_BLOCK = 1 << 18


@dataclass(frozen=True)
class Gradients:
    """Loss and gradients of a batch of B pairs.

    loss (B,)    one loss for each pair
    v    (B, d)  d loss[b] / d v[b]
    U    (W, d)  d (sum of loss) / d U; row w is the gradient with respect to u_w
    """

    loss: Array
    v: Array
    U: Array


def naive_softmax_loss(v: npt.ArrayLike, o: npt.ArrayLike, U: npt.ArrayLike) -> Array:
    """-log softmax(U v)[o], the negative of Mikolov et al. 2013, equation (2); shape (B,).

    v (B, d), o (B,), U (W, d).  Raises `InputError` for wrong shapes, indices outside 0..W-1 and logits that
    are not finite.  Example: with one word (W = 1) the loss is 0 whatever the vectors are.
    """
    pairs = _read_pairs(v, o, U)
    losses = [_softmax(pairs, block)[0] for block in _blocks(len(pairs.o), _SOFTMAX_BLOCK // len(pairs.U))]
    return pairs.unbatched(_joined(losses, pairs))


def naive_softmax(v: npt.ArrayLike, o: npt.ArrayLike, U: npt.ArrayLike) -> Gradients:
    """Loss and gradients of `naive_softmax_loss`: with yhat = softmax(U v) and y the one-hot vector of o,

        d/dv = U^T (yhat - y),    d/du_w = (yhat_w - y_w) v,    d/dU = (yhat - y) v^T  summed over the batch.

    v (B, d), o (B,), U (W, d).  Cost: three matrix products of size B x d x W, and little else.
    """
    pairs = _read_pairs(v, o, U)
    loss, grad_v, grad_U = np.empty(len(pairs.o), pairs.dtype), np.empty_like(pairs.v), None
    for block in _blocks(len(pairs.o), _SOFTMAX_BLOCK // len(pairs.U)):
        loss[block], error = _softmax(pairs, block)
        grad_v[block] = error @ pairs.U
        part = _outer_sum(error, pairs.v[block])
        grad_U = part if grad_U is None else np.add(grad_U, part, out=grad_U)
    return pairs.result(loss, grad_v, np.zeros_like(pairs.U) if grad_U is None else grad_U)


def negative_sampling_loss(
    v: npt.ArrayLike, o: npt.ArrayLike, negatives: npt.ArrayLike, U: npt.ArrayLike
) -> Array:
    """-log sigmoid(u_o . v) - sum_k log sigmoid(-u_k . v): the negative of Mikolov et al. 2013, equation (4),
    with the drawn words in the place of the expectation; shape (B,).

    v (B, d), o (B,), negatives (B, K), U (W, d).  A word drawn several times counts as often.  The outside
    word may be among the negatives: both of its terms are in the sum, as in the formula (word2vec's own
    program leaves such draws out; whoever wants that must not draw them).  K = 0 leaves the first term alone.
    """
    pairs, words = _read_samples(v, o, negatives, U)
    losses = [
        softplus(_signed_scores(pairs, words, block)[0]).sum(axis=1) for block in _sample_blocks(words, pairs)
    ]
    return pairs.unbatched(_joined(losses, pairs))


def negative_sampling(
    v: npt.ArrayLike, o: npt.ArrayLike, negatives: npt.ArrayLike, U: npt.ArrayLike
) -> Gradients:
    """Loss and gradients of `negative_sampling_loss`:

        d/dv   = -sigmoid(-u_o . v) u_o + sum_k sigmoid(u_k . v) u_k
        d/du_w = sum over every occurrence of w: -sigmoid(-u_w . v) v as outside word, sigmoid(u_w . v) v as
        negative

    v (B, d), o (B,), negatives (B, K), U (W, d).  Rows of U that do not occur get the gradient 0.
    """
    pairs, words = _read_samples(v, o, negatives, U)
    loss, grad_v, grad_U = np.empty(len(pairs.o), pairs.dtype), np.empty_like(pairs.v), np.zeros_like(pairs.U)
    for block in _sample_blocks(words, pairs):
        signed, rows = _signed_scores(pairs, words, block)
        loss[block] = softplus(signed).sum(axis=1)
        slope = score_gradient(signed)
        grad_v[block] = (slope[:, None, :] @ rows)[:, 0]
        np.multiply(slope[:, :, None], pairs.v[block][:, None, :], out=rows)
        scatter_add(grad_U, words[block].ravel(), rows.reshape(-1, rows.shape[2]))
    return pairs.result(loss, grad_v, grad_U)


def score_gradient(signed: Array) -> Array:
    """d loss / d score (B, K+1) from the signed scores: column 0 is -(u_o . v), the others u_k . v.

    Each term is softplus(signed), so its slope is sigmoid(signed); column 0 turns its sign back.
    """
    return turn_first(sigmoid(signed))


def turn_first(scores: Array) -> Array:
    """A copy of scores (B, K+1) with the sign of column 0, the outside word's, turned.

    A product and not `np.negative` of the column in place: where rows are 16 or 64 bytes apart that gives
    wrong values on processors with AVX-512 (seen with NumPy 2.4.6; a test keeps K = 3 and K = 7 in view).
    """
    signs = np.ones(scores.shape[1], scores.dtype)
    signs[0] = -1
    turned: Array = scores * signs
    return turned


@dataclass(frozen=True)
class _Pairs:
    """The arguments, checked: v (B, d), o (B,), U (W, d) of one dtype; `single` if v came without B."""

    v: Array
    o: Indices
    U: Array
    single: bool

    @property
    def dtype(self) -> np.dtype[np.inexact[npt.NBitBase]]:
        return self.v.dtype

    def unbatched(self, batch: Array) -> Array:
        return batch[0] if self.single else batch

    def result(self, loss: Array, grad_v: Array, grad_U: Array) -> Gradients:
        return Gradients(self.unbatched(loss), self.unbatched(grad_v), grad_U)


def _read_pairs(v: npt.ArrayLike, o: npt.ArrayLike, U: npt.ArrayLike) -> _Pairs:
    centre = require_floating("v", v, (1, 2))
    if centre.shape[-1] == 0:
        raise InputError(f"v: shape {centre.shape}: the dimension d must be at least 1")
    table = require_rows("U", U, centre.shape[-1])
    outside = require_indices("o", o, len(table), centre.shape[:-1])
    dtype = np.result_type(centre, table)
    rows = np.atleast_2d(centre).astype(dtype, copy=False)
    return _Pairs(rows, np.atleast_1d(outside), table.astype(dtype, copy=False), centre.ndim == 1)


def _read_samples(
    v: npt.ArrayLike, o: npt.ArrayLike, negatives: npt.ArrayLike, U: npt.ArrayLike
) -> tuple[_Pairs, Indices]:
    """The pairs, and the words of each pair (B, K+1): the outside word first, then the negatives."""
    pairs = _read_pairs(v, o, U)
    shape = (None,) if pairs.single else (len(pairs.o), None)
    drawn = require_indices("negatives", negatives, len(pairs.U), shape)
    return pairs, np.concatenate([pairs.o[:, None], np.atleast_2d(drawn)], axis=1)


def _softmax(pairs: _Pairs, block: slice) -> tuple[Array, Array]:
    """Loss (b,) and yhat - y (b, W) of a block of pairs.

    The outside word's own exponential is taken out before summing.  So yhat_o - 1 is computed as minus the
    sum of the others, and the loss of a word that leads as log1p of them: both keep all their digits when
    yhat_o is almost 1, where the plain formulas would cancel.
    """
    o = pairs.o[block]
    batch = np.arange(len(o))
    error = pairs.v[block] @ pairs.U.T
    # Only the logits are tested: a NaN or an infinity anywhere in v or U makes one of them non-finite.
    require_finite("logits U v", error)
    error -= error.real.max(axis=1, keepdims=True)
    logit = error[batch, o]
    np.exp(error, out=error)
    own = error[batch, o]
    error[batch, o] = 0
    others = error.sum(axis=1)
    total = others + own
    error /= total[:, None]
    error[batch, o] = -others / total
    leads = logit.real == 0
    loss = np.where(leads, np.log1p(others / np.where(leads, own, 1)), np.log(total) - logit)
    return loss, error


def _outer_sum(error: Array, v: Array) -> Array:
    """sum_b error[b] v[b]^T, shape (W, d); for one pair a plain product: BLAS is slow at inner length 1."""
    return error.T * v if len(v) == 1 else error.T @ v


def _signed_scores(pairs: _Pairs, words: Indices, block: slice) -> tuple[Array, Array]:
    """Scores (b, K+1), that of the outside word with its sign turned, and their rows of U (b, K+1, d)."""
    rows = pairs.U[words[block]]
    scores = (rows @ pairs.v[block][:, :, None])[:, :, 0]
    require_finite("scores u . v", scores)
    return turn_first(scores), rows


def _sample_blocks(words: Indices, pairs: _Pairs) -> Iterator[slice]:
    return _blocks(len(words), _SAMPLING_BLOCK // (words.shape[1] * pairs.U.shape[1]))


def _blocks(length: int, size: int) -> Iterator[slice]:
    """Slices that cut 0..length into pieces of at most max(1, size)."""
    step = max(1, size)
    return (slice(start, min(start + step, length)) for start in range(0, length, step))


def _joined(parts: list[Array], pairs: _Pairs) -> Array:
    return np.concatenate([np.empty(0, pairs.dtype), *parts])
