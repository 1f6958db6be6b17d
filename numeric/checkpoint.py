"""Write the state of a training run to a file, and go on from it to the same bits.

The file: a line that names the format, a line of JSON (settings, position, state of the random generator,
words), the arrays V, U, counts and losses as little-endian bytes, and the SHA-256 of all that.  A file that
was cut short or changed anywhere fails the digest, before anything in it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from numeric.checks import Array
from numeric.config import Config
from numeric.train import Run, TrainingError
from numeric.vocabulary import Vocabulary, file_digest

_FORMAT = b"numeric skip-gram checkpoint 1\n"
_DIGEST = 32  # bytes of a SHA-256


class CheckpointError(ValueError):
    """The file is no checkpoint of this format, or is damaged; the message names the file."""


def save_checkpoint(run: Run, path: Path) -> None:
    """Write the run to `path`, wholly or not at all: to a file beside it, which then takes its name."""
    beside = path.with_name(f"{path.name}.part")
    digest = hashlib.sha256()
    with beside.open("wb") as file:
        for part in (_FORMAT, _header(run), *(array.tobytes() for array in _arrays(run))):
            file.write(part)
            digest.update(part)
        file.write(digest.digest())
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def load_checkpoint(path: Path) -> Run:
    """The run that was saved.  `CheckpointError` for a file cut short, changed or of another kind."""
    data = path.read_bytes()
    if not data.startswith(_FORMAT):
        raise CheckpointError(f"{path}: does not begin like a checkpoint of this format")
    body, digest = data[:-_DIGEST], data[-_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        raise CheckpointError(
            f"{path}: cut short or changed: the checksum at its end does not fit its content"
        )
    end = body.index(b"\n", len(_FORMAT))
    return _restore(json.loads(body[len(_FORMAT) : end]), body[end + 1 :])


def resume(path: Path, corpus: Path) -> Run:
    """The run saved at `path`, to go on with on `corpus`; `TrainingError` if that is another text."""
    run = load_checkpoint(path)
    if file_digest(corpus) != run.vocabulary.digest:
        raise TrainingError(f"{corpus} is not the text that the run in {path} began with")
    return run


def _header(run: Run) -> bytes:
    position = {"epoch": run.epoch, "offset": run.offset, "seen": run.seen, "losses": len(run.losses)}
    content: dict[str, Any] = {
        "config": asdict(run.config),
        "position": position,
        "random": run.random.bit_generator.state,
        "digest": run.vocabulary.digest,
        "words": run.vocabulary.words,
    }
    return json.dumps(content).encode() + b"\n"


def _arrays(run: Run) -> tuple[Array, ...]:
    losses = np.array(run.losses, dtype="<f8").reshape(-1, 2)
    return run.V.astype("<f4"), run.U.astype("<f4"), run.vocabulary.counts.astype("<i8"), losses


def _restore(header: dict[str, Any], data: bytes) -> Run:
    config, position = Config(**header["config"]), header["position"]
    words, length = tuple(header["words"]), position["losses"]
    shape = (len(words), config.dimension)
    table = np.dtype(("<f4", shape))
    layout = np.dtype(
        [("V", table), ("U", table), ("counts", "<i8", shape[:1]), ("losses", "<f8", (length, 2))]
    )
    arrays = np.frombuffer(data, layout, 1)[0]
    random = np.random.Generator(np.random.PCG64())
    random.bit_generator.state = header["random"]
    vocabulary = Vocabulary(words, arrays["counts"].astype(np.int64), header["digest"])
    losses = [(int(seen), float(loss)) for seen, loss in arrays["losses"]]
    V, U = arrays["V"].astype(np.float32), arrays["U"].astype(np.float32)
    return Run(
        config, vocabulary, V, U, random, position["epoch"], position["offset"], position["seen"], losses
    )
