"""Right: whole arrays, and names of its own for the first three arguments."""

import numpy as np


def softmax(x):
    x = np.exp(x - x.max())
    return x / x.sum()


def loss_and_gradient(v_c, o, U):
    y_hat = softmax(U @ v_c)
    delta = y_hat.copy()
    delta[o] -= 1
    return -np.log(y_hat[o]), U.T @ delta, np.outer(delta, v_c)
