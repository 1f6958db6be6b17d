"""The other programs that `numeric_speed.py` is timed against; each is left out where it is not installed."""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from numeric.config import Config
from numeric.corpus import read_blocks
from numeric.train import begin
from numeric.vectors import WordVectors
from numeric.window import window_pairs


def installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def gensim_epoch(corpus: Path, config: Config) -> tuple[float, WordVectors]:
    """Processor seconds of one epoch in gensim's compiled loop, one worker, and its vectors."""
    word2vec = importlib.import_module("gensim.models.word2vec")
    spent: list[float] = []

    class Timed(word2vec.Word2Vec):  # type: ignore[misc, name-defined]
        def _do_train_job(self, *job: Any) -> Any:
            start = time.thread_time()
            done = super()._do_train_job(*job)
            spent.append(time.thread_time() - start)
            return done

    model = Timed(
        vector_size=config.dimension,
        window=config.window,
        negative=config.negatives,
        sg=1,
        hs=0,
        sample=0,
        min_count=config.min_count,
        workers=1,
        seed=config.seed,
    )
    model.build_vocab(word2vec.LineSentence(str(corpus)))
    model.train(word2vec.LineSentence(str(corpus)), total_examples=model.corpus_count, epochs=1)
    return sum(spent), WordVectors(tuple(model.wv.index_to_key), model.wv.vectors)


def torch_words_per_second(corpus: Path, config: Config, batches: int = 300) -> float:
    """A plain PyTorch program: two sparse embeddings, log-sigmoid, SGD, the same pairs and negatives; one
    thread.

    Only some batches are timed, those of the first block over and over, as its pace does not change.
    """
    torch = importlib.import_module("torch")
    torch.set_num_threads(1)
    run = begin(corpus, config)
    noise, random = run.vocabulary.noise(config.power), np.random.default_rng(1)
    tokens, sentences = run.vocabulary.encode(next(read_blocks(corpus)))
    radius = random.integers(1, config.window + 1, len(tokens))
    centres, outside = window_pairs(tokens, radius, sentences)
    inner = torch.nn.Embedding.from_pretrained(torch.tensor(run.V), freeze=False, sparse=True)
    outer = torch.nn.Embedding.from_pretrained(torch.tensor(run.U), freeze=False, sparse=True)
    optimizer = torch.optim.SGD([*inner.parameters(), *outer.parameters()], lr=config.rate)
    log_sigmoid = torch.nn.functional.logsigmoid
    whole = len(centres) // config.batch
    start = time.process_time()
    for batch in range(batches):
        first = batch % whole * config.batch
        part = slice(first, first + config.batch)
        drawn = noise.draw(random, (config.batch, config.negatives))
        words = torch.from_numpy(np.column_stack([outside[part], drawn]))
        scores = torch.bmm(outer(words), inner(torch.from_numpy(centres[part])).unsqueeze(2)).squeeze(2)
        loss = -(log_sigmoid(scores[:, 0]).sum() + log_sigmoid(-scores[:, 1:]).sum())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    seconds = time.process_time() - start
    return batches * config.batch / seconds * len(tokens) / len(centres)


def torch_gradcheck(v: Any, word: int, U: Any) -> Callable[[], Any]:
    """The fast mode of `torch.autograd.gradcheck` on the same naive-softmax loss as a function of U."""
    torch = importlib.import_module("torch")
    centre, outside = torch.tensor(v), torch.tensor([word])
    table = torch.tensor(U, requires_grad=True)

    def loss(x: Any) -> Any:
        return torch.nn.functional.cross_entropy((x @ centre)[None], outside)

    return lambda: torch.autograd.gradcheck(loss, (table,), fast_mode=True)
