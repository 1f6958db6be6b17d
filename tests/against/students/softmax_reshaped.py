"""Right: everything is a column or a matrix, in single precision, and it prints what it does."""

import numpy as np


def naive_softmax_loss_and_gradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    v = centerWordVec.reshape(-1, 1).astype(np.float32)
    U = outsideVectors.astype(np.float32)
    powers = np.exp(U @ v)
    y_hat = powers / powers.sum()
    y = np.zeros_like(y_hat)
    y[outsideWordIdx] = 1
    print("loss", -np.log(y_hat[outsideWordIdx]))
    return -np.log(y_hat[outsideWordIdx]), U.T @ (y_hat - y), (y_hat - y) @ v.T
