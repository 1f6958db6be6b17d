"""One JSON file for each proved or disproved claim: enough to check it again without the document or the prover.

    write(certificate, folder)      the file, complete or not at all
    replay_certificate(path)        None, or why the certificate does not show what it says
    replay_directory(folder)        the same for every file of a folder

What counts is the replay: the proof goes through the kernel once more and must prove just the stated goal by just
the stated rules and hypotheses; a witness is evaluated again and must give just the stated values; the claim "as
understood" must be how the goal reads. `digest` is the SHA-256 of everything else in the file; it shows damage, and
changes of what no replay can know (line, column, path, the digest of the source), not forgery. The source itself
is compared by `replay_certificate(path, source_bytes)`.

FAILURE: `DeriveError` for a file that is no certificate at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.kernel import Line, Proof, ProofError, Proved, replay
from derive.refute import Witness, check
from derive.source import DeriveError
from derive.terms.codec import FIELDS, MalformedData, from_data, to_data
from derive.terms.show import show_equation
from derive.terms.term import Range
from derive.terms.theory import Goal
from derive.verdict import Report

SCHEMA = 1
NODES = tuple(FIELDS)


@dataclass(frozen=True)
class Certificate:
    """A claim, where it stands, what it says, and why it is true or false.

    `verdict` is `proved` (a proof that assumes nothing), `conditional` (a proof that does) or `disproved`."""

    path: str
    sha256: str
    line: int
    column: int
    latex: str
    verdict: str
    goal: Goal
    proof: Proof | None = None
    proved: Proved | None = None
    witness: Witness | None = None


# --- writing ---------------------------------------------------------------------------------------------------------
def write(certificate: Certificate, folder: Path) -> Path:
    """Write one certificate; the file appears whole, under a name made of document, line and column."""
    place = f"{certificate.line:05d}-{certificate.column:04d}"
    return _write(folder, certificate.path, place, certificate_text(certificate))


def write_certificates(report: Report, folder: Path) -> list[Path]:
    """Write the certificates that a report carries, each as a file of its own."""
    documents = report.documents
    return [_write(folder, doc.path, place, text) for doc in documents for place, text in doc.certificates]


def _write(folder: Path, document: str, place: str, text: str) -> Path:
    stem = re.sub(r"[^A-Za-z0-9]+", "-", Path(document).name).strip("-") or "document"
    owner = hashlib.sha256(document.encode()).hexdigest()[:6]  # two documents of one name do not meet
    path = folder / f"{stem}-{owner}-{place}.json"
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="ascii", newline="\n") as stream:
        stream.write(text)
    os.replace(temporary, path)
    return path


def certificate_text(certificate: Certificate) -> str:
    return json.dumps(certificate_data(certificate), indent=1, ensure_ascii=True, sort_keys=True) + "\n"


def certificate_data(certificate: Certificate) -> dict[str, Any]:
    goal = certificate.goal
    data = {
        "schema": SCHEMA,
        "document": {"path": certificate.path, "sha256": certificate.sha256},
        "claim": {
            "line": certificate.line,
            "column": certificate.column,
            "latex": certificate.latex,
            "understood": show_equation(goal.left, goal.sign, goal.right),
            "verdict": certificate.verdict,
        },
        "goal": to_data(goal),
        "proof": None if certificate.proof is None else _proof_data(certificate.proof),
        "shown": None if certificate.proved is None else _shown(certificate.proved),
        "witness": None if certificate.witness is None else certificate.witness.to_json(),
    }
    return {**data, "digest": digest(data)}


def digest(data: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of everything but the digest."""
    rest = {key: value for key, value in data.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _shown(proved: Proved) -> dict[str, Any]:
    """What a replay says of a proof, as data."""
    conditions = {name: [_value(c) for c in getattr(proved, name)] for name in ("conditions", "assumed")}
    lists = {name: list(getattr(proved, name)) for name in ("rules", "hypotheses", "definitions")}
    return {"steps": proved.steps, **lists, **conditions}


def _proof_data(proof: Proof) -> dict[str, Any]:
    return {
        "names": [[name, to_data(range_)] for name, range_ in proof.names],
        "lines": [[line.kind, *map(_value, line.subject)] for line in proof.lines],
        "split": [_value(item) for item in proof.split],
        "parts": [_proof_data(part) for part in proof.parts],
    }


def _value(value: Any) -> Any:
    """A part of a proof line: a node as a list, a tuple as an object, the rest as it is."""
    if isinstance(value, NODES):
        return to_data(value)
    if isinstance(value, tuple):
        return {"tuple": [_value(item) for item in value]}
    if value is None or isinstance(value, (str, int)):
        return value
    return {"condition": [value.kind, *map(_value, value.subject)]}


# --- reading ---------------------------------------------------------------------------------------------------------
def _keys(data: Any, *names: str) -> list[Any]:
    if not isinstance(data, dict) or set(data) != set(names):
        raise MalformedData(f"expected an object with {', '.join(names)}")
    return [data[name] for name in names]


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise MalformedData("expected a list")
    return data


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise MalformedData("expected a text")
    return data


def _read_value(data: Any) -> Any:
    if isinstance(data, list):
        return from_data(data)
    if isinstance(data, dict):
        (items,) = _keys(data, "tuple")
        return tuple(map(_read_value, _list(items)))
    if data is None or isinstance(data, str) or type(data) is int:
        return data
    raise MalformedData("a proof line holds terms, names, numbers and tuples")


def _read_proof(data: Any) -> Proof:
    names, lines, split, parts = _keys(data, "names", "lines", "split", "parts")
    pairs = [(_text(name), from_data(range_, Range)) for name, range_ in map(_pair, _list(names))]
    rows = [_list(row) or [None] for row in _list(lines)]
    made = tuple(Line(_text(row[0]), tuple(map(_read_value, row[1:]))) for row in rows)
    return Proof(tuple(pairs), made, tuple(map(_read_value, _list(split))), tuple(map(_read_proof, _list(parts))))


def _pair(data: Any) -> list[Any]:
    if len(_list(data)) != 2:
        raise MalformedData("expected a name and a range")
    return _list(data)


def _read_witness(data: Any) -> Witness:
    names = ("dimensions", "indices", "values", "functions", "component", "left", "right")
    dimensions, indices, values, functions, *texts = _keys(data, *names)
    for table, kind in ((dimensions, int), (indices, int), (values, str), (functions, str)):
        if not isinstance(table, dict) or any(type(value) is not kind for value in table.values()):
            raise MalformedData("a witness has sizes and indices as integers, values and functions as texts")
    return Witness(dimensions, indices, values, functions, *map(_text, texts))


# --- replaying -------------------------------------------------------------------------------------------------------
def replay_directory(folder: Path) -> list[tuple[Path, str | None]]:
    """Every certificate of a folder, by name, with None or why it is refused."""
    return [(path, replay_certificate(path)) for path in sorted(folder.glob("*.json"))]


def replay_certificate(path: Path, source: bytes | None = None) -> str | None:
    """None if the certificate shows what it says, or why not."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise DeriveError(f"{path} is no certificate: {error}") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise DeriveError(f"{path} is no certificate of schema {SCHEMA}")
    try:
        return _refusal(data, source)
    except (MalformedData, ProofError, RecursionError) as error:
        return str(error) or type(error).__name__


def _refusal(data: dict[str, Any], source: bytes | None) -> str | None:
    _, document, claim, goal_data, proof, shown, witness, stated = _keys(
        data, "schema", "document", "claim", "goal", "proof", "shown", "witness", "digest"
    )
    if stated != digest(data):
        return "the digest does not fit"
    _, sha256 = _keys(document, "path", "sha256")
    *_, understood, verdict = _keys(claim, "line", "column", "latex", "understood", "verdict")
    if source is not None and hashlib.sha256(source).hexdigest() != sha256:
        return "the source has changed"
    goal: Goal = from_data(goal_data, Goal)
    if show_equation(goal.left, goal.sign, goal.right) != understood:
        return "the claim as understood is not the goal"
    if verdict not in _EVIDENCE:
        return f"nothing can be shown for the verdict {verdict}"
    return _EVIDENCE[verdict](goal, proof, shown, witness)


def _proof_refusal(goal: Goal, proof: Any, shown: Any, assumes: bool) -> str | None:
    proved = replay(goal, _read_proof(proof))
    if _shown(proved) != shown:
        return "the proof shows something else than is stated"
    return None if bool(proved.assumed) is assumes else "what the proof assumes does not fit the verdict"


def _proved(goal: Goal, proof: Any, shown: Any, witness: Any) -> str | None:
    return "a proved claim has no witness" if witness is not None else _proof_refusal(goal, proof, shown, False)


def _conditional(goal: Goal, proof: Any, shown: Any, witness: Any) -> str | None:
    if witness is not None and not check(goal, _read_witness(witness)):
        return "the witness does not refute the claim"
    return _proof_refusal(goal, proof, shown, True)


def _disproved(goal: Goal, proof: Any, shown: Any, witness: Any) -> str | None:
    if proof is not None or shown is not None:
        return "a disproved claim has no proof"
    return None if check(goal, _read_witness(witness)) else "the witness does not refute the claim"


_EVIDENCE: dict[str, Callable[[Goal, Any, Any, Any], str | None]] = {
    "proved": _proved,
    "conditional": _conditional,
    "disproved": _disproved,
}
