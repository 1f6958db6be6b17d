"""Wrong: the prediction is not reduced by 1 at the outside word before the gradient by the centre vector."""

import numpy as np


def naive_softmax_loss_and_gradient(centerWordVec, outsideWordIdx, outsideVectors, dataset):
    delta = np.exp(outsideVectors @ centerWordVec)
    delta /= delta.sum()
    loss = -np.log(delta[outsideWordIdx])
    gradCenterVec = delta @ outsideVectors
    delta[outsideWordIdx] -= 1
    return loss, gradCenterVec, np.outer(delta, centerWordVec)
