"""Skip-gram over windows: many pairs (centre, outside word), gradients for the whole of V and the whole of U.

    J(V, U) = sum over the pairs of J(v_c, o, U)        (Mikolov et al. 2013, equation (1), not divided by T)

A centre with several outside words is several pairs with the same c, so its gradients add up in row c of V.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
from numeric.loss import naive_softmax, naive_softmax_loss, negative_sampling, negative_sampling_loss
from numeric.scatter import scatter_add


@dataclass(frozen=True)
class WindowGradients:
    """Loss and gradients of a sum over pairs.

    loss         the sum over all pairs, a scalar of the tables' common dtype
    V (W, d)     d loss / d V: row c adds up the pairs with centre c, all other rows are 0
    U (W', d)    d loss / d U
    """

    loss: np.inexact[Any]
    V: Array
    U: Array


def window_pairs(
    tokens: npt.ArrayLike, radius: int | Indices, segments: npt.ArrayLike | None = None
) -> tuple[Indices, Indices]:
    """The pairs (centre, outside) of a text, ordered by position of the centre, then of the outside word.

    tokens   (n,) word indices
    radius   words on either side: one number, or (n,) one for each centre (the dynamic windows of training)
    segments (n,) non-decreasing sentence numbers; a window does not cross into another sentence

    Windows are cut at the ends of the text; a text of one word has no pairs.  Returns two arrays (P,) of word
    indices.  Example: tokens [7, 8, 9], radius 1 give (7, 8), (8, 7), (8, 9), (9, 8).
    """
    words = require_indices("tokens", tokens, np.iinfo(np.intp).max, (None,))
    radii = require_indices("radius", np.broadcast_to(radius, words.shape), np.iinfo(np.intp).max, (None,))
    reach = min(radii.max(initial=0), max(0, len(words) - 1))
    offsets = np.concatenate([np.arange(-reach, 0), np.arange(1, reach + 1)])
    at = np.arange(len(words))[:, None] + offsets
    inside = (at >= 0) & (at < len(words)) & (np.abs(offsets) <= radii[:, None])
    if segments is not None:
        sentence = require_indices("segments", segments, np.iinfo(np.intp).max, words.shape)
        inside &= sentence.take(at, mode="clip") == sentence[:, None]
    centre, column = np.nonzero(inside)
    return words[centre], words[at[centre, column]]


def skip_gram_loss(
    V: npt.ArrayLike,
    U: npt.ArrayLike,
    centres: npt.ArrayLike,
    outside: npt.ArrayLike,
    negatives: npt.ArrayLike | None = None,
) -> np.inexact[Any]:
    """The summed loss of P pairs: naive softmax, or negative sampling when negatives (P, K) are given.

    V (W, d), U (W', d), centres (P,) or one integer for all pairs, outside (P,).  No pairs: the loss is 0.
    """
    pairs = _read(V, U, centres, outside)
    if negatives is None:
        losses = naive_softmax_loss(pairs.v, pairs.outside, pairs.U)
    else:
        losses = negative_sampling_loss(pairs.v, pairs.outside, negatives, pairs.U)
    return _total(losses)


def skip_gram(
    V: npt.ArrayLike,
    U: npt.ArrayLike,
    centres: npt.ArrayLike,
    outside: npt.ArrayLike,
    negatives: npt.ArrayLike | None = None,
) -> WindowGradients:
    """Loss and gradients of `skip_gram_loss`, same arguments.

    One window is centres = c, an integer, and outside = the words around it; row c of the gradient of V is
    then the gradient with respect to v_c.  An empty context gives loss 0 and gradients 0.
    """
    pairs = _read(V, U, centres, outside)
    if negatives is None:
        found = naive_softmax(pairs.v, pairs.outside, pairs.U)
    else:
        found = negative_sampling(pairs.v, pairs.outside, negatives, pairs.U)
    grad_V = np.zeros_like(pairs.V)
    scatter_add(grad_V, pairs.centres, found.v)
    return WindowGradients(_total(found.loss), grad_V, found.U)


@dataclass(frozen=True)
class _Pairs:
    """Both tables in their common dtype, centres (P,), their vectors v (P, d) and outside words (P,)."""

    V: Array
    U: Array
    v: Array
    centres: Indices
    outside: Indices


def _read(V: npt.ArrayLike, U: npt.ArrayLike, centres: npt.ArrayLike, outside: npt.ArrayLike) -> _Pairs:
    inner = require_floating("V", V, (2,))
    if 0 in inner.shape:
        raise InputError(f"V: shape {inner.shape}, wanted at least (1, 1)")
    outer = require_rows("U", U, inner.shape[1])
    words = require_indices("outside", outside, len(outer), (None,))
    centre = require_indices("centres", np.broadcast_to(centres, words.shape), len(inner), words.shape)
    dtype = np.result_type(inner, outer)
    inner = np.ascontiguousarray(inner, dtype)
    return _Pairs(inner, outer.astype(dtype, copy=False), inner[centre], centre, words)


def _total(losses: Array) -> np.inexact[Any]:
    total = losses.sum()
    require_finite("loss", np.asarray(total))
    return total  # type: ignore[no-any-return]
