"""Read a text of any length in blocks, with memory for one block only.

A corpus is UTF-8 text: words separated by white space, a sentence on each line.  A block ends at the end of a
line, or, where a line is longer than a block (some corpora are one line), between two words.  So a block
begins and ends at a known byte, and training can go on from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 16  # bytes: about ten thousand words


class CorpusError(ValueError):
    """The corpus cannot be read as text; the message names the file and the byte."""


@dataclass(frozen=True)
class Block:
    """The sentences of a piece of the corpus, and the byte at which the next piece starts."""

    sentences: list[list[str]]
    end: int


def read_blocks(path: Path, offset: int = 0, size: int = BLOCK) -> Iterator[Block]:
    """The blocks of about `size` bytes from byte `offset` on.

    Fails with `CorpusError` where the bytes are not UTF-8, and where a single word is longer than a block.
    """
    with path.open("rb") as file:
        file.seek(offset)
        rest = b""
        while piece := file.read(size):
            whole = rest + piece
            cut = _cut(whole)
            if cut == 0 and len(whole) >= 2 * size:
                raise CorpusError(f"{path}: a word longer than {size} bytes at byte {offset}")
            if cut:
                yield Block(_sentences(path, whole[:cut], offset), offset + cut)
            offset, rest = offset + cut, whole[cut:]
        if rest:
            yield Block(_sentences(path, rest, offset), offset + len(rest))


def _cut(data: bytes) -> int:
    """Where to end a block: after its last line, else after its last blank, else nowhere (0)."""
    return data.rfind(b"\n") + 1 or max(data.rfind(b" "), data.rfind(b"\t")) + 1


def _sentences(path: Path, data: bytes, offset: int) -> list[list[str]]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not UTF-8 at byte {offset + error.start}: {error.reason}") from error
    return [words for line in text.split("\n") if (words := line.split())]
