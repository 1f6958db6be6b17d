"""Right: einsum over the outside word and the samples together, with signs; the samples are an argument."""

import numpy as np


def neg_sampling_loss_and_gradient(centerWordVec, outsideWordIdx, negSampleWordIndices, outsideVectors):
    words = np.concatenate([[outsideWordIdx], negSampleWordIndices]).astype(int)
    signs = np.where(np.arange(len(words)) == 0, 1.0, -1.0)
    rows = outsideVectors[words]
    scores = signs * np.einsum("kd,d->k", rows, centerWordVec)
    slopes = -signs / (1 + np.exp(scores))
    gradOutsideVecs = np.zeros_like(outsideVectors)
    np.add.at(gradOutsideVecs, words, np.einsum("k,d->kd", slopes, centerWordVec))
    return np.log1p(np.exp(-scores)).sum(), np.einsum("k,kd->d", slopes, rows), gradOutsideVecs
