"""Certificates replay from the files alone, without the prover; tampering is caught, with the digest and without."""

from __future__ import annotations

import copy
import hashlib
import json
import subprocess
import sys

import pytest

from derive.certificates import (
    Certificate,
    certificate_text,
    digest,
    replay_certificate,
    replay_directory,
    write,
    write_certificates,
)
from derive.kernel import Proof, replay
from derive.prove import prove
from derive.refute import refute
from derive.source import DeriveError
from derive.verdict import DocumentReport, Report
from tests.refute.goals import FALSE, TRUE

SOURCE = b"$$ a = b $$\n"
PROVED = ("gradient by v", "gradient by u, w != o", "probabilities add up", "slope of tanh", "one-hot picks")
DISPROVED = ("missing delta", "AB = BA", "lost inner derivative")


def certificate(name, number=1):
    facts = ("notes.md", hashlib.sha256(SOURCE).hexdigest(), number, 4, "a = b")
    if name in DISPROVED:
        return Certificate(*facts, "disproved", FALSE[name], witness=refute(FALSE[name]))
    proof = prove(TRUE[name])
    assert isinstance(proof, Proof)
    return Certificate(*facts, "proved", TRUE[name], proof, replay(TRUE[name], proof))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("certificates")
    for number, name in enumerate((*PROVED, *DISPROVED), 1):
        write(certificate(name, number), where)
    return where


def test_all_replay(folder):
    done = replay_directory(folder)
    assert len(done) == len(PROVED) + len(DISPROVED)
    assert all(refusal is None for _, refusal in done), done


def test_written_whole_and_the_same_twice(folder, tmp_path):
    again = write(certificate(PROVED[0]), tmp_path)
    assert again.read_bytes() == (folder / again.name).read_bytes()
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]


def test_a_report_carries_its_certificates(tmp_path):
    text = certificate_text(certificate(DISPROVED[0]))
    pairs = (("00001-0004", text), ("00001-0009", text))
    documents = tuple(DocumentReport(path, "", 0, 0, (), certificates=pairs) for path in ("a/x.md", "b/x.md"))
    paths = write_certificates(Report(documents), tmp_path)
    assert len(set(paths)) == 4 and all(refusal is None for _, refusal in replay_directory(tmp_path))


