"""Against other programs, where they are installed: PyTorch for losses and gradients, gensim for what is
learned.
"""

from __future__ import annotations

import numpy as np
import pytest

from numeric import (
    central_difference,
    naive_softmax,
    naive_softmax_loss,
    negative_sampling,
    negative_sampling_loss,
)
from numeric.config import Config
from numeric.planted import Planted, recovery
from numeric.train import begin, train
from numeric.vectors import WordVectors, save_vectors

TOLERANCE = {np.float32: 1e-6, np.float64: 1e-12}


def sample(seed, dtype):
    """Logits up to about 10, so that an error of a logit's last digit stays below the tolerance."""
    random = np.random.default_rng(seed)
    words, width, batch, drawn = (int(n) for n in random.integers((1, 1, 1, 0), (30, 12, 9, 8)))
    v, U = random.normal(size=(batch, width)) / 2, random.normal(size=(words, width)) / 2
    o, negatives = random.integers(0, words, batch), random.integers(0, words, (batch, drawn))
    return v.astype(dtype), o, negatives, U.astype(dtype)


def assert_close(found, expected, dtype):
    """To the tolerance, relative to the largest component (and to 1 where all are smaller)."""
    scale = max(1.0, float(np.abs(expected).max(initial=0)))
    np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCE[dtype] * scale)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("seed", range(40))
def test_losses_and_gradients_equal_those_of_torch(seed, dtype):
    torch = pytest.importorskip("torch", reason="PyTorch is an optional test dependency")
    v, o, negatives, U = sample(seed, dtype)

    def by_torch(loss):
        centre, table = torch.tensor(v, requires_grad=True), torch.tensor(U, requires_grad=True)
        value = loss(centre, table)
        value.sum().backward()
        return value.detach().numpy(), centre.grad.numpy(), table.grad.numpy()

    def softmax(centre, table):
        return torch.nn.functional.cross_entropy(centre @ table.T, torch.tensor(o), reduction="none")

    def sampling(centre, table):
        log_sigmoid = torch.nn.functional.logsigmoid
        against = torch.einsum("bkd,bd->bk", table[torch.tensor(negatives)], centre)
        return -log_sigmoid((centre * table[torch.tensor(o)]).sum(1)) - log_sigmoid(-against).sum(1)

    for found, loss in ((naive_softmax(v, o, U), softmax), (negative_sampling(v, o, negatives, U), sampling)):
        for mine, other in zip((found.loss, found.v, found.U), by_torch(loss), strict=True):
            assert mine.dtype == dtype
            assert_close(mine, other, dtype)


@pytest.mark.parametrize("seed", range(10))
def test_gradients_agree_with_central_differences(seed):
    v, o, negatives, U = sample(seed, np.float64)
    for found, loss in (
        (naive_softmax(v, o, U), lambda x, y: naive_softmax_loss(x, o, y)),
        (negative_sampling(v, o, negatives, U), lambda x, y: negative_sampling_loss(x, o, negatives, y)),
    ):
        by_v = central_difference(lambda x, f=loss: f(x, U).sum(), v)
        by_U = central_difference(lambda y, f=loss: f(v, y).sum(), U)
        np.testing.assert_allclose(found.v, by_v, atol=1e-8)
        np.testing.assert_allclose(found.U, by_U, atol=1e-8)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    path = tmp_path_factory.mktemp("peers") / "planted.txt"
    Planted(common=2000, groups=100, members=4, share=0.3).write(path, 100_000)
    config = Config(dimension=32, epochs=3, min_count=1, subsample=0.0, batch=512)
    run = begin(path, config)
    for _ in train(run, path):
        pass
    return path, WordVectors(run.vocabulary.words, run.V)


@pytest.mark.parametrize("name", ["v.bin", "v.txt"])
def test_gensim_opens_our_files(trained, tmp_path, name):
    gensim = pytest.importorskip("gensim.models", reason="gensim is an optional test dependency")
    _, found = trained
    save_vectors(found, tmp_path / name)
    read = gensim.KeyedVectors.load_word2vec_format(str(tmp_path / name), binary=name == "v.bin")
    assert tuple(read.index_to_key) == found.words
    np.testing.assert_array_equal(read.vectors, found.vectors)
    assert [word for word, _ in read.most_similar("g0_0", topn=5)] == [w for w, _ in found.nearest("g0_0", 5)]


def test_recovery_of_planted_groups_is_no_worse_than_gensim(trained):
    gensim = pytest.importorskip("gensim.models.word2vec", reason="gensim is an optional test dependency")
    path, found = trained
    model = gensim.Word2Vec(
        gensim.LineSentence(str(path)),
        vector_size=32,
        window=5,
        negative=5,
        sg=1,
        hs=0,
        sample=0,
        min_count=1,
        workers=1,
        epochs=3,
        seed=1,
    )
    other = WordVectors(tuple(model.wv.index_to_key), model.wv.vectors)
    # One word of the 400 is the noise of a seed.
    assert recovery(found) >= recovery(other) - 4 / 400
    assert recovery(found) > 0.5
