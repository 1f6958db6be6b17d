"""Wrong: sigmoid(-u_k v) in the gradient by a sample, where sigmoid(u_k v) belongs."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def neg_sampling_loss_and_gradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    negatives = [dataset.sampleTokenIdx() for _ in range(K)]
    own = sigmoid(outsideVectors[outsideWordIdx] @ centerWordVec)
    scores = outsideVectors[negatives] @ centerWordVec
    loss = -np.log(own) - np.log(sigmoid(-scores)).sum()
    gradCenterVec = (own - 1) * outsideVectors[outsideWordIdx] + sigmoid(scores) @ outsideVectors[negatives]
    gradOutsideVecs = np.zeros_like(outsideVectors)
    gradOutsideVecs[outsideWordIdx] = (own - 1) * centerWordVec
    np.add.at(gradOutsideVecs, negatives, np.outer(sigmoid(-scores), centerWordVec))
    return loss, gradCenterVec, gradOutsideVecs
