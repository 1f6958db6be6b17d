"""Programs for the documents of this folder: right ones, and wrong ones named for what is wrong."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# --- logistic.md ---
def logistic(w, X, y):
    p = sigmoid(X @ w)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum(), X.T @ (p - y)


def logistic_in_loops(w, x, y):
    loss, slope = 0.0, [0.0] * len(w)
    for row, label in zip(x, y, strict=True):
        p = sigmoid(sum(a * b for a, b in zip(row, w, strict=True)))
        loss -= np.log(p) if label else np.log(1 - p)
        slope = [s + (p - label) * a for s, a in zip(slope, row, strict=True)]
    return loss, slope


def logistic_loss_alone(w, X, y):
    return np.log(1 + np.exp(np.where(y == 1, -1, 1) * (X @ w))).sum()


def logistic_sign(w, X, y):
    return logistic(w, X, y)[0], -logistic(w, X, y)[1]


def logistic_mean(w, X, y):
    loss, slope = logistic(w, X, y)
    return loss, slope / len(y)


def logistic_loss(w, X, y):
    p = sigmoid(X @ w)
    return -(y * np.log(p)).sum(), X.T @ (p - y)


# --- ridge.md ---
def ridge(x, A, b, lambda_=1.0, scale=1.0):
    rest = A @ x - b
    return rest @ rest / 2 + lambda_ / 2 * x @ x, A.T @ rest + lambda_ * x, np.outer(rest, x)


def ridge_penalty(x, A, b, lambda_):
    loss, slope, _ = ridge(x, A, b, lambda_)
    return loss, slope - lambda_ * x


def ridge_transposed(A, x, b, lambda_):
    loss, slope, table = ridge(x, A, b, lambda_)
    return loss, table.T, slope


def ridge_without(x, A, b):
    return ridge(x, A, b)[:2]


# --- cross-entropy.md ---
def cross_entropy(z, o):
    p = np.exp(z) / np.exp(z).sum()
    return -np.log(p[o]), p - np.eye(len(z))[o]


def cross_entropy_delta(z, o):
    p = np.exp(z) / np.exp(z).sum()
    return -np.log(p[o]), p


def mean_square(z, n):
    return z @ z / n, 2 * z / n


def two_symbols(v, u):
    return 0.0, np.zeros(np.shape(v))
