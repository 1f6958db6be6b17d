"""Right: every sum as a loop."""

import math


def naive_softmax_loss_and_gradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    W, d = outsideVectors.shape
    scores = [sum(outsideVectors[w][i] * centerWordVec[i] for i in range(d)) for w in range(W)]
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    probabilities = [p / sum(powers) for p in powers]
    loss = -math.log(probabilities[outsideWordIdx])
    errors = [p - (w == outsideWordIdx) for w, p in enumerate(probabilities)]
    gradCenterVec = [sum(errors[w] * outsideVectors[w][i] for w in range(W)) for i in range(d)]
    gradOutsideVecs = [[errors[w] * centerWordVec[i] for i in range(d)] for w in range(W)]
    return loss, gradCenterVec, gradOutsideVecs
