"""Wrong: `+=` with an index array counts a word once, however often it was drawn."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def neg_sampling_loss_and_gradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    negatives = np.array([dataset.sampleTokenIdx() for _ in range(K)])
    own = sigmoid(outsideVectors[outsideWordIdx] @ centerWordVec)
    others = sigmoid(outsideVectors[negatives] @ centerWordVec)
    loss = -np.log(own) - np.log(1 - others).sum()
    gradCenterVec = (own - 1) * outsideVectors[outsideWordIdx] + others @ outsideVectors[negatives]
    gradOutsideVecs = np.zeros_like(outsideVectors)
    gradOutsideVecs[outsideWordIdx] += (own - 1) * centerWordVec
    gradOutsideVecs[negatives] += np.outer(others, centerWordVec)
    return loss, gradCenterVec, gradOutsideVecs
