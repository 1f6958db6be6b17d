"""A proof as data: lines that `derive.kernel` replays, and the plain lists that a file can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from derive.terms.data import DataError, Reader, Table
from derive.terms.term import Range


@dataclass(frozen=True)
class Line:
    kind: str
    subject: tuple[Any, ...]


@dataclass(frozen=True)
class Proof:
    """`names`: the range of each name introduced for a bound name. A proof by cases has `split` (`("bit", term)`
    or `("indices", left, right)`) and one proof for each case in `parts`, and no lines of its own."""

    names: tuple[tuple[str, Range], ...] = ()
    lines: tuple[Line, ...] = ()
    split: tuple[Any, ...] = ()
    parts: tuple[Proof, ...] = ()


def to_data(proof: Proof, table: Table | None = None) -> dict[str, Any]:
    """The proof as plain lists and dictionaries; with a `table`, its terms are written there."""
    own = table or Table()
    data: dict[str, Any] = {
        "names": own.put(proof.names),
        "lines": [[line.kind, own.put(line.subject)] for line in proof.lines],
        "split": own.put(proof.split),
        "parts": [to_data(part, own) for part in proof.parts],
    }
    return data if table else {"terms": own.rows, **data}


def from_data(data: Any, reader: Reader | None = None) -> Proof:
    """The proof that was written; `DataError` for what is none."""
    try:
        read = reader or Reader(data["terms"])
        lines = tuple(Line(kind, read.read(subject)) for kind, subject in data["lines"])
        parts_ = tuple(from_data(part, read) for part in data["parts"])
        return Proof(read.read(data["names"]), lines, read.read(data["split"]), parts_)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"no proof: {error}") from error