def test_replay_needs_no_prover(folder):
    program = (
        "import sys\nfrom pathlib import Path\nfrom derive.certificates import replay_directory\n"
        f"print([r for _, r in replay_directory(Path({str(folder)!r}))])\n"
        "print([m for m in sys.modules if m.startswith('derive.prove') or m == 'sympy'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    results, imported = done.stdout.splitlines()
    assert set(results.strip("[]").split(", ")) == {"None"} and imported == "[]"


def test_the_source_is_compared(folder):
    path = next(folder.glob("*.json"))
    assert replay_certificate(path, SOURCE) is None
    assert replay_certificate(path, SOURCE + b" ") == "the source has changed"


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema": 2}', "[" * 5000, "null"])
def test_what_is_no_certificate(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(DeriveError):
        replay_certificate(path)


def put(*where):
    *path, last, value = where

    def change(data):
        for key in path:
            data = data[key]
        data[last] = value(data[last]) if callable(value) else value

    return change


def drop(*where):
    *path, last = where

    def change(data):
        for key in path:
            data = data[key]
        del data[last]

    return change


# with the digest made again: the replay alone must catch these
ON_PROOF = {
    "left side": put("goal", 1, ["Sym", "x"]),
    "right side": put("goal", 2, ["Num", "2"]),
    "sign": put("goal", 5, "!="),
    "sides swapped": lambda d: d["goal"].__setitem__(slice(1, 3), d["goal"][2:0:-1]),
    "no definitions": put("goal", 3, 4, []),
    "a definition changed": put("goal", 3, 4, 0, 1, 3, ["Num", "0"]),
    "malformed goal": put("goal", "x"),
    "understood": put("claim", "understood", "1 = 1"),
    "verdict to disproved": put("claim", "verdict", "disproved"),
    "verdict to conditional": put("claim", "verdict", "conditional"),
    "verdict unknown": put("claim", "verdict", "definition"),
    "no proof": put("proof", None),
    "empty proof": put("proof", "lines", []),
    "last line dropped": lambda d: d["proof"]["lines"].pop(),
    "first line dropped": lambda d: d["proof"]["lines"].pop(0),
    "lines swapped": lambda d: d["proof"]["lines"].reverse(),
    "unknown kind of line": put("proof", "lines", 0, 0, "trust"),
    "line without a kind": put("proof", "lines", 0, []),
    "steps": put("shown", "steps", lambda n: n + 1),
    "rules": put("shown", "rules", ["algebra!"]),
    "hypotheses": put("shown", "hypotheses", ["anything"]),
    "definitions": put("shown", "definitions", lambda names: [*names, "x"]),
    "conditions": put("shown", "conditions", [1]),
    "assumed": put("shown", "assumed", [1]),
    "shown dropped": drop("shown"),
    "a field more": lambda d: d.__setitem__("extra", 1),
    "a witness beside": lambda d: d.__setitem__("witness", {}),
}
ON_WITNESS = {
    "dimensions": put("witness", "dimensions", "W", 1),
    "least size": put("witness", "dimensions", "W", 0),
    "dimension as text": put("witness", "dimensions", "W", "2"),
    "an index": put("witness", "indices", "w", 1),
    "index out of range": put("witness", "indices", "w", 9),
    "a value": put("witness", "values", "v[1]", "1/3"),
    "a value that is code": put("witness", "values", "v[1]", "__import__('os')"),
    "a value missing": drop("witness", "values", "v[1]"),
    "a size more": lambda d: d["witness"]["dimensions"].__setitem__("K", 1),
    "component": put("witness", "component", "w = 1, i = 1"),
    "left": put("witness", "left", "3"),
    "right": put("witness", "right", "3"),
    "functions": lambda d: d["witness"]["functions"].__setitem__("F", "x1"),
    "the goal": put("goal", 2, ["Num", "2"]),
    "verdict to proved": put("claim", "verdict", "proved"),
    "no witness": put("witness", None),
}  # fmt: skip


def refused(data, tmp_path, sealed):
    if sealed:
        data["digest"] = digest(data)
    path = tmp_path / "tampered.json"
    path.write_text(json.dumps(data))
    try:
        return replay_certificate(path) is not None
    except DeriveError:
        return True


def original(folder, number):
    return json.loads(next(folder.glob(f"notes-md-*-{number:05d}-0004.json")).read_text())


@pytest.mark.parametrize("name", ON_PROOF)
def test_tampering_with_a_proof_is_caught_by_the_replay(folder, tmp_path, name):
    data = original(folder, 1)
    ON_PROOF[name](data)
    assert refused(data, tmp_path, sealed=True)


@pytest.mark.parametrize("name", ON_WITNESS)
def test_tampering_with_a_witness_is_caught_by_the_replay(folder, tmp_path, name):
    data = original(folder, len(PROVED) + 1)
    ON_WITNESS[name](data)
    assert refused(data, tmp_path, sealed=True)


def leaves(data, path=()):
    """The places of all values in JSON data."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    yield from (place for key, value in items for place in leaves(value, (*path, key)))
    if not isinstance(data, (dict, list)):
        yield path


@pytest.mark.parametrize("number", [1, len(PROVED) + 1])
def test_any_changed_value_breaks_the_digest(folder, tmp_path, number):
    data = original(folder, number)
    for place in list(leaves(data))[::60]:
        changed = copy.deepcopy(data)
        put(*place, lambda old: (old + 1) if isinstance(old, int) else f"{old}'")(changed)
        assert refused(changed, tmp_path, sealed=False), place
