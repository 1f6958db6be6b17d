"""Right: the way of the course, with its own drawing of negative samples, in loops."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def getNegativeSamples(outsideWordIdx, dataset, K):
    indices = [None] * K
    for k in range(K):
        new = dataset.sampleTokenIdx()
        while new == outsideWordIdx:
            new = dataset.sampleTokenIdx()
        indices[k] = new
    return indices


def neg_sampling_loss_and_gradient(centerWordVec, outsideWordIdx, outsideVectors, dataset, K=10):
    negatives = getNegativeSamples(outsideWordIdx, dataset, K)
    gradCenterVec = np.zeros(centerWordVec.shape)
    gradOutsideVecs = np.zeros(outsideVectors.shape)
    own = sigmoid(outsideVectors[outsideWordIdx] @ centerWordVec)
    loss = -np.log(own)
    gradCenterVec += (own - 1) * outsideVectors[outsideWordIdx]
    gradOutsideVecs[outsideWordIdx] += (own - 1) * centerWordVec
    for k in negatives:
        other = sigmoid(-outsideVectors[k] @ centerWordVec)
        loss -= np.log(other)
        gradCenterVec += (1 - other) * outsideVectors[k]
        gradOutsideVecs[k] += (1 - other) * centerWordVec
    return loss, gradCenterVec, gradOutsideVecs
