"""Wrong: the sigmoid of the score where that of minus the score belongs, in loss and centre gradient."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def neg_sampling_loss_and_gradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    negatives = [dataset.sampleTokenIdx() for _ in range(K)]
    own = sigmoid(outsideVectors[outsideWordIdx] @ centerWordVec)
    others = sigmoid(outsideVectors[negatives] @ centerWordVec)
    loss = -np.log(own) - np.log(others).sum()
    gradCenterVec = (own - 1) * outsideVectors[outsideWordIdx] + (1 - others) @ outsideVectors[negatives]
    gradOutsideVecs = np.zeros_like(outsideVectors)
    gradOutsideVecs[outsideWordIdx] = (own - 1) * centerWordVec
    for k, other in zip(negatives, others, strict=True):
        gradOutsideVecs[k] += other * centerWordVec
    return loss, gradCenterVec, gradOutsideVecs
