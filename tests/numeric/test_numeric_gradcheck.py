"""The gradient check itself: it passes what is right, and names the worst component of what is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from numeric import (
    GradientError,
    InputError,
    central_difference,
    check_gradient,
    complex_step,
    naive_softmax,
    naive_softmax_loss,
    step_curve,
)


def cubes(x):
    return (x**3).sum()


def test_complex_step_is_exact_to_rounding_and_central_differences_are_not_quite():
    x = np.random.default_rng(0).normal(size=(3, 2))
    np.testing.assert_allclose(complex_step(cubes, x), 3 * x**2, rtol=1e-15)
    np.testing.assert_allclose(central_difference(cubes, x), 3 * x**2, rtol=1e-6)


@pytest.mark.parametrize("method", ["complex", "central"])
def test_a_wrong_gradient_raises_with_the_worst_component(method):
    x = np.arange(1.0, 7.0).reshape(2, 3)
    claimed = 3 * x**2
    claimed[0, 1] += 0.5
    claimed[1, 2] -= 2.0
    with pytest.raises(GradientError) as caught:
        check_gradient(cubes, x, claimed, method=method)
    error = caught.value
    assert error.index == (1, 2) and error.claimed == 106.0
    assert error.numerical == pytest.approx(108.0, rel=1e-6)
    assert error.error == pytest.approx(2 / 108, rel=1e-4)
    assert "(1, 2)" in str(error) and "106.0" in str(error)


def test_many_components_are_checked_along_directions_and_the_wrong_one_is_found():
    random = np.random.default_rng(1)
    v, U = random.normal(size=30), random.normal(size=(400, 30))
    claimed = naive_softmax(v, 7, U).U
    passed = check_gradient(lambda x: naive_softmax_loss(v, 7, x), U, claimed)
    assert passed.derivatives == 2 and passed.error < 1e-12
    claimed[123, 4] += 1e-8
    with pytest.raises(GradientError, match=r"\(123, 4\).*random directions"):
        check_gradient(lambda x: naive_softmax_loss(v, 7, x), U, claimed)


def test_the_scale_of_the_error_is_the_gradient_and_one_for_a_gradient_of_zeros():
    x = np.zeros(2)
    assert check_gradient(cubes, x, np.zeros(2)).error < 1e-90
    with pytest.raises(GradientError):
        check_gradient(cubes, x, np.full(2, 1e-3))
    big = np.full(2, 1e6)
    check_gradient(cubes, big, 3 * big**2 * (1 + 1e-14))
    with pytest.raises(GradientError):
        check_gradient(cubes, big, 3 * big**2 * (1 + 1e-10))


def test_a_loss_that_drops_the_imaginary_part_is_refused():
    with pytest.raises(InputError, match="real number for complex input"):
        check_gradient(lambda x: float((x.real**2).sum()), np.ones(2), np.full(2, 2.0))


@pytest.mark.parametrize("method", ["complex", "central"])
@pytest.mark.parametrize("size", [3, 5000])
def test_a_loss_that_is_not_a_number_never_passes(method, size):
    with pytest.raises(GradientError, match="nan"):
        check_gradient(
            lambda x: x.sum() * complex(np.nan, np.nan), np.ones(size), np.ones(size), method=method
        )


def test_arguments_are_checked():
    with pytest.raises(InputError, match="shape"):
        check_gradient(cubes, np.ones(2), np.ones(3))
    with pytest.raises(InputError, match="float64"):
        check_gradient(cubes, np.ones(2, np.float32), np.ones(2))
    with pytest.raises(InputError, match="claimed gradient: nan"):
        check_gradient(cubes, np.ones(2), np.array([1.0, np.nan]))
    with pytest.raises(InputError, match="'forward' is not one of"):
        check_gradient(cubes, np.ones(2), np.ones(2), method="forward")


def test_the_step_curve_shows_rounding_for_small_steps_only_in_differences():
    x = np.array([0.5, -1.5])
    by_complex, by_central = step_curve(
        lambda z: np.exp(z).sum(), x, np.exp(x), np.array([1e-2, 1e-5, 1e-12])
    )
    assert by_complex[2] < 1e-15 < 1e-6 < by_central[2]
    assert by_central[1] < 1e-9 and by_complex[0] == pytest.approx(by_central[0], rel=0.1)
