"""A proof as plain lists and back, with the proofs of its cases: they share one table of terms."""

from __future__ import annotations

import json

import pytest

from derive.rules.proof import Line, Proof, from_data, to_data
from derive.terms.data import DataError, Table
from derive.terms.term import ONE, ZERO, Sym, add, call, upto

x, t = Sym("x"), Sym("t")
CASE = Proof((("#1", upto("n")),), (Line("ring", (add(x, t), add(t, x), ())), Line("chain", ((0, 0),))))
PROOF = Proof((), (), ("bit", t), (CASE, Proof((), (Line("rule", ("function", call("sigmoid", x), ())),))))


@pytest.mark.parametrize("proof", [CASE, PROOF, Proof()])
def test_there_and_back(proof: Proof) -> None:
    written = json.loads(json.dumps(to_data(proof)))
    assert from_data(written) == proof
    assert all("terms" not in part for part in written["parts"])


def test_in_a_table_of_terms() -> None:
    table = Table()
    table.put(ONE)
    assert "terms" not in to_data(CASE, table)
    assert len(table.rows) > 2


@pytest.mark.parametrize("name", ["terms", "names", "lines", "split", "parts"])
def test_what_is_left_out(name: str) -> None:
    written = to_data(PROOF)
    with pytest.raises(DataError):
        from_data({key: value for key, value in written.items() if key != name})


def test_no_lines() -> None:
    with pytest.raises(DataError):
        from_data({**to_data(Proof()), "lines": [[ZERO]]})
