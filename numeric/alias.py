"""Draw from a discrete distribution in constant time: the alias method (Walker 1977; Vose 1991).

W columns of equal width hold W words; a column holds the word itself up to a height and another word, its
alias, above.  A draw takes a column at random and a height at random.  The table is usually built by two work
lists in a loop; here the same table comes from two cumulative sums, without a loop over the words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from numeric.checks import Array, Indices, InputError


@dataclass(frozen=True)
class AliasTable:
    """height (W,) float64: the share of a column that is its own word; alias (W,): the word above it."""

    height: Array
    alias: Indices

    def draw(self, random: np.random.Generator, shape: tuple[int, ...]) -> Indices:
        """Independent draws of the given shape.

        One uniform number gives both column and height (its whole part and its fraction, after scaling by W);
        of its 53 bits at least 20 are left for the height as long as W < 2^33.
        """
        point = random.random(shape) * len(self.alias)
        column = point.astype(np.intp)
        return np.where(point - column < self.height[column], column, self.alias[column])

    def probabilities(self) -> Array:
        """What the table draws with (W,): the inverse of `alias_table`, for checking it."""
        chances = self.height + np.bincount(self.alias, weights=1 - self.height, minlength=len(self.alias))
        return chances / len(self.alias)


def alias_table(weights: npt.ArrayLike) -> AliasTable:
    """The table for probabilities proportional to `weights` (W,): finite, not negative, not all zero.

    With the mean scaled to 1, a light column (weight below 1) is filled up by a heavy one.  Heavy words serve
    the light ones in order, each until its surplus is used up; the last it serves may take it below 1, and
    then it is itself filled up by the next heavy word.  Who serves whom is read off the cumulative deficits
    and surpluses.
    """
    mass = np.asarray(weights, dtype=np.float64)
    if mass.ndim != 1 or not np.isfinite(mass).all() or (mass < 0).any() or not mass.sum() > 0:
        raise InputError("weights: wanted one axis of finite numbers, none negative, not all zero")
    scaled = mass * (len(mass) / mass.sum())
    is_heavy = scaled >= 1
    is_heavy[np.argmax(scaled)] = True  # rounding may leave every one of equal weights a hair below 1
    light, heavy = np.flatnonzero(~is_heavy), np.flatnonzero(is_heavy)
    surplus = np.cumsum(np.maximum(scaled[heavy] - 1, 0))
    deficit = np.concatenate([[0.0], np.cumsum(1 - scaled[light])])
    before = deficit[:-1]
    height, alias = np.minimum(scaled, 1), np.arange(len(mass))
    server = np.minimum(np.searchsorted(surplus, before, side="right"), len(heavy) - 1)
    alias[light] = heavy[server]
    served = deficit[np.searchsorted(before, surplus, side="left")]
    height[heavy] = 1 - np.clip(served - surplus, 0, 1)
    height[heavy[-1]] = 1  # exactly used up; what is left of it is rounding
    alias[heavy[:-1]] = heavy[1:]
    return AliasTable(height, alias)
