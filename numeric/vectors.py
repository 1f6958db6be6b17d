"""Word vectors in the two file formats of word2vec, which gensim and many other programs open.

Text: a line "W d", then a line for each word: the word and d numbers, separated by blanks.  Nine significant
digits give back the same float32.  Binary: the same first line, then for each word its bytes, a blank, d
little-endian float32 and a line feed.  Words cannot hold white space in either.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from numeric.checks import Array


class VectorFileError(ValueError):
    """A vector file is cut short, damaged or of another format; the message names the file and the place."""


@dataclass(frozen=True)
class WordVectors:
    """words (W different ones) and their vectors (W, d) float32, finite."""

    words: tuple[str, ...]
    vectors: Array

    def __post_init__(self) -> None:
        if self.vectors.ndim != 2 or len(self.vectors) != len(self.words):
            raise ValueError(f"{len(self.words)} words, but vectors of shape {self.vectors.shape}")
        if len(set(self.words)) != len(self.words):
            raise ValueError("a word occurs twice")
        if any(not word or len(word.split()) != 1 or word.split()[0] != word for word in self.words):
            raise ValueError("a word is empty or holds white space")
        if not np.isfinite(self.vectors).all():
            raise ValueError("a vector is not finite")

    def nearest(self, word: str, count: int = 10) -> list[tuple[str, float]]:
        """The words with the largest cosine to `word`, without itself; KeyError names an unknown word."""
        if word not in self.words:
            raise KeyError(word)
        cosine = cosines(self.vectors, self.vectors[self.words.index(word)])
        order = np.argsort(-cosine, kind="stable")
        found = [(self.words[i], float(cosine[i])) for i in order if self.words[i] != word]
        return found[:count]


def cosines(rows: Array, vector: Array) -> Array:
    """The cosine (W,) of each row (W, d) with `vector` (d,); 0 where either is zero."""
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(vector)
    result: Array = (rows @ vector) / np.where(lengths == 0, 1, lengths)
    return result


def save_vectors(found: WordVectors, path: Path) -> None:
    """Write to `path`, in the binary format if its name ends in .bin, else as text; wholly or not at all."""
    lines = _binary_lines(found) if path.suffix == ".bin" else _text_lines(found)
    beside = path.with_name(f"{path.name}.part")
    with beside.open("wb") as file:
        file.write("{} {}\n".format(*found.vectors.shape).encode())
        file.writelines(lines)
    os.replace(beside, path)


def load_vectors(path: Path) -> WordVectors:
    """Read a file of either format, told apart as `save_vectors` does.  Fails with `VectorFileError`."""
    data = path.read_bytes()
    first, _, body = data.partition(b"\n")
    size = first.split()
    if len(size) != 2 or not all(part.isdigit() and len(part) < 19 for part in size):
        raise VectorFileError(
            f"{path}: the first line is not two numbers, words and dimension: {first[:40]!r}"
        )
    count, dimension = int(size[0]), int(size[1])
    # A word takes 2 bytes at least and a number 2 as text, 4 as binary: refuse before making room for them.
    if count * (dimension * (4 if path.suffix == ".bin" else 2) + 1) > len(body) + count:
        raise VectorFileError(
            f"{path}: cut short: {len(body)} bytes cannot hold {count} vectors of {dimension}"
        )
    read = _read_binary if path.suffix == ".bin" else _read_text
    words, vectors = read(path, body, count, dimension)
    try:
        return WordVectors(words, vectors)
    except ValueError as error:
        raise VectorFileError(f"{path}: {error}") from error


def _text_lines(found: WordVectors) -> Iterator[bytes]:
    pattern = " ".join(["%s"] + ["%.9g"] * found.vectors.shape[1]) + "\n"
    return (
        (pattern % (word, *row)).encode()
        for word, row in zip(found.words, found.vectors.tolist(), strict=True)
    )


def _binary_lines(found: WordVectors) -> Iterator[bytes]:
    rows = found.vectors.astype("<f4")
    return (word.encode() + b" " + row.tobytes() + b"\n" for word, row in zip(found.words, rows, strict=True))


def _read_text(path: Path, body: bytes, count: int, dimension: int) -> tuple[tuple[str, ...], Array]:
    lines = body.split(b"\n")
    if len(lines) != count + 1 or lines[-1]:
        raise VectorFileError(f"{path}: {len(lines) - 1} whole lines of vectors, {count} announced")
    words, vectors = [], np.empty((count, dimension), np.float32)
    for i, line in enumerate(lines[:-1]):
        word, *numbers = line.split(b" ")
        if len(numbers) != dimension:
            raise VectorFileError(f"{path}, line {i + 2}: {len(numbers)} numbers, {dimension} announced")
        try:
            words.append(word.decode())
            vectors[i] = [float(number) for number in numbers]
        except ValueError as error:
            raise VectorFileError(f"{path}, line {i + 2}: {error}") from error
    return tuple(words), vectors


def _read_binary(path: Path, body: bytes, count: int, dimension: int) -> tuple[tuple[str, ...], Array]:
    words, vectors, at = [], np.empty((count, dimension), np.float32), 0
    for i in range(count):
        blank = body.find(b" ", at)
        end = blank + 1 + 4 * dimension
        if blank < 0 or end > len(body):
            raise VectorFileError(f"{path}: cut short in vector {i + 1} of {count}")
        try:
            words.append(body[at:blank].decode())
        except UnicodeDecodeError as error:
            raise VectorFileError(f"{path}: word {i + 1} is not UTF-8: {error.reason}") from error
        vectors[i] = np.frombuffer(body, "<f4", dimension, blank + 1)
        at = end + (body[end : end + 1] == b"\n")  # some programs write no line feed
    if at != len(body):
        raise VectorFileError(f"{path}: {len(body) - at} bytes after the last vector")
    return tuple(words), vectors
