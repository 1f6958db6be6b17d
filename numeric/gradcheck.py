"""Hold a claimed gradient against its loss, and name the worst component when they differ.

Two ways to differentiate a loss numerically:

* complex step: df/dx_i = Im f(x + i h e_i) / h.  No difference is taken, so h may be 1e-50 and the result is
  exact to rounding; f must be analytic and accept complex input (Squire and Trapp, SIAM Review 40, 1998).
* central differences: (f(x + h e_i) - f(x - h e_i)) / 2h, for any f; the error is about h^2 + eps/h, so no
  step gives more than about ten digits in float64; which step is best depends on f: a range is tried.

`check_gradient` raises `GradientError`; it never prints and returns.  Up to `FULL_CHECK` components it looks
at each one; above, it compares derivatives along random directions, and when one differs it halves the
components, following the half that differs more, down to a single one.

Example::

    check_gradient(lambda x: (x * x).sum(), x, 2 * x)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from numeric.checks import Array, InputError, require_finite, require_floating

Loss = Callable[[Array], Any]  # a real or complex number, or an array of shape ()
Derivative = Callable[[Array], float]

FULL_CHECK = 4096  # components up to which each one is checked by itself
COMPLEX_STEP = 1e-50  # its square underflows nowhere that matters, and nothing is subtracted
CENTRAL_STEPS = tuple(10.0**-k for k in range(2, 10))
_TOLERANCE = {"complex": 1e-12, "central": 1e-6}
_DIRECTIONS = 2


class GradientError(AssertionError):
    """A claimed gradient differs from the numerical one; the attributes hold the worst component found.

    index      position of the component in the array
    claimed    the value that was claimed there
    numerical  the value found by differentiation
    error      their difference, relative to the largest component of the gradient
    """

    def __init__(
        self, index: tuple[int, ...], claimed: float, numerical: float, error: float, how: str
    ) -> None:
        self.index, self.claimed, self.numerical, self.error = index, claimed, numerical, error
        super().__init__(
            f"gradient differs most at {index}: claimed {claimed!r}, numerical {numerical!r} "
            f"(relative error {error:.3g}, by {how})"
        )


@dataclass(frozen=True)
class Agreement:
    """What a passed check saw: the largest relative error, how many derivatives were taken, and how."""

    error: float
    derivatives: int
    method: str


def complex_step(loss: Loss, x: Array, step: float = COMPLEX_STEP) -> Array:
    """The gradient of an analytic `loss` at real x (any shape), one complex evaluation for each component."""
    along = complex_derivative(loss, x, step)
    return _each_component(along, x)


def central_difference(loss: Loss, x: Array, step: float = 1e-5) -> Array:
    """The gradient of `loss` at real x (any shape), two real evaluations for each component."""
    along = central_derivative(loss, x, step)
    return _each_component(along, x)


def complex_derivative(loss: Loss, x: Array, step: float = COMPLEX_STEP) -> Derivative:
    """The function t -> d loss(x + s t)/ds at s = 0, by one complex evaluation.

    The perturbed point is made once and only its imaginary part rewritten: `loss` must not keep or change it.
    A loss that returns a real number from complex input has dropped the imaginary part, and is refused.
    """
    point = x.astype(np.complex128)

    def along(direction: Array) -> float:
        np.multiply(direction, step, out=point.imag)
        value = np.asarray(loss(point))
        if not np.iscomplexobj(value):
            raise InputError("the loss returned a real number for complex input: use central differences")
        return float(value.imag) / step

    return along


def central_derivative(loss: Loss, x: Array, step: float) -> Derivative:
    """The function t -> (loss(x + step t) - loss(x - step t)) / 2 step."""

    def along(direction: Array) -> float:
        shift = step * direction
        return float(np.real(loss(x + shift) - loss(x - shift))) / (2 * step)

    return along


def check_gradient(
    loss: Loss,
    x: Array,
    claimed: Array,
    *,
    tolerance: float | None = None,
    method: str = "complex",
    seed: int = 0,
) -> Agreement:
    """Raise `GradientError` unless `claimed` is the gradient of `loss` at x.

    loss       a function of one array like x, returning one number
    x          float64 of any shape
    claimed    the same shape, real
    tolerance  relative to the largest component of either gradient (to 1 where that is below 1e-50);
               default 1e-12 for the complex step, 1e-6 for central differences
    method     "complex", or "central" for losses that are not analytic programs: the step of the range that
               agrees best counts, as too long a step and too short a one both err

    Fails with `InputError` for shapes that differ and for non-finite input.
    """
    _require_comparable(x, claimed)
    if method not in _TOLERANCE:
        raise InputError(f"method {method!r} is not one of {sorted(_TOLERANCE)}")
    limit = _TOLERANCE[method] if tolerance is None else tolerance
    if method == "complex":
        ways = [complex_derivative(loss, x)]
    else:
        ways = [central_derivative(loss, x, step) for step in CENTRAL_STEPS]
    compare = _compare_each if x.size <= FULL_CHECK else _compare_directions
    found = [compare(along, claimed, limit, method, seed) for along in ways]
    best = min(found, key=lambda result: np.nan_to_num(result.error, nan=np.inf))
    if isinstance(best, GradientError):
        raise best
    return best


def step_curve(loss: Loss, x: Array, claimed: Array, steps: Array) -> tuple[Array, Array]:
    """Relative errors (n,) of the complex step and of central differences at each of the steps (n,)."""
    _require_comparable(x, claimed)

    def error(numerical: Array) -> float:
        return float(np.abs(numerical - claimed).max()) / _scale(claimed, numerical)

    each = steps.tolist()
    by_complex = [error(complex_step(loss, x, step)) for step in each]
    by_central = [error(central_difference(loss, x, step)) for step in each]
    return np.asarray(by_complex), np.asarray(by_central)


def _each_component(along: Derivative, x: Array) -> Array:
    direction = np.zeros(x.shape)
    flat, found = direction.reshape(-1), np.empty(x.size)
    for i in range(x.size):
        flat[i] = 1.0
        found[i] = along(direction)
        flat[i] = 0.0
    return found.reshape(x.shape)


def _compare_each(
    along: Derivative, claimed: Array, limit: float, method: str, seed: int
) -> Agreement | GradientError:
    """Every component; the error is the largest difference over the largest component of either gradient."""
    numerical = _each_component(along, claimed)
    difference = np.abs(numerical - claimed)
    error = float(difference.max(initial=0.0)) / _scale(claimed, numerical)
    if error <= limit:
        return Agreement(error, claimed.size, method)
    worst = np.unravel_index(int(difference.argmax()), claimed.shape)
    index = tuple(int(i) for i in worst)
    how = f"{method}, every component"
    return GradientError(index, float(claimed[index]), float(numerical[index]), error, how)


def _compare_directions(
    along: Derivative, claimed: Array, limit: float, method: str, seed: int
) -> Agreement | GradientError:
    """Two random directions of +-1; the error is relative to the length of the gradient, what a sum of random
    signs has for its size.  A wrong gradient passes only if it is orthogonal to both directions.
    """
    random = np.random.default_rng(seed)
    everything = slice(0, claimed.size)
    length = float(np.linalg.norm(claimed)) or 1.0
    error = _difference(along, claimed, everything, random) / length
    if error <= limit:
        return Agreement(error, _DIRECTIONS, method)
    index = np.unravel_index(_worst(along, claimed, everything, random), claimed.shape)
    at = tuple(int(i) for i in index)
    single = np.zeros(claimed.shape)
    single[at] = 1.0
    how = f"{method}, random directions, then halving"
    return GradientError(at, float(claimed[at]), along(single), error, how)


def _worst(along: Derivative, claimed: Array, part: slice, random: np.random.Generator) -> int:
    """The component reached by halving and keeping the half that differs more: log2(size) steps."""
    while part.stop - part.start > 1:
        middle = (part.start + part.stop) // 2
        halves = slice(part.start, middle), slice(middle, part.stop)
        part = max(halves, key=lambda half: _difference(along, claimed, half, random))
    return int(part.start)


def _difference(along: Derivative, claimed: Array, part: slice, random: np.random.Generator) -> float:
    """The largest |numerical - claimed| derivative along random directions of +-1 within the components."""
    seen, direction = [], np.zeros(claimed.size)
    signs = direction[part]  # a view, written in place: the arrays are large
    for _ in range(_DIRECTIONS):
        np.subtract(_bits(random, len(signs)), 0.5, out=signs)
        signs *= 2
        expected = float(claimed.reshape(-1)[part] @ signs)
        seen.append(abs(along(direction.reshape(claimed.shape)) - expected))
    return float(np.max(seen))  # NumPy's maximum, since Python's may drop a NaN and let it pass


def _bits(random: np.random.Generator, count: int) -> Array:
    """Random zeros and ones (count,), eight from each random byte: ten times as fast as drawing integers."""
    drawn = np.frombuffer(random.bytes((count + 7) // 8), np.uint8)
    return np.unpackbits(drawn, count=count)


def _scale(*gradients: Array) -> float:
    """The largest component of any of them; 1 where all are zero or too small to tell."""
    largest = max(float(np.abs(g).max(initial=0.0)) for g in gradients)
    return largest if largest > COMPLEX_STEP else 1.0


def _require_comparable(x: Array, claimed: Array) -> None:
    require_floating("x", x, tuple(range(33)))
    if x.dtype != np.float64 or np.iscomplexobj(claimed):
        found = f"{x.dtype} and {claimed.dtype}"
        raise InputError(f"x must be float64 and the claimed gradient real, not {found}")
    if x.shape != claimed.shape:
        raise InputError(f"claimed gradient has shape {claimed.shape}, its variable {x.shape}")
    require_finite("x", x)
    require_finite("claimed gradient", claimed)
