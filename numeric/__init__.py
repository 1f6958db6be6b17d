"""Skip-gram in NumPy: losses, gradients, training and gradient checks.  It knows nothing of `derive`.

loss.py       naive softmax and negative sampling, with gradients, for a batch of pairs
window.py     both over windows of a text, gradients for the whole tables
gradcheck.py  complex step and central differences against a claimed gradient
train.py      training; `python -m numeric train CORPUS` and `python -m numeric nearest WORD`
"""

from numeric.checks import InputError
from numeric.gradcheck import GradientError, central_difference, check_gradient, complex_step, step_curve
from numeric.loss import (
    Gradients,
    naive_softmax,
    naive_softmax_loss,
    negative_sampling,
    negative_sampling_loss,
)
from numeric.window import WindowGradients, skip_gram, skip_gram_loss, window_pairs

__all__ = [
    "GradientError",
    "Gradients",
    "InputError",
    "WindowGradients",
    "central_difference",
    "check_gradient",
    "complex_step",
    "naive_softmax",
    "naive_softmax_loss",
    "negative_sampling",
    "negative_sampling_loss",
    "skip_gram",
    "skip_gram_loss",
    "step_curve",
    "window_pairs",
]
