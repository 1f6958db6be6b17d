"""Wrong: y - y_hat in the gradient by the outside vectors."""

import numpy as np


def naive_softmax_loss_and_gradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    y_hat = np.exp(outsideVectors @ centerWordVec)
    y_hat /= y_hat.sum()
    y = np.eye(len(y_hat))[outsideWordIdx]
    return -np.log(y_hat[outsideWordIdx]), outsideVectors.T @ (y_hat - y), np.outer(y - y_hat, centerWordVec)
